/** The page of prints: selects an address at a touch. The page works without it. */

for (const address of document.querySelectorAll("input[data-address]")) {
  address.addEventListener("focus", () => /** @type {HTMLInputElement} */ (address).select());
}

export {};
