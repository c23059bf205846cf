import assert from "node:assert/strict";
import { test } from "node:test";

import { wallOf } from "../../static/app/desk-wall.js";

/** @param {Record<string, any>} facts */
const desk = (facts) => /** @type {any} */ ({ what: "activity", on_board: "a", blank: false, blocks: {}, parking: {}, wall: {}, ...facts });

test("the miniature shows the activity as the wall itself has it", () => {
  const wall = { kind: "collect", view: { notes: { a: { text: "Yes" } } } };
  const activities = { a: { kind: "collect", view: { notes: { a: { text: "Yes" }, b: { text: "hidden" } } } } };
  assert.equal(wallOf(desk({ wall, activities })).activity, wall);
});

test("a wall frozen on an activity is drawn as one, whatever the wall turned to behind it", () => {
  assert.equal(wallOf(desk({ what: "lobby", frozen: true, wall: { kind: "vote" } })).what, "activity");
});

test("hidden ideas of the parking lot are not in the miniature", () => {
  const parking = { seen: { hidden: false }, away: { hidden: true } };
  assert.deepEqual(Object.keys(wallOf(desk({ what: "parking", parking })).parking), ["seen"]);
});
