/**
 * Soft hyphens for long Finnish words: browsers that know no Finnish break them anywhere, or run over the edge.
 *
 * Pure, and for what is shown only: what people wrote is kept as they wrote it.
 */

/** Words shorter than this stay whole. */
const shortestToBreak = 14;
/** Letters that stay together at either end of a word: "a-" alone on a line reads badly. */
const endLetters = 3;

const letters = /\p{L}+/gu;
const vowel = /[aeiouyåäöáéíóúü]/i;
// What Finnish words are full of, and long words of the neighbours are not.
const finnish = /aa|ee|ii|oo|uu|yy|ää|öö|yö|uo|ie/i;
const foreign = /[åcqwxz]/i;
const softHyphen = "\u00AD";

/**
 * Return *words* with soft hyphens where a long Finnish word may be broken.
 *
 * Finnish breaks before each consonant that a vowel follows, once there has been a vowel. Two vowels are never parted:
 * whether they are one syllable or two is not told by their letters.
 *
 * @param {string} words
 * @param {string} [lang] Language of the words; "" is not known, and then those that look Finnish are broken.
 */
export function soft(words, lang = "") {
  if (lang !== "" && lang !== "fi") return words;
  const isFinnish = (/** @type {string} */ word) => lang === "fi" || (finnish.test(word) && !foreign.test(word));
  return words.replace(letters, (word) => (word.length < shortestToBreak || !isFinnish(word) ? word : broken(word)));
}

/** @param {string} word */
function broken(word) {
  const first = [...word].findIndex((letter) => vowel.test(letter));
  let made = "";
  for (let place = 0; place < word.length; place += 1) {
    const inside = place > first && place >= endLetters && word.length - place >= endLetters;
    if (first >= 0 && inside && !vowel.test(word[place]) && vowel.test(word[place + 1] ?? "")) made += softHyphen;
    made += word[place];
  }
  return made;
}
