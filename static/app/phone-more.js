/** The sheet "More": the board as text, the programme, the parking lot, help, reading, and who sees what. */
import { html, nothing } from "./html.js";
import { _, language, ngettext, pick } from "./i18n.js";
import { minuteWords } from "./clock.js";
import { icon, inOrder, langOf, refusal, said, status, worded, written } from "./parts.js";
import { ownPage } from "./phone-own.js";
import { sharedPage } from "./phone-shared.js";
import { teamPage } from "./phone-team.js";
import { dayHeading, programmeDays, timesOf } from "./programme.js";
import { chooseSize, sizes, sizeNow } from "./reading.js";
import { signalSwitch } from "./signal-switch.js";
import { endWords, modeWords, whoWords } from "./who-words.js";

/** @typedef {import("./views.js").PhoneView} PhoneView */
/** @typedef {import("./views.js").ActivityView} ActivityView */
/** @typedef {import("./live.js").Live} Live */
/** @typedef {import("./outbox.js").Row} Row */

/**
 * @typedef {object} SheetTools
 * @property {Live} live
 * @property {string} page Which part of it is open; "" is the menu.
 * @property {(page: string) => void} turn
 * @property {() => void} close
 * @property {import("./phone-shared.js").Sharers} sharers
 * @property {import("./own.js").Keeper} keeper Of who has the phone.
 * @property {() => void} forget Forget one's own words here.
 * @property {string} news What has changed under the sheet; "" for nothing.
 */

/** @type {[string, string, () => string][]} Page, icon, words. */
const pages = [
  ["text", "projector-screen", () => _("The board as text")],
  ["programme", "list-bullets", () => _("Programme")],
  ["parking", "tray", () => _("Parking lot")],
  ["help", "lifebuoy", () => _("Ask for help")],
  ["own", "note", () => _("My own notes")],
  ["shared", "users", () => _("Several people use this phone")],
  ["team", "flag", () => _("My team")],
  ["reading", "text-aa", () => _("Text size and language")],
  ["who", "eye", () => _("Who sees what")],
];

/** What there is only where people are together: at home, before the day, nobody leads and no wall shows anything. */
const inTheRoom = ["text", "help"];

/**
 * Draw the sheet. It is opened by `showModal`, so that the focus stays in it.
 *
 * @param {PhoneView} view
 * @param {SheetTools} tools
 */
export function moreSheet(view, tools) {
  const title = pages.find(([page]) => page === tools.page)?.[2]() ?? _("More");
  return html`<dialog class="sheet" id="more" aria-labelledby="more-title" @close=${() => tools.turn("")} @click=${closeOutside}>
    <div class="sheet-head">
      ${tools.page
        ? html`<button class="button button-quiet" id="more-back" @click=${() => tools.turn("")}>
            ${icon("arrow-left")} ${_("Back")}
          </button>`
        : nothing}
      ${tools.page ? nothing : html`<h2 id="more-title">${title}</h2>`}
      <button class="button button-quiet push" id="more-close" @click=${tools.close}>${icon("x")} ${_("Close")}</button>
    </div>
    ${tools.news
      ? html`<div class="banner sheet-news" role="status">
          ${icon("info")}
          <p>${tools.news}</p>
          <button class="button" id="more-news" @click=${tools.close}>${_("To the task")}</button>
        </div>`
      : nothing}
    <div class="sheet-body">${tools.page ? html`<h2 id="more-title">${written(title)}</h2>` : nothing} ${part(view, tools)}</div>
  </dialog>`;
}

/** @param {Event} event A tap beside the sheet closes it. */
function closeOutside(event) {
  if (event.target instanceof HTMLDialogElement) event.target.close();
}

/**
 * @param {PhoneView} view
 * @param {SheetTools} tools
 */
function part(view, tools) {
  switch (tools.page) {
    case "text":
      return boardText(view, tools.live);
    case "programme":
      return html`${programme(view, tools.live.clock())} ${intoCalendar(tools.live)}`;
    case "parking":
      return parking(view, tools);
    case "help":
      return help(tools.live);
    case "own":
      return ownPage(pick(view.title), tools.keeper, tools.forget);
    case "shared":
      return sharedPage(tools.live, tools.sharers);
    case "team":
      return teamPage(view, tools.live);
    case "reading":
      return reading(tools.live);
    case "who":
      return whoSees(view);
    default:
      return menu(view, tools);
  }
}

/**
 * @param {PhoneView} view
 * @param {SheetTools} tools
 */
