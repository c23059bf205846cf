import assert from "node:assert/strict";
import { test } from "node:test";

import { soft } from "../../static/app/hyphen.js";

/** @param {string} words @param {string} [lang] */
const seen = (words, lang) => soft(words, lang).replaceAll("\u00AD", "-");

test("a long Finnish word may be broken where it is spoken in parts", () => {
  assert.equal(seen("työvuorosuunnittelujärjestelmä"), "työ-vuo-ro-suun-nit-te-lu-jär-jes-telmä");
  assert.equal(seen("sosiaalityöntekijöiden"), "sosiaa-li-työn-te-ki-jöi-den");
  assert.equal(seen("Yhteistyökäytännöt"), "Yhteis-työ-käy-tän-nöt");
});

test("a consonant cluster goes with the vowel before it, but for its last letter", () => {
  assert.equal(seen("demokratiakasvatus", "fi"), "demok-ra-tia-kas-va-tus");
  assert.equal(seen("strategiatyöskentely", "fi"), "stra-te-gia-työs-ken-tely");
});

test("short words stay whole, and so do the ends of long ones", () => {
  assert.equal(seen("kehittämispäivä työrauha", "fi"), "kehit-tä-mis-päivä työrauha");
  assert.equal(seen("luottamus"), "luottamus");
});

test("words of other languages are left to the browser, and so is what is no word", () => {
  assert.equal(seen("confidentialities", "en"), "confidentialities");
  assert.equal(seen("arbetsplatsutveckling", "sv"), "arbetsplatsutveckling");
  assert.equal(seen("12345678901234567890 !!!!!!!!!!!!!!!!!!"), "12345678901234567890 !!!!!!!!!!!!!!!!!!");
  assert.equal(seen("pfffffffffffffffft"), "pfffffffffffffffft");
});

test("words of no stated language are broken where they look Finnish, and only there", () => {
  assert.equal(seen("sosiaalityöntekijöiden"), "sosiaa-li-työn-te-ki-jöi-den");
  assert.equal(seen("arbetsplatsutvecklingsgrupper"), "arbetsplatsutvecklingsgrupper");
  assert.equal(seen("medarbetarskapssamtal"), "medarbetarskapssamtal");
});

test("what is copied without the soft hyphens is what was written", () => {
  const written = "Lastensuojelun sosiaalityöntekijöiden työvuorosuunnittelujärjestelmä, 2026 (luonnos)";
  assert.equal(soft(written).replaceAll("\u00AD", ""), written);
});
