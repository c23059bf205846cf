/**
 * What can be asked in ten seconds: every kind of task with settings that are good enough for a one-line prompt.
 *
 * Pure. Whoever has more time plans a block.
 */
import { filledLines } from "./lines.js";

/** @typedef {Record<string, any>} Settings */

/**
 * @typedef {object} Shape How people answer.
 * @property {string} kind
 * @property {number} lines How many lines must be typed beside the prompt.
 * @property {boolean} [takes] Whether any can be.
 */

/** @type {Readonly<Record<string, Shape>>} */
export const shapes = Object.freeze({
  notes: { kind: "collect", lines: 0 },
  cloud: { kind: "collect", lines: 0 },
  form: { kind: "form", lines: 1, takes: true },
  actions: { kind: "commit", lines: 0 },
  choice: { kind: "vote", lines: 2, takes: true },
  dots: { kind: "vote", lines: 2, takes: true },
  scale: { kind: "vote", lines: 0 },
  rate: { kind: "rate", lines: 0 },
  rank: { kind: "rank", lines: 2, takes: true },
  matrix: { kind: "matrix", lines: 1, takes: true },
  consent: { kind: "consent", lines: 0 },
  pairs: { kind: "groups", lines: 0 },
  fours: { kind: "groups", lines: 0 },
  round: { kind: "round", lines: 0 },
  headings: { kind: "cluster", lines: 0, takes: true },
  show: { kind: "show", lines: 0 },
});

// As many as the kinds take.
const mostLines = (/** @type {string} */ kind) => (kind === "rank" ? 10 : 12);

/**
 * @typedef {object} Asked What was typed and chosen.
 * @property {string} prompt
 * @property {string} shape
 * @property {string} options One on a line.
 * @property {string} identity
 * @property {number} minutes
 * @property {string} [across] What a field of two axes is about, from left to right.
 * @property {string} [upwards]
 * @property {string} [support] How a proposal is asked about.
 */

/**
 * Return the command that asks; undefined while something is missing.
 *
 * @param {Asked} asked
 * @param {string} lang The language it is written in.
 * @returns {Record<string, any> | undefined}
 */
export function quickQuestion(asked, lang) {
  const words = asked.prompt.trim();
  const shape = shapes[asked.shape] ?? shapes.notes;
  const lines = filledLines(asked.options).slice(0, mostLines(shape.kind));
  if (!words || lines.length < shape.lines) return undefined;
  const texts = lines.map((line) => ({ [lang]: line }));
  const settings = settingsOf(asked, texts, lang);
  // What is proposed is a thing of its own; the prompt asks about it.
  const prompt = { [lang]: shape.kind === "consent" && asked.support ? asked.support : words };
  return { do: "QuickQuestion", prompt, kind: shape.kind, settings, identity: asked.identity, minutes: asked.minutes };
}

/**
 * @param {Asked} asked
 * @param {Record<string, string>[]} texts
 * @param {string} lang
 * @returns {Settings}
 */
function settingsOf({ prompt, shape, across = "", upwards = "" }, texts, lang) {
  switch (shape) {
    case "cloud":
      return { view: "cloud", max_length: 60 };
    case "form":
      return { questions: texts.map((text) => ({ text, ask: "words" })) };
    case "choice":
      return { options: texts };
    case "dots":
      return { options: texts, budget: 3, max_per_option: 2 };
    case "scale":
      return { options: ["1", "2", "3", "4", "5"].map((step) => ({ "": step })), ordered: true };
    case "rate":
      return { scale: "0-10", statements: [{}] };
    case "rank":
      return { items: texts };
    case "matrix":
      return { items: texts, x_title: { [lang]: across }, y_title: { [lang]: upwards } };
    case "consent":
      return { scale: "fist", proposals: [{ [lang]: prompt.trim() }] };
    case "pairs":
      return { size: 2, rounds: 3, minutes_per_round: 2 };
    case "fours":
      return { size: 4 };
    case "round":
      return { order: "ring", seconds: 60 };
    case "headings":
      return { headings: texts };
    default:
      return {};
  }
}
