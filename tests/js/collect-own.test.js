import assert from "node:assert/strict";
import { test } from "node:test";
import { feelsTheSame, homeLine, linesIn, ours, ownComments, ownMarks, textOf, threads } from "../../static/app/collect-own.js";

/** @param {string} id @param {Record<string, any>} command */
const waiting = (id, command) => /** @type {any} */ ({ id, state: "waiting", command });
const mine = /** @type {any} */ ({
  notes: { a: { text: "kept", column: 0, sort: 0, shown: true, row: 1, builds_on: "", date: "", round: 1, approved: true } },
  left: -1,
  comments: { c: { note: "n", text: "why", sign: "?", sort: 0, shown: false } },
  marks: { n: [0, 2] },
  same: { n: true },
});

test("a note on its way keeps the place it was written for", () => {
  const own = ours(mine, undefined, [waiting("b", { do: "PostNote", text: "new", column: 2, row: 1, date: "2027-01-01" })], 3);
  assert.deepEqual([own.get("b")?.row, own.get("b")?.date, own.get("b")?.round, own.get("b")?.isKept], [1, "2027-01-01", 3, false]);
  assert.deepEqual([own.get("a")?.row, own.get("a")?.round, own.get("a")?.shown], [1, 1, true]);
});

test("a company’s notes take the place of one’s own", () => {
  const table = { notes: { t: { ...mine.notes.a, text: "ours" } } };
  assert.deepEqual([...ours(mine, table, []).keys()], ["t"]);
});

test("comments, marks and agreement are seen the moment they are given", () => {
  const rows = [
    waiting("d", { do: "CommentNote", note: "n", text: "and" }),
    waiting("e", { do: "MarkNote", note: "n", mark: 1 }),
    waiting("f", { do: "MarkNote", note: "n", mark: 2, on: false }),
    waiting("g", { do: "ReactToNote", note: "n", on: false }),
  ];
  assert.deepEqual([...ownComments(mine, rows).values()].map((row) => row.text), ["why", "and"]);
  assert.deepEqual([...ownMarks(mine, rows, "n")].sort(), [0, 1]);
  assert.equal(feelsTheSame(mine, rows, "n"), false);
  assert.equal(feelsTheSame(mine, [], "n"), true);
  assert.equal([...ownComments(mine, [waiting("h", { do: "WithdrawNote", note: "c" })])].length, 0);
});

test("what continues a note stands under the first of them, and alone where that is gone", () => {
  const row = (/** @type {string} */ id, builds_on = "") => /** @type {[string, any]} */ ([id, { text: id, builds_on }]);
  const found = threads([row("a"), row("b", "a"), row("c", "b"), row("d", "gone")]);
  assert.deepEqual(found.map(({ id, under }) => [id, under.map(([each]) => each)]), [
    ["a", ["b", "c"]],
    ["d", []],
  ]);
  const many = "abcdefgh".split("").map((id) => row(id));
  const orders = ["one", "two", "three"].map((key) => threads(many, key).map(({ id }) => id).join(""));
  assert.equal(new Set(orders).size, 3);
  assert.equal(threads(many, "one").map(({ id }) => id).join(""), orders[0]);
});

test("fields are lines and come back as they were", () => {
  assert.equal(textOf(["rule", "two\nlines ", ""]), "rule\ntwo lines");
  assert.equal(textOf(["free\ntext"]), "free\ntext");
  assert.deepEqual(linesIn("\nsign\nlater", 3), ["", "sign", "later"]);
  assert.equal(textOf(["", "sign", ""]), "\nsign");
});

test("a note taken home says where it belonged and what each field was", () => {
  const note = { text: "avainten palautus\n\nperjantaisin", column: 0, row: 0, date: "" };
  const columns = ["Sovittu ja toimii", "Sovittava"];
  const bare = { columns: [], rows: [], fields: [] };

  assert.equal(homeLine(note, { ...bare, columns }), "Sovittu ja toimii: avainten palautus · perjantaisin");
  assert.equal(homeLine(note, { ...bare, fields: ["Mitä", "Kuka", "Milloin"] }), "Mitä: avainten palautus · Milloin: perjantaisin");
  assert.equal(homeLine({ ...note, row: 1, date: "2027-01-01" }, { columns, rows: ["Ylä", "Ala"], fields: [] }), "Sovittu ja toimii, Ala: avainten palautus · perjantaisin · 2027-01-01");
  assert.equal(homeLine({ ...note, text: "kahvi" }, bare), "kahvi");
});
