/** The bottom of the desk: quiet buttons left, the one green button right, and what is used seldom behind "More". */
import { html, nothing } from "./html.js";
import { _, pickLanguage } from "./i18n.js";
import { closeDialog, openDialog } from "./desk-frame.js";
import { findStep, nextWords, undoWords } from "./desk-words.js";
import { icon } from "./parts.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {Record<string, any>} Command */

/**
 * @typedef {object} BarTools
 * @property {(command: Command) => void} lead
 * @property {() => void} next Does the next step, once for a press.
 * @property {() => void} openBoard
 * @property {{did: string, command: Command} | undefined} back What the strip offers to take back.
 * @property {string} workshop
 * @property {boolean} [remote]
 * @property {(name: string) => any} [kind] The screens of a kind, once they are here.
 */

/**
 * Draw the bar with its undo strip.
 *
 * @param {DeskView} view
 * @param {BarTools} tools
 */
export function bottomBar(view, tools) {
  return html`<footer class="bottom desk-bottom">
    ${undoStrip(tools)} ${view.phase === "running" ? quietButtons(view, tools) : nothing}
    ${tools.remote
      ? nothing
      : html`<button class="button button-quiet" id="more" @click=${() => openDialog("desk-more")}>
          ${icon("dots-three")} ${_("More")}
        </button>`}
    ${primary(view, tools)}
  </footer>`;
}

/** @param {BarTools} tools */
function undoStrip({ back, lead }) {
  // Always there: a region that is read aloud must exist before its words.
  return html`<div class="undo-place" role="status">
    ${back
      ? html`<button class="button" id="undo" @click=${() => lead(back.command)}>
          ${icon("arrow-counter-clockwise")} ${undoWords(back.did)}
        </button>`
      : nothing}
  </div>`;
}

/**
 * @param {DeskView} view
 * @param {BarTools} tools
 */
function quietButtons(view, { lead, remote }) {
  const activity = view.activities[view.current];
  const time = (/** @type {number} */ minutes, /** @type {string} */ words) =>
    html`<button
      class="button"
      id="time${minutes}"
      ?disabled=${activity?.stage !== "open"}
      @click=${() => lead({ do: "AddTime", activity: view.current, minutes })}
    >
      ${words}
    </button>`;
  return html`${remote ? nothing : time(-1, _("−1 min"))} ${time(1, _("+1 min"))} ${time(5, _("+5 min"))}
    <button
      class="button"
      id="blank"
      aria-pressed=${view.blank}
      @click=${() => lead({ do: "BlankBoard", on: !view.blank })}
    >
      ${icon("projector-screen")} ${_("Blank")}
    </button>
    <button
      class="button"
      id="rest"
      aria-pressed=${view.rest}
      @click=${() => lead({ do: "RestPhones", on: !view.rest })}
    >
      ${icon("device-mobile")} ${_("Eyes up")}
    </button>
    ${qrButton(view, lead)}`;
}

/**
 * @param {DeskView} view
 * @param {(command: Command) => void} lead
 */
function qrButton(view, lead) {
  const isShown = view.what === "lobby";
  return html`<button
    class="button"
    id="qr"
    aria-pressed=${isShown}
    @click=${() => lead(isShown && view.current ? task(view) : { do: "ShowOnBoard", what: "lobby" })}
  >
    ${icon("qr-code")} ${_("QR")}
  </button>`;
}

/**
 * Return the command that puts the present task back on the wall.
 *
 * @param {DeskView} view
 */
export function task(view) {
  return { do: "ShowOnBoard", what: "activity", activity: view.current };
}

/**
 * @param {DeskView} view
 * @param {BarTools} tools
 */
function primary(view, { next, remote, workshop, kind }) {
  const { words, lang, icon: name } = nextWords(view, kind?.(view.next.kind));
  const face = html`${icon(name)} <span lang=${lang || nothing}>${words}</span>`;
  if (view.next.does === "summary") {
    return remote
      ? html`<p class="push">${_("The day has ended.")}</p>`
      : html`<a class="button button-primary" id="next" href="/w/${workshop}/summary">${face}</a>`;
  }
  if (remote && (view.next.does === "start" || view.next.does === "end")) {
    return html`<p class="push">
      ${view.next.does === "start" ? _("Start on the desk.") : _("That was the last step. End the day on the desk.")}
    </p>`;
  }
  return html`<button class="button button-primary" id="next" @click=${next}>${face}</button>`;
}

/**
 * Draw what is used seldom: the wall's other pictures, starting over, a quick question, the end.
 *
 * @param {DeskView} view
 * @param {BarTools} tools
 */
