/** What can be done with a block of the agenda, as a menu: all that dragging does, and more, by taps and keys. */
import { html, nothing } from "./html.js";
import { _, pick, pickLanguage } from "./i18n.js";
import { closeDialog } from "./desk-frame.js";
import { blockWords } from "./desk-words.js";
import { minuteWords } from "./clock.js";
import { icon, worded } from "./parts.js";
import { dayName } from "./planner-list.js";
import { lastPlaces, mayHold, placeBy, placesFor, tracksOf } from "./planner-places.js";
import { mayMove } from "./planner-plan.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {import("./forecast.js").Forecast} Forecast */
/** @typedef {"" | "places" | "days" | "track"} Page */

/**
 * @typedef {object} MenuTools
 * @property {string} block
 * @property {Page} page
 * @property {(page: Page) => void} turn
 * @property {(id: string, by: -1 | 1) => void} move
 * @property {(id: string, place: {after: string, track: string}) => void} place
 * @property {(id: string) => void} copy
 * @property {(id: string) => void} remove
 * @property {(id: string, track: string) => void} toTrack
 * @property {(id: string, before: boolean) => void} beforeTheDay
 * @property {(id: string) => void} newDay Moves the block to a day of its own at the end.
 * @property {(id: string) => void} dayFromHere Begins a new day with the block.
 * @property {() => void} closed
 */

export const menuId = "block-menu";

/**
 * Draw the menu; it is closed until it is opened for a block.
 *
 * @param {DeskView} view
 * @param {Forecast} laid
 * @param {MenuTools} tools
 */
export function blockMenu(view, laid, tools) {
  const block = view.blocks[tools.block];
  return html`<dialog class="dialog" id=${menuId} aria-labelledby="block-menu-title" @close=${tools.closed} @click=${closeOutside}>
    ${block
      ? html`<div class="dialog-body">
          <div class="panel-head">
            <h2 id="block-menu-title" lang=${pickLanguage(block.title) || nothing}>${pick(block.title) ? worded(block.title) : blockWords(block)}</h2>
            <button class="button button-quiet" id="block-menu-close" @click=${close}>${icon("x")} ${_("Close")}</button>
          </div>
          ${page(view, laid, tools.block, block, tools)}
        </div>`
      : nothing}
  </dialog>`;
}

function close() {
  closeDialog(menuId);
}

/** @param {Event} event A tap beside the menu closes it. */
function closeOutside(event) {
  if (event.target instanceof HTMLDialogElement) event.target.close();
}

/**
 * @param {DeskView} view
 * @param {Forecast} laid
 * @param {string} id
 * @param {BlockView} block
 * @param {MenuTools} tools
 */
function page(view, laid, id, block, tools) {
  switch (tools.page) {
    case "places":
      return placesPage(view, laid, id, tools);
    case "days":
      return daysPage(view, laid, id, tools);
    case "track":
      return trackPage(view, id, block, tools);
    default:
      return mainPage(view, id, block, tools);
  }
}

/**
 * @param {DeskView} view
 * @param {string} id
 * @param {BlockView} block
 * @param {MenuTools} tools
 */
function mainPage(view, id, block, tools) {
  const may = mayHold(block);
  const asks = Object.values(block.steps).some(({ kind }) => kind === "form");
  const row = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {string} */ words, /** @type {() => void} */ press, off = false) =>
    html`<li>
      <button class="menu-row" id="menu-${name}" ?disabled=${off} @click=${press}>${icon(sign)} <span class="menu-words">${words}</span></button>
    </li>`;
  const done = (/** @type {() => void} */ act) => () => {
    close();
    act();
  };
  return html`<ul class="menu">
      ${may
        ? html`${row("earlier", "arrow-up", _("Earlier"), () => tools.move(id, -1), !placeBy(view, id, -1))}
          ${row("later", "arrow-down", _("Later"), () => tools.move(id, 1), !placeBy(view, id, 1))}
          ${row("places", "list-bullets", _("Move to…"), () => tools.turn("places"))}
          ${row("days", "calendar-blank", _("To another day…"), () => tools.turn("days"))}
          ${row("track", "arrows-split", _("To a track…"), () => tools.turn("track"))}
          ${row("day-here", "calendar-blank", _("Begin a new day here"), done(() => tools.dayFromHere(id)))}`
        : nothing}
      ${asks && mayMove(block) ? row("before", "arrow-left", _("Ask before the day"), done(() => tools.beforeTheDay(id, true))) : nothing}
      ${row("copy", "copy", _("Duplicate"), done(() => tools.copy(id)))}
      ${mayMove(block) ? row("remove", "trash", _("Remove"), done(() => tools.remove(id))) : nothing}
    </ul>
    ${mayMove(block) ? nothing : html`<p class="quiet small">${_("This block has run: it stays, and can be duplicated.")}</p>`}`;
}

