import assert from "node:assert/strict";
import { test } from "node:test";

import { agendaOf, changed, draftOf, fieldOf, lacking, languagesIn, newName, writtenOf } from "../../static/app/method-draft.js";
import { stepsBefore } from "../../static/app/planner-plan.js";

const kinds = { collect: { identities: ["anonymous", "named"] }, vote: { identities: ["anonymous"] }, round: { identities: ["named"] } };
const written = {
  name: { fi: "Sana", sv: "Ord" },
  purpose: { fi: "Kuullaan kaikkia." },
  when: {}, materials: {}, remote: {}, pitfalls: {}, origin: {}, rights: { fi: "Oma." },
  themes: ["all"], phase: "orient", people: [3, 30], minutes: [5, 10],
  steps: [
    { name: "words", kind: "collect", minutes: 5, prompt: { fi: "Yksi sana?" }, identity: "named", from: {}, settings: { max_notes: 1 } },
    { name: "choice", kind: "vote", minutes: 3, prompt: { fi: "Mikä?" }, identity: "anonymous", from: { step: "words", take: "top", most: 3 }, settings: {} },
    { name: "both", kind: "collect", minutes: 2, prompt: { fi: "Mitä?" }, help: { fi: "Pari" }, identity: "group", destination: "board", company: {}, settings: {} },
  ],
};
const words = { before: { fi: "Edellinen" }, groups: { fi: "Ryhmät" } };

test("what was a file is the same file again", () => {
  assert.deepEqual(writtenOf(draftOf(written, kinds)), written);
});

test("a step that does not say who sees the names runs as its kind does", () => {
  const bare = { steps: [{ name: "a", kind: "round", minutes: 1, prompt: {} }, { name: "b", kind: "collect", company: {}, minutes: 1, prompt: {} }] };
  const { steps } = draftOf(bare, { round: { identities: ["named"] }, collect: { identities: ["anonymous", "group"] } });
  assert.deepEqual([steps.a.identity, steps.b.identity], ["named", "group"]);
});

test("a method from nothing has one step to write, and all that a file must say", () => {
  const made = writtenOf(draftOf({}, kinds));
  assert.equal(made.steps.length, 1);
  assert.deepEqual(Object.keys(made).sort(), Object.keys(written).sort());
});

test("a file of odd shapes opens all the same", () => {
  for (const odd of [{ steps: 5 }, { steps: [{}] }, { name: 3, themes: null }]) assert.ok(writtenOf(draftOf(odd, kinds)).steps.length);
});

test("what comes before in the agenda can be started from, and the last groups answer together", () => {
  const view = agendaOf(draftOf(written, kinds), ["fi"], words);
  const before = stepsBefore(view, "words").map(([, step]) => step.prompt);
  assert.deepEqual(before, [words.before, words.groups]);
  assert.equal(view.blocks.method.steps.words.source.step, stepsBefore(view, "words")[0][0]);
  assert.equal(view.blocks.method.steps.both.company, stepsBefore(view, "words")[1][0]);
});

test("a step is edited, added in its place, moved and removed", () => {
  const draft = draftOf(written, kinds);
  const edited = changed(draft, { do: "EditStep", step: "words", minutes: 7, source: null }, "");
  assert.deepEqual([edited.steps.words.minutes, edited.steps.words.source], [7, {}]);
  assert.deepEqual([draft.steps.words.minutes, edited.steps.words.prompt], [5, { fi: "Yksi sana?" }]);
  const added = changed(draft, { do: "AddStep", step: { id: "", kind: "show", prompt: {}, minutes: 1, settings: {} }, after: "words" }, newName(draft));
  assert.deepEqual(writtenOf(added).steps.map((/** @type {any} */ row) => row.name), ["words", "step-4", "choice", "both"]);
  const moved = changed(draft, { do: "MoveStep", step: "both", after: "" }, "");
  assert.deepEqual(writtenOf(moved).steps.map((/** @type {any} */ row) => row.name), ["both", "words", "choice"]);
});

test("nothing flows from a step that was removed or comes later now", () => {
  const draft = draftOf(written, kinds);
  const gone = changed(draft, { do: "RemoveStep", step: "words" }, "");
  assert.deepEqual([gone.steps.choice.source, Object.keys(gone.steps)], [{}, ["choice", "both"]]);
  const later = changed(draft, { do: "MoveStep", step: "words", after: "choice" }, "");
  assert.deepEqual(later.steps.choice.source, {});
  assert.equal(later.steps.words.source.step, draft.steps.words.source.step);
});

test("a new step never takes another's name", () => {
  const draft = draftOf({ steps: [{ name: "step-2", kind: "show", minutes: 1, prompt: {} }] }, kinds);
  assert.equal(newName(draft), "step-3");
});

test("languages without words are counted, and told by how many texts lack them", () => {
  const draft = draftOf(written, kinds);
  assert.deepEqual(languagesIn(draft, "en"), ["fi", "sv"]);
  assert.deepEqual(languagesIn(draftOf({}, kinds), "en"), ["en"]);
  assert.deepEqual(["fi", "sv", "en"].map((tag) => lacking(draft, tag)), [0, 6, 7]);
});

test("a fault finds its field", () => {
  const draft = draftOf(written, kinds);
  const fields = {
    "name": "name-fi", "name.sv": "name-sv", "people": "people-0", "people[1]": "people-1", "phase": "phase", "themes[0]": "themes",
    "steps[1].prompt": "prompt-choice-fi", "steps[0].help.en": "help-words-en", "steps[1].minutes": "step-minutes-choice",
    "steps[2].identity": "identity-both", "steps[1].from.step": "source-choice", "steps[1].from.most": "most-choice",
    "steps[0].settings.max_notes": "set-words-max_notes", "steps[0].settings.columns[0].sv": "set-words-columns-0-sv", "steps[9].kind": "",
  };
  for (const [key, field] of Object.entries(fields)) assert.equal(fieldOf(key, draft, "fi").field, field, key);
  assert.equal(fieldOf("steps[1].prompt", draft, "fi").step, "choice");
});
