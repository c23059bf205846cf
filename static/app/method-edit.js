/**
 * The editor of an own method: its facts beside its steps, with the planner's own forms over a draft that is only here.
 *
 * Nothing is kept until Save; the server then reads it as any file, and what is wrong comes back to its field.
 */
import { html, nothing, render } from "./html.js";
import { _, loadFromPage, ngettext, pgettext } from "./i18n.js";
import { ask, isWriting, pageData } from "./desk-frame.js";
import { kindFiles } from "./kind-files.js";
import { agendaOf, changed, draftOf, fieldOf, lacking, languagesIn, methodBlock, newName, writtenOf } from "./method-draft.js";
import { factsForm, libraryForm } from "./method-facts.js";
import { icon } from "./parts.js";
import { mended, setFaults, tellFault } from "./planner-faults.js";
import { Fields } from "./planner-fields.js";
import { Previews } from "./planner-looks.js";
import { stepList } from "./planner-step.js";

/** @typedef {import("./method-draft.js").Draft} Draft */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {{key: string, words: string}} Fault */
/** @typedef {[string, string][]} Choices Value and words. */

/**
 * @typedef {object} First
 * @property {string} lang
 * @property {Record<string, any>} method
 * @property {string} slug
 * @property {boolean} shared
 * @property {Fault | null} fault
 * @property {Choices} themes
 * @property {Choices} phases
 */

const root = /** @type {HTMLElement} */ (document.getElementById("screen"));
const first = pageData("first", /** @type {First} */ ({ lang: "en", method: {}, slug: "", shared: false, fault: null, themes: [], phases: [] }));
const kinds = pageData("kinds", /** @type {Record<string, any>} */ ({}));
loadFromPage([first.lang, ...["fi", "sv", "en"].filter((tag) => tag !== first.lang)]);

/** What is edited, and what this window remembers of it. */
const here = {
  draft: draftOf(first.method, kinds),
  shared: first.shared,
  /** Drafts before this one, for undo. @type {Draft[]} */ past: [],
  shown: shownFirst(),
  step: "",
  said: "",
  isSaving: false,
  isChanged: false,
};
// One step is what one came to write.
here.step = Object.keys(here.draft.steps).length === 1 ? Object.keys(here.draft.steps)[0] : "";

const kind = kindFiles(draw);
const looks = new Previews((asked) => ask("/methods/preview", asked), draw);
// Nobody else edits this draft: what was typed is there at once.
let fields = ownFields();
const most = 50;

function ownFields() {
  return new Fields(act, /** @type {any} */ ({ get: () => undefined }));
}

function draw() {
  render(editor(), root);
  // A number that cannot be is in no draft: it stays as typed until it is mended.
  const typed = impossible().map((field) => /** @type {const} */ ([field, field.value]));
  fields.follow(root);
  for (const [field, value] of typed) field.value = value;
}

/** Return the fields in which something was typed that the browser turns away; what a file says is the server's to judge. */
function impossible() {
  return [...root.querySelectorAll("input")].filter(
    (field) => !field.validity.valid && (field.value !== field.defaultValue || field.validity.badInput),
  );
}

function editor() {
  const { draft, shown } = here;
  const tools = {
    act,
    change,
    create,
    step: here.step,
    openStep,
    kinds,
    kind,
    looks,
    encrypted: true,
  };
  const facts = { ...draft.facts, shared: here.shared };
  const forms = { facts, shown, themes: first.themes, phases: first.phases, set: setFact };
  const words = { before: { [first.lang]: _("What comes before in the agenda") }, groups: { [first.lang]: _("The groups made last before") } };
  return html`<div class="stack stack-wide method-edit" @change=${touched}>
    ${languageChecks()}
    <div class="split">
      <div class="stack stack-wide">${factsForm(forms)} ${stepList(agendaOf(draft, shown, words), methodBlock, methodOf(draft), tools)}</div>
      ${libraryForm(forms)}
    </div>
    ${here.said ? html`<div class="banner banner-error" role="alert">${icon("warning")}<p>${here.said}</p></div>` : nothing}
    <div class="bottom">
      <button class="button button-quiet" id="undo" ?disabled=${!here.past.length} @click=${undo}>
        ${icon("arrow-counter-clockwise")} ${_("Undo")}
      </button>
      <button class="button button-primary" id="save" ?disabled=${here.isSaving} @click=${save}>${_("Save")}</button>
    </div>
  </div>`;
}

/**
 * @param {Draft} draft
 * @returns {BlockView}
 */
function methodOf({ steps }) {
  return /** @type {BlockView} */ (/** @type {unknown} */ ({ steps }));
}

function languageChecks() {
  const names = /** @type {Choices} */ ([["fi", _("Finnish")], ["sv", _("Swedish")], ["en", _("English")]]);
  return html`<fieldset class="field">
    <legend>${_("Languages to write in")}</legend>
    <div class="line">
      ${names.map(
        ([tag, name]) => html`<label class="check" for="in-${tag}">
          <input type="checkbox" id="in-${tag}" .checked=${here.shown.includes(tag)} @change=${(/** @type {Event} */ event) => show(event, tag)} />
          <span>${name} ${lackingWords(tag)}</span>
        </label>`,
      )}
    </div>
    <p class="field-help">${_("One language is enough. People read it in their own language where there are words in it.")}</p>
  </fieldset>`;
}

