import assert from "node:assert/strict";
import { test } from "node:test";

import { advise } from "../../static/app/planner-advice.js";
import { blockAsIs, breakAfter } from "../../static/app/planner-remedies.js";

/** @param {Record<string, any>} [facts] @returns {any} */
const step = (facts = {}) => ({
  sort: 0, kind: "collect", prompt: { fi: "?" }, help: {}, minutes: 5, settings: {}, identity: "named", destination: "client",
  source: {}, company: "", stage: "planned", ...facts,
});
/** @param {Record<string, any>} [facts] @returns {any} */
const block = (facts = {}) => ({
  title: { fi: "Osio" }, minutes: 30, fixed_at: -1, waits: 0, late: 0, method: "", note: "", materials: {}, mandatory: false,
  is_break: false, skipped: false, started_at: 0, ended_at: 0, planned_minutes: 0, steps: {}, goal: {}, lead: "", is_buffer: false,
  before: false, new_day: false, date: "", track: "", day: 0, ...facts,
});
const pause = (/** @type {Record<string, any>} */ facts = {}) => block({ is_break: true, minutes: 15, ...facts });

/**
 * Lay blocks out as the server does, on one day from 9.00 unless a block says otherwise.
 *
 * @param {Record<string, any>} blocks @param {Record<string, any>} [facts] @returns {any}
 */
function plan(blocks, facts = {}) {
  let now = facts.starts ?? 540;
  let day = 0;
  Object.values(blocks).forEach((row, sort) => {
    row.sort = sort;
    if (row.new_day) {
      day += 1;
      now = row.fixed_at;
    }
    row.day = day;
    row.late = row.fixed_at >= 0 ? Math.max(0, now - row.fixed_at) : 0;
    row.waits = row.fixed_at >= 0 ? Math.max(0, row.fixed_at - now) : 0;
    row.starts = Math.max(now, row.fixed_at);
    now = row.ends = row.starts + (row.new_day ? 0 : row.minutes);
  });
  return { phase: "planning", languages: ["fi"], expected: 20, aim: { fi: "Tavoite" }, starts: 540, blocks, dismissed: {}, ...facts };
}
const talk = { s: step({ kind: "show" }) };
/** @param {any} view @param {any} [methods] */
const rules = (view, methods) => advise(view, methods).map(({ key }) => key);
/** @param {any} view @param {string} key @param {any} [methods] @returns {any} */
const found = (view, key, methods) => advise(view, methods).find((one) => one.key === key);

test("an empty agenda is left alone", () => {
  assert.deepEqual(advise(plan({}, { aim: {} })), []);
});

test("a good short day has nothing to remark", () => {
  const view = plan({
    a: block({ minutes: 10, steps: { s: step() } }),
    b: block({ minutes: 40, steps: { t: step() }, mandatory: true }),
    buffer: block({ minutes: 10, is_buffer: true }),
    c: block({ minutes: 10, steps: { u: step() }, mandatory: true }),
  });
  assert.deepEqual(rules(view), []);
});

test("an hour and a half without a break is remarked on once, with a place for one", () => {
  const view = plan({ a: block({ minutes: 60, steps: { s: step() } }), b: block({ minutes: 40, mandatory: true }) });
  const { mend, facts } = found(view, "stretch:a");
  assert.deepEqual([facts.n, facts.from, mend.facts.at, mend.command.after], [100, 540, 600, "a"]);
  assert.equal(mend.command.block.is_break, true);
  const rested = plan({ a: block({ minutes: 60 }), p: pause(), c: block({ minutes: 40 }) });
  assert.equal(found(rested, "stretch:a"), undefined);
});

test("a block that is too long by itself is no better for a break beside it, and is told as it is", () => {
  const view = plan({ a: block({ minutes: 10, steps: { s: step() } }), b: block({ minutes: 120 }) });
  const { mend, block: about, facts } = found(view, "stretch:a");
  assert.deepEqual([mend, about, facts.alone], [null, "b", 120]);
});

test("a break amid a track is that track's own", () => {
  const view = plan({ a: block({ track: "A" }), b: block({ track: "A" }), c: block({ track: "B" }) });
  assert.equal(breakAfter(view, "a", 10).block.track, "A");
  assert.equal(breakAfter(view, "c", 10).block.track, "");
});

test("slack under a tenth is remarked on; what may be skipped counts once something must not", () => {
  const day = () => ({ a: block({ steps: { s: step() } }), b: block(), c: block({ minutes: 15 }) });
  assert.equal(found(plan(day()), "slack:day0").facts.n, 0);
  const sorted = day();
  sorted.c.mandatory = true;
  assert.equal(found(plan(sorted), "slack:day0"), undefined);
  const { command } = found(plan(day()), "slack:day0").mend;
  assert.deepEqual([command.block.is_buffer, command.block.minutes, command.after], [true, 10, "b"]);
});

