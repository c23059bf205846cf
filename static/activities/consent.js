/**
 * Consent on the screens: the rule and the proposal before anyone answers; stances with their words on the phone; on
 * the wall how many, then the support; on the desk new wordings, decisions and hands.
 */
import { headsWords } from "../app/heads.js";
import { addingLine } from "../app/desk-wording.js";
import { html, live, nothing, repeat } from "../app/html.js";
import { _, language, ngettext, pgettext, pick } from "../app/i18n.js";
import { icon, inOrder, langOf, refusal, said, status, worded, written } from "../app/parts.js";
import { progress } from "../app/progress.js";

/** @typedef {import("../app/views.js").ConsentView} ConsentView */
/** @typedef {import("../app/views.js").ConsentProposalView} ProposalView */
/** @typedef {import("../app/views.js").SupportView} SupportView */
/** @typedef {import("../app/views.js").ReservationView} ReservationView */
/** @typedef {import("../app/views.js").MyStances} MyStances */
/** @typedef {import("../app/views.js").ActivityView} ActivityView */
/** @typedef {import("../app/outbox.js").Row} Row */
/** @typedef {import("../app/parts.js").Act} Act */
/** @typedef {import("../app/parts.js").Tools} Tools */
/** @typedef {import("../app/parts.js").Wall} Wall */
/** @typedef {{level: number, reason: string, isKept: boolean}} Own */

export const saysDone = true;

/** As many proposals as the server sends to the wall. */
const mostOnWall = 40;
/** From so many per cent on, support is strong, broad, divided; under the last it is little. */
const strong = 90;
const broad = 75;
const divided = 50;
/** With more proposals than this a phone shows numbers first, the levels when asked. */
const mostDrawnWhole = 2;
const decisions = ["accepted", "trial", "rejected", "later"];

// --- words -----------------------------------------------------------------------------------------------

/**
 * Return what a level means.
 *
 * @param {string} scale
 * @param {number} level From the objection on.
 */
function levelWords(scale, level) {
  if (scale === "fist") {
    return [
      _("I object"),
      _("I have serious concerns"),
      _("Some things must be talked over first"),
      _("Good enough for me"),
      _("I support it"),
      _("I support it and help to make it happen"),
    ][level];
  }
  if (scale === "grades") {
    return [
      _("I cannot accept it"),
      _("I am clearly against it"),
      _("I disagree, but do not stand in the way"),
      _("We must talk more first"),
      _("No opinion either way"),
      _("I support it with reservations"),
      _("I support it, but for a detail or two"),
      _("I support it fully"),
    ][level];
  }
  return [_("I object"), _("I can live with it"), _("I support it")][level];
}

/** @param {ConsentView} view The rule: as the facilitator words it, or as it is counted. */
function rule(view) {
  return html`<p class="consent-rule">
    <b>${_("Decision rule:")}</b> ${pick(view.rule) ? said(view.rule) : countedWords(view)}
  </p>`;
}

/** @param {ConsentView} view */
function countedWords(view) {
  switch (view.counts_as) {
    case "share":
      return _("It passes when at least {share} % support it.", { share: view.share });
    case "mean":
      return _("It passes when the mean reaches support.");
    case "leader_decides":
      return _("The one in charge decides, knowing your support.");
    default:
      return _("It passes when nobody objects.");
  }
}

/**
 * Return how it came out by the rule.
 *
 * @param {ConsentView} view
 * @param {SupportView} result
 */
function outcomeWords(view, result) {
  const objections = result.counts[0] ?? 0;
  switch (`${result.outcome} ${view.counts_as}`) {
    case "passes nobody_objects":
      return _("Nobody objects");
    case "fails nobody_objects":
      return ngettext("{n} objection", "{n} objections", objections);
    case "passes share":
      return _("Enough support: {share} % is needed", { share: view.share });
    case "fails share":
      return _("Not enough support yet: {share} % is needed", { share: view.share });
    case "passes mean":
      return _("The mean reaches support");
    case "fails mean":
      return _("The mean does not reach support yet");
    case "leader leader_decides":
      return _("The one in charge decides");
    default:
      return "";
  }
}

/** @param {number} support Per cent. */
function supportWords(support) {
  if (support >= strong) return _("Strong support");
  if (support >= broad) return _("Broad support");
  return support >= divided ? _("Support is divided") : _("Little support");
}

/** @param {string} decision */
function decisionWords(decision) {
  switch (decision) {
    case "accepted":
      return pgettext("decision", "Accepted");
    case "trial":
      return pgettext("decision", "We try it");
    case "rejected":
      return pgettext("decision", "Not accepted");
    default:
      return pgettext("decision", "Later");
  }
}

/** @param {SupportView} result */
function fewWords(result) {
  return ngettext("{n} answer: too few to be shown. Talk it over aloud.", "{n} answers: too few to be shown. Talk it over aloud.", result.n);
}

/** @param {number} n A mean, as the reader writes it. */
function number(n) {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(n);
}

