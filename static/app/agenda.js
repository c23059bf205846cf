/** The agenda tab: the day is planned here, live, by everyone who leads it. */
import { html, nothing, render } from "./html.js";
import { _, ngettext } from "./i18n.js";
import { isAhead } from "./agenda-days.js";
import { dayWords, minuteWords } from "./clock.js";
import { ask, isWriting, joiningOf, notices, pageData, savedStatus } from "./desk-frame.js";
import { inOrder } from "./forecast.js";
import { start } from "./live.js";
import { icon, screenRoot } from "./parts.js";
import { Adding } from "./planner-add.js";
import { afterTheDay } from "./planner-after.js";
import { beforeTheDay } from "./planner-before.js";
import { Fields } from "./planner-fields.js";
import { Hands } from "./planner-hands.js";
import { blockList } from "./planner-list.js";
import { Previews } from "./planner-looks.js";
import { blockPanel, workshopPanel } from "./planner-panel.js";
import { tied } from "./planner-plan.js";
import { PlannerTools } from "./planner-tools.js";
import { keyTakes, undoButtons } from "./planner-undo.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./live.js").Live} Live */
/** @typedef {Record<string, any>} Command */

/** Pretend people where nobody said how many are expected, and at most. */
const usualPeople = 25;
const mostPeople = 500;
const root = screenRoot();
const kinds = pageData("kinds", /** @type {Record<string, {title?: string, schema: Record<string, any>, identities?: string[], together?: boolean}>} */ ({}));
/** What this window remembers by itself. */
const here = {
  block: "",
  step: "",
  spoken: "",
  said: "",
  /** What was asked for and is opened once it is there. @type {{id: string, open: (id: string) => void} | null} */
  awaited: null,
};
const live = start(draw);
const fields = new Fields(live.act, live.outbox);
const tools = new PlannerTools(live, lookAt);
const adding = new Adding({ workshop: live.first.workshop, add, after: placeOfNew, redraw: () => live.redraw() });
const hands = new Hands(live, { choose, chosen: () => here.block, create, say, focus: focusSoon });
const looks = new Previews((asked) => ask(`/w/${live.first.workshop}/preview`, asked), () => live.redraw());
adding.arrive();

/** @param {Live} live */
function draw(live) {
  const view = /** @type {DeskView} */ (live.view);
  openAwaited(view);
  if (here.block && !view.blocks[here.block]) here.block = "";
  render(planner(view, live), root);
  fields.follow(root);
  if (view.phase === "running") live.redrawAt((Math.floor(live.clock() / 60_000) + 1) * 60_000);
}

/**
 * @param {DeskView} view
 * @param {Live} live
 */
function planner(view, live) {
  const laid = hands.laid(view);
  const panelTools = {
    act: live.act,
    change: fields.change,
    create,
    move: hands.move,
    copy: hands.copy,
    remove: hands.remove,
    choose,
    step: here.step,
    openStep,
    kinds,
    kind: (/** @type {string} */ name) => live.kind(name),
    looks,
    encrypted: joiningOf(live).secure,
  };
  return html`<div class="planner" ?data-chosen=${here.block}>
    ${notices(live)}
    ${here.said ? html`<p class="banner banner-error" role="alert">${here.said}</p>` : nothing} ${headLine(view, live)}
    <div class="split">
      <section class="stack planner-list" aria-labelledby="agenda-title">
        <div class="panel-head">
          <h2 id="agenda-title">${_("Agenda")}</h2>
          <div class="buttons">
            ${undoButtons(view, takeBack)}
            <button class="button" id="add" @click=${adding.open}>${icon("plus")} ${_("Add")}</button>
            ${tools.button(view)}
          </div>
        </div>
        ${beforeTheDay(view, beforeTools(live))} ${afterTheDay(view, live.first.workshop)}
        ${Object.keys(view.blocks).length ? blockList(view, laid, hands.list(view, fields.change)) : emptyDay(view)} ${tools.advice(view, here.block)}
      </section>
      ${here.block ? blockPanel(view, here.block, panelTools) : workshopPanel(view, panelTools)}
    </div>
    ${adding.dialog(view)} ${tools.dialogs(view)} ${hands.menu(view, laid)}
    <p class="aloud" role="status">${here.spoken}</p>
  </div>`;
}

/** @param {Live} live */
function beforeTools(live) {
  const { address_url = "", qr_url } = joiningOf(live);
  return { act: live.act, create, choose, redraw: () => live.redraw(), addressUrl: address_url, qrUrl: qr_url };
}

/**
 * @param {DeskView} view
 * @param {Live} live
 */
