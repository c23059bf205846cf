import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Line, waitBeforeRetry } from "../../static/app/socket.js";
import { FakeWorld, promisesKept, startMs } from "./world.js";

/** @type {FakeWorld} */ let around;
/** @type {Line} */ let line;
/** @type {any[]} */ let frames;
/** @type {string[]} */ let states;
let position = { e: "E1", v: 7 };

const hello = { hello: { build: "b1", audience: "phone", now: startMs } };

beforeEach(() => {
  around = new FakeWorld();
  frames = [];
  states = [];
  position = { e: "E1", v: 7 };
  line = new Line({
    socketUrl: "/live",
    pollUrl: "/poll",
    postUrl: "/post",
    build: "b1",
    position: () => position,
    onframe: (message) => frames.push(message),
    onstate: (state) => states.push(state),
    world: around.world,
  });
});

/** The newest socket is let in and greeted. */
function greet() {
  around.socket.accept();
  around.socket.say(hello);
}

test("the first message after opening says where to resume, and the line is live once the server speaks", () => {
  line.open();
  around.socket.accept();
  assert.deepEqual(around.socket.sent, [{ hello: { e: "E1", v: 7, build: "b1" } }]);
  assert.deepEqual(states, []);
  assert.equal(line.send({ cmd: {} }), false, "nothing is sent before the server has spoken");
  around.socket.say(hello);
  assert.deepEqual(states, ["live"]);
  assert.equal(line.send({ cmd: { do: "PostNote" } }), true);
  assert.deepEqual(around.socket.sent.at(-1), { cmd: { do: "PostNote" } });
});

test("frames are handed on whole and in order", () => {
  line.open();
  greet();
  around.socket.say({ e: "E1", from: 7, to: 8, patch: {} });
  around.socket.say({ mine: { full: {} }, done: {} });
  assert.deepEqual(frames.slice(-2), [{ e: "E1", from: 7, to: 8, patch: {} }, { mine: { full: {} }, done: {} }]);
});

test("a lost socket is made anew with the position of that moment", async () => {
  line.open();
  greet();
  position = { e: "E1", v: 9 };
  around.socket.cut();
  await around.clock.pass(100);
  assert.equal(around.sockets.length, 2);
  greet();
  assert.deepEqual(around.socket.sent[0], { hello: { e: "E1", v: 9, build: "b1" } });
  assert.deepEqual(states, ["live", "connecting", "live"]);
});

test("pauses double up to five seconds and are spread over their whole length", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 50].map((n) => waitBeforeRetry(n, 0.999999)).map(Math.round), [
    200, 400, 800, 1600, 3200, 5000, 5000,
  ]);
  assert.equal(waitBeforeRetry(4, 0), 0);
  assert.equal(waitBeforeRetry(4, 0.5), 1600);
});

test("there is no last try: a server that comes back after an hour is found", async () => {
  line.open();
  around.socket.cut();
  for (let i = 0; i < 1000; i += 1) {
    await around.clock.pass(3_600);
    around.socket.cut();
  }
  await around.clock.pass(5_000);
  greet();
  assert.equal(line.state, "live");
});

test("a short loss is not worth a word, a longer one says offline, once", async () => {
  line.open();
  greet();
  around.socket.cut();
  await around.clock.pass(2_900);
  assert.deepEqual(states, ["live", "connecting"]);
  await around.clock.pass(200);
  assert.deepEqual(states, ["live", "connecting", "offline"]);
  around.socket.cut();
  await around.clock.pass(20_000);
  assert.deepEqual(states, ["live", "connecting", "offline"]);
});

test("a device without network says offline at once", () => {
  line.open();
  greet();
  around.online = false;
  around.socket.cut();
  assert.deepEqual(states, ["live", "offline"]);
});

test("a restarting server says when to come back, and is obeyed", async () => {
  line.open();
  greet();
  around.socket.say({ bye: { retry_ms: 2_000 } });
  around.socket.cut(1012);
  await around.clock.pass(1_900);
  assert.equal(around.sockets.length, 1);
  await around.clock.pass(100);
  assert.equal(around.sockets.length, 2);
});

test("an overloaded server is left alone for a second at least", async () => {
  around.chance = 0;
  line.open();
  greet();
  around.socket.cut(1013);
  await around.clock.pass(999);
  assert.equal(around.sockets.length, 1);
  await around.clock.pass(1);
  assert.equal(around.sockets.length, 2);
});

for (const [code, state] of /** @type {[number, string][]} */ ([
  [4401, "over"],
  [4403, "over"],
  [4409, "moved"],
  [4410, "closed"],
])) {
  test(`close code ${code} ends the line as "${state}", and nothing brings it back by itself`, async () => {
    line.open();
    greet();
    around.socket.cut(code);
    assert.deepEqual(states, ["live", state]);
    around.wake("back");
    around.wake("online");
    await around.clock.pass(60_000);
    assert.equal(around.sockets.length, 1);
  });
}

