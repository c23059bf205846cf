/** Vote on the screens: bars or a scale on the wall, dots to give on the phone, hands to count on the desk. */
import { html, live, nothing, repeat } from "../app/html.js";
import { _, fill, ngettext, pick } from "../app/i18n.js";
import { dots, icon, inOrder, langOf, refusal, said, shuffledFor, status, worded } from "../app/parts.js";
import { dotsGiven } from "../app/pending.js";
import { progress } from "../app/progress.js";
import { lineAfter, medianPlaces, ranked, votes } from "../app/tally.js";

/** @typedef {import("../app/views.js").VoteView} VoteView */
/** @typedef {import("../app/views.js").OptionView} OptionView */
/** @typedef {import("../app/views.js").MyVote} MyVote */
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
const fewestToShuffle = 4;

// --- the wall --------------------------------------------------------------------------------------------

/**
 * @param {VoteView} view
 * @param {ActivityView} activity
 * @param {Wall} [wall]
 */
export function board(view, activity, wall = {}) {
  if (!view.shown) return progress(Math.max(activity.done, activity.answered), wall, "answered");
  return html`<div class="board-result">
    ${standsSideBySide(view) ? scale(view) : bars(view, true)}
    <p class="quiet">${countWords(view)}</p>
  </div>`;
}

/**
 * Return how many took part, those on phones and those in the room told apart.
 *
 * @param {VoteView} view
 */
function countWords(view) {
  const voted = ngettext("{n} voted on a phone", "{n} voted on phones", view.phones);
  const hands = view.hands ? `, ${ngettext("{n} hand in the room", "{n} hands in the room", view.hands)}` : "";
  const median = view.median ? ` · ${_("median {n}", { n: medianWords(view) })}` : "";
  const more = view.more ? ` · ${ngettext("{n} more option", "{n} more options", view.more)}` : "";
  return voted + hands + median + more;
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
  const given = dotsGiven(mine, rows, view.budget);
  const now = () => dotsGiven(mine, tools.asked?.() ?? rows, view.budget);
  const left = view.budget - sum(given);
  const options = inOrder(view.options).filter(([, option]) => !option.hidden);
  const order = view.ordered || options.length < fewestToShuffle ? options : shuffledFor(options, tools.seat ?? "");
  const waits = rows.some((row) => row.state === "waiting" && row.command.do === "CastVote");
  return html`${pick(view.criterion) ? html`<p class="phone-help">${said(view.criterion)}</p>` : nothing}
    ${view.budget === 1
      ? poll(order, given, act, activity)
      : html`${leftWords(view.budget, left)} ${many(view, order, given, left, act, now)}`}
    ${ends(view)}
    ${sum(given) ? html`<p>${status(waits ? "waiting" : "saved")}</p>` : nothing}
    ${rows.filter((row) => row.state === "refused").map((row) => refusal(row, tools))}
    ${view.shown ? html`<details class="fold" id="sofar"><summary>${_("The result so far")}</summary>${result(view, activity, mine)}</details>` : nothing}`;
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
 * @param {Act} act
 * @param {ActivityView} activity
 */
function poll(order, given, act, activity) {
  return html`<fieldset class="stack stack-tight">
    <legend class="aloud">${worded(activity.prompt)}</legend>
    ${repeat(
      order,
      ([id]) => id,
      ([id, option]) => html`<label class="choice">
        <input
          type="radio"
          name="vote"
          id="vote-${id}"
          aria-describedby="who"
          .checked=${live(Boolean(given[id]))}
          @change=${() => act({ do: "CastVote", option: id, dots: 1 })}
        />
        ${said(option.text)}
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
 * Several dots: so many on each.
 *
 * @param {VoteView} view
 * @param {[string, OptionView][]} order
 * @param {Record<string, number>} given
 * @param {number} left
 * @param {Act} act
 * @param {() => Record<string, number>} now The dots as asked by now.
 */
function many(view, order, given, left, act, now) {
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
        const mine = given[id] ?? 0;
        const told = { what: pick(option.text), given: mine, left };
        return html`<li class="vote" ?data-given=${mine > 0}>
          <span class="vote-label" lang=${langOf(option.text)}>${worded(option.text)}</span>
          ${dots(mine, most)}
          <span class="stepper">
            <button
              class="button"
              type="button"
              id="less-${id}"
              aria-label=${_("Take a dot away: {what}, {given} given, {left} left", told)}
              ?disabled=${mine === 0}
              @click=${cast(id, -1)}
            >
              ${icon("minus")}
            </button>
            <output>${mine}</output>
            <button
              class="button"
              type="button"
              id="more-${id}"
              aria-label=${_("Add a dot: {what}, {given} given, {left} left", told)}
              ?disabled=${mine >= most || left <= 0}
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
    const waits = activity.identity !== "only_you";
    return html`${own} ${waits ? html`<p class="quiet">${_("The result is shown when the vote is closed.")}</p>` : nothing}`;
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
  return html`<section class="stack stack-tight">
    <h2>${_("Your vote")}</h2>
    <ul class="reading">
      ${given.map(([id, count]) => html`<li>${said(view.options[id].text)}${count > 1 ? fill(" × {count}", { count }) : ""}</li>`)}
    </ul>
  </section>`;
}

/**
 * The green button of the bar below: voting acts at once, so what is left is to say that one is done.
 *
 * @param {VoteView} _view
 * @param {MyVote} _mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools & {isDone?: boolean}} tools
 */
export function bar(_view, _mine, act, activity, tools) {
  if (activity.stage === "closed" || tools.isDone) return nothing;
  return html`<button class="button button-primary" id="done" @click=${() => act({ do: "MarkDone", on: true })}>
    ${icon("check")} ${_("I have voted")}
  </button>`;
}

// --- the desk --------------------------------------------------------------------------------------------

/**
 * @param {VoteView} view
 * @param {Act} act
 * @param {ActivityView} activity
 */
export function desk(view, act, activity) {
  const mayChange = !view.phones && !view.hands;
  const takes = activity.stage !== "closed";
  return html`<p class="quiet">${countWords(view)}${view.shown ? "" : ` · ${_("the tally is hidden, from you too")}`}</p>
    <ul class="votes">
      ${repeat(
        inOrder(view.options),
        ([id]) => id,
        ([id, option]) => html`<li class="vote" ?data-hidden=${option.hidden}>
          <span class="vote-label ${option.hidden ? "quiet" : ""}" lang=${langOf(option.text)}>${worded(option.text)}</span>
          <span class="quiet">${view.shown ? ngettext("{n} dot", "{n} dots", option.dots) : nothing}</span>
          ${option.hidden ? nothing : hands(id, option, act)} ${mayChange && takes ? changing(id, option, act) : nothing}
        </li>`,
      )}
    </ul>
    ${mayChange && takes ? adding(view, act) : nothing}`;
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
        .value=${live(String(option.hands))}
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
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    /** @type {Record<string, string>} */
    const text = {};
    for (const [tag, words] of new FormData(form)) if (String(words).trim()) text[tag] = String(words).trim();
    if (Object.keys(text).length) void act({ do: "RenameOption", option: id, text });
    form.closest("details")?.removeAttribute("open");
  };
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
function adding(view, act) {
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
    <span class="quiet small">${ngettext("{n} dot each", "{n} dots each", view.budget)}</span>
  </form>`;
}
