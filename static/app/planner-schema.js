/**
 * Reading the JSON schema of a kind's settings: which fields a form has, and what an activity looks like when it opens.
 *
 * Pure.
 */

/** @typedef {import("./views.js").StepView} StepView */
/** @typedef {Record<string, any>} Schema */

/**
 * Return the fields of a schema by name, its references followed.
 *
 * @param {Schema} schema
 * @returns {[string, Schema][]}
 */
export function fieldsOf(schema) {
  const struct = followed(schema, schema);
  return Object.entries(struct.properties ?? {}).map(([name, field]) => {
    const { anyOf, ...own } = field;
    const meant = (anyOf ?? []).find((/** @type {Schema} */ one) => one.type !== "null") ?? {};
    /** @type {Schema} */
    const whole = { ...followed(schema, meant), ...followed(schema, own), ...titles(field) };
    return [name, whole.items ? { ...whole, items: itemsOf(schema, whole.items) } : whole];
  });
}

/**
 * Return what a list is made of; a record takes the definitions along, so that it can be read like a whole schema.
 *
 * @param {Schema} schema
 * @param {Schema} items
 * @returns {Schema}
 */
function itemsOf(schema, items) {
  const item = followed(schema, items);
  return item.properties ? { ...item, $defs: schema.$defs ?? {} } : item;
}

/**
 * Return the fields that mean something with these settings: one may name another field and the values it goes with.
 *
 * @param {Schema} schema
 * @param {Record<string, any>} settings
 * @returns {[string, Schema][]}
 */
export function fieldsFor(schema, settings) {
  const fields = fieldsOf(schema);
  const all = Object.fromEntries(fields);
  return fields.filter(([, field]) =>
    Object.entries(field.only ?? {}).every(([name, values]) => values.includes(settings[name] ?? all[name]?.default)),
  );
}

/**
 * @param {Schema} schema
 * @param {Schema} part
 * @returns {Schema}
 */
function followed(schema, part) {
  const name = part.$ref?.replace("#/$defs/", "");
  return name ? (schema.$defs?.[name] ?? {}) : part;
}

/** @param {Schema} field */
function titles({ title, description }) {
  return { ...(title ? { title } : {}), ...(description ? { description } : {}) };
}

/**
 * Return which of the forms a field has.
 *
 * @param {Schema} field
 * @returns {"check" | "number" | "choice" | "list" | "numbers" | "records" | "text" | "words" | "none"}
 */
export function shapeOf(field) {
  if (field.enum) return "choice";
  switch (field.type) {
    case "boolean":
      return "check";
    case "integer":
    case "number":
      return "number";
    case "string":
      return "words";
    case "array":
      if (field.items?.properties) return "records";
      if (field.items?.type === "integer") return "numbers";
      return field.items?.type === "object" ? "list" : "none";
    case "object":
      return field.additionalProperties?.type === "string" ? "text" : "none";
    default:
      return "none";
  }
}

/**
 * Return the numbers that are written, within what the field allows: what is no number is left out.
 *
 * @param {string} words
 * @param {Schema} field
 */
export function numbersIn(words, { items = {}, maxItems = 50 }) {
  const least = items.minimum ?? 0;
  const most = items.maximum ?? 100_000;
  const numbers = (words.match(/\d+/g) ?? []).map(Number);
  return numbers.map((number) => Math.min(most, Math.max(least, number))).slice(0, maxItems);
}

/**
 * Return a kind's settings with or without companies: what says whether each or a group answers follows the step.
 *
 * @param {Schema} schema
 * @param {Record<string, any>} settings
 * @param {boolean} together
 */
export function settingsTogether(schema, settings, together) {
  const asked = fieldsOf(schema).filter(([, field]) => field.enum?.includes("company"));
  return asked.reduce((now, [name, field]) => ({ ...now, [name]: together ? "company" : field.default }), settings);
}

/**
 * Return what an activity's view would be when it has just been opened.
 *
 * @param {StepView} step
 * @param {Record<string, any>} schema Of the kind's settings.
 * @returns {any}
 */
export function viewWhenOpened(step, schema) {
  const defaults = Object.fromEntries(fieldsOf(schema).map(([name, field]) => [name, field.default]));
  const set = { ...defaults, ...step.settings };
  const lines = asRows(set.lines ?? [], (text) => ({ text, weight: 1, shown: set.all_lines !== false }));
  const options = asRows(set.options?.length ? set.options : [], (text) => ({
    text,
    dots: 0,
    voters: 0,
    hands: 0,
    share: 0,
    cut: "",
    hidden: false,
  }));
  return {
    ...set,
    kind: step.kind,
    // Views hold things by id where settings hold lists.
    lines,
    options,
    headings: asRows(set.headings ?? [], (text) => ({ text, count: 0 })),
    ...(step.kind === "form" ? { questions: asQuestions(set.questions ?? []), begun: 0, few: false } : {}),
    notes: {},
    actions: {},
    proposals: {},
    come: set.all_lines === false ? 0 : Object.keys(lines).length,
    of: Object.keys(lines).length,
    open_to_all: set.who === "everyone",
    follow_up_on: "",
    shown: false,
    count: 0,
    writers: 0,
    kept_back: 0,
    ungrouped: 0,
    unowned: 0,
    phones: 0,
    hands: 0,
    total: 0,
    median: 0,
    more: 0,
  };
}

/**
 * @param {Record<string, string>[]} texts
 * @param {(text: Record<string, string>) => Record<string, unknown>} row
 */
function asRows(texts, row) {
  return Object.fromEntries(texts.map((text, n) => [`row-${n}`, { ...row(text), sort: n + 1 }]));
}

/**
 * A form's questions as its view holds them: none is the prompt itself.
 *
 * @param {Record<string, any>[]} questions
 */
function asQuestions(questions) {
  const rows = questions.length ? questions : [{ ask: "words" }];
  return Object.fromEntries(rows.map((question, n) => [`question-${n}`, asQuestion(question, n)]));
}

/**
 * @param {Record<string, any>} question
 * @param {number} n
 */
function asQuestion({ text = {}, ask = "scale", scale = "1-5", options = [], max_length = 500, ...own }, n) {
  const [least, most] = ask === "scale" ? scale.split("-").map(Number) : [0, 0];
  return {
    ...own,
    text,
    sort: n + 1,
    ask,
    least,
    most,
    max_length,
    on_board: false,
    options: Object.fromEntries(
      options.map((/** @type {Record<string, string>} */ words, /** @type {number} */ place) => [
        `option-${n}-${place}`,
        { text: words, sort: place + 1 },
      ]),
    ),
    told: false,
    counts: {},
    texts: {},
  };
}