/** @param {ProposalView} proposal Phones and hands of what is shown. */
function heads({ answered, result }) {
  return headsWords(answered, result.shown ? result.n - answered : 0);
}

/** @param {number} place */
function versionWords(place) {
  return _("Version {n}", { n: place });
}

/** @param {ConsentView} view */
function rowsOf(view) {
  return inOrder(view.proposals).filter(([, proposal]) => !proposal.hidden);
}

/**
 * Return what is asked about now.
 *
 * @param {ConsentView} view
 */
function askedOf(view) {
  return view.one_by_one ? rowsOf(view).filter(([id]) => id === view.current) : rowsOf(view);
}

/**
 * @param {ConsentView} view
 * @param {string} proposal
 */
function reservationsOf(view, proposal) {
  return inOrder(view.reservations).filter(([, row]) => row.proposal === proposal);
}

// --- what both wall and phone draw -----------------------------------------------------------------------

/**
 * How many chose each level, the most of support first.
 *
 * @param {ConsentView} view
 * @param {SupportView} result
 */
function distribution(view, result) {
  const most = Math.max(1, ...result.counts);
  const rows = result.counts.map((count, level) => ({ count, level })).reverse();
  return html`<ol class="results consent-levels" data-levels=${view.levels}>
    ${rows.map(
      ({ count, level }) => html`<li class="result" ?data-top=${level >= view.support_from && count > 0} ?data-objection=${level === 0 && count > 0}>
        <div class="result-fill" .style=${`--share: ${count / most}`}></div>
        <span class="result-label">
          ${view.scale === "fist" ? html`<b class="consent-level">${level}</b> ` : nothing}${written(levelWords(view.scale, level))}
        </span>
        <span class="result-number">${count}</span>
      </li>`,
    )}
  </ol>`;
}

/**
 * The result in words, beside its distribution.
 *
 * @param {ConsentView} view
 * @param {ProposalView} proposal
 */
function told(view, proposal) {
  const { result } = proposal;
  const outcome = outcomeWords(view, result);
  return html`<div class="consent-told">
    <p class="consent-support"><b>${_("{n} %", { n: result.support })}</b> ${supportWords(result.support)}</p>
    ${outcome ? html`<p class="consent-outcome" data-outcome=${result.outcome}>${outcome}</p>` : nothing}
    ${decision(proposal)}
    <p class="quiet">${heads(proposal)}${view.scale === "fist" ? ` · ${_("mean {n}", { n: number(result.mean) })}` : ""}</p>
    ${result.reservations
      ? html`<p class="quiet">${ngettext("{n} reservation", "{n} reservations", result.reservations)}</p>`
      : nothing}
    ${earlier(proposal)}
  </div>`;
}

/** @param {{decision: string, words: string}} row */
function decision(row) {
  if (!row.decision) return nothing;
  return html`<p class="consent-decision" data-decision=${row.decision}>
    ${icon("check-circle")} <span><b>${decisionWords(row.decision)}</b>${row.words ? html` · ${written(row.words)}` : nothing}</span>
  </p>`;
}

/** @param {ProposalView} proposal What the wordings before came to. */
function earlier(proposal) {
  const rows = inOrder(proposal.versions).filter(([, old]) => old.result.shown && old.result.n);
  if (!rows.length) return nothing;
  return html`<ul class="consent-earlier">
    ${rows.map(
      ([, old]) =>
        html`<li>${versionWords(old.sort)}: ${_("{n} %", { n: old.result.support })} <small>(${ngettext("{n} answer", "{n} answers", old.result.n)})</small></li>`,
    )}
  </ul>`;
}

// --- the wall --------------------------------------------------------------------------------------------

/**
 * @param {ConsentView} view
 * @param {ActivityView} activity
 * @param {Wall} [wall]
 */
export function board(view, activity, wall = {}) {
  const rows = rowsOf(view);
  if (!rows.length) return html`<p class="board-text quiet">${_("No proposals yet")}</p>`;
  if (rows.length === 1) return one(view, rows[0], wall);
  const anyShown = rows.some(([, row]) => row.result.shown || row.result.few);
  return html`<div class="consent-board">
    ${rule(view)} ${anyShown ? list(rows) : progress(Math.max(activity.done, view.phones), wall, "answered")}
    ${anyShown ? html`<p class="quiet">${footWords(view)}</p>` : nothing}
  </div>`;
}

/** @param {ConsentView} view */
function footWords(view) {
  const more = view.more ? ` · ${ngettext("{n} more proposal", "{n} more proposals", view.more)}` : "";
  const sorted = view.order === "support" ? ` · ${_("the lowest support first")}` : "";
  return headsWords(view.phones, view.hands) + sorted + more;
}

/**
 * One proposal as large as the wall.
 *
 * @param {ConsentView} view
 * @param {[string, ProposalView]} row
 * @param {Wall} wall
 */
