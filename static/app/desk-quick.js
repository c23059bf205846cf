/** A quick question: one prompt, one kind, on the board and on all phones in ten seconds. */
import { html, nothing } from "./html.js";
import { _, language } from "./i18n.js";
import { closeDialog } from "./desk-frame.js";
import { quickQuestion } from "./desk-moves.js";
import { identityWords } from "./desk-words.js";
import { icon } from "./parts.js";

/** @typedef {import("./views.js").DeskView} DeskView */

/**
 * @param {DeskView} view
 * @param {{lead: (command: Record<string, any>) => void, shape: string, choose: (shape: string) => void}} tools
 */
export function quickDialog(view, { lead, shape, choose }) {
  const lang = view.languages.includes(language()) ? language() : view.languages[0];
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const said = new FormData(form);
    const read = (/** @type {string} */ name) => String(said.get(name) ?? "");
    const command = quickQuestion(
      {
        prompt: read("prompt"),
        shape: read("shape"),
        options: read("options"),
        identity: read("identity") || "anonymous",
        minutes: Number(read("minutes")) || 0,
      },
      lang,
    );
    if (!command) return;
    closeDialog("desk-quick");
    form.reset();
    lead(command);
  };
  const option = (/** @type {string} */ value, /** @type {string} */ words) =>
    html`<option value=${value} ?selected=${shape === value}>${words}</option>`;
  return html`<dialog class="dialog" id="desk-quick" aria-labelledby="desk-quick-title">
    <form class="dialog-body" @submit=${send}>
      <h2 id="desk-quick-title">${_("A quick question")}</h2>
      <div class="field">
        <label for="quick-prompt">${_("What do you ask?")}</label>
        <textarea class="input" id="quick-prompt" name="prompt" lang=${lang} required maxlength="500" autofocus></textarea>
      </div>
      <div class="fields">
        <div class="field">
          <label for="quick-shape">${_("How do they answer?")}</label>
          <select
            class="input"
            id="quick-shape"
            name="shape"
            @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}
          >
            ${option("notes", _("Notes"))} ${option("cloud", _("A word cloud"))} ${option("choice", _("Choosing one"))}
            ${option("scale", _("A scale from 1 to 5"))} ${option("show", _("Not at all: only show it"))}
          </select>
        </div>
        <div class="field">
          <label for="quick-minutes">${_("Minutes")}</label>
          <input class="input" id="quick-minutes" name="minutes" type="number" min="0" max="120" value="3" />
        </div>
      </div>
      ${shape === "choice"
        ? html`<div class="field">
            <label for="quick-options">${_("The choices, one on a line")}</label>
            <textarea class="input" id="quick-options" name="options" lang=${lang} required></textarea>
          </div>`
        : nothing}
      ${shape === "show"
        ? nothing
        : html`<div class="field">
            <label for="quick-identity">${_("Who sees the names?")}</label>
            <select class="input" id="quick-identity" name="identity">
              ${["anonymous", "nickname", "facilitator", "named"].map(
                (mode) => html`<option value=${mode}>${identityWords(mode)}</option>`,
              )}
            </select>
          </div>`}
      <div class="buttons">
        <button class="button" id="quick-send">${icon("paper-plane-tilt")} ${_("Ask now")}</button>
        <button class="button button-quiet" type="button" @click=${() => closeDialog("desk-quick")}>${_("Cancel")}</button>
      </div>
    </form>
  </dialog>`;
}
