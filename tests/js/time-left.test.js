import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "../../static/app/i18n.js";
import { timesOf } from "../../static/app/programme.js";
import { clockNews, dayWords, minuteWords, nextTick, timeLeft } from "../../static/app/time-left.js";
import { whoWords } from "../../static/app/who-words.js";

const now = 1_800_000_000_000;
/** @param {number} ms @param {string} [stage] */
const ending = (ms, stage = "open") => ({ stage, ends_at: now + ms });

beforeEach(() => load({}, ["fi"]));

test("a clock counts to zero, and stands there when the time is up", () => {
  assert.equal(timeLeft(ending(372_000), now)?.words, "6:12");
  assert.equal(timeLeft(ending(371_001), now)?.words, "6:12");
  assert.deepEqual(timeLeft(ending(-5_000), now), { words: "0:00", ms: -5_000, isLast: false, isOver: true });
});

test("the last minute is known as such", () => {
  assert.equal(timeLeft(ending(60_001), now)?.isLast, false);
  assert.equal(timeLeft(ending(60_000), now)?.isLast, true);
});

test("what has no clock, or takes no answers any more, shows none", () => {
  assert.equal(timeLeft({ stage: "open", ends_at: 0 }, now), undefined);
  assert.equal(timeLeft(ending(60_000, "closed"), now), undefined);
});

test("the screen is drawn again just when the clock shows the next second", () => {
  const activity = ending(10_300);
  const at = nextTick(activity, now);

  assert.ok(at > now && at <= now + 1_010);
  assert.equal(timeLeft(activity, at)?.words, "0:10");
  assert.equal(nextTick(activity, now + 11_000), Infinity);
  assert.ok(nextTick({ stage: "closing", ends_at: 0, grace_until: now + 5_500 }, now) < now + 1_010);
});

test("the clock speaks at five minutes, at one and at the end, each once", () => {
  const said = [301_000, 300_000, 299_000, 60_500, 59_500, 1_000, 0, -1_000].map((left, n, all) => clockNews(all[n - 1], left));

  assert.deepEqual(said, ["", "Five minutes left.", "", "", "One minute left.", "", "The time is up.", ""]);
});

test("a clock that is moved on says nothing", () => {
  assert.equal(clockNews(59_000, 119_000), "");
  assert.equal(clockNews(undefined, 30_000), "");
});

test("a day is said as people say it, and other words stay", () => {
  assert.match(dayWords("2027-01-15"), /15\.1\./);
  assert.equal(dayWords("kevät"), "kevät");
  assert.equal(minuteWords(9 * 60 + 5), "9.05");
});

test("the programme follows what really happened, around times that are fixed", () => {
  const midnight = new Date(2027, 0, 15).getTime();
  const at = (/** @type {number} */ minutes) => midnight + minutes * 60_000;
  const line = (/** @type {number} */ sort, /** @type {Record<string, any>} */ more) => ({
    sort,
    title: {},
    starts: 0,
    minutes: 30,
    is_break: false,
    state: "later",
    fixed_at: -1,
    started_at: 0,
    ended_at: 0,
    new_day: false,
    date: "",
    track: "",
    day: 0,
    ...more,
  });
  const programme = {
    a: line(0, { starts: 540, started_at: at(540), ended_at: at(580), state: "done" }),
    b: line(1, { starts: 570, started_at: at(580), state: "now" }),
    c: line(2, { starts: 600 }),
    d: line(3, { starts: 690, fixed_at: 690 }),
  };

  assert.deepEqual(timesOf(programme, at(590)), { a: 540, b: 580, c: 610, d: 690 });
  assert.deepEqual(timesOf({ a: line(0, { starts: 540 }) }, at(700)), { a: 540 });
});

test("nobody is promised more than is true", () => {
  const anonymous = { identity: "anonymous", destination: "board", sealed: false };

  assert.match(whoWords(anonymous, false).network, /not encrypted/);
  assert.equal(whoWords(anonymous, true).network, "");
  assert.doesNotMatch(whoWords(anonymous, true).mode, /find out/);
  assert.match(whoWords({ ...anonymous, sealed: true }, true).mode, /find out/);
  assert.equal(whoWords({ identity: "named", destination: "client", sealed: false }, false).network, "");
  assert.match(whoWords({ identity: "only_you", destination: "client", sealed: false }, false).ends, /no summary/);
});
