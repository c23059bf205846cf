/**
 * The connection of one screen: a WebSocket, or POST and long poll where something in between blocks it.
 *
 * Two carriers, one protocol (facilitator/live/SPEC.md). Keeps nothing of what it carries: the position it resumes
 * from is asked from the screen, and what was not answered is sent again by the outbox. Never gives up on its own.
 * Time, chance and the network are arguments (`World`), so that every path can be played in a test.
 */
import { browserWorld } from "./network.js";
import { samplesKept, ServerTime } from "./server-time.js";

/** @typedef {"live" | "connecting" | "offline" | "moved" | "closed" | "over" | "newer"} State
 *  live: in step · connecting: lost a moment ago, say nothing yet · offline: say so · newer: live, but the server has
 *  another build · ended by the server, no more tries: moved (this seat is in use in another tab), closed (the
 *  workshop is), over (the session is, or this is not allowed). */

/** @typedef {Record<string, any>} Message One JSON object of the protocol, either way. */

/** @typedef {import("./network.js").Socket} Socket */
/** @typedef {import("./network.js").World} World */
/** @typedef {import("./network.js").Answer} Answer */

/**
 * @typedef {object} LineOptions
 * @property {string} socketUrl
 * @property {string} pollUrl
 * @property {string} postUrl
 * @property {string} build The build of the files this page runs.
 * @property {() => {e: string | null, v: number | null, as?: string}} position Where to resume: epoch and version of the view held, and who looks.
 * @property {(message: Message) => void} onframe Every message of the server, whole and in order.
 * @property {(state: State, code: number) => void} onstate Code: the close code or HTTP status behind it, or 0.
 * @property {World} [world]
 */

const openWithinMs = 5_000;
const hearWithinMs = 5_000;
const probeWithinMs = 3_000;
const refreshMs = 60_000;
const refreshWithinMs = 10_000;
const tickMs = 5_000;
const jumpMs = 10_000;
const quietMs = 3_000;
const shortLifeMs = 30_000;
const settledMs = 10_000;
const rememberMs = 10 * 60_000;
const pollWithinMs = 30_000;
const pollApartMs = 100;
const postWithinMs = 10_000;
const retryFirstMs = 200;
const retryMostMs = 5_000;
const mostItems = 50;
const farewellBytes = 60_000;
const pollUntilKey = "facilitator.poll-until";

/** Close codes and HTTP statuses after which trying again would be wrong. @type {Record<number, State>} */
const endings = { 4401: "over", 4403: "over", 4409: "moved", 4410: "closed", 401: "over", 409: "moved", 410: "closed" };

/** Answers that ask for some air: the next try comes no sooner than this. @type {Record<number, number>} */
const breathersMs = { 1013: 1_000, 4413: 1_000, 4429: 2_000, 429: 2_000, 503: 1_000 };

/**
 * Return the pause before trying again, in milliseconds.
 *
 * @param {number} attempt Failed tries so far, from 0.
 * @param {number} chance In [0, 1): full jitter, so that a whole hall does not return in one instant.
 */
export function waitBeforeRetry(attempt, chance) {
  return chance * Math.min(retryMostMs, retryFirstMs * 2 ** Math.min(attempt, 16));
}

/** One connection, kept up until it is closed or the server ends it. */
export class Line {
  /** @type {State} */ state = "connecting";

  /** @type {LineOptions} */ #to;
  /** @type {World} */ #world;
  /** @type {{socket: Socket, openedAt: number, heard: boolean} | null} */ #life = null;
  /** @type {{abort: AbortController, id: string} | null} */ #poll = null;
  /** @type {Message[]} */ #unposted = [];
  #posting = false;
  #running = false;

  #attempt = 0;
  #refusals = 0;
  #shortLives = 0;
  #secondThought = false;
  /** @type {number | null} */ #byeMs = null;

  #stopRetry = nothingToStop;
  #stopDeadline = nothingToStop;
  #stopProbe = nothingToStop;
  #stopQuiet = nothingToStop;
  #stopRefresh = nothingToStop;
  #stopTick = nothingToStop;
  #stopWake = nothingToStop;

  /** @type {ServerTime} */ #time;
  #pingsLeft = 0;

  /** @param {LineOptions} options */
  constructor(options) {
    this.#to = options;
    this.#world = options.world ?? browserWorld();
    this.#time = new ServerTime(this.#world.now, refreshWithinMs);
  }

