import assert from "node:assert/strict";
import { test } from "node:test";

import { quickQuestion, shapes } from "../../static/app/desk-ask.js";

const asked = { prompt: "Miten menee?", shape: "notes", options: "yksi\nkaksi\nkolme", identity: "group", minutes: 3 };
/** @param {string} shape @param {Record<string, any>} [more] */
const ask = (shape, more = {}) => quickQuestion({ ...asked, shape, ...more }, "fi");

test("every kind of task can be asked for", () => {
  const kinds = Object.keys(shapes).map((shape) => ask(shape)?.kind);
  assert.deepEqual(
    [...new Set(kinds)].sort(),
    ["cluster", "collect", "commit", "consent", "form", "groups", "matrix", "rank", "rate", "round", "show", "vote"],
  );
});

test("a kind that needs lines asks for nothing without them", () => {
  const needy = Object.keys(shapes).filter((shape) => !ask(shape, { options: "" }));
  assert.deepEqual(needy, ["form", "choice", "dots", "rank", "matrix"]);
});

test("what is proposed is the proposal, and the question is about it", () => {
  const command = ask("consent", { support: "Kannatatko?" });
  assert.deepEqual(command?.prompt, { fi: "Kannatatko?" });
  assert.deepEqual(command?.settings, { scale: "fist", proposals: [{ fi: "Miten menee?" }] });
});

test("what is rated is the question itself", () => {
  assert.deepEqual(ask("rate")?.settings, { scale: "0-10", statements: [{}] });
});

test("the axes are called what was typed", () => {
  const settings = ask("matrix", { across: "Vaiva", upwards: "Hyöty" })?.settings;
  assert.deepEqual([settings?.x_title, settings?.y_title], [{ fi: "Vaiva" }, { fi: "Hyöty" }]);
});

test("no more lines are sent than there is room for", () => {
  const options = Array.from({ length: 30 }, (_, n) => `rivi ${n}`).join("\n");
  assert.equal(ask("rank", { options })?.settings.items.length, 10);
  assert.equal(ask("choice", { options })?.settings.options.length, 12);
});
