/** Advice on the clock of a plan: breaks, slack, fixed times, and what is kept to the end. Pure. */
import { closingOf, isWork, last, sum, told } from "./planner-lanes.js";
import { breakAfter, bufferAfter, protect, shorten, stepMinutes } from "./planner-remedies.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {[string, BlockView]} Row */
/** @typedef {import("./planner-advice.js").Advice} Advice */

const longestStretch = 90;
const restedBy = 10; // so many minutes of waiting are a break too

/**
 * @param {DeskView} view
 * @param {Row[]} lane
 */
export function stretches(view, lane) {
  /** @type {Row[][]} */
  const parts = [[]];
  for (const row of lane) {
    if (row[1].is_break || row[1].waits >= restedBy) parts.push([]);
    if (!row[1].is_break) parts[parts.length - 1].push(row);
  }
  return parts
    .map((part) => ({ part, n: Math.round(sum(part)) }))
    .filter(({ n }) => n > longestStretch)
    .map(({ part, n }) => {
      const alone = part.find(([, block]) => block.minutes > longestStretch);
      // A break beside a block that is too long by itself would help nobody.
      const after = alone ? undefined : middleOf(part);
      const mend = after && {
        does: "break",
        command: breakAfter(view, after[0], 10),
        facts: { n: 10, at: after[1].ends, whatBlock: after[0] },
      };
      const about = alone ?? part[0];
      const facts = { n, from: part[0][1].starts, alone: alone ? alone[1].minutes : 0 };
      return told("stretch", part[0][0], about[0], facts, mend || null);
    });
}

/**
 * Return the row after which a break does most good: near an hour and a quarter, or the middle of what is shorter.
 *
 * @param {Row[]} part
 * @returns {Row | undefined}
 */
function middleOf(part) {
  const wanted = part[0][1].starts + Math.min(75, sum(part) / 2);
  const near = (/** @type {Row} */ row) => Math.abs(row[1].ends - wanted);
  const fits = part.slice(0, -1);
  return fits.sort((a, b) => near(a) - near(b))[0];
}

/** @param {Row[]} lane */
export function late(lane) {
  return lane
    .map((row, place) => ({ row, place }))
    .filter(({ row: [, block] }) => block.late >= 1)
    .map(({ row: [id, block], place }) => {
      const since = lane.slice(0, place).reduce((from, [, other], n) => (other.fixed_at >= 0 ? n : from), 0);
      const n = Math.ceil(block.late);
      const command = shorten(lane.slice(since, place), n);
      const mend = command && { does: "shorten", command, facts: { n, whatBlock: command.block } };
      return told("late", id, id, { n, at: block.fixed_at }, mend);
    });
}

/** @param {Row} row */
export function over([id, block]) {
  const takes = Math.ceil(stepMinutes(block));
  if (takes <= block.minutes || block.is_break || block.before) return [];
  const command = { do: "EditBlock", block: id, minutes: takes };
  return [told("over", id, id, { n: takes, m: block.minutes }, { does: "lengthen", command, facts: { n: takes } })];
}

/**
 * @param {DeskView} view
 * @param {Row[]} day
 */
export function slack(view, day) {
  const work = sum(day.filter(([, block]) => isWork(block)));
  // Where nothing is marked as a must, nobody has said what may be left out.
  const isSorted = day.some(([, block]) => block.mandatory);
  const spare = day.reduce((found, [, block]) => found + block.waits + spareIn(block, isSorted), 0);
  if (day.length < 3 || work < 45 || spare >= work / 10) return [];
  const n = Math.ceil((work / 10 - spare) / 5) * 5;
  const open = day.filter(([, block]) => !block.is_break);
  const closes = closingOf(day)[0];
  const place = closes ? day.findIndex(([id]) => id === closes[0]) - 1 : day.length - 1;
  const after = place >= 0 ? day[place] : undefined;
  const mend = after && {
    does: "buffer",
    command: bufferAfter(view, after[0], n),
    facts: { n, at: after[1].ends, ends: last(day)[1].ends + n },
  };
  return open.length ? [told("slack", `day${day[0][1].day}`, "", { n: Math.round(spare), m: Math.round(work) }, mend || null)] : [];
}

/**
 * @param {BlockView} block
 * @param {boolean} isSorted
 */
function spareIn(block, isSorted) {
  if (block.is_buffer) return block.minutes;
  return isSorted && isWork(block) && !block.mandatory ? block.minutes : 0;
}

/** @param {BlockView} block Whether people agree on actions in it, check out, or say how the day was; thanks may fall out. */
function closes({ steps }) {
  const kinds = Object.values(steps).map(({ kind }) => kind).filter((kind) => kind !== "show");
  return kinds.some((kind) => ["commit", "form", "rate", "round"].includes(kind)) || (kinds.length > 0 && kinds.every((kind) => kind === "collect"));
}

/**
 * @param {DeskView} view
 * @param {Row[]} day
 */
export function closing(view, day) {
  if (day.length < 3) return [];
  const rows = closingOf(day);
  const bare = rows.filter(([id, block]) => !block.mandatory && (id === last(rows)[0] || closes(block)));
  if (!bare.length) return [];
  const ids = bare.map(([id]) => id);
  const command = protect(view, ids);
  const mend = { does: "protect", command, facts: { n: ids.length, whatBlock: ids[0] } };
  return [told("closing", `day${day[0][1].day}`, ids[0], { n: ids.length, whatBlock: ids[0] }, mend)];
}
