/** The page of prints: an address is selected at a touch and copied by a button. The page works without it. */
import { copyAddress } from "./copy-address.js";

for (const address of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-address]"))) {
  address.addEventListener("focus", () => address.select());
}

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-copy]"))) {
  const field = /** @type {HTMLInputElement} */ (document.getElementById(button.dataset.copy ?? ""));
  const told = /** @type {HTMLElement} */ (document.getElementById(`${field.id}-told`));
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = await copyAddress(field);
    told.textContent = (copied ? told.dataset.copied : told.dataset.selected) ?? "";
  });
}
