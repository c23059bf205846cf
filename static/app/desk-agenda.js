/** The desk's agenda: when each block was, is or will be, and any step of it opened out of turn. */
import { html, nothing, repeat } from "./html.js";
import { _, pick, pickLanguage } from "./i18n.js";
import { partsOf } from "./agenda-days.js";
import { dayWords, minuteWords } from "./clock.js";
import { bringForward } from "./desk-moves.js";
import { blockWords, kindWords, minutesWords, stageWords, stepWords } from "./desk-words.js";
import { inOrder } from "./forecast.js";
import { icon } from "./parts.js";
import { tookMinutes } from "./planner-took.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {import("./views.js").StepView} StepView */
/** @typedef {import("./forecast.js").Forecast} Forecast */
/** @typedef {import("./forecast.js").LaidDay} LaidDay */
/** @typedef {import("./forecast.js").Laid} Laid */

/**
 * @typedef {object} AgendaTools
 * @property {(command: Record<string, any>) => void} lead
 * @property {string} opened The block whose steps are shown.
 * @property {(id: string) => void} open Shows the steps of a block; its own id again hides them.
 * @property {boolean} [remote] Without what a remote may not: skip and start over.
 */

/**
 * Draw the agenda as a column of the desk.
 *
 * @param {DeskView} view
 * @param {Forecast} day
 * @param {AgendaTools} tools
 */
export function agendaColumn(view, day, tools) {
  return html`<section class="desk-column desk-agenda" aria-labelledby="desk-agenda-title">
    <h2 id="desk-agenda-title">${_("Agenda")}</h2>
    ${day.days.length === 1
      ? html`${dayRows(view, day, day.days[0], tools)} ${dayEnd(day.days[0])}`
      : repeat(
          day.days,
          ({ line }, n) => line || n,
          (one, n) => dayFold(view, day, one, n, tools),
        )}
  </section>`;
}

/**
 * One of several days: the one that is on is open, the others a tap away.
 *
 * @param {DeskView} view
 * @param {Forecast} laid
 * @param {LaidDay} one
 * @param {number} n
 * @param {AgendaTools} tools
 */
function dayFold(view, laid, one, n, tools) {
  const title = view.blocks[one.line]?.title ?? {};
  const words = pick(title) || _("Day {n}", { n: n + 1 });
  return html`<details class="fold desk-day" ?open=${n === laid.present}>
    <summary lang=${pickLanguage(title) || nothing}>${words}${one.date ? html` <span class="quiet">${dayWords(one.date)}</span>` : nothing}</summary>
    ${dayRows(view, laid, one, tools)} ${one.order.length ? dayEnd(one) : nothing}
  </details>`;
}

/**
 * @param {DeskView} view
 * @param {Forecast} laid
 * @param {LaidDay} one
 * @param {AgendaTools} tools
 */
function dayRows(view, laid, one, tools) {
  const rows = one.order.map((id) => /** @type {[string, BlockView]} */ ([id, view.blocks[id]]));
  const row = (/** @type {[string, BlockView]} */ [id, block]) => blockRow(view, id, block, laid.rows[id], tools);
  return html`<ol class="agenda agenda-small">
    ${repeat(
      partsOf(rows),
      (part) => (part.fork ? `fork:${part.tracks[0][1][0][0]}` : part.id),
      (part) => (part.fork ? forkRow(part.tracks, row) : row([part.id, part.row])),
    )}
  </ol>`;
}

/**
 * What runs side by side, one track under another with its name.
 *
 * @param {[string, [string, BlockView][]][]} tracks
 * @param {(row: [string, BlockView]) => unknown} row
 */
function forkRow(tracks, row) {
  return html`<li class="fork-small">
    ${repeat(
      tracks,
      ([name]) => name,
      ([name, rows]) => html`<section aria-label=${name}>
        <p class="track-small">${name}</p>
        <ol class="agenda agenda-small">
          ${repeat(rows, ([id]) => id, row)}
        </ol>
      </section>`,
    )}
  </li>`;
}

