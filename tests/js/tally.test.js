import assert from "node:assert/strict";
import { test } from "node:test";

import { cloudOf } from "../../static/app/cloud.js";
import { rowsInOrder, shuffledFor } from "../../static/app/rows.js";
import { lineAfter, medianPlaces, pagesNeeded, ranked } from "../../static/app/tally.js";

/**
 * @param {number} sort
 * @param {Partial<import("../../static/app/views.js").OptionView>} [more]
 * @returns {import("../../static/app/views.js").OptionView}
 */
const option = (sort, more = {}) => ({
  text: { "": `${sort}` },
  sort,
  dots: 0,
  voters: 0,
  hands: 0,
  share: 0,
  cut: "",
  hidden: false,
  merged: {},
  ...more,
});
/** @param {Record<string, any>} more @returns {any} */
const vote = (more) => ({ ordered: false, median: 0, options: {}, ...more });

test("the result has the best first by dots and hands together, equals in their order", () => {
  const options = { a: option(1, { dots: 2 }), b: option(2, { dots: 1, hands: 3 }), c: option(3, { dots: 2 }) };

  assert.deepEqual(ranked(vote({ options })).map(([id]) => id), ["b", "a", "c"]);
});

test("a scale keeps its order, and an option taken out is nowhere", () => {
  const options = { c: option(3, { dots: 9 }), a: option(1), b: option(2, { hidden: true }) };

  assert.deepEqual(ranked(vote({ options, ordered: true })).map(([id]) => id), ["a", "c"]);
});

test("the line stands under the last that goes on, and a tie across it has a line of its own", () => {
  const clear = ["in", "in", "out"].map((cut, n) => option(n, { cut }));
  const tied = ["in", "tied", "tied", "out"].map((cut, n) => option(n, { cut }));

  assert.deepEqual(clear.map((_row, n) => lineAfter(clear, n)), ["", "go on", ""]);
  assert.deepEqual(tied.map((_row, n) => lineAfter(tied, n)), ["go on", "", "tie", ""]);
});

test("a median halfway between two steps marks both", () => {
  assert.deepEqual([...medianPlaces(vote({ median: 4 }))], [3]);
  assert.deepEqual([...medianPlaces(vote({ median: 3.5 }))], [2, 3]);
  assert.deepEqual([...medianPlaces(vote({ median: 0 }))], []);
});

test("a few notes take a page, three hundred take more than anyone turns", () => {
  const notes = (/** @type {number} */ count) =>
    Object.fromEntries(
      Array.from({ length: count }, (_each, n) => [
        `n${n}`,
        { text: { "": "Toisen kuunteleminen ja kiitos" }, sort: n, heading: "h", weight: 1, source: "phone", hidden: false, merged: {} },
      ]),
    );
  /** @param {number} count @returns {any} */
  const view = (count) => ({ notes: notes(count), headings: { h: { text: { "": "Aamut" }, sort: 1, count } } });

  assert.equal(pagesNeeded(view(8)), 1);
  assert.ok(pagesNeeded(view(300)) > 8);
});

test("words that differ only in letters, spaces or a full stop are the same word", () => {
  assert.deepEqual(cloudOf(["Kiire", " kiire. ", "ilo", "KIIRE", "ilo", "toivo"]), [
    { words: "Kiire", count: 3, weight: 5 },
    { words: "ilo", count: 2, weight: 3 },
    { words: "toivo", count: 1, weight: 1 },
  ]);
});

test("a cloud of words said once has one size, and has room for so many", () => {
  assert.deepEqual(cloudOf(["a", "b", ""]).map(({ weight }) => weight), [2, 2]);
  assert.equal(cloudOf(Array.from({ length: 90 }, (_each, n) => `w${n}`), 60).length, 60);
});

test("rows stand by their sort number, whatever order they came in", () => {
  assert.deepEqual(rowsInOrder({ b: { sort: 2 }, c: { sort: 1 }, a: { sort: 2 } }).map(([id]) => id), ["c", "a", "b"]);
  assert.deepEqual(rowsInOrder(undefined), []);
});

test("each phone has an order of its own, and keeps it", () => {
  /** @type {[string, number][]} */
  const options = Array.from({ length: 8 }, (_each, n) => [`option-${n}`, n]);
  const orders = Array.from({ length: 40 }, (_each, n) => shuffledFor(options, `seat-${n}`).map(([id]) => id).join());
  const firsts = new Set(orders.map((order) => order.split(",")[0]));

  assert.deepEqual(shuffledFor(options, "seat-1"), shuffledFor([...options].reverse(), "seat-1"));
  assert.ok(new Set(orders).size > 35);
  assert.ok(firsts.size >= 6, `${firsts.size} options came first on some phone`);
});
