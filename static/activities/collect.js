/** Collect on the screens: notes on the wall, notes to write on the phone, reading first, hiding and paper on the desk. */
import { homeLine, linesIn, ours, textOf } from "../app/collect-own.js";
import { reading, togetherWords, whileWriting } from "../app/collect-reading.js";
import { linesLeft, sheet } from "../app/collect-sheet.js";
import { about, goesRound, noteWords, plainWords, wallOf } from "../app/collect-wall.js";
import { html, nothing, repeat } from "../app/html.js";
import { _, language, ngettext, pgettext, pick } from "../app/i18n.js";
import { icon, inOrder, refusal, refusalWords, said, status, written } from "../app/parts.js";
import { hiddenWords } from "../app/progress.js";

/** @typedef {import("../app/views.js").CollectView} CollectView */
/** @typedef {import("../app/views.js").NoteView} NoteView */
/** @typedef {import("../app/views.js").MyNotes} MyNotes */
/** @typedef {import("../app/views.js").ActivityView} ActivityView */
/** @typedef {import("../app/outbox.js").Row} Row */
/** @typedef {import("../app/parts.js").Act} Act */
/** @typedef {import("../app/parts.js").Tools} Tools */
/** @typedef {import("../app/parts.js").Wall} Wall */
/** @typedef {import("../app/collect-own.js").Own} Own */

export const saysDone = false;

// --- the wall --------------------------------------------------------------------------------------------

/**
 * @param {CollectView} view
 * @param {ActivityView} activity
 * @param {Wall} [wall]
 */
export function board(view, activity, wall = {}) {
  return wallOf(view, activity, wall);
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
  const own = ours(mine, companyOf(tools), rows, view.round);
  const takes = activity.stage !== "closed";
  const together = togetherWords(tools.group);
  const hand = { mine, rows, act, own: new Set(own.keys()) };
  const back = rows.filter((row) => row.state === "refused").map((row) => refused(row, activity, tools));
  if (takes && view.pass_on) return html`${sheet(view, mine, act, activity, tools, own)} ${back}`;
  return html`${together ? html`<p class="quiet">${together}</p>` : nothing}
    ${takes ? writing(view, mine, act, activity, tools, own) : nothing} ${back}
    ${own.size ? ownList(own, view, act, takes, Boolean(together)) : nothing}
    ${takes
      ? whileWriting(view, activity, { key: `${tools.seat ?? ""} ${activity.id}`, hand, hasWritten: own.size > 0 || Boolean(tools.isDone) })
      : result(view, activity)}`;
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
  const left = notesLeft(mine, tools, own);
  if (left === 0) return html`<p>${ngettext("Your note is written.", "All your {n} notes are written.", view.max_notes)}</p>`;
  const keys = fieldsOf(view).map((_field, n) => draftKey(activity, n));
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const fields = /** @type {HTMLTextAreaElement[]} */ ([...form.querySelectorAll("textarea")]);
    const text = textOf(fields.map((field) => field.value));
    if (!text.trim() || fields.some((field) => field.value.trim().length > view.max_length)) return fields[0].focus();
    void act({ do: "PostNote", text: fields.length > 1 ? text : text.trim(), ...placeIn(form) });
    fields.forEach((field) => (field.value = ""));
    keys.forEach((key) => tools.saveDraft(key, ""));
    fields[0].focus();
  };
  return html`<form class="stack" id="task" @submit=${send}>
    ${placeChoice(view, activity)} ${fieldsOf(view).map((title, n) => field(title, n, view, keys[n], tools))}
    ${view.ask_date
      ? html`<div class="field">
          <label for="note-date">${_("When you want to read it")}</label>
          <input class="input" type="date" id="note-date" name="date" />
          <p class="field-help">${_("Your phone can put it into your calendar. Nobody else gets it.")}</p>
        </div>`
      : nothing}
    <p class="field-help" id="note-help">
      ${left > 0 ? ngettext("You may write {n} more note.", "You may write {n} more notes.", left) : _("One thing in one note. Do not write people’s names.")}
    </p>
  </form>`;
}

/**
 * Return what one's company has written; nothing where each writes alone.
 *
 * @param {Tools} tools
 * @returns {import("../app/views.js").OurNotes | undefined}
 */
