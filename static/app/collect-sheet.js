/** A sheet that goes round, on the phone: what is on it, and the lines to be filled in this round. */
import { plainWords } from "./collect-wall.js";
import { html, nothing, repeat } from "./html.js";
import { _, ngettext, pgettext } from "./i18n.js";
import { inOrder, status } from "./parts.js";

/** @typedef {import("./views.js").CollectView} CollectView */
/** @typedef {import("./views.js").MyNotes} MyNotes */
/** @typedef {import("./views.js").ActivityView} ActivityView */
/** @typedef {import("./parts.js").Act} Act */
/** @typedef {import("./parts.js").Tools} Tools */
/** @typedef {import("./collect-own.js").Own} Own */

/** For whom a sheet has been asked: once is enough. @type {Set<string>} */
const asked = new Set();

/**
 * Ask for a sheet where one has none yet.
 *
 * @param {MyNotes} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function askForSheet(mine, act, activity, tools) {
  const key = `${activity.id} ${activity.run} ${tools.person ?? ""}`;
  if (!mine.sheet || mine.sheet.id || activity.stage !== "open" || asked.has(key)) return;
  asked.add(key);
  // Not while drawing: what is asked is drawn too.
  queueMicrotask(() => void act({ do: "TakeSheet" }));
}

/**
 * Draw the sheet one has.
 *
 * @param {CollectView} view
 * @param {MyNotes} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 * @param {Map<string, Own>} own
 */
export function sheet(view, mine, act, activity, tools, own) {
  askForSheet(mine, act, activity, tools);
  tools.signal?.(`round-${view.round}`);
  const { id = "", number = 0, ideas = {} } = mine.sheet ?? {};
  const now = [...own].filter(([, note]) => note.round === view.round);
  const place = _("round {n}/{of}", { n: view.round, of: view.pass_on });
  const before = inOrder(ideas);
  return html`<section class="stack" aria-labelledby="sheet-${activity.id}">
    <h2 id="sheet-${activity.id}">${number ? _("Sheet {n}", { n: number }) : _("Your own sheet")} · ${place}</h2>
    ${before.length
      ? html`<p class="field-help">${_("On it already. Continue from these, or write something of your own.")}</p>
          <ul class="notes notes-list">${before.map(([, idea]) => html`<li class="note">${plainWords(idea.text)}</li>`)}</ul>`
      : view.round > 1 && id
        ? html`<p class="quiet">${_("Nothing on it yet.")}</p>`
        : nothing}
    ${now.length
      ? html`<ul class="notes notes-list">
          ${repeat(
            now,
            ([key]) => key,
            ([key, note]) => html`<li class="note" id="idea-${key}">
              ${plainWords(note.text)}
              <div class="note-foot">
                ${status(note.isKept ? "saved" : "waiting")}
                <button class="button button-quiet" type="button" @click=${() => act({ do: "WithdrawNote", note: key })}>
                  ${_("Take the idea away")}
                </button>
              </div>
            </li>`,
          )}
        </ul>`
      : nothing}
    ${lines(view, id, act, activity, tools, linesLeft(view, mine, own))}
  </section>`;
}

/**
 * Return how many ideas one may still write in this round.
 *
 * @param {CollectView} view
 * @param {MyNotes} mine
 * @param {Map<string, Own>} own
 */
export function linesLeft(view, mine, own) {
  const written = [...own.values()].filter((note) => note.round === view.round).length;
  return Math.max(0, Math.min(view.ideas_per_round - written, mine.left ?? view.ideas_per_round));
}

/**
 * @param {CollectView} view
 * @param {string} id
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 * @param {number} left
 */
function lines(view, id, act, activity, tools, left) {
  if (!left) return html`<p>${_("All is written on this sheet. The next one comes when the round ends.")}</p>`;
  const keys = Array.from({ length: left }, (_each, n) => `idea-${n}/${activity.id}`);
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const fields = /** @type {HTMLTextAreaElement[]} */ ([...form.querySelectorAll("textarea")]);
    const said = fields.map((field) => field.value.trim());
    if (!said.some(Boolean) || said.some((text) => text.length > view.max_length)) return fields[0].focus();
    for (const text of said.filter(Boolean)) void act({ do: "PostNote", text, sheet: id });
    fields.forEach((field) => (field.value = ""));
    keys.forEach((key) => tools.saveDraft(key, ""));
  };
  return html`<form class="stack" id="task" @submit=${send}>
    ${keys.map((key, n) => {
      const length = tools.draft(key).length;
      return html`<div class="field">
        <label for="idea-text-${n}">${left > 1 ? _("Idea {n}", { n: n + 1 }) : _("Your idea")}</label>
        <textarea
          class="input"
          id="idea-text-${n}"
          rows="2"
          aria-describedby="who"
          aria-invalid=${length > view.max_length}
          .defaultValue=${tools.draft(key)}
          @input=${(/** @type {InputEvent} */ event) => tools.saveDraft(key, /** @type {HTMLTextAreaElement} */ (event.target).value)}
        ></textarea>
        ${length > view.max_length
          ? html`<p class="field-error">${pgettext("refusal", "too_long", { most: view.max_length })}</p>`
          : nothing}
      </div>`;
    })}
    <p class="field-help">${ngettext("{n} idea fits on this sheet now.", "{n} ideas fit on this sheet now.", left)}</p>
  </form>`;
}
