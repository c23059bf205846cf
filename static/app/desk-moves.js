/**
 * What the leader's hands can do: the one next step, keys, a clicker, and taking the last thing back.
 *
 * Pure. A press acts at once and is never asked about; what was pressed can be taken back for ten seconds, or by Ctrl+Z.
 */
import { filledLines } from "./lines.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {Record<string, any>} Command */

/** How long the strip offers to take the last thing back. */
export const undoMs = 10_000;
/** A second press this soon after the first is the same press: a double click must not open what comes after. */
export const samePressMs = 600;

/**
 * Return the command of the green button; undefined where it is a page to go to or a question to ask first.
 *
 * @param {DeskView} view
 * @returns {Command | undefined}
 */
export function nextCommand({ next }) {
  switch (next.does) {
    case "start":
      return { do: "StartWorkshop" };
    case "open":
      return { do: "OpenActivity", step: next.step };
    case "move":
      return next.command;
    case "close":
      return { do: "CloseActivity", activity: next.step };
    case "reveal":
      return { do: "Reveal", activity: next.step };
    default:
      return undefined;
  }
}

/**
 * Return the command that takes *command* back by itself: for what the room does not keep an undo of.
 *
 * @param {Command} command
 * @param {DeskView} before The view it was pressed in.
 * @returns {Command | undefined}
 */
export function opposite(command, before) {
  switch (command.do) {
    case "ShortenBlocks":
      return { do: "ShortenBlocks", cuts: command.back, back: command.cuts };
    case "CloseActivity":
      return { do: "ReopenActivity", activity: command.activity };
    case "ReopenActivity":
      return { do: "CloseActivity", activity: command.activity };
    case "BlankBoard":
    case "FreezeBoard":
    case "RestPhones":
    case "ShowOnPhones":
      return { ...command, on: !command.on };
    case "ShowOnBoard":
      return { do: "ShowOnBoard", what: before.what, activity: before.on_board };
    case "SetBoardTheme":
      return { do: "SetBoardTheme", theme: before.theme };
    default:
      return undefined;
  }
}

/**
 * Return what is sent for a press: most are one command, and a few stand for several.
 *
 * @param {Command} command
 * @returns {Command[]}
 */
export function sentFor(command) {
  if (command.do !== "ShortenBlocks") return [command];
  return Object.entries(command.cuts).map(([block, minutes]) => ({ do: "EditBlock", block, minutes }));
}

/**
 * Return the commands that bring a block that is still to come right after the present one: for "do this next".
 *
 * Only what lies between is passed by: it comes after, and nothing is lost.
 *
 * @param {DeskView} view
 * @param {string} block
 * @returns {Command[]} None where it stands there already.
 */
export function bringForward(view, block) {
  const rows = Object.entries(view.blocks).sort(([, a], [, b]) => a.sort - b.sort);
  const present = rows.findIndex(([, row]) => view.current in row.steps);
  // Before the first step it comes first.
  const after = present < 0 ? "" : rows[present][0];
  const place = rows.findIndex(([id]) => id === block);
  return place < 0 || place === present || place === present + 1 ? [] : [{ do: "MoveBlock", block, after }];
}

/**
 * @typedef {object} Last What was pressed last.
 * @property {Command} command
 * @property {string} id The command's, once it is written in the outbox.
 * @property {number} at UTC milliseconds of this device.
 * @property {Command | undefined} back
 */

/**
 * Return what the strip offers to take back now: the name of it and the command that does it.
 *
 * @param {DeskView} view
 * @param {Last | null} last
 * @param {number} now UTC milliseconds of this device.
 * @returns {{did: string, command: Command} | undefined}
 */
export function takeBackNow(view, last, now) {
  if (!last || now - last.at > undoMs) return undefined;
  if (last.back) return { did: last.command.do, command: last.back };
  return view.undo === last.command.do ? { did: view.undo, command: { do: "Undo" } } : undefined;
}

/**
 * Return what Ctrl+Z takes back: what the strip offers, else the last thing the room keeps an undo of.
 *
 * @param {DeskView} view
 * @param {Last | null} last
 * @param {number} now
 * @returns {Command | undefined}
 */
export function takeBackEver(view, last, now) {
  return takeBackNow(view, last, now)?.command ?? (view.undo ? { do: "Undo" } : undefined);
}

/**
 * Return what a key means on the desk. Letters and the space bar mean it only outside fields and buttons.
 *
 * @param {{key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, shiftKey?: boolean, repeat?: boolean}} event
 * @param {{writing: boolean, pressing: boolean}} where Whether the focus is in a field, or on something one presses.
 * @returns {"next" | "back" | "blank" | "undo" | undefined}
 */
export function keyMeans(event, { writing, pressing }) {
  if (event.repeat || event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey) {
    return !writing && !event.shiftKey && event.key.toLowerCase() === "z" ? "undo" : undefined;
  }
  switch (event.key) {
    case "PageDown":
      return "next";
    case "PageUp":
      return "back";
    case " ":
      return writing || pressing ? undefined : "next";
    case "b":
    case "B":
    case ".": // What clickers send for a black screen.
      return writing ? undefined : "blank";
    default:
      return undefined;
  }
}

/**
 * Return the minutes-and-seconds clock of an activity; undefined where it has none.
 *
 * @param {{stage: string, ends_at: number}} activity
 * @param {number} now UTC milliseconds of the server.
 * @returns {{left: string, isLast: boolean, isOver: boolean} | undefined}
 */
export function clockOf(activity, now) {
  if (!activity.ends_at || activity.stage !== "open") return undefined;
  const seconds = Math.ceil((activity.ends_at - now) / 1000);
  const shown = Math.abs(seconds);
  const left = `${seconds < 0 ? "+" : ""}${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
  return { left, isLast: seconds >= 0 && seconds <= 60, isOver: seconds < 0 };
}

/**
 * Return how many pages the wall's material has, measured on the miniature.
 *
 * @param {{scrollWidth: number, clientWidth: number}} element
 * @param {number} gap
 */
export function pageCount({ scrollWidth, clientWidth }, gap) {
  if (!clientWidth) return 1;
  // A pixel of rounding is no page.
  return Math.max(1, Math.ceil((scrollWidth + gap - 2) / (clientWidth + gap)));
}

/**
 * Return the teams that were typed, each once, as many and as long as there may be.
 *
 * @param {string} typed
 */
export function teamsOf(typed) {
  const lines = filledLines(typed).map((line) => line.slice(0, 40).trim());
  return [...new Set(lines)].slice(0, 40);
}
