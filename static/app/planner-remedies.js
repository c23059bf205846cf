/**
 * What would mend a plan: each remedy is one command, so that one undo takes it back.
 *
 * Pure: the view comes in, a command goes out; nothing where there is no honest remedy.
 */
import { inOrder } from "./forecast.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {import("./views.js").StepView} StepView */
/** @typedef {[string, BlockView]} Row */
/** @typedef {Record<string, any>} Command */

/** Shorter than this nothing is done well. */
const shortestBlock = 5;
const buffer = { fi: "Pelivara", sv: "Tidsbuffert", en: "Buffer" };
const pause = { fi: "Tauko", sv: "Paus", en: "Break" };
const walk = {
  title: { fi: "Kävely parin kanssa", sv: "Promenad två och två", en: "A walk in pairs" },
  prompt: {
    fi: "Kävelkää parin kanssa. Mikä aamusta jäi mieleen?",
    sv: "Gå en sväng två och två. Vad minns du från förmiddagen?",
    en: "Take a walk in pairs. What do you remember of the morning?",
  },
};
const hello = {
  title: { fi: "Virittäytyminen", sv: "Incheckning", en: "Check-in" },
  prompt: {
    fi: "Mitä toivot tästä päivästä? Muutama sana riittää.",
    sv: "Vad hoppas du på i dag? Några ord räcker.",
    en: "What do you hope for today? A few words will do.",
  },
};

/**
 * Return a block as a command carries it, with the ids it has.
 *
 * @param {string} id
 * @param {BlockView} block
 */
export function blockAsIs(id, block) {
  const { title, minutes, note, materials, mandatory, is_break, goal, lead, is_buffer, before, new_day, date, track } = block;
  return {
    id,
    title,
    minutes,
    fixed_at: block.fixed_at < 0 ? null : block.fixed_at,
    method: block.method || null,
    steps: inOrder(block.steps).map(([own, step]) => stepAsIs(own, step)),
    note,
    materials,
    mandatory,
    is_break,
    goal,
    lead,
    is_buffer,
    before,
    new_day,
    date,
    track,
  };
}

/**
 * @param {string} id
 * @param {StepView} step
 */
function stepAsIs(id, step) {
  const { kind, prompt, help, minutes, settings, identity, destination, company } = step;
  const source = step.source.step ? step.source : null;
  return { id, kind, prompt, help, minutes, settings, identity, destination, source, company };
}

/**
 * Say of blocks that they must not be skipped.
 *
 * @param {DeskView} view
 * @param {string[]} ids
 * @returns {Command}
 */
export function protect(view, ids) {
  if (ids.length === 1) return { do: "EditBlock", block: ids[0], mandatory: true };
  const agenda = inOrder(view.blocks).map(([id, block]) => {
    const whole = blockAsIs(id, block);
    return ids.includes(id) ? { ...whole, mandatory: true } : whole;
  });
  return { do: "SetAgenda", agenda, starts: view.starts };
}

/**
 * Put a break after a block.
 *
 * @param {DeskView} view
 * @param {string} after
 * @param {number} minutes
 * @returns {Command}
 */
export function breakAfter(view, after, minutes) {
  const title = inLanguages(pause, view.languages);
  const rest = newStep("show", { prompt: title, minutes, settings: { style: "break" } });
  return added(view, after, { title, minutes, is_break: true, steps: [rest] });
}

/**
 * Put spare time after a block.
 *
 * @param {DeskView} view
 * @param {string} after
 * @param {number} minutes
 * @returns {Command}
 */
export function bufferAfter(view, after, minutes) {
  return added(view, after, { title: inLanguages(buffer, view.languages), minutes, is_buffer: true, steps: [] });
}

/**
 * Put a first question to everyone after a block, or at the very beginning.
 *
 * @param {DeskView} view
 * @param {string} after
 * @returns {Command}
 */
export function helloAfter(view, after) {
  const prompt = inLanguages(hello.prompt, view.languages);
  const ask = newStep("collect", { prompt, minutes: 4, settings: { view: "cloud", max_notes: 3 } });
  return added(view, after, { title: inLanguages(hello.title, view.languages), minutes: 5, steps: [ask] });
}