function headLine(view, live) {
  const { workshop } = live.first;
  // Long before the day nobody starts: the next thing then is to try it.
  const tries = view.phase === "planning" && !view.pretend && isAhead(view.day, live.clock());
  return html`<div class="planner-head">
    <p class="card-facts">
      ${view.day ? html`<span>${icon("calendar-blank")} ${dayWords(view.day)}</span>` : nothing}
      <span>${icon("clock")} ${minuteWords(view.starts)}</span>
      ${view.expected
        ? html`<span>${icon("users")} ${ngettext("{n} person expected", "{n} people expected", view.expected)}</span>`
        : nothing}
      ${savedStatus(live)}
    </p>
    <div class="buttons">
      ${view.phase === "planning" && !view.pretend
        ? html`<button class="button ${tries ? "button-primary" : ""}" id="rehearse" @click=${rehearse}>
            ${icon("users")} ${rehearsalWords(view)}
          </button>`
        : nothing}
      ${view.phase === "planning"
        ? html`<button class="button ${tries ? "" : "button-primary"}" id="start" @click=${begin}>
            ${icon("play")} ${_("Start: show the QR on the board")}
          </button>`
        : html`<a class="button button-primary" id="start" href="/w/${workshop}/${view.phase === "ended" ? "summary" : "lead"}">
            ${icon("arrow-right")} ${view.phase === "ended" ? _("Open the summary") : _("Go on leading")}
          </a>`}
    </div>
  </div>`;
}

/** @param {DeskView} view */
function rehearsalWords({ expected }) {
  const n = Math.min(expected || usualPeople, mostPeople);
  return ngettext("Try the day with {n} pretend person", "Try the day with {n} pretend people", n);
}

/** @param {DeskView} view */
function emptyDay(view) {
  return html`<div class="empty">
    <h2>${_("Nothing on the agenda yet")}</h2>
    <p>${_("Add the first block: an empty one, a break or a method.")}</p>
    ${tools.beginnings(view)}
  </div>`;
}

// --- what is pressed -------------------------------------------------------------------------------------

/** @param {string} id A block; nothing closes the panel. */
function choose(id) {
  const before = here.block;
  here.block = id === before ? "" : id;
  here.step = firstStep(here.block);
  live.redraw();
  // Where there is one column the panel takes the list's place, and the reader goes along.
  focusSoon(here.block ? (isNarrow() ? "panel-title" : "") : `block-${before}`);
}

/** @param {string} id A block that something on the screen is about: who pressed it reads on there. */
function lookAt(id) {
  if (here.block !== id) choose(id);
  focusSoon("panel-title");
}

/** @param {string} block */
function firstStep(block) {
  const steps = inOrder(live.view.blocks[block]?.steps ?? {});
  return steps.length === 1 ? steps[0][0] : "";
}

function isNarrow() {
  return matchMedia("(max-width: 60em)").matches;
}

/** @param {string} id */
function focusSoon(id) {
  if (id) requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.focus()));
}

/** @param {string} id */
function openStep(id) {
  here.step = id;
  live.redraw();
}

/**
 * Ask for something new, and open it once it is there.
 *
 * @param {Command} command
 * @param {(id: string) => void} open
 */
function create(command, open) {
  void live.act(command).then((id) => {
    here.awaited = { id, open };
    live.redraw();
  });
}

/** @param {DeskView} view */
function openAwaited(view) {
  const { awaited } = here;
  if (!awaited) return;
  const isThere = view.blocks[awaited.id] || Object.values(view.blocks).some((block) => block.steps[awaited.id]);
  if (live.outbox.get(awaited.id)?.state === "refused") here.awaited = null;
  if (!isThere) return;
  here.awaited = null;
  awaited.open(awaited.id);
}

/** Return the block after which a new one comes: the chosen one, else the last. */
function placeOfNew() {
  return here.block || (inOrder(live.view.blocks).at(-1)?.[0] ?? "");
}

/** @param {Command} block */
function add(block) {
  const after = placeOfNew();
  create({ do: "AddBlock", block: tied(block, live.view, after), after }, (id) => {
    here.block = "";
    choose(id);
  });
}

/** @param {string} words */
function say(words) {
  here.spoken = words;
  live.redraw();
}

/** @param {"Undo" | "Redo"} what */
function takeBack(what) {
  if (what === "Undo" ? live.view.undo : live.view.redo) void live.act({ do: what });
}

function begin() {
  void live.act({ do: "StartWorkshop" }).then(() => leadOnceStarted());
}

/** Go to the desk when the start has been answered: leaving earlier would only hand it over. */
function leadOnceStarted() {
  if (live.view.phase === "planning" && live.outbox.waiting.length) setTimeout(leadOnceStarted, 50);
  else if (!live.outbox.rows.some((row) => row.command.do === "StartWorkshop" && row.state === "refused")) {
    location.assign(`/w/${live.first.workshop}/lead`);
  }
}

async function rehearse() {
  try {
    const { url } = await ask(`/w/${live.first.workshop}/rehearse`, { itself: true });
    location.assign(url ?? `/w/${live.first.workshop}/lead`);
  } catch {
    here.said = _("The rehearsal did not start. Nothing has changed; try again.");
    live.redraw();
  }
}

addEventListener("keydown", (event) => {
  // In a field Ctrl+Z takes back what is typed there.
  const taken = keyTakes(event, isWriting(event));
  if (taken) {
    event.preventDefault();
    takeBack(taken);
  }
  if (event.key === "Escape" && here.block && !document.querySelector("dialog[open]")) choose("");
});

root.addEventListener("focusout", () => hands.left());

// A field saves when one leaves it: going to another window is leaving it.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
});
