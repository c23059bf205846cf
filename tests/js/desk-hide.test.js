import assert from "node:assert/strict";
import { test } from "node:test";

import { hideable } from "../../static/app/desk-hide.js";

/** @param {string} kind @param {any} view @returns {any} */
const activity = (kind, view) => ({ id: "s", kind, view });
/** @param {string} kind @param {any} view */
const commands = (kind, view) => hideable(activity(kind, view)).map(({ words, command }) => [words, command]);

test("a remote hides what stands on the wall by the kind's own command", () => {
  const rows = { a: { sort: 1, text: "kiire" } };
  assert.deepEqual(commands("collect", { notes: rows }), [["kiire", { do: "HideNote", activity: "s", note: "a", on: true }]]);
  assert.deepEqual(commands("consent", { reservations: rows })[0][1], { do: "HideReservation", activity: "s", reservation: "a", on: true });
  assert.deepEqual(commands("round", { lines: rows })[0][1], { do: "HideLine", activity: "s", line: "a", on: true });
  assert.deepEqual(commands("form", { questions: { q: { sort: 1, texts: rows } } })[0][1], { do: "HideFormAnswer", activity: "s", answer: "a", on: true });
});

test("what a group wrote in several fields is read as one", () => {
  const notes = { a: { sort: 1, fields: { 0: "kiire", 1: "enemmän aikaa" } } };
  assert.deepEqual(commands("groups", { groups: { g: { sort: 1, notes } } }), [
    ["kiire · enemmän aikaa", { do: "HideGroupNote", activity: "s", note: "a", on: true }],
  ]);
});

test("the newest comes first, and what is hidden already not at all", () => {
  const notes = { a: { sort: 1, text: "vanha" }, b: { sort: 2, text: "uusi" }, c: { sort: 3, text: "piilossa", hidden: true } };
  assert.deepEqual(commands("cluster", { notes }).map(([words]) => words), ["uusi", "vanha"]);
  assert.deepEqual(hideable(undefined), []);
  assert.deepEqual(commands("vote", { options: {} }), []);
});