/**
 * @param {DeskView} view
 * @param {string} id
 * @param {BlockView} block
 * @param {Laid} laid
 * @param {AgendaTools} tools
 */
function blockRow(view, id, block, laid, tools) {
  const isOpen = tools.opened === id;
  const state = laid.state === "now" ? "now" : laid.state === "later" ? (block.is_break ? "break" : "") : "past";
  const steps = inOrder(block.steps);
  return html`<li class="block" data-state=${state || nothing} aria-current=${state === "now" ? "step" : nothing}>
    <div class="block-time">
      <time>${minuteWords(laid.starts)}</time>
      ${block.fixed_at >= 0 ? html`<span class="block-fixed">${_("fixed")}</span>` : nothing}
    </div>
    <div class="block-body">
      <div class="block-words">
        <button
          class="block-title"
          id="block-${id}"
          aria-expanded=${isOpen}
          lang=${pickLanguage(block.title) || nothing}
          @click=${() => tools.open(id)}
        >
          ${blockWords(block)}
        </button>
        <span class="block-what">${whatWords(block, laid)}</span>
      </div>
      <span class="block-minutes">${recall(view, block, tools) ?? minutesWords(tookMinutes(block) ?? block.minutes)}</span>
    </div>
    ${isOpen
      ? html`<div class="block-steps">
          ${steps.map(([stepId, step]) => stepRow(view, stepId, step, tools))}
          <div class="buttons">
            ${forwardButtons(view, id, block, laid, tools)} ${skipButton(id, block, laid, tools)}
          </div>
        </div>`
      : nothing}
  </li>`;
}

/**
 * An earlier result, back on the wall with one tap: that of the last step that people answered in a block that is over.
 *
 * @param {DeskView} view
 * @param {BlockView} block
 * @param {AgendaTools} tools
 */
function recall(view, block, { lead, opened }) {
  const told = inOrder(block.steps).filter(([, step]) => step.stage === "closed" && step.kind !== "show");
  const last = told[told.length - 1];
  const isOpened = opened && view.blocks[opened] === block;
  if (view.phase !== "running" || !last || isOpened || view.on_board === last[0] || !block.ended_at) return undefined;
  const [id, step] = last;
  return html`<button
    class="button button-small block-recall"
    id="recall-${id}"
    aria-label=${_("Show the result on the board: {what}", { what: stepWords(step) })}
    @click=${() => lead({ do: "ShowOnBoard", what: "activity", activity: id })}
  >
    ${icon("projector-screen")} ${_("Result")}
  </button>`;
}

/**
 * @param {BlockView} block
 * @param {Laid} laid
 */
function whatWords(block, laid) {
  if (laid.state === "skipped") return _("skipped today");
  if (laid.state === "passed") return _("passed over");
  const drift = Math.round(laid.starts - laid.planned);
  if (drift && laid.state !== "past") return _("planned {time}", { time: minuteWords(laid.planned) });
  if (laid.state === "past") return pastWords(block, laid);
  const kinds = inOrder(block.steps).map(([, step]) => kindWords(step.kind));
  return block.is_break ? "" : [...new Set(kinds)].join(" · ");
}

/**
 * When a block really was, and how long it was planned to be where it took another time.
 *
 * @param {BlockView} block
 * @param {Laid} laid
 */
function pastWords(block, { starts, ends }) {
  const clock = _("{from}–{to}", { from: minuteWords(starts), to: minuteWords(ends) });
  const took = tookMinutes(block);
  const planned = block.planned_minutes;
  return took === undefined || took === planned ? clock : html`${clock} · ${_("planned {n} min", { n: planned })}`;
}

/**
 * @param {DeskView} view
 * @param {string} id
 * @param {StepView} step
 * @param {AgendaTools} tools
 */
