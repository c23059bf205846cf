import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Live } from "../../static/app/live.js";
import { Outbox, memoryShelf } from "../../static/app/outbox.js";
import { Line } from "../../static/app/socket.js";
import { FakeWorld, promisesKept, startMs } from "./world.js";

/** @type {FakeWorld} */ let around;
/** @type {Live} */ let live;
/** @type {(() => void)[]} */ let frames;
/** @type {any[]} */ let drawn;
/** @type {string[]} */ let reloads;
let isTyping = false;

const first = {
  audience: /** @type {const} */ ("phone"),
  workshop: "w1",
  e: "E1",
  to: 7,
  view: { notes: { a: { words: "one" } } },
  mine: {},
  lang: "fi",
  build: "b1",
  socket_url: "/live",
  poll_url: "/poll",
  post_url: "/post",
};

beforeEach(() => {
  around = new FakeWorld();
  frames = [];
  drawn = [];
  reloads = [];
  isTyping = false;
  const outbox = new Outbox({
    workshop: "w1",
    seat: "s1",
    shelf: memoryShelf(),
    now: () => around.clock.now,
    after: around.clock.after,
    onchange: () => live.redraw(),
  });
  live = new Live(first, outbox, (screen) => drawn.push(screen.view), {
    line: (options) => new Line({ ...options, world: around.world }),
    nextFrame: (act) => void frames.push(act),
    after: around.clock.after,
    reload: (build) => void reloads.push(build),
    isTyping: () => isTyping,
  });
  live.begin();
  nextFrame();
  around.socket.accept();
  say({ hello: { build: "b1", audience: "phone", now: startMs } });
  nextFrame();
  drawn = [];
});

/** @param {object} message */
const say = (message) => around.socket.say(message);

function nextFrame() {
  for (const act of frames.splice(0)) act();
}

/** The last greeting this screen sent. */
const asked = () => around.socket.sent.filter((message) => message.hello).at(-1)?.hello;

test("a screen draws what its page brought, and asks for what came after it", () => {
  assert.deepEqual(asked(), { e: "E1", v: 7, build: "b1" });
  assert.deepEqual(live.view, first.view);
});

test("many frames between two pictures are one drawing of the last", () => {
  say({ e: "E1", from: 7, to: 8, patch: { notes: { b: { words: "two" } } } });
  say({ e: "E1", from: 8, to: 9, patch: { notes: { a: null } } });
  assert.deepEqual(drawn, []);
  nextFrame();
  assert.deepEqual(drawn, [{ notes: { b: { words: "two" } } }]);
});

test("a gap is never guessed over: the patch is left out and the server asked from the version held", () => {
  say({ e: "E1", from: 8, to: 9, patch: { notes: { b: { words: "two" } } } });
  assert.deepEqual(live.view, first.view);
  assert.equal(around.socket.sent.filter((message) => message.hello).length, 2);
  assert.deepEqual(asked(), { e: "E1", v: 7, build: "b1" });
  say({ e: "E1", from: 7, to: 9, patch: { notes: { c: { words: "three" } } } });
  assert.deepEqual(Object.keys(live.view.notes), ["a", "c"]);
});

test("a server that does not close the gap in three seconds gets a new connection", async () => {
  say({ e: "E1", from: 8, to: 9, patch: {} });
  say({ e: "E1", from: 9, to: 10, patch: {} });
  assert.equal(around.socket.sent.filter((message) => message.hello).length, 2, "it is asked once");
  await around.clock.pass(3_200);
  assert.equal(around.sockets.length, 2);
});

test("a patch or a full view of an older version changes nothing", () => {
  say({ e: "E1", from: 5, to: 6, patch: { notes: null } });
  say({ e: "E1", to: 6, full: {} });
  assert.deepEqual(live.view, first.view);
  assert.equal(around.socket.sent.filter((message) => message.hello).length, 1);
});

test("another epoch is taken by its full view only", () => {
  say({ e: "E2", from: 7, to: 8, patch: { notes: null } });
  assert.deepEqual(live.view, first.view);
  say({ e: "E2", to: 3, full: { notes: {} } });
  assert.deepEqual(live.view, { notes: {} });
  say({ e: "E2", from: 3, to: 4, patch: { open: true } });
  assert.deepEqual(live.view, { notes: {}, open: true });
});

