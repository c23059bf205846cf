import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { ServerTime } from "../../static/app/server-time.js";

let here = 0;
/** @type {ServerTime} */ let time;

beforeEach(() => {
  here = 1_000_000;
  time = new ServerTime(() => here, 10_000);
});

/**
 * A ping goes out, and is back after *tripMs* with the time of a server that is *aheadMs* ahead.
 *
 * @param {number} tripMs
 * @param {number} aheadMs
 */
function ping(tripMs, aheadMs) {
  const number = time.pinged();
  here += tripMs;
  time.answered(number, here - tripMs / 2 + aheadMs);
}

test("a greeting is a first guess, and the first ping that is back replaces it", () => {
  time.greeted(here + 5_000);
  assert.equal(time.now(), here + 5_000);
  ping(100, 4_900);
  assert.equal(time.now(), here + 4_900);
  time.greeted(here + 9_999);
  assert.equal(time.now(), here + 4_900);
});

test("of pings that agree the quickest is believed", () => {
  ping(400, 5_100);
  ping(20, 5_000);
  ping(300, 5_080);
  assert.equal(time.now(), here + 5_000);
});

test("a ping that tells of another clock makes the older ones void", () => {
  ping(20, 5_000);
  ping(200, 65_000);
  assert.equal(time.now(), here + 65_000);
});

test("an answer to no ping, or to one of a lost connection, or too late, tells nothing", () => {
  time.answered(7, here + 5_000);
  const lost = time.pinged();
  time.forgetPings();
  time.answered(lost, here + 5_000);
  ping(10_001, 5_000);
  assert.equal(time.now(), here);
});
