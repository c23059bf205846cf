/** Show on the screens: words to look at, lines that come one by one, a break with its clock. Nobody answers. */
import { atWords, timeLeft } from "../app/clock.js";
import { html, nothing } from "../app/html.js";
import { _, ngettext, pick } from "../app/i18n.js";
import { icon, inOrder, langOf, said, worded } from "../app/parts.js";

/** @typedef {import("../app/views.js").ShowView} ShowView */
/** @typedef {import("../app/views.js").ActivityView} ActivityView */
/** @typedef {import("../app/parts.js").Act} Act */
/** @typedef {import("../app/parts.js").Wall} Wall */

/**
 * @param {ShowView} view
 * @param {ActivityView} activity
 * @param {Wall} [wall]
 */
export function board(view, activity, wall = {}) {
  if (view.style === "break") return pause(activity, wall.now ?? 0);
  const rows = inOrder(view.lines).filter(([, line]) => line.shown);
  if (!rows.length) return pick(activity.help) ? html`<p class="board-text">${said(activity.help)}</p>` : nothing;
  return html`<div class="board-text">
    <ul class=${rows.length > 5 ? "pages" : "pages pages-one"}>
      ${rows.map(([, line]) => html`<li class="arrives" lang=${langOf(line.text)}>${worded(line.text)}${weight(line)}</li>`)}
    </ul>
  </div>`;
}

/**
 * The clock of a break, to be read from the coffee table.
 *
 * @param {ActivityView} activity
 * @param {number} now
 */
function pause(activity, now) {
  const left = timeLeft(activity, now);
  const name = pick(activity.prompt) ? said(activity.prompt) : _("Break");
  return html`<div class="board-break">
    ${left
      ? html`<div class="clock" ?data-last=${left.isLast} ?data-over=${left.isOver}>
          <time class="clock-left">${left.words}</time>
          <span class="clock-until">
            ${left.isOver ? _("the time is up") : _("we go on at {time}", { time: atWords(activity.ends_at) })}
          </span>
        </div>`
      : nothing}
    <h1 class=${left ? "next" : "prompt"}>${name}</h1>
  </div>`;
}

/** @param {import("../app/views.js").LineView} line What was counted for it earlier, if anything was. */
function weight({ weight }) {
  return weight > 1 ? html` <span class="note-count">${weight}</span>` : nothing;
}

/**
 * @param {ShowView} view
 * @param {unknown} _mine
 * @param {Act} _act
 * @param {ActivityView} activity
 */
export function phone(view, _mine, _act, activity) {
  return result(view, activity);
}

/**
 * What there is to read, as text.
 *
 * @param {ShowView} view
 * @param {ActivityView} activity
 */
export function result(view, activity) {
  const rows = inOrder(view.lines).filter(([, line]) => line.shown);
  const until = view.style === "break" && activity.ends_at && activity.stage === "open";
  return html`${until ? html`<p>${_("We go on at {time}.", { time: atWords(activity.ends_at) })}</p>` : nothing}
    ${rows.length
      ? html`<ul class="reading">
          ${rows.map(([, line]) => html`<li lang=${langOf(line.text)}>${worded(line.text)}${weight(line)}</li>`)}
        </ul>`
      : nothing}`;
}

/**
 * @param {ShowView} view
 * @param {Act} act
 */
export function desk(view, act) {
  if (!view.of) return nothing;
  const show = (/** @type {number} */ line) => () => act({ do: "NextLine", line });
  const rows = inOrder(view.lines);
  return html`<p class="quiet">${ngettext("{come} of {n} line shown", "{come} of {n} lines shown", view.of, { come: view.come })}</p>
    <ol class="reading">
      ${rows.map(
        ([, line]) => html`<li class=${line.shown ? "" : "quiet"} lang=${langOf(line.text)}>${worded(line.text)}</li>`,
      )}
    </ol>
    <div class="buttons">
      <button class="button" id="line-next" ?disabled=${view.come >= view.of} @click=${show(view.come + 1)}>
        ${icon("arrow-down")} ${_("Show the next line")}
      </button>
      <button class="button button-quiet" id="line-back" ?disabled=${!view.come} @click=${show(view.come - 1)}>
        ${_("Take a line back")}
      </button>
      <button class="button button-quiet" id="line-all" ?disabled=${view.come >= view.of} @click=${show(view.of)}>
        ${_("Show all lines")}
      </button>
    </div>`;
}

/** Nobody writes or chooses anything: people read. */
export function answers() {
  return false;
}

/** What the desk's green button says while lines are to come. */
export function moveWords() {
  return _("Show the next line");
}
