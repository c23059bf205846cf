/** Who else is changing a block just now: seen from what changes, said softly, and forgotten after a while. */

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").BlockView} BlockView */

/** How long somebody is taken to be at it, milliseconds. */
const freshMs = 45_000;
/** What changes by itself when something else does: times and places. */
const ownless = ["sort", "starts", "ends", "waits", "late", "day", "steps", "started_at", "ended_at", "skipped", "added", "planned_minutes"];

/** What one window has seen of the others' hands. */
export class Others {
  /** @type {Record<string, BlockView> | undefined} */ #seen;
  /** @type {Map<string, {by: string, until: number}>} */ #fresh = new Map();

  /**
   * Return who else is changing which block.
   *
   * @param {Pick<DeskView, "blocks" | "touched" | "me">} view
   * @param {number} now Milliseconds of any clock.
   * @returns {Map<string, string>} Block → author.
   */
  look({ blocks, touched, me }, now) {
    const before = this.#seen;
    if (before && before !== blocks) {
      for (const [id, block] of Object.entries(blocks)) {
        const by = before[id] === block ? [] : changedBy(id, before[id], block, touched);
        const other = by.find((author) => author !== me);
        if (other) this.#fresh.set(id, { by: other, until: now + freshMs });
        // One's own hand on it: the other has let go, or they will see each other anyway.
        else if (by.includes(me)) this.#fresh.delete(id);
      }
    }
    this.#seen = blocks;
    for (const [id, { until }] of this.#fresh) if (until <= now || !blocks[id]) this.#fresh.delete(id);
    return new Map([...this.#fresh].map(([id, { by }]) => [id, by]));
  }

  /** When somebody is next taken to have let go, in the clock of `look`; Infinity if nobody is at anything. */
  get next() {
    return Math.min(Infinity, ...[...this.#fresh.values()].map(({ until }) => until));
  }
}

/**
 * @param {string} id
 * @param {BlockView | undefined} before
 * @param {BlockView} after
 * @param {Record<string, string>} touched
 * @returns {string[]} Who touched what has changed, as far as it is told.
 */
function changedBy(id, before, after, touched) {
  if (!before) return touched[id] ? [touched[id]] : [];
  const own = /** @type {(keyof BlockView)[]} */ (Object.keys(after)).some((name) => !ownless.includes(name) && after[name] !== before[name]);
  const steps = Object.keys({ ...before.steps, ...after.steps }).filter((step) => after.steps[step] !== before.steps[step]);
  return [...(own ? [id] : []), ...steps].map((thing) => touched[thing]).filter(Boolean);
}
