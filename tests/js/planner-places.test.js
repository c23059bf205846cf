import assert from "node:assert/strict";
import { test } from "node:test";

import { commandsForTrack, commandsTo, dayMark, forkMark, lastPlaces, placeAt, placeBy, placesFor, tracksOf } from "../../static/app/planner-places.js";

/** @param {string} told Such as "a b A:c B:d | e ?q": letters in order, tracks, lines between days, asked before. */
function plan(told) {
  const words = told.split(" ");
  const blocks = words.map((word, sort) => {
    const [id, track] = word.includes(":") ? word.split(":").reverse() : [word.replace("|", `line${sort}`).replace("?", ""), ""];
    const facts = { sort, track, minutes: 10, fixed_at: -1, started_at: id === id.toUpperCase() ? 1 : 0, steps: {} };
    return [id, { ...facts, new_day: word === "|", date: "", before: word.startsWith("?"), title: {} }];
  });
  return /** @type {any} */ ({ starts: 540, day: "", blocks: Object.fromEntries(blocks) });
}

/** Do what commands ask for, as the server does. @param {any} view @param {Record<string, any>[]} commands */
function done(view, commands) {
  let line = Object.entries(view.blocks).sort(([, a], [, b]) => /** @type {any} */ (a).sort - /** @type {any} */ (b).sort);
  for (const { do: what, block, after, track } of commands) {
    const own = /** @type {[string, any]} */ (line.find(([id]) => id === block));
    if (track !== undefined) own[1] = { ...own[1], track };
    if (what === "MoveBlock") {
      line = line.filter(([id]) => id !== block);
      line.splice(after ? line.findIndex(([id]) => id === after) + 1 : 0, 0, own);
    }
  }
  const words = line.map(([id, row]) => {
    const { track, new_day, before } = /** @type {any} */ (row);
    return new_day ? "|" : track ? `${track}:${id}` : before ? `?${id}` : id;
  });
  return words.join(" ");
}

/** @param {string} told @param {string} id @param {-1 | 1} by */
const moved = (told, id, by) => {
  const place = placeBy(plan(told), id, by);
  return place && done(plan(told), commandsTo(plan(told), id, place));
};

test("a block goes one place earlier or later, and not over the ends", () => {
  assert.equal(moved("a b c", "b", 1), "a c b");
  assert.equal(moved("a b c", "b", -1), "b a c");
  assert.equal(moved("a b", "a", -1), undefined);
  assert.equal(moved("a b", "b", 1), undefined);
});

test("the next place after the last of a day is the first of the next one", () => {
  assert.equal(moved("a b | c", "b", 1), "a | b c");
  assert.equal(moved("a | b c", "b", -1), "a b | c");
  assert.equal(moved("a |", "a", 1), "| a");
});

test("what is asked before the day is no place to pass", () => {
  assert.equal(moved("?q a b", "b", -1), "b ?q a");
});

test("what is for everybody goes past tracks as past one thing", () => {
  assert.equal(moved("a X:b Y:c d", "a", 1), "X:b Y:c a d");
  assert.equal(moved("a X:b Y:c d", "d", -1), "a d X:b Y:c");
});

test("in a track a block goes among its own, then out to everybody", () => {
  assert.equal(moved("a X:b Y:c X:d e", "d", -1), "a X:d X:b Y:c e");
  assert.equal(moved("a X:b Y:c X:d e", "b", 1), "a Y:c X:d X:b e");
  assert.equal(moved("a X:b Y:c X:d e", "d", 1), "a X:b Y:c d e");
  assert.equal(moved("a X:b Y:c X:d e", "b", -1), "a b Y:c X:d e");
});

test("the only one of its track leaves what runs side by side", () => {
  assert.equal(moved("a X:b Y:c e", "b", 1), "a Y:c b e");
  assert.equal(moved("a X:b Y:c Y:d e", "b", -1), "a b Y:c Y:d e");
  assert.equal(moved("X:b Y:c", "c", 1), "X:b c");
  assert.equal(moved("X:b Y:c", "b", -1), "b Y:c");
});

test("a track that is alone stays one wherever it goes", () => {
  assert.equal(moved("a X:b c d", "b", 1), "a c X:b d");
});

test("what has run stays before what has not", () => {
  const places = placesFor(plan("A b c"), "c");
  assert.deepEqual(places.map(({ after }) => after), ["A", "b"]);
  assert.equal(moved("A b c", "b", -1), undefined);
});

/** @param {string} told @param {string} moving @param {string} target @param {"before" | "after"} side */
const dropped = (told, moving, target, side) => {
  const place = placeAt(plan(told), { moving, target, side });
  return place && done(plan(told), commandsTo(plan(told), moving, place));
};

test("a block lands beside the row it is dropped on, and in its track", () => {
  assert.equal(dropped("a b c", "c", "a", "before"), "c a b");
  assert.equal(dropped("a b c", "a", "b", "after"), "b a c");
  assert.equal(dropped("a b | c d", "a", "c", "after"), "b | c a d");
  assert.equal(dropped("a X:b Y:c d", "a", "c", "before"), "Y:a X:b Y:c d");
  assert.equal(dropped("a X:b Y:c d", "d", "b", "after"), "a X:b X:d Y:c");
  assert.equal(dropped("a b", "a", "a", "after"), undefined);
});

test("a block dropped where it stands asks for nothing", () => {
  assert.deepEqual(commandsTo(plan("a b c"), "b", { after: "a", track: "" }), []);
  assert.equal(dropped("a b c", "b", "c", "before"), "a b c");
});

test("above and below what runs side by side is for everybody", () => {
  assert.equal(dropped("a X:b Y:c d", "d", `${forkMark}b`, "before"), "a d X:b Y:c");
  assert.equal(dropped("a X:b Y:c d", "a", `${forkMark}b`, "after"), "X:b Y:c a d");
  assert.equal(dropped("a X:b Y:c X:d e", "d", `${forkMark}b`, "after"), "a X:b Y:c d e");
});

test("a block dropped on a day's head is the first of that day", () => {
  assert.equal(dropped("a b | c", "a", `${dayMark}1`, "after"), "b | a c");
  assert.equal(dropped("a b | c", "c", `${dayMark}0`, "after"), "c a b |");
  assert.equal(dropped("a |", "a", `${dayMark}1`, "after"), "| a");
});

test("a track is given and taken away without parting what runs side by side", () => {
  const given = (/** @type {string} */ told, /** @type {string} */ id, /** @type {string} */ track) => done(plan(told), commandsForTrack(plan(told), id, track));
  assert.equal(given("a b c", "b", "X"), "a X:b c");
  assert.equal(given("a X:b Y:c X:d e", "c", ""), "a X:b X:d c e");
  assert.equal(given("a X:b Y:c e", "c", ""), "a X:b c e");
  assert.deepEqual(commandsForTrack(plan("a X:b"), "b", "X"), []);
  assert.deepEqual(tracksOf(plan("a Y:b X:c Y:d")), ["Y", "X"]);
});

test("the last place of each day is for everybody", () => {
  const told = plan("a X:b Y:c | d |");
  assert.deepEqual(lastPlaces(told, "a").map(({ day, after }) => [day, after]), [[0, "c"], [1, "d"], [2, "line5"]]);
});
