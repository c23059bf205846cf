/** The languages of a workshop, to be ticked: the agenda's panel and the assignment have them alike. */
import { html } from "./html.js";
import { _ } from "./i18n.js";
import { checkField } from "./planner-fields.js";

/** @typedef {import("./views.js").DeskView} DeskView */

/**
 * @param {DeskView} view
 * @param {(event: Event, changes: Record<string, any>) => void} edit
 */
export function languageChecks(view, edit) {
  return html`<fieldset class="field">
    <legend>${_("Languages of the prompts")}</legend>
    <div class="line">${["fi", "sv", "en"].map((lang) => languageCheck(view, lang, edit))}</div>
    <p class="field-help">${_("Each phone shows its reader’s language where there are words in it.")}</p>
  </fieldset>`;
}

/**
 * @param {DeskView} view
 * @param {string} lang
 * @param {(event: Event, changes: Record<string, any>) => void} edit
 */
function languageCheck(view, lang, edit) {
  return checkField({
    id: `workshop-in-${lang}`,
    label: languageWords(lang),
    on: view.languages.includes(lang),
    save: (event, on) => {
      const languages = view.languages.filter((other) => other !== lang).concat(on ? [lang] : []);
      // A workshop has at least one language: the last one stays ticked.
      if (languages.length) edit(event, { languages });
      else /** @type {HTMLInputElement} */ (event.target).checked = true;
    },
  });
}

/** @param {string} lang */
function languageWords(lang) {
  switch (lang) {
    case "fi":
      return _("Finnish");
    case "sv":
      return _("Swedish");
    default:
      return _("English");
  }
}
