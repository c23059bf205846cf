/** Advice on the steps of a plan: what they start from, and whether they have words. Pure. */
import { inOrder } from "./forecast.js";
import { told } from "./planner-lanes.js";
import { handsOn } from "./planner-plan.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {[string, BlockView]} Row */
/** @typedef {import("./views.js").StepView} StepView */
/** @typedef {import("./planner-advice.js").Advice} Advice */

/**
 * Questions without words in a language of the day.
 *
 * @param {DeskView} view
 * @param {Row} row
 */
export function hollow(view, [id, block]) {
  const bare = inOrder(block.steps).filter(
    ([, { kind, prompt }]) => kind !== "show" && view.languages.some((lang) => !prompt[lang]?.trim()),
  );
  if (!bare.length) return [];
  const isUnwritten = bare.every(([, { prompt }]) => !Object.values(prompt).some((words) => words.trim()));
  return [told("hollow", id, id, { n: bare.length, way: isUnwritten ? "none" : "some" })];
}

/**
 * Steps that start from what is gone or comes later, and those with nothing to start from.
 *
 * @param {Row[]} rows
 */
export function inputs(rows) {
  /** @type {Map<string, {block: string, place: number}>} */
  const where = new Map();
  const steps = rows.flatMap(([block, { steps }]) => inOrder(steps).map(([id, step]) => ({ id, step, block })));
  steps.forEach(({ id, block }, place) => where.set(id, { block, place }));
  return steps.flatMap(({ id, step, block }, place) => {
    const feeders = [step.source.step, step.company].filter(Boolean);
    const wrong = feeders.find((feeder) => (where.get(feeder)?.place ?? Infinity) >= place);
    if (!wrong && !(starves(step) && !step.source.step)) return [];
    const later = wrong ? where.get(wrong) : undefined;
    const before = steps.slice(0, place).filter((row) => (wrong && wrong === step.company ? row.step.kind === "groups" : handsOn(row.step)));
    return [told("input", id, block, { way: later ? "later" : wrong ? "gone" : "none" }, fed(id, step, block, wrong, later?.block, before.pop()))];
  });
}

/** @param {StepView} step Whether it has nothing of its own to group or choose among. */
function starves({ kind, settings }) {
  switch (kind) {
    case "cluster":
      return true;
    case "vote":
      return !settings.options?.length && !settings.own_ideas;
    case "rank":
      return !settings.items?.length;
    default:
      return false;
  }
}

/**
 * @param {string} id
 * @param {StepView} step
 * @param {string} block
 * @param {string | undefined} wrong
 * @param {string | undefined} laterBlock
 * @param {{id: string, block: string} | undefined} before What it could start from instead.
 * @returns {Advice["mend"]}
 */
function fed(id, step, block, wrong, laterBlock, before) {
  if (laterBlock && laterBlock !== block) {
    return { does: "after", command: { do: "MoveBlock", block, after: laterBlock }, facts: { whatBlock: laterBlock } };
  }
  if (!before) return null;
  if (wrong && wrong === step.company) {
    return { does: "start", command: { do: "EditStep", step: id, company: before.id }, facts: { whatStep: before.id } };
  }
  const take = step.source.take ?? (step.kind === "cluster" ? "items" : "top");
  const source = { step: before.id, take, most: step.source.most ?? 0 };
  return { does: "start", command: { do: "EditStep", step: id, source }, facts: { whatStep: before.id } };
}
