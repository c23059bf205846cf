/**
 * Groups on the screens: where one belongs, in large, on the phone; topics, names or the task on the wall; who sits where
 * on the desk. What a group writes only its own phones show while it works.
 */
import { html, nothing, repeat } from "../app/html.js";
import { _, ngettext, pgettext, pick } from "../app/i18n.js";
import { icon, inOrder, langOf, refusal, refusalWords, said, status, worded, written } from "../app/parts.js";
import { hiddenWords } from "../app/progress.js";

/** @typedef {import("../app/views.js").GroupsView} GroupsView */
/** @typedef {import("../app/views.js").GroupLine} GroupLine */
/** @typedef {import("../app/views.js").MemberLine} MemberLine */
/** @typedef {import("../app/views.js").WorkNote} WorkNote */
/** @typedef {import("../app/views.js").MyGroup} MyGroup */
/** @typedef {import("../app/views.js").ActivityView} ActivityView */
/** @typedef {import("../app/views.js").PersonLine} PersonLine */
/** @typedef {import("../app/outbox.js").Row} Row */
/** @typedef {import("../app/parts.js").Act} Act */
/** @typedef {import("../app/parts.js").Tools} Tools */
/** @typedef {import("../app/parts.js").Wall} Wall */
/** @typedef {{sort: number, round: number, fields: Record<string, string>, earlier: boolean, may_change: boolean}} TableNote */
/** @typedef {{topic: Record<string, string>, under: Record<string, {sort: number, text: Record<string, string>}>, scribe: boolean, of_before: number, notes: Record<string, TableNote>}} Table What only one's own table knows. */
/** @typedef {{fields: Record<string, string>, isKept: boolean, mayChange: boolean}} Own A note of one's group as it will be. */
/** @typedef {{turn: number, words: string, isLast: boolean}} Turn */

/** From here on the clock of a turn is amber. */
const lastMs = 15_000;
/** With more topics than this on the wall they stand in four columns. */
const fewTopics = 8;
/** So few notes are larger on the wall. */
const fewNotes = 6;
/** More notes than this on a table are folded on its phones, so that what is to be done stays in sight. */
const openNotes = 3;

// --- what is so ------------------------------------------------------------------------------------------

/**
 * Return which turn of the round is on, from 1, and what is left of it. Turns share what is left of the clock from its end,
 * so a minute more is a minute more of the turn that is on.
 *
 * @param {GroupsView} view
 * @param {ActivityView} activity
 * @param {number} now The server's time, UTC milliseconds.
 * @returns {Turn}
 */
export function turnNow(view, activity, now) {
  const whole = view.minutes_per_round ? view.minutes_per_round * 60_000 : activity.ends_at - activity.opened_at;
  if (view.turns < 2 || activity.stage !== "open" || !activity.ends_at || whole <= 0) {
    return { turn: 1, words: "", isLast: false };
  }
  const each = whole / view.turns;
  const left = Math.max(0, activity.ends_at - now);
  const turn = Math.min(view.turns, Math.max(1, view.turns - Math.ceil(left / each) + 1));
  const ms = left - (view.turns - turn) * each;
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const words = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return { turn, words, isLast: ms <= lastMs };
}

/**
 * Return the role one has now: they go round by a step a turn; those over the number of roles have the last.
 *
 * @param {GroupsView} view
 * @param {MyGroup} mine
 * @param {number} turn From 1.
 */
export function roleNow(view, mine, turn) {
  if (!view.roles.length || mine.count < 1) return undefined;
  const shift = (view.round - 1) * view.turns + turn - 1;
  const place = (((mine.place - shift) % mine.count) + mine.count) % mine.count;
  return view.roles[Math.min(place, view.roles.length - 1)];
}

/** @param {GroupsView} view */
function chooses(view) {
  return view.how === "tables" || view.how === "chosen";
}

/**
 * @param {GroupsView} view
 * @param {number} number
 */
function groupWords(view, number) {
  if (view.how === "tables") return _("Table {n}", { n: number });
  return view.pairs ? _("Pair {n}", { n: number }) : _("Group {n}", { n: number });
}

/** @param {GroupsView} view How many groups there are. */
function countWords(view) {
  if (view.how === "tables") return ngettext("{n} table", "{n} tables", view.number);
  return view.pairs
    ? ngettext("{n} pair", "{n} pairs", view.number)
    : ngettext("{n} group", "{n} groups", view.number);
}

/** @param {GroupsView} view */
function roundWords(view) {
  return _("Round {n} / {of}", { n: view.round || 1, of: view.rounds });
}

/**
 * Return the title of a group: its topic, or its number.
 *
 * @param {GroupsView} view
 * @param {GroupLine} line
 */
function titleOf(view, line) {
  if (pick(line.topic)) return said(line.topic);
  return line.number ? groupWords(view, line.number) : _("All groups");
}

/**
 * Draw what was written, field by field.
 *
 * @param {GroupsView} view
 * @param {Record<string, string>} fields
 */
