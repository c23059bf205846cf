/**
 * Who shares this phone, and who has it now: kept on the phone, with the names it calls them by. Those names never
 * leave it. Pure but for the keeper.
 */

/** @typedef {import("./own.js").Keeper} Keeper */
/** @typedef {import("./outbox.js").Row} Row */

/**
 * @typedef {object} Sharing
 * @property {string} now Who has the phone; "" for the first, as long as nobody shares it.
 * @property {boolean} isHanding Whether it is on its way to the next one: then nothing of anybody's is shown.
 * @property {Record<string, string>} names What the phone calls each; "" for a number.
 */

/** A seat holds so many people. */
export const mostPeople = 12;
const place = "sharing";
/** @type {Sharing} */
const alone = { now: "", isHanding: false, names: {} };

/** @param {Keeper} keeper Of the phone itself. @returns {Sharing} */
export function readSharing(keeper) {
  try {
    return { ...alone, ...JSON.parse(keeper.draft(place) || "{}") };
  } catch {
    return alone;
  }
}

/**
 * @param {Keeper} keeper
 * @param {Sharing} sharing
 */
export function writeSharing(keeper, sharing) {
  keeper.saveDraft(place, JSON.stringify(sharing));
}

/**
 * Return who shares the phone, the first one first: those the server knows, or knew, and those on their way to it.
 *
 * @param {string[]} told By the server; empty until it has.
 * @param {Row[]} rows Of the outbox.
 * @param {Sharing} sharing
 * @returns {string[]}
 */
export function peopleHere(told, rows, sharing) {
  const joins = rows.filter(({ command }) => command.do === "Join");
  const refused = new Set(joins.filter(({ state }) => state === "refused").map(({ id }) => id));
  const coming = joins.filter(({ state }) => state !== "refused").map(({ id }) => id);
  const known = told.length ? told : Object.keys(sharing.names);
  return [...new Set([...known, ...coming])].filter((id) => !refused.has(id));
}

/**
 * Return whose turn is next: around the phone, in the order they came.
 *
 * @param {string[]} people
 * @param {string} now
 */
export function nextOf(people, now) {
  return people[(people.indexOf(now) + 1) % people.length] ?? now;
}

/**
 * Return where the drafts and words of one person are kept, apart from everybody else's of the phone.
 *
 * @param {Keeper} keeper Of the phone itself.
 * @param {string} person
 * @param {string} first Who came first: theirs was kept before anybody shared.
 * @returns {Keeper}
 */
export function keeperOf(keeper, person, first) {
  const own = !person || person === first ? "" : `as/${person}/`;
  return {
    draft: (key) => keeper.draft(own + key),
    saveDraft: (key, text) => keeper.saveDraft(own + key, text),
  };
}
