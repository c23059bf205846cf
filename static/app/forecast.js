/**
 * Where the agenda is going: every block laid out anew from what really happened, around the times that are fixed.
 *
 * Pure: times in minutes from the midnight of the block's own day, the time now is an argument. The server plans; only
 * the screen knows what time it is, so only the screen can say how late it will be. Only the day that is on is late or
 * ahead: what comes on another day is as it is planned.
 */
import { Rail, dayAfter, daysOf, inOrder, isoDay, midnightOf, partsOf, timeOf } from "./agenda-days.js";

export { inOrder, isoDay } from "./agenda-days.js";

/**
 * @typedef {object} Row A block as the desk has it, or a line of everyone's programme.
 * @property {number} sort
 * @property {number} minutes Of this block as it now is: with what was added while it ran.
 * @property {number} fixed_at Minutes from midnight; -1 is not fixed.
 * @property {number} started_at UTC milliseconds; 0 is not yet.
 * @property {number} ended_at UTC milliseconds; 0 is not yet.
 * @property {boolean} [skipped]
 * @property {number} [planned_minutes] What the block had when it began; 0 before.
 * @property {string} [track] For whom it is, while others do something else; nothing is everybody.
 * @property {boolean} [is_break]
 * @property {boolean} [is_buffer]
 * @property {boolean} [before] Asked before the day.
 * @property {boolean} [new_day] A line between two days.
 * @property {string} [date] Of the day that a line opens.
 */

/** @typedef {"past" | "now" | "later" | "skipped" | "passed" | "line" | "before"} RowState */

/**
 * @typedef {object} Laid One block, laid out. All in minutes from midnight.
 * @property {number} starts When it began, or will.
 * @property {number} ends
 * @property {number} planned When it was to begin by the plan.
 * @property {number} waits How long people wait before it, since its time is fixed.
 * @property {number} late How long after its fixed time it begins.
 * @property {RowState} state `passed` is left behind without having run; a `line` opens a day; `before` has no time.
 */

/**
 * @typedef {object} Laying A day of blocks, laid out.
 * @property {Record<string, Laid>} rows By block.
 * @property {string[]} order The blocks of the day.
 * @property {number} ends When the day ends.
 * @property {number} plannedEnd
 * @property {number} slack Minutes still to come that may be lost unseen: waiting before fixed times, and spare time.
 * @property {number} behind Minutes late at the next block, or at the end; negative is ahead.
 */

/**
 * @typedef {Laying & {line: string, date: string, starts: number, work: number, breaks: number}} LaidDay
 * One of the days: `work` and `breaks` are minutes, along the longest of tracks side by side.
 */

/**
 * @typedef {Laying & {days: LaidDay[], present: number}} Forecast All rows, and the other figures of the present day.
 */

/**
 * @typedef {object} Day
 * @property {number} starts Minutes from midnight.
 * @property {number} [now] Minutes from midnight; nothing while the day is only planned.
 * @property {number} [midnight] UTC milliseconds of the local midnight that minutes are counted from.
 * @property {number} [shift] Minutes by which the whole plan is held at another time: a rehearsal in the evening.
 * @property {boolean} [over] Whether another day has begun since: what has not run is left behind.
 */

/** A block that nobody has ended goes on for at most this long: nobody sits through the night. */
const longestMinutes = 12 * 60;
/** When the last block of a day has run over by this much, people have gone home. */
const homeMinutes = 60;
/** A day that runs past midnight is over at four. */
const nightMinutes = 28 * 60;

/**
 * Lay one day out: what has been as it was, what is on until its time is up or now, the rest after it.
 *
 * @param {Record<string, Row>} blocks Without lines between days.
 * @param {Day} day
 * @returns {Laying}
 */
export function layOut(blocks, { starts, now, midnight = 0, shift = 0, over = false }) {
  const rows = inOrder(blocks);
  const minute = (/** @type {number} */ ms) => (ms - midnight) / 60_000;
  const left = leftBehind(rows, over);
  /** @type {Record<string, Laid>} */
  const laid = {};
  const plan = new Rail(starts + shift);
  const clock = new Rail(starts + shift);
  rows.forEach(([id, row]) => {
    const track = row.track ?? "";
    const fixed = row.fixed_at < 0 ? -Infinity : row.fixed_at + shift;
    const planned = Math.max(plan.at(track), fixed);
    plan.take(track, planned + (row.planned_minutes || row.minutes));
    const free = clock.at(track);
    if (row.started_at) {
      const began = minute(row.started_at);
      const isOn = !row.ended_at && !(over && (now ?? began) - began > longestMinutes);
      const ends = row.ended_at ? minute(row.ended_at) : Math.max(isOn ? (now ?? began) : began, began + row.minutes);
      laid[id] = { starts: began, ends, planned, waits: 0, late: 0, state: isOn ? "now" : "past" };
      clock.take(track, Math.max(free, ends));
    } else if (row.skipped || left.has(id)) {
      const at = Math.max(free, planned);
      laid[id] = { starts: at, ends: at, planned, waits: 0, late: 0, state: row.skipped ? "skipped" : "passed" };
    } else {
      // What comes next cannot have begun already.
      const ready = Math.max(free, now ?? free);
      const at = Math.max(ready, fixed);
      const late = fixed > -Infinity ? Math.max(0, ready - fixed) : 0;
      laid[id] = { starts: at, ends: at + row.minutes, planned, waits: at - ready, late, state: "later" };
      clock.take(track, at + row.minutes);
    }
  });
  const ends = clock.at("");
  const plannedEnd = plan.at("");
  const { slack } = totals(rows, laid, true);
  const order = rows.map(([id]) => id);
  return { rows: laid, order, ends, plannedEnd, slack, behind: behindAt(rows, laid, ends - plannedEnd) };
}

