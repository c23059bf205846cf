/**
 * The phone: one task, one green button. What is written is kept here before anything else happens to it.
 *
 * A new step comes by itself; it never takes the focus from someone who types, and what they typed stays.
 */
import { html, keyed, nothing, render } from "./html.js";
import { _, pick } from "./i18n.js";
import { clock, clockNews, nextTick, timeLeft } from "./clock.js";
import { start } from "./live.js";
import { fileAddress, fileText, forgetOwn, keepDraft, keepOwn, leftDrafts } from "./own.js";
import { codeWords, icon, langOf, refusal, said, screenRoot, worded, written } from "./parts.js";
import { askedOnTop } from "./pending.js";
import { atHome, farewell, invitation, isBefore } from "./phone-before.js";
import { badNews, connection, lobby, rest, thanks } from "./phone-doors.js";
import { boardText, moreSheet } from "./phone-more.js";
import { takeHome } from "./phone-own.js";
import { Sharers, awaited, handingOver, whose } from "./phone-shared.js";
import { teamQuestion } from "./phone-team.js";
import { bringFont, useKeptSize, watchKeyboard } from "./reading.js";
import { keeperOf } from "./sharing.js";
import { createSignals, signal } from "./signal.js";
import { who } from "./who.js";

/** @typedef {import("./views.js").PhoneView} PhoneView */
/** @typedef {import("./views.js").MineView} MineView */
/** @typedef {import("./views.js").ActivityView} ActivityView */
/** @typedef {import("./live.js").Live} Live */

/** Which of one's names a step needs. @type {Record<string, "name" | "nickname">} */
const needed = { named: "name", facilitator: "name", nickname: "nickname" };

const root = screenRoot();
/** What this page remembers by itself. */
const here = {
  /** The step that was drawn last, with its run and who looked. */ step: "",
  /** Milliseconds on its clock then. @type {number | undefined} */ left: undefined,
  /** What a screen reader is told. */ said: "",
  /** The open part of the sheet. */ page: "",
  /** What has changed under the open sheet. */ news: "",
  /** Whether nobody had the phone when it was drawn last. */ wasHanding: false,
};
useKeptSize();
watchKeyboard();
const live = start(draw);
const sharers = new Sharers(live, closeMore);
/** Whoever reads in the sheet sees a change of round there too. */
const noticed = createSignals({
  isAllowed: isReading,
  vibrate: () => (here.news = _("Something new has begun in your task.")),
  play: () => {},
});
requestAnimationFrame(() => requestAnimationFrame(bringFont));

/** @param {Live} live */
function draw(live) {
  const view = /** @type {PhoneView} */ (live.view);
  const activity = current(view);
  const isNew = noteStep(activity);
  noteClock(activity, live.clock());
  sharers.learn();
  if (activity) keepWords(activity);
  render(screen(view, activity), root);
  if (isNew && !isTyping()) scrollTo(0, 0);
  goToHanding();
  if (activity) live.redrawAt(nextLook(activity, live.clock()));
}

/**
 * When the step's own clock, or its kind's, next shows something else.
 *
 * @param {ActivityView} activity
 * @param {number} now
 */
function nextLook(activity, now) {
  const own = live.kind(activity.kind)?.nextTick?.(activity.view, activity, now) ?? Infinity;
  return Math.min(nextTick(activity, now), own);
}

/** The button that was pressed is gone: who reads by ear goes on from the heading. */
function goToHanding() {
  const isHanding = sharers.isHanding;
  if (isHanding && !here.wasHanding) document.getElementById("handing")?.focus();
  here.wasHanding = isHanding;
}

/** Where what was typed by who has the phone is kept. */
function keeper() {
  return keeperOf(live.outbox, sharers.now, sharers.first);
}

/**
 * @param {PhoneView} view
 * @returns {ActivityView | undefined}
 */
