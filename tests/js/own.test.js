import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { allOwn, fileAddress, fileText, forgetOwn, keepDraft, keepOwn, leftDrafts, linesOf } from "../../static/app/own.js";

/** @type {Map<string, string>} */
let kept;
const keeper = {
  draft: (/** @type {string} */ key) => kept.get(key) ?? "",
  saveDraft: (/** @type {string} */ key, /** @type {string} */ text) => void (text ? kept.set(key, text) : kept.delete(key)),
};
const about = { prompt: "Mikä toimii?", isPrivate: false };

beforeEach(() => {
  kept = new Map();
});

test("a draft is a draft while its step takes answers, and left behind when it does not", () => {
  keepDraft(keeper, "task/one", "Kesken", about);

  assert.deepEqual(leftDrafts(keeper, "one"), []);
  assert.deepEqual(leftDrafts(keeper, "two"), [{ key: "task/one", ...about, text: "Kesken" }]);
  assert.deepEqual(leftDrafts(keeper, "").length, 1);
});

test("what was sent, thrown away, or never more than a space is not left behind", () => {
  keepDraft(keeper, "task/one", "Kesken", about);
  keepDraft(keeper, "task/one", "", about);
  keepDraft(keeper, "task/two", "  ", about);

  assert.deepEqual(leftDrafts(keeper, ""), []);
  assert.equal(kept.has("task/one"), false);
});

test("one's own words of the day are kept step by step, and can be forgotten", () => {
  keepOwn(keeper, "one", { prompt: "Mikä?", lines: ["Tämä"] });
  keepOwn(keeper, "two", { prompt: "Kuka?", lines: ["Leena"] });
  keepOwn(keeper, "one", { prompt: "Mikä?", lines: ["Tämä", "ja tuo"] });

  assert.deepEqual(allOwn(keeper).map(({ lines }) => lines), [["Tämä", "ja tuo"], ["Leena"]]);
  keepOwn(keeper, "two", { prompt: "Kuka?", lines: [] });
  assert.equal(allOwn(keeper).length, 1);
  forgetOwn(keeper);
  assert.deepEqual(allOwn(keeper), []);
  assert.equal(kept.size, 0);
});

test("damaged storage is no storage", () => {
  kept.set("own", "{broken");

  assert.deepEqual(allOwn(keeper), []);
});

test("notes, actions and a promise are words, and dots are none", () => {
  assert.deepEqual(linesOf({ notes: { b: { text: "B", sort: 2 }, a: { text: "A", sort: 1 } } }), ["A", "B"]);
  assert.deepEqual(
    linesOf({ actions: { a: { what: "Soitan", who: "Leena", when: "", first_step: "huomenna", sort: 1 } }, promise: "Lepään" }),
    ["Soitan · Leena · huomenna", "Lepään"],
  );
  assert.deepEqual(linesOf({ dots: { a: 2 } }), []);
  assert.deepEqual(linesOf(undefined), []);
});

test("a file is made of it that any editor reads", () => {
  const text = fileText("Päivä", [{ prompt: "Mikä?", lines: ["Tämä & tuo", "#2"] }]);

  assert.equal(text, "Päivä\n\nMikä?\n- Tämä & tuo\n- #2\n");
  assert.equal(fileText("Mikä?", [{ prompt: "", lines: ["Kesken"] }]), "Mikä?\n\n- Kesken\n");
  assert.equal(decodeURIComponent(fileAddress(text).split(",")[1]), `\uFEFF${text}`);
});
