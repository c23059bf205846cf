/**
 * The words of the screens, in the reader's language: the same catalogue as the pages, read from the page.
 *
 * `_`, `ngettext` and `pgettext` mark words for the catalogue: give them literal strings only.
 */

/** @typedef {Record<string, string | string[]>} Catalogue msgid, or context + EOT + msgid → the words, or [one, many] */
/** @typedef {Record<string, string | number>} Values What stands in for `{name}` in a sentence. */

/** @type {Catalogue} */
let words = {};
/** @type {readonly string[]} */
let languages = [];

/**
 * Use *catalogue* from now on.
 *
 * @param {Catalogue} catalogue
 * @param {readonly string[]} [preferred] Languages for `pick`: the reader's, then the workshop's in their order.
 */
export function load(catalogue, preferred = []) {
  words = catalogue;
  languages = preferred;
}

/**
 * Use the catalogue in `<script type="application/json" id="words">`, if the page has one.
 *
 * @param {readonly string[]} [preferred] As in `load`.
 */
export function loadFromPage(preferred = [document.documentElement.lang]) {
  const text = document.getElementById("words")?.textContent;
  load(text ? JSON.parse(text) : {}, preferred);
}

/** Return the reader's language as a tag for `Intl`; "en" before a catalogue is loaded. */
export function language() {
  return languages[0] || "en";
}

/**
 * Return the reader's words for *msgid*; the msgid itself where the catalogue has none.
 *
 * @param {string} msgid
 * @param {Values} [values]
 */
export function _(msgid, values) {
  return fill(wordsFor(msgid, 0) ?? msgid, values);
}

/**
 * Return the words for *n* things; `{n}` stands for the number.
 *
 * @param {string} one
 * @param {string} many
 * @param {number} n
 * @param {Values} [values]
 */
export function ngettext(one, many, n, values) {
  // All three languages of the product have the same two forms.
  const form = n === 1 ? 0 : 1;
  return fill(wordsFor(one, form) ?? (form ? many : one), { n, ...values });
}

/**
 * Return the words for *msgid* where it means what *context* says, such as the code of a refusal.
 *
 * @param {string} context
 * @param {string} msgid
 * @param {Values} [values]
 */
export function pgettext(context, msgid, values) {
  return fill(wordsFor(`${context}\u0004${msgid}`, 0) ?? msgid, values);
}

/**
 * Return *text* with each `{name}` replaced by its value. A name without a value is left standing.
 *
 * @param {string} text
 * @param {Values} [values]
 */
export function fill(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    Object.prototype.hasOwnProperty.call(values, name) ? String(values[name]) : whole,
  );
}

/**
 * Return what a facilitator wrote, in the reader's language → the workshop's first → any that is there.
 *
 * @param {Record<string, string> | undefined} text
 */
export function pick(text) {
  // The tag may be "": a note that became an option or a heading, whose language nobody stated.
  return text?.[pickLanguage(text)] ?? "";
}

/**
 * Return the language `pick` chooses, for the `lang` of the element that shows it; "" where there is no text.
 *
 * @param {Record<string, string> | undefined} text
 */
export function pickLanguage(text) {
  if (!text) return "";
  return [...languages, ...Object.keys(text)].find((tag) => text[tag]) ?? "";
}

/**
 * @param {string} key
 * @param {number} form 0 for one, 1 for many.
 */
function wordsFor(key, form) {
  const found = Object.prototype.hasOwnProperty.call(words, key) ? words[key] : undefined;
  const text = Array.isArray(found) ? found[Math.min(form, found.length - 1)] : found;
  // An untranslated message is the empty string in a catalogue.
  return text || undefined;
}