function current(view) {
  return "kind" in view.activity && "view" in view.activity ? /** @type {ActivityView} */ (view.activity) : undefined;
}

/**
 * @param {ActivityView | undefined} activity
 * @returns {boolean} Whether it is another than the last time.
 */
function noteStep(activity) {
  const step = activity ? `${activity.id} ${activity.run} ${sharers.now === sharers.first ? "" : sharers.now}` : "";
  if (step === here.step) return false;
  if (activity && isReading()) here.news = _("A new task has come.");
  here.step = step;
  here.left = undefined;
  here.said = activity ? _("New task: {what}", { what: pick(activity.prompt) }) : "";
  return true;
}

/**
 * @param {ActivityView | undefined} activity
 * @param {number} now
 */
function noteClock(activity, now) {
  const left = activity && timeLeft(activity, now)?.ms;
  here.said = clockNews(here.left, left) || here.said;
  here.left = left;
}

function isTyping() {
  return document.activeElement instanceof HTMLTextAreaElement || document.activeElement instanceof HTMLInputElement;
}

/** @param {ActivityView} activity */
function keepWords(activity) {
  const mine = mineOf(activity);
  const kind = live.kind(activity.kind);
  // Once it is sealed nobody but this phone knows whose is whose: what it has, it keeps.
  if (!mine || !kind || activity.sealed) return;
  const days = kind.dates?.(mine.view) ?? [];
  keepOwn(keeper(), activity.id, { prompt: pick(activity.prompt), lines: kind.lines?.(mine.view, activity.view) ?? [], ...(days.length ? { days } : {}) });
}

/**
 * @param {ActivityView} activity
 * @returns {MineView | undefined} Undefined until what is mine in this step has come.
 */
function mineOf(activity) {
  const mine = /** @type {MineView} */ (live.mine);
  return mine.activity === activity.id && !sharers.isAwaited ? mine : undefined;
}

// --- the screen ------------------------------------------------------------------------------------------

/**
 * @param {PhoneView} view
 * @param {ActivityView | undefined} activity
 */
function screen(view, activity) {
  // A questionnaire may take answers after the day too.
  const stays = activity !== undefined && takes(activity);
  const isOver = view.phase === "ended" && !stays;
  const news = isOver ? undefined : badNews(live);
  if (news) return news;
  if (sharers.isHanding) return handingOver(sharers);
  if (sharers.isAwaited) return awaited(sharers, connection(live));
  if (isOver) {
    return thanks(view, live, { home: takeHome(pick(view.title), keeper(), forget), left: leftBehind(""), whose: whose(sharers) });
  }
  const task = body(view, activity);
  return html`${top(view, activity)} ${whose(sharers)} ${task}
    ${moreSheet(view, { live, page: here.page, turn, close: closeMore, sharers, keeper: keeper(), forget, news: here.news })}
    <p class="aloud" role="status">${here.said}</p>`;
}

/**
 * @param {PhoneView} view
 * @param {ActivityView | undefined} activity
 */
function top(view, activity) {
  const code = /** @type {Record<string, any>} */ (live.first).code;
  return html`<header class="phone-top">
    ${code ? html`<span class="code" aria-label=${_("Code {code}", { code })}>${codeWords(code)}</span>` : nothing}
    ${view.place ? html`<span>${_("Step {place}", { place: view.place })}</span>` : nothing}
    <span class="push">${activity ? clock(activity, live.clock(), true) : nothing}</span>
    <button class="button button-quiet" id="more-open" aria-haspopup="dialog" @click=${openMore}>
      ${icon("text-aa")} ${_("More")}
    </button>
  </header>`;
}

/**
 * @param {PhoneView} view
 * @param {ActivityView | undefined} activity
 */
