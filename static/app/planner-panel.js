/** The panel beside the agenda: one block, or the facts of the workshop when none is chosen. */
import { html, keyed, nothing } from "./html.js";
import { _, pick, pickLanguage } from "./i18n.js";
import { blockWords } from "./desk-words.js";
import { icon, worded } from "./parts.js";
import { checkField, clockField, numberField, textField, wordField } from "./planner-fields.js";
import { languageChecks } from "./planner-languages.js";
import { mayHold, placeBy, tracksOf } from "./planner-places.js";
import { mayMove } from "./planner-plan.js";
import { stepList } from "./planner-step.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */

/**
 * @typedef {object} PanelTools
 * @property {(command: Record<string, any>) => Promise<string>} act
 * @property {import("./planner-fields.js").Change} change From a field.
 * @property {(command: Record<string, any>, open: (id: string) => void) => void} create Asks, and opens what it made once it is there.
 * @property {(id: string, by: -1 | 1) => void} move
 * @property {(id: string) => void} copy
 * @property {(id: string) => void} remove
 * @property {(id: string) => void} choose A block; nothing closes the panel.
 * @property {string} step The step that is opened.
 * @property {(id: string) => void} openStep
 * @property {Record<string, {title?: string, schema: Record<string, any>, identities?: string[], together?: boolean}>} kinds
 * @property {(name: string) => any} kind A kind's file, once it is loaded.
 * @property {import("./planner-looks.js").Previews} looks
 * @property {boolean} encrypted Whether phones come over TLS.
 */

/**
 * Draw the panel of a block.
 *
 * @param {DeskView} view
 * @param {string} id
 * @param {PanelTools} tools
 */
export function blockPanel(view, id, tools) {
  const block = view.blocks[id];
  return html`<section class="panel" aria-labelledby="panel-title">
    <div class="panel-head">
      <h2 id="panel-title" tabindex="-1" lang=${pickLanguage(block.title) || nothing}>
        ${pick(block.title) ? worded(block.title) : block.new_day ? _("Day {n}", { n: block.day + 1 }) : blockWords(block)}
      </h2>
      <button class="button button-quiet" id="panel-close" @click=${() => tools.choose("")}>
        ${icon("x")} ${_("Close")}
      </button>
    </div>
    ${keyed(id, block.new_day ? dayForm(view, id, block, tools) : blockForm(view, id, block, tools))}
  </section>`;
}

/**
 * The line between two days: what the next one is called, its date and when it starts.
 *
 * @param {DeskView} view
 * @param {string} id
 * @param {BlockView} block
 * @param {PanelTools} tools
 */
function dayForm(view, id, block, tools) {
  const edit = (/** @type {Event} */ event, /** @type {Record<string, any>} */ changes) =>
    tools.change(event, { do: "EditBlock", block: id, ...changes });
  return html`<div class="stack">
    <div class="fields">
      ${wordField({ id: `date-${id}`, label: _("Date"), type: "date", value: block.date, save: (event, date) => edit(event, { date }) })}
      ${clockField({
        id: `fixed-${id}`,
        label: _("Starts at"),
        minutes: block.fixed_at,
        save: (event, fixed_at) => edit(event, { fixed_at }),
      })}
    </div>
    ${textField({
      id: `title-${id}`,
      label: _("Name of the day"),
      text: block.title,
      languages: view.languages,
      most: 200,
      help: _("Only if it has one: “The follow-up day”."),
      save: (event, title) => edit(event, { title }),
    })}
    <div class="buttons">
      <button class="button button-small button-danger" id="remove-${id}" @click=${() => tools.remove(id)}>
        ${icon("trash")} ${_("Remove the day line")}
      </button>
    </div>
    <p class="field-help">${_("The blocks of the day stay: they go on the day before.")}</p>
  </div>`;
}

/**
 * @param {DeskView} view
 * @param {string} id
 * @param {BlockView} block
 * @param {PanelTools} tools
 */
function blockForm(view, id, block, tools) {
  const { languages } = view;
  const edit = (/** @type {Event} */ event, /** @type {Record<string, any>} */ changes) =>
    tools.change(event, { do: "EditBlock", block: id, ...changes });
  return html`<div class="stack">
    ${textField({
      id: `title-${id}`,
      label: _("Name of the block"),
      text: block.title,
      languages,
      most: 200,
      save: (event, title) => edit(event, { title }),
    })}
    <div class="fields">
      ${numberField({
        id: `block-minutes-${id}`,
        label: _("Minutes"),
        value: block.minutes,
        most: 1440,
        save: (event, minutes) => edit(event, { minutes }),
      })}
      ${clockField({
        id: `fixed-${id}`,
        label: _("Fixed time"),
        minutes: block.fixed_at,
        help: _("For what must not move, such as lunch. Leave empty otherwise."),
        save: (event, fixed_at) => edit(event, { fixed_at }),
      })}
    </div>
    ${textField({
      id: `goal-${id}`,
      label: _("Goal of the block"),
      text: block.goal,
      languages,
      help: _("What should be there when it is over. On the run sheet, and seen by the client."),
      save: (event, goal) => edit(event, { goal }),
    })}
    ${stepList(view, id, block, tools)}
    ${wordField({
      id: `note-${id}`,
      label: _("A note to yourself"),
      value: block.note,
      long: true,
      most: 4000,
      help: _("You see it on the desk while you lead. Nobody else does."),
      save: (event, note) => edit(event, { note }),
    })}
    ${textField({
      id: `materials-${id}`,
      label: _("Materials"),
      text: block.materials,
      languages,
      long: true,
      help: _("One thing a line."),
      save: (event, materials) => edit(event, { materials }),
    })}
    <div class="fields">
      ${wordField({ id: `lead-${id}`, label: _("Who leads"), value: block.lead, most: 60, save: (event, lead) => edit(event, { lead }) })}
      ${trackField(view, id, block, edit)}
    </div>
    <fieldset class="field">
      <legend>${_("In the day")}</legend>
      ${checkField({
        id: `mandatory-${id}`,
        label: _("Must not be skipped"),
        on: block.mandatory,
        save: (event, mandatory) => edit(event, { mandatory }),
      })}
      ${checkField({
        id: `break-${id}`,
        label: _("This is a break"),
        on: block.is_break,
        save: (event, is_break) => edit(event, { is_break }),
      })}
      ${checkField({
        id: `buffer-${id}`,
        label: _("Buffer: given away first when the day runs late"),
        on: block.is_buffer,
        save: (event, is_buffer) => edit(event, { is_buffer }),
      })}
      ${block.before || asksForm(block)
        ? checkField({
            id: `before-${id}`,
            label: _("Asked before the day"),
            on: block.before,
            save: (event, before) => edit(event, { before }),
          })
        : nothing}
    </fieldset>
    ${blockButtons(view, id, block, tools)}
  </div>`;
}

