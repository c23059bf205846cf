/** Rows of the planner's menu that keep the plan as a ready day of one's own; an ended day also as long as it went. */
import { html, nothing } from "./html.js";
import { _ } from "./i18n.js";
import { icon } from "./parts.js";

/**
 * @param {{phase: string}} view
 * @param {string} workshop
 */
export function keepRows({ phase }, workshop) {
  return html`${keepRow(workshop, "", _("Save as a ready day"))}
  ${phase === "ended" ? keepRow(workshop, "it_went", _("Save with the minutes it took")) : nothing}`;
}

/**
 * @param {string} workshop
 * @param {string} as
 * @param {string} words
 */
function keepRow(workshop, as, words) {
  return html`<li>
    <form method="post" action="/w/${workshop}/save-template">
      <input type="hidden" name="as" value=${as} />
      <button class="menu-row" id="tools-keep${as ? "-went" : ""}">${icon("tray")} ${words}</button>
    </form>
  </li>`;
}
