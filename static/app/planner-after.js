/** After the day: what was planned and what it took, and the next one planned from what it took. */
import { html, nothing } from "./html.js";
import { _, ngettext, pickLanguage } from "./i18n.js";
import { blockWords } from "./desk-words.js";
import { icon } from "./parts.js";
import { differences, totals } from "./planner-took.js";

/** @typedef {import("./views.js").DeskView} DeskView */

/**
 * @param {DeskView} view
 * @param {string} workshop
 */
export function afterTheDay(view, workshop) {
  const all = view.phase === "ended" ? totals(view) : undefined;
  if (!all) return nothing;
  const rows = differences(view);
  return html`<section class="section" aria-labelledby="after-title">
    <h3 id="after-title">${_("How the day went")}</h3>
    <p>${_("Planned {planned} min, took {took} min.", all)}</p>
    ${rows.length
      ? html`<ul class="went">
          ${rows.map(
            ({ block, planned, took }) => html`<li>
              <span lang=${pickLanguage(view.blocks[block].title) || nothing}>${blockWords(view.blocks[block])}</span>
              <span class="number">${_("{planned} → {took} min", { planned, took })}</span>
              <span class="quiet small">${differenceWords(took - planned)}</span>
            </li>`,
          )}
        </ul>`
      : html`<p class="quiet">${_("Each block took about as long as planned.")}</p>`}
    <form method="post" action="/w/${workshop}/duplicate">
      <input type="hidden" name="as" value="it_went" />
      <button class="button" id="as-it-went">${icon("copy")} ${_("Plan the next one with these durations")}</button>
    </form>
  </section>`;
}

/** @param {number} minutes */
function differenceWords(minutes) {
  return minutes > 0
    ? ngettext("{n} min longer", "{n} min longer", minutes)
    : ngettext("{n} min shorter", "{n} min shorter", -minutes);
}