function menu(view, { turn }) {
  const isHome = view.phase === "planning";
  const shown = pages.filter(
    ([page]) => (page !== "team" || view.teams.length > 0) && !(isHome && inTheRoom.includes(page)),
  );
  return html`<ul class="menu">
    ${shown.map(
      ([page, sign, words]) => html`<li>
        <button class="menu-row" id="more-${page}" @click=${() => turn(page)}>
          ${icon(sign)} <span class="menu-words">${written(words())}</span> <span class="push">${icon("caret-right")}</span>
        </button>
      </li>`,
    )}
  </ul>
  ${signalSwitch()}`;
}

/**
 * Whatever the board shows, as text.
 *
 * @param {PhoneView} view
 * @param {Live} live
 * @param {boolean} [titled] Whether to say what was asked.
 */
export function boardText(view, live, titled = true) {
  if (view.what === "programme") return programme(view, live.clock());
  if (view.what === "parking") return parkedList(view);
  const wall = /** @type {ActivityView} */ ("kind" in view.wall ? view.wall : view.activity);
  if (view.what !== "activity" || !wall.kind) {
    return html`<p lang=${langOf(view.title)}><b>${worded(view.title)}</b></p>
      <p>${_("The board shows how to join.")}</p>`;
  }
  const kind = live.kind(wall.kind);
  return html`${titled ? html`<h3 lang=${langOf(wall.prompt)}>${worded(wall.prompt)}</h3>` : nothing}
    ${kind?.result ? kind.result(wall.view, wall) : nothing}`;
}

/**
 * @param {PhoneView} view
 * @param {number} now
 */
function programme(view, now) {
  const times = timesOf(view.programme, now);
  const days = programmeDays(view.programme);
  return days.map(
    (day, n) => html`${days.length > 1 || day.date
        ? html`<h3>${dayHeading(view.programme, day, n)}</h3>`
        : nothing}
      <ol class="agenda agenda-small">
        ${day.rows.map(([id, line]) => programmeRow(line, times[id]))}
      </ol>`,
  );
}

/**
 * @param {import("./views.js").BlockLine} line
 * @param {number} at
 */
function programmeRow(line, at) {
  const state = line.state === "done" ? "past" : line.state === "now" ? "now" : line.is_break ? "break" : "";
  return html`<li class="block" data-state=${state || nothing} aria-current=${state === "now" ? "step" : nothing}>
    <div class="block-time"><time>${minuteWords(at)}</time></div>
    <div class="block-body">
      <div class="block-words">
        <span class="block-title">${pick(line.title) ? said(line.title) : _("Break")}</span>
        ${line.track ? html`<span class="block-what">${written(line.track)}</span>` : nothing}
      </div>
    </div>
  </li>`;
}

/**
 * The day for one's own calendar, where it is known which day it is.
 *
 * @param {Live} live
 */
function intoCalendar(live) {
  const file = /** @type {Record<string, any>} */ (live.first).calendar_url;
  if (!file) return nothing;
  return html`<p><a class="button" id="more-calendar" href=${file}>${icon("calendar-blank")} ${_("Programme into my calendar")}</a></p>`;
}

/**
 * @param {PhoneView} view
 * @param {SheetTools} tools
 */
function parking(view, { live, keeper }) {
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const text = String(new FormData(form).get("text")).trim();
    if (!text) return;
    void live.act({ do: "ParkIdea", text });
    form.reset();
    keeper.saveDraft("park", "");
  };
  return html`<form class="stack" @submit=${send}>
      <p class="who" id="who-park">
        ${icon("eye")}<span><b>${_("Your name is not shown.")}</b> ${_("All can see the idea here and on the board.")}</span>
      </p>
      <div class="field">
        <label for="park-text">${_("An idea for later")}</label>
        <textarea
          class="input"
          id="park-text"
          name="text"
          maxlength="500"
          aria-describedby="who-park"
          required
          .defaultValue=${keeper.draft("park")}
          @input=${(/** @type {InputEvent} */ event) =>
            keeper.saveDraft("park", /** @type {HTMLTextAreaElement} */ (event.target).value)}
        ></textarea>
      </div>
      <button class="button">${icon("paper-plane-tilt")} ${_("Put it on the parking lot")}</button>
    </form>
    ${onTheWay(live, "ParkIdea")} ${parkedList(view)}`;
}

