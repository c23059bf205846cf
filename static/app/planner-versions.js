/** Versions of the agenda with names: keep the present one, go back to one, and what is different since. */
import { html, nothing } from "./html.js";
import { _, ngettext, pick, pickLanguage } from "./i18n.js";
import { atWords, minuteWords } from "./clock.js";
import { closeDialog, look } from "./desk-frame.js";
import { inOrder } from "./forecast.js";
import { icon } from "./parts.js";
import { differences, planned, plannedNow } from "./planner-compare.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./planner-comments.js").DialogTools} DialogTools */
/** @typedef {import("./planner-compare.js").Planned} Planned */
/** @typedef {import("./planner-compare.js").Difference} Difference */
/** @typedef {{version: string, starts: number, blocks: Planned[]} | null} Looked The version that is compared. */

export function noVersions() {
  return { compared: /** @type {Looked} */ (null), fault: "" };
}

/**
 * @param {DeskView} view
 * @param {ReturnType<typeof noVersions>} here
 * @param {DialogTools} tools
 */
export function versionsDialog(view, here, tools) {
  const rows = inOrder(view.versions).reverse();
  return html`<dialog class="dialog" id="versions" aria-labelledby="versions-title">
    <div class="dialog-body">
      <div class="panel-head">
        <h2 id="versions-title">${_("Versions")}</h2>
        <button class="button button-quiet" @click=${() => closeDialog("versions")}>${icon("x")} ${_("Close")}</button>
      </div>
      <form class="field" @submit=${(/** @type {SubmitEvent} */ event) => keep(event, tools)}>
        <label for="version-name">${_("Keep the agenda as it is now, under a name")}</label>
        <div class="line">
          <input class="input" id="version-name" name="name" required maxlength="80" autocomplete="off" />
          <button class="button" id="version-keep">${_("Keep")}</button>
        </div>
      </form>
      ${here.fault ? html`<p class="banner banner-error" role="alert">${here.fault}</p>` : nothing}
      ${rows.length
        ? html`<ul class="versions">
            ${rows.map(([id, version]) => versionRow(view, id, version, here, tools))}
          </ul>`
        : html`<p class="quiet">${_("None yet. Keep one before you send the plan to the client or try something else.")}</p>`}
    </div>
  </dialog>`;
}

/**
 * @param {SubmitEvent} event
 * @param {DialogTools} tools
 */
function keep(event, { act }) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("name"));
  if (!field.value.trim()) return;
  void act({ do: "SaveVersion", name: field.value.trim() });
  form.reset();
}

/**
 * @param {DeskView} view
 * @param {string} id
 * @param {DeskView["versions"][string]} version
 * @param {ReturnType<typeof noVersions>} here
 * @param {DialogTools} tools
 */
function versionRow(view, id, version, here, tools) {
  const by = version.by === view.me ? _("you") : (view.leaders[version.by] ?? _("another leader"));
  const day = new Intl.DateTimeFormat(document.documentElement.lang || "en", { day: "numeric", month: "numeric" });
  const told = `${by} · ${day.format(version.at)} ${atWords(version.at)} · ${ngettext("{n} block", "{n} blocks", version.blocks)}`;
  const isOpen = here.compared?.version === id;
  return html`<li class="version">
    <p><b>${version.name}</b></p>
    <p class="quiet small">${told}</p>
    <div class="buttons">
      ${view.phase === "planning"
        ? html`<button class="button button-small" id="use-${id}" @click=${() => tools.act({ do: "UseVersion", version: id })}>
            ${_("Use this one")}
          </button>`
        : nothing}
      <button class="button button-small button-quiet" id="compare-${id}" aria-expanded=${isOpen} @click=${() => compare(id, here, tools)}>
        ${_("What has changed since")}
      </button>
      <button class="button button-small button-quiet" id="drop-${id}" @click=${() => tools.act({ do: "DropVersion", version: id })}>
        ${icon("trash")} ${_("Remove")}
      </button>
    </div>
    ${isOpen && here.compared ? differenceList(differences(here.compared, plannedNow(view))) : nothing}
  </li>`;
}

/**
 * @param {string} id
 * @param {ReturnType<typeof noVersions>} here
 * @param {DialogTools} tools
 */
async function compare(id, here, { workshop, redraw }) {
  const wasOpen = here.compared?.version === id;
  here.compared = null;
  here.fault = "";
  try {
    if (!wasOpen) {
      const { starts, agenda } = await look(`/w/${workshop}/version?id=${id}`);
      here.compared = { version: id, starts, blocks: agenda.map(planned) };
    }
  } catch {
    here.fault = _("The version could not be fetched. Try again.");
  }
  redraw();
}

/** @param {Difference[]} found */
function differenceList(found) {
  if (!found.length) return html`<p class="quiet">${_("Nothing has changed since.")}</p>`;
  return html`<ul class="differences">
    ${found.map((one) => html`<li lang=${pickLanguage(one.block?.title) || nothing}>${differenceWords(one)}</li>`)}
  </ul>`;
}

/** @param {Difference} difference */
export function differenceWords({ how, block, n }) {
  const what = pick(block?.title) || _("No title yet");
  switch (how) {
    case "added":
      return _("New: {what}, {n} min", { what, n });
    case "removed":
      return _("Removed: {what}, {n} min", { what, n });
    case "moved":
      return _("Moved: {what}", { what });
    case "longer":
      return _("Longer by {n} min: {what}", { what, n });
    case "shorter":
      return _("Shorter by {n} min: {what}", { what, n });
    case "renamed":
      return _("Renamed, was: {what}", { what });
    case "fixed":
      return n >= 0 ? _("Fixed at {at}: {what}", { what, at: minuteWords(n) }) : _("No longer fixed: {what}", { what });
    case "content":
      return _("Other content: {what}", { what });
    default:
      return _("The day starts at {at}", { at: minuteWords(n) });
  }
}
