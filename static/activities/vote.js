/**
 * Vote on the screens: bars or a scale on the wall, dots to give on the phone, hands to count on the desk. Where a room
 * writes its own options, first the list of them grows on all screens.
 */
import { headsWords } from "../app/heads.js";
import { savingWords } from "../app/desk-wording.js";
import { html, live, nothing, repeat } from "../app/html.js";
import { _, fill, ngettext, pick } from "../app/i18n.js";
import { dots, icon, inOrder, langOf, refusal, said, shuffledFor, status, worded, written } from "../app/parts.js";
import { progress } from "../app/progress.js";
import { lineAfter, medianPlaces, ranked, votes } from "../app/tally.js";
import { ballotAsAsked, ideasAsAsked, roomForOwn } from "../app/vote-ballot.js";
import { watchReading } from "../app/vote-reading.js";

/** @typedef {import("../app/views.js").VoteView} VoteView */
/** @typedef {import("../app/views.js").OptionView} OptionView */
/** @typedef {import("../app/views.js").MyVote} MyVote */
/** @typedef {{text: Record<string, string>, people: number}} OurVote What `Kind.group` tells. */
/** @typedef {import("../app/views.js").ActivityView} ActivityView */
/** @typedef {import("../app/outbox.js").Row} Row */
/** @typedef {import("../app/parts.js").Act} Act */
/** @typedef {import("../app/parts.js").Tools} Tools */
/** @typedef {import("../app/parts.js").Wall} Wall */

/** Steps of a scale that have room side by side on the wall. */
const mostColumns = 7;
/** The same where each is called by a number. */
const mostShortColumns = 11;
/** With fewer options than this an order of one's own on each phone would only confuse. */
const fewestToShuffle = 6;
const mostLetters = 200;

// --- the wall --------------------------------------------------------------------------------------------

/**
 * @param {VoteView} view
 * @param {ActivityView} activity
 * @param {Wall} [wall]
 */
export function board(view, activity, wall = {}) {
  if (view.listing) return list(view);
  if (!view.shown) return hidden(view, activity, wall);
  return html`<div class="board-result">
    ${standsSideBySide(view) ? scale(view) : bars(view, true)}
    <p class="quiet">${countWords(view)}</p>
  </div>`;
}

/** @param {VoteView} view The options so far, while the room adds its own. */
function list(view) {
  const rows = standing(view);
  const waits = view.waiting ? html`<p class="quiet">${waitingWords(view)}</p>` : nothing;
  if (!rows.length) return html`<p class="board-text quiet">${_("No options yet")}</p>${waits}`;
  return html`<div class="board-result">
    <ul class="notes pages">
      ${repeat(
        rows,
        ([id]) => id,
        ([, option]) => html`<li class="note" lang=${langOf(option.text)}>${worded(option.text)}</li>`,
      )}
    </ul>
    ${view.more ? html`<p class="quiet">${moreWords(view)}</p>` : nothing} ${waits}
  </div>`;
}

/**
 * @param {VoteView} view
 * @param {ActivityView} activity
 * @param {Wall} wall
 */
function hidden(view, activity, wall) {
  return html`${progress(Math.max(activity.done, activity.answered), wall, "answered")}
    ${view.coverage ? html`<p class="board-text quiet">${coverageWords(view)}</p>` : nothing}`;
}

/** @param {VoteView} view */
function standing(view) {
  return inOrder(view.options).filter(([, option]) => !option.hidden);
}

/** @param {VoteView} view */
function coverageWords(view) {
  return _("Each option read by at least {least}: {read}/{listed}", {
    least: view.coverage,
    read: view.read,
    listed: view.listed,
  });
}

/** @param {VoteView} view */
function waitingWords(view) {
  return ngettext("{n} still waits for others", "{n} still wait for others", view.waiting);
}

/** @param {VoteView} view */
function moreWords(view) {
  return ngettext("{n} more option", "{n} more options", view.more);
}

/**
 * Return how many took part: phones and hands in the room told apart, pairs and groups as such.
 *
 * @param {VoteView} view
 */
function countWords(view) {
  const median = view.median ? ` · ${_("median {n}", { n: medianWords(view) })}` : "";
  const more = view.more ? ` · ${moreWords(view)}` : "";
  return votersWords(view) + median + more;
}

