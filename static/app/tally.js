/** How results stand on the wall: their order, the line under the best, the median, and how much room they take. Pure. */
import { pick } from "./i18n.js";
import { rowsInOrder } from "./rows.js";

/** @typedef {import("./views.js").VoteView} VoteView */
/** @typedef {import("./views.js").OptionView} OptionView */
/** @typedef {import("./views.js").ClusterView} ClusterView */

/**
 * Return the options as the result tells them: the best first, or in the order of the scale.
 *
 * @param {VoteView} view
 */
export function ranked(view) {
  const rows = rowsInOrder(view.options).filter(([, option]) => !option.hidden);
  return view.ordered ? rows : [...rows].sort(([, one], [, other]) => votes(other) - votes(one) || one.sort - other.sort);
}

/** @param {OptionView} option On phones and by hands. */
export function votes(option) {
  return option.dots + option.hands;
}

/**
 * Return which line stands after the row at *place*; nothing where there is none.
 *
 * @param {OptionView[]} rows The best first.
 * @param {number} place
 * @returns {"" | "go on" | "tie"}
 */
export function lineAfter(rows, place) {
  const here = rows[place].cut;
  const next = rows[place + 1]?.cut ?? "";
  if (here === "in" && next && next !== "in") return "go on";
  if (here === "tied" && next !== "tied") return "tie";
  return "";
}

/**
 * @param {VoteView} view
 * @returns {Set<number>} Places of the options, from 0, that the median is on.
 */
export function medianPlaces(view) {
  return view.median ? new Set([Math.floor(view.median) - 1, Math.ceil(view.median) - 1]) : new Set();
}

/**
 * Return about how many pages the notes take on the wall, so that all screens decide alike without measuring.
 *
 * @param {ClusterView} view
 */
export function pagesNeeded(view) {
  const lineLetters = 17;
  const pageHeight = 690 * 4 * 0.88;
  let height = 0;
  for (const note of Object.values(view.notes)) {
    height += 72 + 45 * (Math.ceil(pick(note.text).length / lineLetters) + (Object.keys(note.merged).length ? 1 : 0));
  }
  return Math.ceil((height + 150 * Object.keys(view.headings).length) / pageHeight);
}