test("a patch that must not be applied is answered by asking for everything", () => {
  around.socket.onmessage?.({ data: '{"e":"E1","from":7,"to":8,"patch":{"__proto__":{"x":1}}}' });
  assert.deepEqual(live.view, first.view);
  assert.deepEqual(asked(), { e: null, v: null, build: "b1" });
});

test("what is mine and my group's comes whole or as a patch", () => {
  say({ mine: { full: { notes: { n1: "text" } } }, group: { full: { table: 3 } } });
  say({ mine: { patch: { done: true } }, group: { patch: { table: 4 } } });
  assert.deepEqual(live.mine, { notes: { n1: "text" }, done: true });
  assert.deepEqual(live.group, { table: 4 });
});

test("a command goes out by the outbox and its result comes back into it", async () => {
  const id = await live.act({ do: "PostNote", words: "one" });
  assert.deepEqual(around.socket.sent.at(-1), { cmd: { do: "PostNote", words: "one" }, id });
  say({ done: { [id]: { seq: 8 } }, mine: { full: { notes: { [id]: "one" } } } });
  assert.equal(live.outbox.get(id)?.state, "saved");
});

test("what had no answer goes out again over the next connection, with the same id", async () => {
  const id = await live.act({ do: "PostNote", words: "one" });
  around.socket.cut();
  await around.clock.pass(200);
  around.socket.accept();
  say({ hello: { build: "b1", now: around.clock.now } });
  assert.deepEqual(around.socket.sent.find((message) => message.cmd)?.id, id);
});

test("a page that goes away hands over what had no answer", async () => {
  const id = await live.act({ do: "PostNote", words: "one" });
  live.leave();
  assert.deepEqual(around.posts[0]?.body.items, [{ cmd: { do: "PostNote", words: "one" }, id }]);
});

test("a newer build is loaded once the outbox is empty and nobody is typing", async () => {
  const id = await live.act({ do: "PostNote", words: "one" });
  say({ hello: { build: "b2", now: startMs } });
  assert.deepEqual(reloads, []);
  isTyping = true;
  say({ done: { [id]: { seq: 8 } } });
  await around.clock.pass(3_000);
  assert.deepEqual(reloads, []);
  isTyping = false;
  await around.clock.pass(1_000);
  assert.deepEqual(reloads, ["b2"]);
});

test("a countdown draws at the second it asked for, and the nearest wish counts", async () => {
  live.redrawAt(startMs + 3_000);
  live.redrawAt(startMs + 1_000);
  await around.clock.pass(900);
  assert.equal(frames.length, 0);
  await around.clock.pass(200);
  assert.equal(frames.length, 1);
});

test("a kind's file is looked for among the kinds only, and again when it was not to be had", async () => {
  assert.equal(live.kind("../app/live"), undefined);
  await promisesKept();
  assert.equal(frames.length, 0, "no file elsewhere is loaded");
  assert.equal(live.kind("nosuchkind"), undefined);
  await promisesKept();
  await around.clock.pass(3_000);
  assert.equal(frames.length, 1);
});

test("a shared phone shows the view of who looks alone, whatever else it is told", () => {
  say({ hello: { people: ["p1", "p2"] }, mine: { full: { person: "p1", done: true } } });
  live.look("p2");
  assert.deepEqual(live.mine, {});
  assert.equal(asked().as, "p2");
  say({ mine: { full: { person: "p2", done: false } } });
  say({ mine: { full: { person: "p1", done: true } } });
  assert.deepEqual(live.mine, { person: "p2", done: false });
});

test("what is asked on a shared phone is by who looks, and only that is theirs", async () => {
  say({ hello: { people: ["p1", "p2"] } });
  const before = await live.act({ do: "MarkDone" });
  live.look("p2");
  const after = await live.act({ do: "MarkDone" });
  const ownIds = () => live.outbox.rows.filter((row) => live.isOwn(row)).map((row) => row.id);
  assert.equal(live.outbox.get(before)?.as, undefined);
  assert.deepEqual(ownIds(), [after]);
  live.look("p1");
  assert.deepEqual(ownIds(), [before]);
});

test("somebody new on the phone is asked for again once the server knows them", async () => {
  say({ hello: { people: ["p1"] } });
  const id = await live.act({ do: "Join" });
  live.look(id);
  const hellos = around.socket.sent.filter((message) => message.hello).length;
  say({ done: { [id]: { seq: 8 } } });
  assert.equal(around.socket.sent.filter((message) => message.hello).length, hellos + 1);
  assert.equal(asked().as, id);
  assert.deepEqual(live.people, ["p1", id]);
});