function body(view, activity) {
  if (view.rest) return html`${connection(live)} ${rest()}`;
  const asked = teamQuestion(view, live, keeper());
  if (isBefore(view) && !(activity && takes(activity))) return html`${connection(live)} ${atHome(view, activity, asked)}`;
  if (!activity) return html`${connection(live)} ${lobby(view, shownHere(view, activity), asked)}`;
  const name = needsName(activity);
  const mine = mineOf(activity);
  const kind = live.kind(activity.kind);
  const tools = toolsOf(activity, mine);
  const act = (/** @type {Record<string, any>} */ command) => live.act({ ...command, activity: activity.id });
  // A new run is a new task: its fields start empty, and nothing of the old one is kept in them.
  return keyed(
    here.step,
    html`<main class="phone-main" id="content">
        ${connection(live)} ${closing(activity)} ${asked} ${shownHere(view, activity)} ${invitation(view)} ${question(activity)} ${takes(activity) ? nothing : leftBehind("", activity.id)}
        ${takes(activity) && answers(activity) ? who(activity) : nothing} ${farewell(view, mine?.view)}
        ${name
          ? nameForm(name, activity)
          : kind?.phone
            ? asShown(view, activity, kind.phone(activity.view, mine?.view ?? {}, act, activity, tools))
            : nothing}
        ${activity.stage === "closed" && activity.kind !== "show" ? html`<p class="quiet">${_("This step is closed.")}</p>` : nothing}
        ${name || kind?.moreTime === false || isBefore(view) ? nothing : moreTime(activity, mine, act)}
        ${leftBehind(takes(activity) ? activity.id : "", "", activity.id)}
      </main>
      ${name ? nothing : bar(activity, mine, kind, act, tools)}`,
  );
}

/**
 * What the wall shows, where phones show it too: above the task, and without being asked for.
 *
 * @param {PhoneView} view
 * @param {ActivityView | undefined} activity
 */
function shownHere(view, activity) {
  if (!view.show || !["activity", "programme", "parking"].includes(view.what)) return nothing;
  const isOther = view.what !== "activity" || "kind" in view.wall;
  if (!isOther && (!activity || tellsItself(activity))) return nothing;
  return html`<section class="phone-wall" aria-label=${_("On the board")}>${boardText(view, live, isOther)}</section>`;
}

/**
 * @param {PhoneView} view
 * @param {ActivityView} activity
 * @param {unknown} task As large as the wall's words where it is what the wall shows.
 */
function asShown(view, activity, task) {
  const isWall = view.show && view.what === "activity" && !("kind" in view.wall) && !takes(activity);
  return isWall ? html`<div class="phone-wall">${task}</div>` : task;
}

/** @param {ActivityView} activity Whether its task says already what the wall shows, or the wall nothing yet. */
function tellsItself(activity) {
  const { hidden = false, shown = true } = /** @type {Record<string, any>} */ (activity.view);
  return !takes(activity) || activity.kind === "show" || hidden || !shown;
}

/** @param {ActivityView} activity */
function takes(activity) {
  return activity.stage !== "closed";
}

/** @param {ActivityView} activity Whether people write or choose anything here: its kind knows. */
function answers(activity) {
  return live.kind(activity.kind)?.answers?.(activity.view, activity) ?? true;
}

/** @param {ActivityView} activity */
function question({ prompt, help }) {
  return html`<h1 class="prompt" id="prompt" tabindex="-1" lang=${langOf(prompt)}>${worded(prompt)}</h1>
    ${pick(help) ? html`<p class="phone-help">${said(help)}</p>` : nothing}`;
}

/**
 * The last seconds for those who write.
 *
 * @param {ActivityView} activity
 */
function closing({ stage, grace_until: until }) {
  if (stage !== "closing") return nothing;
  const seconds = Math.max(0, Math.ceil((until - live.clock()) / 1000));
  return html`<div class="banner banner-wait">
    ${icon("timer")}
    <p>${_("This step closes in {seconds} s. Send what you are writing.", { seconds })}</p>
  </div>`;
}

