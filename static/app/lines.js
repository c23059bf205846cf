/** What people write one thing a line. Pure. */

/**
 * Return the lines that say something, without the space around them.
 *
 * @param {string} words
 */
export function filledLines(words) {
  return words
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
