/** Planned against real minutes, block by block. Pure. */
import { inOrder } from "./forecast.js";

/** @typedef {Pick<import("./views.js").DeskView, "blocks">} Blocks */
/** @typedef {{block: string, planned: number, took: number}} Took */

/** A minute or two is no news. */
const worthTelling = 3;

/**
 * Return what the blocks that ran took.
 *
 * @param {Blocks} view
 * @returns {Took[]} In the order of the day, whole minutes.
 */
export function tookOf({ blocks }) {
  return inOrder(blocks)
    .filter(([, block]) => block.started_at && block.ended_at && !block.skipped && !block.before)
    .map(([id, block]) => ({
      block: id,
      planned: block.planned_minutes,
      took: Math.round((block.ended_at - block.started_at) / 60_000),
    }));
}

/**
 * Return the blocks that took clearly longer or shorter than planned.
 *
 * @param {Blocks} view
 */
export function differences(view) {
  return tookOf(view).filter(({ planned, took }) => Math.abs(took - planned) >= worthTelling);
}

/**
 * Return planned and real minutes of all blocks that ran; nothing where none did.
 *
 * @param {Blocks} view
 */
export function totals(view) {
  const rows = tookOf(view);
  if (!rows.length) return undefined;
  const sum = (/** @type {"planned" | "took"} */ name) => rows.reduce((all, row) => all + row[name], 0);
  return { planned: sum("planned"), took: sum("took") };
}