function words(view, fields) {
  if (view.fields.length < 2) return written(fields["0"] ?? "");
  return html`<dl class="groups-fields">
    ${view.fields.map((field, n) =>
      fields[n]
        ? html`<div>
            <dt lang=${langOf(field)}>${worded(field)}</dt>
            <dd>${written(fields[n])}</dd>
          </div>`
        : nothing,
    )}
  </dl>`;
}

/** Whether people write or say anything of themselves here. @param {GroupsView} view @param {ActivityView} activity */
export function answers(view, activity) {
  return view.writes !== "nobody" || activity.identity === "named";
}

// --- the wall --------------------------------------------------------------------------------------------

/**
 * @param {GroupsView} view
 * @param {ActivityView} activity
 * @param {Wall} [wall]
 */
export function board(view, activity, wall = {}) {
  if (view.shown) return work(view);
  const turn = turnNow(view, activity, wall.now ?? 0);
  return html`<div class="board-result groups-wall">
    <div class="groups-room">${task(view, turn)} ${view.listed ? places(view) : finding(view)}</div>
    <p class="quiet">${wallWords(view)}</p>
  </div>`;
}

/**
 * What is on: the round, its own question, the turn.
 *
 * @param {GroupsView} view
 * @param {Turn} turn
 */
function task(view, turn) {
  const asks = pick(view.question);
  if (view.rounds < 2 && view.turns < 2 && !asks) return nothing;
  return html`<div class="groups-task">
    ${asks ? html`<p class="groups-question" lang=${langOf(view.question)}>${worded(view.question)}</p>` : nothing}
    <p class="groups-round">
      ${view.rounds > 1 ? html`<span>${roundWords(view)}</span>` : nothing}
      ${view.turns > 1
        ? html`<span class="groups-turn" ?data-last=${turn.isLast}>
            ${_("Turn {n} / {of}", { n: turn.turn, of: view.turns })}${turn.words ? html` · <b class="number">${turn.words}</b>` : nothing}
          </span>`
        : nothing}
    </p>
  </div>`;
}

/** @param {GroupsView} view */
function finding(view) {
  if (view.how === "neighbours") {
    return html`<div class="board-progress">
      <p class="groups-say">
        ${view.pairs ? _("Turn to the person beside you") : ngettext("Talk with {n} beside you", "Talk in groups of {n} with those beside you", Math.max(2, view.size))}
      </p>
    </div>`;
  }
  return html`<div class="board-progress">
    ${view.number ? html`<p class="groups-say">${countWords(view)}</p>` : nothing}
    <p class="words">${view.pairs ? _("Your phone tells your pair.") : _("Your phone tells your group.")}</p>
  </div>`;
}

/** @param {GroupsView} view */
function places(view) {
  const lines = inOrder(view.groups);
  const named = lines.some(([, line]) => Object.keys(line.members).length);
  return html`<ul class="groups-list pages" ?data-few=${lines.length <= fewTopics}>
    ${lines.map(
      ([, line]) => html`<li class="groups-line">
        <span class="groups-number" aria-label=${groupWords(view, line.number)}>${line.number}</span>
        <span class="groups-what">
          ${pick(line.topic) ? html`<b>${said(line.topic)}</b>` : nothing} ${underWords(line)}
          ${Object.keys(line.members).length ? html`<span>${names(line)}</span>` : nothing}
          ${!pick(line.topic) && !named && !chooses(view) && !Object.keys(line.under).length ? groupWords(view, line.number) : nothing}
          ${chooses(view) ? html`<span class="quiet">${headsOf(view, line)}</span>` : nothing}
        </span>
      </li>`,
    )}
  </ul>`;
}

/** @param {GroupLine} line What lies on the table of a group without one topic of its own. */
function underWords(line) {
  if (pick(line.topic)) return nothing;
  return inOrder(line.under).map(([, note]) => html`<span>${said(note.text)}</span>`);
}

/** @param {GroupLine} line */
function names(line) {
  return inOrder(line.members).map(
    ([, member], n) => html`${n ? ", " : ""}<span class="nowrap">${member.name || _("someone without a name")}</span>`,
  );
}

/**
 * @param {GroupsView} view
 * @param {GroupLine} line
 */
function headsOf(view, line) {
  if (view.size) return _("{n} / {of} people", { n: line.count, of: view.size });
  return ngettext("{n} person", "{n} people", line.count);
}

/** @param {GroupsView} view */
function wallWords(view) {
  const parts = [];
  if (view.loose) parts.push(ngettext("{n} person has no group yet: find it on the phone", "{n} people have no group yet: find it on the phone", view.loose));
  else if (view.listed && chooses(view)) parts.push(_("Choose on your phone"));
  else if (view.listed) parts.push(_("Your phone tells where you belong"));
  if (view.writes !== "nobody") parts.push(ngettext("{n} note so far", "{n} notes so far", view.written));
  return parts.join(" · ");
}

/**
 * The work of all, table by table.
 *
 * @param {GroupsView} view
 */
