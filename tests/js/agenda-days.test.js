import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { Rail, dayAfter, daysOf, isAhead, midnightOf, partsOf, timeOf } from "../../static/app/agenda-days.js";
import { layDays } from "../../static/app/forecast.js";

const whole = { sort: 0, minutes: 30, fixed_at: -1, started_at: 0, ended_at: 0 };

/** @param {Record<string, any>[]} blocks As the server has them. */
function asRows(blocks) {
  return Object.fromEntries(
    blocks.map(({ id, ...block }, sort) => [id, { ...whole, minutes: 10, ...block, sort, fixed_at: block.fixed_at ?? -1 }]),
  );
}

test("the screens give a plan the same times as the server", () => {
  const cases = JSON.parse(readFileSync(new URL("timetables.json", import.meta.url), "utf8"));
  assert.ok(cases.length > 100);
  for (const [number, { starts, blocks, slots }] of cases.entries()) {
    const laid = layDays(asRows(blocks), { starts });
    const told = Object.fromEntries(
      laid.days.flatMap(({ line, order }, day) =>
        [...(line ? [line] : []), ...order].map((id) => {
          const { starts: from, ends, waits, late } = laid.rows[id];
          return [id, [from, ends, waits, late, day]];
        }),
      ),
    );
    assert.deepEqual(told, slots, `agenda ${number}`);
  }
});

test("what is asked before the day is on no day", () => {
  const [day] = daysOf(asRows([{ id: "q", before: true }, { id: "a" }]), { starts: 540 });
  assert.deepEqual(Object.keys(day.rows), ["a"]);
  assert.equal(layDays(asRows([{ id: "q", before: true }, { id: "a" }]), { starts: 540 }).rows.q.state, "before");
});

test("a line before everything is the first day's own", () => {
  const days = daysOf(asRows([{ id: "l", new_day: true, fixed_at: 600, date: "2027-01-15" }, { id: "a" }]), { starts: 540 });
  assert.deepEqual(days.map(({ line, date, starts }) => [line, date, starts]), [["l", "2027-01-15", 600]]);
});

test("tracks go side by side from where the first began, and all wait for the longest", () => {
  const rail = new Rail(540);
  rail.take("", 570);
  rail.take("A", 600);
  assert.equal(rail.at("B"), 570);
  rail.take("B", 660);
  assert.deepEqual([rail.at("A"), rail.at("")], [600, 660]);
  rail.take("", 700);
  assert.equal(rail.at("A"), 700);
});

test("blocks of tracks that follow one another are one part, each track with its own in order", () => {
  /** @type {[string, {track: string}][]} */
  const rows = [["p", { track: "" }], ["a", { track: "A" }], ["b", { track: "B" }], ["c", { track: "A" }], ["e", { track: "" }], ["f", { track: "A" }]];
  const told = partsOf(rows).map((part) => (part.fork ? part.tracks.map(([name, own]) => [name, own.map(([id]) => id)]) : part.id));
  assert.deepEqual(told, ["p", [["A", ["a", "c"]], ["B", ["b"]]], "e", [["A", ["f"]]]]);
});

test("days are counted by the calendar", () => {
  assert.equal(dayAfter("2027-02-28"), "2027-03-01");
  assert.equal(dayAfter(""), "");
  assert.ok(Number.isNaN(timeOf("kevät")));
  const noon = new Date(2027, 2, 28, 12, 0).getTime();
  assert.equal(midnightOf(noon, 1), new Date(2027, 2, 29).getTime());
});

test("a day is ahead until its own midnight, and one that is not known is not", () => {
  const noon = new Date(2031, 1, 2, 12).getTime();
  assert.ok(isAhead("2031-02-03", noon));
  assert.ok(!isAhead("2031-02-02", noon));
  assert.ok(!isAhead("2031-02-01", noon));
  assert.ok(!isAhead("", noon));
});
