/**
 * Reading the JSON schema of a kind's settings: which fields a form has, and what each of them holds.
 *
 * Pure.
 */

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
