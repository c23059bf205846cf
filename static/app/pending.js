/**
 * One's own things as they will be once everything asked here has been answered: a note is seen the moment it is sent.
 *
 * Pure. Refused commands change nothing.
 */
import { rowsInOrder } from "./rows.js";

/** @typedef {import("./views.js").MyNotes} MyNotes */
/** @typedef {import("./views.js").MyVote} MyVote */
/** @typedef {import("./views.js").MyCommitment} MyCommitment */
/** @typedef {import("./outbox.js").Row} Row */
/** @typedef {{text: string, column: number, isKept: boolean}} OwnNote */
/** @typedef {{what: string, who: string, when: string, first_step: string, wrote: boolean, took: boolean, isKept: boolean}} OwnAction */

/**
 * Return one's notes as they will be once all that was asked here has been answered.
 *
 * @param {MyNotes} mine
 * @param {Row[]} rows
 * @returns {Map<string, OwnNote>}
 */
export function ownNotes(mine, rows) {
  /** @type {Map<string, OwnNote>} */
  const own = new Map(rowsInOrder(mine.notes).map(([id, note]) => [id, { text: note.text, column: note.column, isKept: true }]));
  for (const { id, state, command } of rows) {
    if (state !== "waiting") continue;
    const { note = "", text = "", column = 0 } = command;
    const there = own.get(note);
    if (command.do === "PostNote" && !own.has(id)) own.set(id, { text, column, isKept: false });
    else if (command.do === "EditNote" && there) own.set(note, { ...there, text, isKept: false });
    else if (command.do === "WithdrawNote") own.delete(note);
  }
  return own;
}

/**
 * Return what was asked on top of what is drawn, as if it all still waited. A press counts on from what its screen was
 * drawn of, and what has been kept since then is not in that yet: two presses between two drawings are two dots.
 *
 * @param {Row[]} rows All that is asked by now.
 * @param {Set<string>} kept Ids of what was kept when the screen was drawn.
 * @returns {Row[]}
 */
export function askedOnTop(rows, kept) {
  return rows.filter((row) => !kept.has(row.id)).map((row) => (row.state === "saved" ? { ...row, state: "waiting" } : row));
}

/**
 * Return one's dots as they will be once all that was asked here has been answered.
 *
 * @param {MyVote} mine
 * @param {Row[]} rows
 * @param {number} budget
 * @returns {Record<string, number>}
 */
export function dotsGiven(mine, rows, budget) {
  let given = { ...mine.dots };
  for (const { state, command } of rows) {
    if (state !== "waiting" || command.do !== "CastVote") continue;
    // A single dot moves.
    if (budget === 1 && command.dots) given = {};
    given[command.option] = command.dots;
  }
  return Object.fromEntries(Object.entries(given).filter(([, count]) => count > 0));
}

/**
 * Return one's rows as they will be once all that was asked here has been answered.
 *
 * @param {MyCommitment} mine
 * @param {Row[]} rows
 * @returns {Map<string, OwnAction>}
 */
export function ownActions(mine, rows) {
  /** @type {Map<string, OwnAction>} */
  const own = new Map(rowsInOrder(mine.actions).map(([id, row]) => [id, { ...row, isKept: true }]));
  for (const { id, state, command } of rows) {
    if (state !== "waiting") continue;
    const { what = "", who = "", when = "", first_step = "" } = command;
    const there = own.get(command.action);
    if (command.do === "ProposeAction" && !own.has(id)) {
      own.set(id, { what, who, when, first_step, wrote: true, took: false, isKept: false });
    } else if (command.do === "EditAction" && there) {
      const { do: _name, activity: _activity, action: _action, ...changed } = command;
      own.set(command.action, { ...there, ...changed, isKept: false });
    } else if (command.do === "WithdrawAction") own.delete(command.action);
  }
  return own;
}

/**
 * Return where notes are going by what is on its way: id of the note → id of the heading.
 *
 * @param {Row[]} rows
 * @returns {Record<string, string>}
 */
export function goingTo(rows) {
  /** @type {Record<string, string>} */
  const going = {};
  for (const { state, command } of rows) {
    if (state !== "waiting" || command.do !== "PlaceNotes") continue;
    for (const note of command.notes) going[note] = command.heading;
  }
  return going;
}

