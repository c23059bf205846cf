/** When the blocks of the programme begin, as everyone may see it: what has been as it was, the rest after it. */
import { layOut } from "./forecast.js";
import { rowsInOrder } from "./rows.js";

/** @typedef {import("./views.js").BlockLine} BlockLine */

/** A first block this much off its planned time was not late: the day is a rehearsal, held at another hour. */
const anotherTime = 90;

/**
 * Return when each block begins, in minutes from midnight.
 *
 * @param {Record<string, BlockLine>} programme
 * @param {number} now UTC milliseconds.
 * @returns {Record<string, number>}
 */
export function timesOf(programme, now) {
  const rows = rowsInOrder(programme);
  const begun = rows.filter(([, row]) => row.started_at).sort(([, a], [, b]) => a.started_at - b.started_at)[0];
  if (!rows.length || !begun) return Object.fromEntries(rows.map(([id, row]) => [id, row.starts]));
  const midnight = new Date(begun[1].started_at).setHours(0, 0, 0, 0);
  const off = (begun[1].started_at - midnight) / 60_000 - begun[1].starts;
  const shift = Math.abs(off) > anotherTime ? off : 0;
  const laid = layOut(programme, { starts: rows[0][1].starts, now: (now - midnight) / 60_000, midnight, shift });
  return Object.fromEntries(rows.map(([id]) => [id, laid.rows[id].starts]));
}
