/**
 * Cluster on the screens: headings with their notes on the wall; on the desk, and on phones where all may group,
 * choosing notes and then their place, or carrying them there. No state of its own: what is chosen is a checkbox.
 */
import { carry } from "../app/carry.js";
import { html, nothing, repeat } from "../app/html.js";
import { _, ngettext, pick } from "../app/i18n.js";
import { icon, inOrder, langOf, refusal, said, worded, written } from "../app/parts.js";
import { goingTo } from "../app/pending.js";
import { emptyWords, hiddenWords } from "../app/progress.js";
import { pagesNeeded } from "../app/tally.js";

/** @typedef {import("../app/views.js").ClusterView} ClusterView */
/** @typedef {import("../app/views.js").ClusterNoteView} ClusterNoteView */
/** @typedef {import("../app/views.js").HeadingView} HeadingView */
/** @typedef {import("../app/views.js").ActivityView} ActivityView */
/** @typedef {import("../app/outbox.js").Row} Row */
/** @typedef {import("../app/parts.js").Act} Act */
/** @typedef {import("../app/parts.js").Tools} Tools */

const colours = 8;
/** More pages than this are not turned: then the wall has headings with their numbers alone. */
const mostPages = 8;
/** Headings alone that have room on one page in two columns. */
const mostHeads = 10;

// --- the wall --------------------------------------------------------------------------------------------

/**
 * @param {ClusterView} view
 * @param {ActivityView} [activity]
 */
export function board(view, activity) {
  const headings = inOrder(view.headings);
  const loose = notesUnder(view, "");
  if (!headings.length && !loose.length) return html`<p class="board-text quiet">${emptyWords()}</p>`;
  if (!headings.length) return html`<ul class="notes pages">${loose.map(([, note]) => card(view, note))}</ul>`;
  if (pagesNeeded(view) > mostPages) return heads(view, headings, activity);
  return html`<div class="clusters pages">
    ${headings.map(
      ([id, heading], place) => html`<section class="cluster cluster-long" data-cluster=${(place % colours) + 1}>
        ${title(heading)}
        <ul class="notes">
          ${notesUnder(view, id).map(([, row]) => card(view, row))}
        </ul>
      </section>`,
    )}
    ${loose.length
      ? html`<section class="cluster cluster-long">
          ${looseTitle(view, activity)}
          <ul class="notes">
            ${loose.map(([, note]) => card(view, note))}
          </ul>
        </section>`
      : nothing}
    ${view.kept_back ? html`<p class="quiet">${hiddenWords(view.kept_back)}</p>` : nothing}
  </div>`;
}

/**
 * @param {ClusterView} view
 * @param {[string, HeadingView][]} headings
 * @param {ActivityView} [activity]
 */
function heads(view, headings, activity) {
  return html`<div class="clusters ${headings.length > mostHeads ? "pages" : "clusters-heads"}">
    ${headings.map(
      ([, heading], place) => html`<section class="cluster" data-cluster=${(place % colours) + 1}>${title(heading)}</section>`,
    )}
    ${view.ungrouped
      ? html`<section class="cluster">
          ${looseTitle(view, activity)}
        </section>`
      : nothing}
  </div>`;
}

/**
 * What is under no heading: once the grouping is closed it is all that is left over.
 *
 * @param {ClusterView} view
 * @param {ActivityView} [activity]
 */
function looseTitle(view, activity) {
  return html`<div class="cluster-head">
    <h2 class="cluster-title">${written(activity?.stage === "closed" ? _("The others") : _("Not grouped yet"))}</h2>
    <span class="cluster-number">${view.ungrouped}</span>
  </div>`;
}

/** @param {HeadingView} heading */
function title({ text, count }) {
  return html`<div class="cluster-head">
    <h2 class="cluster-title" lang=${langOf(text)}>${worded(text)}</h2>
    <span class="cluster-number">${count}</span>
  </div>`;
}

/**
 * @param {ClusterView} view
 * @param {string} heading "" are those under none.
 * @returns {[string, ClusterNoteView][]}
 */
function notesUnder(view, heading) {
  return inOrder(view.notes).filter(([, note]) => note.heading === heading);
}

