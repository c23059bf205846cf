/** What the wall shows while answers are hidden: how many, and nothing else. */
import { html } from "./html.js";
import { _, ngettext } from "./i18n.js";

/** @typedef {import("./parts.js").Wall} Wall */

/**
 * Draw how many are ready.
 *
 * @param {number} done
 * @param {Wall} wall
 * @param {"ready" | "answered"} [what]
 */
export function progress(done, { joined = 0 }, what = "ready") {
  const of = Math.max(joined, done);
  return html`<div class="board-progress">
    <p class="number">${joined ? `${done} / ${of}` : done}</p>
    <p class="words">
      ${what === "ready" ? ngettext("is ready", "are ready", done) : ngettext("has answered", "have answered", done)}
    </p>
  </div>`;
}

/** @param {number} hidden How many notes a leader hid: their number is no secret. */
export function hiddenWords(hidden) {
  return hidden ? ngettext("{n} note hidden by the facilitator", "{n} notes hidden by the facilitator", hidden) : "";
}

/** Words for an empty wall. */
export function emptyWords() {
  return _("No notes yet");
}
