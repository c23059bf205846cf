/**
 * Where a block may stand: on which day, in which track, after what. And the commands that put it there.
 *
 * Pure: views in, commands out. The agenda is one line of blocks; days and tracks are how it is read.
 */
import { daysOf, inOrder, partsOf } from "./agenda-days.js";
import { mayMove } from "./planner-plan.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {Record<string, any>} Command */

/**
 * @typedef {object} Place
 * @property {string} after The block it comes after in the whole line; nothing is the very first.
 * @property {string} track Nothing is everybody.
 * @property {number} day From 0.
 * @property {string} beside The block above it as one reads: of the same day and track; nothing is the first there.
 * @property {string} fork Where it is in a track: the first block of all that runs side by side there.
 */

/**
 * Return all places where a block may stand, in the order one reads them; those that the day has passed are left out.
 *
 * @param {DeskView} view
 * @param {string} id
 * @returns {Place[]}
 */
export function placesFor(view, id) {
  const { [id]: _moving, ...rest } = view.blocks;
  const line = inOrder(rest).map(([other]) => other);
  const passed = line.reduce((last, other, n) => (rest[other].started_at ? n : last), -1);
  const places = daysOf(view.blocks, view).flatMap(({ line: opened, rows: { [id]: _own, ...rows } }, n) =>
    placesOf(opened, rows, n, line),
  );
  return places.filter(({ after }) => line.indexOf(after) >= passed);
}

/**
 * @param {string} opened The line that opens the day, or nothing.
 * @param {Record<string, BlockView>} rows
 * @param {number} n
 * @param {string[]} line
 * @returns {Place[]}
 */
function placesOf(opened, rows, n, line) {
  /** @type {Place[]} */
  const places = [{ after: opened, track: "", day: n, beside: "", fork: "" }];
  for (const part of partsOf(inOrder(rows))) {
    if (!part.fork) {
      places.push({ after: part.id, track: "", day: n, beside: part.id, fork: "" });
      continue;
    }
    const all = idsOf(part).sort((a, b) => line.indexOf(a) - line.indexOf(b));
    const fork = all[0];
    for (const [track, own] of part.tracks) {
      places.push({ after: line[line.indexOf(fork) - 1] ?? "", track, day: n, beside: "", fork });
      for (const [id] of own) places.push({ after: id, track, day: n, beside: id, fork });
    }
    places.push({ after: all[all.length - 1], track: "", day: n, beside: all[all.length - 1], fork: "" });
  }
  return places;
}

/** @param {{tracks: [string, [string, unknown][]][]}} part */
function idsOf({ tracks }) {
  return tracks.flatMap(([, own]) => own.map(([id]) => id));
}

/**
 * Return the commands that put a block in a place: none where it stands there already.
 *
 * @param {DeskView} view
 * @param {string} id
 * @param {{after: string, track: string}} place
 * @returns {Command[]}
 */
export function commandsTo(view, id, { after, track }) {
  const line = inOrder(view.blocks).map(([other]) => other);
  const rest = line.filter((other) => other !== id);
  const was = rest.indexOf(line[line.indexOf(id) - 1] ?? "");
  const other = track === view.blocks[id].track ? {} : { track };
  if (rest.indexOf(after) !== was) return [{ do: "MoveBlock", block: id, after, ...other }];
  return "track" in other ? [{ do: "EditBlock", block: id, track }] : [];
}

/**
 * Return the place one step earlier or later: within its own track as long as there is something, else past what runs
 * side by side; undefined at the ends.
 *
 * @param {DeskView} view
 * @param {string} id
 * @param {-1 | 1} by
 * @returns {Place | undefined}
 */
export function placeBy(view, id, by) {
  const { track } = view.blocks[id];
  const line = inOrder(view.blocks).map(([other]) => other);
  const rest = line.filter((other) => other !== id);
  const was = rest.indexOf(line[line.indexOf(id) - 1] ?? "");
  const beside = (sideBySide(view, line).find((ids) => ids.includes(id)) ?? []).filter((other) => other !== id);
  if (beside.length && beside.every((other) => view.blocks[other].track !== track)) {
    // The only one of its track: it leaves what runs side by side, and is for everybody.
    return placeAt(view, { moving: id, target: forkMark + beside[0], side: by < 0 ? "before" : "after" });
  }
  const all = placesFor(view, id);
  const place = (/** @type {Place} */ { after }) => rest.indexOf(after);
  const inTrack = (/** @type {Place} */ at) => track !== "" && at.track === track;
  // What it follows in its own track is the last of that track before where it stands.
  const fork = all.find((at) => inTrack(at) && near(view, rest, was, at.fork))?.fork ?? "";
  const mine = all.filter((at) => (at.track === "" ? true : inTrack(at) && at.fork === fork));
  const own = fork ? mine.filter((at) => at.fork === fork && place(at) <= was) : mine.filter((at) => !at.track && place(at) === was);
  const here = mine.indexOf(own[own.length - 1]);
  const found = here < 0 ? undefined : mine[here + by];
  // A track that is alone stays one: it is on its way to others.
  return found && track && !fork && !found.track ? { ...found, track } : found;
}