function one(view, [id, proposal], wall) {
  return html`<div class="consent-board">
    ${rule(view)} ${heading(view, proposal)}
    ${proposal.result.shown
      ? html`<div class="pages pages-one consent-pages">
          <div class="consent-page">${distribution(view, proposal.result)} ${told(view, proposal)}</div>
          ${reservationsOf(view, id).map(([, reservation]) => note(reservation, proposal))}
        </div>`
      : proposal.result.few
        ? html`<p class="board-text">${fewWords(proposal.result)}</p>`
        : html`<div class="consent-waits">${progress(proposal.answered, wall, "answered")} ${earlier(proposal)}</div>`}
  </div>`;
}

/**
 * @param {ConsentView} view
 * @param {ProposalView} proposal
 */
function heading(view, proposal) {
  const long = pick(proposal.text).length > 90;
  return html`<h2 class="consent-text" ?data-long=${long} lang=${langOf(proposal.text)}>
    ${view.one_by_one && view.count > 1 ? html`<span class="consent-place">${view.place} / ${view.count}</span>` : nothing}
    ${worded(proposal.text)} ${proposal.place > 1 ? html`<span class="tag consent-version" lang=${language()}>${versionWords(proposal.place)}</span>` : nothing}
  </h2>`;
}

/**
 * @param {ReservationView} row
 * @param {ProposalView} proposal
 */
function note(row, proposal) {
  const about = row.place === proposal.place ? "" : versionWords(row.place);
  return html`<p class="note consent-note">
    ${written(row.text)}
    ${row.name || about ? html`<span class="note-by">${[row.name, about].filter(Boolean).join(" · ")}</span>` : nothing}
  </p>`;
}

/**
 * Many proposals: a row each, as long as its support.
 *
 * @param {[string, ProposalView][]} rows
 */
function list(rows) {
  return html`<ol class="results consent-list pages pages-one" ?data-many=${rows.length > 6}>
    ${rows.map(
      ([id, row]) => html`<li class="result arrives" id="support-${id}" ?data-top=${row.decision === "accepted" || row.decision === "trial"}>
        <div class="result-fill" .style=${`--share: ${row.result.support / 100}`}></div>
        <span class="result-label">
          ${said(row.text)} ${row.place > 1 ? html`<span class="tag">${versionWords(row.place)}</span>` : nothing}
          ${row.decision ? html`<span class="tag tag-now">${decisionWords(row.decision)}</span>` : nothing}
        </span>
        <span class="result-number">${numbers(row)}</span>
      </li>`,
    )}
  </ol>`;
}

/** @param {ProposalView} row */
function numbers(row) {
  const { result } = row;
  if (result.few) return html`<small>${ngettext("{n} answer: talk it over", "{n} answers: talk it over", result.n)}</small>`;
  if (!result.shown) return html`<small>${ngettext("{n} answer", "{n} answers", row.answered)}</small>`;
  if (!result.n) return html`<small>${_("no answers")}</small>`;
  const objections = result.counts[0];
  const against = objections ? ` · ${ngettext("{n} objection", "{n} objections", objections)}` : "";
  return html`<small>${pgettext("share", "support")}</small> ${_("{n} %", { n: result.support })} <small>· ${ngettext("{n} answer", "{n} answers", result.n)}${against}</small>`;
}

/**
 * The desk's view as the wall shows it.
 *
 * @param {ConsentView} view
 * @param {ActivityView} activity
 * @returns {ConsentView}
 */
export function onWall(view, activity) {
  const rows = activity.stage === "closed" ? rowsOf(view) : askedOf(view);
  const open = inOrder(view.reservations).filter(([, row]) => !row.hidden);
  return {
    ...view,
    proposals: Object.fromEntries(rows.slice(0, mostOnWall)),
    reservations: Object.fromEntries(open),
    more: Math.max(0, rows.length - mostOnWall),
  };
}

// --- the phone -------------------------------------------------------------------------------------------

/** What somebody chose that cannot be sent before its reason is written: proposal and version → level. @type {Map<string, number>} */
const chosen = new Map();

/**
 * Return one's stances as they will be once all that was asked here has been answered; only about present wordings.
 *
 * @param {ConsentView} view
 * @param {Partial<MyStances>} mine
 * @param {Row[]} rows
 * @returns {Map<string, Own>}
 */
export function ownStances(view, mine, rows) {
  const isPresent = (/** @type {string} */ id, /** @type {number} */ version) => view.proposals[id]?.version === version;
  /** @type {Map<string, Own>} */
  const own = new Map();
  for (const [id, row] of inOrder(mine.stances)) {
    if (isPresent(id, row.version)) own.set(id, { level: row.level, reason: row.reason, isKept: true });
  }
  for (const { state, command } of rows) {
    if (state !== "waiting" || !isPresent(command.proposal, command.version)) continue;
    const there = own.get(command.proposal) ?? { level: -1, reason: "", isKept: false };
    if (command.do === "TakeStance") own.set(command.proposal, { ...there, level: command.level, isKept: false });
    else if (command.do === "TakeBackStance") own.set(command.proposal, { ...there, level: -1, isKept: false });
    else if (command.do === "WriteReservation") own.set(command.proposal, { ...there, reason: command.text, isKept: false });
  }
  return own;
}

