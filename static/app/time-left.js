/** What is left of an activity's time, what of it is said aloud, and clock times in words. Pure. */
import { _, language } from "./i18n.js";

/**
 * @typedef {object} Left
 * @property {string} words Minutes and seconds: "6:12".
 * @property {number} ms Negative when it is over.
 * @property {boolean} isLast The last minute.
 * @property {boolean} isOver
 */

/**
 * Return what is left of an activity's time; undefined where it has no clock or answers are no longer taken.
 *
 * @param {{stage: string, ends_at: number}} activity
 * @param {number} now The server's time, UTC milliseconds.
 * @returns {Left | undefined}
 */
export function timeLeft(activity, now) {
  if (!activity.ends_at || activity.stage !== "open") return undefined;
  const ms = activity.ends_at - now;
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const words = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return { words, ms, isLast: ms > 0 && ms <= 60_000, isOver: ms <= 0 };
}

/**
 * Return when the clock next shows something else; Infinity where it stands.
 *
 * @param {{stage: string, ends_at: number, grace_until?: number}} activity
 * @param {number} now
 */
export function nextTick(activity, now) {
  const end = activity.stage === "closing" ? activity.grace_until || 0 : activity.stage === "open" ? activity.ends_at : 0;
  if (!end || end <= now) return Infinity;
  // A little after the turn of the second, so that rounding up never shows the old one again.
  return end - Math.ceil((end - now) / 1000) * 1000 + 1005;
}

/**
 * Return what a screen reader is told of the clock when it passes from *before* to *left*: at five minutes, one, the end.
 *
 * @param {number | undefined} before Milliseconds left at the last drawing of the same activity's clock.
 * @param {number | undefined} left Milliseconds left now.
 */
export function clockNews(before, left) {
  if (before === undefined || left === undefined) return "";
  if (before > 0 && left <= 0) return _("The time is up.");
  if (before > 60_000 && left <= 60_000) return _("One minute left.");
  if (before > 300_000 && left <= 300_000) return _("Five minutes left.");
  return "";
}

/** @param {number} ms UTC milliseconds. Returns the clock time here: 10.35 or 10:35. */
export function atWords(ms) {
  return format("clock", { hour: "numeric", minute: "2-digit" }).format(new Date(ms));
}

/** @param {number} minutes From midnight. */
export function minuteWords(minutes) {
  return atWords(new Date(2001, 0, 1, 0, Math.floor(minutes + 1e-6)).getTime());
}

/**
 * Return a day as people say it; what is no ISO date stays as it is.
 *
 * @param {string} day
 */
export function dayWords(day) {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!date) return day;
  const at = new Date(Number(year), Number(month) - 1, Number(date));
  return format("day", { weekday: "short", day: "numeric", month: "numeric" }).format(at);
}

/** Making a format takes a third of a millisecond, and an agenda has hundreds of times. @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {string} name
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(name, options) {
  const key = `${name} ${tag()}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(tag(), options);
  formats.set(key, known);
  return known;
}

// English of the product is British: a 24-hour clock, the day before the month.
function tag() {
  return language() === "en" ? "en-GB" : language();
}
