/** What is asked before the day: one question by link and QR, whose answers the day opens with. */
import { html, nothing } from "./html.js";
import { _, ngettext, pick, pickLanguage } from "./i18n.js";
import { look } from "./desk-frame.js";
import { stageWords } from "./desk-words.js";
import { inOrder } from "./forecast.js";
import { icon } from "./parts.js";
import { askedBefore, materialFor, questionBlock, showAnswers } from "./planner-asked.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {Record<string, any>} Command */

/**
 * @typedef {object} BeforeTools
 * @property {(command: Command) => unknown} act
 * @property {(command: Command, open: (id: string) => void) => void} create Asks, and opens what it made once it is there.
 * @property {(id: string) => void} choose Opens a block's panel.
 * @property {() => void} redraw
 * @property {string} addressUrl Tells how people get in.
 * @property {string} qrUrl The picture of the QR.
 */

/** Of fewer nothing is told but their number. */
const fewest = 5;
/** How people get in, once the page has asked. @type {{link: string, outside: boolean} | null} */
let way = null;
let isAsking = false;

/**
 * Draw the section of what is asked before the day; a quiet button where nothing is.
 *
 * @param {DeskView} view
 * @param {BeforeTools} tools
 */
export function beforeTheDay(view, tools) {
  const asked = askedBefore(view);
  if (!asked.length) return view.phase === "planning" ? askButton(view, tools) : nothing;
  return html`<section class="section before-day" aria-labelledby="before-title">
    <h3 id="before-title">${_("Before the day")}</h3>
    <ul class="before-list">
      ${asked.map(([id, block]) => questionRow(view, id, block, tools))}
    </ul>
  </section>`;
}

/**
 * @param {DeskView} view
 * @param {BeforeTools} tools
 */
function askButton(view, tools) {
  if (!Object.keys(view.blocks).length) return nothing;
  const ask = () =>
    tools.create({ do: "AddBlock", block: questionBlock(view), after: "" }, (id) => {
      const showing = showAnswers(view, stepOf(view.blocks[id]));
      if (showing) void tools.act(showing);
      tools.choose(id);
    });
  return html`<p>
    <button class="button button-quiet" id="ask-before" @click=${ask}>
      ${icon("chat-circle")} ${_("Ask something before the day")}
    </button>
  </p>`;
}

/** @param {BlockView | undefined} block */
function stepOf(block) {
  return block ? (inOrder(block.steps)[0]?.[0] ?? "") : "";
}

/**
 * @param {DeskView} view
 * @param {string} id
 * @param {BlockView} block
 * @param {BeforeTools} tools
 */
function questionRow(view, id, block, tools) {
  const step = stepOf(block);
  const asked = block.steps[step];
  const words = asked ? asked.prompt : block.title;
  return html`<li class="before-row" data-stage=${asked?.stage ?? "planned"}>
    <button class="before-title" id="block-${id}" lang=${pickLanguage(words) || nothing} @click=${() => tools.choose(id)}>
      ${pick(words) || _("A question without words")}
    </button>
    ${asked ? stageOf(view, step, asked.stage, tools) : nothing}
  </li>`;
}

/**
 * @param {DeskView} view
 * @param {string} step
 * @param {string} stage
 * @param {BeforeTools} tools
 */
function stageOf(view, step, stage, tools) {
  switch (stage) {
    case "planned":
      return view.phase === "planning"
        ? html`<div class="buttons">
            <button class="button" id="open-before" @click=${() => tools.act({ do: "OpenActivity", step })}>
              ${icon("play")} ${_("Open it for answers")}
            </button>
          </div>`
        : html`<p class="quiet small">${_("Nobody was asked.")}</p>`;
    case "closed":
      return html`<p>${answersWords(view, step)} ${materialWords(view, step)}</p>
        ${view.phase === "planning"
          ? html`<button class="button button-small" @click=${() => tools.act({ do: "ReopenActivity", activity: step })}>
              ${_("Take answers again")}
            </button>`
          : nothing}`;
    default:
      return html`<p class="line" role="status">${answersWords(view, step)} ${materialWords(view, step)}</p>
        ${wayIn(tools)}
        ${stage === "closing"
          ? html`<p class="quiet small">${stageWords(stage)}</p>`
          : html`<button class="button button-small" id="close-before" @click=${() => tools.act({ do: "CloseActivity", activity: step })}>
              ${_("Take no more answers")}
            </button>`}`;
  }
}

/**
 * @param {DeskView} view
 * @param {string} step
 */
function answeredOf(view, step) {
  return askedBefore(view).find(([, block]) => block.steps[step])?.[1].steps[step].answered ?? 0;
}

/**
 * @param {DeskView} view
 * @param {string} step
 */
function answersWords(view, step) {
  const n = answeredOf(view, step);
  return n ? ngettext("{n} person has answered.", "{n} people have answered.", n) : _("Nobody has answered yet.");
}

/**
 * @param {DeskView} view
 * @param {string} step
 */
function materialWords(view, step) {
  const block = materialFor(view, step);
  if (!block) return nothing;
  return html`<span class="quiet">${whereWords(view, pick(block.title), answeredOf(view, step))}</span>`;
}

/**
 * @param {DeskView} view
 * @param {string} what
 * @param {number} n How many have answered.
 */
function whereWords(view, what, n) {
  if (n >= fewest) return _("Shown in “{what}”.", { what });
  return view.phase === "planning"
    ? _("Shown in “{what}” once five have answered.", { what })
    : _("Fewer than five answered, so the answers are not shown.");
}

/**
 * The link and the QR, asked of the server when they are first needed: both hold what lets people in.
 *
 * @param {BeforeTools} tools
 */
function wayIn({ addressUrl, qrUrl, redraw }) {
  if (!way && !isAsking) {
    isAsking = true;
    void look(addressUrl).then((told) => {
      way = /** @type {any} */ (told);
      redraw();
    });
  }
  if (!way) return nothing;
  const select = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select();
  return html`<div class="field">
      <label for="before-link">${_("Link for the invitation")}</label>
      <input class="input" id="before-link" readonly .value=${way.link} @focus=${select} />
      ${way.outside
        ? nothing
        : html`<p class="field-help">${_("It opens in this network only. Elsewhere people cannot answer.")}</p>`}
    </div>
    <details>
      <summary>${_("Show the QR")}</summary>
      <div class="qr"><img src=${qrUrl} alt=${_("QR code for joining")} /></div>
    </details>`;
}
