/** What the client said on the plan: what waits for an answer, and what it is about. Pure. */
import { inOrder } from "./forecast.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {DeskView["comments"][string]} Comment */

/**
 * Return the comments that nobody has dealt with, in order.
 *
 * @param {DeskView} view
 * @param {string} [block] Of this block alone.
 * @returns {[string, Comment][]}
 */
export function openComments(view, block) {
  return inOrder(view.comments).filter(([, said]) => !said.settled && (block === undefined || said.block === block));
}

/**
 * Return the comments by what they are about: on the whole first, then in the order of the agenda; on blocks that
 * are gone last.
 *
 * @param {DeskView} view
 * @returns {{block: string, comments: [string, Comment][]}[]}
 */
export function commentsByBlock(view) {
  const rows = inOrder(view.comments);
  const known = ["", ...inOrder(view.blocks).map(([id]) => id)];
  const gone = [...new Set(rows.map(([, said]) => said.block))].filter((block) => !known.includes(block));
  return [...known, ...gone]
    .map((block) => ({ block, comments: rows.filter(([, said]) => said.block === block) }))
    .filter(({ comments }) => comments.length);
}