function work(view) {
  const lines = inOrder(view.groups);
  if (!lines.length) return html`<p class="board-text quiet">${_("No notes yet")}</p>`;
  const single = lines.every(([, line]) => !pick(line.topic) && Object.keys(line.notes).length === 1);
  const isFew = lines.reduce((sum, [, line]) => sum + Object.keys(line.notes).length, 0) <= fewNotes;
  if (lines.length === 1 || single) {
    return html`<ul class="notes pages groups-work" ?data-few=${isFew}>
      ${lines.flatMap(([, line]) => inOrder(line.notes).map(([, note]) => wallNote(view, note, single && line.number ? groupWords(view, line.number) : "")))}
      ${keptBack(view)}
    </ul>`;
  }
  return html`<div class="clusters pages groups-work" ?data-few=${isFew}>
    ${lines.map(
      ([, line], n) => html`<section class="cluster cluster-long" data-cluster=${(n % 8) + 1}>
        <div class="cluster-head">
          <h2 class="cluster-title">${titleOf(view, line)}</h2>
          <span class="cluster-number">${Object.keys(line.notes).length}</span>
        </div>
        ${Object.keys(line.members).length ? html`<p class="quiet">${names(line)}</p>` : nothing}
        <ul class="notes">
          ${inOrder(line.notes).map(([, note]) => wallNote(view, note, ""))}
        </ul>
      </section>`,
    )}
    ${view.kept_back ? html`<p class="quiet">${hiddenWords(view.kept_back)}</p>` : nothing}
  </div>`;
}

/**
 * @param {GroupsView} view
 * @param {WorkNote} note
 * @param {string} by
 */
function wallNote(view, note, by) {
  return html`<li class="note">${words(view, note.fields)} ${by ? html`<span class="note-by">${by}</span>` : nothing}</li>`;
}

/** @param {GroupsView} view */
function keptBack(view) {
  return view.kept_back ? html`<li class="quiet">${hiddenWords(view.kept_back)}</li>` : nothing;
}

// --- the phone -------------------------------------------------------------------------------------------

/**
 * @param {GroupsView} view
 * @param {MyGroup} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function phone(view, mine, act, activity, tools) {
  const takes = activity.stage !== "closed";
  const turn = turnNow(view, activity, tools.clock());
  tools.signal?.(takes ? `round-${view.round}-turn-${turn.turn}-told-${(view.message ?? "").length}` : "quiet");
  const table = /** @type {Table} */ (tools.group ?? {});
  return html`${takes && view.message ? message(view) : nothing} ${place(view, mine, act, turn, takes, tools)}
    ${pick(view.question) ? html`<p class="groups-question" lang=${langOf(view.question)}>${worded(view.question)}</p>` : nothing}
    ${view.shown ? nothing : material(table)} ${view.writes === "nobody" ? refusedOnes(tools) : writingPlace(view, mine, act, activity, tools, table)}
    ${view.shown ? result(view) : nothing}`;
}

/** @param {GroupsView} view */
function message(view) {
  return html`<div class="banner groups-message" role="status">${icon("chat-circle")}<p>${written(view.message)}</p></div>`;
}

/**
 * Where one belongs, what one is now, and until when.
 *
 * @param {GroupsView} view
 * @param {MyGroup} mine
 * @param {Act} act
 * @param {Turn} turn
 * @param {boolean} takes
 * @param {Tools} tools
 */
function place(view, mine, act, turn, takes, tools) {
  if (view.how === "neighbours") return beside(view, turn, takes);
  // Nothing is said before what is mine has come.
  if (mine.group === undefined) return nothing;
  if (!mine.group) return takes ? placeless(view, act, tools) : nothing;
  const role = takes ? roleNow(view, mine, turn.turn) : undefined;
  return html`<section class="groups-place" aria-label=${view.pairs ? _("Your pair") : _("Your group")}>
      <p class="groups-mine">
        <span>${mineWords(view)}</span>
        <b class="groups-big">${mine.number}</b>
      </p>
      ${pick(topicOf(tools)) ? html`<p class="groups-topic">${said(topicOf(tools))}</p>` : nothing}
      ${memberWords(view, mine)} ${takes ? movingWords(view, mine) : nothing} ${takes ? nowWords(view, turn, role) : nothing}
    </section>
    ${chooses(view) && takes ? choosing(view, mine, act) : nothing}`;
}

/** @param {GroupsView} view */
function mineWords(view) {
  if (view.how === "tables") return _("You are at table");
  return view.pairs ? _("You are in pair") : _("You are in group");
}

/** @param {Tools} tools */
function topicOf(tools) {
  return /** @type {Table} */ (tools.group ?? {}).topic ?? {};
}

/**
 * @param {GroupsView} view
 * @param {MyGroup} mine
 */
function memberWords(view, mine) {
  const line = view.groups[mine.group];
  if (line && Object.keys(line.members).length) return html`<p>${names(line)}</p>`;
  const found = view.pairs ? _("Hold the number up, so that you find each other.") : _("The place with this number is yours.");
  return html`<p class="quiet">${ngettext("You are alone so far.", "{n} people.", mine.count)} ${found}</p>`;
}

