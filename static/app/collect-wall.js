/** Notes on the wall: cards, a list, a cloud, zones on a picture, stages by rows, and sheets while they go round. */
import { cloudOf } from "./cloud.js";
import { threads } from "./collect-own.js";
import { pictureOf } from "./collect-picture.js";
import { html, nothing, repeat } from "./html.js";
import { _, ngettext, pick } from "./i18n.js";
import { icon, inOrder, langOf, said, worded, written } from "./parts.js";
import { emptyWords, hiddenWords, progress } from "./progress.js";

/** @typedef {import("./views.js").CollectView} CollectView */
/** @typedef {import("./views.js").NoteView} NoteView */
/** @typedef {import("./views.js").ActivityView} ActivityView */
/** @typedef {import("./parts.js").Wall} Wall */
/** @typedef {import("./collect-own.js").Thread} Thread */
/** @typedef {[string, NoteView][]} Notes */

/** A cloud of fewer letters than this has room to be larger. */
const roomyLetters = 160;

/**
 * Whether sheets are going round now, so that nothing is to be seen yet.
 *
 * @param {CollectView} view
 * @param {ActivityView} activity
 */
export function goesRound(view, activity) {
  return view.pass_on > 0 && activity.stage === "open" && !activity.revealed;
}

/**
 * @param {CollectView} view
 * @param {ActivityView} activity
 * @param {Wall} wall
 */
export function wallOf(view, activity, wall) {
  if (goesRound(view, activity)) return rounds(view);
  // What is written only for oneself never comes to the wall, so there is nothing to wait for but being ready.
  if (view.hidden || activity.identity === "only_you") return progress(activity.done, wall);
  const notes = inOrder(view.notes);
  const inPlaces = view.columns.length > 1 && ["zones", "stages"].includes(view.view);
  if (!notes.length && activity.stage === "open" && !inPlaces) {
    return view.count ? progress(activity.done, wall) : html`<p class="board-text quiet">${emptyWords()}</p>`;
  }
  if (view.view === "stages" && view.columns.length > 1) return stages(view, notes);
  if (view.columns.length > 1) return columns(view, notes);
  if (view.view === "cloud") return cloud(notes);
  return cards(view, notes, view.kept_back, view.view === "list");
}

/** @param {CollectView} view Sheets go round: which round it is, and how many have written. */
function rounds(view) {
  return html`<div class="board-progress">
    <p class="number">${view.round} / ${view.pass_on}</p>
    <p class="words">${_("round")}</p>
    <p class="quiet">
      ${ngettext("{n} sheet goes round", "{n} sheets go round", view.sheets)} ·
      ${ngettext("{n} has written in this round", "{n} have written in this round", view.wrote)}
    </p>
  </div>`;
}

// --- in places -------------------------------------------------------------------------------------------

/**
 * @param {CollectView} view
 * @param {Notes} notes
 */
function columns(view, notes) {
  const picture = view.view === "zones" ? pictureOf(view.picture, view.columns.length) : nothing;
  const body = html`<div class="columns">
    ${view.columns.map(
      (title, n) => html`<section class="column">${heading(title, inColumn(notes, n))} ${cards(view, inColumn(notes, n), 0)}</section>`,
    )}
  </div>`;
  return picture === nothing ? body : html`<div class="zones">${picture} ${body}</div>`;
}

/**
 * @param {Record<string, string>} title
 * @param {Notes} notes
 */
export function heading(title, notes) {
  return html`<h2 class="column-title" lang=${langOf(title)}>
    ${worded(title)} <span class="number">${notes.length}</span>
  </h2>`;
}

/**
 * @param {Notes} notes
 * @param {number} column
 */
export function inColumn(notes, column) {
  return notes.filter(([, note]) => note.column === column);
}

/**
 * Stages from left to right, rows across them.
 *
 * @param {CollectView} view
 * @param {Notes} notes
 */
