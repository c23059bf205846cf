/** The order of rows: the server's, or one that differs from phone to phone. Pure. */

/**
 * Return rows by their sort number.
 *
 * @template {{sort: number}} T
 * @param {Record<string, T> | undefined} rows
 * @returns {[string, T][]}
 */
export function rowsInOrder(rows) {
  return Object.entries(rows ?? {}).sort(([a, one], [b, other]) => one.sort - other.sort || (a < b ? -1 : 1));
}

/**
 * Return *items* in an order of this phone's own, the same each time: no option is first on all phones.
 *
 * @template T
 * @param {[string, T][]} items Ids with what they stand for.
 * @param {string} key Tells phones apart.
 */
export function shuffledFor(items, key) {
  return [...items].sort(([a], [b]) => place(key + a) - place(key + b) || (a < b ? -1 : 1));
}

/** @param {string} text A number that looks like chance and is the same for the same text (FNV-1a). */
function place(text) {
  let mixed = 0x811c9dc5;
  for (const letter of text) mixed = Math.imul(mixed ^ /** @type {number} */ (letter.codePointAt(0)), 0x01000193);
  // The last letters differ least: mix once more, so that ids of one root do not stay together.
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 12)) >>> 0;
}
