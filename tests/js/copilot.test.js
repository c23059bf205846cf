import assert from "node:assert/strict";
import { test } from "node:test";

import { dismiss, hints, isSplit, nextLook, nothingYet, remember } from "../../static/app/copilot.js";
import { layOut } from "../../static/app/forecast.js";

const minute = 60_000;
const opened = 1_000 * minute;
const copilot = { done_percent: 90, quiet_s: 120, behind_minutes: 5, silent_phones: 3, split_percent: 35, alike_notes: 40 };

/** @param {Record<string, any>} [facts] @param {Record<string, any>} [more] @returns {any} */
function desk(facts = {}, more = {}) {
  const activity = {
    id: "s", kind: "collect", run: 1, stage: "open", opened_at: opened, ends_at: 0, done: 0, answered: 0, view: { notes: {} }, ...facts,
  };
  return { phase: "running", current: "s", joined: 24, activities: { s: activity }, blocks: {}, copilot, ...more };
}
/** @param {any} [blocks] @returns {any} */
const day = (blocks = {}) => layOut(blocks, { starts: 540 });
/** @param {any} view @param {number} now @param {any} [memory] */
const codes = (view, now, memory = remember(view, nothingYet, opened)) => hints(view, day(), memory, now).map(({ code }) => code);

test("a room at work is left alone", () => {
  assert.deepEqual(codes(desk({ answered: 10, done: 3 }), opened + minute), []);
});

test("it says when nearly all are done, once more when all are, and never of one person alone", () => {
  const said = hints(desk({ answered: 24, done: 22 }), day(), nothingYet, opened)[0];
  assert.deepEqual([said.code, said.facts], ["done", { done: 22, of: 24, all: false }]);
  const memory = dismiss(nothingYet, said.key);
  assert.deepEqual(codes(desk({ answered: 24, done: 23 }), opened, memory), []);
  assert.deepEqual(codes(desk({ answered: 24, done: 24 }), opened, memory), ["done"]);
  assert.deepEqual(codes(desk({ done: 1, answered: 1 }, { joined: 1 }), opened), []);
});

test("it says how long nothing new has come, from when this desk last saw something", () => {
  const view = desk({ answered: 22, view: { notes: { a: {}, b: {} } } });
  const memory = remember(view, nothingYet, opened + minute);
  assert.deepEqual(codes(view, opened + 2.9 * minute, memory), []);
  const said = hints(view, day(), memory, opened + 3 * minute)[0];
  assert.deepEqual([said.code, said.facts.minutes, said.facts.writes], ["quiet", 2, true]);
  assert.equal(nextLook(view, memory, opened + 2.5 * minute), opened + 3 * minute);

  const more = desk({ answered: 22, view: { notes: { a: {}, b: {}, c: {} } } });
  const after = remember(more, memory, opened + 3 * minute);
  assert.deepEqual(codes(more, opened + 3 * minute, after), []);
  assert.equal(remember(more, after, opened + 4 * minute), after);
});

test("how many phones have not taken part is said late, and who never", () => {
  const view = desk({ answered: 21, ends_at: opened + 10 * minute });
  const memory = remember(view, nothingYet, opened + 4 * minute);
  assert.deepEqual(codes(view, opened + 4.9 * minute, memory), []);
  const said = hints(view, day(), memory, opened + 5 * minute)[0];
  assert.deepEqual([said.code, said.facts], ["silent", { n: 3 }]);
  assert.deepEqual(codes(desk({ answered: 22, ends_at: opened + 10 * minute }), opened + 5 * minute, memory), []);
});

test("where one writes for a table, the others are not silent", () => {
  const blocks = { b: { sort: 0, steps: { s: { company: "groups" } } } };
  assert.deepEqual(codes(desk({ answered: 6 }, { blocks }), opened + 2 * minute), ["quiet"]);
});

test("talking is not answering", () => {
  for (const kind of ["show", "groups", "round", "cluster"]) {
    assert.deepEqual(codes(desk({ kind, answered: 4 }), opened + 20 * minute), [], kind);
  }
});

