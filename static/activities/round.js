/**
 * Round on the screens: whose turn it is, calmly. The wall has names only where all may know them, or but a quiet clock;
 * a phone knows its own place; the desk hands the turn on.
 */
import { html, nothing, repeat } from "../app/html.js";
import { _, ngettext, pick } from "../app/i18n.js";
import { icon, inOrder, langOf, refusal, said, status, worded, written } from "../app/parts.js";
import { hiddenWords } from "../app/progress.js";
import { beforeMe, maySpeak, ownTurn, turnLeft } from "../app/turns.js";

/** @typedef {import("../app/views.js").RoundView} RoundView */
/** @typedef {import("../app/views.js").SpeakerView} SpeakerView */
/** @typedef {import("../app/views.js").PhaseView} PhaseView */
/** @typedef {import("../app/views.js").MyTurn} MyTurn */
/** @typedef {import("../app/views.js").ActivityView} ActivityView */
/** @typedef {import("../app/outbox.js").Row} Row */
/** @typedef {import("../app/parts.js").Act} Act */
/** @typedef {import("../app/parts.js").Tools} Tools */
/** @typedef {import("../app/parts.js").Wall} Wall */

export { nextTick } from "../app/turns.js";

/** Its green button hands the turn on: there is no other end than that. */
export const saysDone = true;

/** A turn is given more time by the desk, not asked for beside it. */
export const moreTime = false;

/** What the desk gives at a tap. */
const extraSeconds = 30;
const longestLine = 140;
/** Letters of a name from which on it is smaller on the wall. */
const longName = 18;
/** Phases that have room on the wall with who may speak in them, and under the one that is on. */
const mostFullPhases = 8;
const mostPhasesBelow = 6;

// --- what is so ------------------------------------------------------------------------------------------

/** @param {RoundView} view Its people in order; none where names are nobody's business. */
function people(view) {
  return inOrder(view.persons);
}

/** @param {RoundView} view */
function speaker(view) {
  return people(view).find(([, row]) => row.state === "speaks")?.[1];
}

/** @param {RoundView} view */
function topicNow(view) {
  return inOrder(view.items).find(([, row]) => row.state === "now")?.[1];
}

/** @param {RoundView} view */
function phaseNow(view) {
  return view.phases?.[view.phase];
}

/** @param {string} who May speak in a phase. */
function mayWords(who) {
  switch (who) {
    case "presenter":
      return _("The presenter speaks");
    case "others":
      return _("The others speak, the presenter listens");
    case "nobody":
      return _("Nobody speaks: a quiet moment");
    default:
      return _("Everyone may speak");
  }
}

/** @param {number} minutes */
function minutesWords(minutes) {
  return minutes ? _("{n} min", { n: minutes }) : "";
}

/** @param {SpeakerView} row */
function nameOf(row) {
  return row.name ? written(row.name) : _("Person {n}", { n: row.place });
}

/**
 * @param {ReturnType<typeof turnLeft>} left
 * @param {boolean} [small]
 */
function turnClock(left, small = false) {
  if (!left) return nothing;
  return html`<div class=${small ? "clock clock-small" : "clock"} ?data-last=${left.isLast} ?data-over=${left.isOver}>
    <time class="clock-left">${left.words}</time>
    ${small || !left.isOver ? nothing : html`<span class="clock-until">${_("time to hand on")}</span>`}
  </div>`;
}

// --- the wall --------------------------------------------------------------------------------------------

/**
 * @param {RoundView} view
 * @param {ActivityView} activity
 * @param {Wall} [wall]
 */
export function board(view, activity, wall = {}) {
  if (inOrder(view.lines).length) return lineCards(view);
  // What was said stays with those who heard it.
  if (activity.stage === "closed") return html`<p class="board-text quiet">${_("The round is over. What was said stays in the room.")}</p>`;
  if (view.order === "phases") return phasesOnWall(view);
  const left = turnLeft(view, activity, wall.now ?? 0);
  return html`<div class="round-board">
    ${topicOnWall(view)}
    <div class="round-stage">
      ${view.order === "rings" ? ringsOnWall(view) : view.order === "ring" ? nothing : orderOnWall(view)}
      ${left ? html`<div class="round-clock" ?data-alone=${!people(view).length}>${turnClock(left)}</div>` : nothing}
    </div>
  </div>`;
}

