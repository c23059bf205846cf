/**
 * Notes that seem to say the same, found by the server while a board of many notes is on the desk.
 *
 * Nothing is drawn here and nothing merged: the kind offers each pair to a person. What cannot be asked for just now
 * is asked for later; a desk without an answer is the same desk without an offer.
 */
/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./live.js").Live} Live */
/** @typedef {{notes: [string, string], likeness: number}} Pair */

/** How long after one question the next may follow, whatever is moved meanwhile. */
export const pauseMs = 5_000;
const boards = ["cluster", "collect"];

export class Similar {
  #look;
  #activity = "";
  /** What was asked about last: the notes themselves, since a patch leaves what did not change the same object. */
  #about = {};
  #askedAt = -Infinity;
  #isAsking = false;
  /** @type {Pair[]} */ #pairs = [];

  /** @param {(path: string) => Promise<any>} look Gets what our server answers. */
  constructor(look) {
    this.#look = look;
  }

  /**
   * Return what is known of the present board, and ask if it has changed. To be called on every draw.
   *
   * @param {DeskView} view
   * @param {Pick<Live, "clock" | "redraw" | "redrawAt"> & {first: {workshop: string}}} live
   * @returns {Pair[]}
   */
  of(view, live) {
    const { id = "", notes } = boardOf(view);
    if (id !== this.#activity) this.#forget(id);
    if (!notes || notes === this.#about || this.#isAsking) return this.#pairs;
    const next = this.#askedAt + pauseMs;
    if (live.clock() < next) live.redrawAt(next);
    else void this.#ask(id, notes, live);
    return this.#pairs;
  }

  /** @param {string} id Of the activity that is on the desk now. */
  #forget(id) {
    this.#activity = id;
    this.#about = {};
    this.#pairs = [];
  }

  /**
   * @param {string} id
   * @param {object} notes
   * @param {Pick<Live, "clock" | "redraw"> & {first: {workshop: string}}} live
   */
  async #ask(id, notes, live) {
    this.#isAsking = true;
    this.#askedAt = live.clock();
    try {
      const { pairs } = await this.#look(`/w/${live.first.workshop}/similar?activity=${encodeURIComponent(id)}`);
      if (id === this.#activity) [this.#about, this.#pairs] = [notes, pairs];
    } catch {
      // No connection, or signed out: the desk says so elsewhere. Asked again at a later draw.
    } finally {
      this.#isAsking = false;
      live.redraw();
    }
  }
}

/**
 * Return the activity and notes to be compared; nothing where there are too few of them.
 *
 * @param {DeskView} view
 * @returns {{id?: string, notes?: object}}
 */
function boardOf(view) {
  const activity = view.activities[view.current];
  const least = view.copilot.alike_notes;
  if (!activity || !boards.includes(activity.kind) || !least) return {};
  return activity.view.count >= least ? { id: activity.id, notes: activity.view.notes } : {};
}
