/**
 * Fields that edit what others may edit too: each saves when one leaves it, and follows the view while one is not in it.
 *
 * The view is bound to the default value only, so that nothing typed is ever overwritten; `Fields.follow` brings
 * a field that nobody is in back to the view, once what was typed in it has been answered.
 */
import { html, nothing } from "./html.js";
import { _ } from "./i18n.js";
import { describedBy, faultLine, isWrong } from "./planner-faults.js";
import { clockFrom, linesOf, minutesFrom, textsOf, worded } from "./planner-plan.js";

/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {Record<string, string>} Text */
/** @typedef {(event: Event, command: Record<string, any>) => void} Change */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/** The fields of one screen, and what was typed in them and is on its way. */
export class Fields {
  /** @type {Map<Field, {id: string, savedAt: number}>} */ #sent = new Map();
  /** @type {(command: Record<string, any>) => Promise<string>} */ #act;
  /** @type {Outbox} */ #outbox;

  /**
   * @param {(command: Record<string, any>) => Promise<string>} act
   * @param {Outbox} outbox
   */
  constructor(act, outbox) {
    this.#act = act;
    this.#outbox = outbox;
  }

  /** @type {Change} */
  change = (event, command) => {
    const field = /** @type {Field} */ (event.target);
    const sent = { id: "", savedAt: 0 };
    this.#sent.set(field, sent);
    void this.#act(command).then((id) => {
      sent.id = id;
    });
  };

  /**
   * Bring the fields in *root* that nobody is in back to the view.
   *
   * @param {HTMLElement} root
   * @param {number} [now] Milliseconds of any clock.
   */
  follow(root, now = Date.now()) {
    for (const field of root.querySelectorAll("[data-kept]")) {
      const kept = /** @type {Field} */ (field);
      if (isAsTheView(kept)) this.#sent.delete(kept);
      else if (kept !== document.activeElement && !this.#isOnItsWay(kept, now)) takeTheView(kept);
    }
    for (const field of this.#sent.keys()) if (!field.isConnected) this.#sent.delete(field);
  }

  /**
   * @param {Field} field
   * @param {number} now
   */
  #isOnItsWay(field, now) {
    const sent = this.#sent.get(field);
    if (!sent) return false;
    const state = this.#outbox.get(sent.id)?.state;
    // What was refused stays as typed until its notice is closed: its writer may want to mend it.
    if (!sent.id || state === "waiting" || state === "refused") return true;
    sent.savedAt ||= now;
    // The answer may be a moment ahead of the view.
    if (now - sent.savedAt < 1_500) return true;
    this.#sent.delete(field);
    return false;
  }
}

/** @param {Field} field */
function isAsTheView(field) {
  if (field instanceof HTMLSelectElement) return [...field.options].every((o) => o.selected === o.defaultSelected);
  if (isTicked(field)) return field.checked === field.defaultChecked;
  return field.value === field.defaultValue;
}

/** @param {Field} field */
function takeTheView(field) {
  if (field instanceof HTMLSelectElement) for (const option of field.options) option.selected = option.defaultSelected;
  else if (isTicked(field)) field.checked = field.defaultChecked;
  else field.value = field.defaultValue;
}

/**
 * @param {Field} field
 * @returns {field is HTMLInputElement}
 */
function isTicked(field) {
  return field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
}

// --- drawn -----------------------------------------------------------------------------------------------

/**
 * A text in each of the workshop's languages.
 *
 * @param {object} field
 * @param {string} field.id
 * @param {string} field.label
 * @param {Text} field.text
 * @param {readonly string[]} field.languages
 * @param {(event: Event, text: Text) => void} field.save
 * @param {boolean} [field.long] A field of several lines.
 * @param {string} [field.help]
 * @param {number} [field.most]
 */