test("opinions are split when both ends hold much, and never where few answered", () => {
  assert.equal(isSplit([5, 3, 1, 3, 6], 35), true);
  assert.equal(isSplit([1, 3, 9, 3, 1], 35), false);
  assert.equal(isSplit([9, 5, 0, 1, 1], 35), false);
  assert.equal(isSplit([2, 0, 0, 0, 2], 35), false);
  const view = desk({ kind: "rate", stage: "closed", view: { statements: { a: { ratings: [{ counts: [5, 3, 1, 3, 6] }] } } } });
  assert.deepEqual(codes(view, opened), ["split"]);
  assert.deepEqual(codes(desk({ kind: "rank", view: { split: true } }), opened), ["split"]);
  assert.deepEqual(codes(desk({ kind: "rank", view: { agreement: "split" } }), opened), ["split"]);
  assert.deepEqual(codes(desk({ kind: "rank", view: { agreement: "fair" } }), opened), []);
  assert.deepEqual(codes(desk({ kind: "rate", view: { statements: { a: { ratings: [] } } } }), opened), []);
});

/** @param {Record<string, any>} facts */
const block = (facts) => ({
  sort: 0, title: {}, minutes: 30, fixed_at: -1, started_at: 0, ended_at: 0, planned_minutes: 0, skipped: false, is_break: false, is_buffer: false, mandatory: false, steps: {}, ...facts,
});
const began = { started_at: 540 * minute, planned_minutes: 30 };

test("it proposes what to shorten so that a fixed time holds: no meal, no must, a break by half", () => {
  const blocks = {
    now: block({ ...began, minutes: 30 }),
    coffee: block({ sort: 1, minutes: 20, is_break: true }),
    must: block({ sort: 2, minutes: 60, mandatory: true }),
    talk: block({ sort: 3, minutes: 30 }),
    lunch: block({ sort: 4, minutes: 45, is_break: true, fixed_at: 680 }),
    after: block({ sort: 5, minutes: 90 }),
  };
  const view = desk({}, { blocks });
  const late = layOut(blocks, { starts: 540, now: 584 });
  assert.equal(late.rows.lunch.late, 14);
  const said = hints(view, late, nothingYet, opened)[0];
  assert.equal(said.code, "behind");
  assert.deepEqual(said.facts.cuts, [
    { block: "coffee", by: 10, minutes: 10 },
    { block: "talk", by: 4, minutes: 26 },
  ]);
  assert.deepEqual([said.facts.before, said.facts.minutes], ["lunch", 14]);
});

test("spare time is given away first, and wholly", () => {
  const blocks = {
    now: block({ ...began }),
    talk: block({ sort: 1, minutes: 60 }),
    spare: block({ sort: 2, minutes: 10, is_buffer: true, mandatory: true }),
    lunch: block({ sort: 3, minutes: 45, is_break: true, fixed_at: 640 }),
  };
  const late = layOut(blocks, { starts: 540, now: 582 });
  const said = hints(desk({}, { blocks }), late, nothingYet, opened)[0];
  assert.deepEqual(said.facts.cuts, [
    { block: "talk", by: 2, minutes: 58 },
    { block: "spare", by: 10, minutes: 0 },
  ]);
});

test("what a wait before a fixed time makes up for is not said", () => {
  const blocks = { now: block({ ...began }), lunch: block({ sort: 1, minutes: 45, is_break: true, fixed_at: 700 }) };
  assert.deepEqual(hints(desk({}, { blocks }), layOut(blocks, { starts: 540, now: 590 }), nothingYet, opened), []);
});

test("0 turns each hint off", () => {
  const off = Object.fromEntries(Object.keys(copilot).map((name) => [name, 0]));
  const blocks = { now: block({ ...began }), after: block({ sort: 5, minutes: 90 }) };
  const loud = desk({ kind: "vote", answered: 21, done: 22, view: { split: true } }, { blocks });
  const late = layOut(blocks, { starts: 540, now: 600 });
  const now = opened + 30 * minute;
  assert.deepEqual(hints(loud, late, nothingYet, now).map(({ code }) => code), ["split", "done", "behind"]);
  assert.deepEqual(hints({ ...loud, copilot: off }, late, nothingYet, now), []);
});
