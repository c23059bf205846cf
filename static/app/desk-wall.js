/**
 * What the wall shows, made from what the desk knows: for the live miniature.
 *
 * Pure. It leaves out what the wall does not get (hidden notes, options taken out, lines that have not come), so that
 * the miniature never promises more than the wall shows.
 */
import { inOrder } from "./forecast.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BoardView} BoardView */
/** @typedef {import("./views.js").ActivityView} ActivityView */

const mostOptions = 12;

/**
 * Return the view the board has now, as far as the desk can know it.
 *
 * @param {DeskView} view
 * @returns {BoardView}
 */
export function wallOf(view) {
  const activity = view.what === "activity" && !view.blank ? view.activities[view.on_board] : undefined;
  return {
    phase: view.phase,
    title: view.title,
    languages: view.languages,
    what: view.what,
    page: view.page,
    blank: view.blank,
    theme: view.theme,
    joined: view.joined,
    expected: view.expected,
    place: view.place,
    programme: view.what === "programme" ? programmeOf(view) : {},
    parking: view.what === "parking" ? without(view.parking, (row) => row.hidden) : {},
    // An empty object is a wall without an activity, as the room sends it.
    activity: /** @type {ActivityView} */ (activity ? { ...activity, view: wallPart(activity) } : {}),
  };
}

/** @param {DeskView} view */
function programmeOf(view) {
  const current = Object.keys(view.blocks).find((id) => view.blocks[id].steps[view.current]);
  const rows = inOrder(view.blocks).filter(([, block]) => !block.skipped);
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
      },
    ]),
  );
}

/**
 * @param {ActivityView} activity
 * @returns {any}
 */
function wallPart({ kind, revealed, identity, view }) {
  switch (kind) {
    case "show":
      return { ...view, lines: without(view.lines, (/** @type {any} */ line) => !line.shown) };
    case "collect": {
      const held = identity === "only_you" || (view.hidden && !revealed);
      return { ...view, notes: held ? {} : without(view.notes, (/** @type {any} */ note) => note.hidden || !note.sort) };
    }
    case "cluster":
      return { ...view, notes: without(view.notes, (/** @type {any} */ note) => note.hidden) };
    case "vote":
      return { ...view, ...optionsOf(view) };
    default:
      return view;
  }
}

/** @param {any} view */
function optionsOf(view) {
  const rows = Object.entries(without(view.options, (/** @type {any} */ option) => option.hidden));
  const bySort = rows.sort(([, a], [, b]) => a.sort - b.sort);
  const ranked = view.shown && !view.ordered ? [...bySort].sort(([, a], [, b]) => votes(b) - votes(a)) : bySort;
  const chosen = new Set(ranked.slice(0, mostOptions).map(([id]) => id));
  const hands = view.shown ? {} : { hands: 0 };
  return {
    more: Math.max(0, rows.length - mostOptions),
    hands: view.shown ? view.hands : 0,
    options: Object.fromEntries(
      bySort.filter(([id]) => chosen.has(id)).map(([id, option]) => [id, { ...option, ...hands }]),
    ),
  };
}

/** @param {any} option */
function votes(option) {
  return option.dots + option.hands;
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
