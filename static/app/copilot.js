/**
 * The quiet co-pilot: what a colleague at the back of the room would whisper, by rules that anyone can read.
 *
 * Pure, and on the desk alone. It says numbers, never who; it does nothing by itself; its thresholds are the
 * workshop's (`Copilot`). When something last changed is remembered by this browser: anonymous notes have no times.
 */
import { inOrder } from "./forecast.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").ActivityView} ActivityView */
/** @typedef {import("./forecast.js").Laying} Forecast */

/**
 * @typedef {object} Hint
 * @property {"split" | "done" | "behind" | "silent" | "quiet"} code
 * @property {string} key What dismissing it dismisses.
 * @property {Record<string, any>} facts
 */

/**
 * @typedef {object} Memory What this desk remembers between drawings.
 * @property {string} about Which run of which activity.
 * @property {string} seen What had come in.
 * @property {number} changedAt Since when nothing else has, UTC milliseconds of the server.
 * @property {readonly string[]} dismissed
 */

/** @type {Memory} */
export const nothingYet = Object.freeze({ about: "", seen: "", changedAt: 0, dismissed: [] });

/** Kinds in which nobody answers, or people talk. */
const spoken = ["show", "groups", "round", "cluster"];
/** A break this long is a meal, and nobody's to shorten. */
const mealMinutes = 35;
const leastMinutes = 5;
const mostCuts = 3;

/**
 * Return what is remembered after this view: the same object while nothing changed.
 *
 * @param {DeskView} view
 * @param {Memory} memory
 * @param {number} now UTC milliseconds of the server.
 * @returns {Memory}
 */
export function remember(view, memory, now) {
  const activity = view.activities[view.current];
  const about = activity ? aboutOf(activity) : "";
  const seen = activity ? comeIn(activity) : "";
  if (about === memory.about && seen === memory.seen) return memory;
  return { ...memory, about, seen, changedAt: now };
}

/** @param {ActivityView} activity */
function aboutOf({ id, run, stage }) {
  return `${id}/${run}/${stage}`;
}

/** @param {ActivityView} activity */
function comeIn({ answered, done, view }) {
  const counts = ["notes", "actions", "proposals", "statements"].map((rows) => Object.keys(view?.[rows] ?? {}).length);
  // What waits to be let out, or is written over the most there is room for, has come in too.
  return [answered, done, view?.waiting ?? 0, view?.more ?? 0, view?.total ?? 0, ...counts].join("/");
}

/**
 * Return what may be said now, the most useful first. The desk says one thing at a time.
 *
 * @param {DeskView} view
 * @param {Forecast} day
 * @param {Memory} memory
 * @param {number} now UTC milliseconds of the server.
 * @returns {Hint[]}
 */
export function hints(view, day, memory, now) {
  if (view.phase !== "running") return [];
  const found = [split(view), done(view), behind(view, day), silent(view, now), quiet(view, memory, now)];
  return found.filter((hint) => hint !== undefined).filter((hint) => !memory.dismissed.includes(hint.key));
}

/**
 * @param {Memory} memory
 * @param {string} key
 * @returns {Memory}
 */
export function dismiss(memory, key) {
  return { ...memory, dismissed: [...memory.dismissed.slice(-50), key] };
}

/**
 * Return when a hint may come by itself, with nothing new from the server; Infinity if none can.
 *
 * @param {DeskView} view
 * @param {Memory} memory
 * @param {number} now
 */
export function nextLook(view, memory, now) {
  const activity = view.activities[view.current];
  if (!isAnswered(activity)) return Infinity;
  const times = [silentFrom(view, activity), memory.changedAt + view.copilot.quiet_s * 1000];
  return Math.min(...times.filter((time) => time > now), Infinity);
}

// --- one by one ------------------------------------------------------------------------------------------

/**
 * Whether people are answering now, each for oneself.
 *
 * @param {ActivityView | undefined} activity
 * @returns {activity is ActivityView}
 */
function isAnswered(activity) {
  return activity?.stage === "open" && !spoken.includes(activity.kind);
}

/** @param {ActivityView} activity @param {string} code */
function keyOf(activity, code) {
  return `${code}/${activity.id}/${activity.run}`;
}

