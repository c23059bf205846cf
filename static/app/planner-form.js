/**
 * The form of a kind's settings, made from the JSON schema of its Python struct: a new kind needs no form of its own.
 *
 * Titles and helps come worded for the reader; numbers carry their bounds; a list of texts is one on a line, a list of
 * records has a form for each.
 */
import { _ } from "./i18n.js";
import { checkField, choiceField, listField, numberField, textField, wordField } from "./planner-fields.js";
import { remembered, settingsNow } from "./planner-change.js";
import { optionWords } from "./planner-options.js";
import { recordsField } from "./planner-records.js";
import { fieldsFor, fieldsOf, numbersIn, shapeOf } from "./planner-schema.js";

/** @typedef {import("./planner-schema.js").Schema} Schema */
/** @typedef {(value: any) => unknown} Changed The value as it becomes, from what it is by now. */

/**
 * Draw the form.
 *
 * @param {object} form
 * @param {string} form.id Beginning of the fields' ids.
 * @param {Schema} form.schema
 * @param {Record<string, any>} form.settings What is set; the rest is as by default.
 * @param {readonly string[]} form.languages
 * @param {(event: Event, settings: Record<string, any>) => void} form.save
 */
export function settingsForm({ id, schema, settings, languages, save }) {
  return drawnFields({
    id,
    schema,
    settings,
    languages,
    // From what has been asked for by now: a second change must not undo the first, which is still on its way.
    save: (event, change) => save(event, remembered(id, settings, change(settingsNow(id, settings)))),
  });
}

/**
 * @param {object} form
 * @param {string} form.id
 * @param {Schema} form.schema
 * @param {Record<string, any>} form.settings
 * @param {readonly string[]} form.languages
 * @param {(event: Event, change: (now: Record<string, any>) => Record<string, any>) => void} form.save
 * @returns {unknown[]}
 */
function drawnFields({ id, schema, settings, languages, save }) {
  return fieldsFor(schema, settings).map(([name, field]) => {
    const value = settings[name] ?? field.default;
    const change = (/** @type {Event} */ event, /** @type {Changed} */ changed) =>
      save(event, (now) => ({ ...now, [name]: changed(now[name] ?? field.default) }));
    const set = (/** @type {Event} */ event, /** @type {unknown} */ changed) => change(event, () => changed);
    const facts = {
      id: `${id}-${name}`,
      label: field.title ?? name,
      help: field.description ?? "",
      languages,
      save: set,
    };
    switch (shapeOf(field)) {
      case "check":
        return checkField({ ...facts, on: Boolean(value) });
      case "number":
        return numberField({
          ...facts,
          value: value ?? 0,
          least: field.minimum ?? 0,
          most: field.maximum ?? 100_000,
          step: field.type === "integer" ? 1 : 0.5,
        });
      case "choice":
        return choiceField({
          ...facts,
          value: String(value),
          options: field.enum.map((/** @type {string} */ one) => [one, optionWords(name, one)]),
        });
      case "numbers":
        return wordField({
          ...facts,
          help: facts.help || _("Numbers with a comma between them."),
          value: (value ?? []).join(", "),
          save: (event, words) => set(event, numbersIn(words, field)),
        });
      case "list":
        return listField({ ...facts, texts: value ?? [] });
      case "records":
        return recordsField({
          ...facts,
          records: value ?? [],
          most: field.maxItems ?? 50,
          fields: fieldsOf(field.items),
          draw: (own, record, saveOne) =>
            drawnFields({ id: own, schema: field.items, settings: record, languages, save: saveOne }),
          save: (event, changed) => change(event, (now) => changed(now ?? [])),
        });
      case "text":
        return textField({ ...facts, text: value ?? {} });
      case "words":
        return wordField({ ...facts, value: value ?? "" });
      default:
        return undefined;
    }
  });
}
