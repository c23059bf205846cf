/** The forms of what is told of a method: what it is, for whom, and how one leads it. */
import { html } from "./html.js";
import { _ } from "./i18n.js";
import { checkField, choiceField, numberField, textField } from "./planner-fields.js";

/** @typedef {[string, string][]} Choices Value and words. */

/**
 * @typedef {object} Forms
 * @property {Record<string, any>} facts By their keys in the file.
 * @property {readonly string[]} shown Languages to write in.
 * @property {Choices} themes
 * @property {Choices} phases
 * @property {(event: Event, name: string, value: unknown) => void} set
 */

const mostMinutes = 1440;
const mostPeople = 5000;

/**
 * What it is: what one reads first.
 *
 * @param {Forms} forms
 */
export function factsForm(forms) {
  return html`<section class="section" aria-labelledby="what-title">
    <h2 id="what-title">${_("What it is")}</h2>
    ${text(forms, "name", _("Name"), { most: 200 })}
    ${text(forms, "purpose", _("What it does for the group"), { long: true })}
    ${text(forms, "when", _("When to choose it"), { long: true })}
  </section>`;
}

/**
 * Where the library finds it, how one leads it, and who may use it.
 *
 * @param {Forms} forms
 */
export function libraryForm(forms) {
  const { facts, themes, phases, set } = forms;
  return html`<div class="stack">
    <section class="panel" aria-labelledby="find-title">
      <h2 id="find-title">${_("Where it is found")}</h2>
      <div class="stack">
        ${range(forms, "people", _("People"), mostPeople)} ${range(forms, "minutes", _("Minutes"), mostMinutes)}
        ${choiceField({
          id: "phase",
          label: _("Phase of the day"),
          value: facts.phase,
          options: phases,
          save: (event, phase) => set(event, "phase", phase),
        })}
        <fieldset class="field" id="themes">
          <legend>${_("Theme")}</legend>
          <div>${themes.map(([theme, words]) => themeCheck(forms, theme, words))}</div>
        </fieldset>
      </div>
    </section>
    <section class="panel" aria-labelledby="lead-title">
      <h2 id="lead-title">${_("For you who lead")}</h2>
      <div class="stack">
        ${text(forms, "materials", _("Materials"), { long: true, help: _("One thing a line.") })}
        ${text(forms, "pitfalls", _("What goes wrong"), { long: true })}
        ${text(forms, "remote", _("Remotely"), { long: true })}
        ${checkField({
          id: "remotely",
          label: _("Works remotely"),
          on: facts.remotely !== false,
          save: (event, on) => set(event, "remotely", on),
        })}
        ${text(forms, "origin", _("Where it comes from"), {})}
        ${text(forms, "rights", _("Whose words these are"), {})}
      </div>
    </section>
    <section class="panel" aria-labelledby="share-title">
      <h2 id="share-title">${_("Who may use it")}</h2>
      ${checkField({
        id: "shared",
        label: _("Share with those who lead on this server"),
        on: Boolean(facts.shared),
        help: _("Co-facilitators then find it when they add a block. Only you can change it."),
        save: (event, on) => set(event, "shared", on),
      })}
    </section>
  </div>`;
}

/**
 * @param {Forms} forms
 * @param {string} name
 * @param {string} label
 * @param {{long?: boolean, help?: string, most?: number}} how
 */
function text({ facts, shown, set }, name, label, how) {
  return textField({
    id: name,
    label,
    text: facts[name] ?? {},
    languages: shown,
    ...how,
    save: (event, words) => set(event, name, words),
  });
}

/**
 * @param {Forms} forms
 * @param {"people" | "minutes"} name
 * @param {string} label
 * @param {number} most
 */
function range({ facts, set }, name, label, most) {
  const now = Array.isArray(facts[name]) ? facts[name] : [1, 1];
  const ends = [_("At least"), _("At most")];
  return html`<fieldset class="field">
    <legend>${label}</legend>
    <div class="fields">
      ${ends.map((end, n) =>
        numberField({
          id: `${name}-${n}`,
          label: end,
          value: Number(now[n] ?? 1),
          least: 1,
          most,
          save: (event, value) => set(event, name, now.map((/** @type {number} */ other, /** @type {number} */ at) => (at === n ? value : other))),
        }),
      )}
    </div>
  </fieldset>`;
}

/**
 * @param {Forms} forms
 * @param {string} theme
 * @param {string} words
 */
function themeCheck({ facts, set }, theme, words) {
  const now = Array.isArray(facts.themes) ? facts.themes : [];
  return checkField({
    id: `theme-${theme}`,
    label: words,
    on: now.includes(theme),
    save: (event, on) => set(event, "themes", [...now.filter((other) => other !== theme), ...(on ? [theme] : [])]),
  });
}
