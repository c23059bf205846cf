/**
 * One's own answers to a form: as they will be once all that was asked here has been answered, and as they are typed.
 *
 * Pure. Refused commands change nothing.
 */

/** @typedef {import("./views.js").MyForm} MyForm */
/** @typedef {import("./views.js").FormView} FormView */
/** @typedef {import("./outbox.js").Row} Row */
/** @typedef {{number: number, options: readonly string[], text: string, dont_know: boolean, isKept: boolean}} Own */
/** @typedef {{number?: number, options?: string[], text?: string, dont_know?: boolean}} Given */

/**
 * Return one's answers as they will be once all that was asked here has been answered.
 *
 * @param {MyForm} mine
 * @param {Row[]} rows
 * @returns {{answers: Record<string, Own>, sent: boolean}}
 */
export function ownForm(mine, rows) {
  /** @type {Record<string, Own>} */
  const answers = Object.fromEntries(Object.entries(mine.answers ?? {}).map(([id, row]) => [id, { ...row, isKept: true }]));
  let sent = Boolean(mine.sent);
  for (const { state, command } of rows) {
    if (state !== "waiting") continue;
    const { question, number = -1, options = [], text = "", dont_know = false } = command;
    if (command.do === "AnswerQuestion") answers[question] = { number, options, text, dont_know, isKept: false };
    else if (command.do === "ClearAnswer") delete answers[question];
    else if (command.do === "SendForm") sent = true;
  }
  return { answers, sent };
}

/**
 * Return whether an answer says what the one there says.
 *
 * @param {Own | undefined} own
 * @param {Given} given
 */
export function isSame(own, { number = -1, options = [], text = "", dont_know = false }) {
  if (!own) return false;
  const same = own.number === number && own.text === text && own.dont_know === dont_know;
  return same && own.options.length === options.length && own.options.every((option) => options.includes(option));
}

/**
 * Return the whole number that was typed, or nothing.
 *
 * @param {string} typed
 * @returns {number | undefined}
 */
export function numberIn(typed) {
  const plain = typed.replace(/\s/g, "");
  return /^\d{1,6}$/.test(plain) ? Number(plain) : undefined;
}

/**
 * Return what was typed in from paper, each answer under its question.
 *
 * @param {{get: (name: string) => unknown, getAll: (name: string) => unknown[]}} given
 * @param {FormView} view
 */
export function sheetOf(given, view) {
  /** @type {Record<string, number>} */
  const numbers = {};
  /** @type {Record<string, string[]>} */
  const chosen = {};
  /** @type {Record<string, string>} */
  const texts = {};
  for (const [id, { ask }] of Object.entries(view.questions)) {
    const some = given.getAll(`paper-${id}`).map(String);
    const one = (some[0] ?? "").trim();
    if (!one) continue;
    if (ask === "words") texts[id] = one;
    else if (ask === "scale" || ask === "number") numbers[id] = Number(one);
    else chosen[id] = some;
  }
  return { numbers, chosen, texts };
}
