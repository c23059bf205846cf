/**
 * The outbox of one seat: what was asked here and is not yet known to be kept by the server.
 *
 * A command is written down before the screen shows anything, sent in order while there is a connection, sent again
 * until it is answered, and counted once (the server knows its id). A reload or a flat battery loses nothing; where
 * the browser keeps nothing (private windows), memory serves as long as the page lives.
 * Never sends by itself: `carry` gives it a carrier and takes it away.
 */

/** @typedef {"waiting" | "saved" | "refused"} CommandState */

/**
 * @typedef {object} Row One command on its way.
 * @property {string} id 22 characters of base64url; also the id of the thing the command creates.
 * @property {string} box The seat it belongs to.
 * @property {number} n Order of writing within the box.
 * @property {number} at When it was written, UTC milliseconds of this device.
 * @property {Record<string, any>} command
 * @property {string} [as] The person it is by, where several share a seat.
 * @property {CommandState} state
 * @property {number} [seq] Where it stands in the log, once saved.
 * @property {string} [code] Why it was refused.
 * @property {Record<string, any>} [facts] What the words for the code need.
 */

/**
 * @typedef {object} Shelf Where rows are kept.
 * @property {boolean} keeps Whether they outlive the page.
 * @property {(box: string) => Promise<Row[]>} all
 * @property {(row: Row) => Promise<void>} put
 * @property {(id: string) => Promise<void>} remove
 */

/** @typedef {{getItem: (key: string) => string | null, setItem: (key: string, value: string) => void, removeItem: (key: string) => void}} Notebook */

/**
 * @typedef {object} OutboxOptions
 * @property {string} workshop
 * @property {string} seat Tells apart the seats this browser has had in the workshop; not the secret of the cookie.
 * @property {() => void} [onchange]
 * @property {Shelf | Promise<Shelf>} [shelf]
 * @property {Notebook} [notebook] For drafts.
 * @property {() => number} [now]
 * @property {(ms: number, act: () => void) => () => void} [after]
 */

const inFlightMost = 16;
const resendFirstMs = 5_000;
const resendMostMs = 30_000;
const mostCommandBytes = 60_000;
const savedMost = 100;
const keepDays = 30;
const openWithinMs = 2_000;