export function textField({ id, label, text, languages, save, long = false, help = "", most = 4000 }) {
  return languages.map((lang, n) => {
    const own = `${id}-${lang}`;
    const described = describedBy(own, help && n === 0 ? `${own}-help` : "");
    const changed = (/** @type {Event} */ event) =>
      save(event, worded(text, lang, /** @type {HTMLInputElement} */ (event.target).value));
    return html`<div class="field">
      <label for=${own}>${label} ${languages.length > 1 ? html`<span class="tag">${lang}</span>` : nothing}</label>
      ${long
        ? html`<textarea
            class="input input-low"
            id=${own}
            lang=${lang}
            maxlength=${most}
            data-kept
            aria-describedby=${described}
            aria-invalid=${isWrong(own)}
            .defaultValue=${text[lang] ?? ""}
            @change=${changed}
          ></textarea>`
        : html`<input
            class="input"
            id=${own}
            lang=${lang}
            maxlength=${most}
            autocomplete="off"
            data-kept
            aria-describedby=${described}
            aria-invalid=${isWrong(own)}
            .defaultValue=${text[lang] ?? ""}
            @change=${changed}
          />`}
      ${faultLine(own)}
      ${help && n === 0 ? html`<p class="field-help" id="${own}-help">${help}</p>` : nothing}
    </div>`;
  });
}

/**
 * A list of texts: one on a line, in each of the workshop's languages.
 *
 * @param {object} field
 * @param {string} field.id
 * @param {string} field.label
 * @param {Text[]} field.texts
 * @param {readonly string[]} field.languages
 * @param {(event: Event, texts: Text[]) => void} field.save
 * @param {string} [field.help]
 */
export function listField({ id, label, texts, languages, save, help = "" }) {
  // Words of no stated language (a copied note, a number) are edited as the first language's.
  const known = texts.map((text) => (text[""] ? worded(worded(text, languages[0], text[""]), "", "") : text));
  return languages.map((lang) => {
    const own = `${id}-${lang}`;
    return html`<div class="field">
      <label for=${own}>${label} ${languages.length > 1 ? html`<span class="tag">${lang}</span>` : nothing}</label>
      <textarea
        class="input input-low"
        id=${own}
        lang=${lang}
        data-kept
        aria-describedby=${describedBy(own, `${own}-help`)}
        aria-invalid=${isWrong(own)}
        .defaultValue=${linesOf(known, lang)}
        @change=${(/** @type {Event} */ event) =>
          save(event, textsOf(known, lang, /** @type {HTMLTextAreaElement} */ (event.target).value))}
      ></textarea>
      ${faultLine(own)}
      <p class="field-help" id="${own}-help">${help} ${_("One on a line.")}</p>
    </div>`;
  });
}

/**
 * A word or two in no particular language: a name, a place.
 *
 * @param {object} field
 * @param {string} field.id
 * @param {string} field.label
 * @param {string} field.value
 * @param {(event: Event, value: string) => void} field.save
 * @param {string} [field.type] Of the input.
 * @param {string} [field.help]
 * @param {number} [field.most]
 * @param {boolean} [field.long]
 * @param {boolean} [field.disabled]
 * @param {string} [field.list] Id of a `<datalist>` with words to choose from.
 */