/**
 * @param {ActivityView} activity
 * @param {MineView | undefined} mine
 */
function toolsOf(activity, mine) {
  const about = { prompt: pick(activity.prompt), isPrivate: activity.identity === "only_you" };
  const isAbout = (/** @type {import("./outbox.js").Row} */ row) => row.command.activity === activity.id && live.isOwn(row);
  const kept = new Set(live.outbox.rows.filter((row) => row.state === "saved").map((row) => row.id));
  return {
    draft: (/** @type {string} */ key) => keeper().draft(key),
    saveDraft: (/** @type {string} */ key, /** @type {string} */ text) => {
      keepDraft(keeper(), key, text, { ...about, isPrivate: about.isPrivate || key.startsWith("promise/") });
      live.redraw();
    },
    status: (/** @type {string} */ id) => live.outbox.get(id)?.state,
    rows: () => live.outbox.rows.filter((row) => isAbout(row) && row.state !== "saved"),
    asked: () => askedOnTop(live.outbox.asked.filter(isAbout), kept),
    dismiss: (/** @type {string} */ id) => live.outbox.dismiss(id),
    clock: () => live.clock(),
    lang: live.first.lang,
    seat: live.first.seat ?? "",
    person: String(live.mine.person ?? ""),
    group: mine?.group ?? {},
    signal: (/** @type {string} */ key) => {
      noticed(`${here.step} ${key}`);
      signal(`${here.step} ${key}`);
    },
    isDone: marked("MarkDone", activity, Boolean(mine?.done)),
  };
}

/**
 * Whether a mark is set, as it will be once all that was asked here has been answered.
 *
 * @param {string} name Of the command that sets it.
 * @param {ActivityView} activity
 * @param {boolean} kept
 */
function marked(name, activity, kept) {
  const asked = live.outbox.waiting.filter(
    (row) => row.command.do === name && row.command.activity === activity.id && live.isOwn(row),
  );
  return asked.length ? asked[asked.length - 1].command.on !== false : kept;
}

/**
 * @param {ActivityView} activity
 * @param {MineView | undefined} mine
 * @param {(command: Record<string, any>) => Promise<string>} act
 */
function moreTime(activity, mine, act) {
  if (activity.stage !== "open" || !answers(activity)) return nothing;
  const asked = marked("NeedMoreTime", activity, Boolean(mine?.more_time));
  return html`<div class="buttons">
    <button
      class="button button-quiet"
      id="more-time"
      aria-pressed=${asked}
      @click=${() => act({ do: "NeedMoreTime", on: !asked })}
    >
      ${icon("hand-palm")} ${asked ? _("You have asked for more time") : _("I need more time")}
    </button>
  </div>`;
}

/**
 * @param {ActivityView} activity
 * @param {MineView | undefined} mine
 * @param {any} kind
 * @param {(command: Record<string, any>) => Promise<string>} act
 * @param {ReturnType<typeof toolsOf>} tools
 */
function bar(activity, mine, kind, act, tools) {
  if (!takes(activity) || activity.view.style === "break") return nothing;
  const primary = kind?.bar ? kind.bar(activity.view, mine?.view ?? {}, act, activity, tools) : nothing;
  // Where there is no other end than being done, the kind's own green button says it.
  if (isEmpty(primary) && (kind?.saysDone || !answers(activity))) return nothing;
  const saysDone = primary !== nothing && kind?.saysDone;
  const isNext = primary === nothing && answers(activity) && !tools.isDone;
  return html`<div class="bottom">
    ${saysDone
      ? nothing
      : html`<button class=${isNext ? "button button-primary" : "button"} id="done" aria-pressed=${tools.isDone} @click=${() => act({ do: "MarkDone", on: !tools.isDone })}>
          ${icon("check")} ${tools.isDone ? _("You are done") : _("Done")}
        </button>`}
    ${primary}
  </div>`;
}

