/**
 * What the leader's screens have around them: their place on the page, notices, links asked of the server, dialogs.
 *
 * A notice is about something that did not happen. What did happen is seen where it happened.
 */
import { html, nothing } from "./html.js";
import { _, ngettext } from "./i18n.js";
import { icon, refusalWords } from "./parts.js";

/** @typedef {import("./live.js").Live} Live */

/**
 * Return the JSON that the page carries under *id*; *otherwise* where it has none.
 *
 * @template T
 * @param {string} id
 * @param {T} otherwise
 * @returns {T}
 */
export function pageData(id, otherwise) {
  const text = document.getElementById(id)?.textContent?.trim();
  return text ? JSON.parse(text) : otherwise;
}

/**
 * @typedef {object} Joining How people get in.
 * @property {string} address Host and port, as one types it.
 * @property {string} code
 * @property {string} qr_url
 * @property {string} [address_url] Tells all of this anew.
 * @property {"public" | "local" | "alone"} reach Whether phones can get here: from anywhere, in this network, not at all.
 * @property {boolean} secure Whether phones come over TLS.
 */

/**
 * Return how people get in, as the page told it.
 *
 * @param {Live} live
 * @returns {Joining}
 */
export function joiningOf({ first }) {
  const told = /** @type {Record<string, any>} */ (/** @type {unknown} */ (first));
  return {
    address: told.address ?? "",
    code: told.code ?? "",
    qr_url: told.qr_url ?? "",
    address_url: told.address_url,
    reach: told.reach ?? "local",
    secure: told.secure !== false,
  };
}

/**
 * Whether all that was asked here is kept: the quiet word in the top bar.
 *
 * @param {Live} live
 */
export function savedStatus(live) {
  const waiting = live.outbox.waiting.length;
  if (!waiting) return html`<span class="status" data-state="saved">${icon("check")} ${_("all saved")}</span>`;
  return html`<span class="status" data-state="waiting">
    ${icon("clock")} ${ngettext("{n} waiting to be sent", "{n} waiting to be sent", waiting)}
  </span>`;
}

/**
 * What stands in the way: no connection, another tab, and what was refused.
 *
 * @param {Live} live
 */
export function notices(live) {
  const refused = live.outbox.rows.filter((row) => row.state === "refused");
  return html`<div class="notices">
    ${connection(live)}
    ${refused.slice(-3).map(
      (row) => html`<div class="banner banner-error" role="alert">
        ${icon("warning")}
        <p>${refusalWords(row)}</p>
        <button class="button button-quiet" @click=${() => live.outbox.dismiss(row.id)}>${_("Close this message")}</button>
      </div>`,
    )}
  </div>`;
}

/** @param {Live} live */
function connection(live) {
  switch (live.state) {
    case "offline":
      return html`<div class="banner banner-wait" role="status">
        ${icon("wifi-slash")}
        <p>${_("No connection to the server. What you press is kept and sent when the connection is back.")}</p>
      </div>`;
    case "moved":
      return html`<div class="banner banner-wait" role="status">
        ${icon("info")}
        <p>${_("You went on in another tab.")}</p>
        <button class="button" @click=${() => live.takeBack()}>${_("Lead from this tab")}</button>
      </div>`;
    case "closed":
      return html`<div class="banner banner-error" role="alert">
        ${icon("warning")}
        <p>${_("This workshop is no longer here.")}</p>
        <a class="button" href="/workshops">${_("Workshops")}</a>
      </div>`;
    case "over":
      return html`<div class="banner banner-error" role="alert">
        ${icon("warning")}
        <p>${_("You are signed out here. Nothing is lost.")}</p>
        <a class="button" href="/sign-in">${_("Sign in again")}</a>
      </div>`;
    case "newer":
      return html`<div class="banner banner-wait" role="status">
        ${icon("info")}
        <p>${_("The server has been renewed. Load this page again.")}</p>
      </div>`;
    default:
      return nothing;
  }
}

/**
 * Ask the server for something that is no command of the workshop: a link, a pairing, a rehearsal.
 *
 * @param {string} path
 * @param {Record<string, unknown>} [body]
 * @returns {Promise<any>} What it answered, or `{}`.
 * @throws {Error} If there was no good answer.
 */
export async function ask(path, body = {}) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", "X-Facilitator": "1" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`expected an answer from ${path}, got ${response.status}`);
  if (response.redirected) return { url: response.url };
  return response.headers.get("content-type")?.includes("json") ? response.json() : {};
}

/** The board's window, opened or brought to the front. */
const boardWindow = "facilitator-board";

/**
 * Open the board in a window of its own. The window opens at once, since a browser lets none open later.
 *
 * @param {string} workshop
 * @returns {Promise<boolean>} Whether it is open.
 */
export async function openBoard(workshop) {
  const opened = window.open("", `${boardWindow}-${workshop}`);
  try {
    const { url } = await ask(`/w/${workshop}/board-link`);
    if (!opened) return false;
    opened.location.replace(url);
    opened.focus();
    return true;
  } catch {
    opened?.close();
    return false;
  }
}

/**
 * Ask the server what it knows beside the workshop.
 *
 * @param {string} path
 * @returns {Promise<any>}
 * @throws {Error} If there was no good answer.
 */
export async function look(path) {
  const response = await fetch(path, { headers: { "X-Facilitator": "1" } });
  if (!response.ok) throw new Error(`expected an answer from ${path}, got ${response.status}`);
  return response.json();
}

/** Let the bar at the bottom go with the page where it would take too much of a small screen. */
export function giveRoom() {
  const bar = document.querySelector(".bottom");
  if (bar instanceof HTMLElement) document.body.toggleAttribute("data-tall-bar", bar.offsetHeight > innerHeight * 0.45);
}

/** @param {string} id Of a dialog. */
export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** @param {string} id Of a dialog. */
export function closeDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement) dialog.close();
}

/** @param {Event} event Whether a key pressed here belongs to a field. */
export function isWriting(event) {
  const target = event.target;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