/**
 * Return what has been passed by: something after it has begun, and not only in a track beside it.
 *
 * @param {[string, Row][]} rows
 * @param {boolean} over
 */
function leftBehind(rows, over) {
  const left = new Set();
  let passedAll = over;
  let passedIn = new Set();
  let inFork = false;
  for (const [id, { track, started_at, skipped }] of [...rows].reverse()) {
    if (track && !inFork) passedIn = new Set();
    if (!track && passedIn.size) passedAll = true;
    if (!started_at && (passedAll || (track && passedIn.has(track)))) left.add(id);
    if (started_at && track) passedIn.add(track);
    else if (started_at) passedAll = true;
    // A block that is left out does not part the tracks around it.
    if (!skipped) inFork = Boolean(track);
  }
  return left;
}

/**
 * Return what the minutes of a day are: work, breaks and slack, along the longest of tracks side by side.
 *
 * @param {[string, Row][]} rows
 * @param {Record<string, Laid>} laid
 * @param {boolean} coming Whether only what is still to come counts.
 */
function totals(rows, laid, coming) {
  const sum = { work: 0, breaks: 0, slack: 0 };
  for (const part of partsOf(rows)) {
    const along = part.fork ? longest(part.tracks, laid) : [/** @type {[string, Row]} */ ([part.id, part.row])];
    for (const [id, row] of along) {
      const { starts, ends, waits, state } = laid[id];
      if (coming && state !== "later") continue;
      sum[row.is_break ? "breaks" : row.is_buffer ? "slack" : "work"] += ends - starts;
      sum.slack += waits;
    }
  }
  return sum;
}

/**
 * @param {[string, [string, Row][]][]} tracks
 * @param {Record<string, Laid>} laid
 */
function longest(tracks, laid) {
  const ends = (/** @type {[string, Row][]} */ rows) => Math.max(...rows.map(([id]) => laid[id].ends));
  return tracks.map(([, rows]) => rows).reduce((longer, rows) => (ends(rows) > ends(longer) ? rows : longer));
}

/**
 * Being late is told at the next block, since a fixed time after it makes up for it.
 *
 * @param {[string, Row][]} rows
 * @param {Record<string, Laid>} laid
 * @param {number} atTheEnd
 */
function behindAt(rows, laid, atTheEnd) {
  const next = rows.find(([id]) => laid[id].state === "later");
  return Math.round(next ? laid[next[0]].starts - laid[next[0]].planned : atTheEnd) || 0;
}

/**
 * Return by how many minutes the plan of one day is held at another time than planned.
 *
 * On the day itself not at all: then being late is being late. On another day (a rehearsal, a demo, a workshop
 * without a day) the plan begins when its first block did, or now.
 *
 * @param {Record<string, Row>} blocks Of that day.
 * @param {{day: string, today: string, starts: number, now: number, midnight: number}} facts `day` and `today` are ISO dates.
 */
export function shiftOf(blocks, { day, today, starts, now, midnight }) {
  if (day === today) return 0;
  const begun = firstBegun(blocks);
  return begun ? minutesOff(blocks, begun, starts, midnight) : now - starts;
}

/**
 * Return how far from its planned time the first block of a day began, in minutes.
 *
 * @param {Record<string, Row>} blocks Of that day.
 * @param {[string, Row]} begun
 * @param {number} starts
 * @param {number} midnight
 */
export function minutesOff(blocks, [id, row], starts, midnight) {
  return (row.started_at - midnight) / 60_000 - layOut(withoutRun(blocks), { starts }).rows[id].starts;
}

/**
 * Return the block that began first.
 *
 * @param {Record<string, Row>} blocks
 * @returns {[string, Row] | undefined}
 */
export function firstBegun(blocks) {
  return inOrder(blocks)
    .filter(([, row]) => row.started_at)
    .sort(([, a], [, b]) => a.started_at - b.started_at)[0];
}

/** @param {Record<string, Row>} blocks */
function withoutRun(blocks) {
  return Object.fromEntries(
    Object.entries(blocks).map(([id, row]) => [
      id,
      { ...row, minutes: row.planned_minutes || row.minutes, started_at: 0, ended_at: 0, skipped: false },
    ]),
  );
}

// --- several days ----------------------------------------------------------------------------------------

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
  if (timeOf(date) > last.midnight && timeOf(date) >= midnightOf(time)) return timeOf(date);
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
