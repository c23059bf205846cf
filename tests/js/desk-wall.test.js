import assert from "node:assert/strict";
import { test } from "node:test";

import { wallOf } from "../../static/app/desk-wall.js";

/** @param {string} kind @param {Record<string, any>} view @param {Record<string, any>} [facts] */
function wall(kind, view, facts = {}) {
  /** @type {any} */
  const desk = {
    what: "activity",
    on_board: "a",
    blank: false,
    blocks: {},
    parking: {},
    activities: { a: { kind, revealed: false, identity: "anonymous", view, ...facts } },
  };
  return /** @type {any} */ (wallOf(desk).activity);
}

const note = (/** @type {Record<string, any>} */ facts) => ({ text: "n", sort: 1, hidden: false, ...facts });

test("a note that was hidden is not in the miniature", () => {
  const { view } = wall("collect", { hidden: false, notes: { seen: note({}), away: note({ hidden: true }) } });
  assert.deepEqual(Object.keys(view.notes), ["seen"]);
});

test("notes that wait for the reveal are not in the miniature", () => {
  assert.deepEqual(wall("collect", { hidden: true, notes: { a: note({}) } }).view.notes, {});
  assert.deepEqual(Object.keys(wall("collect", { hidden: true, notes: { a: note({}) } }, { revealed: true }).view.notes), ["a"]);
});

test("lines that have not come are not in the miniature", () => {
  const { view } = wall("show", { lines: { one: { sort: 1, shown: true }, two: { sort: 2, shown: false } } });
  assert.deepEqual(Object.keys(view.lines), ["one"]);
});

test("the miniature has the twelve options that the wall has room for, the best once they are known", () => {
  const option = (/** @type {number} */ n) => ({ sort: n, dots: n, hands: 0, hidden: n === 15 });
  const options = Object.fromEntries(Array.from({ length: 15 }, (_none, n) => [`o${n + 1}`, option(n + 1)]));
  const open = wall("vote", { shown: false, ordered: false, hands: 3, options }).view;
  assert.deepEqual(Object.keys(open.options), Array.from({ length: 12 }, (_none, n) => `o${n + 1}`));
  assert.equal(open.more, 2);
  assert.equal(open.hands, 0);
  const closed = wall("vote", { shown: true, ordered: false, hands: 3, options }).view;
  assert.equal(closed.options.o14.dots, 14);
  assert.equal(closed.options.o1, undefined);
});

test("a blank wall has no activity", () => {
  /** @type {any} */
  const desk = { what: "activity", on_board: "a", blank: true, blocks: {}, parking: {}, activities: { a: { kind: "show", view: { lines: {} } } } };
  assert.deepEqual(wallOf(desk).activity, {});
});
