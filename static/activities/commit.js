/** Commit on the screens: who does what by when. A table on the wall, rows and a promise on the phone, owners on the desk. */
import { dayWords } from "../app/clock.js";
import { html, nothing, repeat } from "../app/html.js";
import { _, ngettext, pick } from "../app/i18n.js";
import { icon, inOrder, refusal, said, status, written } from "../app/parts.js";
import { ownActions } from "../app/pending.js";

export { dates, lines } from "../app/commit-own.js";

/** @typedef {import("../app/views.js").CommitView} CommitView */
/** @typedef {import("../app/views.js").ActionView} ActionView */
/** @typedef {import("../app/views.js").MyCommitment} MyCommitment */
/** @typedef {import("../app/views.js").ActivityView} ActivityView */
/** @typedef {import("../app/outbox.js").Row} Row */
/** @typedef {import("../app/parts.js").Act} Act */
/** @typedef {import("../app/parts.js").Tools} Tools */

/** @typedef {import("../app/pending.js").OwnAction} Own */

const fields = ["what", "who", "when", "first_step", "support"];
const blank = { who: "", when: "", first_step: "", support: "" };

// --- the wall --------------------------------------------------------------------------------------------

/**
 * @param {CommitView} view
 * @param {ActivityView} _activity
 */
export function board(view, _activity) {
  const rows = inOrder(view.actions);
  const day = view.follow_up_on ? _("We check this on {day}.", { day: dayInSentence(view.follow_up_on) }) : "";
  if (!rows.length) {
    return html`<p class="board-text quiet">${view.count ? ngettext("{n} action written", "{n} actions written", view.count) : _("No actions yet")}</p>`;
  }
  return html`<div class="board-result">
    <ul class="actions actions-wide pages pages-one">
      ${repeat(
        rows,
        ([id]) => id,
        ([, row]) => html`<li class="action arrives">${words(row)}</li>`,
      )}
    </ul>
    <p class="quiet">${day}</p>
  </div>`;
}

/** @param {string} day A day whose own full stop gives way to that of the sentence. */
function dayInSentence(day) {
  return dayWords(day).replace(/\.$/, "");
}

/** @param {ActionView} row */
function words(row) {
  return html`${pick(row.company) ? html`<p class="action-company">${said(row.company)}</p>` : nothing}
    <p class="action-what">${written(row.what)}</p>
    ${row.first_step ? html`<p class="action-step">${_("First step: {what}", { what: written(row.first_step) })}</p>` : nothing}
    ${row.support ? html`<p class="action-step">${_("Help needed: {what}", { what: written(row.support) })}</p>` : nothing}
    <p class="action-who">${row.who || (row.taken ? _("taken") : html`<span class="action-open">${_("whose?")}</span>`)}</p>
    <p class="action-when">${dayWords(row.when)}</p>
    ${row.confirmed ? html`<p class="action-confirmed">${icon("check")} ${_("Confirmed")}</p>` : nothing}`;
}

// --- the phone -------------------------------------------------------------------------------------------

/**
 * @param {CommitView} view
 * @param {MyCommitment} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function phone(view, mine, act, activity, tools) {
  const rows = tools.rows?.() ?? [];
  const takes = activity.stage !== "closed";
  const own = ownActions(mine, rows);
  const group = /** @type {{text?: Record<string, string>, people?: number}} */ (tools.group ?? {});
  return html`${group.text ? html`<p class="quiet"><b>${said(group.text)}</b> · ${_("You write these together.")}</p>` : nothing}
    ${view.prefilled ? table(view, mine, act, activity) : nothing} ${takes ? writing(view, act, activity, tools) : nothing}
    ${rows.filter((row) => row.state === "refused").map((row) => html`${lost(row)} ${refusal(row, tools)}`)}
    ${own.size ? ownList(own, view, act, takes) : nothing} ${view.prefilled ? nothing : table(view, mine, act, activity)}
    ${view.private_part ? promise(mine, rows, act, activity, tools) : nothing}`;
}

/** @param {ActivityView} activity */
function draftKey(activity) {
  return `task/${activity.id}`;
}

