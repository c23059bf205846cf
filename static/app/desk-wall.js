/**
 * What the wall shows, made from what the desk knows: for the live miniature.
 *
 * Pure. The activity comes as the wall itself has it, so that the miniature never promises more than the wall shows.
 */
import { inOrder } from "./forecast.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BoardView} BoardView */
/** @typedef {import("./views.js").ActivityView} ActivityView */

/**
 * Return the view the board has now, as far as the desk can know it.
 *
 * @param {DeskView} view
 * @returns {BoardView}
 */
export function wallOf(view) {
  return {
    phase: view.phase,
    title: view.title,
    languages: view.languages,
    what: view.frozen && "kind" in view.wall ? "activity" : view.what,
    page: view.page,
    blank: view.blank,
    theme: view.theme,
    joined: view.joined,
    expected: view.expected,
    place: view.place,
    programme: view.what === "programme" ? programmeOf(view) : {},
    parking: view.what === "parking" ? without(view.parking, (row) => row.hidden) : {},
    activity: /** @type {ActivityView} */ (view.wall),
  };
}

/** @param {DeskView} view */
function programmeOf(view) {
  const current = Object.keys(view.blocks).find((id) => view.blocks[id].steps[view.current]);
  const rows = inOrder(view.blocks).filter(([, block]) => !block.skipped && !block.before);
  return Object.fromEntries(
    rows.map(([id, block], sort) => [
      id,
      {
        sort,
        title: block.title,
        starts: block.starts,
        minutes: block.minutes,
        is_break: block.is_break,
        state: id === current ? "now" : block.ended_at ? "done" : "later",
        fixed_at: block.fixed_at,
        started_at: block.started_at,
        ended_at: block.ended_at,
        new_day: block.new_day,
        date: block.date,
        track: block.track,
        day: block.day,
      },
    ]),
  );
}

/**
 * @template T
 * @param {Record<string, T>} rows
 * @param {(row: T) => boolean} drop
 * @returns {Record<string, T>}
 */
function without(rows, drop) {
  return Object.fromEntries(Object.entries(rows).filter(([, row]) => !drop(row)));
}
