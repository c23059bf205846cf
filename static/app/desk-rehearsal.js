/** A rehearsal on the desk: who leads it, and how it ends. Nothing of it is kept. */
import { html, nothing } from "./html.js";
import { _ } from "./i18n.js";
import { ask, look } from "./desk-frame.js";
import { icon } from "./parts.js";

/** @typedef {import("./views.js").DeskView} DeskView */

/** Whether a rehearsal plays itself, as the server last said. */
export class Rehearsal {
  /**
   * @param {string} workshop
   * @param {() => void} redraw
   * @param {(words: string) => void} say What did not happen.
   */
  constructor(workshop, redraw, say) {
    this.url = `/w/${workshop}/rehearsal`;
    this.redraw = redraw;
    this.say = say;
    this.itself = false;
    this.isAsked = false;
  }

  /**
   * Draw the line that says so, with the two ways on.
   *
   * @param {DeskView} view
   */
  line(view) {
    if (!view.pretend) return nothing;
    if (!this.isAsked) {
      this.isAsked = true;
      void look(this.url).then((told) => this.heard(told), () => undefined);
    }
    const goesOn = view.phase === "running";
    return html`<div class="banner rehearsal" role="status">
      ${icon("users")}
      <p>
        ${view.phase === "ended"
          ? _("The rehearsal has been played. Look at its summary, or end it: nothing of it is kept.")
          : this.itself && goesOn
          ? _("Rehearsal: the day plays itself, 20 times as fast. Nothing of it is kept.")
          : _("Rehearsal: you lead, pretend people answer. Nothing of it is kept.")}
      </p>
      <span class="buttons">
        ${goesOn
          ? html`<button class="button button-small" id="rehearsal-turn" @click=${() => this.turn(this.itself ? "mine" : "itself")}>
              ${this.itself ? _("Lead it yourself") : _("Let it play itself")}
            </button>`
          : nothing}
        <button class="button button-small" id="rehearsal-end" @click=${() => this.turn("over")}>${_("End the rehearsal")}</button>
      </span>
    </div>`;
  }

  /** @param {"itself" | "mine" | "over"} to */
  async turn(to) {
    try {
      this.heard(await ask(this.url, { to }));
    } catch {
      this.say(_("That did not reach the server. Try again."));
    }
  }

  /** @param {{itself?: boolean, url?: string}} told */
  heard({ itself = false, url = "" }) {
    if (url) {
      location.assign(url);
      return;
    }
    this.itself = itself;
    this.redraw();
  }
}
