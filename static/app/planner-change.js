/**
 * What a form of settings becomes by a change: the next one starts from what the one before it asked for, not from what
 * is drawn; and records of a list are moved and called by name.
 */
import { pick } from "./i18n.js";

/** @typedef {import("./planner-schema.js").Schema} Schema */
/** @typedef {Record<string, any>} Record_ */

/** How long what was asked for is taken to come, milliseconds: after that the view is the truth again. */
const patienceMs = 4_000;
/** What was saved last in each form, and from which settings. @type {Map<string, {from: string, to: Record<string, any>, at: number}>} */
const saved = new Map();

/**
 * Return the settings as they will be once what was asked here has been answered.
 *
 * @param {string} id
 * @param {Record<string, any>} settings As in the view.
 * @param {number} [now] Milliseconds of any clock.
 * @returns {Record<string, any>}
 */
export function settingsNow(id, settings, now = Date.now()) {
  const last = saved.get(id);
  return last && last.from === JSON.stringify(settings) && now - last.at < patienceMs ? last.to : settings;
}

/**
 * @param {string} id
 * @param {Record<string, any>} settings As in the view.
 * @param {Record<string, any>} to
 * @param {number} [now]
 */
export function remembered(id, settings, to, now = Date.now()) {
  saved.set(id, { from: JSON.stringify(settings), to, at: now });
  return to;
}

/**
 * Return *records* with the one at *place* moved by one; as they were over the ends.
 *
 * @template T
 * @param {readonly T[]} records
 * @param {number} place
 * @param {-1 | 1} by
 * @returns {T[]}
 */
export function moved(records, place, by) {
  const to = place + by;
  if (to < 0 || to >= records.length) return [...records];
  const row = [...records];
  [row[place], row[to]] = [row[to], row[place]];
  return row;
}

/**
 * Return the first words of a record, to call it by; nothing where it has none.
 *
 * @param {Record_} record
 * @param {[string, Schema][]} fields
 */
export function nameOf(record, fields) {
  for (const [name, field] of fields) {
    const value = record[name];
    const words = typeof value === "string" && !field.enum ? value : value && field.type === "object" ? pick(value) : "";
    if (words) return words;
  }
  return "";
}
