/**
 * What the three live screens have in common: the view kept in step with the server, commands on their way, the
 * clock, and drawing at most once a frame.
 *
 * Never guesses over a gap: a patch that does not fit the version held is not applied, and the server is asked again
 * from the version that is. Knows nothing of any kind; `kind` loads a kind's file by its name.
 */
import { loadFromPage } from "./i18n.js";
import { Outbox } from "./outbox.js";
import { PatchError, apply } from "./patch.js";
import { Line } from "./socket.js";

/**
 * @typedef {object} First What the page carries in `<script type="application/json" id="first">`.
 * @property {"phone" | "board" | "desk" | "remote"} audience
 * @property {string} workshop
 * @property {string} [seat] Tells this browser's seats apart; not the secret of the cookie.
 * @property {string} e Epoch.
 * @property {number} to Version of the view: seq of the last folded entry.
 * @property {any} view
 * @property {any} [mine]
 * @property {any} [group]
 * @property {string} lang The reader's language.
 * @property {string[]} [languages] The workshop's, its first one first.
 * @property {string} build
 * @property {boolean} [owns] Whether the reader owns the workshop: what a co-facilitator may not do is not offered.
 * @property {string} socket_url
 * @property {string} poll_url
 * @property {string} post_url
 */

/** @typedef {import("./socket.js").State} State */
/** @typedef {import("./socket.js").Message} Message */
/** @typedef {import("./socket.js").LineOptions} LineOptions */

/**
 * @typedef {object} Surroundings What a test replaces.
 * @property {(options: LineOptions) => Pick<Line, "open" | "send" | "resume" | "replace" | "clock" | "farewell">} line
 * @property {(act: () => void) => void} nextFrame
 * @property {(ms: number, act: () => void) => () => void} after Returns what cancels it.
 * @property {(build: string) => void} reload Load the page anew for *build*, once.
 * @property {() => boolean} isTyping
 */

const askAgainMs = 3_000;
const typingLookMs = 1_000;

/** One live screen: what it knows and what it can do. `draw` gets it. */
export class Live {
  /** The view of this audience, as the server last told it. Frozen by custom: never modify it. @type {any} */ view;
  /** What only this person may know; `{}` where there is nothing. @type {any} */ mine;
  /** Who looks, where several share this phone; "" where nobody has said so. */ person = "";
  /** Who shares this phone, the first one first, as far as the server has said. @type {string[]} */ people = [];
  /** What only this group may know; `{}` where there is none. @type {any} */ group;
  /** @type {State} */ state = "connecting";
  /** The close code or HTTP status behind `state`, or 0. */ code = 0;
  /** @type {First} */ first;
  /** @type {Outbox} */ outbox;

  /** @type {string | null} */ #e;
  /** @type {number | null} */ #v;
  /** @type {(live: Live) => void} */ #draw;
  /** @type {Surroundings} */ #around;
  /** @type {ReturnType<Surroundings["line"]>} */ #line;
  /** What was last told of somebody of this phone; not drawn unless it is who looks. @type {any} */ #told;
  #isDue = false;
  #isAsking = false;
  #stopAsking = () => {};
  #redrawTime = Infinity;
  #stopRedraw = () => {};
  /** @type {string | null} */ #newBuild = null;
  #stopReload = () => {};
  /** @type {Map<string, any>} */ #kinds = new Map();

  /**
   * @param {First} first
   * @param {Outbox} outbox
   * @param {(live: Live) => void} draw
   * @param {Surroundings} around
   */
  constructor(first, outbox, draw, around) {
    this.first = first;
    this.outbox = outbox;
    this.view = first.view;
    this.mine = this.#told = first.mine ?? {};
    this.group = first.group ?? {};
    this.#e = first.e;
    this.#v = first.to;
    this.#draw = draw;
    this.#around = around;
    this.#line = around.line({
      socketUrl: first.socket_url,
      pollUrl: first.poll_url,
      postUrl: first.post_url,
      build: first.build,
      position: () => (this.person ? { e: this.#e, v: this.#v, as: this.person } : { e: this.#e, v: this.#v }),
      onframe: (message) => this.#take(message),
      onstate: (state, code) => this.#turn(state, code),
    });
  }

