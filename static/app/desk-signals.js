/** What people tell the one who leads: how many are done, who needs time or help, and what waits on the parking lot. */
import { html, nothing } from "./html.js";
import { _, ngettext } from "./i18n.js";
import { together } from "./desk-together.js";
import { inOrder } from "./forecast.js";
import { icon } from "./parts.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").ParkedLine} ParkedLine */
/** @typedef {import("./views.js").HelpLine} HelpLine */

/**
 * Draw the signals as a column of the desk.
 *
 * @param {DeskView} view
 * @param {(command: Record<string, any>) => void} lead
 */
export function signalsColumn(view, lead) {
  const activity = view.activities[view.current];
  const help = inOrder(view.help);
  const parked = inOrder(view.parking);
  const kept = activity?.view?.kept_back ?? 0;
  return html`<section class="desk-column desk-signals" aria-labelledby="desk-signals-title">
    <h2 id="desk-signals-title">${_("Signals")}</h2>
    ${activity && activity.stage !== "closed" ? progress(view) : nothing}
    <ul class="signals">
      ${activity?.more_time
        ? html`<li class="signal" data-new>
            ${icon("timer")}
            <span>${ngettext("{n} needs more time", "{n} need more time", activity.more_time)}</span>
            <button
              class="button button-small"
              id="signal-time"
              @click=${() => lead({ do: "AddTime", activity: activity.id, minutes: 1 })}
            >
              ${_("+1 min")}
            </button>
          </li>`
        : nothing}
      ${help.map(([id, line]) => helpRow(id, line, lead))}
      ${kept
        ? html`<li class="signal">
            ${icon("eye-slash")}<span>${ngettext("{n} note is hidden", "{n} notes are hidden", kept)}</span>
          </li>`
        : nothing}
      ${!activity?.more_time && !help.length && !kept
        ? html`<li class="quiet small">${_("Nobody asks for anything.")}</li>`
        : nothing}
    </ul>
    ${together(view, lead)}
    <h2>${_("Parking lot")}</h2>
    ${parked.length
      ? html`<ul class="signals">
          ${parked.map(([id, line]) => parkedRow(id, line, lead))}
        </ul>`
      : html`<p class="quiet small">${_("Nothing is parked yet.")}</p>`}
  </section>`;
}

/**
 * How many signals wait for the leader: the number on the tab of a narrow desk.
 *
 * @param {DeskView} view
 */
export function signalCount(view) {
  const open = Object.values(view.parking).filter((line) => line.outcome === "open" && !line.hidden).length;
  return Object.keys(view.help).length + (view.activities[view.current]?.more_time ? 1 : 0) + open;
}

/** @param {DeskView} view */
export function progress(view) {
  const activity = view.activities[view.current];
  if (!activity) return nothing;
  const of = Math.max(view.joined, activity.done, activity.answered);
  return html`<div class="progress">
    <span class="progress-words">${_("{done} / {of} done", { done: activity.done, of })}</span>
    <progress value=${activity.done} max=${Math.max(1, of)} aria-label=${_("Done")}></progress>
    ${activity.answered
      ? html`<span class="quiet small">
          ${ngettext("{n} has answered", "{n} have answered", activity.answered)}
        </span>`
      : nothing}
  </div>`;
}

/**
 * @param {string} id
 * @param {HelpLine} line
 * @param {(command: Record<string, any>) => void} lead
 */
function helpRow(id, line, lead) {
  const who = line.name || _("Person {n}", { n: line.number });
  return html`<li class="signal" data-new>
    ${icon("hand")}
    <span><b>${_("{who} asks for help", { who })}</b>${line.text ? html`<br />${line.text}` : nothing}</span>
    <button
      class="button button-small"
      id="help-${id}"
      aria-label=${_("Settled: {who}", { who })}
      @click=${() => lead({ do: "SettleHelp", request: id })}
    >
      ${_("Settled")}
    </button>
  </li>`;
}

/**
 * @param {string} id
 * @param {ParkedLine} line
 * @param {(command: Record<string, any>) => void} lead
 */
function parkedRow(id, line, lead) {
  const settle = (/** @type {string} */ outcome, owner = "") =>
    lead({ do: "SettleParked", parked: id, outcome, owner });
  const giveOwner = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const owner = String(new FormData(form).get("owner") ?? "").trim();
    if (owner) settle("owner", owner);
  };
  return html`<li class="parked">
    <details class="fold" id="parked-${id}">
      <summary>
        <span>${line.text}</span>
        <span class="quiet small">${outcomeWords(line)}</span>
      </summary>
      <div class="stack stack-tight">
        <form class="line" @submit=${giveOwner}>
          <label class="aloud" for="owner-${id}">${_("Who takes it")}</label>
          <input
            class="input"
            id="owner-${id}"
            name="owner"
            maxlength="60"
            autocomplete="off"
            placeholder=${_("Who takes it")}
            .defaultValue=${line.owner}
          />
          <button class="button button-small">${_("Give")}</button>
        </form>
        <div class="buttons">
          <button class="button button-small" aria-pressed=${line.outcome === "later"} @click=${() => settle("later")}>
            ${_("Later")}
          </button>
          <button class="button button-small" aria-pressed=${line.outcome === "closed"} @click=${() => settle("closed")}>
            ${_("Dealt with")}
          </button>
          <button
            class="button button-small"
            aria-pressed=${line.hidden}
            @click=${() => lead({ do: "HideParked", parked: id, on: !line.hidden })}
          >
            ${_("Hide")}
          </button>
        </div>
      </div>
    </details>
  </li>`;
}

/** @param {ParkedLine} line */
function outcomeWords(line) {
  if (line.hidden) return _("hidden");
  switch (line.outcome) {
    case "owner":
      return line.owner;
    case "later":
      return _("later");
    case "closed":
      return _("dealt with");
    default:
      return "";
  }
}
