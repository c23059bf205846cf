import assert from "node:assert/strict";
import { test } from "node:test";

import { ballotAsAsked, ideasAsAsked, roomForOwn } from "../../static/app/vote-ballot.js";

/** @param {Record<string, any>} command @param {any} [state] @param {string} [id] @returns {any} */
const row = (command, state = "waiting", id = "new") => ({ id, state, command });
/** @param {string} option @param {number} dots */
const cast = (option, dots) => row({ do: "CastVote", option, dots });
/** @param {number[]} weights @returns {any} */
const view = (weights) => ({ budget: 6, weights, options: { a: { sort: 1 }, b: { sort: 2 }, c: { sort: 3 } } });
/** @param {Record<string, any>} more @returns {any} */
const mine = (more) => ({ dots: {}, left: 0, ideas: {}, own: {}, own_left: -1, ...more });

test("a first choice that is given elsewhere moves there", () => {
  const given = ballotAsAsked(view([3, 2, 1]), mine({ dots: { a: 3, b: 2 } }), [cast("c", 3)]);

  assert.deepEqual(given, { b: 2, c: 3 });
});

test("of two dots of one worth the one that stands first moves, as the server does it", () => {
  assert.deepEqual(ballotAsAsked(view([2, 2]), mine({ dots: { b: 2, a: 2 } }), [cast("c", 2)]), { b: 2, c: 2 });
  assert.deepEqual(ballotAsAsked(view([2, 2]), mine({ dots: { a: 2 } }), [cast("c", 2)]), { a: 2, c: 2 });
});

test("a choice that is taken back is free, and a refused one was never made", () => {
  assert.deepEqual(ballotAsAsked(view([3, 1]), mine({ dots: { a: 3 } }), [cast("a", 0)]), {});
  assert.deepEqual(ballotAsAsked(view([3, 1]), mine({}), [{ ...cast("a", 3), state: "refused" }]), {});
});

test("dots that all count the same are counted as ever", () => {
  assert.deepEqual(ballotAsAsked(view([]), mine({ dots: { a: 1 } }), [cast("b", 2)]), { a: 1, b: 2 });
});

test("what is still on its way counts among the dots on one's own", () => {
  const own = mine({ dots: { a: 1 }, own: { a: true, b: true }, own_left: 1 });

  assert.equal(roomForOwn(own, { a: 1 }), 1);
  assert.equal(roomForOwn(own, { a: 1, b: 1, c: 5 }), 0);
  assert.equal(roomForOwn(mine({ own: { a: true } }), { a: 9 }), Infinity);
});

test("an option of one's own is seen the moment it is sent, and gone the moment it is taken back", () => {
  const kept = mine({ ideas: { old: { text: "kept", sort: 0, shown: true } } });
  const own = ideasAsAsked(kept, [row({ do: "ProposeOption", text: "fresh" }), row({ do: "WithdrawOption", option: "old" })]);

  assert.deepEqual([...own], [["new", { text: "fresh", isKept: false }]]);
});
