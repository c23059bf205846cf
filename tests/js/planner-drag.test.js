import assert from "node:assert/strict";
import { test } from "node:test";

import { landingAt, rollBy } from "../../static/app/planner-drag.js";

/** @param {string} id @param {number} top @param {Record<string, any>} [facts] */
const box = (id, top, facts = {}) => ({ id, top, bottom: top + 100, left: 0, right: 400, ...facts });

test("the upper half of a row lands before it, under the last row after it", () => {
  const rows = [box("a", 0), box("b", 100)];
  assert.deepEqual(landingAt(rows, "b", { x: 10, y: 10 }), { moving: "b", target: "a", side: "before" });
  assert.deepEqual(landingAt(rows, "a", { x: 10, y: 900 }), { moving: "a", target: "b", side: "after" });
  assert.equal(landingAt([], "a", { x: 10, y: 10 }), null);
});

test("between two rows it lands beside the nearer one", () => {
  const rows = [box("a", 0), box("b", 160)];
  assert.equal(landingAt(rows, "x", { x: 10, y: 120 })?.target, "a");
  assert.equal(landingAt(rows, "x", { x: 10, y: 150 })?.target, "b");
});

test("of tracks side by side it lands in the one under it, and beside them all as over the first column", () => {
  const rows = [box("a", 0, { right: 200 }), box("b", 0, { left: 200 }), box("c", 100)];
  assert.equal(landingAt(rows, "x", { x: 250, y: 80 })?.target, "b");
  assert.equal(landingAt(rows, "x", { x: 50, y: 80 })?.target, "a");
  assert.equal(landingAt(rows, "x", { x: 900, y: 80 })?.target, "a");
});

test("an edge takes only what comes on its own side", () => {
  assert.equal(landingAt([box("fork:a", 0, { side: "before" })], "x", { x: 10, y: 90 })?.side, "before");
});

test("held at the window's edge the agenda rolls, the faster the nearer, and nowhere else", () => {
  assert.equal(rollBy(400, 800), 0);
  assert.ok(rollBy(10, 800) < rollBy(60, 800));
  assert.ok(rollBy(60, 800) < 0 && rollBy(790, 800) > rollBy(740, 800) && rollBy(740, 800) > 0);
  assert.equal(rollBy(-500, 800), rollBy(0, 800));
});
