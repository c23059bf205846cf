/**
 * The desk: the facilitator's live controls. One green button, named by what happens; everything acts at once.
 *
 * What it knows comes from the view; what it remembers itself is only which tab is open and what was pressed last.
 */
import { html, nothing, render } from "./html.js";
import { _, ngettext, pick, pickLanguage } from "./i18n.js";
import { atWords, minuteWords } from "./clock.js";
import { dismiss, hints, nextLook, nothingYet, remember } from "./copilot.js";
import { agendaColumn, materialsOf, nextBlock } from "./desk-agenda.js";
import { bottomBar, endDialog, moreSheet, task } from "./desk-bar.js";
import { touchedByOthers } from "./desk-deeds.js";
import { giveRoom, isWriting, joiningOf, look, notices, openBoard, openDialog, savedStatus } from "./desk-frame.js";
import { hintLine, hintsDialog } from "./desk-hint.js";
import { miniature, turnPages } from "./desk-miniature.js";
import { clockOf, keyMeans, takeBackEver, takeBackNow, undoMs } from "./desk-moves.js";
import { peopleDialog } from "./desk-people.js";
import { press, pressNext } from "./desk-press.js";
import { quickDialog } from "./desk-quick.js";
import { Rehearsal } from "./desk-rehearsal.js";
import { progress, signalCount, signalsColumn } from "./desk-signals.js";
import { Similar } from "./desk-similar.js";
import { behindWords, findStep, kindWords, openingAdvice, stepWords } from "./desk-words.js";
import { forecast } from "./forecast.js";
import { filledLines } from "./lines.js";
import { start } from "./live.js";
import { icon, screenRoot } from "./parts.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./live.js").Live} Live */
/** @typedef {Record<string, any>} Command */

const root = screenRoot();
/** What this window remembers by itself. */
const here = {
  tab: "now",
  opened: "",
  inSight: "",
  shape: "notes",
  pressedAt: 0,
  said: "",
  memory: nothingYet,
  /** @type {import("./desk-moves.js").Last | null} */ last: null,
};
const similar = new Similar(look);
const live = start(draw);
const rehearsal = new Rehearsal(live.first.workshop, () => live.redraw(), (words) => {
  here.said = words;
  live.redraw();
});

/** @param {Live} live */
function draw(live) {
  const view = /** @type {DeskView} */ (live.view);
  document.body.dataset.tab = here.tab;
  here.memory = remember(view, here.memory, live.clock());
  render(desk(view, live), root);
  if (turnPages(root, view.page)) live.redraw();
  bringCurrentIntoSight(view);
  giveRoom();
  live.redrawAt(Math.min(nextTick(view, live.clock()), nextLook(view, here.memory, live.clock())));
}

/**
 * When the day goes on, the agenda goes along; where its reader has scrolled to is theirs until then.
 *
 * @param {DeskView} view
 */
function bringCurrentIntoSight(view) {
  const block = findStep(view, view.current)?.blockId ?? "";
  if (block === here.inSight) return;
  here.inSight = block;
  const row = document.getElementById(`block-${block}`)?.closest("li");
  const column = row?.closest(".desk-column");
  if (row && column) column.scrollTop = row.offsetTop - column.clientHeight / 3;
}

/**
 * @param {DeskView} view
 * @param {Live} live
 */
function desk(view, live) {
  const day = forecast(view, live.clock());
  const back = takeBackNow(view, here.last, Date.now());
  const kind = (/** @type {string} */ name) => live.kind(name);
  const tools = { lead, next, back, workshop: live.first.workshop, openBoard: showBoard, kind };
  return html`${topBar(view, day, live)}
    <section class="desk-above" aria-label=${_("Parts of the desk")}>
      ${notices(live)}
      ${here.said
        ? html`<div class="notices"><p class="banner banner-error" role="alert">${here.said}</p></div>`
        : nothing}
      ${rehearsal.line(view)} ${tabs(view)}
    </section>
    <main class="desk-columns">
      ${agendaColumn(view, day, { lead, opened: here.opened, open: openBlock })}
      ${nowColumn(view, day, live)} ${signalsColumn(view, lead)}
    </main>
    ${bottomBar(view, tools)} ${moreSheet(view, tools)} ${endDialog(view, lead)}
    ${quickDialog(view, { lead, shape: here.shape, choose })} ${peopleDialog(view, lead)} ${hintsDialog(view, lead)}
    <p class="aloud" role="status">${aloud(view, live)}</p>`;
}

