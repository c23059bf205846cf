/** Adding to the agenda: an empty block, a break, or a copy of a method. */
import { html, nothing } from "./html.js";
import { _, pick, pickLanguage } from "./i18n.js";
import { closeDialog } from "./desk-frame.js";
import { minutesWords } from "./desk-words.js";
import { icon } from "./parts.js";
import { breakBlock, emptyBlock, methodsFor } from "./planner-plan.js";

/** @typedef {import("./views.js").DeskView} DeskView */

/**
 * @param {DeskView} view
 * @param {object} tools
 * @param {import("./planner-plan.js").MethodLine[]} tools.methods
 * @param {string} tools.sought
 * @param {(sought: string) => void} tools.seek
 * @param {(block: Record<string, any>) => void} tools.add
 */
export function addDialog(view, { methods, sought, seek, add }) {
  const found = methodsFor(methods, sought);
  const take = (/** @type {Record<string, any>} */ block) => () => {
    closeDialog("add-block");
    add(block);
  };
  const breakTitle = Object.fromEntries(view.languages.map((lang) => [lang, breakWords(lang)]));
  return html`<dialog class="dialog" id="add-block" aria-labelledby="add-block-title">
    <div class="dialog-body">
      <div class="panel-head">
        <h2 id="add-block-title">${_("Add to the agenda")}</h2>
        <button class="button button-quiet" @click=${() => closeDialog("add-block")}>${icon("x")} ${_("Close")}</button>
      </div>
      <div class="buttons">
        <button class="button" id="add-empty" @click=${take(emptyBlock())}>${icon("plus")} ${_("An empty block")}</button>
        <button class="button" id="add-break" @click=${take(breakBlock(breakTitle))}>
          ${icon("coffee")} ${_("A break")}
        </button>
      </div>
      ${methods.length
        ? html`<div class="field">
              <label for="seek-method">${_("Or a method")}</label>
              <input
                class="input"
                id="seek-method"
                type="search"
                autocomplete="off"
                placeholder=${_("Name, theme or purpose")}
                @input=${(/** @type {Event} */ event) => seek(/** @type {HTMLInputElement} */ (event.target).value)}
              />
            </div>
            ${found.length
              ? html`<ul class="menu">
                  ${found.map(
                    (method) => html`<li>
                      <button class="menu-row" id="method-${method.slug}" @click=${take(method.block)}>
                        <span class="method-words">
                          <span lang=${pickLanguage(method.name) || nothing}>${pick(method.name)}</span>
                          <span class="quiet small" lang=${pickLanguage(method.purpose) || nothing}>
                            ${pick(method.purpose)}
                          </span>
                        </span>
                        <span class="push number">${minutesWords(method.minutes)}</span>
                      </button>
                    </li>`,
                  )}
                </ul>`
              : html`<p class="quiet">${_("No method has these words.")}</p>`}`
        : nothing}
    </div>
  </dialog>`;
}

/**
 * The facilitator's words, not the screen's: a break is called so in each of the workshop's languages.
 *
 * @param {string} lang
 */
function breakWords(lang) {
  return { fi: "Tauko", sv: "Paus", en: "Break" }[lang] ?? "Break";
}