/** @param {DeskView} view @param {ActivityView} activity */
function phonesOf(view, activity) {
  return Math.max(view.joined, activity.done, activity.answered);
}

/**
 * @param {DeskView} view
 * @returns {Hint | undefined}
 */
function done(view) {
  const activity = view.activities[view.current];
  if (!activity || !isNearlyDone(view, activity)) return undefined;
  const of = phonesOf(view, activity);
  const all = activity.done === of;
  return { code: "done", key: `${keyOf(activity, "done")}/${all}`, facts: { done: activity.done, of, all } };
}

/** @param {DeskView} view @param {ActivityView} activity */
function isNearlyDone(view, activity) {
  const percent = view.copilot.done_percent;
  const of = phonesOf(view, activity);
  return percent > 0 && activity.stage === "open" && of > 1 && activity.done > 0 && activity.done * 100 >= of * percent;
}

/**
 * @param {DeskView} view
 * @param {Memory} memory
 * @param {number} now
 * @returns {Hint | undefined}
 */
function quiet(view, memory, now) {
  const activity = view.activities[view.current];
  const seconds = view.copilot.quiet_s;
  if (!seconds || !isAnswered(activity) || !activity.answered) return undefined;
  // Where nearly all are done, nothing more is waited for.
  if (memory.about !== aboutOf(activity) || isNearlyDone(view, activity)) return undefined;
  if (now - memory.changedAt < seconds * 1000) return undefined;
  const minutes = Math.floor((now - memory.changedAt) / 60_000);
  const writes = activity.kind === "collect";
  // Said once for a stretch of quiet, however long it lasts.
  return { code: "quiet", key: `${keyOf(activity, "quiet")}/${memory.seen}`, facts: { minutes, seconds, writes } };
}

/**
 * @param {DeskView} view
 * @param {number} now
 * @returns {Hint | undefined}
 */
function silent(view, now) {
  const activity = view.activities[view.current];
  const most = view.copilot.silent_phones;
  if (!most || !isAnswered(activity) || answersTogether(view) || now < silentFrom(view, activity)) return undefined;
  const n = view.joined - Math.max(activity.answered, activity.done);
  return n < most ? undefined : { code: "silent", key: keyOf(activity, "silent"), facts: { n } };
}

/** @param {DeskView} view Whether one of a table writes for all of it. */
function answersTogether(view) {
  return Object.values(view.blocks).some((block) => block.steps[view.current]?.company);
}

/**
 * When half of the time is gone, or where there is none, when it could have been quiet for long.
 *
 * @param {DeskView} view
 * @param {ActivityView} activity
 */
function silentFrom(view, { opened_at, ends_at }) {
  if (ends_at > opened_at) return opened_at + (ends_at - opened_at) / 2;
  return opened_at + (view.copilot.quiet_s || 120) * 1000;
}

// --- split in two ----------------------------------------------------------------------------------------

/**
 * @param {DeskView} view
 * @returns {Hint | undefined}
 */
function split(view) {
  const percent = view.copilot.split_percent;
  const activity = view.activities[view.current];
  if (!percent || !activity?.view) return undefined;
  const told = activity.view.split === true || activity.view.agreement === "split";
  const found = told || scalesOf(activity).some((counts) => isSplit(counts, percent));
  return found ? { code: "split", key: keyOf(activity, "split"), facts: {} } : undefined;
}

/**
 * Return the distributions that the desk is shown: how many chose each step, from the lowest.
 *
 * @param {ActivityView} activity
 * @returns {number[][]}
 */
function scalesOf({ kind, view }) {
  switch (kind) {
    case "rate":
      return Object.values(view.statements ?? {}).flatMap(({ ratings = [] }) =>
        ratings.map((/** @type {any} */ rating) => [...(rating.counts ?? [])]),
      );
    case "consent":
      return Object.values(view.proposals ?? {}).map(({ result }) => [...(result?.counts ?? [])]);
    case "vote":
      return view.ordered && view.shown ? [votesOf(view.options ?? {})] : [];
    default:
      return [];
  }
}