function stepRow(view, id, step, { lead }) {
  const isCurrent = id === view.current;
  const words = stepWords(step);
  return html`<div class="block-step">
    <p>
      <span lang=${pickLanguage(step.prompt) || nothing}>${words}</span>
      <span class="quiet small">${kindWords(step.kind)}${step.stage === "planned" ? "" : ` · ${stageWords(step.stage)}`}</span>
    </p>
    ${view.phase !== "running"
      ? nothing
      : step.stage === "planned"
        ? html`<button
            class="button button-small"
            id="open-${id}"
            aria-label=${_("Open now: {what}", { what: words })}
            @click=${() => lead({ do: "OpenActivity", step: id })}
          >
            ${_("Open now")}
          </button>`
        : html`<div class="buttons">
            ${view.on_board === id
              ? html`<span class="tag tag-now">${_("on the board")}</span>`
              : html`<button
                  class="button button-small"
                  id="show-${id}"
                  aria-label=${_("Show on the board: {what}", { what: words })}
                  @click=${() => lead({ do: "ShowOnBoard", what: "activity", activity: id })}
                >
                  ${_("Show on the board")}
                </button>`}
            ${step.stage === "closed" && !isCurrent
              ? html`<button
                  class="button button-small button-quiet"
                  id="reopen-${id}"
                  aria-label=${_("Open again: {what}", { what: words })}
                  @click=${() => lead({ do: "ReopenActivity", activity: id })}
                >
                  ${_("Open again")}
                </button>`
              : nothing}
          </div>`}
  </div>`;
}

/**
 * Another block instead of the one that the plan has next; those it passes come after it.
 *
 * @param {DeskView} view
 * @param {string} id
 * @param {BlockView} block
 * @param {Laid} laid
 * @param {AgendaTools} tools
 */
function forwardButtons(view, id, block, laid, { lead, remote }) {
  const first = inOrder(block.steps)[0];
  const isToCome = laid.state === "later" || laid.state === "passed";
  if (remote || view.phase !== "running" || !isToCome || !first || first[1].stage !== "planned") return nothing;
  const moves = bringForward(view, id);
  // What is next anyway is opened by its own button.
  if (!moves.length) return nothing;
  const all = (/** @type {Record<string, any>[]} */ commands) => () => commands.forEach((command) => lead(command));
  return html`<button
      class="button button-small"
      id="now-${id}"
      @click=${all([...moves, { do: "OpenActivity", step: first[0] }])}
    >
      ${_("Do this now, the rest after it")}
    </button>
    <button class="button button-small" id="next-${id}" @click=${all(moves)}>${_("Do this next")}</button>`;
}

/**
 * @param {string} id
 * @param {BlockView} block
 * @param {Laid} laid
 * @param {AgendaTools} tools
 */
function skipButton(id, block, laid, { lead, remote }) {
  if (remote || block.ended_at || laid.state === "now" || laid.state === "past") return nothing;
  const command = { do: block.skipped ? "UnskipBlock" : "SkipBlock", block: id };
  return html`<button class="button button-small" id="skip-${id}" @click=${() => lead(command)}>
    ${block.skipped ? _("Take it back in") : _("Skip today")}
  </button>`;
}

/** @param {LaidDay} day */
function dayEnd(day) {
  const drift = Math.round(day.ends - day.plannedEnd);
  return html`<p class="agenda-end">
    <span class=${drift > 0 ? "agenda-late" : nothing}>${minuteWords(day.ends)}</span>
    <span>${drift ? _("ends · planned {time}", { time: minuteWords(day.plannedEnd) }) : _("ends")}</span>
  </p>`;
}

/**
 * Return the block that comes after the current step, for "then".
 *
 * @param {DeskView} view
 * @param {Forecast} day
 */
export function nextBlock(view, day) {
  const found = inOrder(view.blocks).find(([id]) => day.rows[id].state === "later");
  return found && { words: blockWords(found[1]), lang: pickLanguage(found[1].title), at: day.rows[found[0]].starts };
}

/** @param {BlockView} block */
export function materialsOf(block) {
  return pick(block.materials);
}
