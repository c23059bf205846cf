/** Puts a downloaded backup back: the file goes as it is, in one request. */

const field = /** @type {HTMLInputElement} */ (document.getElementById("backup"));
const told = /** @type {HTMLElement} */ (document.getElementById("backup-told"));

field.addEventListener("change", async () => {
  const file = field.files?.[0];
  if (!file) return;
  field.disabled = true;
  told.textContent = told.dataset.busy ?? "";
  told.textContent = await putBack(file);
  field.disabled = false;
  field.value = "";
});

/**
 * @param {File} file
 * @returns {Promise<string>} What to tell.
 */
async function putBack(file) {
  try {
    const answer = await fetch("/settings/restore", {
      method: "PUT",
      body: file,
      headers: { "X-Facilitator": "1", "Content-Type": "application/zip" },
    });
    if (!answer.ok) return told.dataset.fault ?? "";
    const { restored } = await answer.json();
    return (told.dataset.done ?? "").replace("{n}", String(restored));
  } catch {
    return told.dataset.fault ?? "";
  }
}
