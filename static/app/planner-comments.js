/** What the client said on the plan: on which block or on the whole, and whether it has been dealt with. */
import { html, nothing } from "./html.js";
import { _ } from "./i18n.js";
import { atWords } from "./clock.js";
import { closeDialog } from "./desk-frame.js";
import { blockWords } from "./desk-words.js";
import { icon } from "./parts.js";
import { commentsByBlock } from "./planner-said.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./planner-said.js").Comment} Comment */

/**
 * @typedef {object} DialogTools
 * @property {(command: Record<string, any>) => Promise<string>} act
 * @property {string} workshop
 * @property {() => void} redraw
 * @property {(block: string) => void} choose Opens a block's panel.
 */

/**
 * @param {DeskView} view
 * @param {DialogTools} tools
 */
export function commentsDialog(view, tools) {
  const groups = commentsByBlock(view);
  return html`<dialog class="dialog" id="comments" aria-labelledby="comments-title">
    <div class="dialog-body">
      <div class="panel-head">
        <h2 id="comments-title">${_("The client’s comments")}</h2>
        <button class="button button-quiet" @click=${() => closeDialog("comments")}>${icon("x")} ${_("Close")}</button>
      </div>
      ${groups.length
        ? groups.map(({ block, comments }) => group(view, block, comments, tools))
        : html`<p class="quiet">${_("No comments yet. They come by the client’s link.")}</p>`}
    </div>
  </dialog>`;
}

/**
 * @param {DeskView} view
 * @param {string} id
 * @param {[string, Comment][]} comments
 * @param {DialogTools} tools
 */
function group(view, id, comments, { act, choose }) {
  const block = view.blocks[id];
  const title = !id ? _("On the whole plan") : block ? blockWords(block) : _("On a block that has been removed");
  const jump = () => {
    closeDialog("comments");
    choose(id);
  };
  return html`<section class="stack stack-tight">
    <div class="line">
      <h3>${title}</h3>
      ${block
        ? html`<button class="button button-small button-quiet push" id="comments-go-${id}" @click=${jump}>
            ${icon("arrow-right")} ${_("Go to the block")}
          </button>`
        : nothing}
    </div>
    <ul class="remarks-said">
      ${comments.map(
        ([key, said]) => html`<li class="remark-said" ?data-settled=${said.settled}>
          <p class="remark-words">${said.text}</p>
          <p class="quiet small">${said.name || _("The client")} · ${dated(said.at)}</p>
          <button
            class="button button-small"
            id="settle-${key}"
            aria-pressed=${said.settled}
            @click=${() => act({ do: "SettleComment", comment: key, on: !said.settled })}
          >
            ${said.settled ? icon("check") : nothing} ${_("Handled")}
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {number} at UTC milliseconds. */
function dated(at) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang || "en", { day: "numeric", month: "numeric" });
  return `${day.format(at)} ${atWords(at)}`;
}