/**
 * @param {ConsentView} view
 * @param {MyStances} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function phone(view, mine, act, activity, tools) {
  if (activity.stage === "closed") return result(view, activity, mine);
  const rows = tools.rows?.() ?? [];
  const own = ownStances(view, mine, rows);
  const asked = askedOf(view);
  const key = asked.map(([id, row]) => `${id}${row.version}`).join(" ");
  // A new wording or the next proposal: those who look away are told.
  tools.signal?.(key);
  bringIntoSight(activity.id, asked, key);
  const answered = asked.filter(([id]) => (own.get(id)?.level ?? -1) >= 0).length;
  if (!asked.length) return html`<p class="quiet">${_("No proposals yet")}</p>`;
  return html`${rows.filter((row) => row.state === "refused").map((row) => refusal(row, tools))} ${rule(view)}
    ${asked.length > 1
      ? html`<p class="votes-left" role="status"><span>${_("{done} / {all} answered", { done: answered, all: asked.length })}</span></p>`
      : nothing}
    ${repeat(
      asked,
      ([id, row]) => `${id}${row.version}`,
      ([id, proposal]) => question({ id, proposal, view, own: own.get(id), act, activity, tools }),
    )}`;
}

/** What was asked when the screen was last drawn: activity → proposals with their versions. @type {Map<string, string>} */
const seen = new Map();

/**
 * Scroll to what is asked anew, but never under a hand that writes.
 *
 * @param {string} activity
 * @param {[string, ProposalView][]} asked
 * @param {string} key
 */
function bringIntoSight(activity, asked, key) {
  const before = seen.get(activity);
  seen.set(activity, key);
  if (before === undefined || before === key || document.activeElement instanceof HTMLTextAreaElement) return;
  const changed = asked.find(([id, row]) => !before.includes(`${id}${row.version}`));
  if (changed) requestAnimationFrame(() => document.getElementById(`proposal-${changed[0]}`)?.scrollIntoView());
}

/**
 * @typedef {object} Asked One proposal on the phone.
 * @property {string} id
 * @property {ProposalView} proposal
 * @property {ConsentView} view
 * @property {Own | undefined} own
 * @property {Act} act
 * @property {ActivityView} activity
 * @property {Tools} tools
 */

/** @param {Asked} asked */
function question(asked) {
  const { id, proposal, view, own, activity } = asked;
  const isOver = proposal.told;
  return html`<section class="consent-question" id="proposal-${id}" ?data-given=${(own?.level ?? -1) >= 0}>
    ${heading(view, proposal)} ${proposal.place > 1 && !isOver ? reworded(proposal) : nothing}
    ${isOver ? answered(asked) : html`${choices(asked)} ${reason(asked)}`}
    ${!isOver && proposal.result.shown
      ? html`<details class="fold" id="sofar-${id}"><summary>${_("The result so far")}</summary>${outcome(view, id, proposal)}</details>`
      : nothing}
    ${isOver && activity.identity !== "only_you" ? outcome(view, id, proposal) : nothing}
  </section>`;
}

/** @param {ProposalView} proposal */
function reworded(proposal) {
  const rows = inOrder(proposal.versions);
  const before = rows[rows.length - 1]?.[1];
  return html`<p class="quiet" role="status">${_("The words have changed. Answer anew, please.")}</p>
    ${before
      ? html`<details class="fold" id="before-${proposal.version}">
          <summary>${_("The words before")}</summary>
          <p>${said(before.text)}</p>
        </details>`
      : nothing}`;
}

/** @param {Asked} asked */
function keyOf({ id, proposal, activity }) {
  return `${activity.id} ${activity.run} ${id} ${proposal.version}`;
}

/** @param {Asked} asked The level that is chosen, sent or not. */
function levelOf(asked) {
  return chosen.get(keyOf(asked)) ?? asked.own?.level ?? -1;
}

