import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Outbox, memoryShelf, newId } from "../../static/app/outbox.js";
import { Clock, promisesKept } from "./world.js";

/** @type {Clock} */ let clock;
/** @type {import("../../static/app/outbox.js").Shelf} */ let shelf;
/** @type {any[]} */ let sent;
const send = (/** @type {any} */ message) => Boolean(sent.push(message));
const words = () => sent.map((message) => message.cmd.words);

/** @param {object} [more] */
function open(more = {}) {
  return new Outbox({ workshop: "w1", seat: "s1", shelf, now: () => clock.now, after: clock.after, ...more });
}

/** @param {string} text */
const note = (text) => ({ do: "PostNote", words: text });

beforeEach(() => {
  clock = new Clock();
  shelf = memoryShelf();
  sent = [];
});

test("an id has 128 bits in 22 characters that need no escaping, and none comes twice", () => {
  const ids = Array.from({ length: 1000 }, newId);
  assert.ok(ids.every((id) => /^[A-Za-z0-9_-]{22}$/.test(id)));
  assert.equal(new Set(ids).size, 1000);
});

test("a command is on the shelf before the screen or the server sees it", async () => {
  let isWritten = false;
  const slow = { ...shelf, put: async () => void (await promisesKept(), (isWritten = true)) };
  let seen = false;
  const outbox = open({ shelf: slow, onchange: () => ((seen = true), assert.ok(isWritten)) });
  outbox.carry((message) => (assert.ok(isWritten), send(message)));
  await outbox.put(note("one"));
  assert.ok(seen);
  assert.equal(sent.length, 1);
});

test("what is being written down is asked already, and shown only once it is written", async () => {
  const outbox = open();
  const put = outbox.put(note("one"));
  assert.deepEqual(outbox.rows, []);
  assert.deepEqual(outbox.asked.map((row) => row.command.words), ["one"]);
  await put;
  assert.deepEqual(outbox.asked.map((row) => row.command.words), ["one"]);
});

test("what is written while offline is sent in order on return", async () => {
  const outbox = open();
  const puts = ["one", "two", "three"].map((text) => outbox.put(note(text)));
  await Promise.all(puts);
  assert.deepEqual(outbox.waiting.map((row) => row.command.words), ["one", "two", "three"]);
  outbox.carry(send);
  assert.deepEqual(words(), ["one", "two", "three"]);
  assert.deepEqual(sent[0], { cmd: note("one"), id: await puts[0] });
});

test("a command names the person it is by only where several share the phone", async () => {
  const outbox = open();
  outbox.carry(send);
  await outbox.put(note("one"), "p2");
  assert.equal(sent[0].as, "p2");
});

test("a reload keeps what was not answered, before what is new", async () => {
  const before = open();
  await before.put(note("old"));
  await before.put(note("older answered"));
  before.settle({ [/** @type {any} */ (before.waiting[1]).id]: { seq: 5 } });
  const after = open();
  after.carry(send);
  await after.put(note("new"));
  assert.deepEqual(words(), ["old", "new"]);
});

test("another seat's commands are not sent by this one", async () => {
  await open().put(note("hers"));
  const outbox = open({ seat: "s2" });
  outbox.carry(send);
  await promisesKept();
  assert.deepEqual(sent, []);
});

test("a saved command leaves the shelf and is known as saved", async () => {
  const outbox = open();
  outbox.carry(send);
  const id = await outbox.put(note("one"));
  outbox.settle({ [id]: { seq: 12 } });
  await promisesKept();
  assert.equal(outbox.get(id)?.state, "saved");
  assert.equal(outbox.get(id)?.seq, 12);
  assert.deepEqual(await shelf.all("w1/s1"), []);
  assert.ok(outbox.isEmpty);
});

test("a refused command keeps its text over a reload until it is dismissed", async () => {
  const outbox = open();
  outbox.carry(send);
  const id = await outbox.put(note("late"));
  outbox.settle({ [id]: { no: "closed", facts: { at: 5 } } });
  await promisesKept();
  const after = open();
  after.carry(send);
  await promisesKept();
  assert.equal(sent.length, 1, "a refusal is final");
  assert.equal(after.get(id)?.command.words, "late");
  assert.equal(after.get(id)?.code, "closed");
  assert.deepEqual(after.get(id)?.facts, { at: 5 });
  after.dismiss(id);
  await promisesKept();
  assert.deepEqual(await shelf.all("w1/s1"), []);
});

