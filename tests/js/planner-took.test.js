import assert from "node:assert/strict";
import { test } from "node:test";
import { differences, totals } from "../../static/app/planner-took.js";

const minute = 60_000;
/** @param {Record<string, any>} facts */
const block = (facts) => ({ sort: 0, started_at: minute, ended_at: 0, planned_minutes: 10, skipped: false, before: false, ...facts });
const view = /** @type {any} */ ({
  blocks: {
    longer: block({ sort: 1, ended_at: 19 * minute }),
    same: block({ sort: 2, ended_at: 13 * minute }),
    shorter: block({ sort: 0, ended_at: 5 * minute }),
    skipped: block({ sort: 3, ended_at: 90 * minute, skipped: true }),
    still: block({ sort: 4 }),
    asked: block({ sort: 5, ended_at: 9000 * minute, before: true }),
  },
});

test("blocks that took clearly longer or shorter are told in the order of the day", () => {
  assert.deepEqual(differences(view), [
    { block: "shorter", planned: 10, took: 4 },
    { block: "longer", planned: 10, took: 18 },
  ]);
});

test("the sums are of what ran to its end: no question before the day, nothing skipped", () => {
  assert.deepEqual(totals(view), { planned: 30, took: 34 });
  assert.equal(totals({ blocks: {} }), undefined);
});
