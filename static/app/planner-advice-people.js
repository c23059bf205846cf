/** Advice on the people of a plan: when they first speak, when they are tired, how many a method is for. Pure. */
import { inOrder } from "./forecast.js";
import { last, told } from "./planner-lanes.js";
import { helloAfter, moveBefore, walkAfter } from "./planner-remedies.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {[string, BlockView]} Row */
/** @typedef {import("./planner-advice.js").Advice} Advice */
/** @typedef {import("./planner-advice.js").MethodFacts} MethodFacts */

const firstWithin = 10;
const decideBy = 14 * 60 + 30;
const fewest = 8;
const deciding = ["vote", "rank", "consent"];

/**
 * @param {DeskView} view
 * @param {Row[]} day
 */
export function first(view, day) {
  const [, doors] = day[0];
  // Who comes in before a fixed beginning is not listening yet.
  const arrives = day.length > 1 && day[1][1].fixed_at >= 0 && firstTurn(doors) === Infinity;
  const begins = day[arrives ? 1 : 0][1].starts;
  const at = Math.min(...day.map(([, block]) => firstTurn(block)));
  if (at === Infinity || at - begins <= firstWithin) return [];
  const before = day.filter(([, block]) => block.ends <= begins + firstWithin && !block.track && (!arrives || block !== doors));
  const after = before.length ? last(before)[0] : dayLine(view, day[arrives ? 1 : 0]);
  const mend = { does: "hello", command: helloAfter(view, after), facts: { n: 5, at: before.length ? last(before)[1].ends : begins } };
  return [told("first", `day${day[0][1].day}`, day[0][0], { n: Math.round(at - begins), at }, mend)];
}

/**
 * @param {BlockView} block
 * @returns {number} When people do something in it for the first time, in minutes from midnight.
 */
function firstTurn(block) {
  let at = block.starts;
  for (const [, step] of inOrder(block.steps)) {
    if (step.kind !== "show") return at;
    at += step.minutes;
  }
  return Infinity;
}

/**
 * Return what stands right before a day's first row.
 *
 * @param {DeskView} view
 * @param {Row} row
 */
function dayLine(view, [, block]) {
  return inOrder(view.blocks).filter(([, other]) => other.sort < block.sort).pop()?.[0] ?? "";
}

/**
 * @param {Row[]} day
 */
export function decisions(day) {
  // Who begins after noon is not tired yet.
  if (day[0][1].starts >= 12 * 60) return [];
  return day
    .filter(([, block]) => decidesLate(block))
    .map(([id, block]) => {
      const place = moveBefore(id, day, decideBy);
      const mend = place && { does: "earlier", command: place.command, facts: { at: decideBy, whatBlock: place.after } };
      return told("decision", id, id, { at: Math.max(block.starts, decideBy) }, mend);
    });
}

/**
 * Tell whether something is decided late. Agreeing on actions is no decision, nor is asking whether they will come true.
 *
 * @param {BlockView} block
 */
function decidesLate(block) {
  let at = block.starts;
  for (const [, step] of inOrder(block.steps)) {
    if (step.kind === "commit") return false;
    if (at > decideBy && deciding.includes(step.kind)) return true;
    at += step.minutes;
  }
  return false;
}

/**
 * @param {DeskView} view
 * @param {Row[]} lane
 * @param {MethodFacts} methods
 */
export function lunch(view, lane, methods) {
  return lane.flatMap(([id, block], place) => {
    const isLunch = block.is_break && block.minutes >= 30 && block.starts >= 10 * 60 + 30 && block.starts <= 13 * 60 + 30;
    const next = isLunch ? lane.slice(place + 1).find(([, other]) => !other.is_buffer) : undefined;
    if (!next || next[1].is_break || !Object.keys(next[1].steps).length || wakes(next[1], methods)) return [];
    const mend = { does: "walk", command: walkAfter(view, id), facts: { n: 10, at: block.ends } };
    return [told("lunch", id, next[0], { at: block.ends }, mend)];
  });
}

/**
 * @param {BlockView} block
 * @param {MethodFacts} methods
 */
function wakes(block, methods) {
  if (methods[block.method]?.phase === "energise") return true;
  return inOrder(block.steps)
    .slice(0, 3)
    .some(([, { kind, settings }]) => kind === "groups" && (settings.size ?? 4) <= 3);
}

/**
 * @param {DeskView} view
 * @param {Row} row
 * @param {MethodFacts} methods
 */
export function people(view, [id, block], methods) {
  const fits = methods[block.method]?.people;
  if (!fits || !view.expected) return [];
  const [n, m] = fits;
  if (view.expected < n) return [told("people", id, id, { n, expected: view.expected, way: "few" })];
  return view.expected > m ? [told("people", id, id, { n: m, expected: view.expected, way: "many" })] : [];
}

/**
 * @param {DeskView} view
 * @param {Row[]} rows
 */
export function few(view, rows) {
  const asks = rows.some(([, block]) =>
    Object.values(block.steps).some(({ identity, kind }) => identity === "anonymous" && kind !== "show"),
  );
  return asks && view.expected > 0 && view.expected < fewest ? [told("few", "day", "", { n: view.expected })] : [];
}

/**
 * @param {DeskView} view
 * @param {Row[]} rows
 */
export function aim(view, rows) {
  const isWritten = Object.values(view.aim ?? {}).some((words) => words.trim());
  return isWritten || rows.length < 3 ? [] : [told("aim", "day", "")];
}
