/** When the blocks of the programme begin, as everyone may see it: what has been as it was, the rest after it. */
import { _, pick } from "./i18n.js";
import { dayWords } from "./time-left.js";
import { firstBegun, layDays, minutesOff } from "./forecast.js";
import { rowsInOrder } from "./rows.js";

/** @typedef {import("./views.js").BlockLine} BlockLine */

/** A first block this much off its planned time was not late: the day is a rehearsal, held at another hour. */
const anotherTime = 90;

/**
 * Return when each block begins, in minutes from the midnight of its day.
 *
 * @param {Record<string, BlockLine>} programme
 * @param {number} now UTC milliseconds.
 * @returns {Record<string, number>}
 */
export function timesOf(programme, now) {
  const rows = rowsInOrder(programme);
  if (!firstBegun(programme)) return Object.fromEntries(rows.map(([id, row]) => [id, row.starts]));
  const laid = layDays(programme, { starts: rows[0][1].starts, time: now, shift: anotherHour });
  return Object.fromEntries(rows.map(([id]) => [id, laid.rows[id].starts]));
}

/** @param {import("./forecast.js").Held} held */
function anotherHour({ day, begun, midnight }) {
  const off = begun ? minutesOff(day.rows, begun, day.starts, midnight) : 0;
  return Math.abs(off) > anotherTime ? off : 0;
}

/**
 * @typedef {object} ProgrammeDay
 * @property {string} line Id of the line that opens it; nothing for a first day without one.
 * @property {string} date ISO date, or nothing.
 * @property {[string, BlockLine][]} rows In order, without the line.
 */

/**
 * Return the programme day by day; a single day without a date needs no heading.
 *
 * @param {Record<string, BlockLine>} programme
 * @returns {ProgrammeDay[]}
 */
export function programmeDays(programme) {
  /** @type {ProgrammeDay[]} */
  const days = [];
  for (const [id, row] of rowsInOrder(programme)) {
    if (row.new_day) days.push({ line: id, date: row.date, rows: [] });
    else if (days.length) days[days.length - 1].rows.push([id, row]);
    else days.push({ line: "", date: "", rows: [[id, row]] });
  }
  return days;
}

/**
 * Return what a day of the programme is called.
 *
 * @param {Record<string, BlockLine>} programme
 * @param {ProgrammeDay} day
 * @param {number} n From 0.
 */
export function dayHeading(programme, { line, date }, n) {
  const named = programme[line] ? pick(programme[line].title) : "";
  const name = named || _("Day {n}", { n: n + 1 });
  return date ? _("{name}, {date}", { name, date: dayWords(date) }) : name;
}
