/**
 * Tells which options were on this screen long enough to be read, some at a time.
 *
 * Marks are rows with `data-option`. What was told once is not told again; nothing else leaves the phone.
 */

/** @typedef {import("./outbox.js").Row} Row */
/** @typedef {import("./parts.js").Act} Act */

/** So long a row must stand still in sight. */
const readingMs = 1500;
/** Rows that are read about together are told together. */
const tellingMs = 2500;

const now = {
  activity: "",
  /** @type {Set<string>} */
  known: new Set(),
  /** @type {Set<string>} */
  fresh: new Set(),
  /** @type {Map<string, number>} */
  waits: new Map(),
  /** @type {IntersectionObserver | undefined} */
  observer: undefined,
  /** @type {Act} */
  act: async () => "",
  telling: 0,
};

/**
 * Say on every draw what is known to have been read; rows that come into sight are watched from then on.
 *
 * @param {string} activity
 * @param {Record<string, boolean>} read What the server knows.
 * @param {Row[]} rows What is on its way to it.
 * @param {Act} act
 */
export function watchReading(activity, read, rows, act) {
  if (now.activity !== activity) begin(activity);
  now.act = act;
  for (const option of Object.keys(read)) now.known.add(option);
  for (const { command } of rows) if (command.do === "MarkRead") command.options.forEach((/** @type {string} */ option) => now.known.add(option));
  // Once it has been drawn.
  requestAnimationFrame(() => {
    for (const row of document.querySelectorAll("[data-option]")) now.observer?.observe(row);
  });
}

/** @param {string} activity */
function begin(activity) {
  now.observer?.disconnect();
  now.waits.forEach((timer) => clearTimeout(timer));
  clearTimeout(now.telling);
  Object.assign(now, { activity, known: new Set(), fresh: new Set(), waits: new Map(), telling: 0 });
  now.observer = new IntersectionObserver((entries) => entries.forEach(seen), { threshold: [0, 0.3, 0.6, 1] });
}

/** @param {IntersectionObserverEntry} entry */
function seen({ target, isIntersecting, intersectionRatio, intersectionRect }) {
  const option = /** @type {HTMLElement} */ (target).dataset.option ?? "";
  // With large text one option may be higher than the window.
  const isInSight = isIntersecting && (intersectionRatio >= 0.6 || intersectionRect.height > innerHeight / 2);
  if (!isInSight) {
    clearTimeout(now.waits.get(option));
    now.waits.delete(option);
  } else if (!now.known.has(option) && !now.waits.has(option)) {
    now.waits.set(option, window.setTimeout(() => wasRead(option), readingMs));
  }
}

/** @param {string} option */
function wasRead(option) {
  now.waits.delete(option);
  if (document.hidden || now.known.has(option)) return;
  now.known.add(option);
  now.fresh.add(option);
  now.telling ||= window.setTimeout(tell, tellingMs);
}

function tell() {
  now.telling = 0;
  const options = [...now.fresh].sort();
  now.fresh.clear();
  if (options.length) void now.act({ do: "MarkRead", options });
}
