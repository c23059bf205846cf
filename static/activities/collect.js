/** Collect on the screens: cards or a cloud on the wall, a note to write on the phone, hiding and paper on the desk. */
import { cloudOf } from "../app/cloud.js";
import { html, nothing, repeat } from "../app/html.js";
import { _, ngettext, pgettext } from "../app/i18n.js";
import { icon, inOrder, langOf, refusal, refusalWords, said, status, worded, written } from "../app/parts.js";
import { ownNotes } from "../app/pending.js";
import { emptyWords, hiddenWords, progress } from "../app/progress.js";

/** @typedef {import("../app/views.js").CollectView} CollectView */
/** @typedef {import("../app/views.js").NoteView} NoteView */
/** @typedef {import("../app/views.js").MyNotes} MyNotes */
/** @typedef {import("../app/views.js").ActivityView} ActivityView */
/** @typedef {import("../app/outbox.js").Row} Row */
/** @typedef {import("../app/parts.js").Act} Act */
/** @typedef {import("../app/parts.js").Tools} Tools */
/** @typedef {import("../app/parts.js").Wall} Wall */

/** @typedef {import("../app/pending.js").OwnNote} Own */

/** A cloud of fewer letters than this has room to be larger. */
const roomyLetters = 160;

// --- the wall --------------------------------------------------------------------------------------------

/**
 * @param {CollectView} view
 * @param {ActivityView} activity
 * @param {Wall} [wall]
 */
export function board(view, activity, wall = {}) {
  // What is written only for oneself never comes to the wall, so there is nothing to wait for but being ready.
  if (view.hidden || activity.identity === "only_you") return progress(activity.done, wall);
  const notes = inOrder(view.notes);
  if (!notes.length && activity.stage === "open") {
    return view.count ? progress(activity.done, wall) : html`<p class="board-text quiet">${emptyWords()}</p>`;
  }
  if (view.view === "cloud" && view.columns.length < 2) return cloud(notes);
  if (view.columns.length < 2) return cards(notes, view.kept_back);
  return html`<div class="columns">
    ${view.columns.map(
      (title, n) => html`<section class="column">
        ${heading(title, inColumn(notes, n))} ${cards(inColumn(notes, n), 0)}
      </section>`,
    )}
  </div>`;
}

/**
 * @param {Record<string, string>} title
 * @param {[string, NoteView][]} notes
 */
function heading(title, notes) {
  return html`<h2 class="column-title" lang=${langOf(title)}>
    ${worded(title)} <span class="number">${notes.length}</span>
  </h2>`;
}

/**
 * @param {[string, NoteView][]} notes
 * @param {number} column
 */
function inColumn(notes, column) {
  return notes.filter(([, note]) => note.column === column);
}

/**
 * @param {[string, NoteView][]} notes
 * @param {number} hidden
 */
function cards(notes, hidden) {
  return html`<ul class="notes pages">
    ${repeat(
      notes,
      ([id]) => id,
      ([, note]) => html`<li class="note arrives">${written(note.text)} ${by(note)}</li>`,
    )}
    ${hidden ? html`<li class="quiet">${hiddenWords(hidden)}</li>` : nothing}
  </ul>`;
}

/** @param {NoteView} note */
function by(note) {
  return note.name ? html`<span class="note-by">${note.name}</span>` : nothing;
}

/** @param {[string, NoteView][]} notes */
function cloud(notes) {
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

// --- the phone -------------------------------------------------------------------------------------------

/**
 * @param {CollectView} view
 * @param {MyNotes} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function phone(view, mine, act, activity, tools) {
  const rows = tools.rows?.() ?? [];
  const own = ownNotes(mine, rows);
  const takes = activity.stage !== "closed";
  return html`${takes ? writing(view, mine, act, activity, tools, own) : nothing}
    ${rows.filter((row) => row.state === "refused").map((row) => refused(row, activity, tools))}
    ${own.size ? ownList(own, view, act, takes) : nothing}
    ${takes ? sofar(view, activity) : result(view, activity)}`;
}

/**
 * @param {CollectView} view
 * @param {MyNotes} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 * @param {Map<string, Own>} own
 */
function writing(view, mine, act, activity, tools, own) {
  const waiting = [...own.keys()].filter((id) => !mine.notes?.[id]).length;
  const left = mine.left >= 0 ? Math.max(0, mine.left - waiting) : -1;
  if (left === 0) return html`<p>${ngettext("Your note is written.", "All your {n} notes are written.", view.max_notes)}</p>`;
  const key = draftKey(activity);
  const length = tools.draft(key).length;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const field = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
    const text = field.value.trim();
    if (!text || text.length > view.max_length) return field.focus();
    void act({ do: "PostNote", text, column: Number(new FormData(form).get("column") ?? 0) });
    field.value = "";
    tools.saveDraft(key, "");
    field.focus();
  };
  return html`<form class="stack" id="task" @submit=${send}>
    ${columnChoice(view, activity)}
    <div class="field">
      <label for="note-text">${_("Your note")}</label>
      <textarea
        class="input"
        id="note-text"
        name="text"
        aria-describedby="who note-help note-error"
        aria-invalid=${length > view.max_length}
        autocomplete="off"
        enterkeyhint="enter"
        .defaultValue=${tools.draft(key)}
        @input=${(/** @type {InputEvent} */ event) =>
          tools.saveDraft(key, /** @type {HTMLTextAreaElement} */ (event.target).value)}
      ></textarea>
      <span class="counter" ?data-over=${length > view.max_length}>${length} / ${view.max_length}</span>
      ${length > view.max_length
        ? html`<p class="field-error" id="note-error">${pgettext("refusal", "too_long", { most: view.max_length })}</p>`
        : nothing}
      <p class="field-help" id="note-help">
        ${left > 0 ? ngettext("You may write {n} more note.", "You may write {n} more notes.", left) : _("One thing in one note. Do not write people’s names.")}
      </p>
    </div>
  </form>`;
}

