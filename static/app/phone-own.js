/** What was only one's own, to take home: a text file and the days as a calendar file, both made on this phone. */
import { calendarText } from "./calendar.js";
import { html, nothing } from "./html.js";
import { _ } from "./i18n.js";
import { allOwn, calendarAddress, fileAddress, fileText, ownDays } from "./own.js";
import { icon, written } from "./parts.js";
import { dayWords } from "./time-left.js";

/** @typedef {import("./own.js").Keeper} Keeper */

/**
 * The ways to take it home.
 *
 * @param {string} title Of the workshop.
 * @param {Keeper} keeper Of who has the phone.
 * @param {() => void} forget
 */
export function takeHome(title, keeper, forget) {
  const own = allOwn(keeper);
  if (!own.length) return nothing;
  const days = ownDays(own);
  return html`<div class="stack stack-tight">
    <a class="button button-wide" id="save-own" download=${_("my-notes.txt")} href=${fileAddress(fileText(title, own))}>
      ${icon("download-simple")} ${_("Save my own notes")}
    </a>
    ${days.length
      ? html`<a
          class="button button-wide"
          id="save-days"
          download=${_("my-days.ics")}
          href=${calendarAddress(calendarText(title, days, Date.now()))}
        >
          ${icon("calendar-blank")} ${_("Save my days to the calendar")}
        </a>`
      : nothing}
    <button class="button button-quiet button-wide" id="forget-own" @click=${forget}>
      ${icon("trash")} ${_("Forget them on this phone")}
    </button>
  </div>`;
}

/**
 * The page of the sheet: what there is, and the ways to take it home.
 *
 * @param {string} title
 * @param {Keeper} keeper
 * @param {() => void} forget
 */
export function ownPage(title, keeper, forget) {
  const own = allOwn(keeper);
  const days = ownDays(own);
  return html`<p>${_("The file is made on this phone. Nothing is sent anywhere.")}</p>
    ${own.length ? nothing : html`<p class="quiet">${_("Nothing of your own yet")}</p>`} ${takeHome(title, keeper, forget)}
    ${own.map(
      ({ prompt, lines }) => html`<section class="stack stack-tight">
        <h3>${written(prompt)}</h3>
        <ul class="reading">
          ${lines.map((line) => html`<li>${written(line)}</li>`)}
        </ul>
      </section>`,
    )}
    ${days.length
      ? html`<section class="stack stack-tight">
          <h3>${_("My days")}</h3>
          <ul class="reading">
            ${days.map(({ date, words }) => html`<li><b>${dayWords(date)}</b> ${written(words)}</li>`)}
          </ul>
        </section>`
      : nothing}`;
}
