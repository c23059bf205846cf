import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { press, pressNext } from "../../static/app/desk-press.js";

/** @typedef {import("../../static/app/desk-press.js").Pressed} Pressed */

/** @type {any[]} */ let asked;
/** @type {any} */ let live;
/** @type {Pressed} */ let here;

beforeEach(() => {
  asked = [];
  here = { pressedAt: 0, last: null };
  live = {
    view: { next: { does: "close", step: "s1" } },
    outbox: { waiting: [] },
    redraw: () => {},
    act: async (/** @type {any} */ command) => asked.push(command),
  };
});

test("the second half of a double click does not do what comes after", () => {
  pressNext(live, here);
  live.view = { next: { does: "open", step: "s2" } };
  pressNext(live, here);
  assert.deepEqual(asked, [{ do: "CloseActivity", activity: "s1" }]);
});

test("what is on its way already is not asked again", () => {
  live.outbox.waiting = [{ command: { do: "CloseActivity", activity: "s1" } }];
  pressNext(live, here);
  assert.deepEqual(asked, []);
});

test("where the next step is a question, it is asked instead", () => {
  live.view = { next: { does: "end" } };
  /** @type {string[]} */ const told = [];
  pressNext(live, here, (does) => told.push(does));
  assert.deepEqual([asked, told], [[], ["end"]]);
});

test("what was pressed is kept for the undo strip, and taking it back is not", () => {
  void press(live, here, { do: "CloseActivity", activity: "s1" });
  assert.deepEqual(here.last?.back, { do: "ReopenActivity", activity: "s1" });
  void press(live, here, /** @type {any} */ (here.last?.back));
  assert.equal(here.last, null);
  void press(live, here, { do: "Undo" });
  assert.equal(here.last, null);
  assert.equal(asked.length, 3);
});

test("several blocks are shortened by one press, and one more takes all of it back", async () => {
  live.view.blocks = {};
  const command = { do: "ShortenBlocks", cuts: { a: 10, b: 20 }, back: { a: 15, b: 29 } };
  await press(live, here, command);
  assert.deepEqual(asked.map(({ block, minutes }) => [block, minutes]), [["a", 10], ["b", 20]]);

  asked.length = 0;
  await press(live, here, /** @type {any} */ (here.last?.back));
  assert.deepEqual(asked.map(({ block, minutes }) => [block, minutes]), [["a", 15], ["b", 29]]);
  assert.equal(here.last, null);
});