/** @param {VoteView} view */
function votersWords(view) {
  if (view.voters === "people") return headsWords(view.phones, view.hands);
  const hands = view.hands ? ` + ${ngettext("{n} hand", "{n} hands", view.hands)}` : "";
  const told =
    view.voters === "pairs" ? ngettext("{n} pair", "{n} pairs", view.phones) : ngettext("{n} group", "{n} groups", view.phones);
  return told + hands;
}

/** @param {VoteView} view */
function medianWords(view) {
  // Its steps' own words: the third step of 0 to 5 is called 2.
  const steps = inOrder(view.options).filter((_row, place) => medianPlaces(view).has(place));
  return steps.map(([, option]) => pick(option.text)).join("–");
}

/** @param {VoteView} view */
function standsSideBySide(view) {
  const labels = Object.values(view.options).map((option) => pick(option.text));
  if (!view.ordered || labels.length > mostShortColumns) return false;
  return labels.length <= mostColumns || labels.every((label) => label.length <= 3);
}

/**
 * @param {VoteView} view
 * @param {boolean} onWall
 */
function bars(view, onWall) {
  const rows = ranked(view);
  const options = rows.map(([, option]) => option);
  const most = Math.max(1, ...options.map(votes));
  const few = rows.length <= 4;
  const marks = medianPlaces(view);
  return html`<ol
    class="results ${onWall ? (few ? "results-few" : "pages pages-one") : ""}"
    ?data-many=${rows.length > 6 || options.some((option) => option.cut)}
  >
    ${rows.map(([id, option], place) => {
      const line = lineAfter(options, place);
      const top = option.cut ? option.cut === "in" : !view.ordered && votes(option) === most && view.total > 0;
      return html`<li class="result arrives" id="result-${id}" ?data-top=${top || marks.has(place)}>
          <div class="result-fill" .style=${`--share: ${votes(option) / most}`}></div>
          <span class="result-label" lang=${langOf(option.text)}>${worded(option.text)}</span>
          <span class="result-number">
            ${option.dots} ${view.hands ? html`<small>+ ${option.hands}</small>` : nothing}
            ${marks.has(place) ? html`<small>${_("median")}</small>` : nothing}
          </span>
        </li>
        ${line ? html`<li class="result-cut">${line === "tie" ? _("a tie: decide together") : _("these go on")}</li>` : nothing}`;
    })}
  </ol>`;
}

/** @param {VoteView} view */
function scale(view) {
  const rows = ranked(view);
  const most = Math.max(1, ...rows.map(([, option]) => votes(option)));
  const marks = medianPlaces(view);
  return html`<ol class="scale">
    ${rows.map(
      ([id, option], place) => html`<li class="scale-step" id="result-${id}" ?data-median=${marks.has(place)}>
        <div class="scale-column">
          <span class="scale-number">${option.dots}${view.hands ? ` + ${option.hands}` : ""}</span>
          <div class="scale-fill" .style=${`--share: ${votes(option) / most}`}></div>
        </div>
        <div class="scale-label">${said(option.text)}${marks.has(place) ? html` <small>${_("median")}</small>` : nothing}</div>
      </li>`,
    )}
  </ol>`;
}

// --- the phone -------------------------------------------------------------------------------------------

/**
 * @param {VoteView} view
 * @param {MyVote} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function phone(view, mine, act, activity, tools) {
  if (activity.stage === "closed") return result(view, activity, mine);
  const rows = tools.rows?.() ?? [];
  const refused = rows.filter((row) => row.state === "refused");
  if (view.listing) return adding(view, mine, act, activity, tools, refused);
  const given = ballotAsAsked(view, mine, rows);
  const now = () => ballotAsAsked(view, mine, tools.asked?.() ?? rows);
  const options = standing(view);
  const mixes = view.shuffle && !view.ordered && options.length >= fewestToShuffle;
  const order = mixes ? shuffledFor(options, tools.seat ?? "") : options;
  const waits = rows.some((row) => row.state === "waiting" && row.command.do === "CastVote");
  if (view.coverage) watchReading(activity.id, { ...mine.read }, rows, act);
  return html`${pick(view.criterion) ? html`<p class="phone-help">${said(view.criterion)}</p>` : nothing}
    ${together(tools.group ?? {})} ${giving(view, order, given, mine, act, activity, now)} ${ends(view)}
    ${sum(given) ? html`<p>${status(waits ? "waiting" : "saved")}</p>` : nothing}
    ${refused.map((row) => refusal(row, tools))}
    ${view.shown ? html`<details class="fold" id="sofar"><summary>${_("The result so far")}</summary>${result(view, activity, mine)}</details>` : nothing}`;
}

/** @param {Partial<OurVote>} group Those with whom one has a ballot in common. */
function together({ text, people = 0 }) {
  if (people < 2) return nothing;
  const shared = people === 2 ? _("You two have these dots in common.") : _("Your group has these dots in common.");
  return html`<p class="quiet">${pick(text ?? {}) ? html`<b>${said(text)}</b> · ` : nothing}${shared}</p>`;
}

