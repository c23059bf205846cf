import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { _, fill, language, load, ngettext, pgettext, pick, pickLanguage } from "../../static/app/i18n.js";

beforeEach(() => {
  load(
    {
      "Show the notes": "Näytä laput",
      "Not translated yet": "",
      "{n} note": ["{n} lappu", "{n} lappua"],
      "refusal\u0004already_voted": "Äänesi on jo annettu.",
    },
    ["fi", "sv"],
  );
});

test("a message is worded in the reader's language, and by its own words where there is none", () => {
  assert.equal(_("Show the notes"), "Näytä laput");
  assert.equal(_("Not in the catalogue"), "Not in the catalogue");
  assert.equal(_("Not translated yet"), "Not translated yet");
  assert.equal(_("toString"), "toString");
});

test("one note and several notes are said differently", () => {
  assert.equal(ngettext("{n} note", "{n} notes", 1), "1 lappu");
  assert.equal(ngettext("{n} note", "{n} notes", 0), "0 lappua");
  assert.equal(ngettext("{n} seat", "{n} seats", 2), "2 seats");
  assert.equal(ngettext("{n} seat", "{n} seats", 1), "1 seat");
});

test("a code is worded in its context only", () => {
  assert.equal(pgettext("refusal", "already_voted"), "Äänesi on jo annettu.");
  assert.equal(_("already_voted"), "already_voted");
});

test("a placeholder takes its value once and what people wrote is not read as a placeholder", () => {
  assert.equal(fill("{name}, table {n}", { name: "{n}", n: 3 }), "{n}, table 3");
  assert.equal(fill("{name} and {other}", { name: "$&" }), "$& and {other}");
  assert.equal(fill("{toString}", {}), "{toString}");
});

test("authored text comes in the reader's language, then the workshop's first, then any", () => {
  assert.equal(pick({ en: "Aim", sv: "Mål", fi: "Tavoite" }), "Tavoite");
  assert.equal(pick({ en: "Aim", sv: "Mål" }), "Mål");
  assert.equal(pick({ fi: "", en: "Aim" }), "Aim");
  assert.equal(pickLanguage({ fi: "", en: "Aim" }), "en");
  assert.equal(pick({}), "");
  assert.equal(pick(undefined), "");
});

test("words whose language nobody stated are shown, and marked with none", () => {
  assert.equal(pick({ "": "luottamus" }), "luottamus");
  assert.equal(pickLanguage({ "": "luottamus" }), "");
});

test("the reader's language is known to Intl", () => {
  assert.equal(language(), "fi");
  load({});
  assert.equal(language(), "en");
});
