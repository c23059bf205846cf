/** The desk's agenda: when each block was, is or will be, and any step of it opened out of turn. */
import { html, nothing, repeat } from "./html.js";
import { _, pick, pickLanguage } from "./i18n.js";
import { minuteWords } from "./clock.js";
import { bringForward } from "./desk-moves.js";
import { blockWords, kindWords, minutesWords, stageWords, stepWords } from "./desk-words.js";
import { inOrder } from "./forecast.js";
import { icon } from "./parts.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {import("./views.js").StepView} StepView */
/** @typedef {import("./forecast.js").Forecast} Forecast */
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
    <ol class="agenda agenda-small">
      ${repeat(
        inOrder(view.blocks),
        ([id]) => id,
        ([id, block]) => blockRow(view, id, block, day.rows[id], tools),
      )}
    </ol>
    ${dayEnd(day)}
  </section>`;
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
      <span class="block-minutes">${recall(view, block, tools) ?? minutesWords(block.minutes)}</span>
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
  if (laid.state === "past") return _("{from}–{to}", { from: minuteWords(laid.starts), to: minuteWords(laid.ends) });
  const kinds = inOrder(block.steps).map(([, step]) => kindWords(step.kind));
  return block.is_break ? "" : [...new Set(kinds)].join(" · ");
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

/** @param {Forecast} day */
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
