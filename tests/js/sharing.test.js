import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { keepDraft, leftDrafts } from "../../static/app/own.js";
import { keeperOf, nextOf, peopleHere, readSharing, writeSharing } from "../../static/app/sharing.js";

/** @type {Map<string, string>} */
let kept;
const keeper = {
  draft: (/** @type {string} */ key) => kept.get(key) ?? "",
  saveDraft: (/** @type {string} */ key, /** @type {string} */ text) => void (text ? kept.set(key, text) : kept.delete(key)),
};
/** @param {string} id @param {"waiting" | "saved" | "refused"} state */
const join = (id, state) => /** @type {any} */ ({ id, state, command: { do: "Join" } });

beforeEach(() => {
  kept = new Map();
});

test("a phone that nobody shares knows of nobody", () => {
  assert.deepEqual(readSharing(keeper), { now: "", isHanding: false, names: {} });
  kept.set("sharing", "{broken");
  assert.equal(readSharing(keeper).now, "");
});

test("who has the phone is known after a reload too", () => {
  writeSharing(keeper, { now: "p2", isHanding: true, names: { p1: "Leena", p2: "" } });

  assert.deepEqual(readSharing(keeper), { now: "p2", isHanding: true, names: { p1: "Leena", p2: "" } });
});

test("those on their way stand after those the server knows, and the refused nowhere", () => {
  const sharing = { ...readSharing(keeper), names: { p1: "", p2: "" } };
  const rows = [join("p2", "saved"), join("p3", "waiting"), join("p4", "refused")];

  assert.deepEqual(peopleHere(["p1", "p2"], rows, sharing), ["p1", "p2", "p3"]);
  assert.deepEqual(peopleHere([], [], sharing), ["p1", "p2"], "before the server has said");
});

test("the phone goes round", () => {
  assert.equal(nextOf(["a", "b", "c"], "a"), "b");
  assert.equal(nextOf(["a", "b", "c"], "c"), "a");
  assert.equal(nextOf([], ""), "");
});

test("what one has begun to write is not another’s, and the first one’s stays where it was", () => {
  const about = { prompt: "Mikä?", isPrivate: false };
  keepDraft(keeper, "task/one", "Ensimmäisen", about);
  const [first, second] = [keeperOf(keeper, "p1", "p1"), keeperOf(keeper, "p2", "p1")];
  keepDraft(second, "task/one", "Toisen", about);

  assert.equal(first.draft("task/one"), "Ensimmäisen");
  assert.equal(second.draft("task/one"), "Toisen");
  assert.deepEqual(leftDrafts(second, "").map(({ text }) => text), ["Toisen"]);
  assert.deepEqual(leftDrafts(second, "one"), []);
  assert.deepEqual(leftDrafts(keeperOf(keeper, "p3", "p1"), ""), []);
});
