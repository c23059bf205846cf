import assert from "node:assert/strict";
import { test } from "node:test";

import { quickQuestion } from "../../static/app/desk-moves.js";
import { landingAt } from "../../static/app/planner-drag.js";
import {
  afterDropped,
  afterMoved,
  clockFrom,
  copyOf,
  linesOf,
  methodsFor,
  minutesFrom,
  remarks,
  stepsBefore,
  textsOf,
  tied,
  worded,
} from "../../static/app/planner-plan.js";
import { fieldsOf, shapeOf, viewWhenOpened } from "../../static/app/planner-schema.js";

const order = ["a", "b", "c", "d"];

/** @param {Record<string, any>} [facts] @returns {any} */
const step = (facts = {}) => ({
  sort: 0, kind: "collect", prompt: { fi: "?" }, help: {}, minutes: 5, settings: {}, identity: "named", destination: "client",
  source: {}, stage: "planned", ...facts,
});
/** @param {Record<string, any>} [facts] @returns {any} */
const block = (facts = {}) => ({
  sort: 0, title: { fi: "Osio" }, minutes: 30, fixed_at: -1, waits: 0, late: 0, method: "", note: "", materials: {}, mandatory: false,
  is_break: false, skipped: false, started_at: 0, ended_at: 0, planned_minutes: 0, steps: {}, ...facts,
});
/** @param {Record<string, any>} blocks @param {Record<string, any>} [facts] @returns {any} */
const plan = (blocks, facts = {}) => ({ languages: ["fi"], expected: 20, blocks, ...facts });

test("a row moves one place, and not over the ends", () => {
  assert.equal(afterMoved(order, "c", -1), "a");
  assert.equal(afterMoved(order, "b", -1), "");
  assert.equal(afterMoved(order, "b", 1), "c");
  assert.equal(afterMoved(order, "a", -1), undefined);
  assert.equal(afterMoved(order, "d", 1), undefined);
});

test("a row lands where it is dropped, and nowhere if that is where it was", () => {
  assert.equal(afterDropped(order, "d", "a", "before"), "");
  assert.equal(afterDropped(order, "a", "c", "after"), "c");
  assert.equal(afterDropped(order, "c", "b", "before"), "a");
  assert.equal(afterDropped(order, "b", "a", "after"), undefined);
  assert.equal(afterDropped(order, "b", "c", "before"), undefined);
});

test("the upper half of a row lands before it, under the last row after it", () => {
  const rows = [{ id: "a", top: 0, bottom: 100 }, { id: "b", top: 100, bottom: 200 }];
  assert.deepEqual(landingAt(rows, "b", 10), { moving: "b", target: "a", side: "before" });
  assert.deepEqual(landingAt(rows, "a", 900), { moving: "a", target: "b", side: "after" });
});

test("a copy keeps what flows within it and loses its fixed time", () => {
  const steps = { y: step({ sort: 1, source: { step: "x", take: "top", most: 3 } }), x: step() };
  const copy = /** @type {any} */ (copyOf(block({ fixed_at: 600, steps })));
  assert.deepEqual(copy.steps.map((/** @type {any} */ one) => one.id), ["x", "y"]);
  assert.equal(copy.steps[0].source, null);
  assert.equal(copy.steps[1].source.step, "x");
  assert.equal(copy.fixed_at, undefined);
});

test("a method starts from the last thing that was asked before it", () => {
  const view = plan({ a: block({ steps: { s: step(), talk: step({ sort: 1, kind: "show" }) } }), b: block({ sort: 1, steps: { t: step() } }) });
  const method = { steps: [{ id: "0", source: { step: "before", take: "items", most: 0 } }, { id: "1", source: { step: "0", take: "top", most: 3 } }] };
  assert.equal(tied(method, view, "a").steps[0].source.step, "s");
  assert.equal(tied(method, view, "a").steps[1].source.step, "0");
  assert.equal(tied(method, view, "").steps[0].source, null);
});

test("only what comes before can flow in", () => {
  const view = plan({ a: block({ steps: { s: step() } }), b: block({ sort: 1, steps: { t: step(), u: step({ sort: 1 }) } }) });
  assert.deepEqual(stepsBefore(view, "u").map(([id]) => id), ["s", "t"]);
});

test("an hour and a half without a break is remarked on once, and not after one", () => {
  const long = plan({ a: block({ minutes: 60 }), b: block({ sort: 1, minutes: 40 }), c: block({ sort: 2, minutes: 40 }) });
  assert.deepEqual(remarks(long).map(({ code, block: at, n }) => [code, at, n]), [["long_stretch", "b", 100]]);
  const rested = plan({ a: block({ minutes: 60 }), p: block({ sort: 1, is_break: true }), c: block({ sort: 2, minutes: 40 }) });
  assert.deepEqual(remarks(rested), []);
});

test("a question without words in one of the languages is remarked on", () => {
  const view = plan({ a: block({ steps: { s: step() } }) }, { languages: ["fi", "sv"] });
  assert.deepEqual(remarks(view), [{ code: "hollow", block: "a", n: 1 }]);
});

