import assert from "node:assert/strict";
import { test } from "node:test";

import { othersDeeds, touchedByOthers } from "../../static/app/desk-deeds.js";

/** @param {Record<string, any>} facts @returns {any} */
const desk = (facts) => ({ me: "f/anna", leaders: { "c/olli": "Olli" }, deeds: [], touched: {}, ...facts });
let seq = 0;
const deed = (/** @type {string} */ by, /** @type {string} */ did) => ({ by, did, at: 1_000 * ++seq, seq });

test("one reads what the others did, the newest first, and never one's own", () => {
  const deeds = [deed("c/olli", "MergeNotes"), deed("f/anna", "AddTime"), deed("c/olli", "HideNote")];
  assert.deepEqual(othersDeeds(desk({ deeds })).map(({ did }) => did), ["HideNote", "MergeNotes"]);
});

test("the same done again and again is one line", () => {
  const deeds = [deed("c/olli", "PlaceNotes"), deed("f/anna", "Undo"), deed("c/olli", "PlaceNotes"), deed("r/x", "TurnPage")];
  assert.deepEqual(
    othersDeeds(desk({ deeds })).map(({ did, times }) => [did, times]),
    [["TurnPage", 1], ["PlaceNotes", 2]],
  );
});

test("saying one's name is no news", () => {
  assert.deepEqual(othersDeeds(desk({ deeds: [deed("c/olli", "IntroduceLeader")] })), []);
});

test("a kind is told who of the others touched a thing, by name", () => {
  assert.deepEqual(touchedByOthers(desk({ touched: { a: "c/olli", b: "f/anna" } })), { a: "Olli" });
});
