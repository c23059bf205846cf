/**
 * What the hands of one who plans do with the blocks of the agenda: move, drop, copy, send to another day or track.
 *
 * Holds what this window remembers of it by itself; everything kept goes as commands.
 */
import { _ } from "./i18n.js";
import { dayAfter } from "./agenda-days.js";
import { openDialog } from "./desk-frame.js";
import { leaderWords } from "./desk-deeds.js";
import { blockWords } from "./desk-words.js";
import { forecast, inOrder } from "./forecast.js";
import { dayName } from "./planner-list.js";
import { blockMenu, menuId } from "./planner-menu.js";
import { Others } from "./planner-others.js";
import { commandsForTrack, commandsTo, dayLine, placeAt, placeBy } from "./planner-places.js";
import { copyOf } from "./planner-plan.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./live.js").Live} Live */
/** @typedef {Record<string, any>} Command */

/**
 * @typedef {object} Around What the agenda's page does for the hands.
 * @property {(id: string) => void} choose Opens a block's panel.
 * @property {() => string} chosen
 * @property {(command: Command, open: (id: string) => void) => void} create Asks, and opens what it made once it is there.
 * @property {(words: string) => void} say To a screen reader.
 * @property {(id: string) => void} focus Once what was asked is drawn.
 */

/** So many steps may wait for an answer: more is a key that fell asleep. */
const mostSteps = 20;

export class Hands {
  /** @type {Live} */ #live;
  /** @type {Around} */ #around;
  #others = new Others();
  /** @type {import("./planner-drag.js").Landing | null} */ #landing = null;
  /** Minutes being typed, before they are saved: all later times follow at once. @type {{id: string, minutes: number} | null} */
  #typed = null;
  #menu = "";
  #removed = "";
  /** @type {import("./planner-menu.js").Page} */ #page = "";
  /** The blocks that a move was asked of: until they have changed, further steps wait. @type {DeskView["blocks"] | null} */
  #asked = null;
  /** @type {[string, -1 | 1][]} */ #steps = [];

  /**
   * @param {Live} live
   * @param {Around} around
   */
  constructor(live, around) {
    this.#live = live;
    this.#around = around;
  }

