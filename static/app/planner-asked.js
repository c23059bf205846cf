/**
 * What is asked before the day, as commands: the question, and the step that shows its answers when the day opens.
 *
 * Pure: the view comes in, commands go out.
 */
import { inOrder } from "./forecast.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {Record<string, any>} Command */

const mostShown = 12;

/**
 * Return the blocks that are asked before the day, in their order.
 *
 * @param {Pick<DeskView, "blocks">} view
 * @returns {[string, BlockView][]}
 */
export function askedBefore(view) {
  return inOrder(view.blocks).filter(([, block]) => block.before);
}

/**
 * Return a block that asks one open question before the day, called so in each of the workshop's languages.
 *
 * @param {Pick<DeskView, "languages">} view
 * @returns {Command}
 */
export function questionBlock({ languages }) {
  const title = Object.fromEntries(languages.map((lang) => [lang, preQuestion[lang] ?? preQuestion.en]));
  const prompt = Object.fromEntries(languages.map((lang) => [lang, question[lang] ?? question.en]));
  const step = { id: "", kind: "form", prompt, minutes: 0, settings: { when: "before" }, identity: "anonymous", destination: "client" };
  return { id: "", title, minutes: 0, before: true, steps: [step] };
}

/** The facilitator's words, not the screen's. @type {Record<string, string>} */
const preQuestion = { fi: "Ennakkokysymys", sv: "Förhandsfråga", en: "Pre-question" };
/** @type {Record<string, string>} */
const question = {
  fi: "Mikä yhteistyössämme toimii? Mikä yksi asia kaipaa sopimista?",
  sv: "Vad fungerar i vårt samarbete? Vilken sak behöver vi komma överens om?",
  en: "What works in how we work together? Which one thing needs agreeing?",
};
/** @type {Record<string, string>} */
const answered = { fi: "Näin vastasitte ennakkoon", sv: "Det här svarade ni på förhand", en: "What you answered beforehand" };

/**
 * Return the command that lets the day's opening show what was answered; nothing where a block shows it already.
 *
 * @param {DeskView} view
 * @param {string} asked The step that asks.
 * @returns {Command | undefined}
 */
export function showAnswers(view, asked) {
  const day = inOrder(view.blocks).filter(([, block]) => !block.before && !block.is_break && !block.new_day);
  const opening = day.find(([, block]) => block.mandatory) ?? day[0];
  if (!asked || !opening || materialFor(view, asked)) return undefined;
  const prompt = Object.fromEntries(view.languages.map((lang) => [lang, answered[lang] ?? answered.en]));
  const step = {
    id: "",
    kind: "show",
    prompt,
    minutes: 0,
    settings: {},
    identity: "anonymous",
    destination: "client",
    source: { step: asked, take: "items", most: mostShown },
  };
  const last = inOrder(opening[1].steps).at(-1)?.[0] ?? "";
  return { do: "AddStep", block: opening[0], step, after: last };
}

/**
 * Return the block that starts from what was asked, or nothing.
 *
 * @param {DeskView} view
 * @param {string} asked
 * @returns {BlockView | undefined}
 */
export function materialFor(view, asked) {
  return Object.values(view.blocks).find((block) =>
    Object.values(block.steps).some((step) => step.source.step === asked),
  );
}
