/** How many answered, phones and hands told apart. */
import { ngettext } from "./i18n.js";

/**
 * Return "18 phones + 7 hands", or one of the two alone.
 *
 * @param {number} phones
 * @param {number} hands Counted in the room.
 */
export function headsWords(phones, hands) {
  const told = ngettext("{n} phone", "{n} phones", phones);
  return hands ? `${told} + ${ngettext("{n} hand", "{n} hands", hands)}` : told;
}