/**
 * Whether a block that stands after place *was* of the rest belongs to what begins with *fork*.
 *
 * @param {DeskView} view
 * @param {string[]} rest
 * @param {number} was
 * @param {string} fork
 */
function near(view, rest, was, fork) {
  const part = sideBySide(view, rest).find((ids) => ids[0] === fork);
  if (!part) return false;
  const [from, to] = [rest.indexOf(part[0]), rest.indexOf(part[part.length - 1])];
  return was >= from - 1 && was <= to;
}

/**
 * @param {DeskView} view
 * @param {string[]} rest
 */
function sideBySide(view, rest) {
  const rows = Object.fromEntries(rest.map((id) => [id, view.blocks[id]]));
  return daysOf(rows, view).flatMap((day) =>
    partsOf(inOrder(day.rows)).flatMap((part) =>
      part.fork ? [idsOf(part).sort((a, b) => rest.indexOf(a) - rest.indexOf(b))] : [],
    ),
  );
}

/**
 * Return the place that a block held over a row would land in; undefined where it may not.
 *
 * @param {DeskView} view
 * @param {import("./planner-drag.js").Landing} landing
 * @returns {Place | undefined}
 */
export function placeAt(view, { moving, target, side }) {
  const places = placesFor(view, moving);
  if (target.startsWith(dayMark)) {
    const day = Number(target.slice(dayMark.length));
    return places.find((place) => place.day === day && !place.beside && !place.track);
  }
  if (target.startsWith(forkMark)) {
    // Above what runs side by side, and below it: for everybody.
    const fork = target.slice(forkMark.length);
    const within = places.findIndex((place) => place.fork === fork);
    if (side === "before") return within < 0 ? undefined : places[within - 1];
    return places.slice(within).find((place) => !place.track);
  }
  const found = places.findIndex((place) => place.beside === target && place.track === (view.blocks[target]?.track ?? ""));
  if (target === moving || found < 0) return undefined;
  return side === "after" ? places[found] : upward(places, found);
}

/**
 * @param {Place[]} places
 * @param {number} found
 */
function upward(places, found) {
  const { track, fork } = places[found];
  return places.slice(0, found).reverse().find((place) => place.track === track && place.fork === fork);
}

/** How a day's head and what runs side by side are named among the rows one may drop on. */
export const dayMark = "day:";
export const forkMark = "fork:";

/**
 * Return the commands that give a block to a track, or to everybody: what runs side by side is not parted by it.
 *
 * @param {DeskView} view
 * @param {string} id
 * @param {string} track
 * @returns {Command[]}
 */
export function commandsForTrack(view, id, track) {
  if (track === view.blocks[id].track) return [];
  const line = inOrder(view.blocks).map(([other]) => other);
  const part = sideBySide(view, line).find((ids) => ids.includes(id));
  const isWithin = part && part[0] !== id && part[part.length - 1] !== id;
  if (!track && isWithin) return [{ do: "MoveBlock", block: id, after: part[part.length - 1], track }];
  return [{ do: "EditBlock", block: id, track }];
}

/**
 * Return the names of the tracks that there are, in the order they come.
 *
 * @param {DeskView} view
 */
export function tracksOf(view) {
  return [...new Set(inOrder(view.blocks).map(([, { track }]) => track))].filter(Boolean);
}

/**
 * Return the last place of each day for what is for everybody.
 *
 * @param {DeskView} view
 * @param {string} id
 * @returns {Place[]}
 */
export function lastPlaces(view, id) {
  const places = placesFor(view, id).filter(({ track }) => !track);
  return places.filter(({ day }, n) => places[n + 1]?.day !== day);
}

/**
 * Return a line that opens a day, as a command carries it.
 *
 * @param {DeskView} view
 * @param {string} date ISO date, or nothing.
 */
export function dayLine(view, date) {
  return { id: "", title: {}, minutes: 0, new_day: true, fixed_at: view.starts, date, steps: [] };
}

/**
 * Whether a block is one that a hand may take hold of: it has a place in the day, and has not run.
 *
 * @param {BlockView} block
 */
export function mayHold(block) {
  return mayMove(block) && !block.before && !block.new_day;
}
