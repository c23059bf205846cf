/**
 * What phone, board and the kinds have in common on the screen: words, icons, statuses, and the shape of their tools.
 */
import { html, nothing } from "./html.js";
import { soft } from "./hyphen.js";
import { _, language, pgettext, pick, pickLanguage } from "./i18n.js";

export { rowsInOrder as inOrder, shuffledFor } from "./rows.js";

/** @typedef {import("./outbox.js").Row} Row */
/** @typedef {(command: Record<string, any>) => Promise<string>} Act Asks for something; the activity is filled in. */

/**
 * @typedef {object} Tools What a kind's screen may use beside its view.
 * @property {(key: string) => string} draft
 * @property {(key: string, text: string) => void} saveDraft
 * @property {(id: string) => string | undefined} status
 * @property {() => number} clock The server's time now, UTC milliseconds.
 * @property {string} lang
 * @property {() => Row[]} [rows] What was asked here about this activity and is not known to be kept, oldest first.
 * @property {() => Row[]} [asked] What was asked on top of what is drawn, up to this moment: what a press counts on from.
 * @property {(id: string) => void} [dismiss] Forget a refused command.
 * @property {string} [seat] Tells phones apart, for orders that differ from phone to phone.
 * @property {boolean} [isDone] Whether one has said so.
 * @property {string} [person] One's own id.
 * @property {any} [group] What only one's own table may know (`Kind.group`); {} for none.
 * @property {(key: string) => void} [signal] Said on every draw; when the key changes, the phone says so once.
 * @property {Record<string, import("./views.js").PersonLine>} [roster] On the desk: who is in the room.
 * @property {{notes: [string, string], likeness: number}[]} [similar] On the desk: notes that may say the same.
 * @property {Record<string, string>} [touched] On the desk: who of several leaders touched a thing last.
 */

/**
 * @typedef {object} Wall What a kind may know of the wall around it.
 * @property {number} [page] From 0.
 * @property {number} [joined]
 * @property {number} [expected]
 * @property {number} [now] The server's time, UTC milliseconds.
 */

/** @typedef {Record<string, string>} Text Language → words, as a facilitator writes. */

// Relative to this file, so that it works under every build's folder.
const sprite = new URL("../vendor/icons.svg", import.meta.url).pathname;

/** @param {string} name One of the sprite's. Stands beside a word. */
export function icon(name) {
  return html`<svg class="icon" aria-hidden="true"><use href="${sprite}#i-${name}"></use></svg>`;
}

/**
 * Return the element the screen is drawn in: `#screen`, made where the page has none.
 *
 * @returns {HTMLElement}
 */
export function screenRoot() {
  const there = document.getElementById("screen");
  if (there) return there;
  const made = document.createElement("div");
  made.id = "screen";
  document.body.append(made);
  return made;
}

/**
 * Return what a facilitator wrote, in one language and ready to be broken into lines.
 *
 * @param {Text | undefined} text
 */
export function worded(text) {
  const lang = pickLanguage(text);
  // A note that became a heading has no language of its own: it is the room's.
  return lang ? soft(pick(text), lang) : written(pick(text));
}

/**
 * Return the language of `worded(text)` for a `lang` attribute; nothing where nobody said which it is.
 *
 * @param {Text | undefined} text
 */
export function langOf(text) {
  return pickLanguage(text) || nothing;
}

/**
 * Return what somebody wrote, with line breaks for long words that are Finnish, or look it to other readers.
 *
 * @param {string} words
 */
export function written(words) {
  return soft(words, language() === "fi" ? "fi" : "");
}

/**
 * Draw what a facilitator wrote, with its language.
 *
 * @param {Text | undefined} text
 */
export function said(text) {
  return html`<span lang=${langOf(text)}>${worded(text)}</span>`;
}

/**
 * Draw whether what was asked is kept by the server.
 *
 * @param {"saved" | "waiting" | "refused"} state
 */
export function status(state) {
  if (state === "saved") return html`<span class="status" data-state="saved">${icon("check")} ${_("saved")}</span>`;
  if (state === "waiting") {
    return html`<span class="status" data-state="waiting">${icon("clock")} ${_("waiting to be sent")}</span>`;
  }
  return html`<span class="status" data-state="refused">${icon("warning")} ${_("not saved")}</span>`;
}

/** @param {Row} row Of a refused command. */
export function refusalWords(row) {
  return pgettext("refusal", row.code ?? "", row.facts);
}

/**
 * Draw why something asked here was not done, with the way to close the message.
 *
 * @param {Row} row
 * @param {Tools} tools
 */
export function refusal(row, tools) {
  return html`<div class="banner banner-error" role="alert">
    ${icon("warning")}
    <p>${refusalWords(row)}</p>
    <button class="button button-quiet" type="button" @click=${() => tools.dismiss?.(row.id)}>${_("Close this message")}</button>
  </div>`;
}

/** @param {string} code Drawn in two halves, which are easier to read across a hall. */
export function codeWords(code) {
  const half = Math.ceil(code.length / 2);
  return html`<span>${code.slice(0, half)}</span><span>${code.slice(half)}</span>`;
}

/**
 * Draw dots, given and left.
 *
 * @param {number} given
 * @param {number} of
 */
export function dots(given, of) {
  const row = Array.from({ length: of }, (_each, n) => html`<span class=${n < given ? "dot dot-given" : "dot"}></span>`);
  return html`<span class="dots" aria-hidden="true">${row}</span>`;
}
