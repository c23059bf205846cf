/** Who sees what, and where it ends, in words. Each sentence is technically true. */
import { _ } from "./i18n.js";

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
    case "group":
      return _("In your group’s name. Nobody sees who of you wrote.");
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
