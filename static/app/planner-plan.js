/**
 * The agenda as one plans it: copies, places, and what may flow where.
 *
 * Pure: the views come in, commands go out.
 */
import { inOrder } from "./forecast.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {import("./views.js").StepView} StepView */
/** @typedef {Record<string, any>} Command */

/**
 * Return a block as a command carries it; its ids are given when it arrives.
 *
 * @param {BlockView} block
 */
export function copyOf(block) {
  return {
    id: "",
    title: block.title,
    minutes: (block.started_at && block.planned_minutes) || block.minutes,
    method: block.method || null,
    note: block.note,
    materials: block.materials,
    mandatory: block.mandatory,
    is_break: block.is_break,
    goal: block.goal,
    lead: block.lead,
    is_buffer: block.is_buffer,
    before: block.before,
    track: block.track,
    // The steps keep their ids here, so that what flows from one to the next does so in the copy too.
    steps: inOrder(block.steps).map(([id, step]) => ({ ...stepCopy(step), id })),
  };
}

/**
 * Return a step as a command carries it.
 *
 * @param {StepView} step
 */
export function stepCopy(step) {
  return {
    id: "",
    kind: step.kind,
    prompt: step.prompt,
    help: step.help,
    minutes: step.minutes,
    settings: step.settings,
    identity: step.identity,
    destination: step.destination,
    source: step.source.step ? step.source : null,
    company: step.company,
  };
}

/** What a method's block says where it starts from what comes before it in the agenda, and who answers together. */
const before = "before";
const groups = "groups";

/**
 * Return a method's block tied to what comes before the place where it is added.
 *
 * @param {Record<string, any>} block
 * @param {DeskView} view
 * @param {string} after The block it comes after, or nothing.
 */
export function tied(block, view, after) {
  const place = after ? (view.blocks[after]?.sort ?? -1) : -1;
  const earlier = inOrder(view.blocks)
    .filter(([, other]) => other.sort <= place)
    .flatMap(([, other]) => inOrder(other.steps));
  const last = earlier.filter(([, step]) => handsOn(step)).at(-1)?.[0];
  const together = earlier.filter(([, step]) => step.kind === "groups").at(-1)?.[0] ?? "";
  const steps = (block.steps ?? []).map((/** @type {any} */ step) => {
    const whole = step.company === groups ? { ...step, company: together } : step;
    if (step.source?.step !== before) return whole;
    return { ...whole, source: last ? { ...step.source, step: last } : null };
  });
  return { ...block, steps };
}

/**
 * Return whether anything is written or chosen in a step that others may start from: talk hands nothing on.
 *
 * @param {StepView} step
 */
export function handsOn({ kind, settings, identity }) {
  switch (kind) {
    case "show":
      return false;
    case "round":
      return Boolean(settings.notes);
    case "groups":
      return (settings.writes ?? "nobody") !== "nobody";
    default:
      return identity !== "only_you";
  }
}

/**
 * Return the identities a step may have: those its kind can run in, and not without names where groups answer.
 *
 * @param {readonly string[]} allowed By the kind, its own choice first.
 * @param {boolean} together
 */
export function identitiesFor(allowed, together) {
  return together ? allowed.filter((identity) => identity !== "anonymous") : [...allowed];
}

/**
 * Return the identity a step goes to with another kind or company: a group's name for a group, else the kind's own choice.
 *
 * @param {readonly string[]} allowed
 * @param {boolean} together
 */
export function usualIdentity(allowed, together) {
  if (together && allowed.includes("group")) return "group";
  return identitiesFor(allowed, together)[0] ?? "anonymous";
}

/** Return a block with nothing in it yet but a step to write. */
export function emptyBlock() {
  return { id: "", title: {}, minutes: 15, steps: [newStep()] };
}

/**
 * Return a break.
 *
 * @param {Record<string, string>} title
 */
export function breakBlock(title) {
  const step = { ...newStep(), kind: "show", prompt: title, minutes: 15, settings: { style: "break" } };
  return { id: "", title, minutes: 15, is_break: true, steps: [step] };
}

/** Return the step one most often adds. */
export function newStep() {
  return { id: "", kind: "collect", prompt: {}, minutes: 5, settings: {}, identity: "anonymous", destination: "client" };
}

/**
 * Return the id after which a row stands once it has moved by *steps*; undefined where it cannot.
 *
 * @param {string[]} order
 * @param {string} id
 * @param {-1 | 1} by
 * @returns {string | undefined}
 */
export function afterMoved(order, id, by) {
  const place = order.indexOf(id);
  if (place < 0 || place + by < 0 || place + by >= order.length) return undefined;
  return by > 0 ? order[place + 1] : (order[place - 2] ?? "");
}

/**
 * Return the blocks that may still be moved: none that has run stands after the present one.
 *
 * @param {BlockView} block
 */
export function mayMove(block) {
  return !block.started_at && Object.values(block.steps).every((step) => step.stage === "planned");
}

/**
 * Return the steps that come before a step, for what may flow into it.
 *
 * @param {DeskView} view
 * @param {string} id
 * @returns {[string, StepView][]}
 */
export function stepsBefore(view, id) {
  const all = inOrder(view.blocks).flatMap(([, block]) => inOrder(block.steps));
  return all.slice(0, Math.max(0, all.findIndex(([other]) => other === id)));
}

/**
 * Return *text* with its words in one language changed; a language without words is left out.
 *
 * @param {Record<string, string>} text
 * @param {string} lang
 * @param {string} words
 */
export function worded(text, lang, words) {
  const { [lang]: _before, ...others } = text;
  return words.trim() ? { ...others, [lang]: words.trim() } : others;
}

/**
 * Return the lines of a list of texts in one language: one on a line.
 *
 * @param {Record<string, string>[]} texts
 * @param {string} lang
 */
export function linesOf(texts, lang) {
  return texts.map((text) => text[lang] ?? "").join("\n").replace(/\n+$/, "");
}

/**
 * Return a list of texts with its lines in one language changed. The lines of the other languages stay in order.
 *
 * @param {Record<string, string>[]} texts
 * @param {string} lang
 * @param {string} lines
 */
export function textsOf(texts, lang, lines) {
  const words = lines.split("\n").map((line) => line.trim());
  // Empty lines between are a slip where there is one language, and a place kept where there are several.
  const isAlone = texts.every((text) => Object.keys(text).every((other) => other === lang));
  const kept = isAlone ? words.filter(Boolean) : words;
  const length = Math.max(kept.length, isAlone ? 0 : texts.length);
  return Array.from({ length }, (_none, n) => worded(texts[n] ?? {}, lang, kept[n] ?? "")).filter(
    (text) => Object.keys(text).length > 0,
  );
}

/** @param {string} clock Of an `<input type="time">`. */
export function minutesFrom(clock) {
  const [hours, minutes] = clock.split(":").map(Number);
  return Number.isInteger(hours) && Number.isInteger(minutes) ? hours * 60 + minutes : null;
}

/** @param {number} minutes From midnight; for an `<input type="time">`. */
export function clockFrom(minutes) {
  if (minutes < 0) return "";
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${two(Math.floor(minutes / 60) % 24)}:${two(Math.round(minutes) % 60)}`;
}
