/** What the leader presses on the desk and on the remote: it acts at once, and is remembered for the undo strip. */
import { nextCommand, opposite, samePressMs, sentFor } from "./desk-moves.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./live.js").Live} Live */
/** @typedef {Record<string, any>} Command */

/**
 * @typedef {object} Pressed What a screen remembers of it.
 * @property {number} pressedAt UTC milliseconds of this device.
 * @property {import("./desk-moves.js").Last | null} last
 */

/**
 * Ask for *command*, and remember it for the undo strip.
 *
 * @param {Live} live
 * @param {Pressed} here
 * @param {Command} command
 * @returns {Promise<string>} The id of the last of what was sent.
 */
export async function press(live, here, command) {
  const back = opposite(command, /** @type {DeskView} */ (live.view));
  here.last = command.do === "Undo" || here.last?.back === command ? null : { command, back, id: "", at: Date.now() };
  live.redraw();
  let id = "";
  for (const each of sentFor(command)) id = await live.act(each);
  return id;
}

/**
 * Do the next step, once for a press.
 *
 * @param {Live} live
 * @param {Pressed} here
 * @param {(does: string) => void} [otherwise] Told what is next where that is no command, or one that is on its way.
 */
export function pressNext(live, here, otherwise = () => {}) {
  const view = /** @type {DeskView} */ (live.view);
  const now = Date.now();
  if (now - here.pressedAt < samePressMs) return;
  here.pressedAt = now;
  const command = nextCommand(view);
  if (command && !isAsked(live, command)) void press(live, here, command);
  else otherwise(view.next.does);
}

/**
 * Whether the same is on its way already: on a slow line an impatient press must not become a refusal.
 *
 * @param {Live} live
 * @param {Command} command
 */
function isAsked(live, command) {
  return live.outbox.waiting.some((row) => JSON.stringify(row.command) === JSON.stringify(command));
}