test("a seat that moved to another tab can be taken back", async () => {
  line.open();
  greet();
  around.socket.cut(4409);
  line.open();
  greet();
  assert.deepEqual(states, ["live", "moved", "connecting", "live"]);
});

test("a server of another build is told from one of ours", () => {
  line.open();
  around.socket.accept();
  around.socket.say({ hello: { build: "b2", now: startMs } });
  around.socket.say({ e: "E1", to: 9, full: {} });
  assert.equal(line.state, "newer");
  assert.equal(line.send({ cmd: {} }), true);
});

test("a socket that neither opens nor fails is given up after five seconds", async () => {
  line.open();
  await around.clock.pass(4_900);
  assert.equal(around.posts.length, 0);
  await around.clock.pass(200);
  assert.equal(around.sockets[0]?.readyState, 3);
  assert.deepEqual(around.posts[0]?.body, { items: [] });
});

test("where upgrades are refused the line polls, within a second", async () => {
  around.answers = (url) => (url === "/post" ? { status: 200, body: { done: {} } } : null);
  line.open();
  for (let i = 0; i < 3; i += 1) {
    around.socket.cut();
    await around.clock.pass(200);
  }
  assert.equal(line.state, "live");
  const poll = around.posts.find((post) => post.url === "/poll");
  assert.deepEqual(poll?.body.hello, { e: "E1", v: 7, build: "b1" });
  assert.equal(around.sockets.length, 3);
});

test("a server that was only away does not send a hall to polling", async () => {
  let isAway = true;
  around.answers = () => (isAway ? { status: 0, body: null } : { status: 200, body: {} });
  line.open();
  for (let i = 0; i < 4; i += 1) {
    around.socket.cut();
    await around.clock.pass(5_000);
  }
  isAway = false;
  around.socket.cut();
  await around.clock.pass(1);
  greet();
  assert.equal(line.state, "live");
  assert.ok(around.posts.every((post) => post.url === "/post"));
  assert.equal(around.memories.size, 0);
});

test("a socket that is let in and then hears nothing makes way for polling after five seconds", async () => {
  around.answers = (url) => (url === "/post" ? { status: 200, body: {} } : null);
  line.open();
  around.socket.accept();
  await around.clock.pass(5_000);
  assert.ok(around.posts.some((post) => post.url === "/poll"));
});

test("three sockets cut within half a minute each make way for polling; a restart's codes do not count", async () => {
  around.answers = (url) => (url === "/post" ? { status: 200, body: {} } : null);
  line.open();
  for (const code of [1006, 1006, 1012, 1006, 1006]) {
    greet();
    await around.clock.pass(20_000);
    around.socket.cut(code);
    await around.clock.pass(5_000);
  }
  assert.equal(around.posts.length, 0);
  greet();
  await around.clock.pass(20_000);
  around.socket.cut(1006);
  await promisesKept();
  assert.ok(around.posts.some((post) => post.url === "/poll"));
});

/** A line that polls, its first poll waiting for the test's answer. */
async function polling() {
  around.answers = (url) => (url === "/post" ? { status: 200, body: {} } : null);
  around.memories.set("facilitator.poll-until", String(startMs + 600_000));
  line.open();
  await promisesKept();
  return () => around.posts.filter((post) => post.url === "/poll");
}

test("for ten minutes the tab remembers to poll, then the socket is tried again", async () => {
  const polls = await polling();
  assert.equal(around.sockets.length, 0);
  await around.clock.pass(599_000);
  polls().at(-1)?.answer({ status: 200, body: { items: [] } });
  await around.clock.pass(200);
  assert.equal(around.sockets.length, 0);
  await around.clock.pass(1_000);
  polls().at(-1)?.answer({ status: 200, body: { items: [] } });
  await around.clock.pass(200);
  assert.equal(around.sockets.length, 1);
});

test("a poll's items arrive in order, and the next poll asks from the new position", async () => {
  const polls = await polling();
  const items = [hello, { e: "E1", from: 7, to: 8, patch: {} }];
  position = { e: "E1", v: 8 };
  polls()[0]?.answer({ status: 200, body: { items } });
  await around.clock.pass(100);
  assert.deepEqual(frames.slice(-2), items);
  assert.deepEqual(polls()[1]?.body.hello, { e: "E1", v: 8, build: "b1" });
  assert.equal(polls()[1]?.body.poll, polls()[0]?.body.poll);
});

test("while polling, commands go by POST, together when they wait, and their results come back", async () => {
  await polling();
  around.posts = [];
  around.answers = () => null;
  for (const id of ["a", "b", "c"]) line.send({ cmd: { do: "PostNote" }, id });
  await promisesKept();
  assert.deepEqual(around.posts[0]?.body.items.map((/** @type {any} */ item) => item.id), ["a"]);
  around.posts[0]?.answer({ status: 200, body: { done: { a: { seq: 8 } } } });
  await promisesKept();
  assert.deepEqual(around.posts[1]?.body.items.map((/** @type {any} */ item) => item.id), ["b", "c"]);
  assert.deepEqual(frames.at(-1), { done: { a: { seq: 8 } } });
});