export function wordField({ id, label, value, save, type = "text", help = "", most = 200, long = false, disabled = false, list = "" }) {
  const changed = (/** @type {Event} */ event) => save(event, /** @type {HTMLInputElement} */ (event.target).value.trim());
  const described = describedBy(id, help ? `${id}-help` : "");
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${long
      ? html`<textarea
          class="input input-low"
          id=${id}
          maxlength=${most}
          data-kept
          aria-describedby=${described}
          aria-invalid=${isWrong(id)}
          .defaultValue=${value}
          @change=${changed}
        ></textarea>`
      : html`<input
          class="input"
          id=${id}
          type=${type}
          list=${list || nothing}
          maxlength=${type === "text" ? most : nothing}
          autocomplete="off"
          data-kept
          ?disabled=${disabled}
          aria-describedby=${described}
          aria-invalid=${isWrong(id)}
          .defaultValue=${value}
          @change=${changed}
        />`}
    ${faultLine(id)} ${help ? html`<p class="field-help" id="${id}-help">${help}</p>` : nothing}
  </div>`;
}

/**
 * @param {object} field
 * @param {string} field.id
 * @param {string} field.label
 * @param {number} field.value
 * @param {(event: Event, value: number) => void} field.save
 * @param {number} [field.least]
 * @param {number} [field.most]
 * @param {number} [field.step]
 * @param {string} [field.help]
 * @param {boolean} [field.zeroIsEmpty] Whether 0 means that nobody has said: then the field is empty.
 */
export function numberField({ id, label, value, save, least = 0, most = 100_000, step = 1, help = "", zeroIsEmpty = false }) {
  const changed = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    // What is no number has an empty value too, and is not taken for emptied.
    const number = zeroIsEmpty && !field.value && !field.validity.badInput ? 0 : field.valueAsNumber;
    // A number that is none, or out of bounds, goes back to what it was: the browser has said what it may be.
    if (Number.isFinite(number) && field.checkValidity()) save(event, number);
    else field.reportValidity();
  };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      class="input input-short"
      id=${id}
      type="number"
      inputmode="numeric"
      min=${least}
      max=${most}
      step=${step}
      data-kept
      aria-describedby=${describedBy(id, help ? `${id}-help` : "")}
      aria-invalid=${isWrong(id)}
      .defaultValue=${zeroIsEmpty && !value ? "" : String(value)}
      @change=${changed}
    />
    ${faultLine(id)} ${help ? html`<p class="field-help" id="${id}-help">${help}</p>` : nothing}
  </div>`;
}

/**
 * @param {object} field
 * @param {string} field.id
 * @param {string} field.label
 * @param {number} field.minutes From midnight; -1 is no time.
 * @param {(event: Event, minutes: number | null) => void} field.save
 * @param {string} [field.help]
 */
export function clockField({ id, label, minutes, save, help = "" }) {
  return wordField({
    id,
    label,
    type: "time",
    value: clockFrom(minutes),
    help,
    save: (event, clock) => save(event, minutesFrom(clock)),
  });
}

/**
 * @param {object} field
 * @param {string} field.id
 * @param {string} field.label
 * @param {boolean} field.on
 * @param {(event: Event, on: boolean) => void} field.save
 * @param {string} [field.help]
 */
export function checkField({ id, label, on, save, help = "" }) {
  return html`<div class="field">
    <label class="check" for=${id}>
      <input
        id=${id}
        type="checkbox"
        data-kept
        aria-describedby=${describedBy(id, help ? `${id}-help` : "")}
        aria-invalid=${isWrong(id)}
        .defaultChecked=${on}
        @change=${(/** @type {Event} */ event) => save(event, /** @type {HTMLInputElement} */ (event.target).checked)}
      />
      ${label}
    </label>
    ${faultLine(id)} ${help ? html`<p class="field-help" id="${id}-help">${help}</p>` : nothing}
  </div>`;
}

/**
 * @param {object} field
 * @param {string} field.id
 * @param {string} field.label
 * @param {string} field.value
 * @param {[string, string][]} field.options Value and words.
 * @param {(event: Event, value: string) => void} field.save
 * @param {string} [field.help]
 * @param {boolean} [field.disabled]
 */
export function choiceField({ id, label, value, options, save, help = "", disabled = false }) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select
      class="input"
      id=${id}
      data-kept
      ?disabled=${disabled}
      aria-describedby=${describedBy(id, help ? `${id}-help` : "")}
      aria-invalid=${isWrong(id)}
      @change=${(/** @type {Event} */ event) => save(event, /** @type {HTMLSelectElement} */ (event.target).value)}
    >
      ${options.map(([name, words]) => html`<option value=${name} .defaultSelected=${name === value}>${words}</option>`)}
    </select>
    ${faultLine(id)} ${help ? html`<p class="field-help" id="${id}-help">${help}</p>` : nothing}
  </div>`;
}