  /** Start. Also takes the seat back after "moved". */
  open() {
    if (this.#running) return;
    this.#running = true;
    this.#attempt = 0;
    this.#say("connecting", 0);
    this.#stopWake = this.#world.onwake((why) => this.#wake(why));
    this.#watchForSleep();
    if (this.#pollUntil() > this.#world.now()) this.#startPolling();
    else this.#openSocket();
  }

  /** Stop for good, without a word to anyone. */
  close() {
    this.#running = false;
    for (const stop of [this.#stopRetry, this.#stopQuiet, this.#stopTick, this.#stopWake]) stop();
    this.#stopQuiet = nothingToStop;
    this.#stopPolling();
    this.#dropSocket();
  }

  /**
   * Hand *message* to the carrier; false if there is none just now. True is no promise that it arrives.
   *
   * @param {Message} message
   */
  send(message) {
    if (this.#poll) {
      this.#unposted.push(message);
      void this.#flush();
      return true;
    }
    if (!this.#life?.heard || this.#life.socket.readyState !== 1) return false;
    this.#life.socket.send(JSON.stringify(message));
    return true;
  }

  /** Ask again from the position held: something between two frames is missing. */
  resume() {
    // A poll carries the position in every request, so the next one asks.
    if (!this.#poll && this.#life?.heard) this.#hello(this.#life.socket);
  }

  /** Throw the present connection away and make a new one: what came over it was damaged. */
  replace() {
    if (this.#poll || !this.#life) return;
    this.#dropSocket();
    // With a pause that grows, or damage that comes every time would make a storm.
    this.#retry(0);
  }

  /** Return the server's time, UTC milliseconds, as well as it is known. */
  clock() {
    return this.#time.now();
  }

  /**
   * Send what may be the last words of a page that is going away. No answer is waited for.
   *
   * @param {Message[]} messages
   */
  farewell(messages) {
    const items = messages.slice(0, mostItems);
    // A browser refuses a body above 64 KiB to a page that is leaving.
    while (items.length && JSON.stringify(items).length > farewellBytes) items.pop();
    if (items.length) void this.#world.post(this.#to.postUrl, { items }, { timeoutMs: postWithinMs, keepalive: true });
  }

  // -- the socket --------------------------------------------------------------------------------------------------

  #openSocket() {
    this.#stopRetry();
    this.#stopPolling();
    this.#dropSocket();
    this.#unposted = [];
    /** @type {Socket} */ let socket;
    try {
      socket = this.#world.connect(this.#to.socketUrl);
    } catch {
      this.#refused();
      return;
    }
    const life = { socket, openedAt: 0, heard: false };
    this.#life = life;
    this.#stopDeadline = this.#world.after(openWithinMs, () => this.#silent(life));
    socket.onopen = () => {
      life.openedAt = this.#world.now();
      this.#stopDeadline();
      this.#stopDeadline = this.#world.after(hearWithinMs, () => this.#silent(life));
      this.#hello(socket);
    };
    socket.onmessage = (event) => this.#hearText(event.data);
    socket.onclose = (event) => this.#lost(life, event.code ?? 1006);
  }

  /** @param {Socket} socket */
  #hello(socket) {
    if (socket.readyState === 1) socket.send(JSON.stringify({ hello: { ...this.#to.position(), build: this.#to.build } }));
  }

  #dropSocket() {
    const life = this.#life;
    this.#life = null;
    for (const stop of [this.#stopDeadline, this.#stopProbe, this.#stopRefresh]) stop();
    this.#time.forgetPings();
    if (!life) return;
    life.socket.onopen = life.socket.onmessage = life.socket.onclose = null;
    life.socket.close();
  }

  /**
   * @param {{openedAt: number, heard: boolean}} life
   * @param {number} code
   */
  #lost(life, code) {
    const livedMs = this.#world.now() - life.openedAt;
    this.#dropSocket();
    const ending = endings[code];
    if (ending) return this.#end(ending, code);
    if (!life.openedAt) return this.#refused();
    this.#refusals = 0;
    if (livedMs >= settledMs) this.#attempt = 0;
    // A server that says why it closes is no sign of something cutting in between.
    const isCut = code < 1012 && livedMs < shortLifeMs;
    this.#shortLives = isCut ? this.#shortLives + 1 : 0;
    if (this.#shortLives >= 3) return void this.#doubt(true, code);
    this.#retry(code);
  }

  #refused() {
    this.#refusals += 1;
    if (this.#refusals >= 2) void this.#doubt(this.#secondThought, 0);
    else this.#retry(0);
  }

  /** @param {object} life Opened, or was opening, and nothing came. */
  #silent(life) {
    if (life !== this.#life) return;
    this.#dropSocket();
    void this.#doubt(true, 0);
  }

  #reconnectNow() {
    this.#say("connecting", 0);
    this.#attempt = 0;
    this.#openSocket();
  }

  /**
   * Sockets fail: is it the server, which would be gone for POST too, or something that blocks sockets?
   *
   * @param {boolean} isSure Whether one answer to a POST is enough; else the socket has one more try, since a server
   *   that has just come back must not send a whole hall to polling.
   * @param {number} code
   */
  async #doubt(isSure, code) {
    this.#say("connecting", code);
    const answer = await this.#world.post(this.#to.postUrl, { items: [] }, { timeoutMs: postWithinMs });
    if (!this.#running || this.#life || this.#poll) return;
    const ending = endingOf(answer);
    if (ending) return this.#end(...ending);
    if (!isOk(answer)) {
      this.#secondThought = false;
      return this.#retry(answer.status);
    }
    if (isSure) {
      this.#remember(this.#world.now() + rememberMs);
      return this.#startPolling();
    }
    this.#secondThought = true;
    return this.#openSocket();
  }

  /** @param {number} code */
  #retry(code) {
    this.#say("connecting", code);
    const pauseMs = this.#byeMs ?? this.#pauseAfter(code);
    this.#byeMs = null;
    this.#stopRetry();
    this.#stopRetry = this.#world.after(pauseMs, () => this.#openSocket());
  }

  /** @param {number} code Of the failure. */
  #pauseAfter(code) {
    this.#attempt += 1;
    return (breathersMs[code] ?? 0) + waitBeforeRetry(this.#attempt - 1, this.#world.random());
  }

  // -- POST and long poll ------------------------------------------------------------------------------------------

  #startPolling() {
    this.#stopRetry();
    this.#dropSocket();
    this.#stopPolling();
    const poll = { abort: new AbortController(), id: newPollId(this.#world.random) };
    this.#poll = poll;
    void this.#flush();
    void this.#keepPolling(poll);
  }

  #stopPolling() {
    this.#poll?.abort.abort();
    this.#poll = null;
  }

  /** @param {{abort: AbortController, id: string}} poll */
  async #keepPolling(poll) {
    while (poll === this.#poll) {
      const until = this.#pollUntil();
      if (until <= this.#world.now()) return this.#trySocketAgain();
      const askedAt = this.#world.now();
      const hello = { ...this.#to.position(), build: this.#to.build };
      const answer = await this.#world.post(
        this.#to.pollUrl,
        { hello, poll: poll.id },
        { timeoutMs: pollWithinMs, signal: poll.abort.signal },
      );
      if (poll !== this.#poll) return;
      const ending = endingOf(answer);
      if (ending) return this.#end(...ending);
      if (isOk(answer)) {
        this.#attempt = 0;
        this.#arrived();
        for (const item of answer.body?.items ?? []) {
          this.#hear(item);
          if (poll !== this.#poll) return;
        }
        // Many small changes come together rather than by one request each.
        await this.#pause(this.#byeMs ?? askedAt + pollApartMs - this.#world.now(), poll.abort.signal);
      } else {
        this.#say("connecting", answer.status);
        await this.#pause(this.#pauseAfter(answer.status), poll.abort.signal);
      }
      this.#byeMs = null;
    }
  }

  /**
   * @param {number} ms
   * @param {AbortSignal} signal Ends the pause early.
   */
  #pause(ms, signal) {
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.#world.after(ms, () => resolve(null));
      signal.addEventListener("abort", () => (stop(), resolve(null)), { once: true });
    });
  }

  async #flush() {
    const poll = this.#poll;
    if (this.#posting || !poll) return;
    this.#posting = true;
    do {
      const items = this.#unposted.splice(0, mostItems);
      const answer = await this.#world.post(this.#to.postUrl, { items }, { timeoutMs: postWithinMs });
      if (poll !== this.#poll) break;
      const ending = endingOf(answer);
      if (ending) {
        this.#end(...ending);
        break;
      }
      // What was lost here is still in the outbox, which sends it again.
      if (!isOk(answer)) break;
      this.#arrived();
      if (answer.body) this.#hear(answer.body);
    } while (this.#unposted.length && poll === this.#poll);
    this.#posting = false;
    // Another poll began meanwhile, and its messages waited.
    if (this.#poll && this.#poll !== poll) void this.#flush();
  }

  #trySocketAgain() {
    this.#say("connecting", 0);
    this.#remember(0);
    this.#refusals = 0;
    this.#shortLives = 0;
    this.#secondThought = false;
    this.#attempt = 0;
    this.#openSocket();
  }

  /** Kept for this tab: on another network, ten minutes later, the socket is tried again. */
  #pollUntil() {
    try {
      return Number(this.#world.memory.getItem(pollUntilKey) ?? this.#pollUntilHere);
    } catch {
      return this.#pollUntilHere;
    }
  }

  #pollUntilHere = 0;

  /** @param {number} until UTC milliseconds; 0 forgets. */
  #remember(until) {
    this.#pollUntilHere = until;
    try {
      if (until) this.#world.memory.setItem(pollUntilKey, String(until));
      else this.#world.memory.removeItem(pollUntilKey);
    } catch {
      // A browser that keeps nothing: remembered for as long as the page lives.
    }
  }

  // -- what arrives ------------------------------------------------------------------------------------------------

  /** @param {unknown} text */
  #hearText(text) {
    /** @type {unknown} */ let message;
    try {
      message = JSON.parse(String(text));
    } catch {
      return this.replace();
    }
    if (typeof message !== "object" || message === null) return this.replace();
    this.#arrived();
    return this.#hear(/** @type {Message} */ (message));
  }

  /** Something came: the connection is alive. */
  #arrived() {
    this.#stopProbe();
    if (this.#life && !this.#life.heard) {
      this.#life.heard = true;
      this.#stopDeadline();
      this.#secondThought = false;
      this.#refresh(samplesKept);
    }
    if (this.state !== "newer") this.#say("live", 0);
  }

  /** @param {Message} message */
  #hear(message) {
    if (message.hello) {
      this.#time.greeted(message.hello.now);
      if (message.hello.build) this.#say(message.hello.build === this.#to.build ? "live" : "newer", 0);
    }
    if ("pong" in message) {
      this.#time.answered(message.pong, message.now);
      if (this.#pingsLeft > 0) this.#ping();
    }
    if (message.bye) this.#byeMs = Math.max(0, Number(message.bye.retry_ms) || 0);
    this.#to.onframe(message);
  }

  // -- is it alive, and what time is it there -----------------------------------------------------------------------

  /** @param {number} pings How many, one after the answer to the other. */
  #refresh(pings) {
    this.#pingsLeft = pings;
    this.#ping();
    this.#stopRefresh();
    this.#stopRefresh = this.#world.after(refreshMs, () => {
      this.#refresh(1);
      this.#expectWithin(refreshWithinMs);
    });
  }

  #ping() {
    this.#pingsLeft -= 1;
    const ping = this.#time.pinged();
    const socket = this.#life?.socket;
    if (socket?.readyState === 1) socket.send(JSON.stringify({ ping }));
  }

  /** @param {number} ms */
  #expectWithin(ms) {
    this.#stopProbe();
    this.#stopProbe = this.#world.after(ms, () => this.#reconnectNow());
  }

  // -- sleep and waking --------------------------------------------------------------------------------------------

  #watchForSleep() {
    const last = this.#world.now();
    this.#stopTick = this.#world.after(tickMs, () => {
      if (Math.abs(this.#world.now() - last - tickMs) > jumpMs) this.#wake("back");
      this.#watchForSleep();
    });
  }

