import assert from "node:assert/strict";
import { test } from "node:test";

import { quickQuestion } from "../../static/app/desk-ask.js";
import {
  afterMoved,
  clockFrom,
  copyOf,
  identitiesFor,
  linesOf,
  minutesFrom,
  stepsBefore,
  textsOf,
  tied,
  usualIdentity,
  worded,
} from "../../static/app/planner-plan.js";
import { moved, nameOf, remembered, settingsNow } from "../../static/app/planner-change.js";
import { Previews } from "../../static/app/planner-looks.js";
import { fieldsFor, fieldsOf, numbersIn, settingsTogether, shapeOf } from "../../static/app/planner-schema.js";

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

test("words that are taken away take their language with them", () => {
  assert.deepEqual(worded({ fi: "a", sv: "b" }, "sv", "  "), { fi: "a" });
  assert.deepEqual(worded({ fi: "a" }, "sv", " c "), { fi: "a", sv: "c" });
});

test("a kind goes to the identity it chooses itself, and to the group's name where groups answer", () => {
  const allowed = ["anonymous", "named", "group"];
  assert.equal(usualIdentity(allowed, false), "anonymous");
  assert.equal(usualIdentity(allowed, true), "group");
  assert.equal(usualIdentity(["anonymous", "nickname"], true), "nickname");
  assert.equal(usualIdentity(["named", "group"], false), "named");
  assert.deepEqual(identitiesFor(allowed, true), ["named", "group"]);
  assert.deepEqual(identitiesFor(allowed, false), allowed);
});

test("with groups that answer together the settings say so, and no longer without", () => {
  const schema = { properties: { who: { enum: ["company", "person"], default: "person" }, view: { enum: ["a", "b"], default: "a" } } };
  assert.deepEqual(settingsTogether(schema, { view: "b" }, true), { view: "b", who: "company" });
  assert.deepEqual(settingsTogether(schema, { view: "b", who: "company" }, false), { view: "b", who: "person" });
});

test("a list of numbers is written with commas, and stays within its bounds", () => {
  const field = { type: "array", items: { type: "integer", minimum: 1, maximum: 20 }, maxItems: 3 };
  assert.equal(shapeOf(field), "numbers");
  assert.deepEqual(numbersIn("5, 3,1 ja 2", field), [5, 3, 1]);
  assert.deepEqual(numbersIn("0; 99; x", field), [1, 20]);
  assert.deepEqual(numbersIn("", field), []);
});

test("a method's groups are the last ones before the place where it is added", () => {
  const view = plan({
    a: block({ sort: 0, steps: { pairs: step({ kind: "groups", settings: {} }), notes: step({ sort: 1 }) } }),
    b: block({ sort: 1, steps: { fours: step({ kind: "groups" }), talk: step({ kind: "round", sort: 1 }) } }),
    c: block({ sort: 2, steps: { later: step({ kind: "groups" }) } }),
  });
  const method = { steps: [step({ id: "0", company: "groups", source: { step: "before", take: "items" } }), step({ id: "1", company: "0" })] };
  const [first, second] = tied(method, view, "b").steps;
  assert.equal(first.company, "fours");
  assert.equal(first.source.step, "notes");
  assert.equal(second.company, "0");
  assert.equal(tied(method, view, "").steps[0].company, "");
});

