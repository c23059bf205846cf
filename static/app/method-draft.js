/**
 * A method while it is edited: made of a file's keys and values, drawn as a block of an agenda is, and made a file's again.
 *
 * Pure. A step's id is its name in the file; two steps that are in no file stand for what comes before in an agenda.
 */
import { inOrder } from "./forecast.js";
import { newStep, usualIdentity } from "./planner-plan.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").StepView} StepView */
/** @typedef {Record<string, string>} Text */
/** @typedef {Record<string, any>} Written A file's keys and values, as they were found: they may be of any shape. */
/** @typedef {Record<string, {identities?: string[]}>} Kinds */

/**
 * @typedef {object} Draft
 * @property {Record<string, any>} facts All that is no step, by its key in the file.
 * @property {Record<string, StepView>} steps By their names in the file.
 */

/** The block that holds a method's steps, and the one that stands for what comes before it. */
export const methodBlock = "method";
const earlierBlock = "earlier";
// No name in a file looks like these.
const before = "*before";
const groups = "*groups";

const languages = ["fi", "sv", "en"];
const texts = ["name", "purpose", "when", "materials", "remote", "pitfalls", "origin", "rights"];
/** What a file must say, where nobody has said anything yet. */
const usual = {
  name: {}, purpose: {}, when: {}, materials: {}, remote: {}, pitfalls: {}, origin: {}, rights: {}, themes: ["all"], phase: "diverge",
  people: [3, 30], minutes: [10, 30],
};

/**
 * @param {Written} written
 * @param {Kinds} kinds
 * @returns {Draft}
 */
export function draftOf(written, kinds) {
  const { steps, ...facts } = written;
  const rows = Array.isArray(steps) && steps.length ? steps : [{ ...newStep(), name: "step-1" }];
  return {
    facts: { ...usual, ...facts },
    steps: Object.fromEntries(rows.map((row, n) => [String(row.name ?? `step-${n + 1}`), stepOf(row, n, kinds)])),
  };
}

/**
 * @param {Written} row
 * @param {number} sort
 * @param {Kinds} kinds
 * @returns {StepView}
 */
function stepOf(row, sort, kinds) {
  const company = row.company ? row.company.step || groups : "";
  const source = row.from ? { take: "items", most: 0, ...row.from, step: row.from.step || before } : {};
  return {
    sort,
    kind: row.kind ?? "collect",
    prompt: row.prompt ?? {},
    help: row.help ?? {},
    minutes: row.minutes ?? 5,
    settings: row.settings ?? {},
    identity: row.identity ?? usualIdentity(kinds[row.kind]?.identities ?? [], Boolean(company)),
    destination: row.destination ?? "client",
    source,
    company,
    stage: "planned",
    answered: 0,
  };
}

/**
 * Return the draft as a file's keys and values.
 *
 * @param {Draft} draft
 * @returns {Written}
 */
export function writtenOf({ facts, steps }) {
  return { ...facts, steps: inOrder(steps).map(([name, step]) => rowOf(name, step)) };
}

/**
 * @param {string} name
 * @param {StepView} step
 */
function rowOf(name, { kind, prompt, help, minutes, identity, destination, source, company, settings }) {
  return {
    name,
    kind,
    minutes,
    prompt,
    ...(Object.keys(help).length ? { help } : {}),
    identity,
    ...(destination === "client" ? {} : { destination }),
    ...(source.step ? { from: fromOf(source) } : {}),
    ...(company ? { company: company === groups ? {} : { step: company } } : {}),
    settings,
  };
}

/** @param {Record<string, any>} source */
function fromOf({ step, take, most }) {
  return { ...(step === before ? {} : { step }), ...(take === "items" ? {} : { take }), ...(most ? { most } : {}) };
}

/**
 * Return what the planner's forms draw: an agenda of the method alone, after something that stands for all before it.
 *
 * @param {Draft} draft
 * @param {readonly string[]} shown Languages to write in.
 * @param {{before: Text, groups: Text}} words What the two steps before it are called.
 * @returns {DeskView}
 */
export function agendaOf({ steps }, shown, words) {
  const earlier = {
    [before]: stepOf({ ...newStep(), prompt: words.before }, 0, {}),
    [groups]: stepOf({ ...newStep(), kind: "groups", prompt: words.groups }, 1, {}),
  };
  const blocks = { [earlierBlock]: { sort: 0, steps: earlier }, [methodBlock]: { sort: 1, steps } };
  return /** @type {DeskView} */ (/** @type {unknown} */ ({ languages: shown, blocks }));
}

/**
 * Return the draft after a command of the forms; the same draft where it knows none of the kind.
 *
 * @param {Draft} draft
 * @param {Record<string, any>} command
 * @param {string} id Of what is new.
 * @returns {Draft}
 */
export function changed(draft, command, id) {
  const { steps } = draft;
  switch (command.do) {
    case "SetFact":
      return { ...draft, facts: { ...draft.facts, [command.name]: command.value } };
    case "EditStep": {
      const { do: _do, step, ...changes } = command;
      return steps[step] ? { ...draft, steps: { ...steps, [step]: edited(steps[step], changes) } } : draft;
    }
    case "AddStep": {
      const row = { ...stepOf({}, 0, {}), ...command.step, source: command.step.source ?? {}, company: command.step.company ?? "" };
      const { id: _id, ...step } = row;
      return { ...draft, steps: placed({ ...steps, [id]: { ...step, stage: "planned", answered: 0 } }, id, command.after) };
    }
    case "MoveStep":
      return { ...draft, steps: placed(steps, command.step, command.after) };
    case "RemoveStep": {
      const { [command.step]: _gone, ...rest } = steps;
      return { ...draft, steps: untied(rest) };
    }
    default:
      return draft;
  }
}