/**
 * @param {GroupsView} view
 * @param {MyGroup} mine
 */
function movingWords(view, mine) {
  if (view.rounds < 2) return nothing;
  if (mine.stays) return html`<p>${_("You stay here and tell those who come what was talked about.")}</p>`;
  if (view.round > 1 && mine.moved) {
    return html`<p class="groups-move">${icon("arrow-right")} <b>${_("Move to {n} now.", { n: mine.number })}</b></p>`;
  }
  return nothing;
}

/**
 * @param {GroupsView} view
 * @param {Turn} turn
 * @param {Record<string, string> | undefined} role
 */
function nowWords(view, turn, role) {
  if (!role && view.turns < 2 && view.rounds < 2) return nothing;
  return html`<div class="groups-now">
    ${role ? html`<p class="groups-role"><span class="quiet">${_("Your part now")}</span> <b>${said(role)}</b></p>` : nothing}
    <p class="line">
      ${view.rounds > 1 ? html`<span>${roundWords(view)}</span>` : nothing}
      ${view.turns > 1
        ? html`<span class="groups-turn" ?data-last=${turn.isLast}>
            ${_("Turn {n} / {of}", { n: turn.turn, of: view.turns })}${turn.words ? html` · <b class="number">${turn.words}</b>` : nothing}
          </span>`
        : nothing}
    </p>
  </div>`;
}

/**
 * @param {GroupsView} view
 * @param {Turn} turn
 * @param {boolean} takes
 */
function beside(view, turn, takes) {
  if (!takes) return nothing;
  return html`<section class="groups-place">
    <p class="groups-topic">
      ${view.pairs ? _("Turn to the person beside you") : ngettext("Talk with {n} beside you", "Talk in groups of {n} with those beside you", Math.max(2, view.size))}
    </p>
    ${nowWords(view, turn, undefined)}
    ${view.roles.length ? html`<ul class="reading">${view.roles.map((role) => html`<li>${said(role)}</li>`)}</ul>` : nothing}
  </section>`;
}

/**
 * Somebody without a group.
 *
 * @param {GroupsView} view
 * @param {Act} act
 * @param {Tools} tools
 */
function placeless(view, act, tools) {
  const rows = tools.rows?.() ?? [];
  const asked = rows.some((row) => row.state === "waiting" && ["FindGroup", "ChooseGroup"].includes(row.command.do));
  const say = view.how === "tables" ? _("At which table do you sit?") : view.how === "chosen" ? _("Choose where you go.") : _("You have no group yet.");
  return html`<section class="stack stack-tight">
    <p class="groups-topic">${say}</p>
    ${asked ? status("waiting") : nothing} ${chooses(view) ? choiceList(view, undefined, act) : nothing}
  </section>`;
}

/**
 * @param {GroupsView} view
 * @param {MyGroup} mine
 * @param {Act} act
 */
function choosing(view, mine, act) {
  return html`<details class="fold" id="groups-choose">
    <summary>${view.how === "tables" ? _("I sit at another table") : _("Choose another")}</summary>
    ${choiceList(view, mine, act)}
  </details>`;
}

/**
 * @param {GroupsView} view
 * @param {MyGroup | undefined} mine
 * @param {Act} act
 */
function choiceList(view, mine, act) {
  return html`<ul class="groups-choices">
    ${inOrder(view.groups).map(([id, line]) => {
      const isFull = view.size > 0 && line.count >= view.size && id !== mine?.group;
      return html`<li>
        <button
          class="button groups-choice"
          type="button"
          id="choose-${id}"
          aria-pressed=${id === mine?.group}
          ?disabled=${isFull}
          @click=${() => act({ do: "ChooseGroup", group: id })}
        >
          <b>${titleOf(view, line)}</b>
          <span class="quiet">${isFull ? _("full") : headsOf(view, line)}</span>
        </button>
      </li>`;
    })}
  </ul>`;
}

/** @param {Table} table What lies on one's own table. */
function material(table) {
  const notes = inOrder(table.under ?? {});
  if (!notes.length) return nothing;
  return html`<details class="fold" id="groups-under" ?open=${notes.length <= openNotes}>
    <summary>${ngettext("{n} note on your table", "{n} notes on your table", notes.length)}</summary>
    <ul class="notes notes-list">
      ${notes.map(([, note]) => html`<li class="note">${said(note.text)}</li>`)}
    </ul>
  </details>`;
}

/**
 * @param {GroupsView} view
 * @param {MyGroup} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 * @param {Table} table
 */
function writingPlace(view, mine, act, activity, tools, table) {
  const takes = activity.stage !== "closed";
  const own = ownNotes(table, tools.rows?.() ?? []);
  const before = inOrder(table.notes ?? {}).filter(([, note]) => note.earlier);
  return html`${takes && (mine.group || view.how === "neighbours") ? pen(view, mine, act, activity, tools) : nothing}
    ${refusedOnes(tools)} ${own.size && !view.shown ? ownList(view, own, act, takes) : nothing}
    ${before.length && !view.shown
      ? html`<section class="stack stack-tight">
          <h2>${_("From those who were here before")}</h2>
          <ul class="notes notes-list">
            ${before.map(([, note]) => html`<li class="note">${words(view, note.fields)}</li>`)}
          </ul>
        </section>`
      : nothing}`;
}

