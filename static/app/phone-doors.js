/** The phone when there is no task: before, between, after, and the designed bad news. One thing to read, one to do. */
import { html, nothing } from "./html.js";
import { _ } from "./i18n.js";
import { icon, langOf, worded } from "./parts.js";

/** @typedef {import("./views.js").PhoneView} PhoneView */
/** @typedef {import("./live.js").Live} Live */

/**
 * Before the first step, and between two of them.
 *
 * @param {PhoneView} view
 * @param {unknown} shown What the wall shows, where phones show it too.
 * @param {unknown} asked What is asked of everyone once.
 */
export function lobby(view, shown, asked) {
  return html`<main class="phone-main phone-door" id="content">
    ${shown}
    <p class="quiet" lang=${langOf(view.title)}>${worded(view.title)}</p>
    <h1>${_("You are in")}</h1>
    <p>${_("Look at the board. The first task comes here by itself.")}</p>
    ${asked}
  </main>`;
}

/** Eyes up. */
export function rest() {
  return html`<main class="phone-main phone-door" id="content">
    <h1>${_("Eyes up")}</h1>
    <p>${_("Put the phone down for a moment. The next task comes here by itself.")}</p>
  </main>`;
}

/**
 * After the day.
 *
 * @param {PhoneView} view
 * @param {Live} live
 * @param {{home: unknown, left: unknown, whose: unknown}} parts What is one's own, what was left behind, whose phone it is.
 */
export function thanks(view, live, { home, left, whose }) {
  const summary = /** @type {Record<string, any>} */ (live.first).summary_url;
  return html`${whose}
    <main class="phone-main phone-door" id="content">
      <p class="quiet" lang=${langOf(view.title)}>${worded(view.title)}</p>
      <h1>${_("Thank you")}</h1>
      <p>${_("The workshop has ended.")}</p>
      ${left}
      ${home === nothing
        ? nothing
        : html`<div class="stack stack-tight">
            <p>${_("What you wrote today is still on this phone.")}</p>
            ${home}
          </div>`}
    </main>
    ${summary
      ? html`<footer class="bottom"><a class="button button-primary" href=${summary}>${icon("note")} ${_("Read the summary")}</a></footer>`
      : nothing}`;
}

/**
 * What ends the screen; nothing while it goes on.
 *
 * @param {Live} live
 */
export function badNews(live) {
  switch (live.state) {
    case "moved":
      return door(
        _("You went on in another tab"),
        _("Your place is there now. Nothing is lost."),
        html`<button class="button button-primary" id="take-back" @click=${() => live.takeBack()}>${_("Go on here")}</button>`,
      );
    case "closed":
      return door(_("This workshop is closed"), _("There is nothing to do here any more."), nothing);
    case "over":
      return door(
        _("Your place here has ended"),
        _("Join again with the code on the board."),
        html`<a class="button button-primary" href="/">${_("Join again")}</a>`,
      );
    default:
      return undefined;
  }
}

/**
 * @param {string} title
 * @param {string} words
 * @param {unknown} button
 */
function door(title, words, button) {
  return html`<main class="phone-main phone-door" id="content">
      <h1>${title}</h1>
      <p role="status">${words}</p>
    </main>
    ${button === nothing ? nothing : html`<footer class="bottom">${button}</footer>`}`;
}

/**
 * What the connection means for the one who writes; nothing while all is well.
 *
 * @param {Live} live
 */
export function connection(live) {
  if (live.state === "offline") {
    return html`<div class="banner banner-wait" role="status">
      ${icon("wifi-slash")}
      <p>${live.outbox.keeps ? _("Waiting for the network. Your text is safe.") : _("Waiting for the network. Keep this page open: your text is on it.")}</p>
    </div>`;
  }
  if (live.state === "newer") {
    return html`<div class="banner banner-wait" role="status">
      ${icon("info")}
      <p>${_("The server has been renewed. Load this page again when you have sent your text.")}</p>
    </div>`;
  }
  return nothing;
}
