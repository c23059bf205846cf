/** The agenda as a list on a time rail: what is when, how long, and what is wrong with it. */
import { classes, html, nothing, repeat } from "./html.js";
import { _, pickLanguage } from "./i18n.js";
import { minuteWords } from "./clock.js";
import { blockWords, kindWords } from "./desk-words.js";
import { inOrder } from "./forecast.js";
import { icon } from "./parts.js";
import { holdRow } from "./planner-drag.js";
import { mayMove } from "./planner-plan.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {import("./forecast.js").Laid} Laid */

/**
 * @typedef {object} ListTools
 * @property {string} chosen Block whose panel is open.
 * @property {import("./planner-drag.js").Landing | null} landing
 * @property {(id: string) => void} choose
 * @property {(id: string, by: -1 | 1) => void} move
 * @property {(landing: import("./planner-drag.js").Landing) => void} drop
 * @property {(landing: import("./planner-drag.js").Landing | null) => void} over
 * @property {import("./planner-fields.js").Change} change
 */

/**
 * @param {DeskView} view
 * @param {import("./forecast.js").Forecast} day
 * @param {ListTools} tools
 */
export function blockList(view, day, tools) {
  const rows = inOrder(view.blocks);
  return html`<ol class="agenda" aria-label=${_("Blocks of the day")}>
      ${repeat(
        rows,
        ([id]) => id,
        ([id, block]) => blockRow(id, block, day.rows[id], tools),
      )}
    </ol>
    ${rows.length ? dayEnd(view, day) : nothing}`;
}

/**
 * @param {string} id
 * @param {BlockView} block
 * @param {Laid} laid
 * @param {ListTools} tools
 */
function blockRow(id, block, laid, tools) {
  const { landing } = tools;
  const words = blockWords(block);
  const state = laid.state === "now" ? "now" : laid.state !== "later" ? "past" : block.is_break ? "break" : nothing;
  const kinds = [...new Set(inOrder(block.steps).map(([, step]) => kindWords(step.kind)))];
  return html`<li
    class="block"
    data-row=${id}
    data-state=${state}
    ?data-selected=${tools.chosen === id}
    ?data-moving=${landing?.moving === id}
    data-land=${landing && landing.target === id && landing.moving !== id ? landing.side : nothing}
    @keydown=${(/** @type {KeyboardEvent} */ event) => moveByKey(event, id, block, tools)}
  >
    <div class="block-time">
      <time>${minuteWords(laid.starts)}</time>
      ${block.fixed_at >= 0 ? html`<span class="block-fixed">${_("fixed")}</span>` : nothing}
    </div>
    <div class="block-body">
      ${mayMove(block)
        ? html`<button
            class="block-handle"
            id="handle-${id}"
            aria-label=${_("Move: {what}. Arrow keys move it up and down.", { what: words })}
            @pointerdown=${(/** @type {PointerEvent} */ event) => holdRow(event, id, tools)}
            @keydown=${(/** @type {KeyboardEvent} */ event) => moveByArrow(event, id, tools)}
          >
            ${icon("dots-six-vertical")}
          </button>`
        : nothing}
      <div class="block-words">
        <button
          class="block-title"
          id="block-${id}"
          aria-expanded=${tools.chosen === id}
          lang=${pickLanguage(block.title) || nothing}
          @click=${() => tools.choose(id)}
        >
          ${words}
        </button>
        <span class="block-what">${block.is_break ? "" : kinds.join(", ")}</span>
      </div>
      <span class="block-minutes">${minutesField(id, block, words, tools)}</span>
    </div>
    ${timeRemark(laid)}
  </li>`;
}

/**
 * @param {string} id
 * @param {BlockView} block
 * @param {string} words
 * @param {ListTools} tools
 */
function minutesField(id, block, words, { change }) {
  const save = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.checkValidity() && field.value) change(event, { do: "EditBlock", block: id, minutes: field.valueAsNumber });
    else field.reportValidity();
  };
  return html`<input
      class="input"
      id="minutes-${id}"
      type="number"
      inputmode="numeric"
      min="0"
      max="1440"
      data-kept
      aria-label=${_("Minutes: {what}", { what: words })}
      .defaultValue=${String(block.minutes)}
      @change=${save}
    />
    <span aria-hidden="true">${_("min")}</span>`;
}

/** @param {Laid} laid */
function timeRemark({ late, waits }) {
  if (late >= 1) {
    const words = _("{n} min late for its fixed time", { n: Math.round(late) });
    return html`<p class="block-remark agenda-late">${icon("warning")} ${words}</p>`;
  }
  if (waits >= 1) {
    return html`<p class="block-remark">${_("{n} min of slack before it", { n: Math.round(waits) })}</p>`;
  }
  return nothing;
}

/**
 * @param {DeskView} view
 * @param {import("./forecast.js").Forecast} day
 */
function dayEnd(view, day) {
  const late = Object.values(day.rows).some((laid) => laid.late >= 1);
  const slack = Math.round(day.slack);
  const minutes = Math.round(day.ends - view.starts);
  const whole = _("{hours} h {minutes} min in all", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  return html`<p class="agenda-end">
    <span class=${classes({ "agenda-late": late })}>${minuteWords(day.ends)}</span>
    <span>${_("ends")}${slack ? html` · ${_("slack {n} min", { n: slack })}` : nothing}${
      view.phase === "planning" ? html` · ${whole}` : nothing
    }</span>
  </p>`;
}

/**
 * @param {KeyboardEvent} event
 * @param {string} id
 * @param {BlockView} block
 * @param {ListTools} tools
 */
function moveByKey(event, id, block, { move }) {
  if (!event.altKey || !mayMove(block)) return;
  const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
  if (!by) return;
  event.preventDefault();
  move(id, by);
}

/**
 * @param {KeyboardEvent} event
 * @param {string} id
 * @param {ListTools} tools
 */
function moveByArrow(event, id, { move }) {
  if (event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
  event.preventDefault();
  move(id, event.key === "ArrowUp" ? -1 : 1);
}