/**
 * Return the notes of one's own group as they will be once all that was asked here has been answered.
 *
 * @param {Table} table
 * @param {Row[]} rows
 */
export function ownNotes(table, rows) {
  /** @type {Map<string, Own>} */
  const own = new Map(
    inOrder(table.notes ?? {})
      .filter(([, note]) => !note.earlier)
      .map(([id, note]) => [id, { fields: note.fields, isKept: true, mayChange: note.may_change }]),
  );
  for (const { id, state, command } of rows) {
    if (state !== "waiting") continue;
    const fields = command.text ? { 0: command.text } : (command.fields ?? {});
    const there = own.get(command.note);
    if (command.do === "WriteForGroup" && !own.has(id)) own.set(id, { fields, isKept: false, mayChange: true });
    else if (command.do === "EditForGroup" && there) own.set(command.note, { ...there, fields, isKept: false });
    else if (command.do === "WithdrawForGroup") own.delete(command.note);
  }
  return own;
}

/**
 * @param {GroupsView} view
 * @param {MyGroup} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
function pen(view, mine, act, activity, tools) {
  if (!mine.pen) {
    return html`<div class="groups-pen">
      <p>${icon("pencil-simple")} ${_("Another phone of your group writes. You can read here.")}</p>
      <button class="button" type="button" id="be-scribe" @click=${() => act({ do: "BeScribe" })}>${_("I will write")}</button>
    </div>`;
  }
  if (leftNow(mine, tools) === 0) return html`<p>${ngettext("Your group’s note is written.", "All {n} notes of your group are written.", view.max_notes)}</p>`;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const said = fieldsOf(form, view);
    const first = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("field-0"));
    if (!said || Object.values(said).some((text) => text.length > view.max_length)) return first.focus();
    void act({ do: "WriteForGroup", ...asked(view, said) });
    for (const n of fieldPlaces(view)) {
      /** @type {HTMLTextAreaElement} */ (form.elements.namedItem(`field-${n}`)).value = "";
      tools.saveDraft(draftKey(activity, n), "");
    }
    first.focus();
  };
  return html`<form class="stack" id="task" @submit=${send}>
    ${view.writes === "scribe" && mine.count > 1 ? html`<p>${icon("pencil-simple")} ${_("You have the pen: write for your group.")}</p>` : nothing}
    ${fieldPlaces(view).map((n) => field(view, mine, activity, tools, n))}
  </form>`;
}

/**
 * How many notes the group may still write, those on their way counted.
 *
 * @param {MyGroup} mine
 * @param {Tools} tools
 */
function leftNow(mine, tools) {
  const waiting = (tools.rows?.() ?? []).filter((row) => row.state === "waiting" && row.command.do === "WriteForGroup");
  return mine.left >= 0 ? Math.max(0, mine.left - waiting.length) : -1;
}

/** @param {GroupsView} view */
function fieldPlaces(view) {
  return view.fields.length ? view.fields.map((_field, n) => n) : [0];
}

/**
 * @param {ActivityView} activity
 * @param {number} n
 */
function draftKey(activity, n) {
  return n ? `field-${n}/${activity.id}` : `task/${activity.id}`;
}

/**
 * @param {GroupsView} view
 * @param {MyGroup} mine
 * @param {ActivityView} activity
 * @param {Tools} tools
 * @param {number} n
 */
function field(view, mine, activity, tools, n) {
  const key = draftKey(activity, n);
  const length = tools.draft(key).length;
  const label = view.fields[n];
  const isLast = n === fieldPlaces(view).length - 1;
  const left = leftNow(mine, tools);
  return html`<div class="field">
    <label for="field-${n}" lang=${label ? langOf(label) : nothing}>${label ? worded(label) : _("Your group’s note")}</label>
    <textarea
      class="input ${view.fields.length > 1 ? "input-low" : ""}"
      id="field-${n}"
      name="field-${n}"
      aria-describedby="who field-help-${n}"
      aria-invalid=${length > view.max_length}
      autocomplete="off"
      enterkeyhint="enter"
      .defaultValue=${tools.draft(key)}
      @input=${(/** @type {InputEvent} */ event) =>
        tools.saveDraft(key, /** @type {HTMLTextAreaElement} */ (event.target).value)}
    ></textarea>
    ${length > view.max_length / 2
      ? html`<span class="counter" ?data-over=${length > view.max_length}>${length} / ${view.max_length}</span>`
      : nothing}
    <p class="field-help" id="field-help-${n}">
      ${length > view.max_length
        ? pgettext("refusal", "too_long", { most: view.max_length })
        : isLast
          ? left > 0
            ? ngettext("Your group may write {n} more note.", "Your group may write {n} more notes.", left)
            : _("Only your own table and the facilitator see it while you work.")
          : nothing}
    </p>
  </div>`;
}

