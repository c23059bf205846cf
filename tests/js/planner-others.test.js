import assert from "node:assert/strict";
import { test } from "node:test";

import { Others } from "../../static/app/planner-others.js";

const block = { sort: 0, title: { fi: "Osio" }, minutes: 30, starts: 540, steps: { s: { prompt: { fi: "?" } } } };
/** @param {Record<string, any>} blocks @param {Record<string, string>} touched @returns {any} */
const view = (blocks, touched) => ({ blocks, touched, me: "me" });

test("what another changes is theirs for a while", () => {
  const others = new Others();
  others.look(view({ a: block }, {}), 0);
  assert.deepEqual([...others.look(view({ a: { ...block, minutes: 40 } }, { a: "olli" }), 1_000)], [["a", "olli"]]);
  assert.equal(others.next, 46_000);
  assert.equal(others.look(view({ a: { ...block, minutes: 40 } }, { a: "olli" }), 50_000).size, 0);
});

test("what was there when one came, and what only moves with the rest, is nobody's", () => {
  const others = new Others();
  assert.equal(others.look(view({ a: block }, { a: "olli" }), 0).size, 0);
  assert.equal(others.look(view({ a: { ...block, starts: 550 } }, { a: "olli" }), 1).size, 0);
});

test("a step's words are a change of its block, and one's own hand ends it", () => {
  const others = new Others();
  others.look(view({ a: block }, {}), 0);
  const theirs = { ...block, steps: { s: { prompt: { fi: "Miksi?" } } } };
  assert.deepEqual([...others.look(view({ a: theirs }, { s: "olli" }), 1)], [["a", "olli"]]);
  assert.equal(others.look(view({ a: { ...theirs, minutes: 5 } }, { s: "olli", a: "me" }), 2).size, 0);
});

test("what another adds is theirs", () => {
  const others = new Others();
  others.look(view({}, {}), 0);
  assert.deepEqual([...others.look(view({ b: block }, { b: "olli" }), 1)], [["b", "olli"]]);
});
