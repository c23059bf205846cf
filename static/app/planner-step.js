/** One step as one plans it: what is asked, how, who sees it and where it ends, and what flows in. */
import { html, keyed, nothing, repeat } from "./html.js";
import { _, pickLanguage } from "./i18n.js";
import { destinationWords, identityWords, kindWords, minutesWords, stageWords, stepWords, takeWords } from "./desk-words.js";
import { inOrder } from "./forecast.js";
import { icon } from "./parts.js";
import { choiceField, numberField, textField } from "./planner-fields.js";
import { settingsForm } from "./planner-form.js";
import { afterMoved, handsOn, identitiesFor, newStep, stepCopy, stepsBefore, usualIdentity } from "./planner-plan.js";
import { previewFold } from "./planner-preview.js";
import { fieldsOf, settingsTogether } from "./planner-schema.js";
import { whoWords } from "./who.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {import("./views.js").StepView} StepView */
/** @typedef {import("./planner-panel.js").PanelTools} PanelTools */
/** @typedef {Pick<PanelTools, "act" | "change" | "create" | "step" | "openStep" | "kinds" | "kind" | "looks" | "encrypted">} StepTools */

// What every kind ran in before the page told which ones it can.
const usualIdentities = ["anonymous", "nickname", "facilitator", "named", "only_you"];
const destinations = ["client", "participants", "board", "nowhere"];
const takes = ["items", "top", "headings", "groups"];

/**
 * Draw the steps of a block, one of them opened.
 *
 * @param {DeskView} view
 * @param {string} blockId
 * @param {BlockView} block
 * @param {StepTools} tools
 */
export function stepList(view, blockId, block, tools) {
  const steps = inOrder(block.steps);
  const last = steps.at(-1)?.[0] ?? "";
  return html`<section class="section" aria-labelledby="steps-title">
    <h3 id="steps-title">${_("Steps")}</h3>
    <ol class="steps">
      ${repeat(
        steps,
        ([id]) => id,
        ([id, step], n) => stepRow(view, blockId, steps.map(([other]) => other), id, step, n + 1, tools),
      )}
    </ol>
    <div class="buttons">
      <button
        class="button"
        id="add-step"
        @click=${() => tools.create({ do: "AddStep", block: blockId, step: newStep(), after: last }, tools.openStep)}
      >
        ${icon("plus")} ${_("Add a step")}
      </button>
    </div>
  </section>`;
}

/**
 * @param {DeskView} view
 * @param {string} blockId
 * @param {string[]} order
 * @param {string} id
 * @param {StepView} step
 * @param {number} number
 * @param {StepTools} tools
 */
function stepRow(view, blockId, order, id, step, number, tools) {
  const isOpen = tools.step === id;
  return html`<li class="step">
    <button class="step-head" id="step-${id}" aria-expanded=${isOpen} @click=${() => tools.openStep(isOpen ? "" : id)}>
      <span class="number">${number}.</span>
      <span class="step-words">
        <b lang=${pickLanguage(step.prompt) || nothing}>${stepWords(step)}</b>
        <span class="quiet small">
          ${kindWords(step.kind)} · ${minutesWords(step.minutes)}
          ${step.stage === "planned" ? nothing : html` · ${stageWords(step.stage)}`}
        </span>
      </span>
      ${icon(isOpen ? "minus" : "caret-down")}
    </button>
    ${isOpen ? keyed(id, stepForm(view, blockId, order, id, step, tools)) : nothing}
  </li>`;
}

/**
 * @param {DeskView} view
 * @param {string} blockId
 * @param {string[]} order
 * @param {string} id
 * @param {StepView} step
 * @param {StepTools} tools
 */