/**
 * Return what is written in a form, by place of the field; nothing if all is empty.
 *
 * @param {HTMLFormElement} form
 * @param {GroupsView} view
 * @returns {Record<string, string> | undefined}
 */
function fieldsOf(form, view) {
  const said = new FormData(form);
  const rows = fieldPlaces(view).map((n) => [String(n), String(said.get(`field-${n}`) ?? "").trim()]);
  return rows.some(([, text]) => text) ? Object.fromEntries(rows.filter(([, text]) => text)) : undefined;
}

/**
 * @param {GroupsView} view
 * @param {Record<string, string>} said
 */
function asked(view, said) {
  return view.fields.length ? { fields: said } : { text: said["0"] };
}

/** @param {Tools} tools */
function refusedOnes(tools) {
  return (tools.rows?.() ?? []).filter((row) => row.state === "refused").map((row) => refused(row, tools));
}

/**
 * A note that was not taken comes back to its writer.
 *
 * @param {Row} row
 * @param {Tools} tools
 */
function refused(row, tools) {
  if (!["WriteForGroup", "EditForGroup"].includes(row.command.do)) return refusal(row, tools);
  const text = row.command.text || Object.values(row.command.fields ?? {}).join("\n");
  return html`<div class="note">
    ${written(String(text))}
    <p class="field-error">${icon("warning")} ${refusalWords(row)}</p>
    <div class="note-foot">
      ${status("refused")}
      <button class="button button-quiet" type="button" @click=${() => tools.dismiss?.(row.id)}>${_("Close this message")}</button>
    </div>
  </div>`;
}

/**
 * @param {GroupsView} view
 * @param {Map<string, Own>} own
 * @param {Act} act
 * @param {boolean} takes
 */
function ownList(view, own, act, takes) {
  return html`<section class="stack stack-tight">
    <h2>${view.how === "neighbours" ? _("Your notes") : _("Your group’s notes")}</h2>
    <ul class="notes notes-list">
      ${repeat(
        [...own],
        ([id]) => id,
        ([id, note]) => html`<li class="note">
          ${words(view, note.fields)}
          <div class="note-foot">
            ${status(note.isKept ? "saved" : "waiting")} ${takes && note.mayChange && note.isKept ? changing(view, id, note.fields, act) : nothing}
          </div>
        </li>`,
      )}
    </ul>
  </section>`;
}

/**
 * @param {GroupsView} view
 * @param {string} id
 * @param {Record<string, string>} fields
 * @param {Act} act
 */
function changing(view, id, fields, act) {
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const said = fieldsOf(form, view);
    if (said) void act({ do: "EditForGroup", note: id, ...asked(view, said) });
    form.closest("details")?.removeAttribute("open");
  };
  return html`<details class="note-change">
    <summary class="button button-quiet" id="change-${id}">${_("Change")}</summary>
    <form class="stack stack-tight" @submit=${save}>
      ${fieldPlaces(view).map(
        (n) => html`<textarea
          class="input ${view.fields.length > 1 ? "input-low" : ""}"
          name="field-${n}"
          id="edit-${id}-${n}"
          aria-label=${view.fields[n] ? pick(view.fields[n]) : _("Your group’s note")}
          maxlength=${view.max_length}
          .defaultValue=${fields[n] ?? ""}
        ></textarea>`,
      )}
      <div class="buttons">
        <button class="button">${_("Save the change")}</button>
        <button class="button button-quiet" type="button" @click=${() => act({ do: "WithdrawForGroup", note: id })}>
          ${icon("trash")} ${_("Take the note away")}
        </button>
      </div>
    </form>
  </details>`;
}

/**
 * The green button of the bar below: a place first, then the pen.
 *
 * @param {GroupsView} view
 * @param {MyGroup} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function bar(view, mine, act, activity, tools) {
  if (activity.stage === "closed") return nothing;
  if (!mine.group && view.how !== "neighbours") {
    if (mine.group === undefined) return nothing;
    return html`<button class="button button-primary" id="find-group" @click=${() => act({ do: "FindGroup" })}>
      ${icon("users")} ${chooses(view) ? _("Any place will do") : _("Find me a group")}
    </button>`;
  }
  if (!mine.pen || leftNow(mine, tools) === 0) return nothing;
  return html`<button class="button button-primary" form="task">${icon("paper-plane-tilt")} ${_("Send the note")}</button>`;
}

/**
 * The work of all as text.
 *
 * @param {GroupsView} view
 */
export function result(view) {
  if (!view.shown) return nothing;
  const lines = inOrder(view.groups);
  if (!lines.length) return html`<p class="quiet">${_("No notes yet")}</p>`;
  return html`${lines.map(
      ([, line]) => html`<section class="column">
        ${lines.length > 1 || line.number || pick(line.topic) ? html`<h2 class="column-title">${titleOf(view, line)}</h2>` : nothing}
        ${Object.keys(line.members).length ? html`<p class="quiet">${names(line)}</p>` : nothing}
        <ul class="notes notes-list">
          ${inOrder(line.notes).map(([, note]) => html`<li class="note">${words(view, note.fields)}</li>`)}
        </ul>
      </section>`,
    )}
    ${view.kept_back ? html`<p class="quiet">${hiddenWords(view.kept_back)}</p>` : nothing}`;
}