/** @param {RoundView} view What has been written, once it is closed. */
function lineCards(view) {
  return html`<ul class="notes pages">
    ${repeat(
      inOrder(view.lines),
      ([id]) => id,
      ([, line]) => html`<li class="note arrives">${written(line.text)} ${line.name ? html`<span class="note-by">${line.name}</span>` : nothing}</li>`,
    )}
    ${view.kept_back ? html`<li class="quiet">${hiddenWords(view.kept_back)}</li>` : nothing}
  </ul>`;
}

/** @param {RoundView} view */
function topicOnWall(view) {
  const topic = topicNow(view);
  if (!topic) return nothing;
  const of = Object.keys(view.items).length;
  return html`<p class="round-topic">
    <span lang=${langOf(topic.text)}>${worded(topic.text)}</span>
    ${of > 1 ? html`<span class="round-count number">${view.item + 1} / ${of}</span>` : nothing}
  </p>`;
}

/** @param {RoundView} view Who speaks, and who comes next. */
function orderOnWall(view) {
  const rows = people(view).map(([, row]) => row);
  if (view.over) return html`<p class="round-speaker">${_("Everyone has had a turn")}</p>`;
  if (!rows.length) return html`<div class="round-turn"><p class="round-say">${waitingWords(view)}</p></div>`;
  const now = speaker(view);
  const next = rows.filter((row) => row.state === "waits");
  return html`<div class="round-turn">
    ${now ? html`<p class="round-say">${_("Speaking now")}</p><p class="round-speaker" ?data-long=${now.name.length > longName}>${nameOf(now)}</p>` : nothing}
    ${next.length
      ? html`<p class="round-say">${now || view.started ? _("Coming next") : _("In this order")}</p>
          <ol class="round-next" ?data-many=${!now && next.length > 5} ?data-numbered=${!view.started}>
            ${next.slice(0, now ? (topicNow(view) ? 2 : 4) : 12).map((row) => html`<li>${nameOf(row)}</li>`)}
          </ol>`
      : nothing}
  </div>`;
}

/** @param {RoundView} view */
function waitingWords(view) {
  if (view.order === "volunteers") {
    if (view.waiting) return ngettext("{n} is waiting for a turn", "{n} are waiting for a turn", view.waiting);
    return view.speaking ? "" : _("The word is free: ask for it on your phone");
  }
  return view.waiting ? ngettext("{n} still to come", "{n} still to come", view.waiting) : "";
}

/** @param {RoundView} view */
function ringsOnWall(view) {
  const rows = people(view).map(([, row]) => row);
  return html`<div class="round-turn">
    <p class="round-say">${_("In the inner ring")}</p>
    ${rows.length
      ? html`<ul class="round-next" ?data-large=${!topicNow(view)} ?data-many=${rows.length > 5}>${rows.map((row) => html`<li>${nameOf(row)}</li>`)}</ul>`
      : view.inside
        ? html`<p class="round-speaker">${view.inside}</p>`
        : nothing}
    <p class="round-say">${chairWords(view)}</p>
  </div>`;
}

/** @param {RoundView} view */
function chairWords(view) {
  return view.chairs
    ? ngettext("{n} chair is free: come in and speak", "{n} chairs are free: come in and speak", view.chairs)
    : _("All chairs are taken");
}

/** @param {RoundView} view */
function phasesOnWall(view) {
  const now = phaseNow(view);
  return html`<div class="round-board">
    ${now
      ? html`<div class="round-turn">
          <p class="round-speaker" data-long lang=${langOf(now.title)}>${worded(now.title)}</p>
          <p class="round-may">${mayWords(now.who)}</p>
          ${pick(now.prompt) ? html`<p class="round-say">${said(now.prompt)}</p>` : nothing}
        </div>`
      : nothing}
    ${phaseList(view, Boolean(now) || view.phases.length > mostFullPhases, now ? mostPhasesBelow : Infinity)}
  </div>`;
}

/**
 * @param {RoundView} view
 * @param {boolean} brief Without who may speak: what is on now is told above.
 * @param {number} [most] So many at once, the present one among them.
 */
