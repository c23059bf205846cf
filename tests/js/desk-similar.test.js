import assert from "node:assert/strict";
import { test } from "node:test";

import { Similar, pauseMs } from "../../static/app/desk-similar.js";
import { promisesKept, startMs } from "./world.js";

const pair = { notes: ["a", "b"], likeness: 0.8 };

/** @param {object} notes @param {{count?: number, least?: number, kind?: string, id?: string}} [more] @returns {any} */
function deskOf(notes, { count = 50, least = 40, kind = "cluster", id = "step" } = {}) {
  const activity = { id, kind, view: { count, notes } };
  return { current: id, activities: { [id]: activity }, copilot: { alike_notes: least } };
}

/** A desk whose time stands until it is moved; `asked` has the paths that the server was asked by. */
function played() {
  const desk = {
    /** @type {string[]} */ asked: [],
    now: startMs,
    drawn: 0,
    due: Infinity,
    isDown: false,
    first: { workshop: "w" },
    clock: () => desk.now,
    redraw: () => void (desk.drawn += 1),
    redrawAt: (/** @type {number} */ time) => void (desk.due = time),
  };
  const similar = new Similar(async (path) => {
    desk.asked.push(path);
    if (desk.isDown) throw new Error("down");
    return { pairs: [pair] };
  });
  return { desk, similar };
}

test("a board of many notes is asked about once, and drawn again when the answer is there", async () => {
  const { desk, similar } = played();
  const view = deskOf({});

  assert.deepEqual(similar.of(view, desk), []);
  await promisesKept();
  assert.equal(desk.drawn, 1);
  assert.deepEqual(similar.of(view, desk), [pair]);
  assert.deepEqual(desk.asked, ["/w/w/similar?activity=step"]);
});

test("few notes, another kind and a facilitator who wants none are left in peace", async () => {
  for (const more of [{ count: 39 }, { kind: "vote" }, { least: 0 }]) {
    const { desk, similar } = played();
    assert.deepEqual(similar.of(deskOf({}, more), desk), []);
    assert.deepEqual(desk.asked, []);
  }
});

test("changed notes are asked about anew, five seconds after the last question at the soonest", async () => {
  const { desk, similar } = played();
  similar.of(deskOf({}), desk);
  await promisesKept();
  const changed = deskOf({});

  desk.now += 1_000;
  assert.deepEqual(similar.of(changed, desk), [pair], "what is known stays meanwhile");
  assert.equal(desk.asked.length, 1);
  assert.equal(desk.due, startMs + pauseMs);
  desk.now = desk.due;
  similar.of(changed, desk);
  assert.equal(desk.asked.length, 2);
});

test("a server that does not answer is asked again later, and nothing is said of it", async () => {
  const { desk, similar } = played();
  const view = deskOf({});
  desk.isDown = true;
  similar.of(view, desk);
  await promisesKept();
  desk.isDown = false;

  assert.deepEqual(similar.of(view, desk), []);
  assert.equal(desk.asked.length, 1);
  desk.now = desk.due;
  similar.of(view, desk);
  await promisesKept();
  assert.deepEqual(similar.of(view, desk), [pair]);
});

test("pairs of one board are never offered on another, though their answer comes late", async () => {
  const { desk, similar } = played();
  similar.of(deskOf({}), desk);
  const next = deskOf({}, { id: "next" });

  assert.deepEqual(similar.of(next, desk), []);
  await promisesKept();
  assert.deepEqual(similar.of(next, desk), []);
});
