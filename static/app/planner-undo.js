/** Taking back and doing again while one plans, each named by what it does. */
import { html, nothing } from "./html.js";
import { _ } from "./i18n.js";
import { undoWords } from "./desk-words.js";
import { icon } from "./parts.js";

/** @typedef {import("./views.js").DeskView} DeskView */

/**
 * @param {DeskView} view
 * @param {(what: "Undo" | "Redo") => void} take
 */
export function undoButtons({ undo, redo }, take) {
  return html`<button class="button button-quiet" id="undo" ?disabled=${!undo} @click=${() => take("Undo")}>
      ${icon("arrow-counter-clockwise")} ${undo ? undoWords(undo) : _("Undo")}
    </button>
    ${redo
      ? html`<button class="button button-quiet" id="redo" @click=${() => take("Redo")}>
          ${icon("arrow-clockwise")} ${redoWords(redo)}
        </button>`
      : nothing}`;
}

/**
 * Return what the redo button does again.
 *
 * @param {string} did Name of a command.
 */
function redoWords(did) {
  switch (did) {
    case "AddBlock":
    case "AddBlocks":
      return _("Redo: the new block");
    case "EditBlock":
      return _("Redo: the change in the block");
    case "MoveBlock":
      return _("Redo: moving the block");
    case "RemoveBlock":
    case "RemoveBlocks":
      return _("Redo: removing the block");
    case "AddStep":
      return _("Redo: the new step");
    case "EditStep":
      return _("Redo: the change in the step");
    case "MoveStep":
      return _("Redo: moving the step");
    case "RemoveStep":
      return _("Redo: removing the step");
    case "EditWorkshop":
      return _("Redo: the workshop’s facts");
    case "SetAgenda":
    case "UseVersion":
      return _("Redo: the other agenda");
    default:
      return _("Redo the last change");
  }
}

/**
 * Return what keys mean while one plans: Ctrl+Z takes back, Ctrl+Shift+Z or Ctrl+Y does again. In a field they are the
 * field's own.
 *
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, shiftKey: boolean, altKey: boolean}} event
 * @param {boolean} isWriting
 * @returns {"Undo" | "Redo" | undefined}
 */
export function keyTakes({ key, ctrlKey, metaKey, shiftKey, altKey }, isWriting) {
  if (!(ctrlKey || metaKey) || altKey || isWriting) return undefined;
  switch (key.toLowerCase()) {
    case "z":
      return shiftKey ? "Redo" : "Undo";
    case "y":
      return shiftKey ? undefined : "Redo";
    default:
      return undefined;
  }
}
