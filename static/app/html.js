/**
 * The one seam to lit-html: every screen draws through this module and no other file imports the library.
 *
 * Views are pure functions that return templates. Never write `style=` in one (the CSP forbids it): bind a
 * property instead, `.style=${"--share: 40%"}`. Typed-in fields never bind `.value` to the view.
 */
import { html, svg, nothing, render as draw } from "../vendor/lit-html/lit-html.js";

export { html, svg, nothing };
export { guard } from "../vendor/lit-html/directives/guard.js";
export { keyed } from "../vendor/lit-html/directives/keyed.js";
export { live } from "../vendor/lit-html/directives/live.js";
export { repeat } from "../vendor/lit-html/directives/repeat.js";

/**
 * Draw *view* into *root* and leave the reader where they were.
 *
 * A keyed move takes an element out of the document for a moment, and with it the focus. So the focused element
 * is found again by its id: an element that can hold the focus and can move must have one.
 *
 * @param {unknown} view A template, or anything else lit-html can draw.
 * @param {HTMLElement} root Holds nothing but what is drawn here.
 */
export function render(view, root) {
  const place = placeOf(root);
  draw(view, root);
  if (place) goBackTo(place);
}

/**
 * Return the names whose value is true, for a class attribute: `class=${classes({ note: true, mine })}`.
 *
 * @param {Record<string, unknown>} names
 */
export function classes(names) {
  return Object.keys(names)
    .filter((name) => names[name])
    .join(" ");
}

/** @typedef {{element: HTMLElement, typed: string | null, id: string, from: number | null, to: number | null, way: "forward" | "backward" | "none" | null, top: number}} Place */

/**
 * @param {HTMLElement} root
 * @returns {Place | null} Null where the focus is elsewhere or on an element without id.
 */
function placeOf(root) {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || !element.id || !root.contains(element)) return null;
  return { element, typed: typedInto(element), id: element.id, top: element.scrollTop, ...caretOf(element) };
}

/** @param {Place} place */
function goBackTo(place) {
  const element = document.getElementById(place.id);
  if (!element) return;
  if (element !== place.element && place.typed !== null) bringAlong(element, place.typed);
  // Untouched elements stay untouched: setting a caret anew ends the composing of an accented letter.
  if (document.activeElement !== element) element.focus({ preventScroll: true });
  const caret = caretOf(element);
  if (place.from !== null && (caret.from !== place.from || caret.to !== place.to)) {
    /** @type {HTMLInputElement} */ (element).setSelectionRange(place.from, place.to, place.way ?? "none");
  }
  if (element.scrollTop !== place.top) element.scrollTop = place.top;
}

/**
 * Return what somebody has typed into a field and not yet left; null for nothing. Only of fields that are kept
 * (`data-kept`): their ids name one thing for good, and on a phone another task must not get these words.
 *
 * @param {HTMLElement} element
 */
function typedInto(element) {
  const isField = element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
  return isField && "kept" in element.dataset && element.value !== element.defaultValue ? element.value : null;
}

/**
 * Put words into a field that was made anew elsewhere, and save them as far as they go: the browser would not count
 * them as typed there.
 *
 * @param {HTMLElement} element
 * @param {string} typed
 */
function bringAlong(element, typed) {
  /** @type {HTMLInputElement} */ (element).value = typed;
  element.dispatchEvent(new Event("change", { bubbles: true }));
}

/** @param {HTMLElement} element */
function caretOf(element) {
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement) {
    // Null for kinds of input without a caret (number, checkbox).
    return { from: element.selectionStart, to: element.selectionEnd, way: element.selectionDirection };
  }
  return { from: null, to: null, way: null };
}
