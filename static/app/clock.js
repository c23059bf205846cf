/** The clock of an activity, drawn: what is left, and until when. It never closes anything itself. */
import { html, nothing } from "./html.js";
import { _ } from "./i18n.js";
import { atWords, timeLeft } from "./time-left.js";

export { atWords, clockNews, dayWords, minuteWords, nextTick, timeLeft } from "./time-left.js";

/**
 * Draw the clock of an activity.
 *
 * @param {{stage: string, ends_at: number}} activity
 * @param {number} now
 * @param {boolean} [small] In a line, without until when.
 */
export function clock(activity, now, small = false) {
  const left = timeLeft(activity, now);
  if (!left) return nothing;
  const until = left.isOver ? _("the time is up") : left.isLast ? _("1 min") : _("ends {time}", { time: atWords(activity.ends_at) });
  return html`<div class=${small ? "clock clock-small" : "clock"} ?data-last=${left.isLast} ?data-over=${left.isOver}>
    <time class="clock-left">${left.words}</time>
    ${small ? (left.isLast ? html`<span class="aloud">${_("1 min")}</span>` : nothing) : html`<span class="clock-until">${until}</span>`}
  </div>`;
}