  /** Draw what the page brought, and connect. */
  begin() {
    this.redraw();
    this.#line.open();
  }

  /**
   * Ask for something. Resolves to the id of the command, and of what it creates, once it is written in the outbox.
   * Bound, so that a view may take it along.
   *
   * @param {Record<string, any>} command With its name in `do`.
   * @param {string} [as] The person it is by; who looks, where several share this phone.
   * @returns {Promise<string>}
   */
  act = (command, as = this.person || undefined) => this.outbox.put(command, as);

  /**
   * Show this person's own view from now on, and let what is asked be by them. Nothing of another's is held meanwhile.
   *
   * @param {string} person One of this phone.
   */
  look(person) {
    if (person === this.person) return;
    this.person = person;
    this.mine = this.#told.person === person ? this.#told : {};
    this.group = {};
    this.#line.resume();
    this.redraw();
  }

  /**
   * Whether a command was asked for by who looks.
   *
   * @param {{as?: string}} row
   */
  isOwn(row) {
    // What was asked before anybody shared names nobody: it is the first one's.
    return !this.person || (row.as ?? this.people[0]) === this.person;
  }

  /** Return the server's time now, UTC milliseconds. */
  clock() {
    return this.#line.clock();
  }

  /** Draw at the next frame; any number of calls before it make one drawing. */
  redraw() {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#around.nextFrame(() => {
      this.#isDue = false;
      this.#draw(this);
    });
  }

  /**
   * Draw when the server's clock shows *time*: a countdown asks for its next second while it is drawn.
   *
   * @param {number} time UTC milliseconds, of the server.
   */
  redrawAt(time) {
    if (time >= this.#redrawTime) return;
    this.#redrawTime = time;
    this.#stopRedraw();
    this.#stopRedraw = this.#around.after(Math.max(0, time - this.clock()), () => {
      this.#redrawTime = Infinity;
      this.redraw();
    });
  }

  /**
   * Return the file of a kind of activity; undefined until it is loaded, and then the screen is drawn again.
   *
   * @param {string} name
   * @returns {any}
   */
  kind(name) {
    if (!this.#kinds.has(name) && /^[a-z]+$/.test(name)) {
      this.#kinds.set(name, undefined);
      import(`../activities/${name}.js`).then(
        (file) => {
          this.#kinds.set(name, file);
          this.redraw();
        },
        // Asked for again at a later drawing: the network may have been away.
        () => this.#around.after(askAgainMs, () => this.#kinds.delete(name) && this.redraw()),
      );
    }
    return this.#kinds.get(name);
  }

  /** After "moved": use this seat here, and not in the other tab. */
  takeBack() {
    this.#line.open();
  }

  /** The page is going away: hand over what has had no answer. */
  leave() {
    this.#line.farewell(this.outbox.messages());
  }

  /** @param {Message} message */
  #take(message) {
    if (message.hello?.build && message.hello.build !== this.first.build) this.#newBuild = message.hello.build;
    if ("full" in message) this.#takeFull(message);
    else if ("patch" in message) this.#takePatch(message);
    if (message.hello?.people) this.people = message.hello.people;
    if (message.mine) this.#takeMine(whole(this.#told, message.mine));
    if (message.group) this.group = whole(this.group, message.group);
    if (message.done) {
      this.outbox.settle(message.done);
      this.#noteJoined(Object.keys(message.done));
    }
    // Somebody new is known to the server only now.
    if (message.done && this.person && this.mine.person !== this.person) this.#line.resume();
    if ("full" in message || "patch" in message || message.mine || message.group || message.hello) this.redraw();
    this.#reloadWhenIdle();
  }

  /** @param {any} told Of somebody of this phone; what is another's is not held. */
  #takeMine(told) {
    this.#told = told;
    if (!this.person || told.person === this.person) this.mine = told;
  }

  /** @param {string[]} ids Of what was answered. */
  #noteJoined(ids) {
    const joined = ids.map((id) => this.outbox.get(id)).filter((row) => row?.command.do === "Join" && row.state === "saved");
    this.people = [...new Set([...this.people, ...joined.map((row) => /** @type {{id: string}} */ (row).id)])];
  }

  /** @param {Message} frame */
  #takeFull(frame) {
    // Within an epoch a version never goes back: this one comes from a server that is behind.
    if (frame.e === this.#e && this.#v !== null && frame.to < this.#v) return;
    this.#arriveAt(frame, frame.full);
  }

  /** @param {Message} frame */
  #takePatch(frame) {
    // From and to the version held: it tells who is there, which no version counts.
    if (frame.e === this.#e && this.#v !== null && frame.to <= this.#v && frame.from !== this.#v) return;
    if (frame.e !== this.#e || frame.from !== this.#v) return this.#askAgain();
    try {
      this.#arriveAt(frame, apply(this.view, frame.patch));
    } catch (error) {
      if (!(error instanceof PatchError)) throw error;
      this.#e = this.#v = null;
      this.#askAgain();
    }
  }

  /**
   * @param {Message} frame
   * @param {any} view
   */
  #arriveAt(frame, view) {
    this.view = view;
    this.#e = frame.e;
    this.#v = frame.to;
    this.#isAsking = false;
    this.#stopAsking();
  }

  #askAgain() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#line.resume();
    this.#stopAsking = this.#around.after(askAgainMs, () => {
      this.#isAsking = false;
      this.#line.replace();
    });
  }

  /**
   * @param {State} state
   * @param {number} code
   */
  #turn(state, code) {
    this.state = state;
    this.code = code;
    this.outbox.carry(state === "live" || state === "newer" ? (message) => this.#line.send(message) : null);
    this.redraw();
  }

  #reloadWhenIdle() {
    if (!this.#newBuild || !this.outbox.isEmpty) return;
    this.#stopReload();
    if (this.#around.isTyping()) this.#stopReload = this.#around.after(typingLookMs, () => this.#reloadWhenIdle());
    else this.#around.reload(this.#newBuild);
  }
}