/** @param {ClusterNoteView} note How many said it: those merged into it, and itself. */
function times(note) {
  const merged = Object.keys(note.merged).length;
  return merged ? html` <span class="note-count">×${merged + 1}</span>` : nothing;
}

/**
 * The votes a note came with, where those with most stand first.
 *
 * @param {ClusterView} view
 * @param {ClusterNoteView} note
 */
function votesOf(view, note) {
  return view.voted_first && note.weight ? html` <span class="note-count nowrap">${ngettext("{n} vote", "{n} votes", note.weight)}</span>` : nothing;
}

/**
 * @param {ClusterView} view
 * @param {ClusterNoteView} note
 */
function card(view, note) {
  return html`<li class="note" lang=${langOf(note.text)}>${worded(note.text)}${times(note)}${votesOf(view, note)}</li>`;
}

// --- the phone -------------------------------------------------------------------------------------------

/**
 * @param {ClusterView} view
 * @param {unknown} _mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function phone(view, _mine, act, activity, tools) {
  const refused = (tools.rows?.() ?? []).filter((row) => row.state === "refused").map((row) => refusal(row, tools));
  if (!view.open_to_all || activity.stage === "closed") return html`${refused} ${result(view, activity)}`;
  return html`<p class="phone-help">${_("Choose notes that belong together, then their place.")}</p>
    ${refused} ${grouping(view, act, view.free && !view.fixed, tools.rows?.() ?? [])}
    ${view.more ? html`<p class="quiet">${ngettext("{n} more note is on the board.", "{n} more notes are on the board.", view.more)}</p>` : nothing}`;
}

/**
 * The green button of the bar below.
 *
 * @param {ClusterView} view
 * @param {unknown} _mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools & {isDone?: boolean}} tools
 */
export function bar(view, _mine, act, activity, tools) {
  if (activity.stage === "closed" || tools.isDone || !view.open_to_all) return nothing;
  return html`<button class="button button-primary" id="done" @click=${() => act({ do: "MarkDone", on: true })}>
    ${icon("check")} ${_("I am done")}
  </button>`;
}

/** Where there is no other end than being done, the green button says it. */
export const saysDone = true;

/** @param {ClusterView} view Whether all group here, or the facilitator alone. */
export function answers(view) {
  return view.open_to_all;
}

/**
 * The groups as text.
 *
 * @param {ClusterView} view
 * @param {ActivityView} [activity]
 */
export function result(view, activity) {
  const headings = inOrder(view.headings);
  if (!headings.length && !Object.keys(view.notes).length) return html`<p class="quiet">${emptyWords()}</p>`;
  const list = (/** @type {string} */ heading) => html`<ul class="notes">
    ${notesUnder(view, heading).map(([, note]) => card(view, note))}
  </ul>`;
  return html`<div class="clusters">
    ${headings.map(
      ([id, heading], place) => html`<section class="cluster" data-cluster=${(place % colours) + 1}>
        ${title(heading)} ${list(id)}
      </section>`,
    )}
    ${view.ungrouped
      ? html`<section class="cluster">
          ${looseTitle(view, activity)}
          ${list("")}
        </section>`
      : nothing}
  </div>`;
}

// --- grouping, on the desk and on phones -----------------------------------------------------------------

/**
 * Choose notes, then what becomes of them.
 *
 * @param {ClusterView} view
 * @param {Act} act
 * @param {boolean} names Whether headings may be added and renamed here.
 * @param {Row[]} rows What was asked here and is on its way: those notes are shown where they are going.
 * @param {{leads?: boolean, touched?: Record<string, string>}} [more]
 */