test("the closing is protected in one step, however many blocks it has", () => {
  const view = plan({ a: block({ minutes: 100 }), p: pause(), b: block({ minutes: 10, steps: { s: step({ kind: "commit" }) } }), c: block({ minutes: 10 }) });
  const { command } = found(view, "closing:day0").mend;
  assert.equal(command.do, "SetAgenda");
  assert.deepEqual(command.agenda.map((/** @type {any} */ row) => row.mandatory), [false, false, true, true]);
  const one = plan({ a: block({ minutes: 100 }), p: pause(), c: block({ minutes: 20 }) });
  assert.deepEqual(found(one, "closing:day0").mend.command, { do: "EditBlock", block: "c", mandatory: true });
});

test("the agenda goes back as it was but for what changes", () => {
  const source = { step: "x", take: "top", most: 3 };
  const row = blockAsIs("a", block({ fixed_at: 600, note: "n", steps: { y: step({ sort: 1, source }), x: step() } }));
  assert.deepEqual([row.id, row.fixed_at, row.note, row.method], ["a", 600, "n", null]);
  assert.deepEqual(row.steps.map(({ id, source }) => [id, source]), [["x", null], ["y", source]]);
});

test("a late decision goes before half past two, but not before what it starts from", () => {
  const day = (/** @type {any} */ source) => plan({
    a: block({ minutes: 200, steps: { s: step() } }),
    b: block({ minutes: 120, steps: { t: step() } }),
    c: block({ minutes: 30, steps: { u: step() } }),
    v: block({ minutes: 20, steps: { w: step({ kind: "vote", source }) } }),
    z: block({ minutes: 30, mandatory: true }),
  });
  assert.equal(found(day({ step: "s" }), "decision:v").mend.command.after, "a");
  assert.equal(found(day({ step: "u" }), "decision:v").mend, null);
});

test("actions at the end of the day are no late decision, nor is anything of a day that begins after noon", () => {
  const close = () => ({ a: block({ minutes: 340, steps: { s: step() } }), z: block({ minutes: 20, mandatory: true, steps: { t: step({ kind: "commit" }) } }) });
  assert.equal(found(plan(close()), "decision:z"), undefined);
  const vote = { a: block({ minutes: 120 }), v: block({ steps: { t: step({ kind: "vote", settings: { options: [{}] } }) } }) };
  assert.equal(found(plan(vote, { starts: 780 }), "decision:v"), undefined);
});

test("who only listens for more than ten minutes is given something to do first", () => {
  const view = plan({ a: block({ minutes: 10, steps: talk }), b: block({ minutes: 20, steps: { t: step({ kind: "show" }) } }), c: block({ steps: { u: step() } }) });
  const { mend, facts } = found(view, "first:day0");
  assert.deepEqual([facts.n, mend.command.after], [30, "a"]);
  assert.equal(found(plan({ a: block({ minutes: 10, steps: talk }), c: block({ steps: { u: step() } }) }), "first:day0"), undefined);
});

test("who comes in before a fixed beginning is not listening yet", () => {
  const view = plan({ doors: block({ minutes: 30, steps: talk }), a: block({ minutes: 6, fixed_at: 570, steps: { t: step({ kind: "show" }) } }), b: block({ steps: { u: step() } }) });
  assert.equal(found(view, "first:day0"), undefined);
});

test("something small in the closing may be skipped, not actions or feedback or the last of it", () => {
  const day = (/** @type {any} */ thanks) => plan({
    a: block({ minutes: 80, steps: { s: step() } }), p: pause(), b: block({ minutes: 80 }),
    z: block({ minutes: 15, mandatory: true }), t: block({ minutes: 5, steps: { u: step(thanks) } }), e: block({ minutes: 5, mandatory: true }),
  });
  assert.equal(found(day({ kind: "groups" }), "closing:day0"), undefined);
  for (const kind of ["commit", "form", "rate", "round", "collect"]) {
    assert.deepEqual(found(day({ kind }), "closing:day0").mend.command, { do: "EditBlock", block: "t", mandatory: true }, kind);
  }
});

test("after lunch something on foot or in pairs, else a walk is offered", () => {
  const day = (/** @type {any} */ settings) => plan({ l: pause({ minutes: 45, fixed_at: 690 }), c: block({ steps: { u: step({ kind: "groups", settings }) } }) });
  assert.equal(found(day({ size: 5 }), "lunch:l").mend.command.after, "l");
  assert.equal(found(day({ size: 2 }), "lunch:l"), undefined);
});