/** @param {any} template Whether a kind said that there is nothing to press. */
function isEmpty(template) {
  return Array.isArray(template?.strings) && template.strings.length === 1 && !template.strings[0].trim();
}

// --- names -----------------------------------------------------------------------------------------------

/**
 * Return which name must be said before this step; undefined where none, or once it is on its way.
 *
 * @param {ActivityView} activity
 */
function needsName(activity) {
  const which = needed[activity.identity];
  if (!which || !takes(activity) || !answers(activity) || live.mine[which]) return undefined;
  const isAsked = live.outbox.waiting.some((row) => row.command.do === "SetName" && row.command[which] && live.isOwn(row));
  return isAsked ? undefined : which;
}

/**
 * @param {"name" | "nickname"} which
 * @param {ActivityView} activity
 */
function nameForm(which, activity) {
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const said = String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("name")).trim();
    if (said) void live.act({ do: "SetName", [which]: said });
  };
  const refused = live.outbox.rows.filter((row) => row.state === "refused" && row.command.do === "SetName" && live.isOwn(row));
  const tools = toolsOf(activity, undefined);
  return html`<form class="stack" @submit=${send}>
    ${refused.map((row) => refusal(row, tools))}
    <div class="field">
      <label for="my-name">${which === "name" ? _("Your name") : _("Your nickname")}</label>
      <input
        class="input"
        id="my-name"
        name="name"
        maxlength="60"
        autocomplete=${which === "name" ? "name" : "off"}
        aria-describedby="who my-name-help"
        required
      />
      <p class="field-help" id="my-name-help">${_("It is asked once, and used in this workshop only.")}</p>
    </div>
    <button class="button button-primary button-wide">${_("Go on")}</button>
  </form>`;
}

// --- what a step left behind -----------------------------------------------------------------------------

/**
 * Words that were not sent before their step moved on.
 *
 * @param {string} open The activity that takes answers now; "" for none.
 * @param {string} [only] Of this activity alone.
 * @param {string} [but] Of all activities but this one.
 */
function leftBehind(open, only = "", but = "") {
  const left = leftDrafts(keeper(), open).filter(
    ({ key }) => (!only || key.endsWith(`/${only}`)) && (!but || !key.endsWith(`/${but}`)),
  );
  return left.map(({ key, prompt, text, isPrivate }) => {
    const forget = () => {
      keepDraft(keeper(), key, "", { prompt, isPrivate });
      live.redraw();
    };
    const park = () => void live.act({ do: "ParkIdea", text: text.trim() }).then(forget);
    return html`<section class="empty" aria-label=${_("Words you did not send")}>
      <p class="small">${_("You did not send this before the step closed:")} ${prompt}</p>
      <p class="note">${written(text)}</p>
      <div class="buttons">
        <a class="button" download=${_("my-note.txt")} href=${fileAddress(fileText(prompt, [{ prompt: "", lines: [text] }]))}>
          ${icon("download-simple")} ${_("Save it for myself")}
        </a>
        ${isPrivate || live.view.phase === "ended"
          ? nothing
          : html`<button class="button" @click=${park}>${icon("tray")} ${_("To the parking lot, for all to see")}</button>`}
        <button class="button" @click=${forget}>${icon("trash")} ${_("Throw it away")}</button>
      </div>
    </section>`;
  });
}

function forget() {
  forgetOwn(keeper());
  live.redraw();
}

// --- the sheet -------------------------------------------------------------------------------------------

function openMore() {
  const dialog = document.getElementById("more");
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** Whether the sheet is open. */
function isReading() {
  const dialog = document.getElementById("more");
  return dialog instanceof HTMLDialogElement && dialog.open;
}

function closeMore() {
  const dialog = document.getElementById("more");
  if (dialog instanceof HTMLDialogElement) dialog.close();
}

/** @param {string} page */
function turn(page) {
  here.page = page;
  if (!isReading()) here.news = "";
  live.redraw();
}
