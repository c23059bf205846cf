/**
 * The agenda as days and tracks: what is on which day, and a clock that forks where groups do different things.
 *
 * Pure. The same arithmetic as `timetable` of the server, so that a plan says the same on both sides; a test holds it.
 */

/** @typedef {import("./day-layout.js").Row} Row */

/**
 * @template {Row} [T=Row]
 * @typedef {object} AgendaDay
 * @property {string} line Id of the line that opens the day; nothing for a first day without one.
 * @property {string} date ISO date, or nothing.
 * @property {number} starts Minutes from its midnight.
 * @property {Record<string, T>} rows What is on it, without lines and without what is asked before the day.
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
 * Return the days of an agenda: at least one.
 *
 * @template {Row} T
 * @param {Record<string, T>} blocks
 * @param {{starts: number, day?: string}} first When the first day starts, and its ISO date.
 * @returns {AgendaDay<T>[]}
 */
export function daysOf(blocks, { starts, day = "" }) {
  /** @type {AgendaDay<T>[]} */
  const days = [{ line: "", date: day, starts, rows: {} }];
  for (const [id, row] of inOrder(blocks)) {
    const here = days[days.length - 1];
    if (row.before) continue;
    if (!row.new_day) here.rows[id] = row;
    else {
      const opened = { line: id, date: row.date ?? "", starts: row.fixed_at < 0 ? starts : row.fixed_at, rows: {} };
      // A line before everything else is the first day's own.
      if (days.length === 1 && !here.line && !Object.keys(here.rows).length) days[0] = { ...opened, date: opened.date || day };
      else days.push(opened);
    }
  }
  return days;
}

/** A clock that forks while tracks run side by side, and waits for the longest of them. In minutes. */
export class Rail {
  /** @type {number} */ #now;
  /** @type {number} */ #forkedAt;
  /** @type {Map<string, number>} */ #tracks = new Map();

  /** @param {number} starts */
  constructor(starts) {
    this.#now = this.#forkedAt = starts;
  }

  /**
   * Return when something for *track* can begin; nothing is everybody.
   *
   * @param {string} track
   */
  at(track) {
    if (!this.#tracks.size) return this.#now;
    return track ? (this.#tracks.get(track) ?? this.#forkedAt) : Math.max(...this.#tracks.values());
  }

  /**
   * Note that *track* is taken up to *until*.
   *
   * @param {string} track
   * @param {number} until
   */
  take(track, until) {
    if (!track) {
      this.#now = until;
      this.#tracks.clear();
      return;
    }
    if (!this.#tracks.size) this.#forkedAt = this.#now;
    this.#tracks.set(track, until);
  }
}

/**
 * @template {{track?: string}} T
 * @typedef {{fork: false, id: string, row: T} | {fork: true, tracks: [string, [string, T][]][]}} Part
 * One block for everybody, or tracks that run side by side, each with its blocks in order.
 */

/**
 * Return the rows of a day with what runs side by side put together.
 *
 * @template {{track?: string}} T
 * @param {[string, T][]} rows In order.
 * @returns {Part<T>[]}
 */
export function partsOf(rows) {
  /** @type {Part<T>[]} */
  const parts = [];
  for (const [id, row] of rows) {
    const last = parts[parts.length - 1];
    if (!row.track) parts.push({ fork: false, id, row });
    else if (last?.fork) {
      const track = last.tracks.find(([name]) => name === row.track);
      if (track) track[1].push([id, row]);
      else last.tracks.push([row.track, [[id, row]]]);
    } else parts.push({ fork: true, tracks: [[row.track, [[id, row]]]] });
  }
  return parts;
}

/** @param {number} time UTC milliseconds. */
export function isoDay(time) {
  const date = new Date(time);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * Return the local midnight before *time*, or that of so many days later.
 *
 * @param {number} time UTC milliseconds.
 * @param {number} [days]
 */
export function midnightOf(time, days = 0) {
  const date = new Date(time);
  // By the calendar: a day on which clocks are put forward or back has 23 or 25 hours.
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/**
 * Return whether a day has not come yet; a day that is not known has.
 *
 * @param {string} day ISO date, or nothing.
 * @param {number} now UTC milliseconds.
 */
export function isAhead(day, now) {
  return timeOf(day) > now;
}

/**
 * Return the day after an ISO date; nothing after nothing.
 *
 * @param {string} day
 */
export function dayAfter(day) {
  const at = timeOf(day);
  return Number.isNaN(at) ? "" : isoDay(midnightOf(at, 1));
}

/**
 * Return the local midnight that an ISO date begins with, UTC milliseconds; NaN where it is none.
 *
 * @param {string} day
 */
export function timeOf(day) {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  return date ? new Date(Number(year), Number(month) - 1, Number(date)).getTime() : NaN;
}