/**
 * Put a walk in pairs after a block.
 *
 * @param {DeskView} view
 * @param {string} after
 * @returns {Command}
 */
export function walkAfter(view, after) {
  const prompt = inLanguages(walk.prompt, view.languages);
  const pairs = newStep("groups", { prompt, minutes: 10, identity: "group", settings: { size: 2, turns: 2 } });
  return added(view, after, { title: inLanguages(walk.title, view.languages), minutes: 10, steps: [pairs] });
}

/**
 * Shorten what can best be spared before a row, so that a fixed time can be met: spare time first, then the longest.
 *
 * @param {Row[]} before The rows since the last fixed time, in order.
 * @param {number} minutes
 * @returns {Command | null}
 */
export function shorten(before, minutes) {
  const able = before.filter(([, block]) => block.minutes - minutes >= leastMinutes(block) && !block.started_at);
  const [best] = able.sort(([, a], [, b]) => spared(b) - spared(a) || b.minutes - a.minutes);
  return best ? { do: "EditBlock", block: best[0], minutes: Math.floor(best[1].minutes - minutes) } : null;
}

/** @param {BlockView} block How easily it is spared. */
function spared(block) {
  return block.is_buffer ? 3 : block.is_break ? 0 : block.mandatory ? 1 : 2;
}

/** @param {BlockView} block */
function leastMinutes(block) {
  if (block.is_buffer) return 0;
  if (block.is_break) return 10;
  return Math.max(shortestBlock, stepMinutes(block));
}

/** @param {BlockView} block What its steps take together. */
export function stepMinutes(block) {
  return Object.values(block.steps).reduce((sum, step) => sum + step.minutes, 0);
}

/**
 * Move a block so early that it ends by a time, but not before what it starts from.
 *
 * @param {string} id
 * @param {Row[]} rows Of its day, in order.
 * @param {number} by Minutes from midnight.
 * @returns {{command: Command, after: string} | null} After which it would come.
 */
export function moveBefore(id, rows, by) {
  const place = rows.findIndex(([other]) => other === id);
  const block = rows[place]?.[1];
  if (!block || block.fixed_at >= 0 || block.track) return null;
  const needs = new Set(inOrder(block.steps).flatMap(([, step]) => [step.source.step, step.company]).filter(Boolean));
  const feeds = (/** @type {Row} */ [, other]) => Object.keys(other.steps).some((step) => needs.has(step));
  const least = rows.reduce((last, row, n) => (n < place && feeds(row) ? n : last), -1);
  for (let n = place - 1; n >= Math.max(least, 0); n -= 1) {
    const [after, other] = rows[n];
    const next = rows[n + 1]?.[1];
    // What stands still is not pushed, and tracks stay together.
    const isFree = !other.track && (!next || next.fixed_at < 0 || next.waits >= block.minutes);
    if (isFree && other.ends + block.minutes <= by) return { command: { do: "MoveBlock", block: id, after }, after };
  }
  return null;
}

/**
 * @param {DeskView} view
 * @param {string} after
 * @param {Record<string, any>} block
 * @returns {Command}
 */
function added(view, after, block) {
  const rows = inOrder(view.blocks);
  const place = rows.findIndex(([id]) => id === after);
  const [here, next] = [rows[place]?.[1], rows[place + 1]?.[1]];
  // Amid a group's own time it is that group's; between two it would tear what runs side by side apart.
  const track = here?.track && next?.track ? here.track : "";
  return { do: "AddBlock", block: { id: "", track, ...block }, after };
}

/**
 * @param {string} kind
 * @param {Record<string, any>} facts
 */
function newStep(kind, facts) {
  return { id: "", kind, help: {}, identity: "anonymous", destination: "client", source: null, company: "", ...facts };
}

/**
 * The facilitator's words, not the screen's: in each of the workshop's languages.
 *
 * @param {Record<string, string>} words
 * @param {readonly string[]} languages
 */
function inLanguages(words, languages) {
  const known = languages.filter((lang) => words[lang]);
  return Object.fromEntries((known.length ? known : ["en"]).map((lang) => [lang, words[lang]]));
}
