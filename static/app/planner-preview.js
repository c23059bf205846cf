/**
 * How a step will look on the phone and on the board: its kind begins at the server, and its own file draws what comes.
 *
 * Nothing in a preview can be pressed or reached; its frame has the name of what it shows.
 */
import { html, nothing } from "./html.js";
import { _, pick, pickLanguage } from "./i18n.js";

/** @typedef {import("./views.js").StepView} StepView */
/** @typedef {import("./planner-looks.js").Previews} Previews */
/** @typedef {import("./planner-looks.js").Seen} Seen */
/** @typedef {import("./planner-looks.js").No} No */

/**
 * Draw both previews, and what they show.
 *
 * @param {string} id
 * @param {StepView} step
 * @param {any} kind The kind's file, or nothing while it is on its way.
 * @param {Record<string, any>} titles Of the kind's settings by name.
 * @param {unknown} who The line that says who sees it.
 * @param {Previews} looks
 */
export function previewFold(id, step, kind, titles, who, looks) {
  const isOpen = looks.isOpen(id);
  const turn = (/** @type {Event} */ event) =>
    looks.turn(id, /** @type {HTMLDetailsElement} */ (event.currentTarget).open);
  return html`<details class="fold" id="preview-${id}" .open=${isOpen} @toggle=${turn}>
    <summary>${_("Preview")}</summary>
    ${isOpen ? looked(id, step, kind, titles, who, looks) : nothing}
  </details>`;
}

/**
 * @param {string} id
 * @param {StepView} step
 * @param {any} kind
 * @param {Record<string, any>} titles
 * @param {unknown} who
 * @param {Previews} looks
 */
function looked(id, step, kind, titles, who, looks) {
  const known = looks.of(id, step);
  const answer = (/** @type {Event} */ event) =>
    looks.answer(id, /** @type {HTMLInputElement} */ (event.currentTarget).checked);
  return html`<div class="stack">
    ${step.kind === "show"
      ? nothing
      : html`<label class="check" for="pretend-${id}">
          <input type="checkbox" id="pretend-${id}" .checked=${looks.isAnswered(id)} @change=${answer} />
          <span>${_("With pretend answers")}</span>
        </label>`}
    ${known?.failed ? html`<p class="banner" role="status">${_("The preview did not come. Change the step or open it again.")}</p>` : nothing}
    ${known?.no ? html`<p class="banner" role="status">${noWords(known.no, titles)}</p>` : nothing}
    ${known?.seen && known.seen.board.kind === step.kind ? previews(step, kind, known.seen, who) : nothing}
  </div>`;
}

/**
 * @param {No} no
 * @param {Record<string, any>} titles
 */
function noWords({ field }, titles) {
  const what = field === "identity" ? _("Who sees the names") : (titles[field]?.title ?? field);
  return what ? _("It cannot be shown yet: look at “{what}”.", { what }) : _("It cannot be shown yet: look at the settings.");
}

/**
 * @param {StepView} step
 * @param {any} kind
 * @param {Seen} seen
 * @param {unknown} who
 */
function previews(step, kind, { board, phone, mine }, who) {
  const tools = {
    draft: () => "",
    saveDraft: () => {},
    status: () => undefined,
    rows: () => [],
    asked: () => [],
    clock: () => 0,
    lang: "",
    seat: mine.person,
    person: mine.person,
    group: mine.group ?? {},
    isDone: false,
  };
  const onWall = drawn(() => kind?.board?.(board.view, board, {}));
  const onPhone = drawn(() => kind?.phone?.(phone.view, mine.view, async () => "", phone, tools));
  const lang = pickLanguage(step.prompt) || nothing;
  const prompt = pick(step.prompt) || _("The question");
  return html`<div class="previews">
    <figure class="preview">
      <figcaption>${_("On the phone")}</figcaption>
      <div class="preview-handset" role="img" tabindex="0" aria-label=${_("Preview of the phone")}>
        <div class="stack" inert>
          <p class="preview-prompt" lang=${lang}>${prompt}</p>
          ${pick(step.help) ? html`<p class="small">${pick(step.help)}</p>` : nothing} ${who} ${onPhone}
        </div>
      </div>
    </figure>
    <figure class="preview">
      <figcaption>${board.stage === "closed" ? _("On the board, once it is closed") : _("On the board as it opens")}</figcaption>
      <div class="miniature" role="img" aria-label=${_("Preview of the board")}>
        <div class="board" data-theme="light" inert>
          <div class="board-head">
            <p class="prompt" lang=${lang}>${prompt}</p>
            ${step.minutes && board.stage === "open"
              ? html`<div class="clock"><span class="clock-left">${clockLeft(step.minutes)}</span></div>`
              : nothing}
          </div>
          <div class="board-main">${onWall}</div>
          <div class="board-foot"></div>
        </div>
      </div>
    </figure>
  </div>`;
}

/**
 * A kind that cannot draw what it is given leaves its preview empty, and the planner whole.
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