/**
 * @param {DeskView} view
 * @param {import("./forecast.js").Forecast} day
 * @param {Live} live
 */
function topBar(view, day, live) {
  return html`<header class="desk-top">
    <h1 class="desk-name" lang=${pickLanguage(view.title) || nothing}>
      <a href="/w/${live.first.workshop}/agenda">${pick(view.title)}</a>
    </h1>
    <span class="line">${icon("users")} ${joinedWords(view)}${tablesWords(view)}</span>
    ${view.door_locked ? html`<span class="tag">${icon("lock-simple")} ${_("door locked")}</span>` : nothing}
    ${view.pretend ? html`<span class="tag">${_("rehearsal")}</span>` : nothing} ${savedStatus(live)}
    ${view.phase === "running" && view.pretend
      ? html`<span class="push"></span>`
      : view.phase === "running"
      ? html`<span class="push ${day.behind > 0 ? "desk-late" : ""}">${behindWords(day.behind)}</span>`
      : html`<span class="push tag">${view.phase === "planning" ? _("not started") : _("ended")}</span>`}
    <time class="clock">${atWords(live.clock())}</time>
  </header>`;
}

/** @param {DeskView} view */
function joinedWords(view) {
  if (view.expected) return _("{joined} / {expected} joined", { joined: view.joined, expected: view.expected });
  return ngettext("{n} joined", "{n} joined", view.joined);
}

/** @param {DeskView} view */
function tablesWords({ tables }) {
  return tables ? html`<span class="quiet">${ngettext("{n} speaks for a table", "{n} speak for a table", tables)}</span>` : nothing;
}

/** @param {DeskView} view */
function tabs(view) {
  const count = signalCount(view);
  const tab = (/** @type {string} */ name, /** @type {string} */ words, number = 0) =>
    html`<button
      class="tab"
      id="tab-${name}"
      aria-selected=${here.tab === name}
      role="tab"
      @click=${() => openTab(name)}
    >
      ${words} ${number ? html`<span class="number">${number}</span>` : nothing}
    </button>`;
  return html`<div class="tabs desk-tabs" role="tablist" aria-label=${_("Parts of the desk")}>
    ${tab("agenda", _("Agenda"))} ${tab("now", _("Now"))} ${tab("signals", _("Signals"), count)}
  </div>`;
}

/**
 * @param {DeskView} view
 * @param {import("./forecast.js").Forecast} day
 * @param {Live} live
 */
function nowColumn(view, day, live) {
  const activity = view.activities[view.current];
  const clock = activity && clockOf(activity, live.clock());
  const block = findStep(view, view.current)?.block;
  return html`<section class="desk-column desk-now" aria-labelledby="desk-now-title">
    <div class="desk-head">
      <h2 id="desk-now-title">${wallState(view)}</h2>
      ${clock
        ? html`<div class="clock" ?data-last=${clock.isLast} ?data-over=${clock.isOver}>
            <time class="clock-left">${clock.left}</time>
            <span class="clock-until">
              ${clock.isOver
                ? _("over time")
                : clock.isLast
                  ? _("1 min")
                  : _("ends {time}", { time: atWords(activity.ends_at) })}
            </span>
          </div>`
        : nothing}
    </div>
    ${miniature(view, live, lead)} ${elsewhere(view)} ${onPhones(view)}
    ${activity
      ? html`<div class="desk-step">
          <span class="tag">${kindWords(activity.kind)}</span> <span>${stageLine(view)}</span> ${taskButtons(view)}
        </div>`
      : nothing}
    ${hintLine(view, hints(view, day, here.memory, live.clock())[0], { lead, dismiss: sendAway })}
    ${activity && activity.stage !== "closed" ? html`<div class="desk-progress">${progress(view)}</div>` : nothing}
    ${advice(view)} ${block ? ownNotes(block) : nothing} ${kindControls(view, live)} ${promptEditor(view)}
    ${comingNext(view, day)}
  </section>`;
}

/** @param {DeskView} view */
function wallState(view) {
  if (view.blank) return _("The board is blank");
  return view.frozen ? _("The board is frozen") : _("On the board now");
}

/** @param {DeskView} view */
function onPhones(view) {
  if (!view.show || view.phase !== "running") return nothing;
  return html`<div class="banner">
    <p>${_("The phones show what is on the board.")}</p>
    <button class="button" id="off-phones" @click=${() => lead({ do: "ShowOnPhones", on: false })}>
      ${_("Take the board off the phones")}
    </button>
  </div>`;
}