// --- the desk --------------------------------------------------------------------------------------------

/**
 * What the desk's green button says while rounds are to come.
 *
 * @param {Record<string, any>} command
 */
export function moveWords(command) {
  return command.to ? _("Start round {n}", { n: command.to }) : _("Start the next round");
}

/** What the desk's green button says for closing. @param {ActivityView} activity */
export function closeWords(activity) {
  return activity.view.show_work && activity.view.writes !== "nobody" ? _("Close and show the work of the groups") : _("End the group work");
}

/**
 * @param {GroupsView} view
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} [tools]
 */
export function desk(view, act, activity, tools) {
  const roster = tools?.roster ?? {};
  const takes = activity.stage !== "closed";
  return html`<p class="quiet">${deskWords(view)}</p>
    ${takes ? steering(view, act) : nothing} ${telling(view, act, takes)}
    <div class="groups-desk stack">
      ${Object.keys(view.loosely).length ? nowhere(view, act, roster, takes) : nothing}
      <div class="clusters">
        ${repeat(
          inOrder(view.groups),
          ([id]) => id,
          ([id, line]) => deskGroup(view, id, line, act, roster, takes),
        )}
      </div>
    </div>`;
}

/** @param {GroupsView} view */
function deskWords(view) {
  if (view.how === "neighbours") return _("People talk with those beside them. The app places nobody.");
  const parts = [ngettext("{n} person in groups", "{n} people in groups", view.people), countWords(view)];
  if (view.rounds > 1) parts.unshift(roundWords(view));
  if (view.loose) parts.push(ngettext("{n} without a group", "{n} without a group", view.loose));
  if (view.repeats) parts.push(ngettext("{n} pair meets again today", "{n} pairs meet again today", view.repeats));
  if (view.writes !== "nobody") parts.push(ngettext("{n} note", "{n} notes", view.written));
  if (view.kept_back) parts.push(hiddenWords(view.kept_back));
  return parts.join(" · ");
}

/**
 * @param {GroupsView} view
 * @param {Act} act
 */
function steering(view, act) {
  if (view.how === "neighbours") return nothing;
  return html`<div class="buttons">
    <button class="button" id="reshuffle" @click=${() => act({ do: "Reshuffle" })}>
      ${icon("shuffle")} ${chooses(view) ? _("Place everyone by chance") : _("Make the groups anew")}
    </button>
  </div>`;
}

/**
 * @param {GroupsView} view
 * @param {Act} act
 * @param {boolean} takes
 */
function telling(view, act, takes) {
  if (!takes) return nothing;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const text = String(new FormData(form).get("text")).trim();
    if (text) void act({ do: "TellGroups", text });
    form.reset();
  };
  return html`<form class="groups-tell" @submit=${send}>
      <div class="field">
        <label for="groups-text">${_("Message to all groups")}</label>
        <input class="input" id="groups-text" name="text" maxlength="300" autocomplete="off" required />
      </div>
      <button class="button">${icon("paper-plane-tilt")} ${_("Show on phones")}</button>
    </form>
    ${view.message
      ? html`<p class="line">
          <span>${_("On phones now: {what}", { what: view.message })}</span>
          <button class="button button-quiet button-small" id="groups-untell" @click=${() => act({ do: "TellGroups", text: "" })}>
            ${icon("x")} ${_("Take the message away")}
          </button>
        </p>`
      : nothing}`;
}

/**
 * @param {GroupsView} view
 * @param {Act} act
 * @param {Record<string, PersonLine>} roster
 * @param {boolean} takes
 */
function nowhere(view, act, roster, takes) {
  return html`<section class="cluster">
    <div class="cluster-head">
      <h3 class="cluster-title">${_("Without a group")}</h3>
      <span class="cluster-number">${Object.keys(view.loosely).length}</span>
    </div>
    ${people(view.loosely, roster, takes)} ${takes ? here("", _("Take the chosen out of the groups"), act) : nothing}
  </section>`;
}

/**
 * @param {GroupsView} view
 * @param {string} id
 * @param {GroupLine} line
 * @param {Act} act
 * @param {Record<string, PersonLine>} roster
 * @param {boolean} takes
 */
function deskGroup(view, id, line, act, roster, takes) {
  const isPlace = view.how !== "neighbours";
  const title = isPlace ? groupWords(view, line.number) : _("All notes");
  return html`<section class="cluster">
    <div class="cluster-head">
      <h3 class="cluster-title">${title}</h3>
      ${isPlace ? html`<span class="cluster-number" aria-label=${ngettext("{n} person", "{n} people", line.count)}>${line.count}</span>` : nothing}
    </div>
    ${pick(line.topic) ? html`<p class="groups-about">${said(line.topic)}</p>` : nothing} ${under(line)}
    ${isPlace ? people(line.members, roster, takes) : nothing}
    ${takes && isPlace ? here(id, _("Move the chosen to: {what}", { what: title }), act) : nothing}
    ${deskNotes(view, line, act)} ${takes && view.writes !== "nobody" ? paper(view, isPlace ? id : "", title, act) : nothing}
  </section>`;
}