/** @param {ActivityView} activity */
function draftKey(activity) {
  return `task/${activity.id}`;
}

/**
 * @param {CollectView} view
 * @param {ActivityView} activity
 */
function columnChoice(view, activity) {
  if (view.columns.length < 2) return nothing;
  return html`<fieldset class="field">
    <legend>${_("Where it belongs")}</legend>
    <div class="switch">
      ${view.columns.map(
        (title, n) => html`<label>
          <input type="radio" name="column" id="column-${activity.id}-${n}" value=${n} ?checked=${n === 0} />
          ${said(title)}
        </label>`,
      )}
    </div>
  </fieldset>`;
}

/**
 * The green button of the bar below.
 *
 * @param {CollectView} view
 * @param {MyNotes} mine
 * @param {Act} _act
 * @param {ActivityView} activity
 */
export function bar(view, mine, _act, activity) {
  if (activity.stage === "closed" || (mine.left === 0 && view.max_notes)) return nothing;
  return html`<button class="button button-primary" form="task">${icon("paper-plane-tilt")} ${_("Send the note")}</button>`;
}

/**
 * A note that was not taken comes back to its writer.
 *
 * @param {Row} row
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
function refused(row, activity, tools) {
  const text = row.command.text;
  if (!text) return refusal(row, tools);
  const takeBack = () => {
    const field = document.getElementById("note-text");
    if (field instanceof HTMLTextAreaElement) {
      field.value = field.value ? `${field.value}\n${text}` : text;
      tools.saveDraft(draftKey(activity), field.value);
      field.focus();
    } else tools.saveDraft(draftKey(activity), text);
    tools.dismiss?.(row.id);
  };
  return html`<div class="note">
    ${written(text)}
    <p class="field-error">${icon("warning")} ${refusalWords(row)}</p>
    <div class="note-foot">
      ${status("refused")}
      <button class="button button-quiet" type="button" @click=${takeBack}>${_("Take the text back")}</button>
    </div>
  </div>`;
}

/**
 * @param {Map<string, Own>} own
 * @param {CollectView} view
 * @param {Act} act
 * @param {boolean} takes
 */
function ownList(own, view, act, takes) {
  return html`<section class="stack stack-tight">
    <h2>${_("Your notes")}</h2>
    <ul class="notes notes-list">
      ${repeat(
        [...own],
        ([id]) => id,
        ([id, note]) => html`<li class="note">
          ${view.columns.length > 1 ? html`<span class="note-by">${said(view.columns[note.column])}</span>` : nothing}
          ${written(note.text)}
          <div class="note-foot">${status(note.isKept ? "saved" : "waiting")} ${takes ? changing(id, note, view, act) : nothing}</div>
        </li>`,
      )}
    </ul>
  </section>`;
}

/**
 * @param {string} id
 * @param {Own} note
 * @param {CollectView} view
 * @param {Act} act
 */
function changing(id, note, view, act) {
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const text = String(new FormData(form).get("text")).trim();
    if (text && text !== note.text) void act({ do: "EditNote", note: id, text });
    form.closest("details")?.removeAttribute("open");
  };
  return html`<details class="note-change">
    <summary class="button button-quiet" id="change-${id}">${_("Change")}</summary>
    <form class="stack stack-tight" @submit=${save}>
      <textarea
        class="input"
        name="text"
        id="edit-${id}"
        aria-label=${_("Your note")}
        maxlength=${view.max_length}
        required
        .defaultValue=${note.text}
      ></textarea>
      <div class="buttons">
        <button class="button">${_("Save the change")}</button>
        <button class="button button-quiet" type="button" @click=${() => act({ do: "WithdrawNote", note: id })}>
          ${icon("trash")} ${_("Take the note away")}
        </button>
      </div>
    </form>
  </details>`;
}