function phaseList(view, brief, most = Infinity) {
  const all = (view.phases ?? []).map((phase, n) => ({ phase, n }));
  const first = Math.max(0, Math.min((view.phase ?? -1) - 1, all.length - most));
  return html`<ol class="round-phases" ?data-brief=${brief}>
    ${all.slice(first, first + most).map(
      ({ phase, n }) => html`<li
        class="round-phase"
        data-state=${n < view.phase ? "done" : n === view.phase ? "now" : nothing}
        aria-current=${n === view.phase ? "step" : nothing}
      >
        <span class="number">${n + 1}</span>
        <span class="round-phase-words">
          <span>${pick(phase.title) ? said(phase.title) : mayWords(phase.who)}</span>
          ${brief || !pick(phase.title) ? nothing : html`<small>${mayWords(phase.who)}</small>`}
        </span>
        <span class="quiet nowrap">${minutesWords(phase.minutes)}</span>
      </li>`,
    )}
  </ol>`;
}

// --- the phone -------------------------------------------------------------------------------------------

/**
 * @param {RoundView} view
 * @param {MyTurn} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function phone(view, mine, act, activity, tools) {
  const rows = tools.rows?.() ?? [];
  const own = ownTurn(view, mine, rows);
  tools.signal?.(signalKey(view, activity, own.state, tools.clock()));
  if (activity.stage === "closed") return html`${result(view, activity)} ${ownLines(mine)}`;
  const left = turnLeft(view, activity, tools.clock());
  return html`${topic(view)} ${stand(view, mine, own, left)}
    ${own.isKept ? nothing : html`<p>${status("waiting")}</p>`}
    ${rows.filter((row) => row.state === "refused").map((row) => refusal(row, tools))}
    ${choices(view, own.state, act)} ${view.writes ? writing(view, mine, act, activity, tools) : nothing}
    ${view.order === "phases" ? phaseList(view, view.phase >= 0) : nothing}`;
}

/**
 * What a phone vibrates at: its own turn, and a new phase. Whose turn it is else disturbs nobody.
 *
 * @param {RoundView} view
 * @param {ActivityView} activity
 * @param {string} state
 * @param {number} now
 */
function signalKey(view, activity, state, now) {
  if (view.order === "phases") return `phase-${view.phase}`;
  if (state !== "speaks") return "quiet";
  const isUp = !view.gentle && turnLeft(view, activity, now)?.isOver;
  return `turn-${view.turn}${isUp ? "-up" : ""}`;
}

/** @param {RoundView} view */
function topic(view) {
  const now = topicNow(view);
  if (!now) return nothing;
  const of = Object.keys(view.items).length;
  return html`<p class="note">
    ${said(now.text)} ${of > 1 ? html`<span class="note-by number">${view.item + 1} / ${of}</span>` : nothing}
  </p>`;
}

/**
 * How one stands: one calm box that says it all.
 *
 * @param {RoundView} view
 * @param {MyTurn} mine
 * @param {{state: string, isKept: boolean}} own
 * @param {ReturnType<typeof turnLeft>} left
 */
function stand(view, mine, own, left) {
  const [title, words] = standWords(view, mine, own.state);
  const speaks = own.state === "speaks" || (view.order === "phases" && maySpeak(view, own.state) === true);
  return html`<section class="round-now" data-state=${speaks ? "speaks" : own.state} aria-live="polite">
    <h2 class="round-title">${title}</h2>
    ${words ? html`<p>${words}</p>` : nothing}
    ${left && (own.state === "speaks" || view.order === "ring") ? turnClock(left) : nothing}
  </section>`;
}

/**
 * @param {RoundView} view
 * @param {MyTurn} mine
 * @param {string} state
 * @returns {[unknown, unknown]} What it is, and what to do.
 */
function standWords(view, mine, state) {
  switch (view.order) {
    case "ring":
      return [_("Everyone in turn, around the ring"), view.may_pass ? _("You may always pass: just say so.") : ""];
    case "phases":
      return phaseWords(view, state);
    case "rings":
      if (state === "inside") return [_("You sit in the inner ring"), _("Talk with those inside.")];
      return [_("You are in the outer ring"), html`${_("Listen.")} ${chairWords(view)}.`];
    default:
      return turnWords(view, mine, state);
  }
}

/**
 * @param {RoundView} view
 * @param {string} state
 * @returns {[unknown, unknown]}
 */
