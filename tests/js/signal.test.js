import assert from "node:assert/strict";
import { test } from "node:test";

import { allowSignals, createSignals, signal, signalsAllowed } from "../../static/app/signal.js";

/** @param {boolean} isAllowed */
function phone(isAllowed = true) {
  const here = { isAllowed, felt: /** @type {number[][]} */ ([]), heard: 0 };
  const tell = createSignals({
    isAllowed: () => here.isAllowed,
    vibrate: (pattern) => here.felt.push(pattern),
    play: () => (here.heard += 1),
  });
  return { here, tell };
}

test("a change of round is felt and heard once, however often it is drawn", () => {
  const { here, tell } = phone();
  for (const key of ["step 1 round-1", "step 1 round-1", "step 1 round-2", "step 1 round-2", "step 1 round-3"]) tell(key);

  assert.deepEqual(here.felt, [
    [200, 100, 200],
    [200, 100, 200],
  ]);
  assert.equal(here.heard, 2);
});

test("who comes in, and who is taken to another step, hears nothing", () => {
  const { here, tell } = phone();
  for (const key of ["step 1 round-1", "other 1 round-2", "other 2 round-1"]) tell(key);

  assert.equal(here.heard, 0);
});

test("what is quiet for this phone is not heard, and what comes after it is", () => {
  const { here, tell } = phone();
  assert.deepEqual(
    ["step 1 quiet", "step 1 turn-4", "step 1 quiet"].map((key) => tell(key)),
    [false, true, false],
  );
  assert.equal(here.heard, 1);
});

test("nothing is felt or heard before it is allowed, nor made up for afterwards", () => {
  const { here, tell } = phone(false);
  tell("step 1 round-1");
  tell("step 1 round-2");
  here.isAllowed = true;
  tell("step 1 round-2");
  assert.deepEqual([here.felt, here.heard], [[], 0]);
  tell("step 1 round-3");
  assert.equal(here.heard, 1);
});

test("a key without a scope works too", () => {
  const { here, tell } = phone();
  tell("round-1");
  tell("round-2");
  assert.equal(here.heard, 1);
});

test("a browser that keeps nothing and makes no sound still knows what was chosen", () => {
  assert.equal(signalsAllowed(), false);
  allowSignals(true);
  assert.equal(signalsAllowed(), true);
  signal("step 1 round-1");
  assert.equal(signal("step 1 round-2"), true);
  allowSignals(false);
  assert.equal(signal("step 1 round-3"), false);
});
