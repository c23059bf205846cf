import assert from "node:assert/strict";
import { test } from "node:test";

import { commentsByBlock, openComments } from "../../static/app/planner-said.js";
import { additions, along, without } from "../../static/app/planner-table.js";
import { differences, planned, plannedNow, same } from "../../static/app/planner-compare.js";

/** @param {string} id @param {number} [minutes] @param {Record<string, any>} [facts] @returns {any} */
const row = (id, minutes = 30, facts = {}) => ({ id, title: { fi: id }, minutes, fixed_at: -1, content: "", ...facts });
/** @param {any[]} blocks @param {number} [starts] */
const version = (blocks, starts = 540) => ({ starts, blocks });
/** @param {any} then @param {any} now */
const told = (then, now) => differences(then, now).map(({ how, block, n }) => [how, block?.id ?? "", n]);

test("an agenda that is as it was has no differences", () => {
  assert.deepEqual(told(version([row("a"), row("b")]), version([row("a"), row("b")])), []);
});

test("what is new, gone, longer, shorter and renamed is told of each block", () => {
  const then = version([row("a"), row("b"), row("c"), row("d")]);
  const now = version([row("a", 45), row("b", 10), row("d", 30, { title: { fi: "uusi" } }), row("e", 5)], 600);
  assert.deepEqual(told(then, now), [
    ["starts", "", 600], ["longer", "a", 15], ["shorter", "b", 20], ["renamed", "d", 0], ["added", "e", 5], ["removed", "c", 30],
  ]);
});

test("one block that moved is told, not all that it passed", () => {
  const then = version(["a", "b", "c", "d"].map((id) => row(id)));
  assert.deepEqual(told(then, version(["b", "c", "d", "a"].map((id) => row(id)))), [["moved", "a", 0]]);
  assert.deepEqual(told(then, version(["a", "d", "b", "c"].map((id) => row(id)))), [["moved", "d", 0]]);
});

test("a block whose clock is fixed or whose steps are others is told", () => {
  const now = version([row("a", 30, { fixed_at: 690 }), row("b", 30, { content: "x" })]);
  assert.deepEqual(told(version([row("a"), row("b")]), now), [["fixed", "a", 690], ["content", "b", 0]]);
});

test("a version and the view of the same agenda are the same", () => {
  const step = { id: "s", kind: "vote", prompt: { sv: "?", fi: "?" }, help: {}, minutes: 5, settings: { top: 3, budget: 4 }, source: null };
  const kept = planned({ id: "a", title: { fi: "A" }, minutes: 10, fixed_at: null, steps: [step] });
  const shown = { ...step, sort: 0, settings: { budget: 4, top: 3 }, prompt: { fi: "?", sv: "?" }, source: {}, stage: "planned" };
  const view = /** @type {any} */ ({ starts: 540, blocks: { a: { sort: 0, title: { fi: "A" }, minutes: 10, fixed_at: -1, steps: { s: shown } } } });
  assert.deepEqual(plannedNow(view).blocks, [kept]);
  assert.notEqual(same({ a: 1 }), same({ a: 2 }));
});

/** @returns {any} */
const table = () => ({
  rows: [{ line: 2, at: 540, guessed: false, block: { minutes: 15 } }, { line: 4, at: 555, guessed: false, block: { minutes: 30 } }],
  unread: [{ line: 3, text: "Iltapäivä", block: { minutes: 10 } }, { line: 9, text: "?", block: null }],
  starts: 540,
});

test("a row is left out, and a line that was not understood is taken along in its place", () => {
  assert.deepEqual(without(table(), 2).rows.map(({ line }) => line), [4]);
  const more = along(table(), 3);
  assert.deepEqual([more.rows.map(({ line }) => line), more.unread.map(({ line }) => line)], [[2, 3, 4], [9]]);
  assert.deepEqual(along(table(), 9), table());
});

test("a table is added at once after what there is; on an empty agenda the day begins when it says", () => {
  const empty = /** @type {any} */ ({ starts: 480, blocks: {} });
  assert.deepEqual(additions(table(), empty).map((one) => one.do), ["EditWorkshop", "AddBlocks"]);
  const filled = /** @type {any} */ ({ starts: 480, blocks: { a: { sort: 0 }, b: { sort: 1 } } });
  const [add] = additions(table(), filled);
  assert.deepEqual([add.do, add.after, add.blocks.length], ["AddBlocks", "b", 2]);
});

/** @param {number} sort @param {string} block @param {boolean} [settled] */
const said = (sort, block, settled = false) => ({ sort, text: "!", block, name: "", at: 0, settled });

test("comments stand with their blocks, those on the whole first and on what is gone last", () => {
  const view = /** @type {any} */ ({
    blocks: { a: { sort: 0 }, b: { sort: 1 } },
    comments: { 1: said(1, "b"), 2: said(2, "x"), 3: said(3, ""), 4: said(4, "a", true) },
  });
  assert.deepEqual(commentsByBlock(view).map(({ block }) => block), ["", "a", "b", "x"]);
  assert.deepEqual(openComments(view).map(([id]) => id), ["1", "2", "3"]);
  assert.deepEqual(openComments(view, "a"), []);
});