function grouping(view, act, names, rows, { leads = false, touched = {} } = {}) {
  const going = goingTo(rows);
  const under = (/** @type {string} */ heading) =>
    inOrder(view.notes).filter(([id, note]) => (going[id] ?? note.heading) === heading);
  const headings = inOrder(view.headings);
  const full = headings.length >= view.max_headings;
  return html`<div class="grouping stack">
    <section class="cluster grouping-loose" aria-labelledby="loose" data-heading="">
      <div class="cluster-head">
        <h2 class="cluster-title" id="loose">${written(_("Not grouped yet"))}</h2>
        <span class="cluster-number">${view.ungrouped}</span>
      </div>
      ${choosable(view, under(""), act, leads, touched)}
      <button class="button" type="button" id="place-none" @click=${place(act, "")}>${_("Move the chosen here")}</button>
    </section>
    ${names && !full ? newHeading(act) : nothing}
    ${leads ? merging(act) : nothing}
    <div class="clusters">
      ${repeat(
        headings,
        ([id]) => id,
        ([id, heading], n) => html`<section class="cluster" data-cluster=${(n % colours) + 1} aria-labelledby="heading-${id}" data-heading=${id}>
          <div class="cluster-head">
            <h2 class="cluster-title" id="heading-${id}" lang=${langOf(heading.text)}>${worded(heading.text)}</h2>
            <span class="cluster-number">${heading.count}</span>
          </div>
          ${headingMarks(heading, touched[id])}
          ${choosable(view, under(id), act, leads, touched, heading.locked)}
          ${heading.locked && !leads
            ? nothing
            : html`<button
                class="button"
                type="button"
                id="place-${id}"
                aria-label=${_("Move the chosen under: {what}", { what: pick(heading.text) })}
                @click=${place(act, id)}
              >
                ${_("Move the chosen here")}
              </button>`}
          <div class="note-foot">
            ${names && !heading.locked ? headingTools(id, heading, headings, act, leads) : nothing} ${leads ? lock(id, heading, act) : nothing}
          </div>
        </section>`,
      )}
    </div>
  </div>`;
}

/**
 * @param {HeadingView} heading
 * @param {string | undefined} who Who of several leaders touched it last.
 */
function headingMarks(heading, who) {
  if (!heading.locked && !who) return nothing;
  return html`<p class="line quiet small">
    ${heading.locked ? html`${icon("lock-simple")} <span>${_("Locked")}</span>` : nothing} ${who ? html`<span>${who}</span>` : nothing}
  </p>`;
}

/**
 * @param {string} id
 * @param {HeadingView} heading
 * @param {Act} act
 */
function lock(id, heading, act) {
  return html`<button
    class="button button-quiet button-small"
    type="button"
    id="lock-${id}"
    aria-pressed=${heading.locked}
    aria-label=${_("Lock the heading: {what}", { what: pick(heading.text) })}
    @click=${() => act({ do: "LockHeading", heading: id, on: !heading.locked })}
  >
    ${icon(heading.locked ? "lock-simple" : "lock-simple-open")} ${heading.locked ? _("Unlock") : _("Lock")}
  </button>`;
}

/**
 * @param {ClusterView} view
 * @param {[string, ClusterNoteView][]} notes
 * @param {Act} act
 * @param {boolean} leads
 * @param {Record<string, string>} touched
 * @param {boolean} [locked] Then only leaders move what stands here.
 */
function choosable(view, notes, act, leads, touched, locked = false) {
  const isFixed = locked && !leads;
  return html`<ul class="notes">
    ${repeat(
      notes,
      ([id]) => id,
      ([id, note]) =>
        isFixed
          ? card(view, note)
          : html`<li>
              <label class="note note-choice" ?data-hidden=${note.hidden} @pointerdown=${carrying(id, act)}>
                <input type="checkbox" name="note" id="note-${id}" value=${id} />
                <span lang=${langOf(note.text)}>${worded(note.text)}${times(note)}${votesOf(view, note)}</span>
              </label>
              ${leads ? noteTools(id, note, act, touched[id]) : nothing}
            </li>`,
    )}
  </ul>`;
}

/**
 * Return the ids of the chosen notes, and choose them no more.
 *
 * @param {Event} event Of something in the same grouping.
 */
function taken(event) {
  const boxes = /** @type {Element} */ (event.target).closest(".grouping")?.querySelectorAll('input[name="note"]:checked');
  return [...(boxes ?? [])].map((box) => {
    const chosen = /** @type {HTMLInputElement} */ (box);
    chosen.checked = false;
    return chosen.value;
  });
}

/**
 * @param {Act} act
 * @param {string} heading
 */
