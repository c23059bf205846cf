/** Puts a chosen file into the form, so that it goes the same way as one that is pasted. */

const mostBytes = 64 * 1024;
const field = /** @type {HTMLElement} */ (document.getElementById("file-field"));
const file = /** @type {HTMLInputElement} */ (document.getElementById("file"));
const told = /** @type {HTMLElement} */ (document.getElementById("file-told"));
const text = /** @type {HTMLTextAreaElement} */ (document.getElementById("text"));

field.hidden = false;

file.addEventListener("change", async () => {
  const chosen = file.files?.[0];
  const isBig = Boolean(chosen && chosen.size > mostBytes);
  told.hidden = !isBig;
  told.textContent = isBig ? (file.dataset.big ?? "") : "";
  file.setAttribute("aria-invalid", String(isBig));
  if (chosen && !isBig) text.value = await chosen.text();
});

export {};
