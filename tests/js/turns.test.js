import assert from "node:assert/strict";
import { test } from "node:test";

import { beforeMe, maySpeak, nextTick, ownTurn, turnLeft } from "../../static/app/turns.js";

/** @typedef {import("../../static/app/views.js").RoundView} RoundView */

/** @param {Partial<RoundView>} more @returns {any} */
const round = (more = {}) => ({ order: "list", ends_at: 0, phase: -1, phases: [], speaking: 0, persons: {}, ...more });
/** @param {string[]} states In order, by place from 1. */
const persons = (...states) =>
  Object.fromEntries(states.map((state, n) => [`${n + 1}`, { sort: n + 1, place: n + 1, name: "", state, turns: 0 }]));
/** @param {number} place @returns {any} */
const mine = (place) => ({ place, lines: {} });
/** @param {string} name @param {Record<string, any>} [fields] @param {string} [state] @returns {any} */
const asked = (name, fields = {}, state = "waiting") => ({ id: name, state, command: { do: name, ...fields } });
const open = { stage: "open" };

test("the clock of a turn is amber in its last ten seconds, then stands at nothing", () => {
  const view = round({ ends_at: 60_000 });

  assert.deepEqual(turnLeft(view, open, 0), { words: "1:00", isLast: false, isOver: false });
  assert.deepEqual(turnLeft(view, open, 50_500), { words: "0:10", isLast: true, isOver: false });
  assert.deepEqual(turnLeft(view, open, 99_000), { words: "0:00", isLast: false, isOver: true });
  assert.equal(turnLeft(round(), open, 0), undefined);
  assert.equal(turnLeft(view, { stage: "closed" }, 0), undefined);
});

test("it is drawn anew just after each second, and no more once it is over", () => {
  const view = round({ ends_at: 60_000 });

  assert.equal(nextTick(view, open, 1_500), 2_005);
  assert.equal(nextTick(view, open, 60_000), Infinity);
  assert.equal(nextTick(round(), open, 0), Infinity);
});

test("who waits knows how many speak before: the one who speaks too, none who passed", () => {
  const view = round({ persons: persons("speaks", "waits", "passed", "waits") });

  assert.equal(beforeMe(view, mine(2)), 1);
  assert.equal(beforeMe(view, mine(4)), 2);
  assert.equal(beforeMe(view, mine(1)), -1);
  assert.equal(beforeMe(view, mine(9)), -1);
});

test("what was just tapped is seen at once, and what was refused is not", () => {
  const view = round({ persons: persons("speaks", "waits") });

  assert.deepEqual(ownTurn(view, mine(1), []), { state: "speaks", isKept: true });
  assert.deepEqual(ownTurn(view, mine(1), [asked("EndTurn")]), { state: "went", isKept: false });
  assert.deepEqual(ownTurn(view, mine(2), [asked("PassTurn")]), { state: "passed", isKept: false });
  assert.deepEqual(ownTurn(view, mine(2), [asked("PassTurn", {}, "refused")]), { state: "waits", isKept: true });
  assert.deepEqual(ownTurn(view, mine(0), [asked("JoinRound")]), { state: "waits", isKept: false });
});

test("a hand goes up and down, and one that speaks needs none", () => {
  const view = round({ order: "volunteers", persons: persons("speaks") });

  assert.equal(ownTurn(view, mine(0), [asked("AskTurn", { on: true })]).state, "waits");
  assert.equal(ownTurn(view, mine(0), [asked("AskTurn", { on: true }), asked("AskTurn", { on: false })]).state, "idle");
  assert.equal(ownTurn(view, mine(1), [asked("AskTurn", { on: true })]).state, "speaks");
});

test("phases say who may speak, as far as it is known who presents", () => {
  const phases = ["presenter", "others", "all", "nobody"].map((who) => ({ who }));
  /** @param {number} phase @param {number} speaking */
  const at = (phase, speaking) => round({ order: "phases", phases: /** @type {any} */ (phases), phase, speaking });

  assert.deepEqual([0, 1, 2, 3].map((phase) => maySpeak(at(phase, 4), "speaks")), [true, false, true, false]);
  assert.deepEqual([0, 1, 2, 3].map((phase) => maySpeak(at(phase, 4), "idle")), [false, true, true, false]);
  assert.deepEqual([0, 1, 2, 3].map((phase) => maySpeak(at(phase, 0), "idle")), [undefined, undefined, true, false]);
  assert.equal(maySpeak(at(-1, 0), "idle"), undefined);
});