/** @param {string} tag */
function lackingWords(tag) {
  if (!here.shown.includes(tag)) {
    const isThere = languagesIn(here.draft, "").includes(tag);
    return isThere ? html`<span class="quiet small">${_("has words")}</span>` : nothing;
  }
  const n = lacking(here.draft, tag);
  return n ? html`<span class="quiet small">${ngettext("{n} text is missing", "{n} texts are missing", n)}</span>` : nothing;
}

/** Return the reader's language alone, where the method speaks it: three of each field are many. */
function shownFirst() {
  const written = languagesIn(draftOf(first.method, kinds), first.lang);
  return written.includes(first.lang) ? [first.lang] : written;
}

// --- what is changed -------------------------------------------------------------------------------------

/**
 * @param {Event} event
 * @param {string} tag
 */
function show(event, tag) {
  const { checked } = /** @type {HTMLInputElement} */ (event.target);
  const shown = ["fi", "sv", "en"].filter((other) => (other === tag ? checked : here.shown.includes(other)));
  if (shown.length) here.shown = shown;
  draw();
}

/**
 * @param {Event} event
 * @param {Record<string, any>} command
 */
function change(event, command) {
  fields.change(event, command);
}

/** @param {Record<string, any>} command */
async function act(command) {
  const id = newName(here.draft);
  keepDraft(changed(here.draft, command, id));
  return id;
}

/**
 * @param {Record<string, any>} command
 * @param {(id: string) => void} open
 */
function create(command, open) {
  void act(command).then(open);
}

/**
 * @param {Event} event
 * @param {string} name
 * @param {unknown} value
 */
function setFact(event, name, value) {
  if (name === "shared") {
    here.shared = Boolean(value);
    here.isChanged = true;
    draw();
  } else {
    change(event, { do: "SetFact", name, value });
  }
}

/** @param {Draft} draft */
function keepDraft(draft) {
  if (draft === here.draft) return;
  here.past = [...here.past, here.draft].slice(-most);
  here.draft = draft;
  here.isChanged = true;
  if (!draft.steps[here.step]) here.step = "";
  draw();
}

function undo() {
  const before = here.past.at(-1);
  if (!before) return;
  here.past = here.past.slice(0, -1);
  here.draft = before;
  // What was typed a moment ago is taken back as well.
  fields = ownFields();
  draw();
}

/** @param {string} id */
function openStep(id) {
  here.step = id;
  draw();
}

/** @param {Event} event */
function touched(event) {
  const field = /** @type {HTMLInputElement} */ (event.target);
  const was = mended(field.id);
  const isWrong = impossible().includes(field);
  if (isWrong) tellFault(field.id, boundWords(field));
  if (!was && !isWrong) return;
  here.said = "";
  draw();
}

/** @param {HTMLInputElement} field */
function boundWords({ validity, min, max }) {
  if (validity.rangeUnderflow) return _("This can be no less than {least}.", { least: min });
  if (validity.rangeOverflow) return _("This can be no more than {most}.", { most: max });
  return _("This is not what belongs here. Write it anew.");
}

// --- kept ------------------------------------------------------------------------------------------------

async function save() {
  if (here.isSaving) return;
  const wrong = impossible();
  if (wrong.length) {
    here.said = _("Not saved yet: one thing is left to mend.");
    draw();
    wrong[0].focus();
    return;
  }
  here.isSaving = true;
  here.said = "";
  setFaults([]);
  draw();
  const answer = await ask("/methods/keep", { method: writtenOf(here.draft), slug: first.slug, shared: here.shared }).catch(() => null);
  here.isSaving = false;
  if (answer?.url) {
    here.isChanged = false;
    location.assign(answer.url);
  } else if (answer?.fault) {
    goTo(answer.fault);
  } else {
    here.said = answer?.no ? pgettext("refusal", answer.no, answer.facts) : _("It was not saved. What you wrote is still here; try again.");
    draw();
  }
}

/** @param {Fault} fault */
function goTo(fault) {
  const { step, field } = fieldOf(fault.key, here.draft, here.shown[0]);
  const tag = field.split("-").at(-1) ?? "";
  // Words in a language that is not shown have no field to be mended in.
  if (["fi", "sv", "en"].includes(tag) && !here.shown.includes(tag)) here.shown = [...here.shown, tag];
  if (step) here.step = step;
  draw();
  const place = placeOf(field);
  if (place) setFaults([[place.id, fault.words]]);
  here.said = place ? _("Not saved yet: one thing is left to mend.") : `${_("Not saved yet.")} ${fault.words}`;
  draw();
  for (let fold = place?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  place?.focus();
}

/**
 * Return the field that is there for an id: itself, else the list or the language's field that holds it.
 *
 * @param {string} field
 * @returns {HTMLElement | null}
 */
function placeOf(field) {
  const parts = field.split("-");
  const whole = parts.filter((part) => !/^\d+$/.test(part)).join("-");
  const tries = [field, `${field}-${here.shown[0]}`, whole, `${whole}-${here.shown[0]}`];
  const found = tries.map((id) => (id ? document.getElementById(id) : null)).find(Boolean) ?? null;
  return found?.matches("fieldset") ? (found.querySelector("input, textarea, select") ?? found) : found;
}

addEventListener("beforeunload", (event) => {
  if (here.isChanged) event.preventDefault();
});
addEventListener("keydown", (event) => {
  // In a field Ctrl+Z takes back what is typed there.
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z" && !isWriting(event)) {
    event.preventDefault();
    undo();
  }
});

draw();
if (first.fault) goTo(first.fault);
