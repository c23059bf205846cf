/**
 * A ballot as it will be once everything asked here has been answered. Pure.
 *
 * Refused commands change nothing.
 */
import { dotsGiven } from "./pending.js";
import { rowsInOrder } from "./rows.js";

/** @typedef {import("./views.js").VoteView} VoteView */
/** @typedef {import("./views.js").MyVote} MyVote */
/** @typedef {import("./outbox.js").Row} Row */
/** @typedef {{text: string, isKept: boolean}} OwnIdea */

/**
 * Return one's dots by option.
 *
 * @param {Pick<VoteView, "budget" | "weights" | "options">} view
 * @param {MyVote} mine
 * @param {Row[]} rows
 * @returns {Record<string, number>}
 */
export function ballotAsAsked(view, mine, rows) {
  if (!view.weights.length) return dotsGiven(mine, rows, view.budget);
  let given = { ...mine.dots };
  for (const { state, command } of rows) {
    if (state === "waiting" && command.do === "CastVote") given = withDot(view, given, command.option, command.dots);
  }
  return given;
}

/**
 * Put the dot of that worth on an option; where all of that worth are given, it moves from where it stands first.
 *
 * @param {Pick<VoteView, "weights" | "options">} view
 * @param {Record<string, number>} given
 * @param {string} option
 * @param {number} worth 0 takes the option's dot back.
 */
function withDot({ weights, options }, given, option, worth) {
  const rest = Object.fromEntries(Object.entries(given).filter(([id]) => id !== option));
  if (!worth) return rest;
  const there = rowsInOrder(options).filter(([id]) => rest[id] === worth);
  if (there.length >= weights.filter((one) => one === worth).length) delete rest[there[0][0]];
  return { ...rest, [option]: worth };
}

/**
 * Return how many more dots may go to what one's own group wrote.
 *
 * @param {MyVote} mine
 * @param {Record<string, number>} given The dots as they are drawn.
 */
export function roomForOwn(mine, given) {
  if ((mine.own_left ?? -1) < 0) return Infinity;
  const own = (/** @type {Record<string, number>} */ dots) =>
    Object.entries(dots).reduce((sum, [id, count]) => sum + (mine.own?.[id] ? count : 0), 0);
  return mine.own_left + own(mine.dots ?? {}) - own(given);
}

/**
 * Return the options one has added.
 *
 * @param {MyVote} mine
 * @param {Row[]} rows
 * @returns {Map<string, OwnIdea>}
 */
export function ideasAsAsked(mine, rows) {
  /** @type {Map<string, OwnIdea>} */
  const own = new Map(rowsInOrder(mine.ideas).map(([id, idea]) => [id, { text: idea.text, isKept: true }]));
  for (const { id, state, command } of rows) {
    if (state !== "waiting") continue;
    if (command.do === "ProposeOption" && !own.has(id)) own.set(id, { text: command.text, isKept: false });
    else if (command.do === "WithdrawOption") own.delete(command.option);
  }
  return own;
}