test("steps longer than their block, and a fixed time that cannot be met", () => {
  const view = plan({
    a: block({ minutes: 10, steps: { s: step({ minutes: 7.5 }), t: step({ sort: 1, minutes: 7 }) } }),
    b: block({ minutes: 40 }),
    c: pause({ fixed_at: 580 }),
  });
  assert.deepEqual(found(view, "over:a").mend.command, { do: "EditBlock", block: "a", minutes: 15 });
  assert.deepEqual(found(view, "late:c").mend.command, { do: "EditBlock", block: "b", minutes: 30 });
});

test("too many and too few for a method are told by its block", () => {
  const methods = { m: { people: /** @type {[number, number]} */ ([6, 12]), phase: "diverge" } };
  assert.equal(found(plan({ a: block({ method: "m" }) }), "people:a", methods).facts.way, "many");
  assert.equal(found(plan({ a: block({ method: "m" }) }, { expected: 4 }), "people:a", methods).facts.way, "few");
  assert.equal(found(plan({ a: block({ method: "m" }) }, { expected: 0 }), "people:a", methods), undefined);
});

test("what starts from what comes later is moved after it; from what is gone it starts from what is there", () => {
  const later = plan({ a: block({ steps: { s: step({ source: { step: "t", take: "top", most: 0 } }) } }), b: block({ steps: { t: step() } }) });
  assert.deepEqual(found(later, "input:s").mend.command, { do: "MoveBlock", block: "a", after: "b" });
  const gone = plan({ a: block({ steps: { s: step() } }), b: block({ steps: { t: step({ source: { step: "x", take: "top", most: 5 } }) } }) });
  assert.deepEqual(found(gone, "input:t").mend.command.source, { step: "s", take: "top", most: 5 });
});

test("grouping and choosing need something to start from, or options of their own", () => {
  const view = plan({ a: block({ steps: { s: step({ kind: "vote" }) } }) });
  assert.equal(found(view, "input:s").mend, null);
  assert.equal(found(plan({ a: block({ steps: { s: step({ kind: "vote", settings: { options: [{ fi: "A" }] } }) } }) }), "input:s"), undefined);
  const fed = plan({ a: block({ steps: { s: step(), t: step({ sort: 1, kind: "cluster" }) } }) });
  assert.deepEqual(found(fed, "input:t").mend.command.source, { step: "s", take: "items", most: 0 });
});

test("a question without words in one of the languages, and few people where nobody is named", () => {
  const two = plan({ a: block({ steps: { s: step() } }) }, { languages: ["fi", "sv"] });
  assert.deepEqual(found(two, "hollow:a").facts, { n: 1, way: "some" });
  const unwritten = plan({ a: block({ steps: { s: step({ prompt: { fi: " " } }), t: step({ prompt: {} }) } }) }, { languages: ["fi", "sv"] });
  assert.deepEqual(found(unwritten, "hollow:a").facts, { n: 2, way: "none" });
  const anonymous = () => ({ a: block({ steps: { s: step({ identity: "anonymous" }) } }) });
  assert.ok(found(plan(anonymous(), { expected: 7 }), "few:day"));
  assert.equal(found(plan(anonymous(), { expected: 8 }), "few:day"), undefined);
});

test("a day without an aim is told so, once it is a day", () => {
  const rows = () => ({ a: block(), b: block(), c: block() });
  assert.ok(found(plan(rows(), { aim: { fi: " " } }), "aim:day"));
  assert.equal(found(plan({ a: block() }, { aim: {} }), "aim:day"), undefined);
});

test("what cannot work comes before what could be better", () => {
  const view = plan({ a: block({ minutes: 120, steps: { s: step({ kind: "vote" }) } }), b: block(), c: block() }, { aim: {} });
  assert.deepEqual(rules(view).map((key) => key.split(":")[0]), ["input", "stretch", "closing", "slack", "aim"]);
});

test("each day, and each group's way through it, is looked at by itself", () => {
  const view = plan({
    a: block({ minutes: 60, steps: { s: step() } }),
    d: block({ new_day: true, minutes: 0, fixed_at: 540 }),
    b: block({ minutes: 60, steps: { t: step() } }),
  });
  assert.equal(rules(view).filter((key) => key.startsWith("stretch")).length, 0);
  const tracks = plan({ a: block({ minutes: 60, track: "A" }), b: block({ minutes: 60, track: "B" }) });
  assert.equal(rules(tracks).filter((key) => key.startsWith("stretch")).length, 0);
});
