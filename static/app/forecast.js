/**
 * Where the agenda is going: every block laid out anew from what really happened, around the times that are fixed.
 *
 * Pure: times in minutes from the midnight of the block's own day, the time now is an argument. The server plans; only
 * the screen knows what time it is, so only the screen can say how late it will be. Only the day that is on is late or
 * ahead: what comes on another day is as it is planned.
 */
import { dayAfter, daysOf, inOrder, isoDay, midnightOf, timeOf } from "./agenda-days.js";
import { firstBegun, layOut, shiftOf, totals } from "./day-layout.js";

export { inOrder, isoDay } from "./agenda-days.js";
export { firstBegun, layOut, minutesOff, shiftOf } from "./day-layout.js";

/** @typedef {import("./day-layout.js").Row} Row */
/** @typedef {import("./day-layout.js").RowState} RowState */
/** @typedef {import("./day-layout.js").Laid} Laid */
/** @typedef {import("./day-layout.js").Laying} Laying */

/**
 * @typedef {Laying & {line: string, date: string, starts: number, work: number, breaks: number}} LaidDay
 * One of the days: `work` and `breaks` are minutes, along the longest of tracks side by side.
 */

/**
 * @typedef {Laying & {days: LaidDay[], present: number}} Forecast All rows, and the other figures of the present day.
 */

/** When the last block of a day has run over by this much, people have gone home. */
const homeMinutes = 60;
/** A day that runs past midnight is over at four. */
const nightMinutes = 28 * 60;

/**
 * @typedef {object} Held A day with where in time it is, was or will be.
 * @property {import("./agenda-days.js").AgendaDay} day
 * @property {string} date As told, else the day after the one before.
 * @property {[string, Row] | undefined} begun Its first block that began.
 * @property {number} midnight UTC milliseconds of the midnight that its minutes are counted from.
 */

/**
 * Return where each day is in time, and which of them is on.
 *
 * A day that has begun keeps the midnight before its own first block, whatever date was planned for it.
 *
 * @param {import("./agenda-days.js").AgendaDay[]} days
 * @param {number} time UTC milliseconds.
 * @param {number} [opened] When the workshop was started, UTC milliseconds.
 * @returns {{held: Held[], present: number}}
 */
export function holdDays(days, time, opened = time) {
  /** @type {Held[]} */
  const held = [];
  for (const day of days) {
    const last = held[held.length - 1];
    const begun = firstBegun(day.rows);
    const date = day.date || (last ? dayAfter(last.date) : "");
    const midnight = begun ? midnightOf(begun[1].started_at) : last ? comingMidnight(date, last, time) : midnightOf(opened);
    held.push({ day, date, begun, midnight });
  }
  return { held, present: presentOf(held, time) };
}

/**
 * @param {string} date
 * @param {Held} last The day before.
 * @param {number} time
 */
function comingMidnight(date, last, time) {
  // A rehearsal long after the date that was planned is not months late.
  if (timeOf(date) >= midnightOf(time)) return timeOf(date);
  return Math.max(midnightOf(time), midnightOf(last.midnight, 1));
}

/**
 * @param {Held[]} held
 * @param {number} time
 */
function presentOf(held, time) {
  const last = held.reduce((latest, { begun }, place) => (begun ? place : latest), 0);
  const today = held.findIndex(({ date }) => date === isoDay(time));
  if (today > last) return today;
  return held[last].begun && last + 1 < held.length && hasGoneHome(held[last], time) ? last + 1 : last;
}

/**
 * @param {Held} held
 * @param {number} time
 */
function hasGoneHome({ day, midnight }, time) {
  if ((time - midnight) / 60_000 >= nightMinutes) return true;
  const last = inOrder(day.rows).filter(([, { skipped }]) => !skipped).at(-1)?.[1];
  if (!last?.started_at) return false;
  return time > (last.ended_at || last.started_at + last.minutes * 60_000) + homeMinutes * 60_000;
}

/**
 * Lay all days of an agenda out.
 *
 * @param {Record<string, Row>} blocks
 * @param {object} facts
 * @param {number} facts.starts Of the first day, minutes from midnight.
 * @param {string} [facts.day] Of the first day, an ISO date.
 * @param {number} [facts.time] UTC milliseconds; nothing while all is only planned.
 * @param {number} [facts.opened] When the workshop was started, UTC milliseconds.
 * @param {(held: Held, isPresent: boolean, time: number) => number} [facts.shift] By how many minutes a day's plan is moved.
 * @returns {Forecast}
 */
export function layDays(blocks, { starts, day = "", time, opened, shift = () => 0 }) {
  const days = daysOf(blocks, { starts, day });
  const { held, present } = time === undefined ? planned(days) : holdDays(days, time, opened);
  /** @type {Record<string, Laid>} */
  const rows = {};
  const laid = held.map((one, place) => {
    const moved = time === undefined ? 0 : shift(one, place === present, time);
    const isOn = time !== undefined && place <= present;
    const now = isOn ? (time - one.midnight) / 60_000 : undefined;
    const facts = { starts: one.day.starts, now, midnight: one.midnight, shift: moved, over: place < present };
    const laying = layOut(one.day.rows, facts);
    const starts = one.begun ? laying.rows[one.begun[0]].starts : one.day.starts + moved;
    const { line, date } = one.day;
    Object.assign(rows, laying.rows);
    if (line) rows[line] = mark(starts, "line");
    const { work, breaks } = totals(inOrder(one.day.rows), laying.rows, false);
    return { ...laying, line, date, starts, work, breaks };
  });
  for (const [id, row] of Object.entries(blocks)) if (row.before) rows[id] = mark(0, "before");
  return { ...laid[present], rows, days: laid, present };
}

/** @param {import("./agenda-days.js").AgendaDay[]} days */
function planned(days) {
  const held = days.map((day) => ({ day, date: day.date, begun: undefined, midnight: 0 }));
  return { held, present: 0 };
}

/**
 * @param {number} at
 * @param {RowState} state
 * @returns {Laid}
 */
function mark(at, state) {
  return { starts: at, ends: at, planned: at, waits: 0, late: 0, state };
}

/**
 * Lay out the agenda of a workshop as it is at *time*.
 *
 * @param {{phase: string, day: string, starts: number, started_at: number, ended_at: number, blocks: Record<string, Row>}} view
 * @param {number} time UTC milliseconds.
 * @returns {Forecast}
 */
export function forecast(view, time) {
  const { blocks, starts, day } = view;
  if (view.phase === "planning") return layDays(blocks, { starts, day });
  const at = view.phase === "ended" ? view.ended_at : time;
  return layDays(blocks, { starts, day, time: at, opened: view.started_at || at, shift: shiftOfDay });
}

/**
 * @param {Held} held
 * @param {boolean} isPresent
 * @param {number} time
 */
function shiftOfDay({ day, date, begun, midnight }, isPresent, time) {
  if (!begun && !isPresent) return 0;
  const now = (time - midnight) / 60_000;
  // A later day that waits for its morning is where it is planned.
  if (!begun && now < 0) return 0;
  const today = isoDay(begun ? begun[1].started_at : midnight);
  return shiftOf(day.rows, { day: date, today, starts: day.starts, now, midnight });
}
