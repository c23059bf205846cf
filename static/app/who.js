/**
 * The line above every input: with or without name, who sees it, where it ends.
 */
import { html, nothing } from "./html.js";
import { icon } from "./parts.js";
import { whoWords } from "./who-words.js";

export { whoWords };

/** @typedef {import("./views.js").ActivityView} ActivityView */

/** Whether what is sent can be read on the way: then the anonymous promise says so. */
const isEncrypted = () => typeof location !== "undefined" && location.protocol === "https:";

/**
 * Draw the line. The input under it has `aria-describedby="who"`.
 *
 * @param {ActivityView} activity
 * @param {boolean} [encrypted]
 */
export function who(activity, encrypted = isEncrypted()) {
  const words = whoWords(activity, encrypted);
  return html`<p class="who" id="who">
    ${icon("eye")}<span><b>${words.mode}</b> ${words.ends} ${words.network || nothing}</span>
  </p>`;
}