test("an answer that comes twice changes nothing the second time", async () => {
  let changes = 0;
  const outbox = open({ onchange: () => (changes += 1) });
  outbox.carry(send);
  const id = await outbox.put(note("one"));
  outbox.settle({ [id]: { seq: 1 } });
  changes = 0;
  outbox.settle({ [id]: { no: "duplicate" }, unknown: { seq: 2 } });
  assert.equal(changes, 0);
  assert.equal(outbox.get(id)?.state, "saved");
});

test("what has no answer is sent again, with the same id and longer pauses", async () => {
  const outbox = open();
  outbox.carry(send);
  const id = await outbox.put(note("one"));
  await clock.pass(5_100);
  assert.equal(sent.length, 2);
  await clock.pass(9_000);
  assert.equal(sent.length, 2);
  await clock.pass(1_100);
  assert.equal(sent.length, 3);
  assert.ok(sent.every((message) => message.id === id));
  outbox.settle({ [id]: { seq: 1 } });
  await clock.pass(120_000);
  assert.equal(sent.length, 3);
});

test("a new connection sends everything unanswered at once", async () => {
  const outbox = open();
  outbox.carry(send);
  await outbox.put(note("one"));
  outbox.carry(null);
  await clock.pass(60_000);
  assert.equal(sent.length, 1, "nothing is sent without a connection");
  outbox.carry(send);
  assert.equal(sent.length, 2);
});

test("a full box leaves in portions, the next as the first are answered", async () => {
  const outbox = open();
  for (let n = 0; n < 40; n += 1) await outbox.put(note(String(n)));
  outbox.carry(send);
  assert.equal(sent.length, 16);
  outbox.settle(Object.fromEntries(sent.slice(0, 10).map((message) => [message.id, { seq: 1 }])));
  assert.equal(sent.length, 26);
  assert.deepEqual(words(), Array.from({ length: 26 }, (_, n) => String(n)));
});

test("a carrier that is gone keeps the command waiting, and it is tried again", async () => {
  const outbox = open();
  let isThere = false;
  outbox.carry((message) => isThere && send(message));
  await outbox.put(note("one"));
  assert.deepEqual(sent, []);
  isThere = true;
  await clock.pass(5_000);
  assert.equal(sent.length, 1);
});

test("a command too big for the line is refused here, and not sent again and again", async () => {
  const outbox = open();
  outbox.carry(send);
  const id = await outbox.put(note("ä".repeat(40_000)));
  assert.equal(outbox.get(id)?.code, "too_big");
  assert.deepEqual(sent, []);
});

test("where the browser keeps nothing, memory serves", async () => {
  const refuses = () => Promise.reject(new Error("private window"));
  const closed = { keeps: true, all: refuses, put: refuses, remove: refuses };
  for (const broken of [closed, { ...closed, all: async () => [] }, refuses()]) {
    sent = [];
    const outbox = open({ shelf: broken });
    outbox.carry(send);
    const id = await outbox.put(note("one"));
    assert.equal(sent.length, 1);
    assert.equal(outbox.keeps, false);
    outbox.settle({ [id]: { seq: 1 } });
    assert.equal(outbox.get(id)?.state, "saved");
  }
});

test("what lay unsent for a month is forgotten", async () => {
  await open().put(note("old"));
  clock.now += 31 * 86_400_000;
  const outbox = open();
  await promisesKept();
  assert.deepEqual(outbox.rows, []);
  assert.deepEqual(await shelf.all("w1/s1"), []);
});

test("a draft is there after a reload, for its own seat alone, until it is emptied", () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const notebook = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
  };
  open({ notebook }).saveDraft("step1", "half a thought");
  assert.equal(open({ notebook }).draft("step1"), "half a thought");
  assert.equal(open({ notebook, seat: "s2" }).draft("step1"), "");
  open({ notebook }).saveDraft("step1", "");
  assert.equal(kept.size, 0);
});
