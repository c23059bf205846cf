/** Adding to the agenda: an empty block, a break, spare time, a new day, or a copy of a method found on the server. */
import { html, nothing, repeat } from "./html.js";
import { _, ngettext } from "./i18n.js";
import { dayAfter } from "./agenda-days.js";
import { closeDialog, look, openDialog } from "./desk-frame.js";
import { inOrder } from "./forecast.js";
import { icon } from "./parts.js";
import { methodFilters, methodLine, queryOf } from "./planner-methods.js";
import { dayLine } from "./planner-places.js";
import { breakBlock, emptyBlock } from "./planner-plan.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./planner-methods.js").MethodLine} MethodLine */
/** @typedef {import("./planner-methods.js").Choices} Choices */

/**
 * @typedef {object} Around What the dialog works with.
 * @property {string} workshop
 * @property {(block: Record<string, any>) => void} add
 * @property {() => string} after The block that what is added comes after, or nothing.
 * @property {() => void} redraw
 */

const restMs = 150;
const id = "add-block";

/** The dialog: what is looked for, and what the server found for this place in the day. */
export class Adding {
  /** @type {MethodLine[]} */ #lines = [];
  /** @type {Choices | null} */ #choices = null;
  /** @type {Record<string, string>} */ #sought = {};
  /** What somebody came here to add: stands first. */ #wanted = "";
  #asked = 0;
  #taking = false;
  #state = /** @type {"" | "loading" | "found" | "failed"} */ ("");
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #around;

  /** @param {Around} around */
  constructor(around) {
    this.#around = around;
  }

  /** Open the dialog at the method that the page's address names, once. */
  arrive() {
    const slug = new URLSearchParams(location.search).get("method");
    if (!slug) return;
    history.replaceState(null, "", location.pathname);
    // Drawn first: there is no dialog before.
    requestAnimationFrame(() => requestAnimationFrame(() => void this.openAt(slug)));
  }

  /** Open the dialog for the place that is chosen now. */
  open = () => {
    // What fitted another place goes: the list must not change under a finger that is about to press.
    this.#lines = [];
    openDialog(id);
    void this.#look();
  };

  /**
   * Open the dialog at a method.
   *
   * @param {string} slug
   */
  async openAt(slug) {
    this.#wanted = slug;
    openDialog(id);
    await this.#look();
    requestAnimationFrame(() => document.getElementById(`method-${slug}`)?.focus());
  }

  async #look() {
    const turn = ++this.#asked;
    if (!this.#lines.length) this.#state = "loading";
    this.#around.redraw();
    const query = queryOf({ ...this.#sought, block: this.#around.after() });
    const found = await look(`/w/${this.#around.workshop}/methods?${query}`).catch(() => null);
    // An answer that was overtaken is left.
    if (turn !== this.#asked) return;
    this.#state = found ? "found" : "failed";
    this.#lines = found?.methods ?? [];
    this.#choices = found?.choices ?? this.#choices;
    this.#around.redraw();
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  #seek = (name, value) => {
    this.#sought = { ...this.#sought, [name]: value };
    this.#wanted = "";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), restMs);
  };

  /**
   * @param {string} slug
   * @param {number} minutes
   */
  #take = async (slug, minutes) => {
    // Pressed twice in a hurry it is still added once.
    if (this.#taking) return;
    this.#taking = true;
    const answer = await look(`/w/${this.#around.workshop}/methods/${slug}?minutes=${minutes}`).catch(() => null);
    this.#taking = false;
    if (answer) return this.#give(answer.block);
    this.#state = "failed";
    this.#around.redraw();
  };

  /** @param {Record<string, any>} block */
  #give(block) {
    closeDialog(id);
    this.#wanted = "";
    this.#around.add(block);
  }

  /** @param {DeskView} view */
  dialog(view) {
    const give = (/** @type {Record<string, any>} */ block) => () => this.#give(block);
    return html`<dialog class="dialog dialog-wide" id=${id} aria-labelledby="add-block-title">
      <div class="dialog-body">
        <div class="panel-head">
          <h2 id="add-block-title">${_("Add to the agenda")}</h2>
          <button class="button button-quiet" @click=${() => closeDialog(id)}>${icon("x")} ${_("Close")}</button>
        </div>
        <div class="buttons">
          <button class="button" id="add-empty" @click=${give(emptyBlock())}>${icon("plus")} ${_("An empty block")}</button>
          <button class="button" id="add-break" @click=${give(breakBlock(inEach(view, breakWords)))}>
            ${icon("coffee")} ${_("A break")}
          </button>
          <button class="button" id="add-buffer" @click=${give(bufferBlock(inEach(view, bufferWords)))}>
            ${icon("timer")} ${_("Spare time")}
          </button>
          <button class="button" id="add-day" @click=${() => this.#give(dayLine(view, nextDate(view)))}>
            ${icon("calendar-blank")} ${_("A new day")}
          </button>
        </div>
        ${this.#methods()}
      </div>
    </dialog>`;
  }

  #methods() {
    return html`<section class="stack" aria-labelledby="add-method-title">
      <h3 id="add-method-title">${_("Or a method")}</h3>
      ${methodFilters(this.#choices, this.#seek)}
      <p class="quiet small" role="status">${this.#told()}</p>
      <ul class="menu">
        ${repeat(
          this.#inOrder(),
          ({ slug }) => slug,
          (line) => methodLine(line, this.#take),
        )}
      </ul>
      ${this.#state === "failed"
        ? html`<button class="button" @click=${() => void this.#look()}>${icon("arrow-clockwise")} ${_("Try again")}</button>`
        : nothing}
    </section>`;
  }

  #told() {
    switch (this.#state) {
      case "failed":
        return _("The methods did not come.");
      case "found":
        return this.#lines.length
          ? ngettext("{n} method, the best for this place first", "{n} methods, the best for this place first", this.#lines.length)
          : _("No method has these words.");
      default:
        return "";
    }
  }

  #inOrder() {
    const wanted = this.#lines.filter(({ slug }) => slug === this.#wanted);
    return [...wanted, ...this.#lines.filter(({ slug }) => slug !== this.#wanted)];
  }
}

/**
 * Return the date that the next day most likely has: the one after the last; nothing where no date is known.
 *
 * @param {DeskView} view
 */
function nextDate(view) {
  const dates = inOrder(view.blocks).flatMap(([, block]) => (block.new_day && block.date ? [block.date] : []));
  const last = dates[dates.length - 1] ?? view.day;
  return last ? dayAfter(last) : "";
}

/** @param {Record<string, string>} title */
function bufferBlock(title) {
  return { id: "", title, minutes: 10, is_buffer: true, steps: [] };
}

/**
 * The facilitator's words, not the screen's: a break is called so in each of the workshop's languages.
 *
 * @param {DeskView} view
 * @param {(lang: string) => string} words
 */
function inEach(view, words) {
  return Object.fromEntries(view.languages.map((lang) => [lang, words(lang)]));
}

/** @param {string} lang */
function breakWords(lang) {
  return { fi: "Tauko", sv: "Paus", en: "Break" }[lang] ?? "Break";
}

/** @param {string} lang */
function bufferWords(lang) {
  return { fi: "Pelivara", sv: "Tidsbuffert", en: "Spare time" }[lang] ?? "Spare time";
}
