/**
 * What lies outside a line: the browser's network, time, chance and memory, behind one type that tests play by hand.
 */

/**
 * @typedef {object} Socket What is used of a WebSocket.
 * @property {number} readyState
 * @property {(text: string) => void} send
 * @property {(code?: number) => void} close
 * @property {((event: any) => void) | null} onopen
 * @property {((event: any) => void) | null} onmessage
 * @property {((event: any) => void) | null} onclose
 */

/**
 * @typedef {object} World What lies outside: the browser's, or a test's.
 * @property {(url: string) => Socket} connect May throw where WebSocket is forbidden.
 * @property {(url: string, body: object, options: {timeoutMs: number, signal?: AbortSignal, keepalive?: boolean}) => Promise<Answer>} post
 *   Never rejects.
 * @property {() => number} now UTC milliseconds of this device.
 * @property {() => number} random In [0, 1).
 * @property {(ms: number, act: () => void) => () => void} after Returns what cancels it.
 * @property {(wake: (why: "back" | "online") => void) => () => void} onwake Calls when the page or the network
 *   comes back; returns what stops it.
 * @property {() => boolean} isOnline
 * @property {{getItem: (key: string) => string | null, setItem: (key: string, value: string) => void, removeItem: (key: string) => void}} memory
 *   Kept for this tab.
 */

/** @typedef {{status: number, body: any}} Answer Status 0: no answer came. Body: null unless it is JSON;
 *  a refusal of our own server says `{"close": code}`, with the close code a socket would get. */

/** @returns {World} */
export function browserWorld() {
  return {
    connect: (url) => new WebSocket(new URL(url, location.href.replace(/^http/, "ws"))),
    post: postJson,
    now: () => Date.now(),
    random: () => Math.random(),
    after: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    onwake: (wake) => {
      const stop = new AbortController();
      const { signal } = stop;
      // A page brought back by the back button fires pageshow and no visibilitychange.
      addEventListener("pageshow", (event) => event.persisted && wake("back"), { signal });
      addEventListener("online", () => wake("online"), { signal });
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake("back"), { signal });
      return () => stop.abort();
    },
    isOnline: () => navigator.onLine !== false,
    memory: tabMemory(),
  };
}

/** @returns {World["memory"]} */
function tabMemory() {
  try {
    return sessionStorage;
  } catch {
    // Reading the property alone throws where a browser blocks all storage.
    return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  }
}

/** @type {World["post"]} */
async function postJson(url, body, { timeoutMs, signal, keepalive = false }) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeoutMs);
  signal?.addEventListener("abort", () => limit.abort(), { once: true });
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Facilitator": "1" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: limit.signal,
      keepalive,
    });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return { status: response.status, body: isJson ? await response.json() : null };
  } catch {
    return { status: 0, body: null };
  } finally {
    clearTimeout(timer);
  }
}