function place(act, heading) {
  return (/** @type {Event} */ event) => {
    const notes = taken(event);
    if (notes.length) void act({ do: "PlaceNotes", notes, heading });
  };
}

/**
 * Carry a note to a heading, and with it those chosen if it is one of them.
 *
 * @param {string} id
 * @param {Act} act
 */
function carrying(id, act) {
  return (/** @type {PointerEvent} */ event) =>
    carry(event, "[data-heading]", (place) => {
      const box = document.getElementById(`note-${id}`);
      const chosen = box instanceof HTMLInputElement && box.checked ? taken(event) : [];
      void act({ do: "PlaceNotes", notes: [...new Set([id, ...chosen])], heading: place.dataset.heading ?? "" });
    });
}

/** @param {Act} act */
function newHeading(act) {
  const add = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const words = String(new FormData(form).get("heading")).trim();
    if (words) void act({ do: "AddHeading", text: { "": words }, notes: taken(event) });
    form.reset();
  };
  return html`<form class="line" @submit=${add}>
    <label class="aloud" for="heading-new">${_("A new heading")}</label>
    <input class="input" id="heading-new" name="heading" maxlength="120" placeholder=${_("A new heading")} required />
    <button class="button">${icon("plus")} ${_("Put the chosen under it")}</button>
  </form>`;
}

/** @param {Act} act Notes that say the same become one, and keep their words. */
function merging(act) {
  const merge = (/** @type {Event} */ event) => {
    const [into, ...notes] = taken(event);
    if (notes.length) void act({ do: "MergeNotes", notes, into });
  };
  return html`<div class="buttons">
    <button class="button button-small" type="button" id="merge" @click=${merge}>
      ${icon("arrows-merge")} ${_("The chosen say the same: make them one")}
    </button>
  </div>`;
}

/**
 * @param {string} id
 * @param {ClusterNoteView} note
 * @param {Act} act
 * @param {string} [who] Who of several leaders touched it last.
 */
function noteTools(id, note, act, who) {
  const merged = Object.entries(note.merged);
  return html`<div class="note-foot">
    ${merged.length
      ? html`<details class="note-change">
          <summary class="button button-quiet button-small" id="merged-${id}">
            ${ngettext("{n} says the same", "{n} say the same", merged.length)}
          </summary>
          <ul class="menu">
            ${merged.map(
              ([part, text]) => html`<li class="line">
                ${said(text)}
                <button class="button button-quiet button-small push" type="button" id="split-${part}" @click=${() => act({ do: "SplitNote", note: part })}>
                  ${icon("arrows-split")} ${_("Apart again")}
                </button>
              </li>`,
            )}
          </ul>
        </details>`
      : nothing}
    ${note.source === "paper" ? html`<span class="tag">${_("paper")}</span>` : nothing}
    ${who ? html`<span class="quiet small">${who}</span>` : nothing}
    <button
      class="button button-quiet button-small"
      type="button"
      id="hide-${id}"
      aria-label=${note.hidden ? _("Show again: {what}", { what: pick(note.text) }) : _("Hide: {what}", { what: pick(note.text) })}
      @click=${() => act({ do: "HideNote", note: id, on: !note.hidden })}
    >
      ${icon(note.hidden ? "eye" : "eye-slash")} ${note.hidden ? _("Show again") : _("Hide")}
    </button>
  </div>`;
}

/**
 * @param {string} id
 * @param {HeadingView} heading
 * @param {[string, HeadingView][]} headings
 * @param {Act} act
 * @param {boolean} leads
 */