/**
 * @param {StepView} step
 * @param {Record<string, any>} changes
 * @returns {StepView}
 */
function edited(step, changes) {
  return { ...step, ...changes, source: changes.source === undefined ? step.source : (changes.source ?? {}) };
}

/**
 * Return the steps with one of them after another; what flows comes from earlier steps alone.
 *
 * @param {Record<string, StepView>} steps
 * @param {string} id
 * @param {string} after
 */
function placed(steps, id, after) {
  const rest = inOrder(steps).map(([other]) => other).filter((other) => other !== id);
  const place = after ? rest.indexOf(after) + 1 : 0;
  const order = [...rest.slice(0, place), id, ...rest.slice(place)];
  return untied(Object.fromEntries(order.map((other, sort) => [other, { ...steps[other], sort }])));
}

/** @param {Record<string, StepView>} steps */
function untied(steps) {
  const known = new Set([before, groups]);
  return Object.fromEntries(
    inOrder(steps).map(([id, step]) => {
      const source = known.has(step.source.step) ? step.source : {};
      const company = known.has(step.company) ? step.company : "";
      known.add(id);
      return [id, { ...step, source, company }];
    }),
  );
}

/**
 * Return a name that no step has.
 *
 * @param {Draft} draft
 */
export function newName({ steps }) {
  let number = Object.keys(steps).length + 1;
  while (steps[`step-${number}`]) number += 1;
  return `step-${number}`;
}

/**
 * Return the languages that anything is written in, in the product's order; *otherwise* where nothing is.
 *
 * @param {Draft} draft
 * @param {string} otherwise
 */
export function languagesIn(draft, otherwise) {
  const found = new Set(textsOf(draft).flatMap(([, text]) => Object.keys(text)));
  const known = languages.filter((tag) => found.has(tag));
  return known.length ? known : [otherwise];
}

/**
 * Return how many texts lack words in a language though another has them.
 *
 * @param {Draft} draft
 * @param {string} tag
 */
export function lacking(draft, tag) {
  return textsOf(draft).filter(([, text]) => Object.keys(text).length && !text[""] && !text[tag]).length;
}

/**
 * Return every text by the key it has in the file.
 *
 * @param {Draft} draft
 * @returns {[string, Text][]}
 */
function textsOf({ facts, steps }) {
  const ofSteps = inOrder(steps).flatMap(([, step], n) => textsIn({ prompt: step.prompt, help: step.help, settings: step.settings }, `steps[${n}]`));
  return [...textsIn(Object.fromEntries(texts.map((name) => [name, facts[name]])), ""), ...ofSteps];
}

/**
 * @param {any} value
 * @param {string} key
 * @returns {[string, Text][]}
 */
function textsIn(value, key) {
  if (Array.isArray(value)) return value.flatMap((part, n) => textsIn(part, `${key}[${n}]`));
  if (!value || typeof value !== "object") return [];
  const parts = Object.entries(value);
  const isText = parts.length > 0 && parts.every(([tag, words]) => [...languages, ""].includes(tag) && typeof words === "string");
  return isText ? [[key, value]] : parts.flatMap(([name, part]) => textsIn(part, key ? `${key}.${name}` : name));
}

/**
 * Return the step and the id of the field that a key of the file is about; nothing where it is about none.
 *
 * @param {string} key Such as `steps[1].settings.top` or `people[0]`.
 * @param {Draft} draft
 * @param {string} lang The language whose field stands first.
 * @returns {{step: string, field: string}}
 */
export function fieldOf(key, draft, lang) {
  const ofStep = /^steps\[(\d+)\](?:\.(.*))?$/.exec(key);
  if (!ofStep) return { step: "", field: fieldOfFact(key, lang) };
  const step = inOrder(draft.steps)[Number(ofStep[1])]?.[0] ?? "";
  return { step, field: step ? fieldOfStep(ofStep[2] ?? "", step, lang) : "" };
}

/**
 * @param {string} key
 * @param {string} lang
 */
function fieldOfFact(key, lang) {
  const [, name, place = "", tag = ""] = /^(\w+)(?:\[(\d+)\])?(?:\.(\w+))?/.exec(key) ?? [];
  if (texts.includes(name)) return `${name}-${tag || lang}`;
  if (name === "people" || name === "minutes") return `${name}-${place || 0}`;
  return name ?? "";
}

/**
 * @param {string} key Within the step.
 * @param {string} step
 * @param {string} lang
 */
function fieldOfStep(key, step, lang) {
  const [name, ...path] = key.split(/[.[\]]+/).filter(Boolean);
  switch (name) {
    case "prompt":
    case "help":
      return `${name}-${step}-${path[0] ?? lang}`;
    case "minutes":
      return `step-minutes-${step}`;
    case "from":
      return `${path[0] && path[0] !== "step" ? path[0] : "source"}-${step}`;
    case "settings":
      return [`set-${step}`, ...path].join("-");
    default:
      return `${name ?? "prompt"}-${step}`;
  }
}