/** @param {Record<string, {sort: number, dots: number, hands: number}>} options */
function votesOf(options) {
  return inOrder(options).map(([, { dots, hands }]) => dots + hands);
}

const fewest = 5;

/**
 * Whether each end of a scale holds at least *percent* of all: opinions are split in two.
 *
 * An end is the lower or the upper two fifths, so that the middle of five steps belongs to neither.
 *
 * @param {readonly number[]} counts
 * @param {number} percent
 */
export function isSplit(counts, percent) {
  const all = sum(counts);
  const end = Math.max(1, Math.floor((counts.length * 2) / 5));
  if (counts.length < 3 || all < fewest) return false;
  return [counts.slice(0, end), counts.slice(-end)].every((side) => sum(side) * 100 >= all * percent);
}

/** @param {readonly number[]} numbers */
function sum(numbers) {
  return numbers.reduce((all, number) => all + number, 0);
}

// --- behind the plan -------------------------------------------------------------------------------------

/**
 * @param {DeskView} view
 * @param {Forecast} day
 * @returns {Hint | undefined}
 */
function behind(view, day) {
  const least = view.copilot.behind_minutes;
  const late = lateness(view, day);
  if (!least || late.minutes < least) return undefined;
  const cuts = shortened(view, late.rows, late.minutes);
  if (!cuts.length) return undefined;
  // Said again when it has become clearly worse.
  const key = `behind/${late.before}/${Math.floor(late.minutes / Math.max(5, least))}`;
  return { code: "behind", key, facts: { minutes: late.minutes, before: late.before, cuts } };
}

/**
 * Return how late what cannot wait will be, and which blocks lie before it: the first fixed time that is late, else
 * the end of the day. What a wait before a fixed time makes up for is no lateness.
 *
 * @param {DeskView} view
 * @param {Forecast} day
 * @returns {{minutes: number, before: string, rows: string[]}}
 */
function lateness(view, day) {
  // What comes on another day is late on another day.
  const coming = inOrder(view.blocks).filter(([id]) => day.rows[id]?.state === "later" && day.order.includes(id));
  const fixed = coming.findIndex(([id]) => day.rows[id].late > 0);
  const ids = coming.map(([id]) => id);
  if (fixed >= 0) return { minutes: Math.round(day.rows[ids[fixed]].late), before: ids[fixed], rows: ids.slice(0, fixed) };
  const waits = coming.map(([id]) => day.rows[id].waits > 0).lastIndexOf(true);
  return { minutes: Math.round(day.ends - day.plannedEnd), before: "", rows: ids.slice(Math.max(0, waits)) };
}

/**
 * Return which blocks to shorten, and by how much: spare time first, then those with most room, the fewest that do.
 *
 * @param {DeskView} view
 * @param {string[]} ids
 * @param {number} minutes
 * @returns {{block: string, by: number, minutes: number}[]} In the order of the day; `minutes` is what is left.
 */
function shortened(view, ids, minutes) {
  const rooms = ids.map((block) => ({ block, room: roomIn(view.blocks[block]) })).filter(({ room }) => room > 0);
  const spare = (/** @type {string} */ block) => Number(view.blocks[block].is_buffer);
  rooms.sort((a, b) => spare(b.block) - spare(a.block) || b.room - a.room);
  let left = minutes;
  const cuts = rooms.slice(0, mostCuts).flatMap(({ block, room }) => {
    const by = Math.min(room, left);
    left -= by;
    return by > 0 ? [{ block, by, minutes: view.blocks[block].minutes - by }] : [];
  });
  return cuts.sort((a, b) => ids.indexOf(a.block) - ids.indexOf(b.block));
}

/**
 * Return by how many minutes a block could be shorter: spare time wholly, a third of another, a break by half, a meal
 * and what must be never.
 *
 * @param {import("./views.js").BlockView} block
 */
function roomIn({ mandatory, fixed_at, is_break, is_buffer, minutes }) {
  if (is_buffer) return minutes;
  if (mandatory || (is_break && (fixed_at >= 0 || minutes >= mealMinutes))) return 0;
  const least = is_break ? Math.ceil(minutes / 2) : Math.max(leastMinutes, Math.ceil((minutes * 2) / 3));
  return Math.max(0, minutes - least);
}