/**
 * One dot to choose with, dots of different worth, or several alike.
 *
 * @param {VoteView} view
 * @param {[string, OptionView][]} order
 * @param {Record<string, number>} given
 * @param {MyVote} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {() => Record<string, number>} now The dots as asked by now.
 */
function giving(view, order, given, mine, act, activity, now) {
  if (view.weights.length) return html`${choicesWords(view, given)} ${choices(view, order, given, mine, act)}`;
  if (view.budget === 1) return poll(order, given, mine, act, activity);
  const left = Math.max(0, view.budget - sum(given));
  return html`${leftWords(view.budget, left)} ${many(view, order, given, left, mine, act, now)}`;
}

/**
 * Write options of one's own, until the list is closed.
 *
 * @param {VoteView} view
 * @param {MyVote} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 * @param {Row[]} refused
 */
function adding(view, mine, act, activity, tools, refused) {
  const own = ideasAsAsked(mine, tools.rows?.() ?? []);
  const left = (mine.ideas_left ?? view.own_ideas) - [...own.values()].filter((idea) => !idea.isKept).length;
  const others = standing(view).filter(([id]) => !own.has(id));
  return html`${pick(view.criterion) ? html`<p class="phone-help">${said(view.criterion)}</p>` : nothing}
    ${left > 0 ? optionForm(left, act, activity, tools) : html`<p class="quiet">${_("Voting begins when the list is closed.")}</p>`}
    ${refused.map((row) => html`${row.command.text ? html`<p class="note">${written(row.command.text)}</p>` : nothing} ${refusal(row, tools)}`)}
    ${own.size ? ownOptions(own, act) : nothing}
    ${others.length
      ? html`<section class="stack stack-tight">
          <h2>${_("The list so far")}</h2>
          <ul class="reading">
            ${repeat(
              others,
              ([id]) => id,
              ([, option]) => html`<li>${said(option.text)}</li>`,
            )}
          </ul>
        </section>`
      : nothing}`;
}

/**
 * @param {number} left
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
function optionForm(left, act, activity, tools) {
  const key = `task/${activity.id}`;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const field = /** @type {HTMLTextAreaElement} */ (
      /** @type {HTMLFormElement} */ (event.currentTarget).elements.namedItem("text")
    );
    if (!field.value.trim()) return;
    void act({ do: "ProposeOption", text: field.value.trim() });
    field.value = "";
    tools.saveDraft(key, "");
  };
  return html`<form class="stack" id="task" @submit=${send}>
    <div class="field">
      <label for="option-own">${_("An option of your own")}</label>
      <textarea
        class="input"
        id="option-own"
        name="text"
        aria-describedby="who option-left"
        maxlength=${mostLetters}
        required
        .defaultValue=${tools.draft(key)}
        @input=${(/** @type {InputEvent} */ event) => tools.saveDraft(key, /** @type {HTMLTextAreaElement} */ (event.target).value)}
      ></textarea>
      <p class="field-help" id="option-left">${ngettext("You can add {n}.", "You can add {n}.", left)}</p>
    </div>
  </form>`;
}

/**
 * @param {Map<string, import("../app/vote-ballot.js").OwnIdea>} own
 * @param {Act} act
 */