function companyOf({ group }) {
  return group?.id ? group : undefined;
}

/**
 * Return how many notes may still be written; -1 is as many as one likes.
 *
 * @param {MyNotes} mine
 * @param {Tools} tools
 * @param {Map<string, Own>} own
 */
function notesLeft(mine, tools, own) {
  const kept = companyOf(tools)?.notes ?? mine.notes;
  const waiting = [...own.keys()].filter((id) => !kept?.[id]).length;
  return mine.left >= 0 ? Math.max(0, mine.left - waiting) : -1;
}

/** @param {CollectView} view @returns {Record<string, string>[]} What is to be filled in: one field has no name of its own. */
function fieldsOf(view) {
  return view.fields.length ? view.fields : [{}];
}

/**
 * @param {Record<string, string>} title
 * @param {number} n
 * @param {CollectView} view
 * @param {string} key
 * @param {Tools} tools
 */
function field(title, n, view, key, tools) {
  const length = tools.draft(key).length;
  const name = n ? `note-text-${n}` : "note-text";
  return html`<div class="field">
    <label for=${name}>${pick(title) ? said(title) : _("Your note")}</label>
    <textarea
      class="input"
      id=${name}
      name=${n ? `text-${n}` : "text"}
      aria-describedby="who note-help ${name}-error"
      aria-invalid=${length > view.max_length}
      autocomplete="off"
      enterkeyhint="enter"
      .defaultValue=${tools.draft(key)}
      @input=${(/** @type {InputEvent} */ event) => tools.saveDraft(key, /** @type {HTMLTextAreaElement} */ (event.target).value)}
    ></textarea>
    <span class="counter" ?data-over=${length > view.max_length}>${length} / ${view.max_length}</span>
    ${length > view.max_length
      ? html`<p class="field-error" id="${name}-error">${pgettext("refusal", "too_long", { most: view.max_length })}</p>`
      : nothing}
  </div>`;
}

/**
 * @param {ActivityView} activity
 * @param {number} [n] Of the field.
 */
function draftKey(activity, n = 0) {
  return n ? `task-${n}/${activity.id}` : `task/${activity.id}`;
}

/** @param {HTMLFormElement} form @returns {Record<string, any>} Where the note goes, as chosen in the form. */
function placeIn(form) {
  const given = new FormData(form);
  const place = { column: Number(given.get("column") ?? 0), row: Number(given.get("row") ?? 0) };
  const date = String(given.get("date") ?? "");
  const company = String(given.get("company") ?? "");
  return { ...place, ...(date ? { date } : {}), ...(company ? { company } : {}) };
}

/**
 * @param {CollectView} view
 * @param {ActivityView} activity
 */
function placeChoice(view, activity) {
  if (view.view === "stages" && view.columns.length > 1) {
    return html`<div class="fields">
      ${choice("column", _("Stage"), view.columns, activity)} ${view.rows.length > 1 ? choice("row", _("Row"), view.rows, activity) : nothing}
    </div>`;
  }
  return html`${columnChoice(view, activity)}${view.rows.length > 1 ? choice("row", _("Row"), view.rows, activity) : nothing}`;
}

/**
 * @param {string} name
 * @param {string} label
 * @param {readonly Record<string, string>[]} titles
 * @param {ActivityView} activity
 */