test("a copied step answers with the same groups", () => {
  assert.equal(copyOf(block({ steps: { one: step({ company: "pairs" }) } })).steps[0].company, "pairs");
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

test("a preview is asked for once, again when its step has changed, and keeps the latest answer", async () => {
  /** @type {any[]} */
  const asked = [];
  let drawn = 0;
  const looks = new Previews(async (what) => (asked.push(what), { board: what }), () => (drawn += 1));
  const later = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
  looks.of("one", step());
  looks.of("one", step());
  await later(20);
  assert.equal(asked.length, 1);
  assert.equal(looks.of("one", step())?.seen?.board.identity, "named");
  // What is shown stays until the next answer comes.
  assert.equal(looks.of("one", step({ identity: "anonymous" }))?.seen?.board.identity, "named");
  assert.ok(looks.of("one", step({ identity: "nickname", source: { step: "before" } })));
  await later(400);
  assert.deepEqual(asked.slice(1).map(({ identity, flows }) => [identity, flows]), [["nickname", true]]);
  assert.equal(drawn, 2);
});

test("a no to a preview, and one that did not come, are told apart", async () => {
  const later = () => new Promise((done) => setTimeout(done, 20));
  const refused = new Previews(async () => ({ no: "settings_wrong", field: "view" }), () => {});
  const broken = new Previews(async () => { throw new Error("no line"); }, () => {});
  refused.of("one", step());
  broken.of("one", step());
  await later();
  assert.equal(refused.of("one", step())?.no?.field, "view");
  assert.equal(broken.of("one", step())?.failed, true);
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

/** A list of records as msgspec writes it: the record is a definition of its own. */
const listed = {
  $ref: "#/$defs/S",
  $defs: {
    S: { properties: { questions: { type: "array", items: { $ref: "#/$defs/Q" }, maxItems: 25, default: [] } } },
    Q: {
      title: "Q",
      type: "object",
      properties: {
        ask: { enum: ["scale", "words"], default: "scale" },
        text: { type: "object", additionalProperties: { type: "string" }, default: {} },
        low: { type: "object", additionalProperties: { type: "string" }, only: { ask: ["scale"] }, default: {} },
        inner: { type: "array", items: { $ref: "#/$defs/R" }, default: [] },
      },
    },
    R: { type: "object", properties: { name: { type: "string", default: "" } } },
  },
};

test("a list of records is known, and each record is read like a form of its own", () => {
  const { questions } = Object.fromEntries(fieldsOf(listed));
  assert.equal(shapeOf(questions), "records");
  assert.equal(questions.maxItems, 25);
  const record = Object.fromEntries(fieldsOf(questions.items));
  assert.deepEqual(Object.entries(record).map(([name, field]) => [name, shapeOf(field)]), [
    ["ask", "choice"], ["text", "text"], ["low", "text"], ["inner", "records"],
  ]);
  assert.deepEqual(fieldsOf(record.inner.items).map(([name]) => name), ["name"]);
});

test("a field that means something beside certain values only is not asked for beside others", () => {
  const { items } = Object.fromEntries(fieldsOf(listed)).questions;
  assert.deepEqual(fieldsFor(items, {}).map(([name]) => name), ["ask", "text", "low", "inner"]);
  assert.deepEqual(fieldsFor(items, { ask: "words" }).map(([name]) => name), ["ask", "text", "inner"]);
});

test("a record moves one place, and not over the ends", () => {
  assert.deepEqual(moved(["a", "b", "c"], 1, -1), ["b", "a", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], 1, 1), ["a", "c", "b"]);
  assert.deepEqual(moved(["a", "b"], 0, -1), ["a", "b"]);
  assert.deepEqual(moved(["a", "b"], 1, 1), ["a", "b"]);
});

test("a record is called by its first words, never by a choice", () => {
  const fields = fieldsOf(Object.fromEntries(fieldsOf(listed)).questions.items);
  assert.equal(nameOf({ ask: "words", text: { fi: "Mikä auttoi?" } }, fields), "Mikä auttoi?");
  assert.equal(nameOf({ ask: "words" }, fields), "");
});

test("a second change is made to what the first one asked for, as long as that is on its way", () => {
  const view = { hidden: true };
  const first = remembered("form", view, { hidden: false }, 0);
  assert.equal(settingsNow("form", { ...view }, 1_000), first);
  // The view has come: it is the truth again. So it is when nothing came.
  assert.deepEqual(settingsNow("form", { hidden: false, when: "after" }, 1_000), { hidden: false, when: "after" });
  assert.deepEqual(settingsNow("form", view, 9_000), view);
});
