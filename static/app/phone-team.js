/** Which team one comes from: asked once, may be passed over, and can be changed in the sheet. */
import { html, nothing } from "./html.js";
import { _ } from "./i18n.js";
import { written } from "./parts.js";

/** @typedef {import("./views.js").PhoneView} PhoneView */
/** @typedef {import("./live.js").Live} Live */
/** @typedef {import("./own.js").Keeper} Keeper */

const passedKey = "team-passed";

/**
 * Return one's team as it will be once all that was asked has been answered; "" for none.
 *
 * @param {Live} live
 */
export function teamOf(live) {
  const asked = live.outbox.waiting.filter((row) => row.command.do === "SetTeam" && live.isOwn(row));
  return String(asked.at(-1)?.command.team ?? live.mine.team ?? "");
}

/**
 * The question, until it is answered or passed over.
 *
 * @param {PhoneView} view
 * @param {Live} live
 * @param {Keeper} keeper Of who has the phone.
 */
export function teamQuestion(view, live, keeper) {
  if (!view.teams.length || !live.mine.person || teamOf(live) || keeper.draft(passedKey)) return nothing;
  const pass = () => {
    keeper.saveDraft(passedKey, "yes");
    live.redraw();
  };
  return html`<section class="phone-ask" aria-labelledby="team-question">
    <h2 id="team-question">${_("Which team do you come from?")}</h2>
    <p class="quiet" id="team-help">${purpose()}</p>
    <div class="buttons" role="group" aria-labelledby="team-question">
      ${view.teams.map(
        (team, n) => html`<button class="button" id="team-${n}" @click=${() => void live.act({ do: "SetTeam", team })}>${written(team)}</button>`,
      )}
      <button class="button button-quiet" id="team-pass" @click=${pass}>${_("Skip")}</button>
    </div>
  </section>`;
}

function purpose() {
  return _("It helps to mix the groups. Only the facilitator sees it.");
}

/**
 * The page of the sheet.
 *
 * @param {PhoneView} view
 * @param {Live} live
 */
export function teamPage(view, live) {
  const now = teamOf(live);
  const choice = (/** @type {string} */ team, /** @type {unknown} */ words, /** @type {number} */ n) => html`<label class="check">
    <input
      type="radio"
      name="team"
      id="my-team-${n}"
      .checked=${team === now}
      @change=${() => void live.act({ do: "SetTeam", team })}
    />
    <span>${words}</span>
  </label>`;
  return html`<fieldset class="field">
    <legend>${_("Which team do you come from?")}</legend>
    <p class="field-help">${purpose()}</p>
    ${view.teams.map((team, n) => choice(team, written(team), n))} ${choice("", _("None of these"), view.teams.length)}
  </fieldset>`;
}
