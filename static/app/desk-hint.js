/** The co-pilot's one line on the desk, and when it may speak. No sound, no colour of alarm; one press sends it away. */
import { html, nothing } from "./html.js";
import { _, ngettext } from "./i18n.js";
import { closeDialog } from "./desk-frame.js";
import { blockWords } from "./desk-words.js";
import { icon } from "./parts.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./copilot.js").Hint} Hint */

/**
 * @param {DeskView} view
 * @param {Hint | undefined} hint
 * @param {{lead: (command: Record<string, any>) => void, dismiss: (key: string) => void}} tools
 */
export function hintLine(view, hint, { lead, dismiss }) {
  // Always there: a region that is read aloud must exist before its words.
  return html`<div class="hint-place" role="status">
    ${hint
      ? html`<div class="hint" data-hint=${hint.code}>
          ${icon("lightbulb")}
          <p>${hintWords(view, hint)}</p>
          ${hint.code === "behind"
            ? html`<button class="button button-small" id="shorten" @click=${() => lead(shortening(view, hint))}>
                ${_("Shorten them")}
              </button>`
            : nothing}
          <button
            class="button button-small button-quiet"
            id="hint-away"
            aria-label=${_("Take the hint away")}
            @click=${() => dismiss(hint.key)}
          >
            ${icon("x")}
          </button>
        </div>`
      : nothing}
  </div>`;
}

/**
 * @param {DeskView} view
 * @param {Hint} hint
 */
function hintWords(view, { code, facts }) {
  switch (code) {
    case "done":
      return facts.all ? _("All {of} are done", { of: facts.of }) : _("{done} / {of} done", { done: facts.done, of: facts.of });
    case "quiet":
      return quietWords(facts.minutes, facts.writes);
    case "silent":
      return ngettext("{n} phone has not taken part", "{n} phones have not taken part", facts.n);
    case "split":
      return _("Opinions are split in two. Let both sides be heard.");
    default:
      return behindWords(view, facts);
  }
}

/**
 * @param {number} minutes
 * @param {boolean} writes
 */
function quietWords(minutes, writes) {
  if (minutes < 1) return writes ? _("No new notes for a while") : _("No new answers for a while");
  return writes
    ? ngettext("No new notes for {n} min", "No new notes for {n} min", minutes)
    : ngettext("No new answers for {n} min", "No new answers for {n} min", minutes);
}

/**
 * @param {DeskView} view
 * @param {Record<string, any>} facts
 */
function behindWords(view, { minutes, before, cuts }) {
  const list = cuts
    .map((/** @type {any} */ cut) => _("{what} by {n}", { what: blockWords(view.blocks[cut.block]), n: cut.by }))
    .join(", ");
  if (!before) return _("{n} min behind: shorten {list}", { n: minutes, list });
  return _("{what} starts {n} min late: shorten {list}", { what: blockWords(view.blocks[before]), n: minutes, list });
}

/**
 * @param {DeskView} view
 * @param {Hint} hint
 */
function shortening(view, { facts }) {
  /** @type {{block: string, minutes: number}[]} */ const cuts = facts.cuts;
  return {
    do: "ShortenBlocks",
    cuts: Object.fromEntries(cuts.map(({ block, minutes }) => [block, minutes])),
    back: Object.fromEntries(cuts.map(({ block }) => [block, view.blocks[block].minutes])),
  };
}

/**
 * Draw when the co-pilot speaks: the workshop's own thresholds.
 *
 * @param {DeskView} view
 * @param {(command: Record<string, any>) => void} lead
 */
export function hintsDialog(view, lead) {
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const said = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const copilot = Object.fromEntries([...said].map(([name, number]) => [name, Math.round(Number(number)) || 0]));
    closeDialog("desk-hints");
    lead({ do: "EditWorkshop", copilot });
  };
  const field = (/** @type {keyof DeskView["copilot"]} */ name, /** @type {string} */ words, /** @type {number} */ most) =>
    html`<div class="field hint-field">
      <label for="hint-${name}">${words}</label>
      <input
        class="input"
        id="hint-${name}"
        name=${name}
        type="number"
        min="0"
        max=${most}
        .defaultValue=${String(view.copilot[name])}
      />
    </div>`;
  return html`<dialog class="dialog" id="desk-hints" aria-labelledby="desk-hints-title">
    <form class="dialog-body" @submit=${save}>
      <h2 id="desk-hints-title">${_("When hints are given")}</h2>
      <p class="quiet">${_("Only you see them, and they say numbers, never who. 0 turns a hint off.")}</p>
      ${field("done_percent", _("So many per cent are done"), 100)}
      ${field("quiet_s", _("Nothing new for so many seconds"), 3600)}
      ${field("silent_phones", _("So many phones have not taken part"), 1000)}
      ${field("split_percent", _("Per cent at each end of a scale"), 100)}
      ${field("behind_minutes", _("So many minutes behind"), 600)}
      ${field("alike_notes", _("Similar notes are looked for from so many notes on"), 1000)}
      <div class="buttons">
        <button class="button" id="hints-save">${_("Give hints so")}</button>
        <button class="button button-quiet" type="button" @click=${() => closeDialog("desk-hints")}>${_("Cancel")}</button>
      </div>
    </form>
  </dialog>`;
}
