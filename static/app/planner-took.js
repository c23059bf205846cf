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
    .filter(([, block]) => !block.before)
    .flatMap(([id, block]) => {
      const took = tookMinutes(block);
      return took === undefined ? [] : [{ block: id, planned: block.planned_minutes, took }];
    });
}

/**
 * Return how many minutes a block really took; nothing where it has not run to its end.
 *
 * @param {Pick<import("./views.js").BlockView, "started_at" | "ended_at" | "skipped">} block
 */
export function tookMinutes({ started_at, ended_at, skipped }) {
  return started_at && ended_at && !skipped ? Math.round((ended_at - started_at) / 60_000) : undefined;
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
