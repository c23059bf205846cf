/** One's own actions and promise, to take home. Pure. */
import { isDay } from "./calendar.js";
import { rowsInOrder } from "./rows.js";
import { dayWords } from "./time-left.js";

/** @typedef {import("./views.js").MyCommitment} MyCommitment */

/**
 * @param {MyCommitment} mine
 * @returns {string[]}
 */
export function lines(mine) {
  const actions = rowsInOrder(mine.actions).map(([, row]) => [row.what, row.who, dayWords(row.when), row.first_step, row.support]);
  return [...actions, [mine.promise, mine.promise && dayWords(mine.promise_on ?? "")]].map((parts) => parts.filter(Boolean).join(" · ")).filter(Boolean);
}

/**
 * The days of one's own: of actions that have one, and of the promise.
 *
 * @param {MyCommitment} mine
 * @returns {{date: string, words: string}[]}
 */
export function dates(mine) {
  const actions = rowsInOrder(mine.actions).map(([, row]) => ({ date: row.when, words: row.what }));
  const promise = mine.promise ? [{ date: mine.promise_on ?? "", words: mine.promise }] : [];
  return [...actions, ...promise].filter(({ date, words }) => words && isDay(date));
}