function stepForm(view, blockId, order, id, step, tools) {
  const { languages } = view;
  const edit = (/** @type {Event} */ event, /** @type {Record<string, any>} */ changes) =>
    tools.change(event, { do: "EditStep", step: id, ...changes });
  const isPlanned = step.stage === "planned";
  return html`<div class="stack step-form">
    ${isPlanned
      ? nothing
      : html`<p class="banner">${_("This step has been opened: its words, time and a narrower audience may still change.")}</p>`}
    ${textField({
      id: `prompt-${id}`,
      label: _("What is asked"),
      text: step.prompt,
      languages,
      long: true,
      save: (event, prompt) => edit(event, { prompt }),
    })}
    ${textField({
      id: `help-${id}`,
      label: _("A word of help"),
      text: step.help,
      languages,
      save: (event, help) => edit(event, { help }),
    })}
    <div class="fields">
      ${choiceField({
        id: `kind-${id}`,
        label: _("What people do"),
        value: step.kind,
        disabled: !isPlanned,
        options: kindNames(tools, step.kind).map((kind) => [kind, kindWords(kind)]),
        save: (event, kind) => edit(event, asKind(kind, step, tools)),
      })}
      ${numberField({
        id: `step-minutes-${id}`,
        label: _("Minutes"),
        value: step.minutes,
        most: 1440,
        step: 0.5,
        help: _("0 shows no clock."),
        save: (event, minutes) => edit(event, { minutes }),
      })}
    </div>
    ${isPlanned ? together(view, id, step, tools, edit) : nothing}
    ${step.kind === "show" ? nothing : audience(id, step, tools, edit)} ${isPlanned ? flowsIn(view, id, step, edit) : nothing}
    ${isPlanned && tools.kinds[step.kind]
      ? html`<fieldset class="stack">
          <legend><b>${_("Settings")}</b></legend>
          ${settingsForm({
            id: `set-${id}`,
            schema: tools.kinds[step.kind].schema,
            settings: step.settings,
            languages,
            save: (event, settings) => edit(event, { settings }),
          })}
        </fieldset>`
      : nothing}
    ${previewFold(id, step, tools.kind(step.kind), titlesOf(tools, step.kind), whoOf(step, tools.encrypted), tools.looks)}
    ${isPlanned ? stepButtons(blockId, order, id, step, tools) : nothing}
  </div>`;
}

/**
 * @param {StepTools} tools
 * @param {string} present Kept in the list even where the page brought no kinds.
 */
function kindNames({ kinds }, present) {
  return [...new Set([...Object.keys(kinds), present])];
}

/**
 * @param {StepTools} tools
 * @param {string} kind
 */
function titlesOf({ kinds }, kind) {
  return Object.fromEntries(fieldsOf(kinds[kind]?.schema ?? {}));
}

/**
 * @param {StepTools} tools
 * @param {string} kind
 */
function identitiesOf({ kinds }, kind) {
  return kinds[kind]?.identities ?? usualIdentities;
}

/**
 * Another kind has other settings, and perhaps neither this identity nor groups that answer together.
 *
 * @param {string} kind
 * @param {StepView} step
 * @param {StepTools} tools
 */
function asKind(kind, step, tools) {
  const allowed = identitiesOf(tools, kind);
  const company = tools.kinds[kind]?.together ? step.company : "";
  return {
    kind,
    settings: company ? settingsTogether(tools.kinds[kind]?.schema ?? {}, {}, true) : {},
    identity: usualIdentity(allowed, Boolean(company)),
    company,
  };
}

/**
 * Which earlier step's groups answer as one.
 *
 * @param {DeskView} view
 * @param {string} id
 * @param {StepView} step
 * @param {StepTools} tools
 * @param {(event: Event, changes: Record<string, any>) => void} edit
 */
function together(view, id, step, tools, edit) {
  const allowed = identitiesOf(tools, step.kind);
  const made = stepsBefore(view, id).filter(([other, row]) => row.kind === "groups" || other === step.company);
  if (!step.company && (!made.length || !tools.kinds[step.kind]?.together)) return nothing;
  const schema = tools.kinds[step.kind]?.schema ?? {};
  return choiceField({
    id: `company-${id}`,
    label: _("Answer together"),
    value: step.company,
    options: [
      ["", _("Each answers alone")],
      ...made.map(([other, row]) => /** @type {[string, string]} */ ([other, stepWords(row)])),
    ],
    help: _("The groups of that step then answer as one."),
    save: (event, company) =>
      edit(event, {
        company,
        settings: settingsTogether(schema, step.settings, Boolean(company)),
        identity: usualIdentity(allowed, Boolean(company)),
      }),
  });
}

/**
 * Who sees it and where it ends: what people are told above the field they write in.
 *
 * @param {string} id
 * @param {StepView} step
 * @param {StepTools} tools
 * @param {(event: Event, changes: Record<string, any>) => void} edit
 */
