import assert from "node:assert/strict";
import test from "node:test";
import { isSame, numberIn, ownForm, sheetOf } from "../../static/app/form-own.js";

/** @param {Record<string, any>} command @param {"waiting" | "refused"} [state] @returns {any} */
const row = (command, state = "waiting") => ({ id: "r", state, command });
/** @param {Record<string, any>} [fields] */
const kept = (fields) => ({ number: -1, options: [], text: "", dont_know: false, ...fields });
/** @type {any} */
const mine = { kind: "form", sent: false, answers: { q: kept({ number: 3 }), p: kept({ text: "words" }) } };

test("an answer is one's own the moment it is given, and so is taking it back", () => {
  const rows = [row({ do: "AnswerQuestion", question: "q", number: 4 }), row({ do: "ClearAnswer", question: "p" })];
  assert.deepEqual(ownForm(mine, rows).answers, { q: { ...kept({ number: 4 }), isKept: false } });
});

test("a form counts as sent while the sending is on its way, and not once it was refused", () => {
  assert.equal(ownForm(mine, [row({ do: "SendForm" })]).sent, true);
  assert.equal(ownForm(mine, [row({ do: "SendForm" }, "refused")]).sent, false);
  assert.equal(ownForm(mine, [row({ do: "AnswerQuestion", question: "q", number: 4 }, "refused")]).answers.q.number, 3);
});

test("an answer that says the same is not sent again, whatever the order of its options", () => {
  assert.equal(isSame({ ...kept({ options: ["a", "b"] }), isKept: true }, { options: ["b", "a"] }), true);
  assert.equal(isSame({ ...kept({ options: ["a", "b"] }), isKept: true }, { options: ["a"] }), false);
  assert.equal(isSame({ ...kept({ number: 0 }), isKept: true }, { number: 0 }), true);
  assert.equal(isSame(undefined, { number: 0 }), false);
});

test("a number is whole, and nought is one", () => {
  assert.equal(numberIn(" 1 200 "), 1200);
  assert.equal(numberIn("0"), 0);
  for (const none of ["", "-1", "2,5", "many", "12345678"]) assert.equal(numberIn(none), undefined);
});

test("a paper form is read by question, and what was left blank is left out", () => {
  const questions = { s: { ask: "scale" }, n: { ask: "number" }, c: { ask: "choices" }, w: { ask: "words" }, e: { ask: "words" } };
  const given = new FormData();
  for (const [name, value] of [["s", "0"], ["n", ""], ["c", "a"], ["c", "b"], ["w", " said "], ["e", "  "]]) given.append(`paper-${name}`, value);
  assert.deepEqual(sheetOf(given, /** @type {any} */ ({ questions })), { numbers: { s: 0 }, chosen: { c: ["a", "b"] }, texts: { w: "said" } });
});
