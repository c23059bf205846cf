/** Others' notes on the phone: to be read, and where it is offered to be marked, commented and continued. */
import { feelsTheSame, ownComments, ownMarks, threads } from "./collect-own.js";
import { about, cloud, heading, inColumn, noteWords } from "./collect-wall.js";
import { html, nothing, repeat } from "./html.js";
import { _, ngettext, pick } from "./i18n.js";
import { icon, inOrder, said, status, written } from "./parts.js";
import { emptyWords, hiddenWords } from "./progress.js";

/** @typedef {import("./views.js").CollectView} CollectView */
/** @typedef {import("./views.js").NoteView} NoteView */
/** @typedef {import("./views.js").MyNotes} MyNotes */
/** @typedef {import("./views.js").ActivityView} ActivityView */
/** @typedef {import("./parts.js").Act} Act */
/** @typedef {import("./outbox.js").Row} Row */
/** @typedef {import("./collect-own.js").Thread} Thread */
/** @typedef {{mine: MyNotes, rows: Row[], act: Act, own: Set<string>}} Hand With what one can say something of the notes. */

/** What a comment may begin with, and what that means. */
const signs = /** @type {const} */ (["", "+", "?", "!"]);

/** @param {CollectView} view Whether something can be said of others' notes. */
export function isAnswered(view) {
  return view.comments || view.reactions || view.build_on || view.marks.length > 0;
}

/**
 * The notes as text, by their places.
 *
 * @param {CollectView} view
 * @param {string} [key] For an order of this phone's own.
 * @param {Hand} [hand] Where something can be said of them.
 */
export function reading(view, key = "", hand = undefined) {
  const notes = inOrder(view.notes);
  if (!notes.length) return html`<p class="quiet">${emptyWords()}</p>`;
  const list = (/** @type {[string, NoteView][]} */ some) =>
    html`<ul class="notes notes-list">
      ${repeat(
        threads(some, key),
        ({ id }) => id,
        (thread) => one(thread, view, hand),
      )}
    </ul>`;
  const kept = hiddenWords(view.kept_back);
  const tail = html`${view.few ? html`<p class="quiet">${_("Marks are counted out from five people on.")}</p>` : nothing}
  ${kept ? html`<p class="quiet">${kept}</p>` : nothing}`;
  if (view.columns.length < 2) return html`${view.view === "cloud" && !hand ? cloud(notes) : list(notes)} ${tail}`;
  return html`${view.columns.map(
    (title, n) => html`<section class="column">${heading(title, inColumn(notes, n))} ${lanes(view, inColumn(notes, n), list)}</section>`,
  )}
  ${tail}`;
}

/**
 * @param {CollectView} view
 * @param {[string, NoteView][]} notes
 * @param {(some: [string, NoteView][]) => unknown} list
 */
function lanes(view, notes, list) {
  if (!view.rows.length) return list(notes);
  return view.rows.map((title, row) => {
    const here = notes.filter(([, note]) => note.row === row);
    return here.length ? html`<h3 class="note-by">${said(title)}</h3> ${list(here)}` : nothing;
  });
}

/**
 * @param {Thread} thread
 * @param {CollectView} view
 * @param {Hand | undefined} hand
 */
function one({ id, note, under }, view, hand) {
  return html`<li class="note">
    ${noteWords(view, note, true)} ${about(view, hand ? { ...note, marks: [], same: 0, talk: 0 } : note)}
    ${under.length
      ? html`<ul class="note-under">
          ${under.map(([, more]) => html`<li>${noteWords(view, more, true)} ${about(view, more)} ${talk(more)}</li>`)}
        </ul>`
      : nothing}
    ${talk(note)} ${hand ? saying(id, note, view, hand) : nothing}
  </li>`;
}

/** @param {NoteView} note */
function talk(note) {
  const comments = inOrder(note.comments);
  if (!comments.length) return nothing;
  return html`<ul class="note-talk">
    ${comments.map(
      ([, comment]) => html`<li>
        ${comment.sign ? html`<b class="note-sign">${comment.sign}</b>` : nothing} ${written(comment.text)}
        ${comment.name ? html`<span class="note-by">${comment.name}</span>` : nothing}
      </li>`,
    )}
  </ul>`;
}

// --- what one says of it ---------------------------------------------------------------------------------

/**
 * @param {string} id
 * @param {NoteView} note
 * @param {CollectView} view
 * @param {Hand} hand
 */
function saying(id, note, view, hand) {
  const given = ownMarks(hand.mine, hand.rows, id);
  const same = feelsTheSame(hand.mine, hand.rows, id);
  const isOwn = hand.own.has(id);
  const mark = (/** @type {number} */ n) => () => hand.act({ do: "MarkNote", note: id, mark: n, on: !given.has(n) });
  const words = note.text.slice(0, 60);
  return html`${view.marks.length || (view.reactions && !isOwn)
      ? html`<div class="note-press" role="group" aria-label=${_("Mark: {what}", { what: words })}>
          ${view.marks.map(
            (title, n) => html`<button class="button button-small" type="button" id="mark-${id}-${n}" aria-pressed=${given.has(n)} @click=${mark(n)}>
              ${said(title)} ${count(note.marks[n])}
            </button>`,
          )}
          ${view.reactions && !isOwn
            ? html`<button
                class="button button-small"
                type="button"
                id="same-${id}"
                aria-pressed=${same}
                @click=${() => hand.act({ do: "ReactToNote", note: id, on: !same })}
              >
                ${_("The same here")} ${count(note.same)}
              </button>`
            : nothing}
        </div>`
      : nothing}
    ${ownTalk(id, note, hand)}
    ${view.comments || view.build_on
      ? html`<div class="note-press">
          ${view.comments ? commentForm(id, words, view, hand.act) : nothing}
          ${view.build_on ? continueForm(id, words, view, hand.act) : nothing}
        </div>`
      : nothing}`;
}

