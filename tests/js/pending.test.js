import assert from "node:assert/strict";
import { test } from "node:test";

import { askedOnTop, dotsGiven, goingTo, ownActions, ownNotes } from "../../static/app/pending.js";

/**
 * @param {string} id
 * @param {Record<string, any>} command
 * @param {"waiting" | "saved" | "refused"} [state]
 * @returns {import("../../static/app/outbox.js").Row}
 */
const row = (id, command, state = "waiting") => ({ id, box: "w/s", n: 1, at: 1, command, state });

/** @type {import("../../static/app/views.js").MyNotes} */
const mine = {
  kind: "collect",
  notes: {
    b: { text: "Toinen", column: 1, row: 0, sort: 1, shown: false, builds_on: "", date: "", round: 0, approved: true },
    a: { text: "Ensimmäinen", column: 0, row: 0, sort: 0, shown: true, builds_on: "", date: "", round: 0, approved: true },
  },
  left: -1,
  comments: {},
  marks: {},
  same: {},
  sheet: { id: "", number: 0, ideas: {} },
};

test("a note is seen the moment it is sent, after those that are kept", () => {
  const own = ownNotes(mine, [row("c", { do: "PostNote", text: "Kolmas", column: 2 })]);

  assert.deepEqual([...own.keys()], ["a", "b", "c"]);
  assert.deepEqual(own.get("a"), { text: "Ensimmäinen", column: 0, isKept: true });
  assert.deepEqual(own.get("c"), { text: "Kolmas", column: 2, isKept: false });
});

test("a note whose answer was lost on the way is not seen twice", () => {
  assert.equal(ownNotes(mine, [row("a", { do: "PostNote", text: "Ensimmäinen" })]).size, 2);
});

test("a changed note stays in its column, and one taken away is gone at once", () => {
  const own = ownNotes(mine, [row("x", { do: "EditNote", note: "b", text: "Uusi" }), row("y", { do: "WithdrawNote", note: "a" })]);

  assert.deepEqual([...own], [["b", { text: "Uusi", column: 1, isKept: false }]]);
});

test("what was refused changes nothing", () => {
  const asked = [row("c", { do: "PostNote", text: "Liikaa" }, "refused"), row("d", { do: "WithdrawNote", note: "a" }, "refused")];

  assert.deepEqual([...ownNotes(mine, asked).keys()], ["a", "b"]);
});

test("a single dot moves, and several are set one option at a time", () => {
  const asked = [row("1", { do: "CastVote", option: "tea", dots: 1 })];
  /** @type {any} */
  const vote = { kind: "vote", dots: { coffee: 1 }, left: 0 };

  assert.deepEqual(dotsGiven(vote, asked, 1), { tea: 1 });
  assert.deepEqual(dotsGiven(vote, asked, 3), { coffee: 1, tea: 1 });
  assert.deepEqual(dotsGiven(vote, [...asked, row("2", { do: "CastVote", option: "tea", dots: 0 })], 3), { coffee: 1 });
});

test("an action keeps what was not changed of it", () => {
  /** @type {any} */
  const commitment = {
    kind: "commit",
    actions: { a: { what: "Soitan", who: "Leena", when: "pe", first_step: "", wrote: true, took: false, shown: true, sort: 1 } },
    promise: "",
  };
  const own = ownActions(commitment, [row("x", { do: "EditAction", activity: "s", action: "a", when: "ma" })]);

  assert.equal(own.get("a")?.what, "Soitan");
  assert.equal(own.get("a")?.who, "Leena");
  assert.equal(own.get("a")?.when, "ma");
  assert.equal(own.get("a")?.isKept, false);
});

test("notes stand where they are going as soon as they are moved", () => {
  const asked = [
    row("1", { do: "PlaceNotes", notes: ["a", "b"], heading: "h" }),
    row("2", { do: "PlaceNotes", notes: ["b"], heading: "" }),
    row("3", { do: "PlaceNotes", notes: ["c"], heading: "h" }, "refused"),
  ];

  assert.deepEqual(goingTo(asked), { a: "h", b: "" });
});

test("two presses between two drawings are two dots, whether the first is kept meanwhile or not", () => {
  const drawn = /** @type {any} */ ({ kind: "vote", dots: { old: 1 } });
  const kept = new Set(["before"]);
  const cast = (/** @type {string} */ id, /** @type {"waiting" | "saved"} */ state) =>
    row(id, { do: "CastVote", option: id === "before" ? "old" : "new", dots: 1 }, state);

  for (const state of /** @type {const} */ (["waiting", "saved"])) {
    const asked = askedOnTop([cast("before", "saved"), cast("first", state)], kept);
    assert.deepEqual(dotsGiven(drawn, asked, 4), { old: 1, new: 1 });
    assert.equal(asked.length, 1);
  }
});
