/**
 * What a careful colleague would remark on a plan, by rules: each says what, why and, where it can, how to mend it.
 *
 * Pure. Only what one can do something about before the day, the most important first; nothing on an empty agenda.
 */
import { inOrder } from "./forecast.js";
import { closing, late, over, slack, stretches } from "./planner-advice-clock.js";
import { aim, decisions, few, first, lunch, people } from "./planner-advice-people.js";
import { hollow, inputs } from "./planner-advice-steps.js";
import { daysOf, lanesOf } from "./planner-lanes.js";

/** @typedef {import("./views.js").DeskView} DeskView */

/**
 * @typedef {"input" | "late" | "over" | "stretch" | "people" | "hollow" | "closing" | "slack" | "decision" | "first"
 *   | "lunch" | "aim" | "few"} Rule
 */

/**
 * @typedef {object} Advice
 * @property {Rule} rule
 * @property {string} key Stays the same while it is about the same: what is dismissed stays dismissed.
 * @property {string} block Where it is about, or nothing.
 * @property {Record<string, string | number>} facts What its sentence needs; a key that ends in "Block" is a block's id.
 * @property {{does: string, command: Record<string, any>, facts?: Record<string, string | number>} | null} mend
 */

/** @typedef {Record<string, {people: [number, number], phase: string}>} MethodFacts By slug. */

/** The most important first. */
const order = ["input", "late", "over", "stretch", "people", "hollow", "closing", "slack", "decision", "first", "lunch", "aim", "few"];

/**
 * Return what is worth a second look, the most important first.
 *
 * @param {DeskView} view
 * @param {MethodFacts} methods
 * @returns {Advice[]}
 */
export function advise(view, methods = {}) {
  const lanes = lanesOf(view);
  if (!lanes.length) return [];
  const rows = inOrder(view.blocks).filter(([, block]) => !block.new_day);
  const found = [
    ...lanes.flatMap((lane) => [...stretches(view, lane), ...late(lane), ...lunch(view, lane, methods)]),
    ...daysOf(lanes).flatMap((day) => [
      ...slack(view, day),
      ...closing(view, day),
      ...first(view, day),
      ...decisions(day),
    ]),
    ...rows.flatMap((row) => [...over(row), ...people(view, row, methods), ...hollow(view, row)]),
    ...inputs(rows),
    ...aim(view, rows),
    ...few(view, rows),
  ];
  const once = [...new Map(found.map((advice) => [advice.key, advice])).values()];
  return once.sort((a, b) => order.indexOf(a.rule) - order.indexOf(b.rule));
}