/**
 * While people write: what the wall shows already, for those who look for it.
 *
 * @param {CollectView} view
 * @param {ActivityView} activity
 */
function sofar(view, activity) {
  if (view.hidden) return html`<p class="quiet">${_("The notes are shown when the facilitator shows them.")}</p>`;
  if (!Object.keys(view.notes).length) return nothing;
  return html`<details class="fold" id="sofar">
    <summary>${ngettext("{n} note on the board", "{n} notes on the board", Object.keys(view.notes).length)}</summary>
    ${result(view, activity)}
  </details>`;
}

/**
 * The notes as text.
 *
 * @param {CollectView} view
 * @param {ActivityView} activity
 */
export function result(view, activity) {
  const notes = inOrder(view.notes);
  if (activity.identity === "only_you") return nothing;
  if (view.hidden) return html`<p class="quiet">${_("The notes are shown when the facilitator shows them.")}</p>`;
  if (!notes.length) return html`<p class="quiet">${emptyWords()}</p>`;
  const list = (/** @type {[string, NoteView][]} */ some) =>
    html`<ul class="notes notes-list">
      ${some.map(([, note]) => html`<li class="note">${written(note.text)} ${by(note)}</li>`)}
    </ul>`;
  const kept = hiddenWords(view.kept_back);
  const tail = html`${kept ? html`<p class="quiet">${kept}</p>` : nothing}`;
  if (view.view === "cloud" && view.columns.length < 2) return html`${cloud(notes)} ${tail}`;
  if (view.columns.length < 2) return html`${list(notes)} ${tail}`;
  return html`${view.columns.map(
    (title, n) => html`<section class="column">${heading(title, inColumn(notes, n))} ${list(inColumn(notes, n))}</section>`,
  )}
  ${tail}`;
}

// --- the desk --------------------------------------------------------------------------------------------

/**
 * @param {CollectView} view
 * @param {Act} act
 * @param {ActivityView} activity
 */
export function desk(view, act, activity) {
  const notes = inOrder(view.notes);
  const kept = hiddenWords(view.kept_back);
  const named = !["anonymous", "only_you"].includes(activity.identity);
  return html`${paper(view, act, activity)}
    <p class="quiet">
      ${ngettext("{n} note", "{n} notes", view.count)} · ${ngettext("{n} writer", "{n} writers", view.writers)}${kept ? ` · ${kept}` : ""}
    </p>
    <ul class="notes notes-list">
      ${repeat(
        notes,
        ([id]) => id,
        ([id, note]) => html`<li class="note" ?data-hidden=${note.hidden}>
          ${view.columns.length > 1 ? html`<span class="note-by">${said(view.columns[note.column])}</span>` : nothing}
          ${written(note.text)}
          <div class="note-foot">
            <span>${by(note)} ${note.source === "paper" ? html`<span class="tag">${_("paper")}</span>` : nothing}</span>
            <span class="line">
              ${named || note.source === "paper" ? changing(id, { ...note, isKept: true }, view, act) : nothing}
              <button
                class="button button-quiet button-small"
                id="hide-${id}"
                aria-label=${note.hidden ? _("Show again: {what}", { what: note.text }) : _("Hide: {what}", { what: note.text })}
                @click=${() => act({ do: "HideNote", note: id, on: !note.hidden })}
              >
                ${icon(note.hidden ? "eye" : "eye-slash")} ${note.hidden ? _("Show again") : _("Hide")}
              </button>
            </span>
          </div>
        </li>`,
      )}
    </ul>`;
}

/**
 * Notes that were written on paper.
 *
 * @param {CollectView} view
 * @param {Act} act
 * @param {ActivityView} activity
 */
function paper(view, act, activity) {
  if (activity.identity === "only_you") return nothing;
  const add = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const given = new FormData(form);
    const text = String(given.get("text")).trim();
    if (!text) return;
    void act({ do: "AddPaperNote", text, column: Number(given.get("column") ?? 0) });
    form.reset();
  };
  return html`<details class="fold" id="paper">
    <summary>${_("Add a note from paper")}</summary>
    <form class="stack" @submit=${add}>
      ${columnChoice(view, activity)}
      <div class="field">
        <label for="paper-text">${_("Words on the paper")}</label>
        <textarea class="input" id="paper-text" name="text" maxlength=${view.max_length} required></textarea>
      </div>
      <div class="buttons"><button class="button">${icon("plus")} ${_("Add the note")}</button></div>
    </form>
  </details>`;
}
