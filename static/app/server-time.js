/**
 * The server's time, from the best of the last few pings. No timers and no network: the line sends the pings.
 */

/** How many answers are remembered, and how many pings a new connection sends. */
export const samplesKept = 5;

/** @typedef {{offsetMs: number, tripMs: number}} Sample How far ahead the server was, and how long the ping took. */

/** The offset between this device's clock and the server's. */
export class ServerTime {
  /** @type {() => number} */ #here;
  /** @type {number} */ #mostTripMs;
  #pings = 0;
  /** @type {Map<number, number>} */ #pingedAt = new Map();
  /** @type {Sample[]} */ #samples = [];

  /**
   * @param {() => number} here UTC milliseconds of this device.
   * @param {number} mostTripMs An answer that took longer tells nothing.
   */
  constructor(here, mostTripMs) {
    this.#here = here;
    this.#mostTripMs = mostTripMs;
  }

  /** Return the server's time, UTC milliseconds, as well as it is known. */
  now() {
    return this.#here() + (this.#best()?.offsetMs ?? 0);
  }

  /** Remember that a ping leaves now; return its number. */
  pinged() {
    this.#pings += 1;
    this.#pingedAt.set(this.#pings, this.#here());
    return this.#pings;
  }

  /** The connection is gone, and with it the answers under way. */
  forgetPings() {
    this.#pingedAt.clear();
  }

  /**
   * @param {number} ping Its number.
   * @param {number} serverNow
   */
  answered(ping, serverNow) {
    const sentAt = this.#pingedAt.get(ping);
    this.#pingedAt.delete(ping);
    const tripMs = this.#here() - (sentAt ?? NaN);
    // Negative or huge: this device's clock was set while the ping was under way.
    if (tripMs >= 0 && tripMs <= this.#mostTripMs && Number.isFinite(serverNow)) {
      this.#sample({ offsetMs: serverNow + tripMs / 2 - this.#here(), tripMs });
    }
  }

  /** @param {unknown} serverNow A first guess until a ping is back, and all there is where one polls. */
  greeted(serverNow) {
    if (typeof serverNow !== "number" || this.#samples.some((sample) => sample.tripMs < Infinity)) return;
    this.#samples = [{ offsetMs: serverNow - this.#here(), tripMs: Infinity }];
  }

  /** @param {Sample} sample */
  #sample(sample) {
    const best = this.#best();
    // Further apart than the journeys explain: this device's clock was set, so the older samples are of another clock.
    const isOtherClock = best && Math.abs(best.offsetMs - sample.offsetMs) > best.tripMs / 2 + sample.tripMs / 2 + 250;
    const kept = isOtherClock ? [] : this.#samples.filter((older) => older.tripMs < Infinity);
    this.#samples = [...kept, sample].slice(-samplesKept);
  }

  #best() {
    return this.#samples.reduce(
      (best, sample) => (!best || sample.tripMs < best.tripMs ? sample : best),
      /** @type {Sample | null} */ (null),
    );
  }
}
