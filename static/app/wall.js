/**
 * The wall, drawn from its view: lobby, activity, programme, parking lot, thanks, blank. Pure, and without controls.
 *
 * Nothing on it scrolls. What has no room goes on to further pages (`.pages`), of which the desk chooses one.
 */
import { html, nothing } from "./html.js";
import { _, pick, pickLanguage } from "./i18n.js";
import { clock, minuteWords } from "./clock.js";
import { codeWords, inOrder, langOf, said, worded, written } from "./parts.js";
import { dayHeading, programmeDays, timesOf } from "./programme.js";

export { codeWords };

/** @typedef {import("./views.js").BoardView} BoardView */
/** @typedef {import("./views.js").ActivityView} ActivityView */

/**
 * @typedef {object} WallTools
 * @property {(kind: string) => any} kind The kind's file; undefined while it is on its way.
 * @property {number} now The server's time, UTC milliseconds.
 * @property {string} address Where phones go, without scheme.
 * @property {string} code
 * @property {string} qr Address of the picture.
 * @property {number} pages How many pages were counted at the last drawing.
 * @property {boolean} [secure] Whether phones come over TLS.
 */

/**
 * Return the classes of the element that holds the wall.
 *
 * @param {BoardView} view
 */
export function wallClass(view) {
  if (view.blank) return "board board-blank";
  return view.what === "lobby" ? "board board-lobby" : "board";
}

/**
 * Draw the wall.
 *
 * @param {BoardView} view
 * @param {WallTools} tools
 */
export function wall(view, tools) {
  // Dark for the eye only: who listens is told that it is meant to be so.
  if (view.blank) return html`<main class="aloud"><h1>${_("The board is blank")}</h1></main>`;
  switch (view.what) {
    case "lobby":
      return lobby(view, tools);
    case "programme":
      return sheet(view, tools, html`<h1 class="prompt">${_("Programme")}</h1>`, programme(view, tools));
    case "parking":
      return sheet(view, tools, html`<h1 class="prompt">${_("Parking lot")}</h1>`, parking(view));
    case "thanks":
      return sheet(view, tools, nothing, thanks(view));
    default:
      return isActivity(view.activity) ? activity(view, view.activity, tools) : nothing;
  }
}

/**
 * @param {BoardView["activity"]} shown
 * @returns {shown is ActivityView}
 */
function isActivity(shown) {
  return "kind" in shown && "view" in shown;
}

/**
 * @param {BoardView} view
 * @param {WallTools} tools
 */
function lobby(view, { address, code, qr }) {
  const title = worded(view.title);
  return html`<main class="lobby">
      <div class="qr">${qr && code ? html`<img src=${qr} alt=${_("QR code for joining")} />` : nothing}</div>
      <div class="lobby-words">
        <h1 class="lobby-name" ?data-long=${title.length > 40} lang=${langOf(view.title)}>${title}</h1>
        <p class="lobby-say">${_("Point the phone’s camera here, or open")}</p>
        <p class="address">${address}</p>
        <p class="lobby-say">${_("and type the code")}</p>
        <p class="code">${codeWords(code)}</p>
      </div>
    </main>
    <footer class="board-foot"><span class="push">${joinedWords(view)}</span></footer>`;
}

/** @param {BoardView} view */
function joinedWords({ joined, expected }) {
  return expected ? _("{joined} / {expected} here", { joined, expected }) : _("{joined} here", { joined });
}

/**
 * @param {BoardView} view
 * @param {ActivityView} shown
 * @param {WallTools} tools
 */
function activity(view, shown, tools) {
  const kind = tools.kind(shown.kind);
  const body = kind?.board
    ? kind.board(shown.view, shown, {
        page: view.page,
        joined: view.joined,
        expected: view.expected,
        now: tools.now,
      })
    : nothing;
  // A break is a clock and nothing else: it has no second one in the corner.
  if (shown.view.style === "break") return sheet(view, tools, nothing, body);
  return sheet(view, tools, html`${prompt(view, shown)} ${clock(shown, tools.now)}`, body);
}

/**
 * The question, large, and under it the same in the workshop's other languages.
 *
 * @param {BoardView} view
 * @param {ActivityView} shown
 */
function prompt(view, shown) {
  const words = worded(shown.prompt);
  const here = pickLanguage(shown.prompt);
  const others = view.languages.filter((tag) => tag !== here && shown.prompt[tag]);
  const length = pick(shown.prompt).length;
  return html`<div class="prompts">
    <h1 class="prompt" ?data-long=${length > 48 || others.length > 0} lang=${langOf(shown.prompt)}>${words}</h1>
    ${others.map((tag) => html`<p class="prompt-too" lang=${tag}>${shown.prompt[tag]}</p>`)}
  </div>`;
}

/**
 * @param {BoardView} view
 * @param {WallTools} tools
 * @param {unknown} head
 * @param {unknown} body
 */
function sheet(view, { address, code, pages }, head, body) {
  const page = Math.min(view.page, pages - 1) + 1;
  return html`<header class="board-head">${head}</header>
    <main class="board-main">${body}</main>
    <footer class="board-foot">
      ${code
        ? html`<span class="address">${address}</span><span class="code" aria-label=${_("Code {code}", { code })}>${codeWords(code)}</span>`
        : nothing}
      <span class="push">${joinedWords(view)}</span>
      ${pages > 1 ? html`<span>${_("page {n} / {of}", { n: page, of: pages })}</span>` : nothing}
    </footer>`;
}

/**
 * @param {BoardView} view
 * @param {WallTools} tools
 */
function programme(view, { now }) {
  const times = timesOf(view.programme, now);
  const days = programmeDays(view.programme);
  const headed = days.length > 1 || Boolean(days[0]?.date);
  return html`<ol class="programme pages">
    ${days.map(
      (day, n) => html`${headed ? html`<li class="programme-day">${dayHeading(view.programme, day, n)}</li>` : nothing}
      ${day.rows.map(([id, line]) => programmeLine(line, times[id]))}`,
    )}
  </ol>`;
}

/**
 * @param {import("./views.js").BlockLine} line
 * @param {number} at
 */
function programmeLine(line, at) {
  return html`<li class="programme-line" data-state=${line.state} aria-current=${line.state === "now" ? "step" : nothing}>
    <time>${minuteWords(at)}</time>
    <span>${pick(line.title) ? said(line.title) : _("Break")}${line.track ? html` <span class="quiet">${written(line.track)}</span>` : nothing}</span>
  </li>`;
}

/** @param {BoardView} view */
function parking(view) {
  const rows = inOrder(view.parking);
  if (!rows.length) return html`<p class="board-text quiet">${_("Nothing here yet. Add an idea on your phone.")}</p>`;
  return html`<ul class="notes pages">
    ${rows.map(([, line]) => html`<li class="note">${written(line.text)}</li>`)}
  </ul>`;
}

/** @param {BoardView} view */
function thanks(view) {
  return html`<div class="board-thanks">
    <h1>${_("Thank you")}</h1>
    <p lang=${langOf(view.title)}>${worded(view.title)}</p>
  </div>`;
}
