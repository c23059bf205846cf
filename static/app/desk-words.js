/** How the desk, the remote and the planner word things: next steps by their effect, modes, clock times, refusals. */
import { _, ngettext, pgettext, pick, pickLanguage } from "./i18n.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */
/** @typedef {import("./views.js").StepView} StepView */

/** @param {number} minutes */
export function minutesWords(minutes) {
  return _("{n} min", { n: Math.round(minutes * 10) / 10 });
}

/**
 * Return the word that people use for a kind.
 *
 * @param {string} kind
 */
export function kindWords(kind) {
  switch (kind) {
    case "show":
      return _("Show");
    case "collect":
      return _("Collect notes");
    case "cluster":
      return _("Group notes");
    case "vote":
      return _("Vote");
    case "commit":
      return _("Agree on actions");
    default:
      return pgettext("kind", kind);
  }
}

/** @param {string} identity */
export function identityWords(identity) {
  switch (identity) {
    case "anonymous":
      return _("Anonymous: nobody sees who wrote");
    case "nickname":
      return _("With a nickname: others see the nickname");
    case "facilitator":
      return _("You see the names, others do not");
    case "named":
      return _("With names: everyone sees them");
    case "group":
      return _("In the groups’ names: nobody sees who wrote");
    default:
      return _("Only for the writer: not even you see it");
  }
}

/** @param {string} destination */
export function destinationWords(destination) {
  switch (destination) {
    case "nowhere":
      return _("Nowhere: it ends here");
    case "board":
      return _("On the board only");
    case "participants":
      return _("In the participants’ summary");
    default:
      return _("In the summary for the client too");
  }
}

/** @param {string} take */
export function takeWords(take) {
  switch (take) {
    case "top":
      return _("The best ones");
    case "headings":
      return _("The headings");
    case "groups":
      return _("The groups");
    default:
      return _("Everything");
  }
}

/** @param {string} stage */
export function stageWords(stage) {
  switch (stage) {
    case "open":
      return _("open");
    case "closing":
      return _("closing");
    case "closed":
      return _("closed");
    default:
      return "";
  }
}

/**
 * Find a step with the block it is in.
 *
 * @param {DeskView} view
 * @param {string} id
 * @returns {{block: BlockView, blockId: string, step: StepView} | undefined}
 */
export function findStep(view, id) {
  for (const [blockId, block] of Object.entries(view.blocks)) {
    if (block.steps[id]) return { block, blockId, step: block.steps[id] };
  }
  return undefined;
}

/** @param {BlockView} block */
export function blockWords(block) {
  return pick(block.title) || (block.is_break ? _("Break") : _("No title yet"));
}

/**
 * Return what a step is called: its prompt, else what is done in it.
 *
 * @param {StepView} step
 */
export function stepWords(step) {
  return pick(step.prompt) || kindWords(step.kind);
}

/**
 * Return the words of the one green button: what happens when it is pressed.
 *
 * @param {DeskView} view
 * @param {any} [named] The screens of the kind that it is about.
 * @returns {{words: string, lang: string, icon: string}}
 */
export function nextWords(view, named) {
  const { does, kind, step } = view.next;
  const found = findStep(view, step);
  switch (does) {
    case "start":
      return { words: _("Start: show the QR on the board"), lang: "", icon: "play" };
    case "close":
      return { words: named?.closeWords?.(view.activities[step]) ?? closeWords(kind, view.activities[step]), lang: "", icon: "stop" };
    case "move":
      return { words: named?.moveWords?.(view.next.command, view.activities[step]) ?? _("Go on"), lang: "", icon: "arrow-right" };
    case "reveal":
      return { words: named?.revealWords?.(view.activities[step]) ?? _("Show the notes on the board"), lang: "", icon: "eye" };
    case "open": {
      if (!found) return { words: _("Open the next step"), lang: "", icon: "play" };
      const what = pick(found.step.prompt) || blockWords(found.block);
      const words = found.block.is_break ? breakWords(what) : _("Open: {what}", { what });
      return { words: short(words), lang: pickLanguage(found.step.prompt), icon: "play" };
    }
    case "end":
      return { words: _("End the day"), lang: "", icon: "flag" };
    default:
      return { words: _("Open the summary"), lang: "", icon: "arrow-right" };
  }
}

