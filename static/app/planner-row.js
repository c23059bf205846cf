/** One block as a row of the timeline: when it is, what it is called, how long it takes, and what marks it. */
import { guard, html, nothing } from "./html.js";
import { _, ngettext, pick, pickLanguage } from "./i18n.js";
import { minuteWords } from "./clock.js";
import { blockWords, kindWords } from "./desk-words.js";
import { inOrder } from "./forecast.js";
import { icon, worded } from "./parts.js";
import { holdRow } from "./planner-drag.js";
import { mayHold } from "./planner-places.js";

/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {import("./forecast.js").Laid} Laid */
/** @typedef {import("./planner-list.js").ListTools} ListTools */

/**
 * Draw a row; nothing of it is done anew while nothing of it has changed.
 *
 * @param {string} id
 * @param {BlockView} block
 * @param {Laid} laid
 * @param {ListTools} tools
 */
export function blockRow(id, block, laid, tools) {
  const { landing } = tools;
  const lands = landing && landing.target === id && landing.moving !== id ? landing.side : "";
  const told = {
    isChosen: tools.chosen === id,
    isMoving: landing?.moving === id,
    lands,
    comments: tools.comments.get(id) ?? 0,
    other: tools.others.get(id) ?? "",
  };
  const { starts, ends, waits, late, state } = laid;
  return guard([block, starts, ends, waits, late, state, ...Object.values(told)], () => row(id, block, laid, told, tools));
}

/**
 * @param {string} id
 * @param {BlockView} block
 * @param {Laid} laid
 * @param {{isChosen: boolean, isMoving: boolean, lands: string, comments: number, other: string}} told
 * @param {ListTools} tools
 */
function row(id, block, laid, told, tools) {
  const words = blockWords(block);
  return html`<li
    class="block"
    data-row=${id}
    data-state=${stateOf(block, laid) || nothing}
    ?data-buffer=${block.is_buffer}
    ?data-selected=${told.isChosen}
    ?data-moving=${told.isMoving}
    data-land=${told.lands || nothing}
    @keydown=${(/** @type {KeyboardEvent} */ event) => moveByKey(event, id, block, tools)}
  >
    <div class="block-time">
      <time>${minuteWords(laid.starts)}</time>
      ${laid.ends > laid.starts ? html`<span class="block-until">–${minuteWords(laid.ends)}</span>` : nothing}
    </div>
    <div class="block-body">
      ${mayHold(block) ? handle(id, words, tools) : nothing}
      <div class="block-words">
        <button
          class="block-title"
          id="block-${id}"
          aria-expanded=${told.isChosen}
          lang=${pickLanguage(block.title) || nothing}
          @click=${() => tools.choose(id)}
        >
          ${block.track && pick(block.title) ? worded(block.title) : words}
        </button>
        ${marks(block, told)}
      </div>
      <span class="block-minutes">${minutesField(id, block, words, tools)}</span>
      <button class="block-menu" id="menu-${id}" aria-haspopup="dialog" aria-label=${_("More: {what}", { what: words })} @click=${() => tools.menu(id)}>
        ${icon("dots-three")}
      </button>
    </div>
    ${timeRemark(laid)}
  </li>`;
}

/**
 * @param {BlockView} block
 * @param {Laid} laid
 */
function stateOf(block, { state }) {
  if (state === "now") return "now";
  if (state === "past" || state === "skipped" || state === "passed") return "past";
  return block.is_break || block.is_buffer ? "break" : "";
}

/**
 * @param {string} id
 * @param {string} words
 * @param {ListTools} tools
 */
function handle(id, words, tools) {
  return html`<button
    class="block-handle"
    id="handle-${id}"
    aria-label=${_("Move: {what}. Arrow keys move it up and down.", { what: words })}
    @pointerdown=${(/** @type {PointerEvent} */ event) => holdRow(event, id, tools)}
    @keydown=${(/** @type {KeyboardEvent} */ event) => moveByArrow(event, id, tools)}
  >
    ${icon("dots-six-vertical")}
  </button>`;
}

/**
 * What it is, and what one must know of it before one moves it.
 *
 * @param {BlockView} block
 * @param {{comments: number, other: string}} told
 */
function marks(block, { comments, other }) {
  const kinds = [...new Set(inOrder(block.steps).map(([, step]) => kindWords(step.kind)))];
  const mark = (/** @type {string} */ sign, /** @type {unknown} */ words, kind = "") =>
    html`<span class="block-mark" data-mark=${kind || nothing}>${icon(sign)} ${words}</span>`;
  return html`<span class="block-what">
    ${block.is_break || !kinds.length ? nothing : html`<span>${kinds.join(", ")}</span>`}
    ${block.fixed_at >= 0 ? mark("clock", _("fixed at {time}", { time: minuteWords(block.fixed_at) }), "time") : nothing}
    ${block.is_buffer ? mark("timer", _("buffer")) : nothing}
    ${block.mandatory ? mark("lock-simple", _("must not be skipped")) : nothing}
    ${block.lead ? mark("user", block.lead) : nothing}
    ${comments ? mark("chat-circle", ngettext("{n} comment", "{n} comments", comments), "comments") : nothing}
    ${other ? mark("pencil-simple", _("{name} is changing this", { name: other }), "other") : nothing}
  </span>`;
}

/**
 * @param {string} id
 * @param {BlockView} block
 * @param {string} words
 * @param {ListTools} tools
 */
function minutesField(id, block, words, { change, typing }) {
  const save = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.checkValidity() && field.value) change(event, { do: "EditBlock", block: id, minutes: field.valueAsNumber });
    else field.reportValidity();
  };
  const typed = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    typing(id, field.checkValidity() && field.value ? field.valueAsNumber : null);
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
      @input=${typed}
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
 * @param {KeyboardEvent} event
 * @param {string} id
 * @param {BlockView} block
 * @param {ListTools} tools
 */
function moveByKey(event, id, block, { move }) {
  if (!event.altKey || !mayHold(block)) return;
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
