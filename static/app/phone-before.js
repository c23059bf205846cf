/** The phone before the day: a question answered at home, thanks, and when the day is. Nobody has a board to look at. */
import { html, nothing } from "./html.js";
import { _ } from "./i18n.js";
import { dayWords } from "./clock.js";
import { icon, langOf, worded } from "./parts.js";

/** @typedef {import("./views.js").PhoneView} PhoneView */
/** @typedef {import("./views.js").ActivityView} ActivityView */

/** @param {PhoneView} view */
export function isBefore({ phase }) {
  return phase === "planning";
}

/**
 * Who has come and is asked nothing, or nothing more.
 *
 * @param {PhoneView} view
 * @param {ActivityView | undefined} activity What was asked, once it is closed.
 * @param {unknown} asked What is asked of everyone once.
 */
export function atHome(view, activity, asked) {
  return html`<main class="phone-main phone-door" id="content">
    <p class="quiet" lang=${langOf(view.title)}>${worded(view.title)}</p>
    <h1>${activity ? _("Thank you") : _("You are in")}</h1>
    <p>
      ${activity
        ? _("The question takes no more answers. They are looked at together when the day begins.")
        : _("There is nothing to do yet. The day itself has not begun.")}
    </p>
    ${whenWords(view)} ${asked}
  </main>`;
}

/**
 * Above the question: what it is for.
 *
 * @param {PhoneView} view
 */
export function invitation(view) {
  if (!isBefore(view)) return nothing;
  return html`<p class="quiet phone-before">
    <span lang=${langOf(view.title)}>${worded(view.title)}</span>${view.day ? html` · ${dayWords(view.day)}` : nothing}<br />
    ${_("Answer before the day, when it suits you.")}
  </p>`;
}

/**
 * For who has answered.
 *
 * @param {PhoneView} view
 * @param {{sent?: boolean} | undefined} mine
 */
export function farewell(view, mine) {
  return isBefore(view) && mine?.sent ? whenWords(view, _("You may close this page.")) : nothing;
}

/**
 * @param {PhoneView} view
 * @param {string} [more]
 */
function whenWords({ day }, more = "") {
  return html`<p class="line">
    ${icon("calendar-blank")} <span>${day ? _("See you on {day}", { day: dayWords(day) }) : _("See you on the day")}${more ? html`<br />${more}` : nothing}</span>
  </p>`;
}
