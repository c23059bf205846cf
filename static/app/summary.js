/** The summary's page: prints, and selects the shared address at a touch. The page works without it. */

const button = document.getElementById("print");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const address = document.getElementById("link");
if (address instanceof HTMLInputElement) address.addEventListener("focus", () => address.select());

export {};
