import assert from "node:assert/strict";
import { test } from "node:test";

import { dates, lines } from "../../static/app/commit-own.js";

/** @typedef {import("../../static/app/views.js").MyCommitment} MyCommitment */

const action = { what: "Soitan", who: "Leena", when: "", first_step: "", support: "", shown: true, wrote: true, took: false, sort: 1 };
/** @param {Partial<MyCommitment>} mine */
const some = (mine) => /** @type {MyCommitment} */ (/** @type {unknown} */ ({ kind: "commit", actions: {}, promise: "", promise_on: "", ...mine }));

test("actions and a promise are words to take home, in their order", () => {
  const mine = some({
    actions: { b: { ...action, what: "Kysyn", who: "", sort: 2 }, a: { ...action, when: "perjantaina", first_step: "numero" } },
    promise: "Lepään",
    promise_on: "2026-12-24",
  });

  assert.deepEqual(lines(mine), ["Soitan · Leena · perjantaina · numero", "Kysyn", "Lepään · Thu 24/12"]);
  assert.deepEqual(lines(some({})), []);
});

test("what has a day is a day to remember, and words about a time are none", () => {
  const mine = some({
    actions: { a: { ...action, when: "2026-12-01" }, b: { ...action, when: "ensi viikolla", sort: 2 } },
    promise: "Lepään",
    promise_on: "2026-12-24",
  });

  assert.deepEqual(dates(mine), [
    { date: "2026-12-01", words: "Soitan" },
    { date: "2026-12-24", words: "Lepään" },
  ]);
  assert.deepEqual(dates(some({ promise: "Joskus" })), []);
});