/** @param {PhoneView} view */
function parkedList(view) {
  const rows = inOrder(view.parking);
  if (!rows.length) return html`<p class="quiet">${_("Nothing on the parking lot yet")}</p>`;
  return html`<ul class="notes notes-list">
    ${rows.map(
      ([, line]) => html`<li class="note">
        ${written(line.text)} ${line.owner ? html`<span class="note-by">${line.owner}</span>` : nothing}
      </li>`,
    )}
  </ul>`;
}

/** @param {Live} live */
function help(live) {
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    void live.act({ do: "AskHelp", text: String(new FormData(form).get("text")).trim() });
    form.reset();
  };
  const asked = rowsOf(live, "AskHelp").filter((row) => row.state !== "refused").length;
  return html`<form class="stack" @submit=${send}>
      <p class="who" id="who-help">
        ${icon("eye")}<span><b>${_("Only the facilitator sees this.")}</b> ${_("They see your name, if you have given one here.")}</span>
      </p>
      <div class="field">
        <label for="help-text">${_("What do you need? You may leave it empty.")}</label>
        <textarea class="input" id="help-text" name="text" maxlength="500" aria-describedby="who-help"></textarea>
      </div>
      <button class="button">${icon("hand")} ${_("Ask the facilitator")}</button>
    </form>
    ${onTheWay(live, "AskHelp")}
    ${asked ? html`<p>${_("The facilitator has been asked. They come to you when they can.")}</p>` : nothing}`;
}

/**
 * @param {Live} live
 * @param {string} name Of a command.
 * @returns {Row[]}
 */
function rowsOf(live, name) {
  return live.outbox.rows.filter((row) => row.command.do === name && live.isOwn(row));
}

/**
 * @param {Live} live
 * @param {string} name
 */
function onTheWay(live, name) {
  const tools = /** @type {any} */ ({ dismiss: (/** @type {string} */ id) => live.outbox.dismiss(id) });
  return rowsOf(live, name).map((row) =>
    row.state === "refused"
      ? html`${row.command.text ? html`<p class="note">${row.command.text}</p>` : nothing} ${refusal(row, tools)}`
      : row.state === "waiting"
        ? html`<p>${status("waiting")}</p>`
        : nothing,
  );
}

/** @param {Live} live */
function reading(live) {
  return html`<fieldset class="field">
      <legend>${_("Text size")}</legend>
      <div class="switch">
        ${sizes.map(
          (size) => html`<label>
            <input
              type="radio"
              name="size"
              id="size-${size || "normal"}"
              ?checked=${size === sizeNow()}
              @change=${() => chooseSize(size)}
            />
            <span>${sizeWords(size)}</span>
          </label>`,
        )}
      </div>
    </fieldset>
    <form class="field" method="post" action="/language">
      <span class="field-label" id="language-label">${_("Language")}</span>
      <input type="hidden" name="back" value="/p/${live.first.workshop}" />
      <div class="buttons" role="group" aria-labelledby="language-label">
        ${[
          ["fi", "Suomi"],
          ["sv", "Svenska"],
          ["en", "English"],
        ].map(
          ([tag, name]) => html`<button class="button" name="language" value=${tag} lang=${tag} aria-pressed=${tag === language()}>
            ${name}
          </button>`,
        )}
      </div>
    </form>`;
}

/** @param {string} size */
function sizeWords(size) {
  if (size === "larger") return _("Larger");
  return size === "largest" ? _("Largest") : _("Normal");
}

/** @param {PhoneView} view */
function whoSees(view) {
  const now = "kind" in view.activity && view.activity.kind !== "show" ? /** @type {ActivityView} */ (view.activity) : undefined;
  const words = now && whoWords(now, location.protocol === "https:");
  return html`${words
      ? html`<p class="who">${icon("eye")}<span><b>${_("This step:")} ${words.mode}</b> ${words.ends} ${words.network}</span></p>`
      : nothing}
    <p>${_("Each step says above the field who sees what you write. It cannot change after the step has opened, only become narrower.")}</p>
    <ul class="reading">
      ${["anonymous", "nickname", "facilitator", "named", "only_you"].map((identity) => html`<li>${modeWords(identity)}</li>`)}
    </ul>
    <p>${_("And where it ends:")}</p>
    <ul class="reading">
      ${["board", "participants", "client"].map((destination) => html`<li>${endWords(destination)}</li>`)}
    </ul>
    <p>${_("Votes are counted, and nobody sees who voted for what.")}</p>
    <p class="quiet">${ngettext("{n} person is here now.", "{n} people are here now.", view.joined)}</p>`;
}
