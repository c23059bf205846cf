/** What is known of how steps will look. It is asked of the server, where their kinds are. */

/** @typedef {import("./views.js").StepView} StepView */
/** @typedef {import("./views.js").ActivityView} ActivityView */
/** @typedef {{board: ActivityView, phone: ActivityView, mine: import("./views.js").MineView}} Seen */
/** @typedef {{no: string, field: string}} No */
/** @typedef {{key: string, seen?: Seen, no?: No, failed?: boolean}} Known */

// While a sentence is being written it is asked once, when the hand rests.
const restMs = 300;

/** Previews: asked for as long as a preview is open, and again when its step has changed. */
export class Previews {
  #known = /** @type {Map<string, Known>} */ (new Map());
  #open = /** @type {Set<string>} */ (new Set());
  #answered = /** @type {Set<string>} */ (new Set());
  #ask;
  #redraw;

  /**
   * @param {(asked: Record<string, unknown>) => Promise<any>} ask
   * @param {() => void} redraw
   */
  constructor(ask, redraw) {
    this.#ask = ask;
    this.#redraw = redraw;
  }

  /** @param {string} id */
  isOpen(id) {
    return this.#open.has(id);
  }

  /** @param {string} id */
  isAnswered(id) {
    return this.#answered.has(id);
  }

  /**
   * @param {string} id
   * @param {boolean} open
   */
  turn(id, open) {
    if (open === this.#open.has(id)) return;
    if (open) this.#open.add(id);
    else this.#open.delete(id);
    this.#redraw();
  }

  /**
   * @param {string} id
   * @param {boolean} answered
   */
  answer(id, answered) {
    if (answered) this.#answered.add(id);
    else this.#answered.delete(id);
    this.#redraw();
  }

  /**
   * Return what is known of a step; what is known of how it was stays until the answer comes.
   *
   * @param {string} id
   * @param {StepView} step
   * @returns {Known | undefined}
   */
  of(id, step) {
    const asked = askedOf(step, this.#answered.has(id));
    const key = JSON.stringify(asked);
    const known = this.#known.get(id);
    if (known?.key !== key) {
      this.#known.set(id, { ...known, key });
      setTimeout(() => void this.#learn(id, key, asked), known ? restMs : 0);
    }
    return this.#known.get(id);
  }

  /**
   * @param {string} id
   * @param {string} key
   * @param {Record<string, unknown>} asked
   */
  async #learn(id, key, asked) {
    if (this.#known.get(id)?.key !== key) return;
    const known = await this.#ask(asked).then(
      (answer) => (answer.no ? { key, no: answer } : { key, seen: answer }),
      () => ({ key, failed: true }),
    );
    if (this.#known.get(id)?.key !== key) return;
    this.#known.set(id, known);
    this.#redraw();
  }
}

/**
 * @param {StepView} step
 * @param {boolean} answers
 */
function askedOf({ kind, settings, identity, prompt, help, minutes, source, company }, answers) {
  return {
    kind, settings, identity, prompt, help, minutes, flows: Boolean(source.step), together: Boolean(company), answers,
  };
}
