import assert from "node:assert/strict";
import { test } from "node:test";

import { PatchError, apply } from "../../static/app/patch.js";

/** The examples of RFC 7396, appendix A: original, patch, result. */
const examples = [
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', "{}"],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', "null", "null"],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ["[1,2]", '{"a":"b","c":null}', '{"a":"b"}'],
  ["{}", '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
];

for (const [original, patch, result] of examples) {
  test(`${original} patched by ${patch} is ${result}`, () => {
    const before = JSON.parse(original);
    assert.deepEqual(apply(before, JSON.parse(patch)), JSON.parse(result));
    assert.deepEqual(before, JSON.parse(original), "the original is not modified");
  });
}

test("what a patch does not touch stays the same object", () => {
  const view = { notes: { a: { text: "one" }, b: { text: "two" } }, clock: { ends_at: 5 } };
  const after = apply(view, { notes: { a: { text: "ONE" } } });
  assert.equal(after.notes.a.text, "ONE");
  assert.equal(after.notes.b, view.notes.b);
  assert.equal(after.clock, view.clock);
});

test("a patch that changes nothing gives back the very view", () => {
  const view = { notes: { a: { text: "one" } } };
  assert.equal(apply(view, { notes: { a: { text: "one" }, gone: null } }), view);
  assert.equal(apply(view, {}), view);
});

test("a patch cannot reach the prototype of objects, at any depth", () => {
  for (const text of ['{"__proto__": {"polluted": 1}}', '{"a": {"b": {"__proto__": {"polluted": 1}}}}']) {
    assert.throws(() => apply({ a: {} }, JSON.parse(text)), PatchError);
  }
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});

test("a row named like an inherited method is an ordinary row", () => {
  assert.deepEqual(apply({}, JSON.parse('{"constructor": {"n": 1}, "toString": null}')), { constructor: { n: 1 } });
});
