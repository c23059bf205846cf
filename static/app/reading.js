/** The reader's own text size on the phone, kept in the browser. */

/** Sizes by their name in the styles; "" is the size of the phone's own settings. */
export const sizes = ["", "larger", "largest"];
const kept = "facilitator.text";

/** Return the size in use. */
export function sizeNow() {
  return document.documentElement.dataset.text ?? "";
}

/** @param {string} size */
export function chooseSize(size) {
  use(size);
  try {
    localStorage.setItem(kept, size);
  } catch {
    // A browser that keeps nothing: the choice holds as long as the page.
  }
}

/** Use what was chosen before. */
export function useKeptSize() {
  try {
    use(localStorage.getItem(kept) ?? "");
  } catch {
    use("");
  }
}

/** @param {string} size */
function use(size) {
  if (sizes.includes(size) && size) document.documentElement.dataset.text = size;
  else delete document.documentElement.dataset.text;
}

/** Keep the bar above the keyboard where a browser lays the keyboard over the page. */
export function watchKeyboard() {
  const seen = window.visualViewport;
  if (!seen) return;
  const measure = () => {
    const covered = Math.max(0, window.innerHeight - seen.height - seen.offsetTop);
    // Zoomed in, what is out of sight is not covered.
    document.documentElement.style.setProperty("--keyboard", seen.scale > 1.01 ? "0px" : `${Math.round(covered)}px`);
  };
  seen.addEventListener("resize", measure);
  seen.addEventListener("scroll", measure);
}

/** Take the typeface after the first paint: a phone on a slow line reads before it is pretty. */
export function bringFont() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("../css/font-phone.css", import.meta.url).href;
  document.head.append(link);
}
