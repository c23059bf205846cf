/**
 * The ways through a plan: each day, and each group's own way through a day with tracks; and how one is told of it.
 *
 * Pure.
 */
import { inOrder } from "./forecast.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {[string, BlockView]} Row */
/** @typedef {import("./planner-advice.js").Advice} Advice */

/**
 * @param {Advice["rule"]} rule
 * @param {string} about The block or the day that it is about.
 * @param {string} block
 * @param {Advice["facts"]} [facts]
 * @param {Advice["mend"]} [mend]
 * @returns {Advice}
 */
export function told(rule, about, block, facts = {}, mend = null) {
  return { rule, key: `${rule}:${about}`, block, facts, mend };
}

/**
 * Return each way through each day: the rows that one group of people goes through, in order.
 *
 * @param {DeskView} view
 * @returns {Row[][]}
 */
export function lanesOf(view) {
  /** @type {Map<number, Row[]>} */
  const days = new Map();
  for (const [id, block] of inOrder(view.blocks)) {
    if (block.before || block.new_day || block.starts < 0) continue;
    days.set(block.day, [...(days.get(block.day) ?? []), [id, block]]);
  }
  return [...days.values()].flatMap((rows) => {
    const tracks = [...new Set(rows.map(([, block]) => block.track).filter(Boolean))];
    if (!tracks.length) return [rows];
    return tracks.map((track) => rows.filter(([, block]) => !block.track || block.track === track));
  });
}

/**
 * Return one lane of each day: the one that lasts longest.
 *
 * @param {Row[][]} lanes
 * @returns {Row[][]}
 */
export function daysOf(lanes) {
  /** @type {Map<number, Row[]>} */
  const days = new Map();
  const worked = (/** @type {Row[]} */ rows) => rows.reduce((sum, [, block]) => sum + (isWork(block) ? block.minutes : 0), 0);
  for (const lane of lanes) {
    const day = lane[0][1].day;
    const known = days.get(day);
    if (!known || worked(lane) > worked(known)) days.set(day, lane);
  }
  return [...days.values()];
}

/** @param {BlockView} block */
export function isWork(block) {
  return !block.is_break && !block.is_buffer;
}

/**
 * Return the rows that close a day: its last 25 minutes, of a short day the last fifth.
 *
 * @param {Row[]} day
 * @returns {Row[]}
 */
export function closingOf(day) {
  const work = day.filter(([, block]) => isWork(block));
  if (!work.length) return [];
  const ends = last(work)[1].ends;
  const window = Math.min(25, (ends - day[0][1].starts) / 5);
  const closing = work.filter(([, block]) => block.starts >= ends - window);
  return closing.length ? closing : work.slice(-1);
}

/** @param {Row[]} rows */
export function sum(rows) {
  return rows.reduce((total, [, block]) => total + block.minutes, 0);
}

/**
 * @param {Row[]} rows
 * @returns {Row}
 */
export function last(rows) {
  return rows[rows.length - 1];
}
