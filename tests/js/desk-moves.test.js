import assert from "node:assert/strict";
import { test } from "node:test";

import { bringForward, clockOf, keyMeans, nextCommand, opposite, pageCount, sentFor, takeBackEver, takeBackNow, teamsOf } from "../../static/app/desk-moves.js";

/** @param {Record<string, any>} [facts] @returns {any} */
const desk = (facts = {}) => ({ undo: "", what: "activity", on_board: "step", theme: "light", next: { does: "end", kind: "", step: "" }, ...facts });
const nowhere = { writing: false, pressing: false };

test("the green button asks for what it says", () => {
  const next = (/** @type {string} */ does) => nextCommand(desk({ next: { does, kind: "collect", step: "s" } }));
  assert.deepEqual(next("start"), { do: "StartWorkshop" });
  assert.deepEqual(next("open"), { do: "OpenActivity", step: "s" });
  assert.deepEqual(next("close"), { do: "CloseActivity", activity: "s" });
  assert.deepEqual(next("reveal"), { do: "Reveal", activity: "s" });
});

test("ending the day is no press: it is asked first", () => {
  assert.equal(nextCommand(desk()), undefined);
});

test("closing is taken back by reopening, for ten seconds", () => {
  const command = { do: "CloseActivity", activity: "s" };
  const last = { command, id: "", at: 1_000, back: opposite(command, desk()) };
  assert.deepEqual(takeBackNow(desk(), last, 10_900)?.command, { do: "ReopenActivity", activity: "s" });
  assert.equal(takeBackNow(desk(), last, 11_100), undefined);
});

test("what the board showed before comes back", () => {
  const before = desk({ what: "programme", on_board: "" });
  const back = opposite({ do: "ShowOnBoard", what: "lobby" }, before);
  assert.deepEqual(back, { do: "ShowOnBoard", what: "programme", activity: "" });
});

test("the strip offers the room's undo only for what was pressed here", () => {
  const last = { command: { do: "AddTime" }, id: "", at: 0, back: undefined };
  assert.deepEqual(takeBackNow(desk({ undo: "AddTime" }), last, 10)?.command, { do: "Undo" });
  assert.equal(takeBackNow(desk({ undo: "SkipBlock" }), last, 10), undefined);
});

test("revealing is never offered back", () => {
  const last = { command: { do: "Reveal", activity: "s" }, id: "", at: 0, back: opposite({ do: "Reveal", activity: "s" }, desk()) };
  assert.equal(takeBackNow(desk({ undo: "AddTime" }), last, 10), undefined);
});

test("Ctrl+Z goes on where the strip has gone", () => {
  assert.deepEqual(takeBackEver(desk({ undo: "EditBlock" }), null, 0), { do: "Undo" });
  assert.equal(takeBackEver(desk(), null, 0), undefined);
});

test("a clicker leads, and a held key leads once", () => {
  assert.equal(keyMeans({ key: "PageDown" }, nowhere), "next");
  assert.equal(keyMeans({ key: "PageDown", repeat: true }, nowhere), undefined);
  assert.equal(keyMeans({ key: "PageUp" }, nowhere), "back");
  assert.equal(keyMeans({ key: "b" }, nowhere), "blank");
});

test("letters and the space bar belong to whoever writes, space to the button one is on", () => {
  assert.equal(keyMeans({ key: "b" }, { writing: true, pressing: true }), undefined);
  assert.equal(keyMeans({ key: " " }, { writing: false, pressing: true }), undefined);
  assert.equal(keyMeans({ key: " " }, nowhere), "next");
  assert.equal(keyMeans({ key: "z", ctrlKey: true }, { writing: true, pressing: false }), undefined);
  assert.equal(keyMeans({ key: "z", ctrlKey: true }, nowhere), "undo");
});

test("the clock counts down, marks its last minute, and counts what is over", () => {
  const activity = { stage: "open", ends_at: 100_000 };
  assert.deepEqual(clockOf(activity, 10_000), { left: "1:30", isLast: false, isOver: false });
  assert.equal(clockOf(activity, 40_000)?.isLast, true);
  assert.deepEqual(clockOf(activity, 165_000), { left: "+1:05", isLast: false, isOver: true });
  assert.equal(clockOf({ stage: "open", ends_at: 0 }, 0), undefined);
});

test("pages are counted as the wall lays them out", () => {
  assert.equal(pageCount({ scrollWidth: 1000, clientWidth: 1000 }, 24), 1);
  assert.equal(pageCount({ scrollWidth: 2024, clientWidth: 1000 }, 24), 2);
  assert.equal(pageCount({ scrollWidth: 2025, clientWidth: 1000 }, 24), 2);
  assert.equal(pageCount({ scrollWidth: 2300, clientWidth: 1000 }, 24), 3);
  assert.equal(pageCount({ scrollWidth: 0, clientWidth: 0 }, 24), 1);
});

test("reopening, freezing and the board on the phones are taken back by their opposites", () => {
  const back = (/** @type {any} */ command) => opposite(command, desk());
  assert.deepEqual(back({ do: "ReopenActivity", activity: "s", seconds: 30 }), { do: "CloseActivity", activity: "s" });
  assert.deepEqual(back({ do: "FreezeBoard", on: true }), { do: "FreezeBoard", on: false });
  assert.deepEqual(back({ do: "ShowOnPhones", on: true }), { do: "ShowOnPhones", on: false });
});

test("several blocks are shortened by one press, and made longer again by one", () => {
  const command = { do: "ShortenBlocks", cuts: { a: 10, b: 20 }, back: { a: 15, b: 29 } };
  assert.deepEqual(sentFor(command), [
    { do: "EditBlock", block: "a", minutes: 10 },
    { do: "EditBlock", block: "b", minutes: 20 },
  ]);
  const back = opposite(command, desk());
  assert.deepEqual(back && sentFor(back), [
    { do: "EditBlock", block: "a", minutes: 15 },
    { do: "EditBlock", block: "b", minutes: 29 },
  ]);
  assert.deepEqual(sentFor({ do: "Undo" }), [{ do: "Undo" }]);
});

test("a block that is done next comes right after the present one, and what it passes stays", () => {
  const blocks = { a: { sort: 0, steps: { s: {} } }, b: { sort: 1, steps: {} }, c: { sort: 2, steps: {} } };
  assert.deepEqual(bringForward(desk({ current: "s", blocks }), "c"), [{ do: "MoveBlock", block: "c", after: "a" }]);
  assert.deepEqual(bringForward(desk({ current: "s", blocks }), "b"), []);
  assert.deepEqual(bringForward(desk({ current: "s", blocks }), "a"), []);
  assert.deepEqual(bringForward(desk({ current: "", blocks }), "b"), [{ do: "MoveBlock", block: "b", after: "" }]);
});

test("each line is a team, once, without what is around it", () => {
  assert.deepEqual(teamsOf(" Pohjoinen \n\nEtelä\nPohjoinen\n"), ["Pohjoinen", "Etelä"]);
});

test("a team is no longer than there is room for, and there are no more than forty", () => {
  assert.equal(teamsOf("x".repeat(99))[0].length, 40);
  assert.equal(teamsOf(Array.from({ length: 60 }, (_, n) => `tiimi ${n}`).join("\n")).length, 40);
});
