/**
 * What is wrong in which field, told where the eye is. The server finds it; the fields ask here by their ids.
 */
import { html, nothing } from "./html.js";
import { icon } from "./parts.js";

/** What is wrong, by the field's id. @type {Map<string, string>} */
const faults = new Map();

/**
 * From now on *found* is what is wrong, and nothing else.
 *
 * @param {Iterable<[string, string]>} found
 */
export function setFaults(found) {
  faults.clear();
  for (const [id, words] of found) faults.set(id, words);
}

/**
 * @param {string} id
 * @param {string} words
 */
export function tellFault(id, words) {
  faults.set(id, words);
}

/**
 * Forget what was wrong in a field that was changed; return whether anything was.
 *
 * @param {string} id
 */
export function mended(id) {
  return faults.delete(id);
}

/** @param {string} id Of a field. */
export function isWrong(id) {
  return faults.has(id) ? "true" : nothing;
}

/**
 * Return what describes a field: its help and what is wrong with it.
 *
 * @param {string} id
 * @param {string} help Id of its help, or nothing.
 */
export function describedBy(id, help) {
  return [help, faults.has(id) ? `${id}-error` : ""].filter(Boolean).join(" ") || nothing;
}

/** @param {string} id Of the field that the line stands under. */
export function faultLine(id) {
  const words = faults.get(id);
  return words ? html`<p class="field-error" id="${id}-error">${icon("warning")} <span>${words}</span></p>` : nothing;
}