/** @param {string} what A break that is called so needs no name beside it. */
function breakWords(what) {
  return what === _("Break") ? _("Start the break") : _("Break: {what}", { what });
}

/**
 * @param {string} kind
 * @param {import("./views.js").ActivityView | undefined} activity
 */
function closeWords(kind, activity) {
  switch (kind) {
    case "collect":
      return _("Close the writing");
    case "cluster":
      return _("Close the grouping");
    case "vote":
      return activity && isHiddenVote(activity) ? _("Close and show the result") : _("Close the vote");
    case "commit":
      return _("Close the actions");
    default:
      return _("Close");
  }
}

/** @param {import("./views.js").ActivityView} activity */
function isHiddenVote(activity) {
  return activity.identity !== "only_you" && activity.view && activity.view.shown === false;
}

/** @param {string} words */
function short(words) {
  return words.length > 60 ? `${words.slice(0, 58).trimEnd()}…` : words;
}

/**
 * Return what the undo button takes back.
 *
 * @param {string} did Name of a command.
 */
export function undoWords(did) {
  switch (did) {
    case "AddTime":
      return _("Undo: the time");
    case "BlankBoard":
      return _("Undo: the blank board");
    case "RestPhones":
      return _("Undo: eyes up");
    case "FreezeBoard":
      return _("Undo: the frozen board");
    case "ShowOnPhones":
      return _("Undo: the board on the phones");
    case "ShortenBlocks":
      return _("Undo: the shorter blocks");
    case "DescribePerson":
      return _("Undo: the team");
    case "ShowOnBoard":
      return _("Undo: what the board shows");
    case "SkipBlock":
    case "UnskipBlock":
      return _("Undo: the skip");
    case "CloseActivity":
      return _("Undo: closing");
    case "ReopenActivity":
      return _("Undo: reopening");
    case "ResetActivity":
      return _("Undo: clearing the answers");
    case "HideNote":
    case "HideParked":
    case "HideOption":
      return _("Undo: hiding");
    case "SettleParked":
    case "SettleHelp":
      return _("Undo: settling");
    case "AddPaperNote":
      return _("Undo: the note from paper");
    case "AddHands":
      return _("Undo: the hands");
    case "EditWorkshop":
      return _("Undo: the workshop’s facts");
    case "AddBlock":
      return _("Undo: the new block");
    case "EditBlock":
      return _("Undo: the change in the block");
    case "MoveBlock":
      return _("Undo: moving the block");
    case "RemoveBlock":
      return _("Undo: removing the block");
    case "AddStep":
      return _("Undo: the new step");
    case "EditStep":
      return _("Undo: the change in the step");
    case "MoveStep":
      return _("Undo: moving the step");
    case "RemoveStep":
      return _("Undo: removing the step");
    case "MergeNotes":
    case "MergeHeadings":
      return _("Undo: merging");
    case "PlaceNotes":
      return _("Undo: moving notes");
    case "AddHeading":
    case "RenameHeading":
    case "RemoveHeading":
      return _("Undo: the heading");
    default:
      return _("Undo the last change");
  }
}

/** @param {number} behind Minutes; negative is ahead. */
export function behindWords(behind) {
  if (behind > 0) return ngettext("{n} min behind", "{n} min behind", behind);
  if (behind < 0) return ngettext("{n} min ahead", "{n} min ahead", -behind);
  return _("On time");
}

/**
 * Return what a careful colleague would say before a step is opened; nothing where there is nothing to say.
 *
 * @param {StepView} step
 * @param {{expected: number, people: number, plain: boolean}} facts `plain`: phones come over plain HTTP.
 * @returns {string[]}
 */
export function openingAdvice(step, { expected, people, plain }) {
  if (step.identity !== "anonymous" || step.kind === "show") return [];
  const advice = [];
  const answerers = people || expected;
  if (answerers > 0 && answerers < 8) {
    advice.push(_("Fewer than eight will answer: someone may be recognised by what they write. Say so aloud."));
  }
  if (plain) advice.push(_("The network is not encrypted: others in the same network could see the traffic."));
  return advice;
}