/** @param {BlockView} block */
function asksForm(block) {
  return mayMove(block) && Object.values(block.steps).some(({ kind }) => kind === "form");
}

/**
 * @param {DeskView} view
 * @param {string} id
 * @param {BlockView} block
 * @param {(event: Event, changes: Record<string, any>) => void} edit
 */
function trackField(view, id, block, edit) {
  const known = tracksOf(view);
  return html`<div>
    ${wordField({
      id: `track-${id}`,
      label: _("Track"),
      value: block.track,
      most: 60,
      list: known.length ? `tracks-${id}` : "",
      help: _("A group of its own, beside others. Empty is everybody."),
      save: (event, track) => edit(event, { track }),
    })}
    <datalist id="tracks-${id}">${known.map((name) => html`<option value=${name}></option>`)}</datalist>
  </div>`;
}

/**
 * @param {DeskView} view
 * @param {string} id
 * @param {BlockView} block
 * @param {PanelTools} tools
 */
function blockButtons(view, id, block, tools) {
  const may = mayHold(block);
  return html`<div class="buttons">
    <button class="button button-small" id="up-${id}" ?disabled=${!may || !placeBy(view, id, -1)} @click=${() => tools.move(id, -1)}>
      ${icon("arrow-up")} ${_("Earlier")}
    </button>
    <button class="button button-small" id="down-${id}" ?disabled=${!may || !placeBy(view, id, 1)} @click=${() => tools.move(id, 1)}>
      ${icon("arrow-down")} ${_("Later")}
    </button>
    <button class="button button-small" id="copy-${id}" @click=${() => tools.copy(id)}>${icon("copy")} ${_("Duplicate")}</button>
    ${mayMove(block)
      ? html`<button class="button button-small button-danger" id="remove-${id}" @click=${() => tools.remove(id)}>
          ${icon("trash")} ${_("Remove")}
        </button>`
      : html`<p class="quiet small">${_("This block has run: it stays, and can be duplicated.")}</p>`}
  </div>`;
}

/**
 * Draw the facts of the workshop.
 *
 * @param {DeskView} view
 * @param {PanelTools} tools
 */
export function workshopPanel(view, tools) {
  const { languages } = view;
  const edit = (/** @type {Event} */ event, /** @type {Record<string, any>} */ changes) =>
    tools.change(event, { do: "EditWorkshop", ...changes });
  return html`<section class="panel" aria-labelledby="panel-title">
    <h2 id="panel-title" tabindex="-1">${_("About the workshop")}</h2>
    <div class="stack">
      ${textField({
        id: "workshop-title",
        label: _("Title"),
        text: view.title,
        languages,
        most: 200,
        save: (event, title) => edit(event, { title }),
      })}
      <div class="fields">
        ${wordField({
          id: "workshop-day",
          label: _("Day"),
          type: "date",
          value: view.day,
          save: (event, day) => edit(event, { day }),
        })}
        ${clockField({
          id: "workshop-starts",
          label: _("Starts at"),
          minutes: view.starts,
          save: (event, starts) => (starts === null ? undefined : edit(event, { starts })),
        })}
        ${numberField({
          id: "workshop-expected",
          label: _("Expected people"),
          value: view.expected,
          most: 10_000,
          zeroIsEmpty: true,
          save: (event, expected) => edit(event, { expected }),
        })}
      </div>
      ${languageChecks(view, edit)}
      ${wordField({
        id: "workshop-place",
        label: _("Place"),
        value: view.place_name,
        save: (event, place) => edit(event, { place }),
      })}
      ${wordField({
        id: "workshop-client",
        label: _("Client"),
        value: view.client,
        help: _("On the cover of the summary."),
        save: (event, client) => edit(event, { client }),
      })}
      ${textField({
        id: "workshop-aim",
        label: _("Aim"),
        text: view.aim,
        languages,
        long: true,
        save: (event, aim) => edit(event, { aim }),
      })}
    </div>
  </section>`;
}