/** @param {Asked} asked */
function choices(asked) {
  const { id, proposal, view, own, act, activity, tools } = asked;
  const level = levelOf(asked);
  const choose = (/** @type {number} */ to) => {
    const needs = view.reason_required && to < view.reason_below && !own?.reason;
    if (needs) {
      chosen.set(keyOf(asked), to);
      // Drawn again by the draft: nothing is sent yet.
      tools.saveDraft(draftKey(asked), tools.draft(draftKey(asked)));
      requestAnimationFrame(() => document.getElementById(`reason-${id}`)?.focus());
      return;
    }
    chosen.delete(keyOf(asked));
    void act({ do: "TakeStance", proposal: id, version: proposal.version, level: to });
  };
  const levels = Array.from({ length: view.levels }, (_each, place) => view.levels - 1 - place);
  return html`<fieldset class="stack stack-tight consent-choices">
    <legend class="aloud">${pick(proposal.text) || worded(activity.prompt)}</legend>
    ${levels.map(
      (each) => html`<label class="choice">
        <input
          type="radio"
          name="stance-${id}"
          id="stance-${id}-${each}"
          aria-describedby="who"
          .checked=${live(each === level)}
          @change=${() => choose(each)}
        />
        <span>${view.scale === "fist" ? html`<b class="consent-level">${each}</b> ` : nothing}${written(levelWords(view.scale, each))}</span>
      </label>`,
    )}
    ${(own?.level ?? -1) >= 0 && !chosen.has(keyOf(asked))
      ? html`<div class="consent-mine">
          ${status(own?.isKept ? "saved" : "waiting")}
          <button
            class="button button-quiet button-small"
            type="button"
            id="stance-back-${id}"
            @click=${() => act({ do: "TakeBackStance", proposal: id, version: proposal.version })}
          >
            ${_("Take it back")}
          </button>
        </div>`
      : nothing}
  </fieldset>`;
}

/** @param {Asked} asked */
function draftKey({ id, proposal, activity }) {
  return `reason/${id}.${proposal.version}/${activity.id}`;
}

/**
 * Why: open under the level, folded above it.
 *
 * @param {Asked} asked
 */
function reason(asked) {
  const { id, view } = asked;
  const level = levelOf(asked);
  if (level < 0) return nothing;
  const needs = level < view.reason_below;
  if (needs) return reasonForm(asked, view.reason_required ? _("Why? The reason is needed.") : _("Why? What should change?"));
  return html`<details class="fold" id="reserve-${id}" ?open=${Boolean(asked.own?.reason)}>
    <summary>${_("Add a reservation")}</summary>
    ${reasonForm(asked, _("Your reservation"))}
  </details>`;
}

/**
 * @param {Asked} asked
 * @param {string} label
 */
function reasonForm(asked, label) {
  const { id, own, proposal, view, activity, tools } = asked;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const field = /** @type {HTMLTextAreaElement} */ (document.getElementById(`reason-${id}`));
    sendReason(asked, field.value.trim(), () => field.focus());
  };
  const unsent = isUnsent(asked);
  return html`<form class="field consent-reason" id="reason-form-${id}" @submit=${send}>
    <label for="reason-${id}">${label}</label>
    <textarea
      class="input"
      id="reason-${id}"
      rows="3"
      maxlength="500"
      aria-describedby="who reason-help-${id}"
      .defaultValue=${tools.draft(draftKey(asked)) || (own?.reason ?? "")}
      @input=${(/** @type {InputEvent} */ event) =>
        tools.saveDraft(draftKey(asked), /** @type {HTMLTextAreaElement} */ (event.target).value)}
    ></textarea>
    <p class="field-help" id="reason-help-${id}">
      ${activity.identity === "only_you"
        ? _("Only you see it.")
        : _("It is shown with the result and kept with the decision. Do not write people’s names.")}
    </p>
    ${own?.reason && !unsent ? html`<p>${status(own.isKept ? "saved" : "waiting")}</p>` : nothing}
    ${unsent && (view.count > 1 || proposal.told) ? html`<button class="button button-small" id="reason-send-${id}">${_("Send the reason")}</button>` : nothing}
  </form>`;
}

/** @param {Asked} asked Whether there are words on the phone that have not been sent. */
function isUnsent(asked) {
  const draft = asked.tools.draft(draftKey(asked)).trim();
  return (draft !== "" && draft !== asked.own?.reason) || chosen.has(keyOf(asked));
}

/**
 * @param {Asked} asked
 * @param {string} text
 * @param {() => void} ask Points to the field where words are missing.
 */
function sendReason(asked, text, ask) {
  const { id, proposal, own, act, tools } = asked;
  const level = chosen.get(keyOf(asked));
  if (!text && (level !== undefined || !own?.reason)) return ask();
  // The reason first: a stance that needs one is taken with it.
  void act({ do: "WriteReservation", proposal: id, version: proposal.version, text });
  if (level !== undefined) void act({ do: "TakeStance", proposal: id, version: proposal.version, level });
  chosen.delete(keyOf(asked));
  tools.saveDraft(draftKey(asked), "");
}

/** @param {Asked} asked What one answered, once the support is shown; a reservation can still be written. */
function answered(asked) {
  const { id, view, own, activity } = asked;
  const level = own?.level ?? -1;
  return html`${level >= 0
    ? html`<p class="rate-own">${_("Your stance: {what}", { what: levelWords(view.scale, level) })}</p>`
    : nothing}
  ${activity.stage === "open" && activity.identity !== "only_you"
    ? html`<details class="fold" id="reserve-${id}">
        <summary>${own?.reason ? _("Change your reservation") : _("Add a reservation")}</summary>
        ${reasonForm(asked, _("Your reservation"))}
      </details>`
    : nothing}`;
}