function phaseWords(view, state) {
  const now = phaseNow(view);
  if (!now) return [_("Phase by phase"), _("The facilitator starts the first phase.")];
  const may = maySpeak(view, state);
  const own = may === undefined ? "" : may ? _("You may speak now.") : _("Now you listen.");
  const title = pick(now.title) ? said(now.title) : mayWords(now.who);
  return [title, html`${own ? html`<b>${own}</b>` : nothing} ${mayWords(now.who)}. ${pick(now.prompt) ? said(now.prompt) : nothing}`];
}

/**
 * @param {RoundView} view
 * @param {MyTurn} mine
 * @param {string} state
 * @returns {[unknown, unknown]}
 */
function turnWords(view, mine, state) {
  const now = speaker(view);
  const speaks = now?.name ? _("{name} is speaking.", { name: written(now.name) }) : view.speaking ? _("Somebody is speaking.") : "";
  switch (state) {
    case "speaks":
      return [_("It is your turn"), _("Speak at your own pace. Hand the turn on when you are ready.")];
    case "waits":
      return [waitTitle(view, mine), speaks || (view.started || view.order !== "list" ? "" : _("The round has not begun yet."))];
    case "passed":
      return [_("You passed"), speaks];
    case "went":
      return [_("You have had your turn"), speaks || (view.over ? _("Everyone has had a turn.") : "")];
    case "outside":
      if (view.order === "list") return [_("You are not in the order yet"), _("Join, and you come last.")];
  }
  return view.speaking ? [_("Listen now"), speaks] : [_("The word is free"), _("Ask for it when you have something to say.")];
}

/**
 * @param {RoundView} view
 * @param {MyTurn} mine
 */
function waitTitle(view, mine) {
  const before = beforeMe(view, mine);
  if (before < 0) return view.order === "volunteers" ? _("Your hand is up") : _("Your turn is coming");
  return before ? ngettext("{n} before you", "{n} before you", before) : _("You are next");
}

/**
 * What is as easy as speaking: to pass, to come back, to take the hand down.
 *
 * @param {RoundView} view
 * @param {string} state
 * @param {Act} act
 */
function choices(view, state, act) {
  if (view.order === "list" && state === "waits" && view.may_pass) {
    return quiet("pass", "skip-forward", _("Pass my turn"), () => act({ do: "PassTurn" }));
  }
  if (view.order === "list" && state === "passed") {
    return quiet("join-round", "arrow-counter-clockwise", _("Come back into the round"), () => act({ do: "JoinRound" }));
  }
  if (view.order === "volunteers" && state === "waits") {
    return quiet("hand-down", "arrow-down", _("Take my hand down"), () => act({ do: "AskTurn", on: false }));
  }
  if (view.order === "rings" && state === "inside") {
    return quiet("sit-outside", "arrow-left", _("Go to the outer ring"), () => act({ do: "SitInside", on: false }));
  }
  return nothing;
}

/**
 * @param {string} id
 * @param {string} sign
 * @param {string} words
 * @param {() => unknown} does
 */
function quiet(id, sign, words, does) {
  return html`<div class="buttons">
    <button class="button button-wide" type="button" id=${id} @click=${does}>${icon(sign)} ${words}</button>
  </div>`;
}