function headingTools(id, heading, headings, act, leads) {
  const rename = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const words = String(new FormData(form).get("heading")).trim();
    const tag = Object.keys(heading.text)[0] ?? "";
    if (words && words !== heading.text[tag]) {
      void act({ do: "RenameHeading", heading: id, text: { ...heading.text, [tag]: words }, instead_of: heading.text });
    }
    form.closest("details")?.removeAttribute("open");
  };
  const merge = (/** @type {Event} */ event) => {
    const into = /** @type {HTMLSelectElement} */ (event.target).value;
    if (into) void act({ do: "MergeHeadings", heading: id, into });
  };
  return html`<details class="note-change">
    <summary class="button button-quiet button-small" id="name-${id}">${_("Change the heading")}</summary>
    <form class="stack stack-tight" @submit=${rename}>
      <input
        class="input"
        name="heading"
        id="rename-${id}"
        maxlength="120"
        aria-label=${_("Words of the heading")}
        required
        .defaultValue=${Object.values(heading.text)[0] ?? ""}
      />
      <div class="buttons">
        <button class="button button-small">${_("Save the change")}</button>
        ${leads || !heading.count
          ? html`<button class="button button-quiet button-small" type="button" @click=${() => act({ do: "RemoveHeading", heading: id })}>
              ${icon("trash")} ${_("Remove the heading")}
            </button>`
          : nothing}
      </div>
      ${headings.length > 1
        ? html`<label class="field">
            <span class="small">${_("Move all under")}</span>
            <select class="input" id="into-${id}" @change=${merge}>
              <option value="" selected></option>
              ${headings
                .filter(([other]) => other !== id)
                .map(([other, row]) => html`<option value=${other}>${pick(row.text)}</option>`)}
            </select>
          </label>`
        : nothing}
    </form>
  </details>`;
}

// --- the desk --------------------------------------------------------------------------------------------

/**
 * Notes that may say the same, a pair at a time: a person takes or leaves each, nothing is merged silently.
 *
 * @param {ClusterView} view
 * @param {Act} act
 * @param {Tools} tools
 */
function alike(view, act, { similar = [] }) {
  const whole = (/** @type {string} */ id) => id in view.notes;
  const pairs = similar.filter(({ notes: [one, other] }) => whole(one) && whole(other) && !view.apart[[one, other].sort().join(" ")]);
  if (!pairs.length) return nothing;
  const [one, other] = pairs[0].notes;
  return html`<section class="cluster similar stack stack-tight" aria-labelledby="similar">
    <h2 class="cluster-title" id="similar">${_("These say the same. Merge them?")}</h2>
    <ul class="notes">
      ${[one, other].map((id) => html`<li class="note" lang=${langOf(view.notes[id].text)}>${worded(view.notes[id].text)}${times(view.notes[id])}</li>`)}
    </ul>
    <div class="line">
      <button class="button button-small" type="button" id="similar-merge" @click=${() => act({ do: "MergeNotes", notes: [other], into: one })}>
        ${icon("arrows-merge")} ${_("Merge")}
      </button>
      <button class="button button-small" type="button" id="similar-apart" @click=${() => act({ do: "DismissSimilar", one, other })}>
        ${icon("arrows-split")} ${_("Not the same")}
      </button>
      ${pairs.length > 1 ? html`<span class="quiet small push">${ngettext("{n} more pair", "{n} more pairs", pairs.length - 1)}</span>` : nothing}
    </div>
  </section>`;
}

/**
 * @param {ClusterView} view
 * @param {Act} act
 * @param {ActivityView} [_activity]
 * @param {Tools} [tools]
 */
export function desk(view, act, _activity, tools) {  const add = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const text = String(new FormData(form).get("text")).trim();
    if (text) void act({ do: "AddPaperNote", text });
    form.reset();
  };
  const kept = hiddenWords(view.kept_back);
  return html`<p class="quiet">
      ${ngettext("{n} note", "{n} notes", view.count)} · ${ngettext("{n} not grouped", "{n} not grouped", view.ungrouped)}${kept ? ` · ${kept}` : ""}
      ${view.open_to_all ? html`· ${_("everyone groups on their phones")}` : nothing}
    </p>
    ${tools ? alike(view, act, tools) : nothing}
    ${grouping(view, act, !view.fixed, [], { leads: true, touched: tools?.touched ?? {} })}
    <details class="fold" id="paper">
      <summary>${_("Add a note from paper")}</summary>
      <form class="stack" @submit=${add}>
        <div class="field">
          <label for="paper-text">${_("Words on the paper")}</label>
          <textarea class="input" id="paper-text" name="text" maxlength="1000" required></textarea>
        </div>
        <div class="buttons"><button class="button">${icon("plus")} ${_("Add the note")}</button></div>
      </form>
    </details>`;
}
