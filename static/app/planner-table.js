/** What was understood of a table, before it is added: rows left out, lines taken along, and the commands. Pure. */
import { inOrder } from "./forecast.js";

/** @typedef {import("./views.js").DeskView} DeskView */

/**
 * @typedef {object} TableRow
 * @property {number} line In the table, from 1.
 * @property {number} at Minutes from midnight; -1 is not told.
 * @property {boolean} guessed Whether its minutes are a guess.
 * @property {Record<string, any>} block As `AddBlocks` takes it.
 */

/** @typedef {{line: number, text: string, block: Record<string, any> | null}} Unread */
/** @typedef {{rows: TableRow[], unread: Unread[], starts: number}} Understood */

/**
 * Return what was understood without one of its rows.
 *
 * @param {Understood} table
 * @param {number} line
 * @returns {Understood}
 */
export function without(table, line) {
  return { ...table, rows: table.rows.filter((row) => row.line !== line) };
}

/**
 * Return what was understood with a line taken along that was not.
 *
 * @param {Understood} table
 * @param {number} line
 * @returns {Understood}
 */
export function along(table, line) {
  const found = table.unread.find((one) => one.line === line);
  if (!found?.block) return table;
  const row = { line, at: -1, guessed: true, block: found.block };
  const rows = [...table.rows, row].sort((a, b) => a.line - b.line);
  return { ...table, rows, unread: table.unread.filter((one) => one !== found) };
}

/**
 * Return the commands that add the table to the agenda: the blocks at once; on an empty agenda the day's start first.
 *
 * @param {Understood} table
 * @param {DeskView} view
 * @returns {Record<string, any>[]}
 */
export function additions(table, view) {
  const rows = inOrder(view.blocks);
  const after = rows.length ? rows[rows.length - 1][0] : "";
  const begins = !rows.length && table.starts >= 0 && table.starts !== view.starts;
  const add = { do: "AddBlocks", blocks: table.rows.map(({ block }) => block), after };
  return begins ? [{ do: "EditWorkshop", starts: table.starts }, add] : [add];
}
