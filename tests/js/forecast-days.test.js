import assert from "node:assert/strict";
import { test } from "node:test";

import { forecast, layDays, layOut } from "../../static/app/forecast.js";
import { programmeDays, timesOf } from "../../static/app/programme.js";

const whole = { minutes: 30, fixed_at: -1, started_at: 0, ended_at: 0, planned_minutes: 0 };

/** @param {Record<string, any>} rows In order. @returns {Record<string, any>} */
function agenda(rows) {
  return Object.fromEntries(Object.entries(rows).map(([id, row], sort) => [id, { ...whole, sort, ...row }]));
}

/** @param {number} date Of August 2026. @param {number} hour @param {number} [minute] */
const at = (date, hour, minute = 0) => new Date(2026, 7, date, hour, minute).getTime();

/** Two days: 13 and 14 August from nine. @param {Record<string, any>} [runs] @returns {Record<string, any>} */
const twoDays = (runs = {}) =>
  agenda({
    a: { minutes: 60, ...runs.a },
    b: { minutes: 60, ...runs.b },
    line: { minutes: 0, new_day: true, fixed_at: 540, date: runs.date ?? "2026-08-14" },
    c: { minutes: 60, ...runs.c },
    d: { minutes: 60, fixed_at: 615, ...runs.d },
  });

/** @param {Record<string, any>} blocks @param {Record<string, any>} [facts] @returns {any} */
const running = (blocks, facts = {}) => ({
  phase: "running", day: "2026-08-13", starts: 540, started_at: at(13, 8, 30), ended_at: 0, blocks, ...facts,
});

test("each day is planned from its own start, with its own figures", () => {
  const laid = forecast(running(twoDays(), { phase: "planning" }), 0);
  assert.deepEqual(laid.days.map(({ starts, ends, work, slack }) => [starts, ends, work, slack]), [[540, 660, 120, 0], [540, 675, 120, 15]]);
  assert.deepEqual(laid.days.map(({ line, date, order }) => [line, date, order]), [
    ["", "2026-08-13", ["a", "b"]],
    ["line", "2026-08-14", ["c", "d"]],
  ]);
  assert.equal(laid.rows.line.state, "line");
});

test("only the day that is on is late: the next one is as it is planned", () => {
  const laid = forecast(running(twoDays({ a: { started_at: at(13, 9, 20), planned_minutes: 60 } })), at(13, 10, 0));
  assert.equal(laid.present, 0);
  assert.equal(laid.behind, 20);
  assert.deepEqual([laid.rows.b.starts, laid.rows.c.starts, laid.rows.d.waits], [620, 540, 15]);
});

test("the second morning is late by its own clock, and the first day stays as it was", () => {
  const blocks = twoDays({
    a: { started_at: at(13, 9), ended_at: at(13, 10), planned_minutes: 60 },
    b: { started_at: at(13, 10), planned_minutes: 60 },
    c: { started_at: at(14, 9, 10), planned_minutes: 60 },
  });
  blocks.b.ended_at = at(14, 9, 10);
  const laid = forecast(running(blocks), at(14, 9, 30));
  assert.equal(laid.present, 1);
  assert.deepEqual([laid.rows.c.starts, laid.rows.d.starts, laid.behind], [550, 615, 0]);
  assert.deepEqual([laid.rows.a.starts, laid.rows.b.starts], [540, 600]);
});

test("a block that was left open overnight keeps nobody late in the morning", () => {
  const blocks = twoDays({
    a: { started_at: at(13, 9), ended_at: at(13, 10), planned_minutes: 60 },
    b: { started_at: at(13, 10), planned_minutes: 60 },
  });
  const morning = forecast(running(blocks), at(14, 8, 45));
  assert.deepEqual([morning.present, morning.behind, morning.rows.b.state, morning.rows.b.ends], [1, 0, "past", 660]);
  assert.equal(forecast(running(blocks), at(14, 9, 5)).behind, 5);
  // In the evening people have gone home, and tomorrow is as it is planned.
  const evening = forecast(running(blocks), at(13, 20));
  assert.deepEqual([evening.present, evening.behind, evening.rows.c.starts], [1, 0, 540]);
});

test("a closing that runs over is late until people have gone home", () => {
  const blocks = twoDays({
    a: { started_at: at(13, 9), ended_at: at(13, 10), planned_minutes: 60 },
    b: { started_at: at(13, 10), planned_minutes: 60 },
  });
  const laid = forecast(running(blocks), at(13, 11, 25));
  assert.deepEqual([laid.present, laid.behind, laid.rows.b.state], [0, 25, "now"]);
});

