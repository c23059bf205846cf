/**
 * What one wrote, kept on this phone: drafts that a step left behind, and one's own words of the day as a file.
 *
 * Nothing here goes to the server. After an anonymous step has been sealed this phone is the only one that knows.
 */

/** @typedef {{draft: (key: string) => string, saveDraft: (key: string, text: string) => void}} Keeper The outbox. */
/** @typedef {{key: string, prompt: string, isPrivate: boolean, text: string}} Left A draft whose step has moved on. */
/** @typedef {import("./calendar.js").Day} Day */
/** @typedef {{prompt: string, lines: string[], days?: Day[]}} Written One's own words in one step, and its days. */

const draftIndex = "drafts";
const ownIndex = "own";

/**
 * Keep a draft, and remember what it was an answer to. An empty one is forgotten.
 *
 * @param {Keeper} keeper
 * @param {string} key Ends with "/" and the id of its activity.
 * @param {string} text
 * @param {{prompt: string, isPrivate: boolean}} about
 */
export function keepDraft(keeper, key, text, about) {
  keeper.saveDraft(key, text);
  const index = read(keeper, draftIndex);
  if (text && index[key]) return;
  if (!text && !index[key]) return;
  if (text) index[key] = about;
  else delete index[key];
  write(keeper, draftIndex, index);
}

/**
 * Return the drafts that can be sent no more, since their step takes no answers or is over.
 *
 * @param {Keeper} keeper
 * @param {string} open The activity that takes answers now; "" for none.
 * @returns {Left[]}
 */
export function leftDrafts(keeper, open) {
  return Object.entries(read(keeper, draftIndex))
    .map(([key, about]) => ({ key, ...about, text: keeper.draft(key) }))
    .filter(({ key, text }) => text.trim() && (!open || !key.endsWith(`/${open}`)));
}

/**
 * Remember one's own words in a step, so that they can be taken home.
 *
 * @param {Keeper} keeper
 * @param {string} activity
 * @param {Written} written
 */
export function keepOwn(keeper, activity, written) {
  const index = read(keeper, ownIndex);
  const before = JSON.stringify(index[activity]);
  if (written.lines.length || written.days?.length) index[activity] = written;
  else delete index[activity];
  if (JSON.stringify(index[activity]) !== before) write(keeper, ownIndex, index);
}

/**
 * Return all of one's own words, in the order of the steps.
 *
 * @param {Keeper} keeper
 * @returns {Written[]}
 */
export function allOwn(keeper) {
  return Object.values(read(keeper, ownIndex));
}

/**
 * Return the days in one's own words, the earliest first.
 *
 * @param {Written[]} own
 * @returns {Day[]}
 */
export function ownDays(own) {
  return own.flatMap(({ days }) => days ?? []).sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
}

/** @param {Keeper} keeper */
export function forgetOwn(keeper) {
  keeper.saveDraft(ownIndex, "");
}

/**
 * Return the text of a file with *steps* in it.
 *
 * @param {string} title
 * @param {Written[]} steps
 */
export function fileText(title, steps) {
  const parts = steps.map(({ prompt, lines }) => [prompt, ...lines.map((line) => `- ${line}`)].filter(Boolean).join("\n"));
  return `${[title, ...parts].join("\n\n")}\n`;
}

/**
 * Return the address of a file made here: a link with `download` saves it, also over plain HTTP and without a network.
 *
 * @param {string} text
 */
export function fileAddress(text) {
  // The mark tells old editors that it is UTF-8.
  return `data:text/plain;charset=utf-8,${encodeURIComponent(`\uFEFF${text}`)}`;
}

/** @param {string} text Of a calendar file. Returns its address, as `fileAddress`. */
export function calendarAddress(text) {
  return `data:text/calendar;charset=utf-8,${encodeURIComponent(text)}`;
}

/**
 * @param {Keeper} keeper
 * @param {string} name
 * @returns {Record<string, any>}
 */
function read(keeper, name) {
  try {
    return JSON.parse(keeper.draft(name) || "{}");
  } catch {
    return {};
  }
}

/**
 * @param {Keeper} keeper
 * @param {string} name
 * @param {Record<string, any>} index
 */
function write(keeper, name, index) {
  keeper.saveDraft(name, Object.keys(index).length ? JSON.stringify(index) : "");
}