/** @param {number | undefined} n */
function count(n) {
  return n ? html`<span class="number">${n}</span>` : nothing;
}

/**
 * One's own comments, which others may not see yet.
 *
 * @param {string} id
 * @param {NoteView} note
 * @param {Hand} hand
 */
function ownTalk(id, note, hand) {
  const own = [...ownComments(hand.mine, hand.rows)].filter(([, comment]) => comment.note === id);
  return own.map(
    ([key, comment]) => html`<div class="note-foot">
      <span>
        ${note.comments[key]
          ? _("Your comment is there.")
          : html`${comment.sign ? html`<b class="note-sign">${comment.sign}</b>` : nothing} ${written(comment.text)}`}
        ${status(comment.isKept ? "saved" : "waiting")}
      </span>
      <button class="button button-quiet" type="button" id="back-${key}" @click=${() => hand.act({ do: "WithdrawNote", note: key })}>
        ${icon("trash")} ${_("Take the comment away")}
      </button>
    </div>`,
  );
}

/**
 * @param {string} id
 * @param {string} words
 * @param {CollectView} view
 * @param {Act} act
 */
function commentForm(id, words, view, act) {
  const send = sending((text, form) => {
    void act({ do: "CommentNote", note: id, text, sign: String(new FormData(form).get("sign") ?? "") });
  });
  const meanings = { "": _("Comment"), "+": _("+ good"), "?": _("? I do not understand"), "!": `! ${_("take care")}` };
  return html`<details class="note-change">
    <summary class="button button-quiet" id="say-${id}" aria-label=${_("Comment: {what}", { what: words })}>
      ${icon("chat-circle")} ${_("Comment")}
    </summary>
    <form class="stack stack-tight" @submit=${send}>
      <div class="field">
        <label for="sign-${id}">${_("Kind of comment")}</label>
        <select class="input" id="sign-${id}" name="sign">
          ${signs.map((sign) => html`<option value=${sign}>${meanings[sign]}</option>`)}
        </select>
      </div>
      <textarea class="input" name="text" id="comment-${id}" aria-label=${_("Your comment")} maxlength=${view.max_length} required></textarea>
      <div class="buttons"><button class="button">${_("Send the comment")}</button></div>
    </form>
  </details>`;
}

/**
 * @param {string} id
 * @param {string} words
 * @param {CollectView} view
 * @param {Act} act
 */
function continueForm(id, words, view, act) {
  const send = sending((text) => void act({ do: "PostNote", text, builds_on: id }));
  return html`<details class="note-change">
    <summary class="button button-quiet" id="on-${id}" aria-label=${_("Continue: {what}", { what: words })}>
      ${icon("plus")} ${_("Continue this")}
    </summary>
    <form class="stack stack-tight" @submit=${send}>
      <textarea class="input" name="text" id="more-${id}" aria-label=${_("How it goes on")} maxlength=${view.max_length} required></textarea>
      <div class="buttons"><button class="button">${_("Send what continues it")}</button></div>
    </form>
  </details>`;
}

/**
 * @param {(text: string, form: HTMLFormElement) => void} send
 * @returns {(event: SubmitEvent) => void}
 */
function sending(send) {
  return (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const text = String(new FormData(form).get("text") ?? "").trim();
    if (!text) return;
    send(text, form);
    form.reset();
    form.closest("details")?.removeAttribute("open");
  };
}

/**
 * While people write: the notes that all may see, in the way the settings allow.
 *
 * @param {CollectView} view
 * @param {ActivityView} activity
 * @param {{key: string, hand: Hand, hasWritten: boolean}} reader
 */
export function whileWriting(view, activity, { key, hand, hasWritten }) {
  const count = Object.keys(view.notes).length;
  const examples = Object.values(view.notes).filter((note) => note.source === "seed");
  if (view.hidden || activity.identity === "only_you") {
    const later = activity.identity === "only_you" ? nothing : html`<p class="quiet">${_("The notes are shown when the facilitator shows them.")}</p>`;
    return html`${exampleList(examples, view)} ${later}`;
  }
  if (view.own_first && !hasWritten) {
    return html`${exampleList(examples, view)}
      <p class="quiet">${_("You see what others have written once you have written something yourself.")}</p>`;
  }
  if (!count) return nothing;
  if (isAnswered(view) || view.own_first) {
    return html`<section class="stack stack-tight">
      <h2>${ngettext("{n} note from all", "{n} notes from all", count)}</h2>
      ${reading(view, key, isAnswered(view) ? hand : undefined)}
    </section>`;
  }
  return html`<details class="fold" id="sofar">
    <summary>${ngettext("{n} note on the board", "{n} notes on the board", count)}</summary>
    ${reading(view)}
  </details>`;
}

/**
 * @param {NoteView[]} examples
 * @param {CollectView} view
 */
function exampleList(examples, view) {
  if (!examples.length) return nothing;
  return html`<section class="stack stack-tight">
    <h2>${ngettext("Example", "Examples", examples.length)}</h2>
    <ul class="notes notes-list">${examples.map((note) => html`<li class="note">${noteWords(view, note, true)}</li>`)}</ul>
  </section>`;
}

/**
 * Return the words for who writes together; nothing where each writes alone.
 *
 * @param {any} group
 */
export function togetherWords(group) {
  if (!group?.id) return "";
  const name = pick(group.text);
  return group.scribe
    ? _("{group}: you have been asked to write for all of you.", { group: name })
    : _("{group}: any of you may write, all of you see it.", { group: name });
}
