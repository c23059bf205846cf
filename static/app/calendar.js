/** Days to remember as a calendar file (RFC 5545), made on the phone. Pure: time and ids are arguments. */

/** @typedef {{date: string, words: string}} Day An ISO date, and what it is about. */

const lineBytes = 75;

/**
 * Return the text of a calendar file with whole-day events.
 *
 * @param {string} title Of the workshop the days come from.
 * @param {Day[]} days
 * @param {number} now UTC milliseconds.
 * @param {() => string} newId
 */
export function calendarText(title, days, now, newId) {
  const events = days.filter(({ date }) => isDay(date)).flatMap((day) => eventLines(title, day, now, newId()));
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Facilitator//Own days//EN", "CALSCALE:GREGORIAN", ...events, "END:VCALENDAR"];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/**
 * @param {string} title
 * @param {Day} day
 * @param {number} now
 * @param {string} id
 */
function eventLines(title, { date, words }, now, id) {
  return [
    "BEGIN:VEVENT",
    `UID:${id}@facilitator.invalid`,
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