test("a day that was run on another date keeps its own midnight", () => {
  const blocks = twoDays({
    a: { started_at: at(20, 14), ended_at: at(20, 15), planned_minutes: 60 },
    b: { started_at: at(20, 15), ended_at: at(21, 9), planned_minutes: 60 },
    c: { started_at: at(21, 9), planned_minutes: 60 },
  });
  const laid = forecast(running(blocks, { started_at: at(20, 13, 50) }), at(21, 9, 30));
  assert.deepEqual([laid.rows.a.starts, laid.rows.c.starts, laid.behind], [840, 540, 0]);
  assert.equal(laid.days[0].ends, 24 * 60 + 540);
});

test("a rehearsal of both days in one evening is neither late nor early", () => {
  const blocks = twoDays({
    a: { started_at: at(1, 20), ended_at: at(1, 20, 3), planned_minutes: 60 },
    b: { started_at: at(1, 20, 3), ended_at: at(1, 20, 6), planned_minutes: 60 },
    c: { started_at: at(1, 20, 6), planned_minutes: 60 },
  });
  const laid = forecast(running(blocks, { started_at: at(1, 19, 59) }), at(1, 20, 7));
  assert.deepEqual([laid.present, laid.rows.c.starts, laid.behind], [1, 1206, 0]);
});

/** Without any date: a workshop that has no day yet. @param {Record<string, any>} runs */
const undated = (runs) => running({ ...twoDays({ date: "", ...runs }) }, { day: "" });

test("without dates a night parts the days: the evening waits for the morning, and what was left is left", () => {
  const done = {
    a: { started_at: at(13, 9), ended_at: at(13, 10), planned_minutes: 60 },
    b: { started_at: at(13, 10), planned_minutes: 60 },
  };
  const evening = forecast(undated(done), at(13, 20));
  assert.deepEqual([evening.present, evening.behind, evening.rows.c.starts], [1, 0, 540]);
  const { a } = done;
  assert.equal(forecast(undated({ a }), at(13, 23)).present, 0);
  const morning = forecast(undated({ a }), at(14, 9));
  assert.deepEqual([morning.present, morning.rows.b.state, morning.rows.c.starts], [1, "passed", 540]);
});

test("on the date of a day it is that day, though one between was never held", () => {
  const blocks = agenda({
    a: { started_at: at(13, 9), planned_minutes: 30 },
    x: { minutes: 0, new_day: true, fixed_at: 540, date: "2026-08-14" },
    b: {},
    y: { minutes: 0, new_day: true, fixed_at: 540, date: "2026-08-20" },
    c: {},
  });
  const laid = forecast(running(blocks), at(20, 9, 5));
  assert.deepEqual([laid.present, laid.rows.b.state, laid.behind], [2, "passed", 5]);
});

test("what was left of a day is passed by when the next one has come", () => {
  const blocks = twoDays({ a: { started_at: at(13, 9), ended_at: at(14, 9), planned_minutes: 60 }, c: { started_at: at(14, 9), planned_minutes: 60 } });
  const laid = forecast(running(blocks), at(14, 9, 10));
  assert.equal(laid.rows.b.state, "passed");
  assert.equal(laid.rows.d.state, "later");
});

test("afterwards every day is as it was", () => {
  const blocks = twoDays({
    a: { started_at: at(13, 9), ended_at: at(13, 10, 10), planned_minutes: 60 },
    b: { started_at: at(13, 10, 10), ended_at: at(14, 9), planned_minutes: 60 },
    c: { started_at: at(14, 9), ended_at: at(14, 10), planned_minutes: 60 },
    d: { started_at: at(14, 10, 15), ended_at: at(14, 11, 30), planned_minutes: 60 },
  });
  const laid = forecast(running(blocks, { phase: "ended", ended_at: at(14, 11, 30) }), at(20, 12));
  assert.deepEqual([laid.present, laid.rows.d.ends, laid.days[1].plannedEnd, laid.behind], [1, 690, 675, 15]);
});

const forked = (/** @type {Record<string, any>} */ runs = {}) =>
  agenda({
    start: { minutes: 30, ...runs.start },
    a1: { track: "A", minutes: 20, ...runs.a1 },
    b1: { track: "B", minutes: 50, ...runs.b1 },
    a2: { track: "A", minutes: 20, ...runs.a2 },
    end: { minutes: 30, ...runs.end },
  });

