/**
 * What people wrote that stands on the wall, each with the command that hides it: for a remote, which knows no kinds.
 *
 * Pure. Only what a remote may hide is here.
 */
import { pick } from "./i18n.js";
import { inOrder } from "./forecast.js";

/** @typedef {import("./views.js").ActivityView} ActivityView */
/** @typedef {{id: string, words: string, command: Record<string, any>}} Hideable */

/**
 * Return it, the newest first.
 *
 * @param {ActivityView | undefined} activity
 * @returns {Hideable[]}
 */
export function hideable(activity) {
  if (!activity?.view) return [];
  const { kind, view, id: of } = activity;
  const row = (/** @type {string} */ name, /** @type {string} */ field) => (/** @type {[string, any]} */ [id, note]) => ({
    id,
    words: wordsOf(note),
    command: { do: name, activity: of, [field]: id, on: true },
  });
  switch (kind) {
    case "collect":
    case "cluster":
      return shown(view.notes).map(row("HideNote", "note"));
    case "groups":
      return each(view.groups).flatMap(([, group]) => shown(group.notes).map(row("HideGroupNote", "note")));
    case "consent":
      return shown(view.reservations).map(row("HideReservation", "reservation"));
    case "round":
      return shown(view.lines).map(row("HideLine", "line"));
    case "form":
      return each(view.questions).flatMap(([, question]) => shown(question.texts).map(row("HideFormAnswer", "answer")));
    default:
      return [];
  }
}

/** @param {Record<string, any> | undefined} rows */
function each(rows) {
  return inOrder(rows ?? {});
}

/** @param {Record<string, any> | undefined} rows */
function shown(rows) {
  return each(rows)
    .filter(([, one]) => !one.hidden)
    .reverse();
}

/** @param {{text?: string | Record<string, string>, fields?: Record<string, string>}} note */
function wordsOf({ text, fields }) {
  if (typeof text === "string" && text) return text;
  if (text && typeof text === "object") return pick(text);
  const places = Object.keys(fields ?? {}).sort();
  return places
    .map((place) => fields?.[place])
    .filter(Boolean)
    .join(" · ");
}
