import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { allOwn, calendarAddress, fileAddress, fileText, forgetOwn, keepDraft, keepOwn, leftDrafts, ownDays } from "../../static/app/own.js";

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

test("days are kept with the words, a step with days alone too, and told from the earliest on", () => {
  keepOwn(keeper, "one", { prompt: "Mikä?", lines: ["Soitan"], days: [{ date: "2026-12-24", words: "Soitan" }] });
  keepOwn(keeper, "two", { prompt: "Milloin?", lines: [], days: [{ date: "2026-12-01", words: "Kysyn" }] });

  assert.deepEqual(ownDays(allOwn(keeper)), [
    { date: "2026-12-01", words: "Kysyn" },
    { date: "2026-12-24", words: "Soitan" },
  ]);
  assert.deepEqual(ownDays([{ prompt: "Vanha", lines: ["x"] }]), []);
});

test("a calendar file travels in its own address", () => {
  assert.equal(decodeURIComponent(calendarAddress("BEGIN:VCALENDAR\r\nä").split(",")[1]), "BEGIN:VCALENDAR\r\nä");
});

test("a file is made of it that any editor reads", () => {
  const text = fileText("Päivä", [{ prompt: "Mikä?", lines: ["Tämä & tuo", "#2"] }]);

  assert.equal(text, "Päivä\n\nMikä?\n- Tämä & tuo\n- #2\n");
  assert.equal(fileText("Mikä?", [{ prompt: "", lines: ["Kesken"] }]), "Mikä?\n\n- Kesken\n");
  assert.equal(decodeURIComponent(fileAddress(text).split(",")[1]), `\uFEFF${text}`);
});