/**
 * A little more time for those who were late, and a clean table: both can be taken back.
 *
 * @param {DeskView} view
 */
function taskButtons(view) {
  const activity = view.activities[view.current];
  if (view.phase !== "running" || activity.kind === "show" || activity.sealed) return nothing;
  const reopen = { do: "ReopenActivity", activity: activity.id, seconds: 30 };
  return html`<span class="buttons push">
    ${activity.stage === "open"
      ? nothing
      : html`<button class="button button-small" id="reopen-30" @click=${() => lead(reopen)}>
          ${icon("timer")} ${_("Open again for 30 s")}
        </button>`}
    <button
      class="button button-small button-quiet"
      id="clear"
      @click=${() => lead({ do: "ResetActivity", activity: activity.id })}
    >
      ${icon("arrow-clockwise")} ${_("Clear the answers")}
    </button>
  </span>`;
}

/** @param {DeskView} view */
function elsewhere(view) {
  if (view.phase !== "running" || !view.current || (view.what === "activity" && view.on_board === view.current)) {
    return nothing;
  }
  return html`<div class="banner">
    <p>${_("The board shows something other than the present task.")}</p>
    <button class="button" id="back-to-task" @click=${() => lead(task(view))}>${_("Back to the task")}</button>
  </div>`;
}

/** @param {DeskView} view */
function stageLine(view) {
  const activity = view.activities[view.current];
  if (activity.stage === "closing") return _("Closing: those who write have 20 seconds.");
  if (activity.stage === "closed") return _("Closed.");
  if (activity.time_up) return _("The time is up. Nothing closes by itself.");
  return _("Open.");
}

/** @param {DeskView} view */
function advice(view) {
  const found = view.next.does === "open" ? findStep(view, view.next.step) : undefined;
  if (!found) return nothing;
  const plain = !joiningOf(live).secure;
  return openingAdvice(found.step, { expected: view.expected, people: view.people, plain }).map(
    (words) => html`<p class="advice">${icon("warning")} <span>${words}</span></p>`,
  );
}

/** @param {import("./views.js").BlockView} block */
function ownNotes(block) {
  const materials = filledLines(materialsOf(block)).join(" · ");
  if (!block.note && !materials) return nothing;
  return html`<section class="own" aria-label=${_("Your own notes")}>
    ${filledLines(block.note).map((line) => html`<p>${line}</p>`)}
    ${materials ? html`<p class="quiet small">${_("Materials: {what}", { what: materials })}</p>` : nothing}
  </section>`;
}

/**
 * The kind's own controls: hiding a note, hands, paper, grouping.
 *
 * @param {DeskView} view
 * @param {Live} live
 */
function kindControls(view, live) {
  const activity = view.activities[view.current];
  if (!activity || activity.kind === undefined) return nothing;
  const kind = live.kind(activity.kind);
  if (!kind?.desk) return nothing;
  const act = (/** @type {Command} */ command) => lead({ ...command, activity: activity.id });
  return html`<section class="desk-kind" aria-label=${kindWords(activity.kind)}>
    ${kind.desk(activity.view, act, activity, kindTools(view, live))}
  </section>`;
}

/**
 * @param {DeskView} view
 * @param {Live} live
 */
function kindTools(view, live) {
  return {
    roster: view.roster,
    touched: touchedByOthers(view),
    similar: similar.of(view, live),
    draft: (/** @type {string} */ key) => live.outbox.draft(key),
    saveDraft: (/** @type {string} */ key, /** @type {string} */ text) => live.outbox.saveDraft(key, text),
    status: (/** @type {string} */ id) => live.outbox.get(id)?.state,
    clock: () => live.clock(),
    lang: live.first.lang,
  };
}

