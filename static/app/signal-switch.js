/** The switch by which a person allows a sound and a vibration at a change of turn or round. */
import { html, live } from "./html.js";
import { _ } from "./i18n.js";
import { allowSignals, signalsAllowed } from "./signal.js";

/** Draw it. It keeps itself: the choice is this browser's. */
export function signalSwitch() {
  const choose = (/** @type {Event} */ event) => allowSignals(/** @type {HTMLInputElement} */ (event.target).checked);
  return html`<div class="field">
    <label class="check">
      <input type="checkbox" id="signals" aria-describedby="signals-help" .checked=${live(signalsAllowed())} @change=${choose} />
      ${_("Sound and vibration at a change")}
    </label>
    <p class="field-help" id="signals-help">${_("Only when it is your turn or a new round begins.")}</p>
  </div>`;
}