test("a failed poll is tried again, later each time", async () => {
  const polls = await polling();
  for (const pauseMs of [100, 200, 400]) {
    const before = polls().length;
    polls().at(-1)?.answer({ status: 502, body: null });
    await around.clock.pass(pauseMs - 1);
    assert.equal(polls().length, before);
    await around.clock.pass(1);
    assert.equal(polls().length, before + 1);
  }
});

test("a closed workshop ends the poll too, and a firewall's 403 does not", async () => {
  const polls = await polling();
  polls().at(-1)?.answer({ status: 403, body: null });
  await around.clock.pass(1_000);
  assert.equal(line.state, "connecting");
  polls().at(-1)?.answer({ status: 403, body: { close: 4410 } });
  await promisesKept();
  assert.equal(line.state, "closed");
});

test("on another network the socket is tried again at once", async () => {
  await polling();
  around.wake("online");
  assert.equal(around.sockets.length, 1);
  assert.equal(around.memories.size, 0);
});

test("an open socket is not trusted after sleep: it answers in three seconds or is replaced", async () => {
  line.open();
  greet();
  await around.clock.pass(1_000);
  around.wake("back");
  assert.ok("ping" in around.socket.sent.at(-1));
  await around.clock.pass(2_900);
  assert.equal(around.sockets.length, 1);
  await around.clock.pass(100);
  assert.equal(around.sockets.length, 2);
});

test("a socket that answers after sleep is kept", async () => {
  line.open();
  greet();
  await around.clock.pass(1_000);
  around.wake("back");
  around.socket.say({ pong: around.socket.sent.at(-1).ping, now: around.clock.now });
  await around.clock.pass(4_000);
  assert.equal(around.sockets.length, 1);
});

test("sleep is noticed by the clock alone, where the browser tells nothing", async () => {
  line.open();
  greet();
  await around.clock.pass(1_000);
  const said = around.socket.sent.length;
  await around.clock.sleep(10 * 60_000);
  assert.ok(around.socket.sent.length > said, "it probes");
  await around.clock.pass(3_000);
  assert.equal(around.sockets.length, 2);
});

test("waking ends a pause at once", async () => {
  line.open();
  around.socket.cut();
  around.wake("back");
  assert.equal(around.sockets.length, 2);
});

test("a quiet line is asked once a minute whether it lives", async () => {
  line.open();
  greet();
  await around.clock.pass(60_000);
  await around.clock.pass(9_900);
  assert.equal(around.sockets.length, 1);
  await around.clock.pass(200);
  assert.equal(around.sockets.length, 2);
});

test("a message that is no JSON replaces the connection, after a pause", async () => {
  line.open();
  greet();
  around.socket.onmessage?.({ data: "{" });
  assert.equal(around.sockets.length, 1);
  await around.clock.pass(100);
  assert.equal(around.sockets.length, 2);
});

test("the server's clock is taken from the quickest of five pings", async () => {
  line.open();
  greet();
  const ahead = 90_000;
  for (const tripMs of [400, 80, 20, 300, 100]) {
    const { ping } = around.socket.sent.at(-1);
    // All of the journey is the way back: the guess is wrong by half of it.
    const now = around.clock.now + ahead;
    await around.clock.pass(tripMs);
    around.socket.say({ pong: ping, now });
  }
  assert.equal(around.socket.sent.filter((message) => "ping" in message).length, 5);
  assert.equal(line.clock() - around.clock.now, ahead - 10);
});

test("until a ping is back, the greeting's time serves", () => {
  line.open();
  around.socket.accept();
  around.socket.say({ hello: { build: "b1", now: startMs + 5_000 } });
  assert.equal(line.clock(), startMs + 5_000);
});

test("a device whose clock is set anew follows the server again within one ping", async () => {
  line.open();
  greet();
  const answer = async () => {
    const { ping } = around.socket.sent.at(-1);
    await around.clock.pass(20);
    around.socket.say({ pong: ping, now: serverNow() });
  };
  let behind = 0;
  const serverNow = () => around.clock.now + behind;
  for (let i = 0; i < 5; i += 1) await answer();
  behind = 8_000;
  around.clock.now -= 8_000;
  around.wake("back");
  await answer();
  assert.ok(Math.abs(line.clock() - serverNow()) <= 10);
});

test("a gap is asked about on the same socket, with the position held", () => {
  line.open();
  greet();
  line.resume();
  assert.deepEqual(around.socket.sent.at(-1), { hello: { e: "E1", v: 7, build: "b1" } });
});

test("last words leave with the page, as many as a browser lets go", () => {
  const items = Array.from({ length: 60 }, (_, n) => ({ cmd: { do: "PostNote", words: "x".repeat(2_000) }, id: String(n) }));
  line.farewell(items);
  assert.equal(around.posts[0]?.keepalive, true);
  assert.ok(JSON.stringify(around.posts[0]?.body).length < 64_000);
  assert.equal(around.posts[0]?.body.items[0].id, "0");
  line.farewell([]);
  assert.equal(around.posts.length, 1);
});
