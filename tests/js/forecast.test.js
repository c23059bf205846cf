import assert from "node:assert/strict";
import { test } from "node:test";

import { forecast, isoDay, layOut, shiftOf } from "../../static/app/forecast.js";

const minute = 60_000;

/** @param {Partial<import("../../static/app/forecast.js").Row>[]} rows */
function agenda(...rows) {
  const whole = { sort: 0, minutes: 30, fixed_at: -1, started_at: 0, ended_at: 0, skipped: false, planned_minutes: 0 };
  return Object.fromEntries(rows.map((row, n) => ["abcdefg"[n], { ...whole, sort: n, ...row }]));
}

/** @param {number} clock Minutes from the midnight at 0 ms. */
const at = (clock) => clock * minute;

test("before the day the plan stands as it is planned", () => {
  const { rows, ends, behind } = layOut(agenda({}, { minutes: 15 }, { fixed_at: 600 }), { starts: 540 });
  assert.deepEqual([rows.a.starts, rows.b.starts, rows.c.starts, ends], [540, 570, 600, 630]);
  assert.equal(rows.c.waits, 15);
  assert.equal(behind, 0);
});

test("a plan that runs past a fixed time says how late it is", () => {
  const { rows } = layOut(agenda({ minutes: 80 }, { fixed_at: 600 }), { starts: 540 });
  assert.equal(rows.b.late, 20);
  assert.equal(rows.b.starts, 620);
});

test("a block that overruns pushes what comes after it", () => {
  const blocks = agenda({ started_at: at(540), planned_minutes: 30 }, {}, {});
  const { rows, behind } = layOut(blocks, { starts: 540, now: 577 });
  assert.deepEqual([rows.a.state, rows.b.starts, rows.c.starts], ["now", 577, 607]);
  assert.equal(behind, 7);
});

test("a block within its time is not late yet", () => {
  const blocks = agenda({ started_at: at(540), planned_minutes: 30 }, {});
  assert.equal(layOut(blocks, { starts: 540, now: 569 }).behind, 0);
});

test("five more minutes are five minutes behind at the next block", () => {
  const blocks = agenda({ started_at: at(540), minutes: 35, planned_minutes: 30 }, {});
  const { rows, behind } = layOut(blocks, { starts: 540, now: 550 });
  assert.equal(rows.b.starts, 575);
  assert.equal(behind, 5);
});

test("waiting before a fixed time makes up for being late", () => {
  const blocks = agenda({ started_at: at(550), planned_minutes: 30 }, { minutes: 20 }, { fixed_at: 620 }, {});
  const late = layOut(blocks, { starts: 540, now: 555 });
  assert.equal(late.behind, 10);
  assert.equal(late.rows.c.starts, 620);
  assert.equal(late.rows.d.starts, 650);
  assert.equal(late.slack, 20);
});

test("skipping a block when late brings the day back to its times", () => {
  const blocks = agenda({ started_at: at(555), planned_minutes: 30 }, { minutes: 15, skipped: true }, {});
  const { rows, behind } = layOut(blocks, { starts: 540, now: 560 });
  assert.equal(rows.b.state, "skipped");
  assert.equal(behind, 0);
});

test("skipping a block when on time puts the day ahead", () => {
  const blocks = agenda({ started_at: at(540), planned_minutes: 30 }, { minutes: 15, skipped: true }, {});
  assert.equal(layOut(blocks, { starts: 540, now: 550 }).behind, -15);
});

test("a block that was jumped over takes no time", () => {
  const blocks = agenda({ started_at: at(540), ended_at: at(560), planned_minutes: 30 }, {}, { started_at: at(560) }, {});
  const { rows } = layOut(blocks, { starts: 540, now: 565 });
  assert.equal(rows.b.state, "passed");
  assert.equal(rows.d.starts, 590);
});

test("the next block cannot have begun before now", () => {
  const blocks = agenda({ started_at: at(540), ended_at: at(560), planned_minutes: 30 }, {});
  assert.equal(layOut(blocks, { starts: 540, now: 575 }).rows.b.starts, 575);
});

test("on the last block the day's end tells how late it is", () => {
  const blocks = agenda({ started_at: at(540), ended_at: at(570), planned_minutes: 30 }, { started_at: at(570), planned_minutes: 30 });
  assert.equal(layOut(blocks, { starts: 540, now: 612 }).behind, 12);
});

test("on its own day a plan is not moved, on another it begins when it began", () => {
  const blocks = agenda({ started_at: at(1200), planned_minutes: 30 }, { fixed_at: 600 });
  const facts = { day: "2026-08-13", starts: 540, now: 1210, midnight: 0 };
  assert.equal(shiftOf(blocks, { ...facts, today: "2026-08-13" }), 0);
  const shift = shiftOf(blocks, { ...facts, today: "2026-08-12" });
  assert.equal(shift, 660);
  const { rows, behind } = layOut(blocks, { starts: 540, now: 1210, shift });
  assert.equal(behind, 0);
  assert.equal(rows.b.starts, 1260);
});

test("a workshop in the evening of another day is neither late nor early", () => {
  const started = new Date(2026, 7, 12, 20, 0).getTime();
  const view = { phase: "running", day: "2026-08-13", starts: 540, started_at: started, ended_at: 0, blocks: agenda({}, {}) };
  assert.equal(isoDay(started), "2026-08-12");
  const { behind, rows } = forecast(view, started + 10 * minute);
  assert.equal(behind, 0);
  assert.equal(rows.a.starts, 20 * 60 + 10);
});
