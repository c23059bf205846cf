/** Versions of the agenda with names: keep the present one, go back to one, and what is different since in words. */
import { html, nothing } from "./html.js";
import { _, ngettext, pick, pickLanguage } from "./i18n.js";
import { atWords, minuteWords } from "./clock.js";
import { closeDialog, look } from "./desk-frame.js";
import { inOrder } from "./forecast.js";
import { icon } from "./parts.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./planner-comments.js").DialogTools} DialogTools */

/**
 * @typedef {object} Planned A block as far as versions are compared by it.
 * @property {string} id
 * @property {Record<string, string>} title
 * @property {number} minutes
 * @property {number} fixed_at -1 is not fixed.
 * @property {string} content What is done in it; the same string is the same content.
 */

/**
 * @typedef {object} Difference
 * @property {"added" | "removed" | "moved" | "longer" | "shorter" | "renamed" | "fixed" | "content" | "starts"} how
 * @property {Planned | null} block
 * @property {number} n Minutes; of a time since midnight.
 */

/** @typedef {{version: string, starts: number, blocks: Planned[]} | null} Looked The version that is compared. */

export function noVersions() {
  return { compared: /** @type {Looked} */ (null), fault: "" };
}

/**
 * Return what has changed from *then* to *now*: each block once for each thing that is different of it.
 *
 * @param {{starts: number, blocks: Planned[]}} then
 * @param {{starts: number, blocks: Planned[]}} now
 * @returns {Difference[]}
 */
export function differences(then, now) {
  const old = new Map(then.blocks.map((block) => [block.id, block]));
  const here = new Set(now.blocks.map(({ id }) => id));
  const stayed = new Set(inSameOrder(then.blocks.map(({ id }) => id).filter((id) => here.has(id)), now.blocks.map(({ id }) => id)));
  /** @type {Difference[]} */
  const found = then.starts === now.starts ? [] : [{ how: "starts", block: null, n: now.starts }];
  for (const block of now.blocks) {
    const was = old.get(block.id);
    if (!was) found.push({ how: "added", block, n: block.minutes });
    else found.push(...changes(was, block, stayed.has(block.id)));
  }
  found.push(...then.blocks.filter(({ id }) => !here.has(id)).map((block) => ({ how: /** @type {const} */ ("removed"), block, n: block.minutes })));
  return found;
}

/**
 * @param {Planned} was
 * @param {Planned} block
 * @param {boolean} stayed
 * @returns {Difference[]}
 */
function changes(was, block, stayed) {
  /** @type {[Difference["how"], boolean, number][]} */
  const all = [
    ["moved", !stayed, 0],
    ["longer", block.minutes > was.minutes, block.minutes - was.minutes],
    ["shorter", block.minutes < was.minutes, was.minutes - block.minutes],
    ["renamed", same(was.title) !== same(block.title), 0],
    ["fixed", was.fixed_at !== block.fixed_at, block.fixed_at],
    ["content", was.content !== block.content, 0],
  ];
  return all.filter(([, is]) => is).map(([how, , n]) => ({ how, block: how === "renamed" ? { ...block, title: was.title } : block, n }));
}

/**
 * Return the longest run of ids that stand in the same order in both: the others have been moved.
 *
 * @param {string[]} then
 * @param {string[]} now
 * @returns {string[]}
 */
function inSameOrder(then, now) {
  const place = new Map(now.map((id, n) => [id, n]));
  /** @type {{ids: string[], last: number}[]} */
  const runs = [];
  for (const id of then) {
    const at = place.get(id) ?? -1;
    const longest = runs.filter(({ last }) => last < at).reduce((best, { ids }) => (ids.length > best.length ? ids : best), /** @type {string[]} */ ([]));
    runs.push({ ids: [...longest, id], last: at });
  }
  return runs.reduce((best, { ids }) => (ids.length > best.length ? ids : best), /** @type {string[]} */ ([]));
}

/**
 * Return the same string for the same value, whatever order its keys came in; empty sources are none.
 *
 * @param {any} value
 * @returns {string}
 */
export function same(value) {
  if (Array.isArray(value)) return `[${value.map(same).join(",")}]`;
  if (value && typeof value === "object") {
    const keys = Object.keys(value).filter((key) => value[key] !== null && key !== "sort" && key !== "stage").sort();
    return keys.length ? `{${keys.map((key) => `${key}:${same(value[key])}`).join(",")}}` : "";
  }
  return value === undefined || value === null ? "" : JSON.stringify(value);
}

/**
 * Return the agenda as it is now, to be compared.
 *
 * @param {DeskView} view
 * @returns {{starts: number, blocks: Planned[]}}
 */
export function plannedNow(view) {
  return { starts: view.starts, blocks: inOrder(view.blocks).map(([id, block]) => planned({ ...block, id, steps: inOrder(block.steps).map(([own, step]) => ({ ...step, id: own })) })) };
}

/**
 * @param {any} block With its steps as a list.
 * @returns {Planned}
 */
export function planned(block) {
  const steps = block.steps.map((/** @type {any} */ { id, kind, prompt, help, minutes, settings, source }) => [id, kind, prompt, help, minutes, settings, source]);
  return { id: block.id, title: block.title, minutes: block.minutes, fixed_at: block.fixed_at ?? -1, content: same(steps) };
}

// --- drawn -----------------------------------------------------------------------------------------------

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
