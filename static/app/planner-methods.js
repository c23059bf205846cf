/** Methods where one chooses what to add: the filters, and each method as a line that is pressed to add it. */
import { html, nothing } from "./html.js";
import { _, ngettext } from "./i18n.js";
import { minutesWords } from "./desk-words.js";
import { icon } from "./parts.js";

/**
 * @typedef {object} MethodLine What the server tells of a method, in the reader's words (`Line` in planner.py).
 * @property {string} slug
 * @property {string} name
 * @property {string} lang
 * @property {string} purpose
 * @property {string} purpose_lang
 * @property {number} minutes How long the block will be: as it took before, else as the file says.
 * @property {number} by_file
 * @property {number} used
 * @property {number} took
 * @property {boolean} is_own
 * @property {boolean} is_favourite
 * @property {string[]} why
 * @property {boolean} fits
 */

/** @typedef {Record<"theme" | "phase" | "kind" | "in", Record<string, string>>} Choices */
// Where there is little room the methods come first, and what narrows them down is a press away.
const hasRoom = () => matchMedia("(min-width: 60em)").matches;

/** @typedef {(name: string, value: string) => void} Seek */
/** @typedef {(slug: string, minutes: number) => unknown} Take */

/**
 * Return a query of what is not empty.
 *
 * @param {Record<string, string>} sought
 */
export function queryOf(sought) {
  return new URLSearchParams(Object.entries(sought).filter(([, value]) => value !== "")).toString();
}

/**
 * @param {Choices | null} choices
 * @param {Seek} seek
 */
export function methodFilters(choices, seek) {
  return html`<div class="field">
      <label class="aloud" for="seek-method">${_("What are you looking for?")}</label>
      <input
        class="input"
        id="seek-method"
        type="search"
        autocomplete="off"
        placeholder=${_("Name, theme or purpose")}
        @input=${heard(seek, "q")}
        @keydown=${toFirst}
      />
    </div>
    <details class="fold" id="seek-more" ?open=${hasRoom()}>
      <summary>${_("Narrow down")}</summary>
      <div class="seek-fields">
        ${choice("theme", _("Theme"), _("All themes"), choices?.theme, seek)}
        ${choice("phase", _("Phase of the day"), _("All phases"), choices?.phase, seek)}
        <div class="field">
          <label for="seek-minutes">${_("Minutes at most")}</label>
          <input class="input" id="seek-minutes" type="number" min="1" max="1440" inputmode="numeric" @input=${heard(seek, "minutes")} />
        </div>
        <div class="field">
          <label for="seek-part">${_("Show")}</label>
          <select class="input" id="seek-part" @change=${heard(seek, "part")}>
            <option value="">${_("The whole library")}</option>
            <option value="favourites">${_("Favourites")}</option>
            <option value="used">${_("Used before")}</option>
            <option value="own">${_("Own ones")}</option>
          </select>
        </div>
      </div>
    </details>`;
}

/**
 * From the search straight to what was found, past the filters.
 *
 * @param {KeyboardEvent} event
 */
function toFirst(event) {
  if (event.key !== "ArrowDown" && event.key !== "Enter") return;
  event.preventDefault();
  /** @type {HTMLElement | null} */ (document.querySelector(".method-row > .menu-row"))?.focus();
}

/**
 * @param {string} name
 * @param {string} label
 * @param {string} any
 * @param {Record<string, string> | undefined} options
 * @param {Seek} seek
 */
function choice(name, label, any, options, seek) {
  return html`<div class="field">
    <label for="seek-${name}">${label}</label>
    <select class="input" id="seek-${name}" @change=${heard(seek, name)}>
      <option value="">${any}</option>
      ${Object.entries(options ?? {}).map(([value, words]) => html`<option value=${value}>${words}</option>`)}
    </select>
  </div>`;
}

/**
 * @param {Seek} seek
 * @param {string} name
 */
function heard(seek, name) {
  return (/** @type {Event} */ event) =>
    seek(name, /** @type {HTMLInputElement | HTMLSelectElement} */ (event.currentTarget).value);
}

/**
 * Draw a method. Pressing it adds it as long as it took before; a second button, as long as its file says.
 *
 * @param {MethodLine} line
 * @param {Take} take
 */
export function methodLine(line, take) {
  const { slug, minutes, by_file: byFile, why } = line;
  return html`<li class="method-row">
    <button class="menu-row" id="method-${slug}" @click=${() => take(slug, minutes)}>
      <span class="method-words">
        <span lang=${line.lang}>${line.name}</span>
        <span class="quiet small" lang=${line.purpose_lang}>${line.purpose}</span>
        <span class="card-facts method-facts">
          ${line.is_favourite ? html`<span>${icon("star")} ${_("Favourite")}</span>` : nothing}
          ${line.is_own ? html`<span class="tag">${_("Own")}</span>` : nothing}
          ${line.used ? html`<span>${icon("check")} ${usedWords(line)}</span>` : nothing}
          ${why.length
            ? html`<span class=${line.fits ? "" : "method-misfit"}>${line.fits ? nothing : icon("warning")} ${why.join(" · ")}</span>`
            : nothing}
        </span>
      </span>
      <span class="push number">${minutesWords(minutes)}</span>
    </button>
    ${minutes === byFile
      ? nothing
      : html`<button class="button button-small button-quiet" id="by-file-${slug}" @click=${() => take(slug, byFile)}>
          ${_("Add with {n} min, as its file says", { n: byFile })}
        </button>`}
  </li>`;
}

/** @param {MethodLine} line */
function usedWords({ used, took }) {
  return ngettext(
    "used {n} time, took {minutes} min on average",
    "used {n} times, took {minutes} min on average",
    used,
    { minutes: took },
  );
}
