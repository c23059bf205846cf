/** A quick question: one prompt, any kind of task, on the board and on all phones in ten seconds. */
import { html, nothing, repeat } from "./html.js";
import { _, language } from "./i18n.js";
import { quickQuestion, shapes } from "./desk-ask.js";
import { closeDialog } from "./desk-frame.js";
import { identityWords } from "./desk-words.js";
import { icon } from "./parts.js";

/** @typedef {import("./views.js").DeskView} DeskView */

/**
 * @param {DeskView} view
 * @param {{lead: (command: Record<string, any>) => void, shape: string, choose: (shape: string) => void}} tools
 */
export function quickDialog(view, { lead, shape, choose }) {
  const lang = view.languages.includes(language()) ? language() : view.languages[0];
  const { kind, takes, lines } = shapes[shape];
  // An action without a name is nobody's.
  const modes = first(view.identities[kind] ?? [], kind === "commit" ? "named" : "");
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const command = quickQuestion(asked(new FormData(form), shape, modes[0] ?? "anonymous"), lang);
    if (!command) return;
    closeDialog("desk-quick");
    form.reset();
    choose("notes");
    lead(command);
  };
  return html`<dialog class="dialog" id="desk-quick" aria-labelledby="desk-quick-title">
    <form class="dialog-body" @submit=${send}>
      <h2 id="desk-quick-title">${_("A quick question")}</h2>
      <div class="field">
        <label for="quick-prompt">${promptWords(shape)}</label>
        <textarea class="input" id="quick-prompt" name="prompt" lang=${lang} required maxlength="500" autofocus></textarea>
      </div>
      <div class="fields quick-how">${shapeField(shape, choose)} ${minutesField(shape)}</div>
      ${takes ? linesField(shape, lang, lines > 0) : nothing} ${shape === "matrix" ? axisFields(lang) : nothing}
      ${shape === "show" || modes.length < 2 ? nothing : repeat([kind], String, () => identityField(modes))}
      <div class="buttons">
        <button class="button" id="quick-send">${icon("paper-plane-tilt")} ${_("Ask now")}</button>
        <button class="button button-quiet" type="button" @click=${() => closeDialog("desk-quick")}>${_("Cancel")}</button>
      </div>
    </form>
  </dialog>`;
}

/**
 * @param {readonly string[]} modes
 * @param {string} usual
 */
function first(modes, usual) {
  return modes.includes(usual) ? [usual, ...modes.filter((mode) => mode !== usual)] : modes;
}

/**
 * @param {FormData} said
 * @param {string} shape
 * @param {string} usual How the kind treats names by its own choice.
 */
function asked(said, shape, usual) {
  const read = (/** @type {string} */ name) => String(said.get(name) ?? "");
  return {
    prompt: read("prompt"),
    shape,
    options: read("options"),
    identity: read("identity") || usual,
    minutes: Number(read("minutes")) || 0,
    across: read("across").trim(),
    upwards: read("upwards").trim(),
    support: _("Do you support this?"),
  };
}

/** @param {string} shape */
function promptWords(shape) {
  switch (shape) {
    case "consent":
      return _("What do you propose?");
    case "show":
      return _("What do you show?");
    case "pairs":
    case "fours":
    case "round":
      return _("What is talked about?");
    default:
      return _("What do you ask?");
  }
}

/**
 * @param {string} shape
 * @param {(shape: string) => void} choose
 */
function shapeField(shape, choose) {
  const option = (/** @type {string} */ value, /** @type {string} */ words) =>
    html`<option value=${value} ?selected=${shape === value}>${words}</option>`;
  return html`<div class="field">
    <label for="quick-shape">${_("How do they answer?")}</label>
    <select
      class="input"
      id="quick-shape"
      name="shape"
      .value=${shape}
      @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}
    >
      <optgroup label=${_("By writing")}>
        ${option("notes", _("Notes"))} ${option("cloud", _("A word cloud"))} ${option("form", _("A few questions"))}
        ${option("actions", _("Actions: who does what"))}
      </optgroup>
      <optgroup label=${_("By choosing")}>
        ${option("choice", _("Choosing one"))} ${option("dots", _("Three dots each"))}
        ${option("scale", _("A scale from 1 to 5"))} ${option("rate", _("A scale from 0 to 10"))}
        ${option("rank", _("Putting in order"))} ${option("matrix", _("Placing on two axes"))}
        ${option("consent", _("Support for a proposal, 0 to 5"))}
      </optgroup>
      <optgroup label=${_("By talking")}>
        ${option("pairs", _("Pairs, three rounds"))} ${option("fours", _("Groups of four"))}
        ${option("round", _("A round, a minute each"))}
      </optgroup>
      <optgroup label=${_("On the board")}>
        ${option("headings", _("Grouping notes from paper"))} ${option("show", _("Not at all: only show it"))}
      </optgroup>
    </select>
  </div>`;
}

/**
 * Made anew for each kind, so that its own choice is the one that stands there.
 *
 * @param {readonly string[]} modes
 */
function identityField(modes) {
  return html`<div class="field">
    <label for="quick-identity">${_("Who sees the names?")}</label>
    <select class="input" id="quick-identity" name="identity">
      ${modes.map((mode) => html`<option value=${mode}>${identityWords(mode)}</option>`)}
    </select>
  </div>`;
}

/** @param {string} shape */
function minutesField(shape) {
  // A round and pairs have clocks of their own.
  const minutes = shape === "round" || shape === "pairs" ? "0" : "3";
  return html`<div class="field">
    <label for="quick-minutes">${_("Minutes")}</label>
    <input class="input" id="quick-minutes" name="minutes" type="number" min="0" max="120" .defaultValue=${minutes} />
  </div>`;
}

/**
 * @param {string} shape
 * @param {string} lang
 * @param {boolean} required
 */
function linesField(shape, lang, required) {
  return html`<div class="field">
    <label for="quick-options">${linesWords(shape)}</label>
    <textarea class="input" id="quick-options" name="options" lang=${lang} ?required=${required}></textarea>
  </div>`;
}

/** @param {string} shape */
function linesWords(shape) {
  switch (shape) {
    case "form":
      return _("The questions, one on a line");
    case "rank":
      return _("What is put in order, one on a line");
    case "matrix":
      return _("What is placed, one on a line");
    case "headings":
      return _("The headings, one on a line");
    default:
      return _("The choices, one on a line");
  }
}

/** @param {string} lang */
function axisFields(lang) {
  const axis = (/** @type {string} */ name, /** @type {string} */ words, /** @type {string} */ usual) =>
    html`<div class="field">
      <label for="quick-${name}">${words}</label>
      <input class="input" id="quick-${name}" name=${name} lang=${lang} maxlength="80" .defaultValue=${usual} />
    </div>`;
  return html`<div class="fields">
    ${axis("across", _("From left to right"), _("Effort"))} ${axis("upwards", _("From bottom to top"), _("Effect"))}
  </div>`;
}
