import assert from "node:assert/strict";
import { test } from "node:test";

import { calendarText, isDay } from "../../static/app/calendar.js";

const now = Date.UTC(2026, 10, 21, 9, 5, 7, 250);
const made = (/** @type {import("../../static/app/calendar.js").Day[]} */ ...days) => calendarText("Päivä", days, now);

test("a day is an event of a whole day that ends before the next one begins", () => {
  const lines = made({ date: "2026-12-31", words: "Soitan Leenalle" }).split("\r\n");

  assert.ok(lines.includes("DTSTART;VALUE=DATE:20261231"));
  assert.ok(lines.includes("DTEND;VALUE=DATE:20270101"));
  assert.ok(lines.includes("DTSTAMP:20261121T090507Z"));
  assert.ok(lines.includes("SUMMARY:Soitan Leenalle"));
  assert.deepEqual([lines[0], lines[1], lines[lines.length - 2], lines[lines.length - 1]], ["BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR", ""]);
});

test("what has a meaning in the file is written so that it has none", () => {
  assert.match(made({ date: "2026-12-01", words: "A, b; c\\d\ne" }), /\r\nSUMMARY:A\\, b\\; c\\\\d\\ne\r\n/);
});

test("no line is longer than 75 bytes, no letter is broken, and put together it is the same again", () => {
  const words = "Pidän työvuorosuunnittelujärjestelmästä huolta 💚 ".repeat(12).trim();
  const text = made({ date: "2026-12-01", words });

  const sizes = text.split("\r\n").map((line) => new TextEncoder().encode(line).length);
  assert.equal(Math.max(...sizes), 75);
  assert.ok(!text.includes("\uFFFD"));
  assert.ok(text.replace(/\r\n /g, "").includes(`SUMMARY:${words}\r\n`));
});

test("what is no day is left out", () => {
  assert.equal(isDay("2026-02-28"), true);
  for (const none of ["", "ensi viikolla", "2026-02-30", "2026-13-01", "26-1-1"]) {
    assert.equal(isDay(none), false, none);
    assert.doesNotMatch(made({ date: none, words: "x" }), /VEVENT/);
  }
});

test("the same day has the same id each time, and another day another", () => {
  const id = (/** @type {string} */ text) => /UID:(.*)\r\n/.exec(text)?.[1];

  assert.equal(id(made({ date: "2026-12-01", words: "x" })), id(calendarText("Päivä", [{ date: "2026-12-01", words: "x" }], now + 5000)));
  assert.notEqual(id(made({ date: "2026-12-01", words: "x" })), id(made({ date: "2026-12-02", words: "x" })));
});
