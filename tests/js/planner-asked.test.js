import assert from "node:assert/strict";
import { test } from "node:test";
import { askedBefore, questionBlock, showAnswers } from "../../static/app/planner-asked.js";

/** @param {Record<string, any>} facts */
const block = (facts) => ({ sort: 0, title: { fi: "x" }, steps: {}, before: false, is_break: false, new_day: false, mandatory: false, ...facts });
const step = (/** @type {string} */ source = "") => ({ sort: 0, kind: "show", source: source ? { step: source } : {} });

test("a question asked before the day speaks each of the workshop's languages and has no minutes", () => {
  const made = questionBlock({ languages: ["sv", "fi"] });

  assert.deepEqual(Object.keys(made.title), ["sv", "fi"]);
  assert.equal(made.before, true);
  assert.deepEqual([made.minutes, made.steps[0].kind, made.steps[0].settings], [0, "form", { when: "before" }]);
});

test("its answers are shown in the opening, not while people arrive", () => {
  const view = /** @type {any} */ ({
    languages: ["fi"],
    blocks: {
      asked: block({ before: true, steps: { q: step() } }),
      doors: block({ sort: 1 }),
      opening: block({ sort: 2, mandatory: true, steps: { talk: step() } }),
    },
  });
  const command = showAnswers(view, "q");

  assert.equal(command?.block, "opening");
  assert.equal(command?.after, "talk");
  assert.deepEqual(command?.step.source, { step: "q", take: "items", most: 12 });
});

test("what is shown already is not shown twice", () => {
  const view = /** @type {any} */ ({
    languages: ["fi"],
    blocks: { asked: block({ before: true, steps: { q: step() } }), opening: block({ sort: 1, steps: { s: step("q") } }) },
  });

  assert.equal(showAnswers(view, "q"), undefined);
  assert.deepEqual(askedBefore(view).map(([id]) => id), ["asked"]);
});
