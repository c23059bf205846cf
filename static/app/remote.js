/**
 * The remote: a paired phone that leads the room from one's pocket. Few buttons, no names, nothing private.
 */
import { html, nothing, render } from "./html.js";
import { _, pick, pickLanguage } from "./i18n.js";
import { atWords } from "./clock.js";
import { agendaColumn } from "./desk-agenda.js";
import { bottomBar, task } from "./desk-bar.js";
import { giveRoom, notices, savedStatus } from "./desk-frame.js";
import { hideable } from "./desk-hide.js";
import { miniature, turnPages } from "./desk-miniature.js";
import { clockOf, takeBackNow, undoMs } from "./desk-moves.js";
import { press, pressNext } from "./desk-press.js";
import { progress } from "./desk-signals.js";
import { behindWords, findStep, kindWords, stepWords } from "./desk-words.js";
import { forecast, inOrder } from "./forecast.js";
import { start } from "./live.js";
import { icon, screenRoot } from "./parts.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./live.js").Live} Live */
/** @typedef {Record<string, any>} Command */

const root = screenRoot();
const here = {
  tab: "now",
  opened: "",
  pressedAt: 0,
  /** @type {import("./desk-moves.js").Last | null} */ last: null,
};
const live = start(draw);

/** @param {Live} live */
function draw(live) {
  const view = /** @type {DeskView} */ (live.view);
  document.body.dataset.tab = here.tab;
  render(remote(view, live), root);
  giveRoom();
  if (turnPages(root, view.page)) live.redraw();
  const activity = view.activities[view.current];
  const each = activity && clockOf(activity, live.clock()) ? 1_000 : 60_000;
  live.redrawAt((Math.floor(live.clock() / each) + 1) * each);
  if (here.last) live.redrawAt(live.clock() + Math.max(20, here.last.at + undoMs - Date.now() + 20));
}

/**
 * @param {DeskView} view
 * @param {Live} live
 */
function remote(view, live) {
  const day = forecast(view, live.clock());
  const back = takeBackNow(view, here.last, Date.now());
  const kind = (/** @type {string} */ name) => live.kind(name);
  const tools = { lead, next, back, workshop: live.first.workshop, openBoard: () => {}, remote: true, kind };
  return html`<header class="desk-top">
      <h1 class="desk-name" lang=${pickLanguage(view.title) || nothing}>${pick(view.title)}</h1>
      <span class="line">${icon("users")} ${view.joined}</span> ${savedStatus(live)}
      ${view.phase === "running"
        ? html`<span class="push ${day.behind > 0 ? "desk-late" : ""}">${behindWords(day.behind)}</span>`
        : nothing}
      <time class="clock">${atWords(live.clock())}</time>
    </header>
    <section class="desk-above" aria-label=${_("Parts of the remote")}>
      ${notices(live)}
      <div class="tabs desk-tabs" role="tablist" aria-label=${_("Parts of the remote")}>
        ${tab("now", _("Now"))} ${tab("agenda", _("Agenda"))} ${tab("signals", _("Hide a note"))}
      </div>
    </section>
    <main class="desk-columns">
      ${agendaColumn(view, day, { lead, opened: here.opened, open: openBlock, remote: true })} ${nowColumn(view, live)}
      ${notesColumn(view)}
    </main>
    ${bottomBar(view, tools)}`;
}

/**
 * @param {string} name
 * @param {string} words
 */
function tab(name, words) {
  return html`<button
    class="tab"
    id="tab-${name}"
    role="tab"
    aria-selected=${here.tab === name}
    @click=${() => {
      here.tab = name;
      live.redraw();
    }}
  >
    ${words}
  </button>`;
}

/**
 * @param {DeskView} view
 * @param {Live} live
 */
function nowColumn(view, live) {
  const activity = view.activities[view.current];
  const step = findStep(view, view.current)?.step;
  const clock = activity && clockOf(activity, live.clock());
  return html`<section class="desk-column desk-now" aria-labelledby="desk-now-title">
    <div class="desk-head">
      <h2 id="desk-now-title">${step ? kindWords(step.kind) : _("Nothing is open yet")}</h2>
      ${clock
        ? html`<div class="clock" ?data-last=${clock.isLast} ?data-over=${clock.isOver}>
            <time class="clock-left">${clock.left}</time>
            <span class="clock-until">${clock.isOver ? _("over time") : clock.isLast ? _("1 min") : ""}</span>
          </div>`
        : nothing}
    </div>
    ${step ? html`<p class="remote-prompt" lang=${pickLanguage(step.prompt) || nothing}>${stepWords(step)}</p>` : nothing}
    ${miniature(view, live, lead)}
    ${view.phase === "running" && view.current && !(view.what === "activity" && view.on_board === view.current)
      ? html`<button class="button" id="back-to-task" @click=${() => lead(task(view))}>
          ${icon("projector-screen")} ${_("Show the present task on the board")}
        </button>`
      : nothing}
    ${activity && activity.stage !== "closed" ? progress(view) : nothing}
  </section>`;
}

/**
 * What is on the board, to be hidden with one tap.
 *
 * @param {DeskView} view
 */
function notesColumn(view) {
  const activity = view.activities[view.on_board] ?? view.activities[view.current];
  const notes = hideable(activity);
  const parked = inOrder(view.parking).filter(([, line]) => !line.hidden);
  const row = (/** @type {string} */ id, /** @type {string} */ words, /** @type {Command} */ command) =>
    html`<li class="signal">
      <span></span><span>${words}</span>
      <button
        class="button button-small"
        id="hide-${id}"
        aria-label=${_("Hide: {what}", { what: words })}
        @click=${() => lead(command)}
      >
        ${icon("eye-slash")} ${_("Hide")}
      </button>
    </li>`;
  return html`<section class="desk-column desk-signals" aria-label=${_("Hide a note")}>
    ${notes.length || parked.length ? nothing : html`<p class="quiet">${_("No notes are on the board.")}</p>`}
    <ul class="signals">
      ${notes.map(({ id, words, command }) => row(id, words, command))}
      ${parked.map(([id, line]) => row(id, line.text, { do: "HideParked", parked: id, on: true }))}
    </ul>
  </section>`;
}

/** @param {Command} command */
function lead(command) {
  return press(live, here, command);
}

function next() {
  pressNext(live, here);
}

/** @param {string} id */
function openBlock(id) {
  here.opened = here.opened === id ? "" : id;
  live.redraw();
}
