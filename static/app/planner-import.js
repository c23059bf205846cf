/** An agenda from a pasted table or a file: what was understood is shown first, then added at once. */
import { html, nothing } from "./html.js";
import { _, ngettext, pick, pickLanguage } from "./i18n.js";
import { minuteWords } from "./clock.js";
import { ask, closeDialog } from "./desk-frame.js";
import { minutesWords } from "./desk-words.js";
import { icon } from "./parts.js";
import { additions, along, without } from "./planner-table.js";
import { sendTable } from "./send-table.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./planner-comments.js").DialogTools} DialogTools */
/** @typedef {import("./planner-table.js").Understood} Understood */
/** @typedef {import("./planner-table.js").TableRow} TableRow */

export function noTable() {
  return { understood: /** @type {Understood | null} */ (null), fault: "" };
}

/**
 * @param {DeskView} view
 * @param {ReturnType<typeof noTable>} here
 * @param {DialogTools} tools
 */
export function importDialog(view, here, tools) {
  return html`<dialog class="dialog dialog-wide" id="import-table" aria-labelledby="import-title">
    <div class="dialog-body">
      <div class="panel-head">
        <h2 id="import-title">${_("An agenda from a table")}</h2>
        <button class="button button-quiet" @click=${() => closeDialog("import-table")}>${icon("x")} ${_("Close")}</button>
      </div>
      <div class="field">
        <label for="import-text">${_("Paste the table here")}</label>
        <textarea class="input import-text" id="import-text" aria-describedby="import-help" @paste=${() => setTimeout(() => read(here, tools))}></textarea>
        <p class="field-help" id="import-help">
          ${_("Time, minutes and title in any order, with or without a heading. Copy it from a spreadsheet, a message or a web page.")}
        </p>
      </div>
      <div class="import-ways">
        <button class="button" id="import-read" @click=${() => read(here, tools)}>${_("Show what was understood")}</button>
        <div class="field import-file">
          <label for="import-file">${_("Or a file (.xlsx, .csv, .tsv)")}</label>
          <input class="input" type="file" id="import-file" accept=".xlsx,.csv,.tsv,.txt" @change=${(/** @type {Event} */ event) => readFile(event, here, tools)} />
        </div>
      </div>
      <div role="status">
        ${here.fault ? html`<p class="banner banner-error">${icon("warning")} <span>${here.fault}</span></p>` : nothing}
        ${here.understood ? preview(view, here.understood, here, tools) : nothing}
      </div>
    </div>
  </dialog>`;
}

/**
 * @param {DeskView} view
 * @param {Understood} table
 * @param {ReturnType<typeof noTable>} here
 * @param {DialogTools} tools
 */
function preview(view, table, here, tools) {
  const { rows, unread } = table;
  const add = () => {
    for (const command of additions(table, view)) void tools.act(command);
    here.understood = null;
    closeDialog("import-table");
    const field = document.getElementById("import-text");
    if (field instanceof HTMLTextAreaElement) field.value = "";
    tools.redraw();
  };
  return html`<div class="stack">
    ${rows.length
      ? html`<div class="table-frame">
          <table class="table import-table">
            <caption>${ngettext("{n} block was understood", "{n} blocks were understood", rows.length)}</caption>
            <thead>
              <tr>
                <th scope="col">${_("Time")}</th>
                <th scope="col" class="figure">${_("Minutes")}</th>
                <th scope="col">${_("What")}</th>
                <th scope="col"><span class="aloud">${_("Leave out")}</span></th>
              </tr>
            </thead>
            <tbody>
              ${rows.map((row) => previewRow(row, here, tools))}
            </tbody>
          </table>
        </div>`
      : nothing}
    ${unread.length ? unreadList(table, here, tools) : nothing}
    ${rows.length
      ? html`<div class="buttons">
          <button class="button" id="import-add" @click=${add}>
            ${ngettext("Add {n} block to the agenda", "Add {n} blocks to the agenda", rows.length)}
          </button>
        </div>`
      : nothing}
  </div>`;
}

/**
 * @param {TableRow} row
 * @param {ReturnType<typeof noTable>} here
 * @param {DialogTools} tools
 */
function previewRow({ line, at, guessed, block }, here, { redraw }) {
  const what = pick(block.title) || (block.new_day ? _("A new day") : "–");
  const drop = () => {
    if (here.understood) here.understood = without(here.understood, line);
    redraw();
  };
  const marks = [
    block.is_break ? _("break") : "",
    block.fixed_at !== null && block.fixed_at !== undefined && !block.new_day ? _("fixed") : "",
    guessed ? _("minutes guessed") : "",
    block.lead ?? "",
  ].filter(Boolean);
  return html`<tr>
    <td class="number nowrap">${at >= 0 ? minuteWords(at) : ""}</td>
    <td class="figure">${block.new_day ? "" : minutesWords(block.minutes)}</td>
    <td>
      <span lang=${pickLanguage(block.title) || nothing}>${what}</span>
      ${marks.length ? html`<span class="quiet small"> ${marks.join(" · ")}</span>` : nothing}
    </td>
    <td class="figure">
      <button class="button button-small button-quiet" id="import-drop-${line}" aria-label=${_("Leave out: {what}", { what })} @click=${drop}>
        ${icon("x")}
      </button>
    </td>
  </tr>`;
}

/**
 * @param {Understood} table
 * @param {ReturnType<typeof noTable>} here
 * @param {DialogTools} tools
 */
function unreadList({ unread }, here, { redraw }) {
  const take = (/** @type {number} */ line) => () => {
    if (here.understood) here.understood = along(here.understood, line);
    redraw();
  };
  return html`<section class="stack stack-tight">
    <h3>${ngettext("{n} line was not understood", "{n} lines were not understood", unread.length)}</h3>
    <ul class="import-unread">
      ${unread.map(
        ({ line, text, block }) => html`<li>
          <span class="quiet number">${line}</span> <span>${text}</span>
          ${block
            ? html`<button class="button button-small" id="import-take-${line}" aria-label=${_("Take along: {what}", { what: text })} @click=${take(line)}>
                ${_("Take along")}
              </button>`
            : nothing}
        </li>`,
      )}
    </ul>
  </section>`;
}

/**
 * @param {ReturnType<typeof noTable>} here
 * @param {DialogTools} tools
 */
async function read(here, { workshop, redraw }) {
  const field = document.getElementById("import-text");
  if (!(field instanceof HTMLTextAreaElement) || !field.value.trim()) return;
  await tell(here, redraw, () => ask(`/w/${workshop}/table`, { text: field.value }));
}

/**
 * @param {Event} event
 * @param {ReturnType<typeof noTable>} here
 * @param {DialogTools} tools
 */
async function readFile(event, here, { workshop, redraw }) {
  const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
  if (file) await tell(here, redraw, () => sendTable(`/w/${workshop}/import`, file));
}

/**
 * @param {ReturnType<typeof noTable>} here
 * @param {() => void} redraw
 * @param {() => Promise<Understood>} reading
 */
async function tell(here, redraw, reading) {
  here.fault = "";
  here.understood = null;
  try {
    here.understood = await reading();
    if (!here.understood.rows.length && !here.understood.unread.length) here.fault = _("There is no table in it.");
  } catch {
    here.fault = _("It could not be read. Up to 2 MB and 300 lines of .xlsx, .csv or .tsv can be.");
  }
  redraw();
}