/**
 * One result as text.
 *
 * @param {ConsentView} view
 * @param {string} id
 * @param {ProposalView} proposal
 */
function outcome(view, id, proposal) {
  const { result } = proposal;
  if (result.few) return html`<p>${fewWords(result)}</p>`;
  if (!result.shown) return html`<p class="quiet">${_("The support is shown when all have answered.")}</p>`;
  return html`<div class="stack stack-tight">
    ${result.n ? html`${told(view, proposal)} ${levels(view, id, result)}` : html`<p class="quiet">${_("no answers")}</p>`}
    ${reservations(view, id, proposal)}
  </div>`;
}

/**
 * The distribution, folded where there is a list of them.
 *
 * @param {ConsentView} view
 * @param {string} id
 * @param {SupportView} result
 */
function levels(view, id, result) {
  if (view.count <= mostDrawnWhole || view.one_by_one) return distribution(view, result);
  return html`<details class="fold" id="levels-${id}">
    <summary>${_("How many chose each level")}</summary>
    ${distribution(view, result)}
  </details>`;
}

/**
 * @param {ConsentView} view
 * @param {string} id
 * @param {ProposalView} proposal
 */
function reservations(view, id, proposal) {
  const rows = reservationsOf(view, id).filter(([, row]) => !row.hidden);
  if (!rows.length) return nothing;
  return html`<div class="stack stack-tight" aria-label=${_("Reservations")} role="group">${rows.map(([, row]) => note(row, proposal))}</div>`;
}

/**
 * The result as text.
 *
 * @param {ConsentView} view
 * @param {ActivityView} activity
 * @param {Partial<MyStances>} [mine]
 */
export function result(view, activity, mine = {}) {
  const own = ownStances(view, mine, []);
  const isPrivate = activity.identity === "only_you";
  return html`${rule(view)}
  ${rowsOf(view).map(([id, proposal]) => {
    const level = own.get(id)?.level ?? -1;
    return html`<section class="consent-question">
      ${heading({ ...view, one_by_one: false }, proposal)}
      ${level >= 0 ? html`<p class="rate-own">${_("Your stance: {what}", { what: levelWords(view.scale, level) })}</p>` : nothing}
      ${isPrivate ? nothing : outcome({ ...view, one_by_one: false }, id, proposal)}
    </section>`;
  })}`;
}

/**
 * The green button of the bar below: sends a reason that waits, or says that one is done.
 *
 * @param {ConsentView} view
 * @param {MyStances} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function bar(view, mine, act, activity, tools) {
  if (activity.stage === "closed" || !view.count) return nothing;
  const own = ownStances(view, mine, tools.rows?.() ?? []);
  const waits = askedOf(view).find(([id, proposal]) => {
    const asked = { id, proposal, view, own: own.get(id), act, activity, tools };
    return !proposal.told && levelOf(asked) >= 0 && isUnsent(asked);
  });
  if (waits) {
    return html`<button class="button button-primary" id="send-reason" form="reason-form-${waits[0]}">
      ${icon("paper-plane-tilt")} ${_("Send the reason")}
    </button>`;
  }
  if (tools.isDone) return nothing;
  return html`<button class="button button-primary" id="done" @click=${() => act({ do: "MarkDone", on: true })}>
    ${icon("check")} ${_("I have answered")}
  </button>`;
}

/** @param {ConsentView} view Whether there is anything to answer. */
export function answers(view) {
  return view.count > 0;
}

/** @param {MyStances} mine One's own stances and reservations to take home. */
export function lines(mine) {
  return inOrder(mine.stances).map(([, row]) => {
    const stance = row.level >= 0 ? levelWords(mine.scale, row.level) : "";
    return [pick(row.text), stance, row.reason].filter(Boolean).join(": ");
  });
}

// --- the desk --------------------------------------------------------------------------------------------

/** @param {Record<string, any>} command The kind's own next move. */
export function moveWords(command) {
  return command.do === "NextProposal" ? _("Ask about the next proposal") : _("Show the support on the board");
}

/** What the desk's green button does once all support is shown. */
export function closeWords() {
  return _("Close");
}

/**
 * @param {ConsentView} view
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function desk(view, act, activity, tools) {
  const rows = inOrder(view.proposals);
  const isOpen = activity.stage !== "closed";
  return html`${rule(view)}
    <p class="quiet">${headsWords(view.phones, view.hands)}${view.shown ? "" : ` · ${_("the stances are hidden, from you too")}`}</p>
    ${rows.length > 1 ? sorting(view, act) : nothing}
    <ul class="consent-desk">
      ${repeat(
        rows,
        ([id]) => id,
        ([id, row]) => deskRow(view, id, row, act, isOpen, tools),
      )}
    </ul>
    ${adding(act)}`;
}

/**
 * @param {ConsentView} view
 * @param {Act} act
 */