export function moreSheet(view, tools) {
  const { lead } = tools;
  const activity = view.activities[view.current];
  const row = (
    /** @type {string} */ id,
    /** @type {string} */ name,
    /** @type {string} */ words,
    /** @type {() => void} */ act,
    /** @type {string} */ aside = "",
  ) =>
    html`<li>
      <button
        class="menu-row"
        id="more-${id}"
        @click=${() => {
          closeDialog("desk-more");
          act();
        }}
      >
        ${icon(name)} ${words} ${aside ? html`<span class="push">${aside}</span>` : nothing}
      </button>
    </li>`;
  const show = (/** @type {string} */ what) => () => lead({ do: "ShowOnBoard", what });
  const running = view.phase === "running";
  return html`<dialog class="sheet" id="desk-more" aria-labelledby="desk-more-title">
    <div class="sheet-head">
      <h2 id="desk-more-title">${_("More")}</h2>
      <button class="button button-quiet" @click=${() => closeDialog("desk-more")}>${_("Close")}</button>
    </div>
    <div class="sheet-body">
      <ul class="menu">
        ${row("board", "arrow-square-out", _("Open the board in its own window"), tools.openBoard)}
        ${row("qr", "qr-code", _("Show the QR on the board"), show("lobby"))}
        ${row("programme", "list-bullets", _("Show the programme on the board"), show("programme"))}
        ${row("parking", "tray", _("Show the parking lot on the board"), show("parking"))}
        ${running && view.current
          ? row("task", "projector-screen", _("Show the present task on the board"), () => lead(task(view)))
          : nothing}
        ${row(
          "theme",
          "eye",
          view.theme === "light" ? _("Make the board dark") : _("Make the board light"),
          () => lead({ do: "SetBoardTheme", theme: view.theme === "light" ? "dark" : "light" }),
        )}
        ${running
          ? row("phones", "device-mobile", view.show ? _("Take the board off the phones") : _("Show the board on the phones"), () =>
              lead({ do: "ShowOnPhones", on: !view.show }),
            )
          : nothing}
        ${running ? row("quick", "question", _("Ask a quick question"), () => openDialog("desk-quick")) : nothing}
        ${running && activity && activity.stage !== "open" && activity.kind !== "show" && !activity.sealed
          ? row("reopen", "arrow-counter-clockwise", _("Take answers again"), () =>
              lead({ do: "ReopenActivity", activity: activity.id }),
            )
          : nothing}
        ${running && activity && activity.kind !== "show" && !activity.sealed
          ? row(
              "reset",
              "arrow-clockwise",
              _("Clear the answers and start over"),
              () => lead({ do: "ResetActivity", activity: activity.id }),
              _("can be undone"),
            )
          : nothing}
        ${row("people", "users", _("People and teams"), () => openDialog("desk-people"))}
        ${row("hints", "lightbulb", _("When hints are given"), () => openDialog("desk-hints"))}
        ${view.undo
          ? row("undo", "arrow-counter-clockwise", undoWords(view.undo), () => lead({ do: "Undo" }), _("Ctrl+Z"))
          : nothing}
        ${running ? row("end", "flag", _("End the day"), () => openDialog("desk-end")) : nothing}
      </ul>
      <p class="quiet small">
        ${_("Keys: Page Down or space does the next step, Page Up turns the board back, B blanks it, Ctrl+Z takes back.")}
      </p>
    </div>
  </dialog>`;
}

/**
 * Draw the only question that is asked before acting.
 *
 * @param {DeskView} view
 * @param {(command: Command) => void} lead
 */
export function endDialog(view, lead) {
  const open = findStep(view, view.current);
  return html`<dialog class="dialog" id="desk-end" aria-labelledby="desk-end-title">
    <div class="dialog-body">
      <h2 id="desk-end-title">${_("End the day?")}</h2>
      <p>${_("Everything closes, phones say thanks, and the summary is there. This cannot be undone.")}</p>
      ${open?.step.stage === "open"
        ? html`<p>
            ${_("Still open:")} <span lang=${pickLanguage(open.step.prompt) || nothing}>${Object.values(open.step.prompt)[0]}</span>
          </p>`
        : nothing}
      <div class="buttons">
        <button
          class="button button-danger"
          id="end-yes"
          @click=${() => {
            closeDialog("desk-end");
            lead({ do: "EndWorkshop" });
          }}
        >
          ${_("End the day")}
        </button>
        <button class="button" id="end-no" autofocus @click=${() => closeDialog("desk-end")}>${_("Go on")}</button>
      </div>
    </div>
  </dialog>`;
}
