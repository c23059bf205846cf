/**
 * The line above every input: with or without name, who sees it, where it ends. Each sentence is technically true.
 */
import { html, nothing } from "./html.js";
import { _ } from "./i18n.js";
import { icon } from "./parts.js";

/** @typedef {import("./views.js").ActivityView} ActivityView */

/** Whether what is sent can be read on the way: then the anonymous promise says so. */
const isEncrypted = () => typeof location !== "undefined" && location.protocol === "https:";

/**
 * Draw the line. The input under it has `aria-describedby="who"`.
 *
 * @param {ActivityView} activity
 * @param {boolean} [encrypted]
 */
export function who(activity, encrypted = isEncrypted()) {
  const words = whoWords(activity, encrypted);
  return html`<p class="who" id="who">
    ${icon("eye")}<span><b>${words.mode}</b> ${words.ends} ${words.network || nothing}</span>
  </p>`;
}

/**
 * Return the sentences of the line.
 *
 * @param {{identity: string, destination: string, sealed: boolean}} activity
 * @param {boolean} encrypted
 */
export function whoWords({ identity, destination, sealed }, encrypted) {
  const isAnonymous = identity === "anonymous";
  return {
    mode: modeWords(identity, sealed),
    ends: identity === "only_you" ? _("It is in no summary.") : endWords(destination),
    network:
      isAnonymous && !encrypted
        ? _("The network is not encrypted: someone in the same network could see the traffic.")
        : "",
  };
}

/**
 * @param {string} identity
 * @param {boolean} [sealed]
 */
export function modeWords(identity, sealed = false) {
  switch (identity) {
    case "anonymous":
      return sealed
        ? _("Anonymous. Nobody can find out who answered.")
        : _("Anonymous. Nobody, not even the facilitator, sees who answered.");
    case "nickname":
      return _("With your nickname. Others see it.");
    case "facilitator":
      return _("The facilitator sees your name, others do not.");
    case "named":
      return _("With your name. Everyone sees it.");
    default:
      return _("Only for you.");
  }
}

/** @param {string} destination */
export function endWords(destination) {
  switch (destination) {
    case "nowhere":
      return _("Seen on the screens of this room, and in no summary.");
    case "board":
      return _("Goes to the board, and to no summary.");
    case "participants":
      return _("Goes to the board and the participants’ summary.");
    default:
      return _("Goes to the board and to all summaries, the client’s too.");
  }
}