function sorting(view, act) {
  const to = (/** @type {string} */ by, /** @type {string} */ words) =>
    html`<button class="button button-small" id="sort-${by}" aria-pressed=${view.order === by} @click=${() => act({ do: "SortProposals", by })}>${words}</button>`;
  return html`<div class="buttons">${to("given", _("As given"))} ${to("support", _("Lowest support first"))}</div>`;
}

/**
 * @param {ConsentView} view
 * @param {string} id
 * @param {ProposalView} row
 * @param {Act} act
 * @param {boolean} isOpen
 * @param {Tools} tools
 */
function deskRow(view, id, row, act, isOpen, tools) {
  const what = pick(row.text);
  if (row.hidden) {
    return html`<li class="consent-row" data-hidden>
      <span class="quiet">${said(row.text)}</span>
      <button class="button button-quiet button-small" id="hide-${id}" aria-label=${_("Show again: {what}", { what })} @click=${() => act({ do: "HideProposal", proposal: id, on: false })}>
        ${icon("eye")} ${_("Put it back")}
      </button>
    </li>`;
  }
  const isAsked = !view.one_by_one || view.current === id;
  return html`<li class="consent-row" ?data-now=${view.one_by_one && isAsked}>
    <p class="consent-row-text">
      ${said(row.text)} ${row.place > 1 ? html`<span class="tag">${versionWords(row.place)}</span>` : nothing}
      ${view.one_by_one && isAsked && isOpen ? html`<span class="tag tag-now">${_("asked now")}</span>` : nothing}
    </p>
    ${deskResult(view, row)} ${decision(row)}
    <div class="buttons">
      ${changing(id, row, act, isOpen)} ${deciding(id, row, act)} ${counting(view, id, row, act)}
      ${!isAsked && isOpen
        ? html`<button class="button button-quiet button-small" id="ask-${id}" aria-label=${_("Ask about this: {what}", { what })} @click=${() => act({ do: "GoToProposal", proposal: id })}>
            ${icon("arrow-right")} ${_("Ask about this")}
          </button>`
        : nothing}
      ${!view.one_by_one && view.count > 1 && view.hidden && isOpen && !row.told
        ? html`<button class="button button-quiet button-small" id="tell-${id}" aria-label=${_("Show its support: {what}", { what })} @click=${() => act({ do: "TellSupport", proposal: id })}>
            ${icon("chart-bar")} ${_("Show its support")}
          </button>`
        : nothing}
      <button class="button button-quiet button-small" id="hide-${id}" aria-label=${_("Hide: {what}", { what })} @click=${() => act({ do: "HideProposal", proposal: id, on: true })}>
        ${icon("eye-slash")} ${_("Take it out")}
      </button>
    </div>
    ${deskReservations(view, id, row, act)} ${tools.touched?.[id] ? html`<p class="quiet small">${tools.touched[id]}</p>` : nothing}
  </li>`;
}

/**
 * @param {ConsentView} view
 * @param {ProposalView} row
 */
function deskResult(view, row) {
  const { result } = row;
  if (result.few) return html`<p class="quiet">${fewWords(result)}</p>`;
  if (!result.shown || !result.n) {
    return html`<p class="quiet">${ngettext("{n} has answered", "{n} have answered", row.answered)}</p> ${earlier(row)}`;
  }
  const levels = result.counts.map((count, level) => ({ count, level })).reverse();
  return html`<p>
      <b>${_("{n} %", { n: result.support })}</b> ${supportWords(result.support)} · ${outcomeWords(view, result)}
      <span class="quiet">· ${heads(row)}</span>
    </p>
    <p class="quiet small">
      ${levels.filter(({ count }) => count).map(({ count, level }, at) => html`${at ? " · " : ""}${levelWords(view.scale, level)}: <b>${count}</b>`)}
    </p>
    ${earlier(row)}`;
}

/**
 * The words anew: what was answered stays with the words before, and everyone is asked again.
 *
 * @param {string} id
 * @param {ProposalView} row
 * @param {Act} act
 * @param {boolean} isOpen
 */
function changing(id, row, act, isOpen) {
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    /** @type {Record<string, string>} */
    const text = {};
    for (const [tag, words] of new FormData(form)) if (String(words).trim()) text[tag.slice(1)] = String(words).trim();
    if (Object.keys(text).length) void act({ do: "EditProposal", proposal: id, text });
    form.closest("details")?.removeAttribute("open");
  };
  const isAnswered = row.answered > 0 || row.told || row.result.n > 0 || row.hands.some(Boolean) || row.decision !== "";
  return html`<details class="note-change">
    <summary class="button button-small" id="words-${id}">${icon("pencil-simple")} ${_("Change the words")}</summary>
    <form class="stack stack-tight" @submit=${save}>
      ${Object.entries(row.text).map(
        ([tag, words]) => html`<textarea
          class="input input-low"
          name="_${tag}"
          id="words-${id}-${tag}"
          rows="2"
          lang=${tag || nothing}
          aria-label=${_("Words of the proposal")}
          .defaultValue=${words}
        ></textarea>`,
      )}
      <div class="buttons">
        <button class="button button-small" id="save-${id}">${isAnswered ? _("Save and ask again") : _("Save the change")}</button>
      </div>
      ${isAnswered
        ? html`<p class="field-help">
            ${_("The words before stay with their support and reservations.")} ${isOpen ? nothing : _("Take answers again, so that people can answer.")}
          </p>`
        : nothing}
    </form>
  </details>`;
}