test("tracks begin together, and what is for everybody waits for the longest", () => {
  const { rows, ends } = layOut(forked(), { starts: 540 });
  assert.deepEqual([rows.a1.starts, rows.b1.starts, rows.a2.starts, rows.end.starts, ends], [570, 570, 590, 620, 650]);
});

test("a track that overruns is late alone as long as the other is longer", () => {
  const blocks = forked({
    start: { started_at: 540 * 60_000, ended_at: 570 * 60_000, planned_minutes: 30 },
    a1: { started_at: 570 * 60_000, planned_minutes: 20 },
  });
  const { rows } = layOut(blocks, { starts: 540, now: 595 });
  assert.deepEqual([rows.b1.state, rows.b1.starts, rows.a2.starts, rows.end.starts], ["later", 595, 595, 645]);
});

test("what goes on in one track passes nothing by in another, and what follows passes by all", () => {
  const started = { started_at: 570 * 60_000, planned_minutes: 20 };
  assert.equal(layOut(forked({ b1: started }), { starts: 540, now: 575 }).rows.a1.state, "later");
  assert.equal(layOut(forked({ a2: started }), { starts: 540, now: 575 }).rows.a1.state, "passed");
  assert.equal(layOut(forked({ a2: started }), { starts: 540, now: 575 }).rows.b1.state, "later");
  assert.equal(layOut(forked({ a2: started }), { starts: 540, now: 575 }).rows.start.state, "passed");
  const after = layOut(forked({ end: started }), { starts: 540, now: 575 }).rows;
  assert.deepEqual([after.start.state, after.a2.state, after.b1.state], ["passed", "passed", "passed"]);
});

test("a block left out between tracks does not part them", () => {
  const blocks = agenda({ a: { track: "A", minutes: 20 }, x: { skipped: true }, b: { track: "B", minutes: 50 }, end: {} });
  const { rows } = layOut(blocks, { starts: 540 });
  assert.deepEqual([rows.b.starts, rows.end.starts], [540, 590]);
  const begun = { ...blocks, b: { ...blocks.b, started_at: 540 * 60_000 } };
  assert.equal(layOut(begun, { starts: 540, now: 550 }).rows.a.state, "later");
});

test("work, breaks and slack add up along the longest track", () => {
  const blocks = agenda({
    a: { minutes: 30 },
    rest: { minutes: 15, is_break: true },
    x: { track: "A", minutes: 20 },
    y: { track: "B", minutes: 40 },
    lunch: { minutes: 45, fixed_at: 640, is_break: true },
    spare: { minutes: 10, is_buffer: true },
  });
  const [{ starts, ends, work, breaks, slack }] = layDays(blocks, { starts: 540 }).days;
  assert.deepEqual({ work, breaks, slack }, { work: 70, breaks: 60, slack: 25 });
  assert.equal(work + breaks + slack, ends - starts);
});

/** @param {Record<string, any>} blocks @returns {any} As everyone may see them. */
const lines = (blocks) => {
  const laid = layDays(blocks, { starts: 540 });
  return Object.fromEntries(
    Object.entries(blocks).map(([id, row]) => [
      id,
      { title: {}, state: "later", is_break: false, new_day: false, date: "", track: "", starts: laid.rows[id].starts, ...row },
    ]),
  );
};

test("the programme of a second day counts from its own midnight", () => {
  const blocks = twoDays({
    a: { started_at: at(13, 9, 5), ended_at: at(13, 10) },
    b: { started_at: at(13, 10), ended_at: at(14, 9, 10) },
    c: { started_at: at(14, 9, 10) },
  });
  const times = timesOf(lines(blocks), at(14, 9, 20));
  assert.deepEqual([times.a, times.c, times.d], [545, 550, 615]);
});

test("on the first day the programme of the second is as planned", () => {
  const times = timesOf(lines(twoDays({ a: { started_at: at(13, 9, 20) } })), at(13, 10));
  assert.deepEqual([times.a, times.b, times.c, times.d], [560, 620, 540, 615]);
});

test("the programme is told day by day", () => {
  const days = programmeDays(lines(twoDays()));
  assert.deepEqual(days.map(({ line, date, rows }) => [line, date, rows.map(([id]) => id)]), [["", "", ["a", "b"]], ["line", "2026-08-14", ["c", "d"]]]);
});
