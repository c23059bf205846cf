/**
 * One day laid out: what has been as it was, what is on until its time is up or now, the rest after it, around the times
 * that are fixed and along tracks that run side by side.
 *
 * Pure: times in minutes from the midnight of the day, the time now is an argument.
 */
import { Rail, inOrder, partsOf } from "./agenda-days.js";

/**
 * @typedef {object} Row A block as the desk has it, or a line of everyone's programme.
 * @property {number} sort
 * @property {number} minutes Of this block as it now is: with what was added while it ran.
 * @property {number} fixed_at Minutes from midnight; -1 is not fixed.
 * @property {number} started_at UTC milliseconds; 0 is not yet.
 * @property {number} ended_at UTC milliseconds; 0 is not yet.
 * @property {boolean} [skipped]
 * @property {number} [planned_minutes] What the block had when the day started; 0 before.
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
 * @typedef {object} Day
 * @property {number} starts Minutes from midnight.
 * @property {number} [now] Minutes from midnight; nothing while the day is only planned.
 * @property {number} [midnight] UTC milliseconds of the local midnight that minutes are counted from.
 * @property {number} [shift] Minutes by which the whole plan is held at another time: a rehearsal in the evening.
 * @property {boolean} [over] Whether another day has begun since: what has not run is left behind.
 */

/** A block that nobody has ended goes on for at most this long: nobody sits through the night. */
const longestMinutes = 12 * 60;

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
    // A block that is left out does not part the tracks around it.
    if (skipped && !started_at) continue;
    if (track && !inFork) passedIn = new Set();
    if (!track && passedIn.size) passedAll = true;
    if (!started_at && (passedAll || (track && passedIn.has(track)))) left.add(id);
    if (started_at && track) passedIn.add(track);
    else if (started_at) passedAll = true;
    inFork = Boolean(track);
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
export function totals(rows, laid, coming) {
  const sum = { work: 0, breaks: 0, slack: 0 };
  for (const part of partsOf(rows.filter(([, { skipped, started_at }]) => !skipped || started_at))) {
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
