/** Days to remember as a calendar file (RFC 5545), made on the phone. Pure: the time is an argument. */

/** @typedef {{date: string, words: string}} Day An ISO date, and what it is about. */

const lineBytes = 75;

/**
 * Return the text of a calendar file with whole-day events.
 *
 * @param {string} title Of the workshop the days come from.
 * @param {Day[]} days
 * @param {number} now UTC milliseconds.
 */
export function calendarText(title, days, now) {
  const events = days.filter(({ date }) => isDay(date)).flatMap((day) => eventLines(title, day, now));
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Facilitator//Own days//EN", "CALSCALE:GREGORIAN", ...events, "END:VCALENDAR"];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/**
 * @param {string} title
 * @param {Day} day
 * @param {number} now
 */
function eventLines(title, { date, words }, now) {
  return [
    "BEGIN:VEVENT",
    `UID:${markOf(`${title} ${date} ${words}`)}@facilitator.invalid`,
    `DTSTAMP:${stamp(new Date(now).toISOString())}`,
    `DTSTART;VALUE=DATE:${compact(date)}`,
    // The end of a whole day is the day after, which is not part of it.
    `DTEND;VALUE=DATE:${compact(dayAfter(date))}`,
    `SUMMARY:${escaped(words)}`,
    ...(title ? [`DESCRIPTION:${escaped(title)}`] : []),
    "TRANSP:TRANSPARENT",
    "CLASS:PRIVATE",
    "END:VEVENT",
  ];
}

/** @param {string} text The same for the same text, so that a file opened twice makes no second event (FNV-1a, twice). */
function markOf(text) {
  return [0x811c9dc5, 0x1b873593]
    .map((mixed) => {
      for (const letter of text) mixed = Math.imul(mixed ^ /** @type {number} */ (letter.codePointAt(0)), 0x01000193);
      return (mixed >>> 0).toString(16).padStart(8, "0");
    })
    .join("");
}

/** @param {string} date Whether it is a day of the calendar. */
export function isDay(date) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false;
  const at = new Date(`${date}T00:00:00Z`);
  return Number.isFinite(at.getTime()) && at.toISOString().startsWith(date);
}

/** @param {string} date */
function dayAfter(date) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** @param {string} date */
function compact(date) {
  return date.replace(/-/g, "");
}

/** @param {string} iso */
function stamp(iso) {
  return iso.replace(/[-:]|\.\d+/g, "");
}

/** @param {string} words */
function escaped(words) {
  return words.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");
}

/**
 * Break a line after at most 75 bytes, never within a letter: what goes on begins with a space.
 *
 * @param {string} line
 */
function folded(line) {
  const bytes = new TextEncoder();
  let text = "";
  let room = lineBytes;
  for (const letter of line) {
    const size = bytes.encode(letter).length;
    if (size > room) {
      text += "\r\n ";
      room = lineBytes - 1;
    }
    text += letter;
    room -= size;
  }
  return text;
}
