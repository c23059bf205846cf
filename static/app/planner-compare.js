/** What is different between two states of an agenda, block by block. Pure. */
import { inOrder } from "./forecast.js";

/** @typedef {import("./views.js").DeskView} DeskView */

/**
 * @typedef {object} Planned A block as far as versions are compared by it.
 * @property {string} id
 * @property {Record<string, string>} title
 * @property {number} minutes
 * @property {number} fixed_at -1 is not fixed.
 * @property {string} content What is done in it; the same string is the same content.
 */

/**
 * @typedef {object} Difference
 * @property {"added" | "removed" | "moved" | "longer" | "shorter" | "renamed" | "fixed" | "content" | "starts"} how
 * @property {Planned | null} block
 * @property {number} n Minutes; of a time since midnight.
 */

/**
 * Return what has changed from *then* to *now*: each block once for each thing that is different of it.
 *
 * @param {{starts: number, blocks: Planned[]}} then
 * @param {{starts: number, blocks: Planned[]}} now
 * @returns {Difference[]}
 */
export function differences(then, now) {
  const old = new Map(then.blocks.map((block) => [block.id, block]));
  const here = new Set(now.blocks.map(({ id }) => id));
  const stayed = new Set(inSameOrder(then.blocks.map(({ id }) => id).filter((id) => here.has(id)), now.blocks.map(({ id }) => id)));
  /** @type {Difference[]} */
  const found = then.starts === now.starts ? [] : [{ how: "starts", block: null, n: now.starts }];
  for (const block of now.blocks) {
    const was = old.get(block.id);
    if (!was) found.push({ how: "added", block, n: block.minutes });
    else found.push(...changes(was, block, stayed.has(block.id)));
  }
  found.push(...then.blocks.filter(({ id }) => !here.has(id)).map((block) => ({ how: /** @type {const} */ ("removed"), block, n: block.minutes })));
  return found;
}

/**
 * @param {Planned} was
 * @param {Planned} block
 * @param {boolean} stayed
 * @returns {Difference[]}
 */
function changes(was, block, stayed) {
  /** @type {[Difference["how"], boolean, number][]} */
  const all = [
    ["moved", !stayed, 0],
    ["longer", block.minutes > was.minutes, block.minutes - was.minutes],
    ["shorter", block.minutes < was.minutes, was.minutes - block.minutes],
    ["renamed", same(was.title) !== same(block.title), 0],
    ["fixed", was.fixed_at !== block.fixed_at, block.fixed_at],
    ["content", was.content !== block.content, 0],
  ];
  return all.filter(([, is]) => is).map(([how, , n]) => ({ how, block: how === "renamed" ? { ...block, title: was.title } : block, n }));
}

/**
 * Return the longest run of ids that stand in the same order in both: the others have been moved.
 *
 * @param {string[]} then
 * @param {string[]} now
 * @returns {string[]}
 */
function inSameOrder(then, now) {
  const place = new Map(now.map((id, n) => [id, n]));
  /** @type {{ids: string[], last: number}[]} */
  const runs = [];
  for (const id of then) {
    const at = place.get(id) ?? -1;
    const longest = runs.filter(({ last }) => last < at).reduce((best, { ids }) => (ids.length > best.length ? ids : best), /** @type {string[]} */ ([]));
    runs.push({ ids: [...longest, id], last: at });
  }
  return runs.reduce((best, { ids }) => (ids.length > best.length ? ids : best), /** @type {string[]} */ ([]));
}

/**
 * Return the same string for the same value, whatever order its keys came in; empty sources are none.
 *
 * @param {any} value
 * @returns {string}
 */
export function same(value) {
  if (Array.isArray(value)) return `[${value.map(same).join(",")}]`;
  if (value && typeof value === "object") {
    const keys = Object.keys(value).filter((key) => value[key] !== null && key !== "sort" && key !== "stage").sort();
    return keys.length ? `{${keys.map((key) => `${key}:${same(value[key])}`).join(",")}}` : "";
  }
  return value === undefined || value === null ? "" : JSON.stringify(value);
}

/**
 * Return the agenda as it is now, to be compared.
 *
 * @param {DeskView} view
 * @returns {{starts: number, blocks: Planned[]}}
 */
export function plannedNow(view) {
  return { starts: view.starts, blocks: inOrder(view.blocks).map(([id, block]) => planned({ ...block, id, steps: inOrder(block.steps).map(([own, step]) => ({ ...step, id: own })) })) };
}

/**
 * @param {any} block With its steps as a list.
 * @returns {Planned}
 */
export function planned(block) {
  const steps = block.steps.map((/** @type {any} */ { id, kind, prompt, help, minutes, settings, source }) => [id, kind, prompt, help, minutes, settings, source]);
  return { id: block.id, title: block.title, minutes: block.minutes, fixed_at: block.fixed_at ?? -1, content: same(steps) };
}