/** @param {GroupLine} line */
function under(line) {
  const notes = inOrder(line.under);
  if (!notes.length) return nothing;
  return html`<details class="fold">
    <summary>${ngettext("{n} note to work on", "{n} notes to work on", notes.length)}</summary>
    <ul class="reading">
      ${notes.map(([, note]) => html`<li>${said(note.text)}</li>`)}
    </ul>
  </details>`;
}

/**
 * People, each of whom can be chosen and then put elsewhere.
 *
 * @param {Record<string, MemberLine>} members
 * @param {Record<string, PersonLine>} roster
 * @param {boolean} takes
 */
function people(members, roster, takes) {
  return html`<ul class="groups-people">
    ${repeat(
      inOrder(members),
      ([id]) => id,
      ([id, member]) => html`<li>
        <label class="groups-person">
          ${takes ? html`<input type="radio" name="groups-person" id="person-${id}" value=${id} />` : nothing}
          <span>${personWords(roster[id])}</span> ${marks(member, roster[id])}
        </label>
      </li>`,
    )}
  </ul>`;
}

/** @param {PersonLine | undefined} person */
function personWords(person) {
  if (!person) return _("A phone");
  return person.name ? person.name : _("Phone {n}", { n: person.number });
}

/**
 * @param {MemberLine} member
 * @param {PersonLine | undefined} person
 */
function marks(member, person) {
  const said = [
    person?.team ?? "",
    person?.manager ? _("manager") : "",
    member.stays ? _("stays") : "",
    member.writes ? _("writes") : "",
  ].filter(Boolean);
  return said.length ? html`<small class="quiet">${said.join(" · ")}</small>` : nothing;
}

/**
 * The place where the chosen person goes.
 *
 * @param {string} group
 * @param {string} label
 * @param {Act} act
 */
function here(group, label, act) {
  const move = (/** @type {Event} */ event) => {
    const place = /** @type {HTMLElement} */ (event.currentTarget).closest(".groups-desk");
    const chosen = place?.querySelector("input[name=groups-person]:checked");
    if (!(chosen instanceof HTMLInputElement)) return;
    chosen.checked = false;
    void act({ do: "MovePerson", person: chosen.value, group });
  };
  return html`<button class="button button-small groups-here" type="button" id="here-${group || "none"}" aria-label=${label} @click=${move}>
    ${group ? _("Move here") : _("Take out")}
  </button>`;
}

/**
 * @param {GroupsView} view
 * @param {GroupLine} line
 * @param {Act} act
 */
function deskNotes(view, line, act) {
  const notes = inOrder(line.notes);
  if (!notes.length) return nothing;
  return html`<ul class="notes notes-list">
    ${repeat(
      notes,
      ([id]) => id,
      ([id, note]) => {
        const what = Object.values(note.fields).join(" ");
        return html`<li class="note" ?data-hidden=${note.hidden}>
          ${words(view, note.fields)}
          <div class="note-foot">
            <span>
              ${view.rounds > 1 ? html`<span class="note-by">${_("Round {n}", { n: note.round })}</span>` : nothing}
              ${note.source === "paper" ? html`<span class="tag">${_("paper")}</span>` : nothing}
            </span>
            <button
              class="button button-quiet button-small"
              id="hide-${id}"
              aria-label=${note.hidden ? _("Show again: {what}", { what }) : _("Hide: {what}", { what })}
              @click=${() => act({ do: "HideGroupNote", note: id, on: !note.hidden })}
            >
              ${icon(note.hidden ? "eye" : "eye-slash")} ${note.hidden ? _("Show again") : _("Hide")}
            </button>
          </div>
        </li>`;
      },
    )}
  </ul>`;
}

/**
 * What a group wrote on paper.
 *
 * @param {GroupsView} view
 * @param {string} group
 * @param {string} title
 * @param {Act} act
 */
function paper(view, group, title, act) {
  const add = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const said = fieldsOf(form, view);
    if (said) void act({ do: "AddGroupPaper", group, ...asked(view, said) });
    form.reset();
  };
  return html`<details class="fold" id="paper-${group}">
    <summary>${_("Add from paper")}</summary>
    <form class="stack stack-tight" @submit=${add}>
      ${fieldPlaces(view).map(
        (n) => html`<div class="field">
          <label for="paper-${group}-${n}">${view.fields[n] ? said(view.fields[n]) : _("Words on the paper")}<span class="aloud">, ${title}</span></label>
          <textarea class="input input-low" id="paper-${group}-${n}" name="field-${n}" maxlength=${view.max_length}></textarea>
        </div>`,
      )}
      <div class="buttons"><button class="button">${icon("plus")} ${_("Add the note")}</button></div>
    </form>
  </details>`;
}