/** @param {DeskView} view */
function promptEditor(view) {
  const activity = view.activities[view.current];
  if (!activity || view.phase !== "running") return nothing;
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const said = new FormData(form);
    const prompt = { ...activity.prompt };
    for (const [lang, words] of said) prompt[lang] = String(words).trim();
    lead({ do: "EditStep", step: activity.id, prompt });
    form.closest("details")?.removeAttribute("open");
  };
  return html`<details class="fold" id="prompt-editor">
    <summary>${_("Reword the question")}</summary>
    <form class="stack" @submit=${save}>
      ${view.languages.map(
        (lang) => html`<div class="field">
          <label for="prompt-${lang}">${_("The question")} <span class="quiet">${lang}</span></label>
          <textarea
            class="input"
            id="prompt-${lang}"
            name=${lang}
            lang=${lang}
            maxlength="4000"
            .defaultValue=${activity.prompt[lang] ?? ""}
          ></textarea>
        </div>`,
      )}
      <div class="buttons"><button class="button">${_("Change it on all screens")}</button></div>
    </form>
  </details>`;
}

/**
 * @param {DeskView} view
 * @param {import("./forecast.js").Forecast} day
 */
function comingNext(view, day) {
  const next = view.phase === "running" ? nextBlock(view, day) : undefined;
  if (!next) return nothing;
  return html`<p class="quiet">
    ${_("Then at {time}:", { time: minuteWords(next.at) })} <span lang=${next.lang || nothing}>${next.words}</span>
  </p>`;
}

/**
 * What a screen reader is told: the step that opened, and the clock at five minutes, one minute and the end.
 *
 * @param {DeskView} view
 * @param {Live} live
 */
function aloud(view, live) {
  const activity = view.activities[view.current];
  const step = findStep(view, view.current)?.step;
  if (!activity || !step) return "";
  const left = activity.ends_at && activity.stage === "open" ? activity.ends_at - live.clock() : Infinity;
  if (left <= 0) return _("The time is up.");
  if (left <= 60_000) return _("One minute left.");
  if (left <= 300_000) return _("Five minutes left.");
  return _("Now: {what}", { what: stepWords(step) });
}

/**
 * When something drawn from the clock changes: each second while an activity's clock runs, else each minute.
 *
 * @param {DeskView} view
 * @param {number} now
 */
function nextTick(view, now) {
  const activity = view.activities[view.current];
  const each = activity && clockOf(activity, now) ? 1_000 : 60_000;
  // A kind may have a clock of its own, such as a turn's.
  const own = (activity && live.kind(activity.kind)?.nextTick?.(activity.view, activity, now)) ?? Infinity;
  const tick = Math.min(own, (Math.floor(now / each) + 1) * each);
  const strip = here.last ? now + (here.last.at + undoMs - Date.now()) : 0;
  return strip > now ? Math.min(tick, strip + 20) : tick;
}

// --- what is pressed -------------------------------------------------------------------------------------

/** @param {Command} command */
function lead(command) {
  return press(live, here, command);
}

function next() {
  pressNext(live, here, (does) => does === "end" && openDialog("desk-end"));
}

async function showBoard() {
  const opened = await openBoard(live.first.workshop);
  here.said = opened ? "" : _("The board’s window did not open. Allow windows from this page, then try again.");
  live.redraw();
}

/** @param {string} name */
function openTab(name) {
  here.tab = name;
  live.redraw();
}

/** @param {string} id */
function openBlock(id) {
  here.opened = here.opened === id ? "" : id;
  live.redraw();
}

/** @param {string} key Of a hint. */
function sendAway(key) {
  here.memory = dismiss(here.memory, key);
  live.redraw();
}

/** @param {string} shape */
function choose(shape) {
  here.shape = shape;
  live.redraw();
}

/** @param {string | undefined} meaning */
function move(meaning) {
  const view = /** @type {DeskView} */ (live.view);
  if (document.querySelector("dialog[open]")) return false;
  switch (meaning) {
    case "next":
      next();
      return true;
    case "back":
      if (view.page > 0) void lead({ do: "TurnPage", page: view.page - 1 });
      return true;
    case "blank":
      void lead({ do: "BlankBoard", on: !view.blank });
      return true;
    case "undo": {
      const command = takeBackEver(view, here.last, Date.now());
      if (command) void lead(command);
      return true;
    }
    default:
      return false;
  }
}

addEventListener("keydown", (event) => {
  const target = event.target;
  const pressing = target instanceof Element && target.closest("button, a, summary, input, select, [role=tab]") !== null;
  if (move(keyMeans(event, { writing: isWriting(event), pressing }))) event.preventDefault();
});

// A clicker's keys go to the window in front, which may be the board.
if (typeof BroadcastChannel === "function") {
  new BroadcastChannel("facilitator-keys").onmessage = ({ data }) => {
    if (["next", "back", "blank"].includes(data)) move(data);
  };
}
