/**
 * What the choices of kinds' settings are called. Each goes by its setting's name and its value: "words" is one thing
 * where one says how a question is answered, and another where one says which scale there is.
 */
import { _ } from "./i18n.js";

/**
 * Return the words of one of a setting's choices; a choice that is not known here is told by its value.
 *
 * @param {string} setting
 * @param {string} option
 */
export function optionWords(setting, option) {
  switch (`${setting}: ${option}`) {
    // show
    case "style: brief":
      return _("A talk or an instruction");
    case "style: silent":
      return _("Silent time");
    case "style: break":
      return _("A break");
    case "style: energiser":
      return _("Something that wakes up");
    // collect
    case "view: cards":
      return _("Cards");
    case "view: cloud":
      return _("A word cloud");
    case "view: list":
      return _("A list");
    case "view: zones":
      return _("Zones on a picture");
    case "view: stages":
      return _("Stages side by side");
    // collect
    case "picture: none":
      return _("No picture");
    case "picture: boat":
      return _("A boat");
    case "picture: tree":
      return _("A tree");
    case "picture: road":
      return _("A road");
    case "picture: rings":
      return _("Rings within one another");
    // collect
    case "moderation: off":
      return _("Nothing is hidden");
    case "moderation: after":
      return _("You may hide a note afterwards");
    case "moderation: before":
      return _("A note shows once you let it through");
    // consent
    case "counts_as: nobody_objects":
      return _("Nobody objects");
    case "counts_as: share":
      return _("Enough people support it");
    case "counts_as: mean":
      return _("The mean is high enough");
    case "counts_as: leader_decides":
      return _("The one in charge decides");
    // consent, form, rate
    case "scale: stances":
      return _("Three stances");
    case "scale: fist":
      return _("Fingers, from 0 to 5");
    case "scale: grades":
      return _("Eight grades of agreement");
    case "scale: 1-5":
      return _("From 1 to 5");
    case "scale: 0-4":
      return _("From 0 to 4");
    case "scale: 0-5":
      return _("From 0 to 5");
    case "scale: 0-10":
      return _("From 0 to 10");
    case "scale: -2-2":
      return _("From −2 to +2");
    case "scale: slider":
      return _("A line from end to end");
    case "scale: words":
      return _("Your own steps");
    // form
    case "when: before":
      return _("Before the workshop");
    case "when: during":
      return _("During the workshop");
    case "when: after":
      return _("After the workshop");
    // form
    case "ask: scale":
      return _("A scale");
    case "ask: choice":
      return _("One of the options");
    case "ask: choices":
      return _("Several of the options");
    case "ask: words":
      return _("Own words");
    case "ask: number":
      return _("A number");
    // groups
    case "how: random":
      return _("By chance");
    case "how: neighbours":
      return _("With neighbours");
    case "how: tables":
      return _("By table");
    case "how: chosen":
      return _("By own choice");
    case "how: same":
      return _("The same as before");
    // groups
    case "mix: none":
      return _("Teams make no difference");
    case "mix: teams":
      return _("Teams are spread over the groups");
    case "mix: together":
      return _("Teams stay together");
    // groups
    case "moves: nobody":
      return _("Nobody moves");
    case "moves: all_but_host":
      return _("Everyone but the host");
    case "moves: everyone":
      return _("Everyone, to new groups");
    case "moves: topics":
      return _("The topics move, people stay");
    // groups
    case "writes: nobody":
      return _("Nobody writes");
    case "writes: scribe":
      return _("One writes for the group");
    case "writes: everyone":
      return _("Everyone writes");
    // commit
    case "per: room":
      return _("The whole room’s");
    case "per: company":
      return _("Each group’s own");
    // matrix
    case "best: top_right":
      return _("Top right");
    case "best: top_left":
      return _("Top left");
    case "best: bottom_right":
      return _("Bottom right");
    case "best: bottom_left":
      return _("Bottom left");
    // rate
    case "show: bars":
      return _("Distributions");
    case "show: order":
      return _("Bars in order of the mean");
    case "show: line":
      return _("Means on a line");
    case "show: radar":
      return _("A radar");
    case "show: gap":
      return _("The gap between two questions");
    // rate
    case "sort: given":
      return _("As given");
    case "sort: mean":
      return _("Mean");
    case "sort: spread":
      return _("Spread");
    case "sort: gap":
      return _("The gap between two questions");
    // round
    case "order: ring":
      return _("Around the ring");
    case "order: list":
      return _("In an order drawn by the app");
    case "order: volunteers":
      return _("Whoever asks for the floor");
    case "order: rings":
      return _("Two rings, inner and outer");
    case "order: phases":
      return _("By phases");
    // cluster, collect, matrix, round, vote
    case "who: everyone":
      return _("Everyone at once");
    case "who: facilitator":
      return _("You");
    case "who: leaders":
      return _("You, as the room talks");
    case "who: person":
      return _("Each alone");
    case "who: company":
      return _("Each group together");
    case "who: presenter":
      return _("The presenter");
    case "who: others":
      return _("All but the presenter");
    case "who: all":
      return _("Everyone");
    case "who: nobody":
      return _("Nobody: time to think");
    default:
      return option;
  }
}