function ownOptions(own, act) {
  return html`<section class="stack stack-tight">
    <h2>${_("Yours")}</h2>
    <ul class="votes">
      ${repeat(
        [...own],
        ([id]) => id,
        ([id, { text, isKept }]) => html`<li class="vote">
          <span class="vote-label">${written(text)}</span>
          ${status(isKept ? "saved" : "waiting")}
          ${isKept
            ? html`<button
                class="button button-quiet"
                type="button"
                id="withdraw-${id}"
                aria-label=${_("Take it back: {what}", { what: text })}
                @click=${() => act({ do: "WithdrawOption", option: id })}
              >
                ${icon("trash")} ${_("Take it back")}
              </button>`
            : nothing}
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {Record<string, number>} given */
function sum(given) {
  return Object.values(given).reduce((total, count) => total + count, 0);
}

/**
 * @param {number} budget
 * @param {number} left
 */
function leftWords(budget, left) {
  return html`<p class="votes-left">
    <span>${left ? ngettext("{n} dot left", "{n} dots left", left) : _("All dots are given")}</span>
    ${budget <= 10 ? dots(budget - left, budget) : nothing}
  </p>`;
}

/**
 * One dot: choose one.
 *
 * @param {[string, OptionView][]} order
 * @param {Record<string, number>} given
 * @param {MyVote} mine
 * @param {Act} act
 * @param {ActivityView} activity
 */
function poll(order, given, mine, act, activity) {
  const room = roomForOwn(mine, {});
  return html`<fieldset class="stack stack-tight">
    <legend class="aloud">${worded(activity.prompt)}</legend>
    ${repeat(
      order,
      ([id]) => id,
      ([id, option]) => html`<label class="choice" data-option=${id}>
        <input
          type="radio"
          name="vote"
          id="vote-${id}"
          aria-describedby="who"
          ?disabled=${Boolean(mine.own?.[id]) && room < 1}
          .checked=${live(Boolean(given[id]))}
          @change=${() => act({ do: "CastVote", option: id, dots: 1 })}
        />
        <span>${said(option.text)} ${sayings(option)} ${ownMark(id, mine)}</span>
      </label>`,
    )}
    ${sum(given)
      ? html`<button
          class="button button-quiet"
          type="button"
          id="vote-none"
          @click=${() => act({ do: "CastVote", option: Object.keys(given)[0], dots: 0 })}
        >
          ${_("Take my vote back")}
        </button>`
      : nothing}
  </fieldset>`;
}

/**
 * Others that say the same, in their own words.
 *
 * @param {OptionView} option
 */
function sayings(option) {
  const rows = Object.values(option.merged);
  if (!rows.length) return nothing;
  return html`<small class="vote-same">${rows.map((text, n) => html`${n ? " · " : nothing}${said(text)}`)}</small>`;
}

/**
 * @param {string} id
 * @param {MyVote} mine
 */
function ownMark(id, mine) {
  return mine.own?.[id] ? html`<small class="tag">${_("yours")}</small>` : nothing;
}

/**
 * Dots of different worth: the first choice, the second.
 *
 * @param {VoteView} view
 * @param {[string, OptionView][]} order
 * @param {Record<string, number>} given
 * @param {MyVote} mine
 * @param {Act} act
 */
function choices(view, order, given, mine, act) {
  const worths = [...new Set(view.weights)];
  return html`<ul class="votes">
    ${repeat(
      order,
      ([id]) => id,
      ([id, option]) => {
        const room = mine.own?.[id] ? roomForOwn(mine, { ...given, [id]: 0 }) : Infinity;
        return html`<li class="vote" data-option=${id} ?data-given=${given[id] > 0}>
          <span class="vote-label"><span lang=${langOf(option.text)}>${worded(option.text)}</span> ${sayings(option)} ${ownMark(id, mine)}</span>
          <span class="worths" role="group" aria-label=${pick(option.text)}>
            ${worths.map(
              (worth) => html`<button
                class="button"
                type="button"
                id="worth-${worth}-${id}"
                aria-pressed=${given[id] === worth}
                aria-label=${_("{worth} for: {what}", { worth, what: pick(option.text) })}
                ?disabled=${worth > room}
                @click=${() => act({ do: "CastVote", option: id, dots: given[id] === worth ? 0 : worth })}
              >
                ${worth}
              </button>`,
            )}
          </span>
        </li>`;
      },
    )}
  </ul>`;
}

/**
 * @param {VoteView} view
 * @param {Record<string, number>} given
 */
function choicesWords(view, given) {
  const left = view.weights.length - Object.keys(given).length;
  const told = left ? _("Give each number once: {worths}", { worths: view.weights.join(", ") }) : _("All your choices are made");
  return html`<p class="votes-left"><span>${told}</span></p>`;
}

/**
 * Several dots: so many on each.
 *
 * @param {VoteView} view
 * @param {[string, OptionView][]} order
 * @param {Record<string, number>} given
 * @param {number} left
 * @param {MyVote} mine
 * @param {Act} act
 * @param {() => Record<string, number>} now The dots as asked by now.
 */
function many(view, order, given, left, mine, act, now) {
  const most = Math.min(view.max_per_option, view.budget);
  const cast = (/** @type {string} */ option, /** @type {number} */ change) => () => {
    // From what has been asked by now, not from what is drawn: two fast presses are two dots.
    const given = now();
    const count = Math.min(most, Math.max(0, (given[option] ?? 0) + change));
    const others = sum(given) - (given[option] ?? 0);
    if (count !== (given[option] ?? 0) && others + count <= view.budget) void act({ do: "CastVote", option, dots: count });
  };
  return html`<ul class="votes">
    ${repeat(
      order,
      ([id]) => id,
      ([id, option]) => {
        const count = given[id] ?? 0;
        const told = { what: pick(option.text), given: count, left };
        const full = Boolean(mine.own?.[id]) && roomForOwn(mine, given) < 1;
        return html`<li class="vote" data-option=${id} ?data-given=${count > 0}>
          <span class="vote-label"><span lang=${langOf(option.text)}>${worded(option.text)}</span> ${sayings(option)} ${ownMark(id, mine)}</span>
          ${dots(count, most)}
          <span class="stepper">
            <button
              class="button"
              type="button"
              id="less-${id}"
              aria-label=${_("Take a dot away: {what}, {given} given, {left} left", told)}
              ?disabled=${count === 0}
              @click=${cast(id, -1)}
            >
              ${icon("minus")}
            </button>
            <output>${count}</output>
            <button
              class="button"
              type="button"
              id="more-${id}"
              aria-label=${_("Add a dot: {what}, {given} given, {left} left", told)}
              ?disabled=${count >= most || left <= 0 || full}
              @click=${cast(id, 1)}
            >
              ${icon("plus")}
            </button>
          </span>
        </li>`;
      },
    )}
  </ul>`;
}

/** @param {VoteView} view What the ends of the scale mean. */
function ends({ low, high }) {
  if (!pick(low) && !pick(high)) return nothing;
  return html`<p class="quiet">${said(low)} – ${said(high)}</p>`;
}

/**
 * The result as text.
 *
 * @param {VoteView} view
 * @param {ActivityView} activity
 * @param {MyVote} [mine]
 */
export function result(view, activity, mine) {
  const own = mine && Object.keys(mine.dots ?? {}).length ? ownWords(view, mine) : nothing;
  if (!view.shown) {
    if (activity.identity === "only_you") return own;
    const words = activity.stage === "closed" ? _("The result is not shown yet.") : _("The result is shown when the vote is closed.");
    return html`${own}
      <p class="quiet">${words}</p>`;
  }
  return html`${bars(view, false)}
    <p class="quiet">${countWords(view)}</p>
    ${own}`;
}

/**
 * @param {VoteView} view
 * @param {MyVote} mine
 */
function ownWords(view, mine) {
  const given = Object.entries(mine.dots).filter(([id]) => view.options[id]);
  // A dot of its own worth goes before the words, as a place does.
  if (view.weights.length) given.sort(([, one], [, other]) => other - one);
  return html`<section class="stack stack-tight">
    <h2>${_("Your vote")}</h2>
    <ul class="reading">
      ${given.map(([id, count]) => view.weights.length
          ? html`<li><b>${count}</b> · ${said(view.options[id].text)}</li>`
          : html`<li>${said(view.options[id].text)}${count > 1 ? fill(" × {count}", { count }) : ""}</li>`)}
    </ul>
  </section>`;
}

/**
 * The green button of the bar below: voting acts at once, so what is left is to say that one is done.
 *
 * @param {VoteView} view
 * @param {MyVote} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools & {isDone?: boolean}} tools
 */
export function bar(view, mine, act, activity, tools) {
  if (activity.stage === "closed") return nothing;
  if (view.listing) {
    const asked = [...ideasAsAsked(mine, tools.rows?.() ?? []).values()].filter((idea) => !idea.isKept).length;
    // Done is said once one has voted: here there is nothing to say.
    if ((mine.ideas_left ?? view.own_ideas) - asked < 1) return html``;
    return html`<button class="button button-primary" form="task">${icon("paper-plane-tilt")} ${_("Add the option")}</button>`;
  }
  if (tools.isDone) return nothing;
  return html`<button class="button button-primary" id="done" @click=${() => act({ do: "MarkDone", on: true })}>
    ${icon("check")} ${_("I have voted")}
  </button>`;
}

/** Where there is no other end than being done, the green button says it. */
export const saysDone = true;

/** Whether people choose anything here: they always do. */
export function answers() {
  return true;
}

/**
 * The options one added, to take home. Dots are no words.
 *
 * @param {MyVote} mine
 * @returns {string[]}
 */
export function lines(mine) {
  return inOrder(mine.ideas).map(([, idea]) => idea.text);
}

// --- the desk --------------------------------------------------------------------------------------------

/** What the desk's green button does: options first, then dots. */
export function moveWords() {
  return _("Close the list, start the vote");
}

/** @param {ActivityView} activity */
export function closeWords({ identity, view }) {
  const tells = identity !== "only_you" && !view.shown && (!view.coverage || view.read === view.listed);
  return tells ? _("Close and show the result") : _("Close the vote");
}

/** Said where not everything was read by as many as was asked. */
export function revealWords() {
  return _("Show the result all the same");
}

/**
 * @param {VoteView} view
 * @param {Act} act
 * @param {ActivityView} activity
 */
export function desk(view, act, activity) {
  const mayChange = !view.phones && !view.hands && activity.stage !== "closed";
  return html`${deskWords(view)}
    <div class="options stack">
      <ul class="votes">
        ${repeat(
          inOrder(view.options),
          ([id]) => id,
          ([id, option]) => html`<li class="vote" ?data-hidden=${option.hidden}>
            ${deskLabel(id, option, mayChange)}
            <span class="quiet">${view.shown ? ngettext("{n} dot", "{n} dots", option.dots) : nothing}</span>
            ${option.hidden || view.listing ? nothing : hands(id, option, act)} ${mayChange ? changing(id, option, act) : nothing}
          </li>`,
        )}
      </ul>
      ${mayChange ? html`${merging(view, act)} ${newOption(view, act)}` : nothing}
    </div>
    ${mayChange && view.own_ideas && !view.listing
      ? html`<button class="button button-quiet button-small" type="button" id="list-open" @click=${() => act({ do: "CloseList", on: false })}>
          ${icon("arrow-counter-clockwise")} ${_("Open the list again")}
        </button>`
      : nothing}`;
}

/** @param {VoteView} view */
function deskWords(view) {
  if (view.listing) {
    return html`<p class="quiet">
      ${ngettext("{n} option from the room", "{n} options from the room", view.ideas)}${view.waiting ? html` · ${waitingWords(view)}` : nothing}
    </p>`;
  }
  return html`<p class="quiet">${countWords(view)}${view.shown ? "" : ` · ${_("the tally is hidden, from you too")}`}</p>
    ${view.coverage ? html`<p class="quiet">${coverageWords(view)}</p>` : nothing}`;
}

/**
 * @param {string} id
 * @param {OptionView} option
 * @param {boolean} mayChange Then it can be chosen, to be merged.
 */
function deskLabel(id, option, mayChange) {
  const words = html`<span class=${option.hidden ? "quiet" : ""} lang=${langOf(option.text)}>${worded(option.text)}</span>`;
  if (!mayChange || option.hidden) return html`<span class="vote-label">${words} ${sayings(option)}</span>`;
  return html`<label class="vote-label check">
    <input type="checkbox" name="option" id="choose-${id}" value=${id} /> <span>${words} ${sayings(option)}</span>
  </label>`;
}

/**
 * Options that say the same become one, and part again.
 *
 * @param {VoteView} view
 * @param {Act} act
 */
function merging(view, act) {
  const merge = (/** @type {Event} */ event) => {
    const boxes = /** @type {Element} */ (event.target).closest(".options")?.querySelectorAll('input[name="option"]:checked') ?? [];
    const [into, ...options] = [...boxes].map((box) => {
      const chosen = /** @type {HTMLInputElement} */ (box);
      chosen.checked = false;
      return chosen.value;
    });
    if (options.length) void act({ do: "MergeOptions", options, into });
  };
  const merged = standing(view).flatMap(([, option]) => Object.entries(option.merged));
  return html`<div class="buttons">
      <button class="button button-small" type="button" id="merge-options" @click=${merge}>
        ${icon("arrows-merge")} ${_("The chosen say the same: make them one")}
      </button>
    </div>
    ${merged.length
      ? html`<details class="fold" id="merged-options">
          <summary>${ngettext("{n} says the same as another", "{n} say the same as another", merged.length)}</summary>
          <ul class="menu">
            ${merged.map(
              ([id, text]) => html`<li class="line">
                ${said(text)}
                <button class="button button-quiet button-small push" type="button" id="apart-${id}" @click=${() => act({ do: "RestoreOptions", were: { [id]: "" } })}>
                  ${icon("arrows-split")} ${_("Apart again")}
                </button>
              </li>`,
            )}
          </ul>
        </details>`
      : nothing}`;
}

/**
 * Hands counted in the room.
 *
 * @param {string} id
 * @param {OptionView} option
 * @param {Act} act
 */
function hands(id, option, act) {
  const set = (/** @type {number} */ count) => void act({ do: "AddHands", option: id, hands: Math.max(0, count) });
  const told = { what: pick(option.text) };
  return html`<span class="stepper">
    <button
      class="button"
      id="hand-less-${id}"
      aria-label=${_("One hand less: {what}", told)}
      ?disabled=${!option.hands}
      @click=${() => set(option.hands - 1)}
    >
      ${icon("minus")}
    </button>
    <label>
      <span class="aloud">${_("Hands in the room: {what}", told)}</span>
      <input
        class="input input-hands"
        type="number"
        inputmode="numeric"
        min="0"
        max="10000"
        id="hands-${id}"
        .value=${String(option.hands)}
        @change=${(/** @type {Event} */ event) => set(Number(/** @type {HTMLInputElement} */ (event.target).value) || 0)}
      />
    </label>
    <button
      class="button"
      id="hand-more-${id}"
      aria-label=${_("One hand more: {what}", told)}
      @click=${() => set(option.hands + 1)}
    >
      ${icon("plus")}
    </button>
  </span>`;
}

/**
 * @param {string} id
 * @param {OptionView} option
 * @param {Act} act
 */
function changing(id, option, act) {
  const save = savingWords((text) => void act({ do: "RenameOption", option: id, text }));
  return html`<details class="note-change">
    <summary class="button button-quiet button-small" id="option-${id}">${_("Change")}</summary>
    <form class="stack stack-tight" @submit=${save}>
      ${Object.entries(option.text).map(
        ([tag, words]) => html`<input
          class="input"
          name=${tag}
          id="option-${id}-${tag}"
          lang=${tag || nothing}
          aria-label=${_("Words of the option")}
          .defaultValue=${words}
        />`,
      )}
      <div class="buttons">
        <button class="button button-small">${_("Save the change")}</button>
        <button
          class="button button-quiet button-small"
          type="button"
          @click=${() => act({ do: "HideOption", option: id, on: !option.hidden })}
        >
          ${option.hidden ? _("Put it back") : _("Take it out")}
        </button>
      </div>
    </form>
  </details>`;
}

/**
 * @param {VoteView} view
 * @param {Act} act
 */
function newOption(view, act) {
  const add = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const text = String(new FormData(form).get("text")).trim();
    if (text) void act({ do: "AddOption", text: { "": text } });
    form.reset();
  };
  return html`<form class="line" @submit=${add}>
    <label class="aloud" for="option-new">${_("A new option")}</label>
    <input class="input" id="option-new" name="text" maxlength="200" placeholder=${_("A new option")} required />
    <button class="button button-small">${icon("plus")} ${_("Add the option")}</button>
    ${view.weights.length ? nothing : html`<span class="quiet small">${ngettext("{n} dot each", "{n} dots each", view.budget)}</span>`}
  </form>`;
}
