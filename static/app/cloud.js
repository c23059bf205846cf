/** Words and how often they were said, as a cloud: large first, the same order each time. Pure. */

/** @typedef {{words: string, count: number, weight: number}} Said */

const steps = 5;

/**
 * Return what was said, the most often first. Big and small letters, spaces and a full stop make no difference.
 *
 * @param {string[]} notes In wall order.
 * @param {number} [most] How many words there is room for.
 * @returns {Said[]}
 */
export function cloudOf(notes, most = 60) {
  /** @type {Map<string, {words: string, count: number, first: number}>} */
  const found = new Map();
  notes.forEach((note, first) => {
    const words = note.trim().replace(/\s+/g, " ").replace(/[.!,;]+$/, "");
    const key = words.toLocaleLowerCase();
    const row = found.get(key);
    if (row) row.count += 1;
    else if (key) found.set(key, { words, count: 1, first });
  });
  const rows = [...found.values()].sort((one, other) => other.count - one.count || one.first - other.first);
  const top = rows[0]?.count ?? 1;
  return rows.slice(0, most).map(({ words, count }) => ({ words, count, weight: weightOf(count, top) }));
}

/**
 * Return the size of a word, 1 to 5: the most said is the largest, unless all were said once.
 *
 * @param {number} count
 * @param {number} top
 */
function weightOf(count, top) {
  return top === 1 ? 2 : 1 + Math.round(((steps - 1) * (count - 1)) / (top - 1));
}
