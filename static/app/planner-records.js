/**
 * A list of small records in a form: questions, phases. Each is opened to be edited, moved and removed by buttons.
 *
 * What is open is remembered here. The rows are drawn anew after a move, since they have no ids of their own: fields
 * that somebody typed in would otherwise keep another row's words.
 */
import { html, keyed, nothing } from "./html.js";
import { _ } from "./i18n.js";
import { icon } from "./parts.js";
import { moved, nameOf } from "./planner-change.js";

/** @typedef {import("./planner-schema.js").Schema} Schema */
/** @typedef {Record<string, any>} Record_ */
/** @typedef {(event: Event, change: (records: Record_[]) => Record_[]) => void} Change */

/** What is open in each list, and how often its rows changed places here. @type {Map<string, {open: Set<number>, moves: number}>} */
const lists = new Map();
/** Frames to wait for a row that has been asked for. */
const patience = 120;

/**
 * Draw the list.
 *
 * @param {object} field
 * @param {string} field.id
 * @param {string} field.label
 * @param {string} [field.help]
 * @param {number} [field.most]
 * @param {Record_[]} field.records
 * @param {[string, Schema][]} field.fields Of one record.
 * @param {(id: string, record: Record_, save: (event: Event, record: (now: Record_) => Record_) => void) => unknown} field.draw
 * @param {Change} field.save
 */
export function recordsField({ id, label, help = "", most = 50, records, fields, draw, save }) {
  const list = lists.get(id) ?? { open: new Set(), moves: 0 };
  lists.set(id, list);
  const rows = { id, list, records, fields, draw, save };
  return html`<fieldset class="field records" id=${id} aria-describedby=${help ? `${id}-help` : nothing}>
    <legend>${label}</legend>
    ${help ? html`<p class="field-help" id="${id}-help">${help}</p>` : nothing}
    ${records.length
      ? keyed(list.moves, html`<ol class="steps">${records.map((record, n) => row(rows, record, n))}</ol>`)
      : nothing}
    <div class="buttons">
      <button
        class="button button-small"
        type="button"
        id="${id}-add"
        ?disabled=${records.length >= most}
        @click=${(/** @type {Event} */ event) => {
          list.open = new Set([records.length]);
          list.moves += 1;
          save(event, (now) => [...now, {}]);
          goTo(`${id}-${records.length}-fields`);
        }}
      >
        ${icon("plus")} ${_("Add one")}
      </button>
      ${records.length >= most ? html`<span class="quiet small">${_("At most {n}.", { n: most })}</span>` : nothing}
    </div>
  </fieldset>`;
}

/**
 * @param {{id: string, list: {open: Set<number>, moves: number}, records: Record_[], fields: [string, Schema][], draw: any, save: Change}} rows
 * @param {Record_} record
 * @param {number} n
 */
function row({ id, list, records, fields, draw, save }, record, n) {
  const own = `${id}-${n}`;
  const what = nameOf(record, fields) || _("number {n}", { n: n + 1 });
  const saveOne = (/** @type {Event} */ event, /** @type {(now: Record_) => Record_} */ change) =>
    save(event, (now) => now.map((other, place) => (place === n ? change(other) : other)));
  return html`<li class="step">
    <details
      class="record"
      ?open=${list.open.has(n)}
      @toggle=${(/** @type {Event} */ event) => {
        if (/** @type {HTMLDetailsElement} */ (event.target).open) list.open.add(n);
        else list.open.delete(n);
      }}
    >
      <summary class="step-head" id="${own}-head">
        <span class="number">${n + 1}.</span>
        <span class="step-words"><b>${what}</b></span>
        ${icon("caret-down")}
      </summary>
      <div class="stack step-form" id="${own}-fields">
        ${draw(own, record, saveOne)} ${buttons(own, n, what, { id, list, records, save })}
      </div>
    </details>
  </li>`;
}

/**
 * @param {string} own
 * @param {number} n
 * @param {string} what
 * @param {{id: string, list: {open: Set<number>, moves: number}, records: Record_[], save: Change}} rows
 */
function buttons(own, n, what, { id, list, records, save }) {
  const move = (/** @type {-1 | 1} */ by) => (/** @type {Event} */ event) => {
    list.open = new Set([n + by]);
    list.moves += 1;
    save(event, (now) => moved(now, n, by));
    // With the row, to the button that was pressed: again takes it one further.
    goTo(`${id}-${n + by}-${by < 0 ? "up" : "down"}`, `${id}-${n + by}-head`);
  };
  const remove = (/** @type {Event} */ event) => {
    list.open = new Set();
    list.moves += 1;
    save(event, (now) => now.filter((_row, place) => place !== n));
    goTo(n ? `${id}-${n - 1}-head` : `${id}-add`);
  };
  return html`<div class="buttons">
    <button
      class="button button-small"
      type="button"
      id="${own}-up"
      aria-label=${_("Earlier: {what}", { what })}
      ?disabled=${n === 0}
      @click=${move(-1)}
    >
      ${icon("arrow-up")} ${_("Earlier")}
    </button>
    <button
      class="button button-small"
      type="button"
      id="${own}-down"
      aria-label=${_("Later: {what}", { what })}
      ?disabled=${n === records.length - 1}
      @click=${move(1)}
    >
      ${icon("arrow-down")} ${_("Later")}
    </button>
    <button class="button button-small button-danger" type="button" id="${own}-remove" aria-label=${_("Remove: {what}", { what })} @click=${remove}>
      ${icon("trash")} ${_("Remove")}
    </button>
  </div>`;
}

/**
 * Give the focus to what will be drawn once the change has come back: a control, or the first one in it.
 *
 * @param {string} id
 * @param {string} [orElse] Where that one takes no focus.
 */
function goTo(id, orElse = "") {
  let frames = patience;
  const look = () => {
    const there = document.getElementById(id);
    const control = there?.matches("div") ? there.querySelector("input, textarea, select") : there;
    const usable = control instanceof HTMLElement && !control.matches(":disabled") ? control : null;
    const target = usable ?? (there && orElse ? document.getElementById(orElse) : null);
    target?.focus();
    // What lies in a row that is still folded takes no focus yet.
    if ((!target || document.activeElement !== target) && (frames -= 1) > 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