function audience(id, step, tools, edit) {
  const isPlanned = step.stage === "planned";
  // Once opened it may only be narrowed.
  const may = isPlanned ? destinations : destinations.slice(destinations.indexOf(step.destination));
  const names = new Set([...identitiesFor(identitiesOf(tools, step.kind), Boolean(step.company)), step.identity]);
  return html`${choiceField({
    id: `identity-${id}`,
    label: _("Who sees the names"),
    value: step.identity,
    disabled: !isPlanned,
    options: [...names].map((identity) => [identity, identityWords(identity)]),
    save: (event, identity) => edit(event, { identity }),
  })}
  ${choiceField({
    id: `destination-${id}`,
    label: _("Where it ends"),
    value: step.destination,
    options: may.map((destination) => [destination, destinationWords(destination)]),
    help: _("People read this above the field before they write. Once the step is open it can only be narrowed."),
    save: (event, destination) => edit(event, { destination }),
  })}`;
}

/**
 * @param {DeskView} view
 * @param {string} id
 * @param {StepView} step
 * @param {(event: Event, changes: Record<string, any>) => void} edit
 */
function flowsIn(view, id, step, edit) {
  const before = stepsBefore(view, id).filter(([other, row]) => yieldsWords(row) || other === step.source.step);
  if (!before.length) return nothing;
  const source = step.source.step ? step.source : undefined;
  const named = before.map(([other, row]) => /** @type {[string, string]} */ ([other, stepWords(row)]));
  return html`<div class="stack stack-tight">
    ${choiceField({
      id: `source-${id}`,
      label: _("Starts from"),
      value: source?.step ?? "",
      options: [["", _("Nothing: it starts empty")], ...named],
      save: (event, other) =>
        edit(event, { source: other ? { step: other, take: source?.take ?? "items", most: source?.most ?? 0 } : null }),
    })}
    ${source
      ? html`<div class="fields">
          ${choiceField({
            id: `take-${id}`,
            label: _("Of it"),
            value: source.take,
            options: takes.map((take) => [take, takeWords(take)]),
            save: (event, take) => edit(event, { source: { ...source, take } }),
          })}
          ${numberField({
            id: `most-${id}`,
            label: _("At most"),
            value: source.most,
            most: 200,
            help: _("0 is all."),
            save: (event, most) => edit(event, { source: { ...source, most } }),
          })}
        </div>`
      : nothing}
  </div>`;
}

/**
 * Return whether anything can flow from a step; what is for its writer alone goes on with them.
 *
 * @param {StepView} step
 */
function yieldsWords(step) {
  return handsOn({ ...step, identity: "" });
}

/**
 * What people will read above the field, without the id that the field on a real phone points to.
 *
 * @param {StepView} step
 * @param {boolean} encrypted
 */
function whoOf(step, encrypted) {
  if (step.kind === "show") return nothing;
  const { mode, ends, network } = whoWords({ ...step, sealed: false }, encrypted);
  return html`<p class="who">${icon("eye")}<span><b>${mode}</b> ${ends} ${network}</span></p>`;
}

/**
 * @param {string} blockId
 * @param {string[]} order
 * @param {string} id
 * @param {StepView} step
 * @param {StepTools} tools
 */
function stepButtons(blockId, order, id, step, tools) {
  const move = (/** @type {-1 | 1} */ by) => {
    const after = afterMoved(order, id, by);
    if (after !== undefined) void tools.act({ do: "MoveStep", step: id, block: blockId, after });
  };
  return html`<div class="buttons">
    <button class="button button-small" id="step-up-${id}" ?disabled=${order[0] === id} @click=${() => move(-1)}>
      ${icon("arrow-up")} ${_("Earlier")}
    </button>
    <button class="button button-small" id="step-down-${id}" ?disabled=${order.at(-1) === id} @click=${() => move(1)}>
      ${icon("arrow-down")} ${_("Later")}
    </button>
    <button
      class="button button-small"
      id="step-copy-${id}"
      @click=${() => tools.create({ do: "AddStep", block: blockId, step: stepCopy(step), after: id }, tools.openStep)}
    >
      ${icon("copy")} ${_("Duplicate")}
    </button>
    <button
      class="button button-small button-danger"
      id="step-remove-${id}"
      @click=${() => tools.act({ do: "RemoveStep", step: id })}
    >
      ${icon("trash")} ${_("Remove")}
    </button>
  </div>`;
}
