/** Forms of the desk that several kinds share: words that are changed in each language, and one more thing to add. */
import { html } from "./html.js";
import { icon } from "./parts.js";

/**
 * Return what takes a form's words, one field a language, hands on those that are not empty, and folds the form away.
 *
 * @param {(text: Record<string, string>) => void} change Not told of a form without words.
 */
export function savingWords(change) {
  return (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    /** @type {Record<string, string>} */
    const text = {};
    for (const [tag, words] of new FormData(form)) if (String(words).trim()) text[tag] = String(words).trim();
    if (Object.keys(text).length) change(text);
    form.closest("details")?.removeAttribute("open");
  };
}

/**
 * Draw a line in which one more thing is added.
 *
 * @param {{id: string, label: string, button: string, most: number, add: (words: string) => void}} line
 */
export function addingLine({ id, label, button, most, add }) {
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const text = String(new FormData(form).get("text")).trim();
    if (text) add(text);
    form.reset();
  };
  return html`<form class="line" @submit=${send}>
    <label class="aloud" for=${id}>${label}</label>
    <input class="input" id=${id} name="text" maxlength=${most} placeholder=${label} required />
    <button class="button button-small">${icon("plus")} ${button}</button>
  </form>`;
}
