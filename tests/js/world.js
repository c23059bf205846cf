/** A world played by hand: its time stands still until a test moves it, and its server says what the test says. */

/** @typedef {import("../../static/app/network.js").Socket} Socket */
/** @typedef {import("../../static/app/network.js").Answer} Answer */

export const startMs = 1_800_000_000_000;

/** Timers that fire when the test moves the time, in the order of their time. */
export class Clock {
  now = startMs;
  /** @type {{at: number, act: () => void}[]} */ #timers = [];

  /** @param {number} ms @param {() => void} act */
  after = (ms, act) => {
    const timer = { at: this.now + ms, act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** @param {number} ms Let the time pass, with all that happens in it. */
  async pass(ms) {
    const end = this.now + ms;
    await promisesKept();
    for (;;) {
      const next = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.now = Math.max(this.now, next.at);
      next.act();
      await promisesKept();
    }
    this.now = end;
  }

  /** @param {number} ms The device sleeps: the time goes on and no timer fires until it wakes. */
  async sleep(ms) {
    this.now += ms;
    await this.pass(0);
  }
}

/** Resolves when every promise that can go on has gone on. */
export async function promisesKept() {
  for (let i = 0; i < 5; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** @implements {Socket} */
export class FakeSocket {
  readyState = 0;
  /** @type {any[]} */ sent = [];
  /** @type {((event: any) => void) | null} */ onopen = null;
  /** @type {((event: any) => void) | null} */ onmessage = null;
  /** @type {((event: any) => void) | null} */ onclose = null;

  /** @param {string} text */
  send(text) {
    this.sent.push(JSON.parse(text));
  }

  /** The page closes it. */
  close() {
    this.readyState = 3;
  }

  /** The server lets it in. */
  accept() {
    this.readyState = 1;
    this.onopen?.({});
  }

  /** @param {object} message The server says it. */
  say(message) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** @param {number} code The server, or something in between, closes it. */
  cut(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

/** What lies outside a `Line`. */
export class FakeWorld {
  clock = new Clock();
  /** @type {FakeSocket[]} */ sockets = [];
  /** @type {{url: string, body: any, keepalive: boolean, answer: (answer: Answer) => void}[]} */ posts = [];
  /** @type {(url: string, body: any) => Answer | null} Null: no answer yet, the test gives it. */
  answers = () => ({ status: 0, body: null });
  /** @type {(why: "back" | "online") => void} */ wake = () => {};
  chance = 0.5;
  online = true;
  /** @type {Map<string, string>} */ memories = new Map();

  /** @returns {import("../../static/app/network.js").World} */
  get world() {
    return {
      connect: () => {
        this.sockets.push(new FakeSocket());
        return this.socket;
      },
      post: (url, body, { signal, keepalive = false }) =>
        new Promise((resolve) => {
          const answer = this.answers(url, body);
          this.posts.push({ url, body, keepalive, answer: resolve });
          signal?.addEventListener("abort", () => resolve({ status: 0, body: null }));
          if (answer) resolve(answer);
        }),
      now: () => this.clock.now,
      random: () => this.chance,
      after: this.clock.after,
      onwake: (wake) => {
        this.wake = wake;
        return () => {};
      },
      isOnline: () => this.online,
      memory: {
        getItem: (key) => this.memories.get(key) ?? null,
        setItem: (key, value) => void this.memories.set(key, value),
        removeItem: (key) => void this.memories.delete(key),
      },
    };
  }

  /** The newest socket. */
  get socket() {
    return /** @type {FakeSocket} */ (this.sockets[this.sockets.length - 1]);
  }
}