/**
 * One line to write, where the plan asks for it.
 *
 * @param {RoundView} view
 * @param {MyTurn} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
function writing(view, mine, act, activity, tools) {
  const part = view.order === "phases" ? Math.max(0, view.phase) : view.item;
  const asked = (tools.rows?.() ?? []).filter((row) => row.command.do === "WriteLine" && row.state === "waiting").pop();
  const kept = asked ? asked.command.text : (inOrder(mine.lines).find(([, line]) => line.part === part)?.[1].text ?? "");
  const key = `task/${activity.id}`;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("line"));
    if (field.value.trim() === kept) return;
    void act({ do: "WriteLine", text: field.value.trim() });
    tools.saveDraft(key, "");
  };
  return html`<form class="stack stack-tight" id="task" @submit=${send}>
    <div class="field">
      <label for="line-${part}">${_("Your line, if you like")}</label>
      <input
        class="input"
        id="line-${part}"
        name="line"
        maxlength=${longestLine}
        autocomplete="off"
        aria-describedby="who"
        .defaultValue=${tools.draft(key) || kept}
        @input=${(/** @type {InputEvent} */ event) =>
          tools.saveDraft(key, /** @type {HTMLInputElement} */ (event.target).value)}
      />
    </div>
    <div class="line">
      <button class="button">${icon("check")} ${_("Keep the line")}</button>
      ${kept ? status(asked ? "waiting" : "saved") : nothing}
    </div>
  </form>`;
}

/** @param {MyTurn} mine */
function ownLines(mine) {
  const own = inOrder(mine.lines);
  if (!own.length) return nothing;
  return html`<section class="stack stack-tight">
    <h2>${ngettext("Your line", "Your lines", own.length)}</h2>
    ${own.map(([, line]) => html`<p class="note">${written(line.text)}</p>`)}
  </section>`;
}

/**
 * The green button of the bar below, and beside one's own turn the way to pass it, of the same size.
 *
 * @param {RoundView} view
 * @param {MyTurn} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function bar(view, mine, act, activity, tools) {
  const { state } = ownTurn(view, mine, tools.rows?.() ?? []);
  const inTurn = view.order === "list" || view.order === "volunteers";
  if (activity.stage === "closed") return nothing;
  if (inTurn && state === "speaks") {
    return html`${view.may_pass
        ? html`<button class="button round-pass" id="pass" @click=${() => act({ do: "PassTurn" })}>${icon("skip-forward")} ${_("Pass")}</button>`
        : nothing}
      ${primary("end-turn", "", _("I have spoken"), () => act({ do: "EndTurn" }))}`;
  }
  if (view.order === "list" && state === "outside") {
    return primary("join-round", "plus", _("Join the round"), () => act({ do: "JoinRound" }));
  }
  if (view.order === "volunteers" && state !== "waits") {
    return primary("ask-turn", "hand", _("Ask for the turn"), () => act({ do: "AskTurn", on: true }));
  }
  if (view.order === "rings" && state !== "inside" && view.chairs) {
    return primary("sit-inside", "plus", _("Take a free chair"), () => act({ do: "SitInside", on: true }));
  }
  // Nothing to press: listening has no button, and being done neither.
  return html``;
}

/**
 * @param {string} id
 * @param {string} sign
 * @param {string} words
 * @param {() => unknown} does
 */
function primary(id, sign, words, does) {
  return html`<button class="button button-primary" id=${id} @click=${does}>${sign ? icon(sign) : nothing} ${words}</button>`;
}

/**
 * Whether people do anything here: around a ring and in phases only where a line is asked for.
 *
 * @param {RoundView} view
 */
export function answers(view) {
  return view.order === "ring" || view.order === "phases" ? view.writes : true;
}

/**
 * One's own lines, to take home.
 *
 * @param {MyTurn} mine
 * @returns {string[]}
 */
export function lines(mine) {
  return inOrder(mine.lines).map(([, line]) => line.text);
}

/**
 * The wall as text.
 *
 * @param {RoundView} view
 * @param {ActivityView} activity
 */
export function result(view, activity) {
  const rows = inOrder(view.lines);
  if (rows.length) {
    return html`<ul class="notes notes-list">
      ${rows.map(([, line]) => html`<li class="note">${written(line.text)} ${line.name ? html`<span class="note-by">${line.name}</span>` : nothing}</li>`)}
    </ul>`;
  }
  if (activity.stage === "closed") return html`<p class="quiet">${_("The round is over. What was said stays in the room.")}</p>`;
  if (view.order === "phases") return phaseList(view, false);
  const now = speaker(view);
  return html`${topic(view)} ${now?.name ? html`<p>${_("{name} is speaking.", { name: written(now.name) })}</p>` : nothing}
    <p class="quiet">${view.order === "rings" ? chairWords(view) : waitingWords(view)}</p>`;
}

// --- the desk --------------------------------------------------------------------------------------------

/**
 * @param {RoundView} view
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function desk(view, act, activity, tools) {
  const takes = activity.stage !== "closed";
  return html`${takes ? leading(view, act, activity, tools) : nothing} ${topics(view, act, takes)}
    ${view.order === "phases" ? phaseList(view, false) : nothing} ${roster(view, act, activity, tools, takes)}
    ${linesWritten(view, act)}`;
}

/**
 * What is done most, side by side and large: hand on, more time, no clock.
 *
 * @param {RoundView} view
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
function leading(view, act, activity, tools) {
  if (view.order === "phases") {
    return deskButtons([deskButton("phase-next", "arrow-right", nextPhaseWords(view), () => act({ do: "NextPhase" }), view.phase + 1 >= view.phases.length)]);
  }
  if (view.order === "rings") {
    return html`<p class="quiet">${ringWords(view)}</p>
      ${deskButtons([deskButton("rings-swap", "arrow-clockwise", _("Let the rings change places"), () => act({ do: "SwapRings" }))])}`;
  }
  const left = turnLeft(view, activity, tools.clock());
  const end = view.by_item && view.started && !topicAfter(view);
  const idle = view.order === "volunteers" && !view.waiting && !view.speaking;
  return html`<div class="line round-lead">
      <p class="round-title">${deskNow(view, activity, tools)}</p>
      ${turnClock(left, true)}
    </div>
    ${deskButtons([
      deskButton("turn-next", "arrow-right", nextWords(view), () => act({ do: "NextTurn" }), end || idle),
      left ? deskButton("turn-more", "plus", _("{n} s more", { n: extraSeconds }), () => act({ do: "MoreTurn", seconds: extraSeconds })) : nothing,
      view.seconds
        ? deskButton(
            "turn-clock",
            "timer",
            view.dropped ? _("Bring the clock back") : _("Drop the clock"),
            () => act({ do: "DropClock", on: !view.dropped }),
          )
        : nothing,
    ])}`;
}

/** @param {unknown[]} buttons */
function deskButtons(buttons) {
  return html`<div class="buttons">${buttons}</div>`;
}

/**
 * @param {string} id
 * @param {string} sign
 * @param {string} words
 * @param {() => unknown} does
 * @param {boolean} [off]
 */
function deskButton(id, sign, words, does, off = false) {
  return html`<button class="button" id=${id} ?disabled=${off} @click=${does}>${icon(sign)} ${words}</button>`;
}

/**
 * What the desk's green button says while phases or topics are to come.
 *
 * @param {Record<string, any>} command
 * @param {ActivityView} activity
 */
export function moveWords(command, activity) {
  switch (command.do) {
    case "NextPhase":
      return nextPhaseWords(activity.view);
    case "NextItem":
      return _("Go on to the next topic");
    default:
      return nextWords(activity.view);
  }
}

/** @param {RoundView} view */
function nextPhaseWords(view) {
  const next = view.phases[view.phase + 1];
  if (!next) return _("The last phase is on");
  const what = pick(next.title) || mayWords(next.who);
  return view.phase < 0 ? _("Start: {what}", { what }) : _("Go on to: {what}", { what });
}

/** @param {RoundView} view */
function nextWords(view) {
  if (view.over) return _("Begin another lap");
  if (!view.started) return view.order === "volunteers" ? _("Give the turn to the first") : _("Start the round");
  if (view.order === "list" && !view.waiting) return _("End the round");
  if (view.order === "volunteers" && !view.waiting && view.speaking) return _("End the turn");
  return _("Next turn");
}

/**
 * @param {RoundView} view
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
function deskNow(view, activity, tools) {
  if (view.over) return _("Everyone has had a turn");
  if (view.order === "ring") return view.started ? _("Turn {n}", { n: view.turn }) : _("Not begun yet");
  const [id, row] = people(view).find(([, row]) => row.state === "speaks") ?? ["", undefined];
  if (row) return deskName(id, row, activity, tools);
  return view.started || view.order === "volunteers" ? _("Nobody has the turn") : _("Not begun yet");
}

/**
 * @param {string} id
 * @param {SpeakerView} row
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
function deskName(id, row, activity, tools) {
  // Who is in the order the desk may know; who has which nickname it may not.
  const known = activity.identity === "group" ? tools.roster?.[id]?.name : "";
  return known ? written(known) : nameOf(row);
}

/** @param {RoundView} view */
function ringWords(view) {
  return `${ngettext("{n} inside", "{n} inside", view.inside)} · ${chairWords(view)}`;
}

/** @param {RoundView} view */
function topicAfter(view) {
  return inOrder(view.items).some(([, row]) => row.state === "later");
}

/**
 * @param {RoundView} view
 * @param {Act} act
 * @param {boolean} takes
 */
function topics(view, act, takes) {
  const rows = inOrder(view.items);
  if (!rows.length) return nothing;
  return html`<ol class="reading">
      ${rows.map(([, row]) => html`<li class=${row.state === "now" ? "round-topic-now" : row.state === "done" ? "quiet" : ""} aria-current=${row.state === "now" ? "step" : nothing}>${said(row.text)}</li>`)}
    </ol>
    ${takes && !view.by_item && topicAfter(view)
      ? deskButtons([deskButton("topic-next", "arrow-down", _("Go on to the next topic"), () => act({ do: "NextItem" }))])
      : nothing}`;
}

/**
 * @param {RoundView} view
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 * @param {boolean} takes
 */
function roster(view, act, activity, tools, takes) {
  const rows = people(view);
  if (!rows.length) return nothing;
  return html`<ul class="round-rows">
    ${repeat(
      rows,
      ([id]) => id,
      ([id, row]) => {
        const name = deskName(id, row, activity, tools);
        return html`<li class="round-row" data-state=${row.state}>
          <span class="round-name">${name} ${row.turns > 1 ? html`<span class="quiet">× ${row.turns}</span>` : nothing}</span>
          ${stateWords(view, row) ? html`<span class="tag ${row.state === "speaks" ? "tag-now" : ""}">${stateWords(view, row)}</span>` : nothing}
          ${takes ? rowButtons(view, id, row, name, act) : nothing}
        </li>`;
      },
    )}
  </ul>`;
}

/**
 * @param {RoundView} view
 * @param {SpeakerView} row
 */
function stateWords(view, row) {
  switch (row.state) {
    case "speaks":
      return view.order === "phases" ? _("presents") : _("speaking");
    case "waits":
      return view.order === "volunteers" ? _("hand up") : "";
    case "inside":
      return _("inside");
    case "passed":
      return _("passed");
    case "went":
      return _("has spoken");
    default:
      return "";
  }
}

/**
 * @param {RoundView} view
 * @param {string} id
 * @param {SpeakerView} row
 * @param {string} name
 * @param {Act} act
 */
function rowButtons(view, id, row, name, act) {
  const speaks = row.state === "speaks";
  const give = { phases: _("Presents"), rings: _("Ask inside") }[view.order] ?? _("Give the turn");
  const maySkip = (view.order === "list" || view.order === "volunteers") && (speaks || row.state === "waits");
  return html`<span class="line push">
    ${speaks || row.state === "inside"
      ? nothing
      : html`<button
          class="button button-small"
          id="give-${id}"
          aria-label="${give}: ${name}"
          @click=${() => act({ do: "GiveTurn", person: id })}
        >
          ${give}
        </button>`}
    ${maySkip
      ? html`<button
          class="button button-quiet button-small"
          id="skip-${id}"
          aria-label="${_("Skip")}: ${name}"
          @click=${() => act({ do: "SkipTurn", person: id })}
        >
          ${icon("skip-forward")} ${_("Skip")}
        </button>`
      : nothing}
  </span>`;
}

/**
 * @param {RoundView} view
 * @param {Act} act
 */
function linesWritten(view, act) {
  const rows = inOrder(view.lines);
  if (!rows.length) return nothing;
  return html`<section class="stack stack-tight">
    <p class="quiet">${ngettext("{n} line written", "{n} lines written", view.wrote)}${view.kept_back ? ` · ${hiddenWords(view.kept_back)}` : ""}</p>
    <ul class="notes notes-list">
      ${repeat(
        rows,
        ([id]) => id,
        ([id, line]) => html`<li class="note" ?data-hidden=${line.hidden}>
          ${written(line.text)}
          <div class="note-foot">
            <span>${line.name ? html`<span class="note-by">${line.name}</span>` : nothing}</span>
            <button
              class="button button-quiet button-small"
              id="hide-${id}"
              aria-label=${line.hidden ? _("Show again: {what}", { what: line.text }) : _("Hide: {what}", { what: line.text })}
              @click=${() => act({ do: "HideLine", line: id, on: !line.hidden })}
            >
              ${icon(line.hidden ? "eye" : "eye-slash")} ${line.hidden ? _("Show again") : _("Hide")}
            </button>
          </div>
        </li>`,
      )}
    </ul>
  </section>`;
}
