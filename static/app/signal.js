/** Tells people that a round has changed: a sound and a vibration, where they allowed it. */

/** @param {string} _key Of what is on now; another one is a change. */
export function signal(_key) {}
