/**
 * One's own part in a collection of notes: as it will be once everything asked here has been answered, and the order in
 * which others' notes are read. Pure.
 */
import { ownNotes } from "./pending.js";
import { rowsInOrder, shuffledFor } from "./rows.js";

/** @typedef {import("./views.js").CollectView} CollectView */
/** @typedef {import("./views.js").NoteView} NoteView */
/** @typedef {import("./views.js").MyNotes} MyNotes */
/** @typedef {import("./views.js").MyNote} MyNote */
/** @typedef {import("./outbox.js").Row} Row */
/** @typedef {import("./pending.js").OwnNote & {row: number, builds_on: string, date: string, round: number, shown: boolean, approved: boolean}} Own */
/** @typedef {{note: string, text: string, sign: string, isKept: boolean}} OwnComment */
/** @typedef {{id: string, note: NoteView, under: [string, NoteView][]}} Thread A note and all that continue it. */

/**
 * Return one's notes, or one's company's, with those on their way.
 *
 * @param {MyNotes} mine
 * @param {{notes?: Record<string, MyNote>} | undefined} company What one's company has written; nothing where each writes alone.
 * @param {Row[]} rows
 * @param {number} [round] Of what is on its way.
 * @returns {Map<string, Own>}
 */
export function ours(mine, company, rows, round = 0) {
  const notes = company?.notes ?? mine.notes ?? {};
  const asked = Object.fromEntries(rows.map((row) => [row.id, row.command]));
  return new Map(
    [...ownNotes({ ...mine, notes }, rows)].map(([id, note]) => {
      const { row = 0, builds_on = "", date = "" } = notes[id] ?? asked[id] ?? {};
      const { round: written = round, shown = false, approved = true } = notes[id] ?? {};
      return [id, { ...note, row, builds_on, date, round: written, shown, approved }];
    }),
  );
}

/**
 * Return one's comments that others do not see yet, and those on their way.
 *
 * @param {MyNotes} mine
 * @param {Row[]} rows
 * @returns {Map<string, OwnComment>}
 */
export function ownComments(mine, rows) {
  /** @type {Map<string, OwnComment>} */
  const own = new Map();
  for (const [id, row] of rowsInOrder(mine.comments)) own.set(id, { ...row, isKept: true });
  for (const { id, state, command } of rows) {
    if (state !== "waiting") continue;
    if (command.do === "CommentNote" && !own.has(id)) {
      own.set(id, { note: command.note, text: command.text, sign: command.sign ?? "", isKept: false });
    } else if (command.do === "WithdrawNote") own.delete(command.note);
  }
  return own;
}

/**
 * Return the numbers of the marks one has put on a note.
 *
 * @param {MyNotes} mine
 * @param {Row[]} rows
 * @param {string} note
 * @returns {Set<number>}
 */
export function ownMarks(mine, rows, note) {
  const given = new Set(mine.marks?.[note] ?? []);
  for (const { state, command } of rows) {
    if (state !== "waiting" || command.do !== "MarkNote" || command.note !== note) continue;
    if (command.on === false) given.delete(command.mark);
    else given.add(command.mark);
  }
  return given;
}

/**
 * Return whether one has said that it is the same for oneself.
 *
 * @param {MyNotes} mine
 * @param {Row[]} rows
 * @param {string} note
 */
export function feelsTheSame(mine, rows, note) {
  const asked = rows.filter(({ state, command }) => state === "waiting" && command.do === "ReactToNote" && command.note === note);
  return asked.length ? asked[asked.length - 1].command.on !== false : Boolean(mine.same?.[note]);
}

/**
 * Return the notes with what continues them under them: in wall order, or in an order of this phone's own.
 *
 * @param {[string, NoteView][]} rows
 * @param {string} [key] Tells phones apart.
 * @returns {Thread[]}
 */
export function threads(rows, key = "") {
  const known = new Map(rows);
  const rootOf = (/** @type {string} */ id) => {
    let root = id;
    for (let at = known.get(id); at?.builds_on && known.has(at.builds_on); at = known.get(root)) root = at.builds_on;
    return root;
  };
  /** @type {Map<string, [string, NoteView][]>} */
  const under = new Map();
  for (const [id, note] of rows) {
    const root = rootOf(id);
    if (root !== id) under.set(root, [...(under.get(root) ?? []), [id, note]]);
  }
  const roots = rows.filter(([id]) => rootOf(id) === id);
  return (key ? shuffledFor(roots, key) : roots).map(([id, note]) => ({ id, note, under: under.get(id) ?? [] }));
}

/**
 * Return the fields of what is written, one line each.
 *
 * @param {string} text
 * @param {number} fields
 */
export function linesIn(text, fields) {
  if (fields < 2) return [text];
  const lines = text.split("\n");
  return [...lines.slice(0, fields - 1), lines.slice(fields - 1).join("\n")].map((line) => line.trim());
}

/**
 * Return a note as one line to take home: where it belongs, and each field under its name.
 *
 * @param {{text: string, column: number, row: number, date: string}} note
 * @param {{columns: string[], rows: string[], fields: string[]}} titles In the reader's language.
 */
export function homeLine(note, { columns, rows, fields }) {
  const place = [columns[note.column], rows[note.row]].filter(Boolean).join(", ");
  const parts = linesIn(note.text, fields.length).map((part, n) => ({ part: part.split("\n").filter(Boolean).join(" · "), title: fields[n] }));
  const told = parts.filter(({ part }) => part).map(({ part, title }) => (title ? `${title}: ${part}` : part));
  const words = [...told, note.date].filter(Boolean).join(" · ");
  return place ? `${place}: ${words}` : words;
}

/** @param {string[]} lines What was typed into the fields, as one text. */
export function textOf(lines) {
  // An empty last line says nothing, an empty first one keeps the others in their places.
  const single = lines.length > 1 ? lines.map((line) => line.trim().replace(/\s*\n\s*/g, " ")) : lines;
  return single.join("\n").trimEnd();
}