/**
 * @param {any} before
 * @param {Message} change `{full}` or `{patch}`.
 */
function whole(before, change) {
  return "full" in change ? change.full : apply(before, change.patch);
}

/** The screen of this page, for whoever looks at it from outside, as tests do. @type {Live | undefined} */
export let started;

/**
 * Start the screen of this page: read its first view and its words, draw, connect.
 *
 * @param {(live: Live) => void} draw Called with the screen, at most once a frame, whenever something changed.
 * @returns {Live}
 */
export function start(draw) {
  const first = /** @type {First} */ (JSON.parse(document.getElementById("first")?.textContent ?? "{}"));
  loadFromPage([first.lang, ...(first.languages ?? [])]);
  const seat = `${first.audience}/${first.seat ?? ""}`;
  const outbox = new Outbox({ workshop: first.workshop, seat, onchange: () => live.redraw() });
  const live = new Live(first, outbox, draw, browserSurroundings());
  started = live;
  live.begin();
  addEventListener("pagehide", () => live.leave());
  if (first.audience === "board" || first.audience === "desk") keepAwake();
  return live;
}

/** @returns {Surroundings} */
function browserSurroundings() {
  return {
    line: (options) => new Line(options),
    nextFrame: (act) => void requestAnimationFrame(act),
    after: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    reload: reloadOnce,
    isTyping: () => {
      const field = document.activeElement;
      return (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) && field.value !== "";
    },
  };
}

/** @param {string} build */
function reloadOnce(build) {
  try {
    // A cache in between may go on giving the old page: then the old files must do, rather than a loop.
    if (sessionStorage.getItem("facilitator.reloaded-for") === build) return;
    sessionStorage.setItem("facilitator.reloaded-for", build);
  } catch {
    return;
  }
  location.reload();
}

/** Keep the screen on while the page is seen, where the browser can (secure contexts only). */
function keepAwake() {
  const ask = () => {
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
  };
  // The browser drops the lock each time the page is hidden.
  document.addEventListener("visibilitychange", ask);
  ask();
}
