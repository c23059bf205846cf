/**
 * How a step will look on the phone and on the board, drawn by the kind's own file from an empty view.
 *
 * Nothing in a preview can be pressed or reached; its frame has the name of what it shows.
 */
import { html, nothing } from "./html.js";
import { _, pick, pickLanguage } from "./i18n.js";
import { viewWhenOpened } from "./planner-schema.js";

/** @typedef {import("./views.js").StepView} StepView */

/** What one phone has of its own before anything is written. */
const nothingOfMine = { notes: {}, dots: {}, actions: {}, left: -1, promise: "" };

/**
 * Draw both previews.
 *
 * @param {string} id
 * @param {StepView} step
 * @param {any} kind The kind's file, or nothing while it is on its way.
 * @param {Record<string, any>} schema
 * @param {unknown} who The line that says who sees it.
 */
export function previews(id, step, kind, schema, who) {
  const view = viewWhenOpened(step, schema);
  const activity = activityOf(id, step, view);
  const board = drawn(() => kind?.board?.(view, activity, {}));
  const mine = { ...nothingOfMine, left: view.max_notes || view.budget || -1 };
  const tools = { draft: () => "", saveDraft: () => {}, status: () => undefined, clock: () => 0, lang: "" };
  const phone = drawn(() => kind?.phone?.(view, mine, async () => "", activity, tools));
  const lang = pickLanguage(step.prompt) || nothing;
  const prompt = pick(step.prompt) || _("The question");
  return html`<div class="previews">
    <figure class="preview">
      <figcaption>${_("On the phone")}</figcaption>
      <div class="preview-handset" role="img" aria-label=${_("Preview of the phone")}>
        <div class="stack" inert>
          <p class="preview-prompt" lang=${lang}>${prompt}</p>
          ${pick(step.help) ? html`<p class="small">${pick(step.help)}</p>` : nothing} ${who} ${phone}
        </div>
      </div>
    </figure>
    <figure class="preview">
      <figcaption>${_("On the board, once there is something to see")}</figcaption>
      <div class="miniature" role="img" aria-label=${_("Preview of the board")}>
        <div class="board" data-theme="light" inert>
          <div class="board-head">
            <p class="prompt" lang=${lang}>${prompt}</p>
            ${step.minutes
              ? html`<div class="clock"><span class="clock-left">${clockLeft(step.minutes)}</span></div>`
              : nothing}
          </div>
          <div class="board-main">${board}</div>
          <div class="board-foot"></div>
        </div>
      </div>
    </figure>
  </div>`;
}

/**
 * @param {string} id
 * @param {StepView} step
 * @param {any} view
 */
function activityOf(id, step, view) {
  return {
    id,
    kind: step.kind,
    run: 1,
    stage: "open",
    // As if it had been shown: a preview of "0 done" would tell nothing.
    revealed: true,
    sealed: false,
    identity: step.identity,
    destination: step.destination,
    prompt: step.prompt,
    help: step.help,
    opened_at: 0,
    ends_at: 0,
    time_up: false,
    done: 0,
    more_time: 0,
    answered: 0,
    view,
  };
}

/**
 * A kind that cannot draw an empty view leaves its preview empty, and the planner whole.
 *
 * @param {() => unknown} draw
 */
function drawn(draw) {
  try {
    return draw() ?? nothing;
  } catch {
    return nothing;
  }
}

/** @param {number} minutes */
function clockLeft(minutes) {
  const seconds = Math.round(minutes * 60);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