test("few people and anonymous steps are remarked on together only", () => {
  const anonymous = { a: block({ steps: { s: step({ identity: "anonymous" }) } }) };
  assert.deepEqual(remarks(plan(anonymous, { expected: 7 })).map(({ code }) => code), ["few"]);
  assert.deepEqual(remarks(plan(anonymous, { expected: 8 })), []);
  assert.deepEqual(remarks(plan({ a: block({ steps: { s: step() } }) }, { expected: 7 })), []);
});

test("words that are taken away take their language with them", () => {
  assert.deepEqual(worded({ fi: "a", sv: "b" }, "sv", "  "), { fi: "a" });
  assert.deepEqual(worded({ fi: "a" }, "sv", " c "), { fi: "a", sv: "c" });
});

test("a list is edited as lines, each language in its own", () => {
  const texts = [{ fi: "yksi", sv: "ett" }, { fi: "kaksi", sv: "två" }];
  assert.equal(linesOf(texts, "sv"), "ett\ntvå");
  assert.deepEqual(textsOf(texts, "fi", "uno\nkaksi\nkolme"), [{ fi: "uno", sv: "ett" }, { fi: "kaksi", sv: "två" }, { fi: "kolme" }]);
  assert.deepEqual(textsOf([{ fi: "a" }, { fi: "b" }], "fi", "b\n\n"), [{ fi: "b" }]);
});

test("clock times go to the field and back", () => {
  assert.equal(clockFrom(545), "09:05");
  assert.equal(minutesFrom("09:05"), 545);
  assert.equal(clockFrom(-1), "");
  assert.equal(minutesFrom(""), null);
});

test("a form follows references and knows each field's shape", () => {
  const schema = {
    $ref: "#/$defs/S",
    $defs: {
      S: {
        properties: {
          columns: { type: "array", items: { type: "object" }, title: "Columns", default: [] },
          view: { enum: ["cards", "cloud"], default: "cards" },
          hidden: { type: "boolean", default: false },
          top: { type: "integer", minimum: 0, maximum: 50, default: 3 },
          low: { type: "object", additionalProperties: { type: "string" }, default: {} },
          maybe: { anyOf: [{ type: "string" }, { type: "null" }], title: "Maybe" },
        },
      },
    },
  };
  const shapes = Object.fromEntries(fieldsOf(schema).map(([name, field]) => [name, shapeOf(field)]));
  assert.deepEqual(shapes, { columns: "list", view: "choice", hidden: "check", top: "number", low: "text", maybe: "words" });
  assert.equal(Object.fromEntries(fieldsOf(schema)).maybe.title, "Maybe");
});

test("a preview starts from the settings and their defaults", () => {
  const schema = { properties: { max_notes: { type: "integer", default: 5 }, hidden: { type: "boolean", default: false } } };
  const view = viewWhenOpened(step({ settings: { hidden: true } }), schema);
  assert.equal(view.max_notes, 5);
  assert.equal(view.hidden, true);
  assert.deepEqual(view.notes, {});
  const vote = viewWhenOpened(step({ kind: "vote", settings: { options: [{ fi: "a" }, { fi: "b" }] } }), {});
  assert.deepEqual(Object.values(vote.options).map((/** @type {any} */ option) => [option.text.fi, option.sort]), [["a", 1], ["b", 2]]);
});

test("methods are found by name, purpose and theme, all words together", () => {
  /** @type {any[]} */
  const methods = [
    { slug: "oppimiskahvila", name: { fi: "Oppimiskahvila" }, purpose: { fi: "Pöydissä puhutaan" }, themes: ["rules"] },
    { slug: "roti", name: { fi: "ROTI" }, purpose: { fi: "Oliko aika hyvin käytetty" }, themes: ["all"] },
  ];
  assert.deepEqual(methodsFor(methods, "KAHVILA pöy").map(({ slug }) => slug), ["oppimiskahvila"]);
  assert.equal(methodsFor(methods, "").length, 2);
  assert.equal(methodsFor(methods, "xyz").length, 0);
});

test("a quick question needs words, and a choice needs two", () => {
  const asked = { prompt: " Miten menee? ", shape: "notes", options: "", identity: "anonymous", minutes: 3 };
  assert.deepEqual(quickQuestion(asked, "fi"), {
    do: "QuickQuestion", prompt: { fi: "Miten menee?" }, kind: "collect", settings: {}, identity: "anonymous", minutes: 3,
  });
  assert.equal(quickQuestion({ ...asked, prompt: " " }, "fi"), undefined);
  assert.equal(quickQuestion({ ...asked, shape: "choice", options: "yksi" }, "fi"), undefined);
  assert.deepEqual(quickQuestion({ ...asked, shape: "choice", options: "yksi\n\nkaksi" }, "fi")?.settings, { options: [{ fi: "yksi" }, { fi: "kaksi" }] });
  assert.equal(quickQuestion({ ...asked, shape: "scale" }, "fi")?.settings.ordered, true);
});