  /** @returns {DeskView} */
  get #view() {
    return this.#live.view;
  }

  /**
   * Lay the agenda out as it will be with what is being typed.
   *
   * @param {DeskView} view
   * @returns {import("./forecast.js").Forecast}
   */
  laid(view) {
    const typed = this.#typed;
    const block = typed && view.blocks[typed.id];
    if (!typed || !block || block.minutes === typed.minutes) {
      this.#typed = null;
      return forecast(view, this.#live.clock());
    }
    const blocks = { ...view.blocks, [typed.id]: { ...block, minutes: typed.minutes } };
    return forecast({ ...view, blocks }, this.#live.clock());
  }

  /**
   * Return what the list of blocks needs.
   *
   * @param {DeskView} view
   * @param {import("./planner-fields.js").Change} change
   * @returns {import("./planner-list.js").ListTools}
   */
  list(view, change) {
    this.#goOn(view);
    const now = Date.now();
    const others = this.#others.look(view, now);
    if (others.size) this.#live.redrawAt(this.#live.clock() + this.#others.next - now + 20);
    return {
      chosen: this.#around.chosen(),
      landing: this.#landing,
      comments: openComments(view),
      others: new Map([...others].map(([id, by]) => [id, leaderWords(view, by)])),
      choose: this.#around.choose,
      menu: this.openMenu,
      move: this.move,
      drop: this.drop,
      over: this.over,
      typing: this.typing,
      change,
    };
  }

  /**
   * Draw the menu of a block.
   *
   * @param {DeskView} view
   * @param {import("./forecast.js").Forecast} laid
   */
  menu(view, laid) {
    return blockMenu(view, laid, {
      block: this.#menu,
      page: this.#page,
      turn: this.#turn,
      move: this.move,
      place: this.place,
      copy: this.copy,
      remove: this.remove,
      toTrack: this.toTrack,
      beforeTheDay: (id, before) => void this.#live.act({ do: "EditBlock", block: id, before }),
      newDay: this.#newDay,
      dayFromHere: this.#dayFromHere,
      closed: this.#closed,
    });
  }

  /** @param {string} id */
  openMenu = (id) => {
    this.#menu = id;
    this.#page = "";
    this.#live.redraw();
    // Drawn first, so that the dialog opens with its words in it.
    requestAnimationFrame(() => requestAnimationFrame(() => openDialog(menuId)));
  };

  /** @param {import("./planner-menu.js").Page} page */
  #turn = (page) => {
    this.#page = page;
    this.#live.redraw();
    this.#around.focus(page ? "menu-back" : "menu-places");
  };

  #closed = () => {
    const was = this.#menu;
    this.#menu = "";
    this.#live.redraw();
    if (was !== this.#removed) this.#around.focus(`menu-${was}`);
  };

  /** @param {Command[]} commands */
  #do(commands) {
    for (const command of commands) void this.#live.act(command);
  }

  /**
   * @param {string} id
   * @param {-1 | 1} by
   */
  move = (id, by) => {
    if (this.#asked) {
      // An arrow that is held down is faster than the answers: each step starts from where the one before led.
      if (this.#steps.length < mostSteps) this.#steps.push([id, by]);
      return;
    }
    const place = placeBy(this.#view, id, by);
    if (!place || !commandsTo(this.#view, id, place).length) return;
    this.#asked = this.#view.blocks;
    this.place(id, place);
  };

  /** @param {DeskView} view */
  #goOn(view) {
    const { waiting, rows } = this.#live.outbox;
    if (!this.#asked || waiting.length) return;
    const isRefused = rows.some(({ state }) => state === "refused");
    if (view.blocks === this.#asked && !isRefused) return;
    this.#asked = null;
    const next = isRefused ? undefined : this.#steps.shift();
    if (next) this.move(...next);
    else this.#steps = [];
  }

  /**
   * @param {string} id
   * @param {{after: string, track: string, day?: number}} place
   */
  place = (id, place) => {
    const commands = commandsTo(this.#view, id, place);
    this.#do(commands);
    if (commands.length) this.#tell(id, place);
  };

  /**
   * Say where a block stands now.
   *
   * @param {string} id
   * @param {{after: string, track: string, day?: number}} place
   */
  #tell(id, { after, track, day = 0 }) {
    const view = this.#view;
    const what = blockWords(view.blocks[id]);
    const laid = forecast(view, this.#live.clock());
    const order = laid.days[day].order.filter((other) => other !== id);
    const facts = { what, place: order.indexOf(after) + 2, of: order.length + 1, track, day: dayName(view, laid.days[day], day) };
    if (track) this.#around.say(_("{what}: now number {place} of {of}, {track}.", facts));
    else if (laid.days.length > 1) this.#around.say(_("{what}: now number {place} of {of}, {day}.", facts));
    else this.#around.say(_("{what}: now number {place} of {of}.", facts));
  }

  /** @param {import("./planner-drag.js").Landing | null} landing */
  over = (landing) => {
    // Where it may not land nothing is marked.
    this.#landing = landing && placeAt(this.#view, landing) ? landing : landing && { ...landing, target: "" };
    this.#live.redraw();
  };

  /** @param {import("./planner-drag.js").Landing} landing */
  drop = (landing) => {
    const place = placeAt(this.#view, landing);
    if (place) this.place(landing.moving, place);
  };

  /**
   * @param {string} id
   * @param {number | null} minutes
   */
  typing = (id, minutes) => {
    this.#typed = minutes === null ? null : { id, minutes };
    this.#live.redraw();
  };

  /** Nothing is being typed any more: what was not saved is no longer shown. */
  left = () => {
    const typed = this.#typed;
    if (!typed) return;
    const field = /** @type {HTMLInputElement | null} */ (document.getElementById(`minutes-${typed.id}`));
    if (!field || field.value === field.defaultValue) this.typing(typed.id, null);
  };

  /** @param {string} id */
  copy = (id) => {
    this.#around.create({ do: "AddBlock", block: copyOf(this.#view.blocks[id]), after: id }, this.#around.choose);
  };

  /** @param {string} id */
  remove = (id) => {
    const line = inOrder(this.#view.blocks).map(([other]) => other);
    const beside = line[line.indexOf(id) + 1] ?? line[line.indexOf(id) - 1] ?? "";
    this.#removed = id;
    void this.#live.act({ do: "RemoveBlock", block: id });
    if (this.#around.chosen() === id) this.#around.choose("");
    this.#around.say(_("{what}: removed.", { what: blockWords(this.#view.blocks[id]) }));
    this.#around.focus(beside ? `block-${beside}` : "add");
  };

  /**
   * @param {string} id
   * @param {string} track
   */
  toTrack = (id, track) => this.#do(commandsForTrack(this.#view, id, track));

  /** Put a line for one more day at the end. @param {(line: string) => void} [then] */
  addDay = (then = this.#around.choose) => {
    const line = inOrder(this.#view.blocks);
    const last = line[line.length - 1]?.[0] ?? "";
    this.#around.create({ do: "AddBlock", block: dayLine(this.#view, this.#nextDate()), after: last }, then);
  };

  /** @param {string} id */
  #newDay = (id) => this.addDay((line) => this.place(id, { after: line, track: "", day: forecast(this.#view, 0).days.length - 1 }));

  /** @param {string} id */
  #dayFromHere = (id) => {
    const line = inOrder(this.#view.blocks).map(([other]) => other);
    const after = line[line.indexOf(id) - 1] ?? "";
    const { date } = this.#dayOf(id);
    this.#around.create({ do: "AddBlock", block: dayLine(this.#view, dayAfter(date)), after }, this.#around.choose);
  };

  /** @param {string} id */
  #dayOf(id) {
    const { days } = forecast({ ...this.#view, phase: "planning" }, 0);
    return days.find(({ order }) => order.includes(id)) ?? days[0];
  }

  #nextDate() {
    const { days } = forecast({ ...this.#view, phase: "planning" }, 0);
    return dayAfter(days[days.length - 1].date);
  }
}

/** @param {DeskView} view */
function openComments({ comments }) {
  const counts = new Map();
  for (const { block, settled } of Object.values(comments)) {
    if (block && !settled) counts.set(block, (counts.get(block) ?? 0) + 1);
  }
  return counts;
}