/**
 * @param {string} id
 * @param {ProposalView} row
 * @param {Act} act
 */
function deciding(id, row, act) {
  const decide = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const pressed = /** @type {HTMLButtonElement | null} */ (event.submitter);
    const words = String(new FormData(form).get("words")).trim();
    void act({ do: "RecordDecision", proposal: id, decision: pressed?.value ?? row.decision, words });
    form.closest("details")?.removeAttribute("open");
  };
  return html`<details class="note-change">
    <summary class="button button-small" id="decide-${id}">${icon("check-circle")} ${_("Record the decision")}</summary>
    <form class="stack stack-tight" @submit=${decide}>
      <label class="aloud" for="decided-${id}">${_("In other words, if you like")}</label>
      <input
        class="input"
        id="decided-${id}"
        name="words"
        maxlength="500"
        placeholder=${_("In other words, if you like")}
        .defaultValue=${row.words}
      />
      <div class="buttons">
        ${decisions.map(
          (each) =>
            html`<button class="button button-small" id="decided-${id}-${each}" value=${each} aria-pressed=${row.decision === each}>${decisionWords(each)}</button>`,
        )}
        ${row.decision ? html`<button class="button button-quiet button-small" id="decided-${id}-none" value="">${_("No decision")}</button>` : nothing}
      </div>
    </form>
  </details>`;
}

/**
 * Hands counted in the room, level by level.
 *
 * @param {ConsentView} view
 * @param {string} id
 * @param {ProposalView} row
 * @param {Act} act
 */
function counting(view, id, row, act) {
  const levels = Array.from({ length: view.levels }, (_each, place) => view.levels - 1 - place);
  const sum = row.hands.reduce((all, count) => all + count, 0);
  return html`<details class="note-change">
    <summary class="button button-quiet button-small" id="hands-${id}">
      ${icon("hand")} ${sum ? ngettext("{n} hand", "{n} hands", sum) : _("Count hands")}
    </summary>
    <div class="consent-hands">
      ${levels.map(
        (level) => html`<label for="hands-${id}-${level}">
            ${view.scale === "fist" ? `${level} · ` : ""}${levelWords(view.scale, level)}
          </label>
          <input
            class="input input-hands"
            type="number"
            inputmode="numeric"
            min="0"
            max="10000"
            id="hands-${id}-${level}"
            .value=${String(row.hands[level] ?? 0)}
            @change=${(/** @type {Event} */ event) =>
              act({
                do: "ConsentHands",
                proposal: id,
                level,
                hands: Math.max(0, Math.min(10_000, Number(/** @type {HTMLInputElement} */ (event.target).value) || 0)),
              })}
          />`,
      )}
    </div>
  </details>`;
}

/**
 * @param {ConsentView} view
 * @param {string} id
 * @param {ProposalView} row
 * @param {Act} act
 */
function deskReservations(view, id, row, act) {
  const rows = reservationsOf(view, id);
  if (!rows.length) {
    return row.result.waiting
      ? html`<p class="quiet">${ngettext("{n} reservation waits for more", "{n} reservations wait for more", row.result.waiting)}</p>`
      : nothing;
  }
  return html`<details class="fold" id="reservations-${id}" open>
    <summary>${ngettext("{n} reservation", "{n} reservations", rows.length)}</summary>
    <ul class="notes notes-list">
      ${rows.map(
        ([key, reservation]) => html`<li class="note" ?data-hidden=${reservation.hidden}>
          ${written(reservation.text)}
          <div class="note-foot">
            <span class="note-by">
              ${[reservation.name, reservation.place === row.place ? "" : versionWords(reservation.place)].filter(Boolean).join(" · ")}
            </span>
            <button
              class="button button-quiet button-small"
              id="reservation-${key}"
              aria-label=${reservation.hidden ? _("Show again: {what}", { what: reservation.text }) : _("Hide: {what}", { what: reservation.text })}
              @click=${() => act({ do: "HideReservation", reservation: key, on: !reservation.hidden })}
            >
              ${icon(reservation.hidden ? "eye" : "eye-slash")} ${reservation.hidden ? _("Show again") : _("Hide")}
            </button>
          </div>
        </li>`,
      )}
    </ul>
  </details>`;
}

/** @param {Act} act */
function adding(act) {
  return addingLine({
    id: "proposal-new",
    label: _("A new proposal"),
    button: _("Add the proposal"),
    most: 500,
    add: (words) => void act({ do: "AddProposal", text: { "": words } }),
  });
}
