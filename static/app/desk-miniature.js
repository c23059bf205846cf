/**
 * The wall, small and live, on the desk: the same picture, drawn by the same kinds' files, in a frame of 16:9.
 *
 * Its pages are turned here: the miniature has as many as the wall, since it is the same layout in another size.
 */
import { html, nothing } from "./html.js";
import { _, pick, pickLanguage } from "./i18n.js";
import { blockWords, clockWords, timeWords } from "./desk-words.js";
import { codeInTwo, icon, joiningOf, openBoard } from "./desk-frame.js";
import { clockOf, pageCount } from "./desk-moves.js";
import { wallOf } from "./desk-wall.js";
import { inOrder } from "./forecast.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").ActivityView} ActivityView */
/** @typedef {import("./live.js").Live} Live */

/** How many pages the wall had when it was last measured. */
let pages = 1;

/**
 * Draw the wall as it is now, with what turns its pages.
 *
 * @param {DeskView} view
 * @param {Live} live
 * @param {(command: Record<string, any>) => void} lead
 */
export function miniature(view, live, lead) {
  return html`<div class="miniature" role="img" aria-label=${_("What the board shows: {what}", { what: wallWords(view) })}>
      <div
        class="board ${view.blank ? "board-blank" : view.what === "lobby" ? "board-lobby" : ""}"
        data-theme=${view.theme}
        inert
      >
        ${view.blank ? nothing : wall(view, live)}
      </div>
    </div>
    <div class="line desk-wall-tools">
      ${pages > 1 || view.page > 0 ? pageTurner(view, lead) : nothing}
      ${live.first.audience === "desk" ? boardButton(view, live) : nothing}
    </div>`;
}

/** @param {DeskView} view */
function wallWords(view) {
  if (view.blank) return _("nothing");
  switch (view.what) {
    case "lobby":
      return _("the QR code");
    case "programme":
      return _("the programme");
    case "parking":
      return _("the parking lot");
    case "thanks":
      return _("thanks");
    default: {
      const activity = view.activities[view.on_board];
      return activity ? pick(activity.prompt) : "";
    }
  }
}

/**
 * @param {DeskView} view
 * @param {Live} live
 */
function wall(view, live) {
  const shown = wallOf(view);
  switch (view.what) {
    case "lobby":
      return lobby(view, live);
    case "programme":
      return page(view, live, _("Programme"), "", programme(view));
    case "parking":
      return page(view, live, _("Parking lot"), "", parking(shown.parking));
    case "thanks":
      return page(view, live, _("Thank you"), "", nothing);
    default: {
      const activity = /** @type {ActivityView} */ (shown.activity);
      if (!activity.kind) return nothing;
      const kind = live.kind(activity.kind);
      const body = kind?.board ? kind.board(activity.view, activity, { page: view.page, ...live.first }) : nothing;
      return page(view, live, pick(activity.prompt), pickLanguage(activity.prompt), body, activity);
    }
  }
}

/**
 * @param {DeskView} view
 * @param {Live} live
 */
function lobby(view, live) {
  const { address, code, qr_url: qr } = joiningOf(live);
  return html`<div class="lobby">
      <div class="qr">${qr ? html`<img src=${qr} alt="" />` : nothing}</div>
      <div class="lobby-words">
        <p class="lobby-name" lang=${pickLanguage(view.title) || nothing}><b>${pick(view.title)}</b></p>
        <p class="lobby-say">${_("Point the phone’s camera here, or open")}</p>
        <p class="address">${address}</p>
        <p class="lobby-say">${_("and type the code")}</p>
        <p class="code">${codeInTwo(code)}</p>
      </div>
    </div>
    <div class="board-foot"><span class="push">${joined(view)}</span></div>`;
}

/**
 * @param {DeskView} view
 * @param {Live} live
 * @param {string} prompt
 * @param {string} lang
 * @param {unknown} body
 * @param {ActivityView} [activity]
 */
function page(view, live, prompt, lang, body, activity) {
  const { address, code } = joiningOf(live);
  const clock = activity && clockOf(activity, live.clock());
  return html`<div class="board-head">
      <p class="prompt" lang=${lang || nothing} ?data-long=${prompt.length > 60}>${prompt}</p>
      ${clock && !clock.isOver && activity
        ? html`<div class="clock" ?data-last=${clock.isLast}>
            <span class="clock-left">${clock.left}</span>
            <span class="clock-until">${_("ends {time}", { time: timeWords(activity.ends_at) })}</span>
          </div>`
        : nothing}
    </div>
    <div class="board-main">${body}</div>
    <div class="board-foot">
      <span class="address">${address}</span><span class="code">${codeInTwo(code)}</span>
      <span class="push">${joined(view)}</span>
      ${pages > 1 ? html`<span>${_("page {n} / {of}", { n: view.page + 1, of: pages })}</span>` : nothing}
    </div>`;
}

/** @param {DeskView} view */
function joined(view) {
  return _("{joined} joined", { joined: view.expected ? `${view.joined} / ${view.expected}` : view.joined });
}

/** @param {DeskView} view */
function programme(view) {
  return html`<div class="board-text">
    <ul>
      ${inOrder(view.blocks)
        .filter(([, block]) => !block.skipped)
        .slice(0, 9)
        .map(([, block]) => html`<li>${clockWords(block.starts)} ${blockWords(block)}</li>`)}
    </ul>
  </div>`;
}

/** @param {Record<string, import("./views.js").ParkedLine>} parked */
function parking(parked) {
  return html`<div class="board-text">
    <ul>
      ${inOrder(parked).map(([, line]) => html`<li>${line.text}</li>`)}
    </ul>
  </div>`;
}

/**
 * @param {DeskView} view
 * @param {(command: Record<string, any>) => void} lead
 */
function pageTurner(view, lead) {
  const turn = (/** @type {number} */ to) => () => lead({ do: "TurnPage", page: to });
  return html`<div class="line" role="group" aria-label=${_("Pages of the board")}>
    <button class="button button-small" id="page-back" ?disabled=${view.page === 0} @click=${turn(view.page - 1)}>
      ${icon("caret-left")} ${_("Previous page")}
    </button>
    <span class="number">${view.page + 1} / ${Math.max(pages, view.page + 1)}</span>
    <button class="button button-small" id="page-on" ?disabled=${view.page + 1 >= pages} @click=${turn(view.page + 1)}>
      ${_("Next page")} ${icon("caret-right")}
    </button>
  </div>`;
}

/**
 * @param {DeskView} view
 * @param {Live} live
 */
function boardButton(view, live) {
  return html`<button class="button button-small push" id="open-board" @click=${() => openBoard(live.first.workshop)}>
    ${icon("arrow-square-out")} ${view.phase === "planning" ? _("Open the board") : _("Open the board again")}
  </button>`;
}

/**
 * Turn the miniature to *page*, and count the pages it has. Returns whether the number changed.
 *
 * @param {HTMLElement} root
 * @param {number} page From 0.
 */
export function turnPages(root, page) {
  const found = [...root.querySelectorAll(".miniature .pages")].map((element) => {
    const gap = parseFloat(getComputedStyle(element).columnGap) || 0;
    element.scrollLeft = page * (element.clientWidth + gap);
    return pageCount(element, gap);
  });
  const before = pages;
  pages = Math.max(1, ...found);
  return pages !== before;
}
