/** What helps while one plans: advice, named versions, the client's comments, pasted tables, a proposed agenda. */
import { html, nothing } from "./html.js";
import { _, ngettext } from "./i18n.js";
import { closeDialog, look, openDialog } from "./desk-frame.js";
import { icon } from "./parts.js";
import { adviceList } from "./planner-advice-list.js";
import { commentsDialog } from "./planner-comments.js";
import { importDialog, noTable } from "./planner-import.js";
import { keepRows } from "./planner-keep.js";
import { openComments } from "./planner-said.js";
import { openShare } from "./planner-share.js";
import { noVersions, versionsDialog } from "./planner-versions.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./live.js").Live} Live */

/** What is remembered in this window, and drawn with the agenda. */
export class PlannerTools {
  #live;
  #choose;
  /** @type {import("./planner-advice.js").MethodFacts} */ #methods = {};
  #table = noTable();
  #versions = noVersions();

  /**
   * @param {Live} live
   * @param {(block: string) => void} choose Opens a block's panel.
   */
  constructor(live, choose) {
    this.#live = live;
    this.#choose = choose;
    void this.#learn();
  }

  /** For how many people methods are: told by the server, since own methods change. */
  async #learn() {
    try {
      this.#methods = await look(`/w/${this.#live.first.workshop}/method-facts`);
      this.#live.redraw();
    } catch {
      // Without it the rest of the advice is still good.
    }
  }

  #redraw = () => this.#live.redraw();

  /**
   * Draw the advice under the agenda.
   *
   * @param {DeskView} view
   * @param {string} [chosen] The block whose panel is open.
   */
  advice(view, chosen = "") {
    const { act, first } = this.#live;
    return adviceList(view, { workshop: first.workshop, methods: this.#methods, act, look: this.#choose, chosen });
  }

  /**
   * Draw the button of what is seldom needed.
   *
   * @param {DeskView} view
   */
  button(view) {
    const open = openComments(view).length;
    return html`<button class="button button-quiet" id="tools" @click=${() => openDialog("tools-menu")}>
      ${icon("dots-three")} ${_("Tools")} ${open ? html`<span class="tag"><span aria-hidden="true">${open}</span><span class="aloud">${ngettext("{n} comment", "{n} comments", open)}</span></span>` : nothing}
    </button>`;
  }

  /**
   * Draw what to begin with on an empty agenda.
   *
   * @param {DeskView} view
   */
  beginnings(view) {
    if (view.phase !== "planning") return nothing;
    return html`<div class="buttons">
      <a class="button" id="propose" href="/w/${this.#live.first.workshop}/propose">${icon("lightbulb")} ${_("Propose an agenda")}</a>
      <button class="button" id="import-open" @click=${() => openDialog("import-table")}>${icon("list-bullets")} ${_("Paste a table")}</button>
    </div>`;
  }

  /**
   * Draw the dialogs; each is closed until it is opened.
   *
   * @param {DeskView} view
   */
  dialogs(view) {
    const { act, first } = this.#live;
    const tools = { act, workshop: first.workshop, redraw: this.#redraw, choose: this.#choose };
    return html`${this.#menu(view)} ${versionsDialog(view, this.#versions, tools)} ${commentsDialog(view, tools)}
    ${importDialog(view, this.#table, tools)}`;
  }

  #share = () => {
    closeDialog("tools-menu");
    void openShare(this.#live.first.workshop);
  };

  /** @param {DeskView} view */
  #menu(view) {
    const open = openComments(view).length;
    const go = (/** @type {string} */ id) => () => {
      closeDialog("tools-menu");
      openDialog(id);
    };
    const row = (/** @type {string} */ id, /** @type {string} */ sign, /** @type {string} */ words, /** @type {unknown} */ more = nothing) =>
      html`<li><button class="menu-row" id="tools-${id}" @click=${go(id)}>${icon(sign)} ${words} <span class="push">${more}</span></button></li>`;
    return html`<dialog class="dialog" id="tools-menu" aria-labelledby="tools-title">
      <div class="dialog-body">
        <div class="panel-head">
          <h2 id="tools-title">${_("Tools")}</h2>
          <button class="button button-quiet" @click=${() => closeDialog("tools-menu")}>${icon("x")} ${_("Close")}</button>
        </div>
        <ul class="menu">
          ${row("versions", "copy", _("Versions"), Object.keys(view.versions).length || nothing)}
          <li>
            <button class="menu-row" id="tools-share" @click=${this.#share}>${icon("link")} ${_("Client’s link")}</button>
          </li>
          ${row("comments", "chat-circle", _("The client’s comments"), open || nothing)}
          ${view.phase === "ended" ? nothing : row("import-table", "list-bullets", _("Paste a table"))}
          ${view.phase === "planning"
            ? html`<li>
                <a class="menu-row" id="tools-propose" href="/w/${this.#live.first.workshop}/propose">
                  ${icon("lightbulb")} ${_("Propose an agenda")}
                </a>
              </li>`
            : nothing}
          ${this.#live.first.owns ? keepRows(view, this.#live.first.workshop) : nothing}
        </ul>
      </div>
    </dialog>`;
  }
}
