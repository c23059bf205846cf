/** The agenda as a timeline: its days one under another, tracks side by side, and what each day adds up to. */
import { classes, html, nothing, repeat } from "./html.js";
import { _, pick, pickLanguage } from "./i18n.js";
import { partsOf } from "./agenda-days.js";
import { dayWords, minuteWords } from "./clock.js";
import { icon } from "./parts.js";
import { dayMark, forkMark } from "./planner-places.js";
import { blockRow } from "./planner-row.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {import("./forecast.js").Forecast} Forecast */
/** @typedef {import("./forecast.js").LaidDay} LaidDay */

/**
 * @typedef {object} ListTools
 * @property {string} chosen Block whose panel is open.
 * @property {import("./planner-drag.js").Landing | null} landing
 * @property {Map<string, number>} comments Open ones, by block.
 * @property {Map<string, string>} others Who else is changing a block now, by block.
 * @property {(id: string) => void} choose
 * @property {(id: string) => void} menu Opens the menu of a block.
 * @property {(id: string, by: -1 | 1) => void} move
 * @property {(landing: import("./planner-drag.js").Landing) => void} drop
 * @property {(landing: import("./planner-drag.js").Landing | null) => void} over
 * @property {(id: string, minutes: number | null) => void} typing What is being typed in a block's minutes.
 * @property {import("./planner-fields.js").Change} change
 */

/**
 * Draw the days of the agenda; what is asked before them is not here.
 *
 * @param {DeskView} view
 * @param {Forecast} laid
 * @param {ListTools} tools
 */
export function blockList(view, laid, tools) {
  return html`<div class="timeline">
    ${repeat(
      laid.days,
      (day, n) => day.line || n,
      (day, n) => daySection(view, laid, day, n, tools),
    )}
  </div>`;
}

/**
 * @param {DeskView} view
 * @param {Forecast} laid
 * @param {LaidDay} day
 * @param {number} n
 * @param {ListTools} tools
 */
function daySection(view, laid, day, n, tools) {
  const rows = day.order.map((id) => /** @type {[string, BlockView]} */ ([id, view.blocks[id]]));
  const isAlone = laid.days.length === 1 && !day.line;
  return html`<section class="day" aria-labelledby=${isAlone ? nothing : `day-${n}`}>
    ${isAlone ? nothing : dayHead(view, day, n, tools)}
    <ol class="agenda" aria-label=${isAlone ? _("Blocks of the day") : nothing} aria-labelledby=${isAlone ? nothing : `day-${n}`}>
      ${repeat(
        partsOf(rows),
        (part) => (part.fork ? forkMark + part.tracks[0][1][0][0] : part.id),
        (part) => (part.fork ? fork(part.tracks, laid, tools) : blockRow(part.id, part.row, laid.rows[part.id], tools)),
      )}
    </ol>
    ${rows.length ? dayEnd(view, laid, day) : html`<p class="day-empty quiet">${_("Nothing on this day yet.")}</p>`}
  </section>`;
}

/**
 * @param {DeskView} view
 * @param {LaidDay} day
 * @param {number} n
 * @param {ListTools} tools
 */
function dayHead(view, day, n, { landing, chosen, choose }) {
  const line = view.blocks[day.line];
  const target = `${dayMark}${n}`;
  const words = dayName(view, day, n);
  const lang = line ? pickLanguage(line.title) : "";
  return html`<div
    class="day-head"
    data-row=${target}
    data-land=${landing?.target === target ? "after" : nothing}
    ?data-selected=${Boolean(day.line) && chosen === day.line}
  >
    <h3 class="day-title" id="day-${n}">
      ${line
        ? html`<button class="day-name" id="block-${day.line}" lang=${lang || nothing} aria-expanded=${chosen === day.line} @click=${() => choose(day.line)}>
            ${words} <span class="quiet">${icon("pencil-simple")} ${_("Change")}</span>
          </button>`
        : words}
    </h3>
    <p class="day-clock">${minuteWords(day.starts)}–${minuteWords(day.ends)}</p>
  </div>`;
}

/**
 * Return what a day is called.
 *
 * @param {DeskView} view
 * @param {{line: string, date: string}} day
 * @param {number} n From 0.
 */
export function dayName(view, { line, date }, n) {
  const named = view.blocks[line] ? pick(view.blocks[line].title) : "";
  const name = named || _("Day {n}", { n: n + 1 });
  return date ? _("{name}, {date}", { name, date: dayWords(date) }) : name;
}

/**
 * @param {[string, [string, BlockView][]][]} tracks
 * @param {Forecast} laid
 * @param {ListTools} tools
 */
function fork(tracks, laid, tools) {
  const { landing } = tools;
  const target = forkMark + tracks[0][1][0][0];
  const edge = (/** @type {"before" | "after"} */ side, /** @type {unknown} */ words) =>
    html`<p class="fork-edge" data-row=${target} data-side=${side} data-land=${landing?.target === target && landing.side === side ? side : nothing}>
      ${words}
    </p>`;
  return html`<li class="fork">
    ${edge("before", tracks.length > 1 ? _("Side by side") : "")}
    <div class="tracks">
      ${repeat(
        tracks,
        ([name]) => name,
        ([name, rows]) => html`<section class="track" aria-label=${name}>
          <h4 class="track-name">${name}</h4>
          <ol class="agenda">
            ${repeat(rows, ([id]) => id, ([id, block]) => blockRow(id, block, laid.rows[id], tools))}
          </ol>
        </section>`,
      )}
    </div>
    ${edge("after", "")}
  </li>`;
}

/**
 * @param {DeskView} view
 * @param {Forecast} laid
 * @param {LaidDay} day
 */
function dayEnd(view, laid, day) {
  const late = day.order.some((id) => laid.rows[id].late >= 1);
  const facts = [
    _("work {time}", { time: lengthWords(day.work) }),
    day.breaks ? _("breaks {time}", { time: lengthWords(day.breaks) }) : "",
    day.slack ? _("slack {n} min", { n: Math.round(day.slack) }) : "",
  ];
  return html`<p class="agenda-end">
    <span class=${classes({ "agenda-late": late })}>${minuteWords(day.ends)}</span>
    <span>${_("ends")}${view.phase === "planning" ? facts.filter(Boolean).map((fact) => html` · ${fact}`) : nothing}</span>
  </p>`;
}

/** @param {number} minutes */
export function lengthWords(minutes) {
  const whole = Math.round(minutes);
  if (whole < 60) return _("{n} min", { n: whole });
  if (whole % 60 === 0) return _("{n} h", { n: whole / 60 });
  return _("{hours} h {minutes} min", { hours: Math.floor(whole / 60), minutes: whole % 60 });
}