function choice(name, label, titles, activity) {
  return html`<div class="field">
    <label for="${name}-${activity.id}">${label}</label>
    <select class="input" id="${name}-${activity.id}" name=${name}>
      ${titles.map((title, n) => html`<option value=${n}>${pick(title)}</option>`)}
    </select>
  </div>`;
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
 * @param {Tools} tools
 */
export function bar(view, mine, _act, activity, tools) {
  if (activity.stage === "closed") return nothing;
  const own = ours(mine, companyOf(tools), tools.rows?.() ?? [], view.round);
  const left = view.pass_on ? linesLeft(view, mine, own) : notesLeft(mine, tools, own);
  if (left === 0) return nothing;
  const words = view.pass_on ? _("Send the ideas") : _("Send the note");
  return html`<button class="button button-primary" form="task">${icon("paper-plane-tilt")} ${words}</button>`;
}

/** @returns {boolean} Whether people write or choose anything here. */
export function answers() {
  return true;
}

/**
 * One's own words, to take home.
 *
 * @param {MyNotes} mine
 * @param {CollectView} view
 * @returns {string[]}
 */
export function lines(mine, view) {
  const titles = { columns: view.columns.map(pick), rows: view.rows.map(pick), fields: view.fields.map(pick) };
  const notes = inOrder(mine.notes).map(([, note]) => homeLine(note, titles));
  return [...notes, ...inOrder(mine.comments).map(([, comment]) => [comment.sign, comment.text].filter(Boolean).join(" "))];
}

/**
 * One's own notes that have a day.
 *
 * @param {MyNotes} mine
 * @returns {{date: string, words: string}[]}
 */
export function dates(mine) {
  return inOrder(mine.notes)
    .filter(([, note]) => note.date)
    .map(([, note]) => ({ date: note.date, words: note.text }));
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
  if (!text || row.command.do === "CommentNote") return refusal(row, tools);
  const takeBack = () => {
    const field = document.getElementById("note-text") ?? document.getElementById("idea-text-0");
    const key = field?.id === "idea-text-0" ? `idea-0/${activity.id}` : draftKey(activity);
    if (field instanceof HTMLTextAreaElement) {
      field.value = field.value ? `${field.value}\n${text}` : text;
      tools.saveDraft(key, field.value);
      field.focus();
    } else tools.saveDraft(key, text);
    tools.dismiss?.(row.id);
  };
  return html`<div class="note">
    ${plainWords(text)}
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
 * @param {boolean} isShared Whether a whole company wrote them.
 */
function ownList(own, view, act, takes, isShared) {
  return html`<section class="stack stack-tight">
    <h2>${isShared ? _("What you have written together") : _("Your notes")}</h2>
    <ul class="notes notes-list">
      ${repeat(
        [...own],
        ([id]) => id,
        ([id, note]) => html`<li class="note">
          ${placeWords(note, view)} ${ownWords(note, view)}
          ${note.date ? html`<span class="note-by">${dayWords(note.date)}</span>` : nothing}
          ${note.isKept && !note.approved ? html`<span class="note-by">${_("Shown once the facilitator has read it.")}</span>` : nothing}
          <div class="note-foot">${status(note.isKept ? "saved" : "waiting")} ${takes ? changing(id, note, view, act) : nothing}</div>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {string} date An ISO date. */
function dayWords(date) {
  // As a day of the calendar, wherever the phone is.
  return new Intl.DateTimeFormat(language(), { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}

/**
 * @param {{text: string}} note
 * @param {CollectView} view
 */
function ownWords(note, view) {
  const parts = linesIn(note.text, view.fields.length);
  if (parts.length < 2) return plainWords(note.text);
  return parts.map((part, n) => (part ? html`<span class=${n ? "note-part" : "note-name"}>${written(part)}</span>` : nothing));
}

/**
 * @param {{column: number, row: number}} note
 * @param {CollectView} view
 */
function placeWords(note, view) {
  const column = view.columns.length > 1 ? said(view.columns[note.column]) : nothing;
  const row = view.rows.length > 1 ? said(view.rows[note.row]) : nothing;
  if (column === nothing && row === nothing) return nothing;
  return html`<span class="note-by">${column}${column !== nothing && row !== nothing ? " · " : nothing}${row}</span>`;
}

/**
 * @param {string} id
 * @param {{text: string}} note
 * @param {CollectView} view
 * @param {Act} act
 */
function changing(id, note, view, act) {
  const parts = linesIn(note.text, view.fields.length);
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const text = textOf([...form.querySelectorAll("textarea")].map((field) => field.value));
    if (text.trim() && text !== note.text) void act({ do: "EditNote", note: id, text });
    form.closest("details")?.removeAttribute("open");
  };
  return html`<details class="note-change">
    <summary class="button button-quiet" id="change-${id}">${_("Change")}</summary>
    <form class="stack stack-tight" @submit=${save}>
      ${parts.map(
        (part, n) => html`<textarea
          class="input"
          name=${n ? `text-${n}` : "text"}
          id=${n ? `edit-${id}-${n}` : `edit-${id}`}
          aria-label=${pick(view.fields[n]) || _("Your note")}
          maxlength=${view.max_length}
          ?required=${!n}
          .defaultValue=${part}
        ></textarea>`,
      )}
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
 * The notes as text.
 *
 * @param {CollectView} view
 * @param {ActivityView} activity
 */
export function result(view, activity) {
  if (activity.identity === "only_you") return nothing;
  if (view.hidden) return html`<p class="quiet">${_("The notes are shown when the facilitator shows them.")}</p>`;
  if (goesRound(view, activity)) return html`<p class="quiet">${_("The sheets are shown when they have gone round.")}</p>`;
  return reading(view);
}

// --- the desk --------------------------------------------------------------------------------------------

/** What the green button says while sheets go round. */
export function moveWords() {
  return _("Move the sheets on");
}

/**
 * @param {CollectView} view
 * @param {Act} act
 * @param {ActivityView} activity
 */
export function desk(view, act, activity) {
  const notes = inOrder(view.notes);
  const isNew = (/** @type {{approved: boolean, hidden: boolean}} */ row) => !row.approved && !row.hidden;
  const queue = notes.filter(([, note]) => isNew(note));
  const rest = notes.filter(([, note]) => !isNew(note));
  const comments = notes.flatMap(([, note]) => inOrder(note.comments).filter(([, comment]) => isNew(comment)));
  return html`${view.pass_on ? turns(view) : nothing} ${queue.length || comments.length ? toRead(queue, comments, view, act) : nothing}
    ${paper(view, act, activity)}
    <p class="quiet">${countWords(view)}</p>
    <ul class="notes notes-list">
      ${repeat(
        rest,
        ([id]) => id,
        ([id, note]) => deskNote(id, note, view, act, activity),
      )}
    </ul>`;
}

/** @param {CollectView} view */
function countWords(view) {
  const told = [ngettext("{n} note", "{n} notes", view.count), ngettext("{n} writer", "{n} writers", view.writers)];
  return [...told, hiddenWords(view.kept_back)].filter(Boolean).join(" · ");
}

/** @param {CollectView} view */
function turns(view) {
  return html`<p>
    <b>${_("Round {n}/{of}", { n: view.round, of: view.pass_on })}</b> · ${ngettext("{n} sheet goes round", "{n} sheets go round", view.sheets)} ·
    ${ngettext("{n} has written in this round", "{n} have written in this round", view.wrote)}
  </p>`;
}

/**
 * What waits to be read, with one tap for each.
 *
 * @param {[string, NoteView][]} queue
 * @param {[string, import("../app/views.js").NoteCommentView][]} comments
 * @param {CollectView} view
 * @param {Act} act
 */
function toRead(queue, comments, view, act) {
  const all = [...queue, ...comments].map(([id]) => id);
  const row = (/** @type {string} */ id, /** @type {unknown} */ words, /** @type {string} */ what) => html`<li class="note">
    ${words}
    <div class="note-foot">
      <button
        class="button button-small"
        id="let-${id}"
        aria-label=${_("Let through: {what}", { what })}
        @click=${() => act({ do: "ApproveNote", note: id })}
      >
        ${icon("check")} ${_("Let through")}
      </button>
      <button
        class="button button-quiet button-small"
        id="hide-${id}"
        aria-label=${_("Hide: {what}", { what })}
        @click=${() => act({ do: "HideNote", note: id, on: true })}
      >
        ${icon("eye-slash")} ${_("Hide")}
      </button>
    </div>
  </li>`;
  return html`<section class="stack stack-tight">
    <h3>${ngettext("{n} to read first", "{n} to read first", all.length)}</h3>
    <ul class="notes notes-list">
      ${repeat(
        queue,
        ([id]) => id,
        ([id, note]) => row(id, html`${noteWords(view, note)} ${about(view, note)}`, note.text),
      )}
      ${repeat(
        comments,
        ([id]) => id,
        ([id, comment]) => row(id, html`<span class="note-by">${_("Comment")}</span> ${plainWords(`${comment.sign} ${comment.text}`.trim())}`, comment.text),
      )}
    </ul>
    ${all.length > 1
      ? html`<button class="button" id="let-all" @click=${() => all.forEach((id) => void act({ do: "ApproveNote", note: id }))}>
          ${icon("check")} ${ngettext("Let {n} through", "Let all {n} through", all.length)}
        </button>`
      : nothing}
  </section>`;
}

/**
 * @param {string} id
 * @param {NoteView} note
 * @param {CollectView} view
 * @param {Act} act
 * @param {ActivityView} activity
 */
function deskNote(id, note, view, act, activity) {
  const named = !["anonymous", "only_you"].includes(activity.identity);
  const before = note.builds_on ? view.notes[note.builds_on]?.text.slice(0, 40) : "";
  const raw = { text: note.parts.length > 1 ? note.parts.join("\n") : note.text };
  return html`<li class="note" ?data-hidden=${note.hidden}>
    ${placeWords(note, view)} ${before ? html`<span class="note-by">${_("continues: {what}", { what: before })}</span>` : nothing}
    ${noteWords(view, note)} ${about(view, { ...note, talk: 0 })}
    ${inOrder(note.comments)
      .filter(([, comment]) => comment.approved)
      .map(([key, comment]) => deskComment(key, comment, view, act))}
    <div class="note-foot">
      <span>${note.source === "paper" ? html`<span class="tag">${_("paper")}</span>` : nothing}</span>
      <span class="line">
        ${named || note.source === "paper" ? changing(id, raw, view, act) : nothing} ${hiding(id, note.text, note.hidden, view, act)}
      </span>
    </div>
  </li>`;
}

/**
 * @param {string} id
 * @param {import("../app/views.js").NoteCommentView} comment
 * @param {CollectView} view
 * @param {Act} act
 */
function deskComment(id, comment, view, act) {
  return html`<div class="note-foot note-said" ?data-hidden=${comment.hidden}>
    <span>${comment.sign ? html`<b class="note-sign">${comment.sign}</b>` : nothing} ${written(comment.text)} <span class="note-by">${comment.name}</span></span>
    ${hiding(id, comment.text, comment.hidden, view, act)}
  </div>`;
}

/**
 * @param {string} id
 * @param {string} what
 * @param {boolean} hidden
 * @param {CollectView} view
 * @param {Act} act
 */
function hiding(id, what, hidden, view, act) {
  if (view.moderation === "off") return nothing;
  return html`<button
    class="button button-quiet button-small"
    id="hide-${id}"
    aria-label=${hidden ? _("Show again: {what}", { what }) : _("Hide: {what}", { what })}
    @click=${() => act({ do: "HideNote", note: id, on: !hidden })}
  >
    ${icon(hidden ? "eye" : "eye-slash")} ${hidden ? _("Show again") : _("Hide")}
  </button>`;
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
  const companies = inOrder(view.companies);
  const add = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const text = textOf([...form.querySelectorAll("textarea")].map((field) => field.value)).trimEnd();
    if (!text.trim()) return;
    void act({ do: "AddPaperNote", text, ...placeIn(form) });
    form.reset();
  };
  return html`<details class="fold" id="paper">
    <summary>${_("Add a note from paper")}</summary>
    <form class="stack" @submit=${add}>
      ${placeChoice(view, activity)}
      ${companies.length
        ? html`<div class="field">
            <label for="paper-company">${_("Written by")}</label>
            <select class="input" id="paper-company" name="company">
              <option value="">${_("nobody in particular")}</option>
              ${companies.map(([id, company]) => html`<option value=${id}>${pick(company.text)}</option>`)}
            </select>
          </div>`
        : nothing}
      ${fieldsOf(view).map(
        (title, n) => html`<div class="field">
          <label for=${n ? `paper-text-${n}` : "paper-text"}>${pick(title) ? said(title) : _("Words on the paper")}</label>
          <textarea
            class="input"
            id=${n ? `paper-text-${n}` : "paper-text"}
            name=${n ? `text-${n}` : "text"}
            maxlength=${view.max_length}
            ?required=${!n}
          ></textarea>
        </div>`,
      )}
      <div class="buttons"><button class="button">${icon("plus")} ${_("Add the note")}</button></div>
    </form>
  </details>`;
}
