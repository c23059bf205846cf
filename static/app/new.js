/** A new workshop's page: a file with an agenda is read on the server and put into the field as text. */
import { sendTable } from "./send-table.js";

const part = /** @type {HTMLElement} */ (document.getElementById("file-field"));
const field = /** @type {HTMLInputElement} */ (document.getElementById("file"));
const told = /** @type {HTMLElement} */ (document.getElementById("file-told"));
const table = /** @type {HTMLTextAreaElement} */ (document.getElementById("table"));

// Without scripts a file cannot be sent: then it is pasted.
part.hidden = false;
field.addEventListener("change", async () => {
  const file = field.files?.[0];
  if (!file) return;
  told.textContent = "";
  try {
    const { text } = await sendTable("/workshops/import", file);
    table.value = text;
    /** @type {HTMLButtonElement | null} */ (document.querySelector('button[name="preview"]'))?.click();
  } catch {
    told.textContent = told.dataset.fault ?? "";
  }
});