function stages(view, notes) {
  const lanes = view.rows.length ? view.rows : [{}];
  const cell = (/** @type {number} */ column, /** @type {number} */ row) => {
    const here = notes.filter(([, note]) => note.column === column && note.row === row);
    // There is little room: who wrote it is on phones and in the summary.
    const bare = here.map(([id, note]) => /** @type {[string, NoteView]} */ ([id, { ...note, name: "" }]));
    return html`<td>${here.length ? cards(view, bare, 0) : nothing}</td>`;
  };
  return html`<table class="stages" ?data-named=${view.rows.length > 0}>
    <thead>
      <tr>
        ${view.rows.length ? html`<td></td>` : nothing}
        ${view.columns.map(
          (title, n) => html`<th scope="col" lang=${langOf(title)}>
            ${n ? icon("arrow-right") : nothing} <span>${worded(title)}</span> <span class="number">${inColumn(notes, n).length}</span>
          </th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${lanes.map(
        (lane, row) => html`<tr>
          ${view.rows.length ? html`<th scope="row" lang=${langOf(lane)}>${worded(lane)}</th>` : nothing}
          ${view.columns.map((_title, column) => cell(column, row))}
        </tr>`,
      )}
    </tbody>
  </table>`;
}

// --- notes -----------------------------------------------------------------------------------------------

/**
 * @param {CollectView} view
 * @param {Notes} notes
 * @param {number} hidden
 * @param {boolean} [wide] One under another, each as wide as the wall.
 */
function cards(view, notes, hidden, wide = false) {
  return html`<ul class=${wide ? "notes pages pages-one" : "notes pages"}>
    ${repeat(
      threads(notes),
      ({ id }) => id,
      ({ note, under }) => html`<li class="note arrives" ?data-wide=${wide}>
        ${noteWords(view, note, wide)} ${about(view, note)}
        ${under.length
          ? html`<ul class="note-under">
              ${under.map(([, more]) => html`<li>${noteWords(view, more)} ${about(view, more)}</li>`)}
            </ul>`
          : nothing}
      </li>`,
    )}
    ${hidden ? html`<li class="quiet">${hiddenWords(hidden)}</li>` : nothing}
  </ul>`;
}

/**
 * The words of a note: its fields one under another, the first of them as its name.
 *
 * @param {CollectView} view
 * @param {NoteView} note
 * @param {boolean} [labelled] Whether each field says what it is.
 */
export function noteWords(view, note, labelled = false) {
  if (Object.keys(note.wording).length) return said(note.wording);
  if (note.parts.length < 2) return plainWords(note.text);
  return html`${note.parts.map((part, n) =>
    part
      ? html`<span class=${n ? "note-part" : "note-name"}
          >${labelled && n && pick(view.fields[n]) ? html`<span class="note-label">${said(view.fields[n])}</span> ` : nothing}${written(part)}</span
        >`
      : nothing,
  )}`;
}

/** @param {string} text In an element of its own, which keeps its line breaks and none of ours. */
export function plainWords(text) {
  return html`<span class="note-words">${written(text)}</span>`;
}

/**
 * Who wrote it, as far as that is told, and how much was said of it.
 *
 * @param {CollectView} view
 * @param {NoteView} note
 */
export function about(view, note) {
  const told = [pick(view.companies[note.company]?.text), note.name].filter(Boolean).join(" · ");
  const marks = view.marks.map((mark, n) => [mark, note.marks[n] ?? 0]).filter(([, count]) => count);
  const counts = [
    ...marks.map(([mark, count]) => html`<span class="note-mark">${said(/** @type {Record<string, string>} */ (mark))} <b>${count}</b></span>`),
    note.same ? html`<span class="note-mark">${_("the same here")} <b>${note.same}</b></span>` : nothing,
    note.talk ? html`<span class="note-mark">${icon("chat-circle")} ${ngettext("{n} comment", "{n} comments", note.talk)}</span>` : nothing,
  ].filter((each) => each !== nothing);
  return html`${told ? html`<span class="note-by">${written(told)}</span>` : nothing}
  ${note.source === "seed" ? html`<span class="note-by">${_("example")}</span>` : nothing}
  ${counts.length ? html`<span class="note-marks">${counts}</span>` : nothing}`;
}

/** @param {Notes} notes */
export function cloud(notes) {
  const said = cloudOf(notes.map(([, note]) => note.text));
  const letters = said.reduce((sum, { words }) => sum + words.length, 0);
  return html`<ul class="cloud" ?data-few=${letters < roomyLetters}>
    ${said.map(
      (word) => html`<li class="word" data-weight=${word.weight}>
        ${written(word.words)} ${word.count > 1 ? html`<span class="word-count">${word.count}</span>` : nothing}
      </li>`,
    )}
  </ul>`;
}
