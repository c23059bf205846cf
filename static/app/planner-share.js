/**
 * Sharing the plan: the client's link with comments and the participants' programme, in a dialog of its own.
 *
 * It stands beside the screen that opens it, so that whatever is drawn there meanwhile leaves it as it is.
 */
import { html, nothing, render } from "./html.js";
import { _ } from "./i18n.js";
import { copyAddress } from "./copy-address.js";
import { ask, closeDialog, look, openDialog } from "./desk-frame.js";
import { icon } from "./parts.js";

/** @typedef {"plan" | "programme"} Shared */
/** @typedef {{reach: "outside" | "inside", plan: string, programme: string}} Links */

/** @type {HTMLElement | null} */
let root = null;
const here = { workshop: "", links: /** @type {Links | null} */ (null), said: "", failed: false };

/**
 * Open the dialog.
 *
 * @param {string} workshop Id.
 */
export async function openShare(workshop) {
  Object.assign(here, { workshop, links: null, said: "", failed: false });
  draw();
  openDialog("share-plan");
  try {
    here.links = await look(`/w/${workshop}/plan-link`);
  } catch {
    here.failed = true;
  }
  draw();
}

function draw() {
  if (!root) {
    root = document.createElement("div");
    document.body.append(root);
  }
  render(shareDialog(), root);
}

function shareDialog() {
  return html`<dialog class="dialog" id="share-plan" aria-labelledby="share-plan-title">
    <div class="dialog-body">
      <div class="panel-head">
        <h2 id="share-plan-title">${_("Links for others")}</h2>
        <button class="button button-quiet" id="share-plan-close" @click=${() => closeDialog("share-plan")}>${icon("x")} ${_("Close")}</button>
      </div>
      ${here.failed ? html`<p role="alert">${_("The links could not be read. Try again.")}</p>` : nothing}
      ${here.links ? bothParts(here.links) : nothing}
      <p class="quiet small" role="status">${here.said}</p>
      <p><a href="/w/${here.workshop}/prints">${_("All prints and files")}</a></p>
    </div>
  </dialog>`;
}

/** @param {Links} links */
function bothParts(links) {
  return html`${part(links, "plan", _("Client’s link"), _("The plan, with a place for comments on every part."))}
  ${part(links, "programme", _("Programme for participants"), _("Times and titles, and a file for the calendar."))}`;
}

/**
 * @param {Links} links
 * @param {Shared} document
 * @param {string} name
 * @param {string} help
 */
function part(links, document, name, help) {
  const address = links[document];
  return html`<section class="stack stack-tight" aria-labelledby="share-${document}">
    <h3 id="share-${document}">${name}</h3>
    <p class="quiet">${help}</p>
    ${address
      ? html`<div class="field">
            <label for="link-${document}">${_("Address")}</label>
            <input class="input" id="link-${document}" readonly .value=${address} @focus=${selectAll} />
          </div>
          <div class="buttons">
            <button class="button" id="copy-${document}" @click=${() => copy(document)}>${icon("copy")} ${_("Copy the address")}</button>
            <a class="button" href=${address} target="_blank" rel="noopener">${icon("eye")} ${_("Look")}</a>
            <button class="button button-quiet" id="end-${document}" @click=${() => change(document, "stop")}>${_("End this link")}</button>
          </div>`
      : links.reach === "outside"
        ? html`<div class="buttons">
            <button class="button ${document === "plan" ? "button-primary" : ""}" id="make-${document}" @click=${() => change(document, "share")}>
              ${icon("link")} ${_("Make a link")}
            </button>
          </div>`
        : html`<p class="small">${_("People outside this network could not open an address here. Send them a file instead.")}</p>
            <div class="buttons">
              <a class="button" id="file-${document}" href="/w/${here.workshop}/print.pdf?paper=${document}">
                ${icon("download-simple")} ${_("Download the PDF")}
              </a>
            </div>`}
  </section>`;
}

/** @param {FocusEvent} event */
function selectAll(event) {
  /** @type {HTMLInputElement} */ (event.target).select();
}

/** @param {Shared} document */
async function copy(document) {
  const field = /** @type {HTMLInputElement} */ (globalThis.document.getElementById(`link-${document}`));
  here.said = (await copyAddress(field)) ? _("The address is copied.") : _("The address is selected: copy it from the field.");
  draw();
}

/**
 * @param {Shared} document
 * @param {"share" | "stop"} what
 */
async function change(document, what) {
  try {
    here.links = await ask(`/w/${here.workshop}/plan-link`, { document, do: what });
    here.said = what === "share" ? _("The link is ready.") : _("The link has ended.");
    here.failed = false;
  } catch {
    here.failed = true;
  }
  draw();
  globalThis.document.getElementById(what === "share" ? `link-${document}` : `make-${document}`)?.focus();
}