/**
 * @param {CommitView} view
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
function writing(view, act, activity, tools) {
  const key = draftKey(activity);
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const given = answersOf(form);
    if (!given.what) return;
    void act({ do: "ProposeAction", ...given });
    form.querySelectorAll("input, textarea").forEach((field) => {
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = "";
    });
    tools.saveDraft(key, "");
  };
  return html`${proposals(view, activity, tools)}
    <form class="stack" id="task" @submit=${send}>
      <div class="field">
        <label for="action-what">${_("What is done")}</label>
        <textarea
          class="input"
          id="action-what"
          name="what"
          aria-describedby="who"
          maxlength="500"
          required
          .defaultValue=${tools.draft(key)}
          @input=${(/** @type {InputEvent} */ event) =>
            tools.saveDraft(key, /** @type {HTMLTextAreaElement} */ (event.target).value)}
        ></textarea>
      </div>
      ${smallFields("action", view, blank)}
    </form>`;
}

/**
 * @param {string} key Makes ids.
 * @param {{first_step: boolean, support: boolean}} asks
 * @param {{who: string, when: string, first_step: string, support?: string}} row
 */
function smallFields(key, asks, row) {
  return html`<div class="fields">
      <div class="field">
        <label for="${key}-who">${_("Who")}</label>
        <input class="input" id="${key}-who" name="who" maxlength="60" autocomplete="off" .defaultValue=${row.who} />
      </div>
      <div class="field">
        <label for="${key}-when">${_("By when")}</label>
        <input class="input" id="${key}-when" name="when" maxlength="60" autocomplete="off" .defaultValue=${row.when} />
      </div>
    </div>
    ${asks.first_step
      ? html`<div class="field">
          <label for="${key}-step">${_("First step")}</label>
          <input class="input" id="${key}-step" name="first_step" maxlength="500" autocomplete="off" .defaultValue=${row.first_step} />
        </div>`
      : nothing}
    ${asks.support
      ? html`<div class="field">
          <label for="${key}-support">${_("What help is needed")}</label>
          <input class="input" id="${key}-support" name="support" maxlength="500" autocomplete="off" .defaultValue=${row.support ?? ""} />
        </div>`
      : nothing}`;
}

/**
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>} Of the fields it has.
 */
function answersOf(form) {
  const given = new FormData(form);
  return Object.fromEntries(
    fields.filter((name) => given.has(name)).map((name) => [name, String(given.get(name)).trim()]),
  );
}

/**
 * What an earlier step brought: one tap makes it the words of an action.
 *
 * @param {CommitView} view
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
function proposals(view, activity, tools) {
  const rows = inOrder(view.proposals);
  if (!rows.length) return nothing;
  const use = (/** @type {Record<string, string>} */ text) => () => {
    const field = document.getElementById("action-what");
    if (!(field instanceof HTMLTextAreaElement)) return;
    field.value = pick(text);
    tools.saveDraft(draftKey(activity), field.value);
    field.focus();
  };
  return html`<details class="fold" id="proposals">
    <summary>${_("Start from what was chosen")}</summary>
    <ul class="menu">
      ${rows.map(
        ([, row]) => html`<li>
          <button class="menu-row" type="button" @click=${use(row.text)}>${said(row.text)}</button>
        </li>`,
      )}
    </ul>
  </details>`;
}

/**
 * The green button of the bar below.
 *
 * @param {CommitView} _view
 * @param {MyCommitment} _mine
 * @param {Act} _act
 * @param {ActivityView} activity
 */
export function bar(_view, _mine, _act, activity) {
  if (activity.stage === "closed") return nothing;
  return html`<button class="button button-primary" form="task">${icon("paper-plane-tilt")} ${_("Send the action")}</button>`;
}

/** Whether people write anything here: they always do. */
export function answers() {
  return true;
}

/** @param {Row} row What was not taken is still to be read, and copied. */
function lost({ command }) {
  const text = command.what || command.text;
  return text ? html`<p class="note">${written(text)}</p>` : nothing;
}

/**
 * @param {Map<string, Own & {support?: string}>} own
 * @param {CommitView} view
 * @param {Act} act
 * @param {boolean} takes
 */
function ownList(own, view, act, takes) {
  return html`<section class="stack stack-tight">
    <h2>${_("Yours")}</h2>
    <ul class="actions">
      ${repeat(
        [...own],
        ([id]) => id,
        ([id, row]) => html`<li class="action">
          <p class="action-what">${written(row.what)}</p>
          ${row.first_step ? html`<p class="action-step">${_("First step: {what}", { what: written(row.first_step) })}</p>` : nothing}
          ${row.support ? html`<p class="action-step">${_("Help needed: {what}", { what: written(row.support) })}</p>` : nothing}
          <p class="action-who">${row.took ? _("I take this") : row.who}</p>
          <p class="action-when">${dayWords(row.when)}</p>
          <div class="note-foot">
            ${status(row.isKept ? "saved" : "waiting")} ${takes && row.wrote ? changing(id, row, view, act, !view.actions[id]?.given) : nothing}
          </div>
        </li>`,
      )}
    </ul>
  </section>`;
}

/**
 * @param {string} id
 * @param {{what: string, who: string, when: string, first_step: string, support?: string}} row
 * @param {CommitView} view
 * @param {Act} act
 * @param {boolean} removes Whether it may be taken away here.
 */
function changing(id, row, view, act, removes) {
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    // Only what was changed: a name that is written anew replaces who took it.
    const changed = Object.entries(answersOf(form)).filter(([name, words]) => words !== (/** @type {any} */ (row)[name] ?? ""));
    if (changed.length) void act({ do: "EditAction", action: id, ...Object.fromEntries(changed) });
    form.closest("details")?.removeAttribute("open");
  };
  return html`<details class="note-change">
    <summary class="button button-quiet" id="change-${id}">${_("Change")}</summary>
    <form class="stack stack-tight" @submit=${save}>
      <textarea
        class="input"
        name="what"
        id="edit-${id}"
        aria-label=${_("What is done")}
        maxlength="500"
        required
        .defaultValue=${row.what}
      ></textarea>
      ${smallFields(`edit-${id}`, { first_step: true, support: view.support }, row)}
      <div class="buttons">
        <button class="button">${_("Save the change")}</button>
        ${removes
          ? html`<button class="button button-quiet" type="button" @click=${() => act({ do: "WithdrawAction", action: id })}>
              ${icon("trash")} ${_("Take the action away")}
            </button>`
          : nothing}
      </div>
    </form>
  </details>`;
}

/**
 * Everyone's table; where people have names one may take what nobody owns.
 *
 * @param {CommitView} view
 * @param {MyCommitment} mine
 * @param {Act} act
 * @param {ActivityView} activity
 */
function table(view, mine, act, activity) {
  const takes = activity.stage !== "closed" && !["anonymous", "only_you"].includes(activity.identity);
  // In a table's name nobody takes anything upon themselves.
  const named = takes && activity.identity !== "group";
  const rows = inOrder(view.actions);
  if (!rows.length) return nothing;
  return html`<section class="stack stack-tight">
    <h2>${_("All actions")}</h2>
    <ul class="actions">
      ${repeat(
        rows,
        ([id]) => id,
        ([id, row]) => html`<li class="action">
          ${words(row)}
          ${named ? taking(id, row, Boolean(mine.actions?.[id]?.took), act) : nothing}
          ${takes && row.given && !pick(row.company) && !mine.actions?.[id]
            ? html`<div class="note-foot">${changing(id, row, view, act, false)}</div>`
            : nothing}
        </li>`,
      )}
    </ul>
    ${view.follow_up_on ? html`<p>${_("We check this on {day}.", { day: dayInSentence(view.follow_up_on) })}</p>` : nothing}
  </section>`;
}

/**
 * @param {string} id
 * @param {ActionView} row
 * @param {boolean} isMine
 * @param {Act} act
 */
function taking(id, row, isMine, act) {
  if (isMine) {
    return html`<div class="buttons">
      <button class="button button-quiet" id="take-${id}" @click=${() => act({ do: "TakeAction", action: id, on: false })}>
        ${_("I do not take this after all")}
      </button>
    </div>`;
  }
  if (row.taken || row.who) return nothing;
  return html`<div class="buttons">
    <button class="button" id="take-${id}" @click=${() => act({ do: "TakeAction", action: id, on: true })}>
      ${icon("hand")} ${_("I take this")}
    </button>
  </div>`;
}

/**
 * A promise to oneself: nobody else ever sees it, the facilitator neither.
 *
 * @param {MyCommitment} mine
 * @param {Row[]} rows
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
function promise(mine, rows, act, activity, tools) {
  const asked = rows.filter((row) => row.command.do === "WritePromise" && row.state === "waiting").pop();
  const kept = asked ? asked.command.text : (mine.promise ?? "");
  const keptOn = asked ? (asked.command.date ?? "") : (mine.promise_on ?? "");
  const key = `promise/${activity.id}`;
  const keep = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const field = /** @type {HTMLTextAreaElement} */ (
      /** @type {HTMLFormElement} */ (event.currentTarget).elements.namedItem("promise")
    );
    const day = /** @type {HTMLInputElement} */ (
      /** @type {HTMLFormElement} */ (event.currentTarget).elements.namedItem("promise-day")
    );
    void act({ do: "WritePromise", text: field.value.trim(), date: day.value });
    tools.saveDraft(key, "");
  };
  if (activity.stage === "closed") {
    return kept ? html`<section class="stack stack-tight"><h2>${_("My promise to myself")}</h2><p class="note">${written(kept)}</p>${keptOn ? html`<p class="quiet">${dayWords(keptOn)}</p>` : nothing}</section>` : nothing;
  }
  return html`<form class="stack stack-tight" @submit=${keep}>
    <div class="field">
      <label for="promise">${_("My promise to myself")}</label>
      <p class="who" id="who-promise">
        ${icon("lock-simple")}<span><b>${_("Only you see this.")}</b> ${_("Not the facilitator, no board, no summary.")}</span>
      </p>
      <textarea
        class="input"
        id="promise"
        name="promise"
        maxlength="2000"
        aria-describedby="who-promise"
        .defaultValue=${tools.draft(key) || kept}
        @input=${(/** @type {InputEvent} */ event) =>
          tools.saveDraft(key, /** @type {HTMLTextAreaElement} */ (event.target).value)}
      ></textarea>
    </div>
    <div class="field">
      <label for="promise-day">${_("The day by which I do it")}</label>
      <input class="input" type="date" id="promise-day" name="promise-day" .defaultValue=${keptOn} aria-describedby="who-promise" />
    </div>
    <div class="line">
      <button class="button">${_("Keep my promise")}</button>
      ${kept ? status(asked ? "waiting" : "saved") : nothing}
    </div>
  </form>`;
}

/**
 * The table as text.
 *
 * @param {CommitView} view
 * @param {ActivityView} activity
 */
export function result(view, activity) {
  if (!Object.keys(view.actions).length) return html`<p class="quiet">${_("No actions yet")}</p>`;
  return table(view, { kind: "commit", actions: {}, promise: "", promise_on: "" }, async () => "", { ...activity, stage: "closed" });
}

// --- the desk --------------------------------------------------------------------------------------------

/** @param {ActivityView} activity What the desk's green button does to it. */
export function closeWords(activity) {
  return activity.view.needs_follow_up ? _("Close without a day of checking") : _("Close the actions");
}

/**
 * @param {CommitView} view
 * @param {Act} act
 */
export function desk(view, act) {
  const add = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const given = answersOf(form);
    if (!given.what) return;
    void act({ do: "ProposeAction", ...given });
    form.reset();
  };
  const waiting = view.count - Object.keys(view.actions).length;
  return html`<p class="quiet">
      ${ngettext("{n} action", "{n} actions", view.count)} ·
      ${ngettext("{n} without an owner", "{n} without an owner", view.unowned)}
      ${waiting > 0 ? html`· ${ngettext("{n} still waits for others", "{n} still wait for others", waiting)}` : nothing}
    </p>
    ${view.follow_up ? followUp(view, act) : nothing}
    <ul class="actions">
      ${repeat(
        inOrder(view.actions),
        ([id]) => id,
        ([id, row]) => html`<li class="action">
          ${words(row)}
          <div class="note-foot">
            ${row.who || row.taken
              ? html`<button
                  class="button button-small"
                  id="confirm-${id}"
                  aria-pressed=${row.confirmed}
                  @click=${() => act({ do: "ConfirmOwner", action: id, on: !row.confirmed })}
                >
                  ${icon("check")} ${_("Agreed aloud")}
                </button>`
              : nothing}
            ${changing(id, row, view, act, true)}
          </div>
        </li>`,
      )}
    </ul>
    <details class="fold" id="action-add">
      <summary>${_("Add an action")}</summary>
      <form class="stack" @submit=${add}>
        <div class="field">
          <label for="desk-what">${_("What is done")}</label>
          <textarea class="input" id="desk-what" name="what" maxlength="500" required></textarea>
        </div>
        ${smallFields("desk", view, blank)}
        <div class="buttons"><button class="button">${icon("plus")} ${_("Add the action")}</button></div>
      </form>
    </details>`;
}

/**
 * The day on which all is checked: above the rows, so that it is seen before the green button closes them.
 *
 * @param {CommitView} view
 * @param {Act} act
 */
function followUp(view, act) {
  return html`<div class="field">
    <label for="follow-up">${_("The day on which we check")}</label>
    ${view.needs_follow_up
      ? html`<p class="advice" id="follow-up-missing">${icon("info")} ${_("Agree on the day before you close.")}</p>`
      : nothing}
    <input
      class="input"
      type="date"
      id="follow-up"
      aria-describedby=${view.needs_follow_up ? "follow-up-missing" : nothing}
      .defaultValue=${view.follow_up_on}
      @change=${(/** @type {Event} */ event) =>
        act({ do: "SetFollowUp", date: /** @type {HTMLInputElement} */ (event.target).value })}
    />
  </div>`;
}
