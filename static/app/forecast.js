/**
 * Where the day is going: every block laid out anew from what really happened, around the times that are fixed.
 *
 * Pure: times in minutes from midnight, the time now is an argument. The server plans; only the screen knows what
 * time it is, so only the screen can say how late it will be.
 */

/**
 * @typedef {object} Row A block as the desk has it, or a line of everyone's programme.
 * @property {number} sort
 * @property {number} minutes Of this block as it now is: with what was added while it ran.
 * @property {number} fixed_at Minutes from midnight; -1 is not fixed.
 * @property {number} started_at UTC milliseconds; 0 is not yet.
 * @property {number} ended_at UTC milliseconds; 0 is not yet.
 * @property {boolean} [skipped]
 * @property {number} [planned_minutes] What the block had when it began; 0 before.
 */

/** @typedef {"past" | "now" | "later" | "skipped" | "passed"} RowState */

/**
 * @typedef {object} Laid One block, laid out. All in minutes from midnight.
 * @property {number} starts When it began, or will.
 * @property {number} ends
 * @property {number} planned When it was to begin by the plan.
 * @property {number} waits How long people wait before it, since its time is fixed.
 * @property {number} late How long after its fixed time it begins.
 * @property {RowState} state `passed` is left behind without having run.
 */

/**
 * @typedef {object} Forecast
 * @property {Record<string, Laid>} rows By block.
 * @property {number} ends When the day ends.
 * @property {number} plannedEnd
 * @property {number} slack Minutes of waiting before fixed times that are still to come: what may be lost unseen.
 * @property {number} behind Minutes late at the next block, or at the end; negative is ahead.
 */

/**
 * @typedef {object} Day
 * @property {number} starts Minutes from midnight.
 * @property {number} [now] Minutes from midnight; nothing while the day is only planned.
 * @property {number} [midnight] UTC milliseconds of the local midnight that minutes are counted from.
 * @property {number} [shift] Minutes by which the whole plan is held at another time: a rehearsal in the evening.
 */

/**
 * Return the blocks in the order of the agenda.
 *
 * @template {{sort: number}} T
 * @param {Record<string, T>} rows
 * @returns {[string, T][]}
 */
export function inOrder(rows) {
  return Object.entries(rows).sort(([, a], [, b]) => a.sort - b.sort);
}

/**
 * Lay the day out: what has been as it was, what is on until its time is up or now, the rest after it.
 *
 * @param {Record<string, Row>} blocks
 * @param {Day} day
 * @returns {Forecast}
 */
export function layOut(blocks, { starts, now, midnight = 0, shift = 0 }) {
  const rows = inOrder(blocks);
  const minute = (/** @type {number} */ ms) => (ms - midnight) / 60_000;
  const reached = lastStarted(rows);
  /** @type {Record<string, Laid>} */
  const laid = {};
  let plan = starts + shift;
  let clock = starts + shift;
  let slack = 0;
  rows.forEach(([id, row], place) => {
    const fixed = row.fixed_at < 0 ? -Infinity : row.fixed_at + shift;
    plan = Math.max(plan, fixed);
    const planned = plan;
    plan += row.planned_minutes || row.minutes;
    if (row.started_at) {
      const began = minute(row.started_at);
      const ends = row.ended_at ? minute(row.ended_at) : Math.max(now ?? began, began + row.minutes);
      laid[id] = { starts: began, ends, planned, waits: 0, late: 0, state: row.ended_at ? "past" : "now" };
      clock = Math.max(clock, ends);
    } else if (row.skipped || place < reached) {
      const at = Math.max(clock, planned);
      laid[id] = { starts: at, ends: at, planned, waits: 0, late: 0, state: row.skipped ? "skipped" : "passed" };
    } else {
      // What comes next cannot have begun already.
      clock = Math.max(clock, now ?? clock);
      const waits = fixed > clock ? fixed - clock : 0;
      const late = fixed > -Infinity && clock > fixed ? clock - fixed : 0;
      clock = Math.max(clock, fixed);
      laid[id] = { starts: clock, ends: clock + row.minutes, planned, waits, late, state: "later" };
      slack += waits;
      clock += row.minutes;
    }
  });
  return { rows: laid, ends: clock, plannedEnd: plan, slack, behind: behindAt(rows, laid, clock - plan) };
}

/**
 * @param {[string, Row][]} rows
 * @returns {number} The place of the last block that has begun, or -1.
 */
function lastStarted(rows) {
  return rows.reduce((last, [, row], place) => (row.started_at ? place : last), -1);
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
 * Return by how many minutes the plan is held at another time than planned.
 *
 * On the day itself not at all: then being late is being late. On another day (a rehearsal, a demo, a workshop
 * without a day) the plan begins when its first block did, or now.
 *
 * @param {Record<string, Row>} blocks
 * @param {{day: string, today: string, starts: number, now: number, midnight: number}} facts `day` and `today` are ISO dates.
 */
export function shiftOf(blocks, { day, today, starts, now, midnight }) {
  if (day === today) return 0;
  const plan = layOut(withoutRun(blocks), { starts }).rows;
  const begun = inOrder(blocks)
    .filter(([, row]) => row.started_at)
    .sort(([, a], [, b]) => a.started_at - b.started_at)[0];
  if (!begun) return now - starts;
  return (begun[1].started_at - midnight) / 60_000 - plan[begun[0]].starts;
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

/**
 * Lay out the day of a workshop as it is at *time*.
 *
 * @param {{phase: string, day: string, starts: number, started_at: number, ended_at: number, blocks: Record<string, Row>}} view
 * @param {number} time UTC milliseconds.
 * @returns {Forecast}
 */
export function forecast(view, time) {
  if (view.phase === "planning") return layOut(view.blocks, { starts: view.starts });
  const at = view.phase === "ended" ? view.ended_at : time;
  // A day that runs past midnight goes on counting from its own midnight.
  const midnight = new Date(view.started_at || at).setHours(0, 0, 0, 0);
  const now = (at - midnight) / 60_000;
  const facts = { day: view.day, today: isoDay(view.started_at || at), starts: view.starts, now, midnight };
  return layOut(view.blocks, { starts: view.starts, now, midnight, shift: shiftOf(view.blocks, facts) });
}

/** @param {number} time UTC milliseconds. */
export function isoDay(time) {
  const date = new Date(time);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
