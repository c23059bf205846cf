/** What those did who lead beside one: which of it is told, and in which words. Pure. */
import { _ } from "./i18n.js";

/** @typedef {import("./views.js").DeskView} DeskView */

const mostShown = 4;

/**
 * Return what the others did last, the newest first; the same done again and again is one row.
 *
 * @param {DeskView} view
 * @returns {{by: string, did: string, at: number, seq: number, times: number}[]}
 */
export function othersDeeds({ deeds, me }) {
  /** @type {{by: string, did: string, at: number, seq: number, times: number}[]} */ const rows = [];
  for (const deed of [...deeds].reverse()) {
    const last = rows[rows.length - 1];
    if (deed.by === me || deed.did === "IntroduceLeader") continue;
    if (last && last.by === deed.by && last.did === deed.did) last.times += 1;
    else rows.push({ ...deed, times: 1 });
  }
  return rows.slice(0, mostShown);
}

/**
 * Return who of the others touched a thing last, by the thing's id: for the kinds' own controls.
 *
 * @param {DeskView} view
 * @returns {Record<string, string>}
 */
export function touchedByOthers(view) {
  const others = Object.entries(view.touched).filter(([, by]) => by !== view.me);
  return Object.fromEntries(others.map(([id, by]) => [id, leaderWords(view, by)]));
}

/**
 * Return what a leader is called on the others' desks.
 *
 * @param {DeskView} view
 * @param {string} by
 */
export function leaderWords({ leaders }, by) {
  if (leaders[by]) return leaders[by];
  return by.startsWith("r/") ? _("The remote") : by.startsWith("f/") ? _("The facilitator") : _("The co-facilitator");
}

/**
 * Return what somebody did, as a sentence.
 *
 * @param {string} did Name of a command.
 * @param {string} who
 */
export function deedWords(did, who) {
  const words = told(did);
  return words ? words(who) : _("{who} worked on the task", { who });
}

/** @param {string} did */
function told(did) {
  switch (did) {
    case "MergeNotes":
    case "MergeHeadings":
    case "MergeOptions":
      return (/** @type {string} */ who) => _("{who} merged things that say the same", { who });
    case "PlaceNotes":
      return (/** @type {string} */ who) => _("{who} moved notes", { who });
    case "AddHeading":
    case "RenameHeading":
    case "RemoveHeading":
    case "LockHeading":
      return (/** @type {string} */ who) => _("{who} changed a heading", { who });
    case "HideNote":
    case "HideOption":
    case "HideRanked":
    case "HideStatement":
    case "HideComment":
    case "HideGroupNote":
    case "HideProposal":
    case "HideReservation":
    case "HideMatrixItem":
    case "HideFormAnswer":
    case "HideLine":
    case "HideParked":
      return (/** @type {string} */ who) => _("{who} hid something or showed it again", { who });
    case "ApproveNote":
      return (/** @type {string} */ who) => _("{who} let a note through", { who });
    case "AddPaperNote":
    case "AddPaperRanking":
    case "AddPaperForm":
    case "AddGroupPaper":
    case "PaperPlace":
      return (/** @type {string} */ who) => _("{who} added what is on paper", { who });
    case "AddHands":
    case "RateHands":
    case "ConsentHands":
      return (/** @type {string} */ who) => _("{who} counted hands", { who });
    case "DescribePerson":
      return (/** @type {string} */ who) => _("{who} set people’s teams", { who });
    case "MovePerson":
    case "Reshuffle":
      return (/** @type {string} */ who) => _("{who} moved people between groups", { who });
    case "OpenActivity":
    case "ReopenActivity":
      return (/** @type {string} */ who) => _("{who} opened a task", { who });
    case "QuickQuestion":
      return (/** @type {string} */ who) => _("{who} asked a quick question", { who });
    case "CloseActivity":
      return (/** @type {string} */ who) => _("{who} closed the task", { who });
    case "Reveal":
      return (/** @type {string} */ who) => _("{who} showed the result", { who });
    case "ResetActivity":
      return (/** @type {string} */ who) => _("{who} cleared the answers", { who });
    case "AddTime":
    case "RestoreClock":
      return (/** @type {string} */ who) => _("{who} changed the time", { who });
    case "ShowOnBoard":
    case "TurnPage":
    case "BlankBoard":
    case "FreezeBoard":
    case "SetBoardTheme":
      return (/** @type {string} */ who) => _("{who} changed what the board shows", { who });
    case "RestPhones":
    case "ShowOnPhones":
      return (/** @type {string} */ who) => _("{who} changed what the phones show", { who });
    case "SettleHelp":
      return (/** @type {string} */ who) => _("{who} helped somebody", { who });
    case "SettleParked":
      return (/** @type {string} */ who) => _("{who} settled a parked idea", { who });
    case "Undo":
      return (/** @type {string} */ who) => _("{who} took something back", { who });
    case "AddBlock":
    case "EditBlock":
    case "MoveBlock":
    case "RemoveBlock":
    case "RestoreBlock":
    case "SkipBlock":
    case "UnskipBlock":
    case "AddStep":
    case "EditStep":
    case "MoveStep":
    case "RemoveStep":
    case "RestoreStep":
    case "EditWorkshop":
      return (/** @type {string} */ who) => _("{who} changed the plan", { who });
    case "StartWorkshop":
      return (/** @type {string} */ who) => _("{who} started the day", { who });
    default:
      return undefined;
  }
}