/** Return a new id: 128 random bits as 22 characters of base64url. */
export function newId() {
  // Not randomUUID: it exists in secure contexts only, and a phone in a room may be on plain HTTP.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}

/** Commands on their way, and drafts not yet sent. */
export class Outbox {
  /** @type {Map<string, Row>} */ #rows = new Map();
  /** @type {Map<string, {sentAt: number, times: number}>} */ #inFlight = new Map();
  /** @type {((message: object) => boolean) | null} */ #send = null;
  /** @type {Promise<unknown>} */ #writing;
  #isRestored = false;
  /** @type {Map<string, Row>} */
  #unwritten = new Map();
  #n = 0;
  #stopTimer = () => {};

  /** @type {string} */ #box;
  /** @type {Shelf} */ #shelf = memoryShelf();
  /** @type {Notebook} */ #notebook;
  /** @type {() => void} */ #onchange;
  /** @type {() => number} */ #now;
  /** @type {(ms: number, act: () => void) => () => void} */ #after;

  /**
   * Open the outbox of a seat. What an earlier page left in it comes a moment later, and is sent first.
   *
   * @param {OutboxOptions} options
   */
  constructor({ workshop, seat, shelf, notebook, onchange, now, after }) {
    this.#box = `${workshop}/${seat}`;
    this.#notebook = notebook ?? browserNotebook();
    this.#onchange = onchange ?? (() => {});
    this.#now = now ?? (() => Date.now());
    this.#after = after ?? startTimer;
    // Every put waits for this, so what an earlier page left is sent before what this one adds.
    this.#writing = this.#restore(shelf ?? browserShelf());
  }

  /** Whether nothing is on its way, to the shelf or to the server. */
  get isEmpty() {
    return this.#isRestored && this.#unwritten.size === 0 && this.waiting.length === 0;
  }

  /** Whether what waits here outlives the page. */
  get keeps() {
    return this.#shelf.keeps;
  }

  /** All commands this page knows of, oldest first: waiting, refused and not dismissed, and the last saved ones. */
  get rows() {
    return [...this.#rows.values()].sort((a, b) => a.n - b.n);
  }

  /**
   * The same with what is being written down this moment: not shown yet, but already asked. Who presses twice at once
   * counts on from here.
   */
  get asked() {
    return [...this.rows, ...this.#unwritten.values()];
  }

  /** The commands without an answer, oldest first. */
  get waiting() {
    return this.rows.filter((row) => row.state === "waiting");
  }

  /** @param {string} id */
  get(id) {
    return this.#rows.get(id);
  }

  /**
   * Write *command* down and send it as soon as may be. Resolves to its id once it is written.
   *
   * @param {Record<string, any>} command With its name in `do`.
   * @param {string} [as] The person it is by.
   */
  async put(command, as) {
    const id = newId();
    // The time of writing orders the pages of a seat too; one more orders what is written in the same instant.
    this.#n = Math.max(this.#n + 1, this.#now());
    /** @type {Row} */
    const row = { id, box: this.#box, n: this.#n, at: this.#now(), command, state: "waiting" };
    if (as !== undefined) row.as = as;
    // The server closes the line of a message this big, and would each time it is sent again.
    if (bytesOf(messageOf(row)) > mostCommandBytes) Object.assign(row, { state: "refused", code: "too_big" });
    this.#unwritten.set(id, row);
    await this.#write((shelf) => shelf.put(row));
    this.#unwritten.delete(id);
    this.#rows.set(id, row);
    this.#onchange();
    this.#pump();
    return id;
  }

  /**
   * Send through *send* from now on, everything unanswered first; null: there is no connection.
   *
   * @param {((message: object) => boolean) | null} send Returns whether there was a carrier.
   */
  carry(send) {
    this.#send = send;
    this.#inFlight.clear();
    this.#pump();
  }

  /**
   * Take in the server's answers.
   *
   * @param {Record<string, {seq: number} | {no: string, facts?: Record<string, any>}>} done By command id.
   */
  settle(done) {
    let changed = false;
    for (const [id, result] of Object.entries(done)) {
      this.#inFlight.delete(id);
      const row = this.#rows.get(id);
      // An answer may come twice, since a question may.
      if (!row || row.state !== "waiting") continue;
      changed = true;
      if ("no" in result) {
        this.#rows.set(id, { ...row, state: "refused", code: result.no, facts: result.facts ?? {} });
        const refused = /** @type {Row} */ (this.#rows.get(id));
        void this.#write((shelf) => shelf.put(refused));
      } else {
        this.#rows.set(id, { ...row, state: "saved", seq: result.seq });
        void this.#write((shelf) => shelf.remove(id));
      }
    }
    if (!changed) return;
    this.#forgetOldSaved();
    this.#onchange();
    this.#pump();
  }

  /**
   * Forget a refused command, whose text its writer has taken back or given up.
   *
   * @param {string} id
   */
  dismiss(id) {
    if (this.#rows.get(id)?.state !== "refused") return;
    this.#rows.delete(id);
    void this.#write((shelf) => shelf.remove(id));
    this.#onchange();
  }

  /** The messages of all commands without an answer, oldest first. */
  messages() {
    return this.waiting.map(messageOf);
  }

  /**
   * Keep what is being typed, over a reload too. An empty text forgets it.
   *
   * @param {string} key
   * @param {string} text
   */
  saveDraft(key, text) {
    if (text) this.#notebook.setItem(this.#draftKey(key), text);
    else this.#notebook.removeItem(this.#draftKey(key));
  }

  /** @param {string} key */
  draft(key) {
    return this.#notebook.getItem(this.#draftKey(key)) ?? "";
  }

  /** @param {string} key */
  #draftKey(key) {
    return `draft/${this.#box}/${key}`;
  }

  /** @param {Shelf | Promise<Shelf>} shelf */
  async #restore(shelf) {
    let rows = /** @type {Row[]} */ ([]);
    try {
      this.#shelf = await shelf;
      rows = await this.#shelf.all(this.#box);
    } catch {
      this.#shelf = memoryShelf();
    }
    const oldest = this.#now() - keepDays * 86_400_000;
    for (const row of rows) {
      if (row.at < oldest) await this.#shelf.remove(row.id).catch(() => {});
      else this.#rows.set(row.id, row);
      this.#n = Math.max(this.#n, row.n);
    }
    this.#isRestored = true;
    if (rows.length) this.#onchange();
    this.#pump();
  }

  /**
   * One after the other, so that what is kept has the order of writing; memory takes over where the browser fails.
   *
   * @param {(shelf: Shelf) => Promise<void>} act
   */
  #write(act) {
    const written = this.#writing.then(async () => {
      try {
        await act(this.#shelf);
      } catch {
        this.#shelf = memoryShelf();
        await act(this.#shelf);
      }
    });
    this.#writing = written;
    return written;
  }

  #pump() {
    const now = this.#now();
    for (const row of this.#send ? this.waiting : []) {
      const flight = this.#inFlight.get(row.id);
      if (flight && now < dueAt(flight)) continue;
      // A box filled while offline leaves in portions: the server takes only so many a second from one seat.
      if (!flight && this.#inFlight.size >= inFlightMost) break;
      if (!this.#send?.(messageOf(row))) break;
      this.#inFlight.set(row.id, { sentAt: now, times: (flight?.times ?? 0) + 1 });
    }
    this.#stopTimer();
    if (this.#send && this.waiting.length) this.#stopTimer = this.#after(this.#nextLookMs(now), () => this.#pump());
  }

  /** @param {number} now */
  #nextLookMs(now) {
    const due = [...this.#inFlight.values()].map(dueAt);
    return Math.max(100, Math.min(resendFirstMs, ...due.map((at) => at - now)));
  }

  #forgetOldSaved() {
    const saved = this.rows.filter((row) => row.state === "saved");
    for (const row of saved.slice(0, -savedMost)) this.#rows.delete(row.id);
  }
}

/**
 * When to send again what has had no answer: pauses double, so that a server in trouble is not asked more and more.
 *
 * @param {{sentAt: number, times: number}} flight
 */
function dueAt({ sentAt, times }) {
  return sentAt + Math.min(resendMostMs, resendFirstMs * 2 ** (times - 1));
}

/** @param {Row} row */
function messageOf({ id, command, as }) {
  return as === undefined ? { cmd: command, id } : { cmd: command, id, as };
}

/** @param {object} message */
function bytesOf(message) {
  return new TextEncoder().encode(JSON.stringify(message)).length;
}

/**
 * @param {number} ms
 * @param {() => void} act
 */
function startTimer(ms, act) {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** @returns {Shelf} A shelf that lives as long as the page. */
export function memoryShelf() {
  /** @type {Map<string, Row>} */
  const rows = new Map();
  return {
    keeps: false,
    all: async (box) => [...rows.values()].filter((row) => row.box === box),
    put: async (row) => void rows.set(row.id, row),
    remove: async (id) => void rows.delete(id),
  };
}

/** @returns {Promise<Shelf>} IndexedDB, or memory where the browser has none to give. */
async function browserShelf() {
  try {
    return indexedShelf(await openDatabase());
  } catch {
    return memoryShelf();
  }
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  return new Promise((resolve, reject) => {
    // Some browsers neither open nor refuse in private windows.
    const timer = setTimeout(() => reject(new Error("IndexedDB did not open")), openWithinMs);
    const asked = indexedDB.open("facilitator", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("commands", { keyPath: "id" }).createIndex("box", "box");
    };
    asked.onsuccess = () => {
      clearTimeout(timer);
      // A page of a newer version must not wait for this one.
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = asked.onblocked = () => {
      clearTimeout(timer);
      reject(asked.error ?? new Error("IndexedDB is blocked"));
    };
  });
}

/**
 * @param {IDBDatabase} database
 * @returns {Shelf}
 */
function indexedShelf(database) {
  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} act
   * @returns {Promise<T>} Once the transaction is complete: before that nothing is kept.
   */
  const run = (mode, act) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction("commands", mode);
      const request = act(transaction.objectStore("commands"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  return {
    keeps: true,
    all: (box) => run("readonly", (store) => store.index("box").getAll(box)),
    put: async (row) => void (await run("readwrite", (store) => store.put(row))),
    remove: async (id) => void (await run("readwrite", (store) => store.delete(id))),
  };
}

/** @returns {Notebook} localStorage, or memory where the browser blocks it or it is full. */
function browserNotebook() {
  /** @type {Map<string, string>} */
  const here = new Map();
  /** @param {(store: Storage) => string | null | void} act */
  const tryStore = (act) => {
    try {
      return act(localStorage) ?? null;
    } catch {
      return null;
    }
  };
  return {
    getItem: (key) => here.get(key) ?? tryStore((store) => store.getItem(key)),
    setItem: (key, value) => {
      here.set(key, value);
      tryStore((store) => store.setItem(key, value));
    },
    removeItem: (key) => {
      here.delete(key);
      tryStore((store) => store.removeItem(key));
    },
  };
}