  /** @param {"back" | "online"} why */
  #wake(why) {
    if (!this.#running) return;
    if (this.#poll) {
      // Another network may let sockets through.
      if (why === "online") this.#trySocketAgain();
      else this.#startPolling();
    } else if (!this.#life) {
      this.#reconnectNow();
    } else if (this.#life.heard) {
      // An open socket may be long dead after sleep, and says nothing of it.
      this.#refresh(1);
      this.#expectWithin(probeWithinMs);
    }
  }

  // -- the state, as told ------------------------------------------------------------------------------------------

  /**
   * @param {State} state
   * @param {number} code
   */
  #end(state, code) {
    this.close();
    this.#say(state, code);
  }

  /**
   * @param {State} state
   * @param {number} code
   */
  #say(state, code) {
    if (state === "connecting") {
      if (this.state === "offline") return;
      if (!this.#world.isOnline()) state = "offline";
      else if (this.state !== "connecting" || this.#stopQuiet === nothingToStop) {
        this.#stopQuiet();
        this.#stopQuiet = this.#world.after(quietMs, () => this.#say("offline", code));
      }
    } else {
      this.#stopQuiet();
      this.#stopQuiet = nothingToStop;
    }
    if (state === this.state) return;
    this.state = state;
    this.#to.onstate(state, code);
  }
}

function nothingToStop() {}

/** @param {Answer} answer */
function isOk(answer) {
  return answer.status >= 200 && answer.status < 300;
}

/**
 * Return the state and code an HTTP answer ends the line with. A 403 counts only with our own body: firewalls give
 * one too.
 *
 * @param {Answer} answer
 * @returns {[State, number] | null}
 */
function endingOf({ status, body }) {
  const code = Number(body?.close) || status;
  return !isOk({ status, body }) && endings[code] ? [/** @type {State} */ (endings[code]), code] : null;
}

/** @param {() => number} random */
function newPollId(random) {
  // Tells two polls of one seat apart; guessing it gives nothing without the seat's cookie.
  return Math.floor(random() * 2 ** 48).toString(36);
}