/** @param {MenuTools} tools */
function back({ turn }) {
  return html`<p>
    <button class="button button-quiet" id="menu-back" @click=${() => turn("")}>${icon("arrow-left")} ${_("Back")}</button>
  </p>`;
}

/**
 * @param {DeskView} view
 * @param {Forecast} laid
 * @param {string} id
 * @param {MenuTools} tools
 */
function placesPage(view, laid, id, tools) {
  const places = placesFor(view, id);
  const many = laid.days.length > 1;
  return html`${back(tools)}
    ${laid.days.map((day, n) => {
      const own = places.filter((place) => place.day === n);
      return html`${many && own.length ? html`<h3>${dayName(view, day, n)}</h3>` : nothing}
        <ul class="menu" aria-label=${many ? dayName(view, day, n) : _("Move to…")}>
          ${own.map((place, at) => placeRow(view, laid, `${n}-${at}`, place, () => tools.place(id, place)))}
        </ul>`;
    })}`;
}

/**
 * @param {DeskView} view
 * @param {Forecast} laid
 * @param {string} name
 * @param {import("./planner-places.js").Place} place
 * @param {() => void} press
 */
function placeRow(view, laid, name, { beside, track }, press) {
  const block = view.blocks[beside];
  const words = block ? _("After “{what}”", { what: blockWords(block) }) : _("First");
  // After what runs side by side: said, since its last block is beside it.
  const whose = track || (block?.track ? _("Everybody") : "");
  return html`<li>
    <button
      class="menu-row"
      id="place-${name}"
      @click=${() => {
        close();
        press();
      }}
    >
      <span class="menu-words">${words}${whose ? html` <span class="tag">${whose}</span>` : nothing}</span>
      ${block ? html`<span class="push">${minuteWords(laid.rows[beside].ends)}</span>` : nothing}
    </button>
  </li>`;
}

/**
 * @param {DeskView} view
 * @param {Forecast} laid
 * @param {string} id
 * @param {MenuTools} tools
 */
function daysPage(view, laid, id, tools) {
  const here = laid.days.findIndex(({ order }) => order.includes(id));
  const row = (/** @type {string} */ name, /** @type {string} */ words, /** @type {() => void} */ press) =>
    html`<li>
      <button
        class="menu-row"
        id="day-${name}"
        @click=${() => {
          close();
          press();
        }}
      >
        ${icon("calendar-blank")} <span class="menu-words">${words}</span>
      </button>
    </li>`;
  return html`${back(tools)}
    <ul class="menu">
      ${lastPlaces(view, id)
        .filter(({ day }) => day !== here)
        .map((place) => row(`to-${place.day}`, dayName(view, laid.days[place.day], place.day), () => tools.place(id, place)))}
      ${row("new", _("A new day at the end"), () => tools.newDay(id))}
    </ul>`;
}

/**
 * @param {DeskView} view
 * @param {string} id
 * @param {BlockView} block
 * @param {MenuTools} tools
 */
function trackPage(view, id, block, tools) {
  const go = (/** @type {string} */ track) => {
    close();
    tools.toTrack(id, track);
  };
  const named = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const name = String(new FormData(form).get("track") ?? "").trim();
    if (name) go(name);
  };
  const choices = ["", ...tracksOf(view)];
  return html`${back(tools)}
    <p class="quiet">${_("Blocks with a track that follow one another run side by side: one group here, another there.")}</p>
    <ul class="menu">
      ${choices.map(
        (track, n) => html`<li>
          <button class="menu-row" id="track-${n}" aria-current=${track === block.track ? "true" : nothing} @click=${() => go(track)}>
            ${icon(track === block.track ? "check" : "users")} <span class="menu-words">${track || _("Everybody")}</span>
          </button>
        </li>`,
      )}
    </ul>
    <form class="stack stack-tight" @submit=${named}>
      <div class="field">
        <label for="track-name">${_("A new track")}</label>
        <input class="input" id="track-name" name="track" maxlength="60" autocomplete="off" placeholder=${_("Such as Group A")} />
      </div>
      <div class="buttons"><button class="button">${_("Move there")}</button></div>
    </form>`;
}
