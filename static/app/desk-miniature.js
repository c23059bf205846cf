/**
 * The wall, small and live, on the desk: the same picture, drawn by the same function, in a frame of 16:9.
 *
 * Its pages are turned here: the miniature has as many as the wall, since it is the same layout in another size.
 */
import { html, nothing } from "./html.js";
import { _, pick } from "./i18n.js";
import { joiningOf, openBoard } from "./desk-frame.js";
import { pageCount } from "./desk-moves.js";
import { wallOf } from "./desk-wall.js";
import { icon } from "./parts.js";
import { wall, wallClass } from "./wall.js";

/** @typedef {import("./views.js").DeskView} DeskView */
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
  const shown = wallOf(view);
  const { address, code, qr_url, secure } = joiningOf(live);
  // The picture is for the computer that leads; a remote gets no QR from it.
  const qr = live.first.audience === "desk" ? qr_url : "";
  const kind = (/** @type {string} */ name) => live.kind(name);
  return html`<div class="miniature" role="img" aria-label=${_("What the board shows: {what}", { what: wallWords(view) })}>
      <div class=${wallClass(shown)} data-theme=${view.theme} inert>
        ${wall(shown, { kind, now: live.clock(), address, code, qr, pages, secure })}
      </div>
    </div>
    <div class="line desk-wall-tools">
      ${pages > 1 || view.page > 0 ? pageTurner(view, lead) : nothing}
      ${view.phase === "running" ? freezeButton(view, lead) : nothing}
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
 * @param {(command: Record<string, any>) => void} lead
 */
function freezeButton(view, lead) {
  return html`<button
    class="button button-small"
    id="freeze"
    aria-pressed=${view.frozen}
    @click=${() => lead({ do: "FreezeBoard", on: !view.frozen })}
  >
    ${view.frozen ? icon("play") : icon("pause")} ${view.frozen ? _("Let the board go on") : _("Freeze the board")}
  </button>`;
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
    const count = pageCount(element, gap);
    element.scrollLeft = Math.min(page, count - 1) * (element.clientWidth + gap);
    return count;
  });
  const before = pages;
  pages = Math.max(1, ...found);
  return pages !== before;
}
