/**
 * Rate on the screens: taps or a line on the phone; on the wall one large distribution, or rows, bars, a radar or gaps;
 * on the desk how many answered each statement, and hands to count.
 */
import { headsWords } from "../app/heads.js";
import { addingLine, savingWords } from "../app/desk-wording.js";
import { html, live, nothing, repeat, svg } from "../app/html.js";
import { _, language, ngettext, pick } from "../app/i18n.js";
import { icon, inOrder, langOf, refusal, said, shuffledFor, status, worded, written } from "../app/parts.js";
import { progress } from "../app/progress.js";

/** @typedef {import("../app/views.js").RateView} RateView */
/** @typedef {import("../app/views.js").StatementView} StatementView */
/** @typedef {import("../app/views.js").RatingView} RatingView */
/** @typedef {import("../app/views.js").RatingCommentView} RatingCommentView */
/** @typedef {import("../app/views.js").MyRatings} MyRatings */
/** @typedef {import("../app/views.js").ActivityView} ActivityView */
/** @typedef {import("../app/outbox.js").Row} Row */
/** @typedef {import("../app/parts.js").Act} Act */
/** @typedef {import("../app/parts.js").Tools} Tools */
/** @typedef {import("../app/parts.js").Wall} Wall */
/** @typedef {Record<string, string>} Text */
/** @typedef {{text: Text, values: Record<string, number>, unknown: boolean, comment: string, isKept: boolean}} Own */

export const saysDone = true;

/** A radar with fewer corners is no shape, with more it cannot be read across a hall. */
const cornersFewest = 3;
const cornersMost = 8;
/** Statements that have room for larger letters. */
const mostRoomy = 5;
/** Named steps that have room over their columns. */
const mostNames = 4;
/** As many statements as the server sends to the wall. */
const mostOnWall = 40;
/** One press of minus or plus on a line of a hundred places. */
const slideBy = 5;
/** A hand that slides asks when it has come to rest. */
const restMs = 350;

// --- words and places ------------------------------------------------------------------------------------

/** @param {number} n With one decimal, as the reader writes it. */
function number(n) {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(n).replace("-", "−");
}

/**
 * Return a mean as it is told: always with its decimal, so that rows stand under each other; on a line without.
 *
 * @param {RateView} view
 * @param {number} n
 */
function meanWords(view, n) {
  const digits = isLine(view) ? 0 : 1;
  const told = new Intl.NumberFormat(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n);
  return told.replace("-", "−");
}

/** @param {RateView} view */
function isLine(view) {
  return view.scale === "slider";
}

/** @param {RateView} view All values of the scale, from the lowest. */
function valuesOf({ least, most }) {
  return Array.from({ length: most - least + 1 }, (_each, place) => least + place);
}

/**
 * Return what a step is called: its own words, or its number.
 *
 * @param {RateView} view
 * @param {number} value
 */
function stepWords(view, value) {
  return pick(view.steps[value - view.least]) || number(value);
}

/**
 * Return what a drawn column stands for.
 *
 * @param {RateView} view
 * @param {number} place
 */
function columnWords(view, place) {
  if (!isLine(view)) return stepWords(view, view.least + place);
  return `${place * 10}–${place === 9 ? 100 : place * 10 + 9}`;
}

/**
 * @param {RateView} view
 * @param {number} value
 * @returns {number} Where it lies between the ends, 0 to 1.
 */
function along({ least, most }, value) {
  return Math.min(1, Math.max(0, (value - least) / (most - least)));
}

/** @param {RateView} view */
function rowsOf(view) {
  return inOrder(view.statements).filter(([, statement]) => !statement.hidden);
}

/** @param {RateView} view Whether the first round is drawn beside this one. */
function isCompared(view) {
  return view.again && view.compares;
}

/** @param {RatingView} rating */
function fewWords(rating) {
  return ngettext("{n} answer: shown from five on", "{n} answers: shown from five on", rating.n);
}

/** @param {RateView} view */
function ends(view) {
  const low = pick(view.low) || pick(view.steps[0]);
  const high = pick(view.high) || pick(view.steps[view.steps.length - 1]);
  const named = view.scale === "words";
  return html`<div class="rate-ends">
    <span>${named ? nothing : html`<b>${number(view.least)}</b>`} ${written(low)}</span>
    <span>${named ? nothing : html`<b>${number(view.most)}</b>`} ${written(high)}</span>
  </div>`;
}

// --- the wall --------------------------------------------------------------------------------------------

/**
 * @param {RateView} view
 * @param {ActivityView} activity
 * @param {Wall} [wall]
 */
export function board(view, activity, wall = {}) {
  if (!view.shown) return progress(Math.max(activity.done, view.phones), wall, "answered");
  const rows = rowsOf(view);
  if (!rows.length) return html`<p class="board-text quiet">${_("Nothing to rate yet")}</p>`;
  return html`<div class="board-result rate-board">${picture(view, rows)}
    <p class="quiet">${footWords(view, rows)}</p>
  </div>`;
}

/**
 * @param {RateView} view
 * @param {[string, StatementView][]} rows
 */
function picture(view, rows) {
  const one = rows.length === 1 ? rows[0][1] : undefined;
  if (one && one.ratings.length === 1) return large(view, one);
  const known = rows.every(([, row]) => row.ratings.every((rating) => !rating.few && rating.n));
  if (view.show === "radar" && known && rows.length >= cornersFewest && rows.length <= cornersMost) return radar(view, rows);
  return manyRows(view, rows);
}

/**
 * @param {RateView} view
 * @param {[string, StatementView][]} rows
 */
function footWords(view, rows) {
  const told = [headsWords(view.phones, view.hands)];
  const one = rows.length === 1 ? rows[0][1] : undefined;
  const rating = one?.ratings.length === 1 ? one.ratings[0] : undefined;
  if (rating && !rating.few && rating.n) told.push(numbersWords(view, rating));
  if (view.shown && view.show === "bars" && rows.length > 1 && !view.steps.some(pick)) told.push(_("the number is the mean"));
  if (one?.unknown) told.push(ngettext("{n} can’t say", "{n} can’t say", one.unknown));
  if (rows.length > 1 && !haveSame(view, rows)) told.push(_("in brackets how many answered"));
  if (view.more) told.push(ngettext("{n} more statement", "{n} more statements", view.more));
  return told.join(" · ");
}

/**
 * @param {RateView} view
 * @param {[string, StatementView][]} rows
 * @returns {boolean} Whether as many answered each as answered at all: then it need not stand at each.
 */
function haveSame(view, rows) {
  const counts = rows.flatMap(([, row]) => row.ratings.filter((rating) => rating.n && !rating.few).map((rating) => rating.n));
  return counts.every((n) => n === view.phones + view.hands);
}

/**
 * @param {RateView} view
 * @param {RatingView} rating
 */
function numbersWords(view, rating) {
  const middle = _("median {n}", { n: view.steps.length ? medianWords(view, rating) : number(rating.median) });
  if (view.scale === "words") return middle;
  const mean = _("mean {n}", { n: meanWords(view, rating.mean) });
  return rating.earlier_n ? `${mean} (${_("earlier {n}", { n: meanWords(view, rating.earlier_mean) })}) · ${middle}` : `${mean} · ${middle}`;
}

/**
 * @param {RateView} view
 * @param {RatingView} rating
 */
function medianWords(view, { median }) {
  const steps = [...new Set([Math.floor(median), Math.ceil(median)])];
  return steps.map((value) => stepWords(view, value)).join("–");
}

/**
 * @param {RateView} view
 * @param {RatingView} rating
 * @returns {Set<number>} Places of the columns that the median is on.
 */
function medianPlaces(view, { median, n }) {
  if (!n) return new Set();
  if (isLine(view)) return new Set([Math.min(9, Math.floor(median / 10))]);
  return new Set([Math.floor(median) - view.least, Math.ceil(median) - view.least]);
}

/**
 * One statement: its distribution as large as the wall.
 *
 * @param {RateView} view
 * @param {StatementView} statement
 */
function large(view, statement) {
  const rating = statement.ratings[0];
  return html`<div class="rate-large">
    ${pick(statement.text) ? html`<h2 class="rate-said" lang=${langOf(statement.text)}>${worded(statement.text)}</h2>` : nothing}
    ${rating.few ? html`<p class="board-text">${fewWords(rating)}</p>` : columns(view, rating)}
  </div>`;
}

/**
 * @param {RateView} view
 * @param {RatingView} rating
 */
function columns(view, rating) {
  const most = Math.max(1, ...rating.counts, ...rating.earlier);
  const marks = medianPlaces(view, rating);
  const before = rating.earlier.length > 0;
  const column = (/** @type {number} */ count, /** @type {string} */ when) =>
    html`<div class="rate-column" data-when=${when}>
      <span class="scale-number">${count}</span>
      <div class="scale-fill" .style=${`--share: ${count / most}`}></div>
    </div>`;
  return html`${before ? rounds() : nothing}
    <ol class="scale rate-scale">
      ${rating.counts.map(
        (count, place) => html`<li class="scale-step" ?data-median=${marks.has(place)}>
          <div class="rate-pair">${before ? column(rating.earlier[place], "earlier") : nothing} ${column(count, "now")}</div>
          <div class="scale-label">
            ${written(columnWords(view, place))}${marks.has(place) ? html` <small>${_("median")}</small>` : nothing}
          </div>
        </li>`,
      )}
    </ol>
    ${view.steps.length && !pick(view.low) && !pick(view.high) ? nothing : ends(view)}`;
}

/** What is hollow and what is full. */
function rounds() {
  return html`<p class="rate-key">
    <span><i class="rate-sign" data-when="earlier"></i> ${_("earlier")}</span>
    <span><i class="rate-sign" data-when="now"></i> ${_("now")}</span>
  </p>`;
}

/** @param {RateView} view Which of two questions is which. */
function questions(view) {
  return html`<p class="rate-key">
    ${view.dimensions.map(
      (question, n) => html`<span><i class="rate-sign rate-dot" data-question=${n + 1}></i> ${said(question)}</span>`,
    )}
  </p>`;
}

/** @param {RateView} view The names of the steps, each over its column. */
function names(view) {
  return html`<p class="rate-names-over">${view.steps.map((step) => html`<span>${said(step)}</span>`)}</p>`;
}

/**
 * Many statements: one under another, drawn alike.
 *
 * @param {RateView} view
 * @param {[string, StatementView][]} rows
 */
function manyRows(view, rows) {
  const two = view.dimensions.length === 2;
  const named = view.scale === "words" && !two && view.steps.length <= mostNames;
  const short = haveSame(view, rows) ? "none" : "brackets";
  const key = two ? questions(view) : isCompared(view) ? rounds() : nothing;
  return html`<div class="rate-lines">
    <div class="rate-head" ?data-named=${named}>
      ${key} ${named ? names(view) : view.show === "order" && !two ? nothing : ends(view)}
    </div>
    <ol
      class="rate-rows pages pages-one"
      ?data-compared=${isCompared(view) && !two}
      ?data-few=${rows.length <= mostRoomy}
    >
      ${rows.map(
        ([id, statement]) => html`<li class="rate-row arrives" ?data-named=${named} id="rated-${id}">
          <span class="rate-label" lang=${langOf(statement.text)}>${worded(statement.text)}</span>
          ${line(view, statement, short)}
        </li>`,
      )}
    </ol>
  </div>`;
}

/** @typedef {"words" | "brackets" | "none"} CountsAs How it is told how many answered a statement. */

/**
 * @param {RateView} view
 * @param {StatementView} statement
 * @param {CountsAs} [as]
 */
function line(view, statement, as = "words") {
  const [first, second] = statement.ratings;
  const few = statement.ratings.find((rating) => rating.few);
  if (few) return html`<span class="rate-few">${fewWords(few)}</span>`;
  if (!statement.ratings.some((rating) => rating.n)) return html`<span class="rate-few">${_("no answers")}</span>`;
  if (second) return html`${gap(view, first, second)} ${gapNumbers(view, first, second)}`;
  if (view.scale === "words") return counted(view, first, as);
  if (view.show === "order") return html`${meanBar(view, first)} ${meanNumbers(view, first, as)}`;
  if (view.show === "line") return html`${track(view, first)} ${meanNumbers(view, first, as)}`;
  return html`${mini(view, first)} ${meanNumbers(view, first, as)}`;
}

/**
 * The mean, with what it was and how many it is made of.
 *
 * @param {RateView} view
 * @param {RatingView} rating
 * @param {CountsAs} as
 */
function meanNumbers(view, rating, as) {
  return html`<span class="rate-numbers">
    <b>${rating.earlier_n ? html`<small>${meanWords(view, rating.earlier_mean)} →</small> ` : nothing}${meanWords(view, rating.mean)}</b>
    ${as === "none"
      ? nothing
      : html`<small>${as === "brackets" ? `(${rating.n})` : ngettext("{n} answer", "{n} answers", rating.n)}</small>`}
  </span>`;
}

/**
 * Named steps have no mean: how many chose each stands in its column, filled as high.
 *
 * @param {RateView} view
 * @param {RatingView} rating
 * @param {CountsAs} as
 */
function counted(view, rating, as) {
  const most = Math.max(1, ...rating.counts);
  return html`<ol class="rate-counted">
    ${rating.counts.map(
      (count, place) => html`<li>
        <div class="rate-counted-fill" .style=${`--share: ${count / most}`}></div>
        <span class=${as === "words" ? "" : "aloud"}>${written(stepWords(view, view.least + place))}</span>
        <b>${rating.earlier_n ? html`<small>${rating.earlier[place]} →</small> ` : nothing}${count}</b>
      </li>`,
    )}
  </ol>`;
}

/**
 * A small distribution; the earlier one hangs under it, hollow.
 *
 * @param {RateView} view
 * @param {RatingView} rating
 */
function mini(view, rating) {
  const most = Math.max(1, ...rating.counts, ...rating.earlier);
  const bars = (/** @type {readonly number[]} */ counts, /** @type {string} */ when) =>
    html`<div class="rate-mini" data-when=${when}>
      ${counts.map((count) => html`<span class="rate-mini-bar" .style=${`--share: ${count / most}`}></span>`)}
    </div>`;
  const told = rating.counts.map((count, place) => `${columnWords(view, place)}: ${count}`).join(", ");
  return html`<div class="rate-chart" role="img" aria-label=${told}>
    ${bars(rating.counts, "now")} ${rating.earlier.length ? bars(rating.earlier, "earlier") : nothing}
  </div>`;
}

/**
 * A bar as long as the mean.
 *
 * @param {RateView} view
 * @param {RatingView} rating
 */
function meanBar(view, rating) {
  return html`<div class="rate-chart" aria-hidden="true">
    ${rating.earlier_n
      ? html`<div class="rate-bar" data-when="earlier" .style=${`--share: ${along(view, rating.earlier_mean)}`}></div>`
      : nothing}
    <div class="rate-bar" data-when="now" .style=${`--share: ${along(view, rating.mean)}`}></div>
  </div>`;
}

/**
 * The mean on its line, with how far answers lie from it; an arrow from where it was.
 *
 * @param {RateView} view
 * @param {RatingView} rating
 */
function track(view, rating) {
  const low = along(view, rating.mean - rating.spread);
  const high = along(view, rating.mean + rating.spread);
  return html`<div class="rate-chart rate-track" aria-hidden="true">
    <span class="rate-band" .style=${`--from: ${low}; --to: ${high}`}></span>
    ${rating.earlier_n ? shift(along(view, rating.earlier_mean), along(view, rating.mean)) : nothing}
    <i class="rate-dot" data-question="1" .style=${`--at: ${along(view, rating.mean)}`}></i>
  </div>`;
}

/**
 * @param {number} from
 * @param {number} to
 */
function shift(from, to) {
  return html`<span class="rate-shift" .style=${`--from: ${Math.min(from, to)}; --to: ${Math.max(from, to)}`}></span>
    <i class="rate-dot" data-question="0" .style=${`--at: ${from}`}></i>`;
}

/**
 * Two means, and what lies between them.
 *
 * @param {RateView} view
 * @param {RatingView} first
 * @param {RatingView} second
 */
function gap(view, first, second) {
  const [one, other] = [along(view, first.mean), along(view, second.mean)];
  return html`<div class="rate-chart rate-track" aria-hidden="true">
    ${first.n && second.n
      ? html`<span class="rate-gap" .style=${`--from: ${Math.min(one, other)}; --to: ${Math.max(one, other)}`}></span>`
      : nothing}
    ${second.n ? html`<i class="rate-dot" data-question="2" .style=${`--at: ${other}`}></i>` : nothing}
    ${first.n ? html`<i class="rate-dot" data-question="1" .style=${`--at: ${one}`}></i>` : nothing}
  </div>`;
}

/**
 * @param {RateView} view
 * @param {RatingView} first
 * @param {RatingView} second
 */
function gapNumbers(view, first, second) {
  const told = (/** @type {RatingView} */ rating) => (rating.n ? meanWords(view, rating.mean) : "–");
  const before = first.earlier_n && second.earlier_n;
  return html`<span class="rate-numbers">
    <b>${told(first)} | ${told(second)}</b>
    ${before
      ? html`<small>${_("earlier {n}", { n: `${meanWords(view, first.earlier_mean)} | ${meanWords(view, second.earlier_mean)}` })}</small>`
      : nothing}
  </span>`;
}

/**
 * Three to eight statements as corners; numbers at them, words beside.
 *
 * @param {RateView} view
 * @param {[string, StatementView][]} rows
 */
function radar(view, rows) {
  const centre = 320;
  const reach = 240;
  const spot = (/** @type {number} */ corner, /** @type {number} */ far) => {
    const turn = (corner / rows.length) * 2 * Math.PI;
    return [centre + Math.sin(turn) * far * reach, centre - Math.cos(turn) * far * reach];
  };
  const shape = (/** @type {(row: StatementView) => number} */ mean) =>
    rows.map(([, row], corner) => spot(corner, 0.06 + 0.94 * along(view, mean(row))).map(Math.round).join(",")).join(" ");
  const two = view.dimensions.length === 2;
  const compared = !two && isCompared(view) && rows.every(([, row]) => row.ratings[0].earlier_n);
  return html`<div class="rate-radar">
    <svg viewBox="0 0 640 640" aria-hidden="true">
      ${[0.25, 0.5, 0.75, 1].map(
        (far) => svg`<polygon class="rate-web" points=${rows.map((_row, corner) => spot(corner, far).map(Math.round).join(",")).join(" ")} />`,
      )}
      ${rows.map((_row, corner) => svg`<line class="rate-web" x1=${centre} y1=${centre} x2=${spot(corner, 1)[0]} y2=${spot(corner, 1)[1]} />`)}
      ${two ? svg`<polygon class="rate-shape" data-question="2" points=${shape((row) => row.ratings[1].mean)} />` : nothing}
      ${compared ? svg`<polygon class="rate-shape" data-question="2" points=${shape((row) => row.ratings[0].earlier_mean)} />` : nothing}
      <polygon class="rate-shape" data-question="1" points=${shape((row) => row.ratings[0].mean)} />
      ${rows.map((_row, corner) => {
        const [x, y] = spot(corner, 1.2);
        return svg`<text class="rate-corner" x=${x} y=${y}>${corner + 1}</text>`;
      })}
    </svg>
    <div class="rate-names">
      ${two ? questions(view) : compared ? rounds() : nothing}
      <ol class="rate-list">
        ${rows.map(
          ([, row], corner) => html`<li>
            <b class="rate-place">${corner + 1}</b>
            <span lang=${langOf(row.text)}>${worded(row.text)}</span>
            <b>${compared ? html`<small>${meanWords(view, row.ratings[0].earlier_mean)} →</small> ` : nothing}${row.ratings
                .map((rating) => meanWords(view, rating.mean))
                .join(" | ")}</b>
          </li>`,
        )}
      </ol>
      ${ends(view)}
    </div>
  </div>`;
}

/**
 * The desk's view as the wall shows it.
 *
 * @param {RateView} view
 * @returns {RateView}
 */
export function onWall(view) {
  const rows = view.shown ? rowsOf(view) : [];
  return {
    ...view,
    statements: Object.fromEntries(rows.slice(0, mostOnWall)),
    more: Math.max(0, rows.length - mostOnWall),
    comments: {},
  };
}

// --- the phone -------------------------------------------------------------------------------------------

/**
 * Return one's own answers as they will be once all that was asked here has been answered.
 *
 * @param {Partial<MyRatings>} mine
 * @param {Row[]} rows
 * @returns {Map<string, Own>}
 */
export function ownRatings(mine, rows) {
  /** @type {Map<string, Own>} */
  const own = new Map(inOrder(mine.statements).map(([id, row]) => [id, { ...row, isKept: true }]));
  for (const { state, command } of rows) {
    if (state !== "waiting" || !command.statement) continue;
    const there = own.get(command.statement) ?? { text: {}, values: {}, unknown: false, comment: "", isKept: false };
    const changed = asAsked(there, command);
    if (changed) own.set(command.statement, { ...there, ...changed, isKept: false });
  }
  return own;
}

/**
 * @param {Own} there
 * @param {Record<string, any>} command
 * @returns {Partial<Own> | undefined}
 */
function asAsked(there, command) {
  switch (command.do) {
    case "Rate":
      return { values: { ...there.values, [command.dimension ?? 0]: command.value }, unknown: false };
    case "RateUnknown":
      return { values: {}, unknown: true };
    case "TakeBackRating":
      return { values: {}, unknown: false };
    case "CommentRating":
      return { comment: command.text };
    default:
      return undefined;
  }
}

/**
 * @param {RateView} view
 * @param {MyRatings} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function phone(view, mine, act, activity, tools) {
  if (activity.stage === "closed") return result(view, activity, mine);
  const rows = tools.rows?.() ?? [];
  const own = ownRatings(mine, rows);
  const asked = statementsFor(view, own, tools);
  const answered = asked.filter(([id]) => isAnswered(view, own.get(id))).length;
  const waits = rows.some((row) => row.state === "waiting" && row.command.statement);
  return html`${rows.filter((row) => row.state === "refused").map((row) => refusal(row, tools))}
    ${view.sample && !asked.length
      ? html`<p class="phone-help">
          ${ngettext("You get {n} text to read and rate.", "You get {n} texts to read and rate.", mine.draws ?? view.sample)}
          ${_("Everyone gets different ones.")}
        </p>`
      : nothing}
    ${asked.length > 1
      ? html`<p class="votes-left">
          <span>${_("{done} / {all} answered", { done: answered, all: asked.length })}</span>
          ${answered ? status(waits ? "waiting" : "saved") : nothing}
        </p>`
      : nothing}
    ${repeat(
      asked,
      ([id]) => id,
      ([id, text]) => question({ id, text, view, own: own.get(id), act, activity, tools, alone: asked.length === 1 }),
    )}
    ${asked.length === 1 && answered ? html`<p>${status(waits ? "waiting" : "saved")}</p>` : nothing}
    ${asked.length && mine.draws
      ? html`<button class="button" type="button" id="draw-more" @click=${() => act({ do: "DrawItems" })}>
          ${icon("plus")} ${_("Give me another text")}
        </button>`
      : nothing}
    ${view.shown ? html`<details class="fold" id="sofar"><summary>${_("The result so far")}</summary>${result(view, activity, mine)}</details>` : nothing}`;
}

/**
 * @param {RateView} view
 * @param {Map<string, Own>} own
 * @param {Tools} tools
 * @returns {[string, Text][]}
 */
function statementsFor(view, own, tools) {
  if (view.sample) return [...own].filter(([, row]) => pick(row.text)).map(([id, row]) => [id, row.text]);
  // By id while the result is open and sorted: rows must not jump under a thumb.
  const rows = rowsOf(view);
  const order = view.shuffle && rows.length > 2 ? shuffledFor(rows, tools.seat ?? "") : rows;
  return order.map(([id, row]) => [id, row.text]);
}

/**
 * @param {RateView} view
 * @param {Own | undefined} own
 */
function isAnswered(view, own) {
  if (!own) return false;
  return own.unknown || Object.keys(own.values).length >= Math.max(1, view.dimensions.length);
}

/**
 * @typedef {object} Asked One statement on the phone.
 * @property {string} id
 * @property {Text} text
 * @property {RateView} view
 * @property {Own | undefined} own
 * @property {Act} act
 * @property {ActivityView} activity
 * @property {Tools} tools
 * @property {boolean} alone
 */

/** @param {Asked} asked */
function question(asked) {
  const { id, text, view, own, activity, alone } = asked;
  const legend = pick(text) ? said(text) : worded(activity.prompt);
  const isGiven = Boolean(own && !own.unknown && Object.keys(own.values).length);
  return html`<fieldset class="rate-question" ?data-given=${isAnswered(view, own)} aria-describedby="who">
    <legend class=${alone && !pick(text) ? "aloud" : "rate-asked"}>${legend}</legend>
    ${view.dimensions.length
      ? view.dimensions.map(
          (dimension, n) => html`<div class="stack stack-tight" role="group" aria-labelledby="dimension-${id}-${n}">
            <p class="rate-dimension" id="dimension-${id}-${n}">${said(dimension)}</p>
            ${answer(asked, n)}
          </div>`,
        )
      : answer(asked, 0)}
    ${view.dont_know || isGiven ? rest(asked, isGiven) : nothing}
    ${view.comment ? comment(asked) : nothing}
  </fieldset>`;
}

/**
 * @param {Asked} asked
 * @param {boolean} isGiven Whether there is a rating to take back.
 */
function rest({ id, text, view, own, act }, isGiven) {
  const unknown = () => act({ do: own?.unknown ? "TakeBackRating" : "RateUnknown", statement: id });
  return html`<div class="rate-rest">
    ${view.dont_know
      ? html`<button class="button button-small" type="button" id="unknown-${id}" aria-pressed=${Boolean(own?.unknown)} @click=${unknown}>
          ${_("I can’t say")}
        </button>`
      : nothing}
    ${isGiven
      ? html`<button
          class="button button-quiet button-small"
          type="button"
          id="back-${id}"
          aria-label=${_("Take my answer back: {what}", { what: pick(text) })}
          @click=${() => act({ do: "TakeBackRating", statement: id })}
        >
          ${_("Take it back")}
        </button>`
      : nothing}
  </div>`;
}

/**
 * @param {Asked} asked
 * @param {number} dimension
 */
function answer(asked, dimension) {
  return html`${isLine(asked.view) ? slide(asked, dimension) : taps(asked, dimension)}
    ${asked.view.scale === "words" || !(pick(asked.view.low) || pick(asked.view.high) || asked.view.steps.length)
      ? nothing
      : ends(asked.view)}`;
}

/**
 * One tap: the steps side by side.
 *
 * @param {Asked} asked
 * @param {number} dimension
 */
function taps({ id, view, own, act }, dimension) {
  const values = valuesOf(view);
  const given = own?.values[dimension];
  return html`<div class="rate-taps" data-steps=${view.scale === "words" ? "words" : values.length}>
    ${values.map(
      (value) => html`<label class="rate-tap">
        <input
          type="radio"
          name="rate-${id}-${dimension}"
          id="rate-${id}-${dimension}-${value}"
          aria-label=${tapWords(view, value)}
          .checked=${live(given === value)}
          @change=${() => act({ do: "Rate", statement: id, value, dimension })}
        />
        <span>${view.scale === "words" ? written(stepWords(view, value)) : number(value)}</span>
      </label>`,
    )}
  </div>`;
}

/**
 * Return a step as it is heard: its number with its name, at the ends with what they mean.
 *
 * @param {RateView} view
 * @param {number} value
 */
function tapWords(view, value) {
  const meant = value === view.least ? pick(view.low) : value === view.most ? pick(view.high) : "";
  const name = stepWords(view, value);
  const told = view.scale === "words" || name === number(value) ? [name, meant] : [number(value), name, meant];
  return told.filter(Boolean).join(", ");
}

/** Where a thumb is on a line, until it rests: statement and question → place. @type {Map<string, number>} */
const sliding = new Map();
/** @type {Map<string, ReturnType<typeof setTimeout>>} */
const resting = new Map();

/**
 * A line with named ends: a thumb, and buttons for those who cannot slide.
 *
 * @param {Asked} asked
 * @param {number} dimension
 */
function slide({ id, text, view, own, act, activity, tools }, dimension) {
  const field = `${id}-${dimension}`;
  const key = `${activity.id} ${activity.run} ${field}`;
  const given = own?.values[dimension];
  const now = sliding.get(key) ?? given;
  const moved = (/** @type {number} */ to) => {
    const value = Math.min(view.most, Math.max(view.least, to));
    sliding.set(key, value);
    draw(field, value);
    clearTimeout(resting.get(key));
    resting.set(
      key,
      setTimeout(() => {
        void act({ do: "Rate", statement: id, value, dimension }).finally(() => sliding.get(key) === value && sliding.delete(key));
      }, restMs),
    );
  };
  const from = () => sliding.get(key) ?? ownRatings({}, tools.asked?.() ?? []).get(id)?.values[dimension] ?? given ?? 50;
  return html`<div class="rate-slide" ?data-given=${now !== undefined}>
    <button class="button" type="button" id="less-${field}" aria-label=${_("Less: {what}", { what: pick(text) })} @click=${() => moved(from() - slideBy)}>
      ${icon("minus")}
    </button>
    <input
      class="rate-range"
      type="range"
      id="slide-${field}"
      min=${view.least}
      max=${view.most}
      step="1"
      aria-label=${pick(text) || pick(activity.prompt)}
      aria-valuetext=${now === undefined ? _("not answered yet") : number(now)}
      .value=${String(now ?? 50)}
      @input=${(/** @type {Event} */ event) => moved(Number(/** @type {HTMLInputElement} */ (event.target).value))}
    />
    <button class="button" type="button" id="more-${field}" aria-label=${_("More: {what}", { what: pick(text) })} @click=${() => moved(from() + slideBy)}>
      ${icon("plus")}
    </button>
    <output id="at-${field}">${now === undefined ? "–" : number(now)}</output>
  </div>`;
}

/**
 * Show the thumb where it is at once: the screen is drawn again only when the answer leaves.
 *
 * @param {string} field
 * @param {number} value
 */
function draw(field, value) {
  const range = /** @type {HTMLInputElement | null} */ (document.getElementById(`slide-${field}`));
  const told = document.getElementById(`at-${field}`);
  if (range && range.value !== String(value)) range.value = String(value);
  range?.closest(".rate-slide")?.toggleAttribute("data-given", true);
  if (told) told.textContent = number(value);
}

/** @param {Asked} asked */
function comment({ id, text, own, act, activity, tools }) {
  const key = `comment/${id}/${activity.id}`;
  const save = (/** @type {Event} */ event) => {
    const words = /** @type {HTMLTextAreaElement} */ (event.target).value.trim();
    tools.saveDraft(key, "");
    if (words !== (own?.comment ?? "")) void act({ do: "CommentRating", statement: id, text: words });
  };
  const keep = (/** @type {Event} */ event) => tools.saveDraft(key, /** @type {HTMLTextAreaElement} */ (event.target).value);
  return html`<details class="fold rate-comment" id="comment-fold-${id}">
    <summary>${own?.comment ? _("Your comment: {text}", { text: own.comment }) : _("Add a comment")}</summary>
    <div class="field">
      <label class="aloud" for="comment-${id}">${_("Comment: {what}", { what: pick(text) })}</label>
      <textarea
        class="input input-low"
        id="comment-${id}"
        rows="2"
        maxlength="500"
        aria-describedby="who comment-help-${id}"
        .defaultValue=${tools.draft(key) || (own?.comment ?? "")}
        @input=${keep}
        @change=${save}
      ></textarea>
      <p class="field-help" id="comment-help-${id}">${_("Goes to the summary with the others’ comments, when there are at least three.")}</p>
    </div>
  </details>`;
}

/**
 * The green button of the bar below: asks for texts, or says that one is done.
 *
 * @param {RateView} view
 * @param {MyRatings} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function bar(view, mine, act, activity, tools) {
  if (activity.stage === "closed") return nothing;
  const rows = tools.rows?.() ?? [];
  if (view.sample && !statementsFor(view, ownRatings(mine, rows), tools).length) {
    const asks = rows.some((row) => row.state === "waiting" && row.command.do === "DrawItems");
    return html`<button class="button button-primary" id="draw" ?disabled=${asks} @click=${() => act({ do: "DrawItems" })}>
      ${icon("tray")} ${_("Give me the texts")}
    </button>`;
  }
  if (tools.isDone) return nothing;
  return html`<button class="button button-primary" id="done" @click=${() => act({ do: "MarkDone", on: true })}>
    ${icon("check")} ${_("I have answered")}
  </button>`;
}

/** @param {RateView} view Whether there is anything to answer. */
export function answers(view) {
  return view.count > 0;
}

/** @param {MyRatings} mine One's own words to take home: ratings are none. */
export function lines(mine) {
  return inOrder(mine.statements)
    .map(([, row]) => row.comment)
    .filter(Boolean);
}

/**
 * The result as text.
 *
 * @param {RateView} view
 * @param {ActivityView} activity
 * @param {Partial<MyRatings>} [mine]
 */
export function result(view, activity, mine = {}) {
  const own = ownRatings(mine, []);
  const waits = !view.shown && activity.identity !== "only_you";
  const rows = view.shown || !view.sample ? rowsOf(view) : [];
  return html`${waits ? html`<p class="quiet">${_("The result is shown when this is closed.")}</p>` : nothing}
    ${view.shown && rows.length ? html`${view.dimensions.length === 2 ? questions(view) : isCompared(view) && view.scale !== "words" ? rounds() : nothing} ${view.scale === "words" && view.dimensions.length < 2 ? nothing : ends(view)}` : nothing}
    <ol class="rate-told">
      ${rows
        .filter(([id]) => view.shown || own.has(id))
        .map(
          ([id, statement]) => html`<li class="rate-row">
            ${pick(statement.text) ? html`<span class="rate-label" lang=${langOf(statement.text)}>${worded(statement.text)}</span>` : nothing}
            ${view.shown ? line(view, statement) : nothing} ${ownWords(view, own.get(id))}
          </li>`,
        )}
    </ol>
    ${view.shown ? html`<p class="quiet">${footWords(view, rows)}</p>` : nothing}`;
}

/**
 * @param {RateView} view
 * @param {Own | undefined} own
 */
function ownWords(view, own) {
  if (!own || (!own.unknown && !Object.keys(own.values).length)) return nothing;
  const given = Object.values(own.values).map((value) => stepWords(view, value));
  return html`<span class="rate-own">${_("Your answer: {what}", { what: own.unknown ? _("I can’t say") : given.join(" | ") })}</span>`;
}

// --- the desk --------------------------------------------------------------------------------------------

/**
 * @param {RateView} view
 * @param {Act} act
 * @param {ActivityView} activity
 */
export function desk(view, act, activity) {
  const takes = activity.stage !== "closed";
  const begun = view.phones > 0 || view.hands > 0;
  return html`<p class="quiet">
      ${headsWords(view.phones, view.hands)}${view.shown ? "" : ` · ${_("the answers are hidden, from you too")}`}
    </p>
    ${view.shown ? choices(view, act) : nothing}
    <ol class="votes">
      ${repeat(
        inOrder(view.statements),
        ([id]) => id,
        ([id, statement]) => html`<li class="vote rate-desk" ?data-hidden=${statement.hidden}>
          <span class="vote-label ${statement.hidden ? "quiet" : ""}" lang=${langOf(statement.text)}>${worded(statement.text)}</span>
          <span class="quiet">${ngettext("{n} answer on a phone", "{n} answers on phones", statement.raters)}</span>
          ${view.shown && !statement.hidden ? html`<div class="rate-row">${line(view, statement)}</div>` : nothing}
          <div class="line">
            ${statement.hidden || isLine(view) || activity.identity === "only_you" ? nothing : hands(id, statement, view, act)}
            ${changing(id, statement, act, takes)}
          </div>
        </li>`,
      )}
    </ol>
    ${takes && !begun ? adding(act) : nothing} ${comments(view, act)}`;
}

/**
 * How the result is sorted, and whether the earlier round is beside it.
 *
 * @param {RateView} view
 * @param {Act} act
 */
function choices(view, act) {
  /** @type {[string, string][]} */
  const orders = [
    ["given", _("As given")],
    ["mean", _("Mean")],
    ["spread", _("Spread")],
  ];
  if (view.dimensions.length === 2) orders.push(["gap", _("Gap")]);
  return html`<div class="line">
    ${view.count > 1
      ? html`<fieldset class="field">
          <legend>${_("Sorted by")}</legend>
          <div class="switch">
            ${orders.map(
              ([by, words]) => html`<label>
                <input type="radio" name="rate-order" id="order-${by}" .checked=${live(view.order === by)} @change=${() => act({ do: "SortRatings", by })} />
                <span>${words}</span>
              </label>`,
            )}
          </div>
        </fieldset>`
      : nothing}
    ${view.again
      ? html`<label class="check">
          <input
            type="checkbox"
            id="rate-compare"
            .checked=${live(view.compares)}
            @change=${(/** @type {Event} */ event) => act({ do: "CompareRatings", on: /** @type {HTMLInputElement} */ (event.target).checked })}
          />
          ${_("Show the earlier round too")}
        </label>`
      : nothing}
  </div>`;
}

/**
 * Hands counted in the room, a field a step.
 *
 * @param {string} id
 * @param {StatementView} statement
 * @param {RateView} view
 * @param {Act} act
 */
function hands(id, statement, view, act) {
  const all = statement.hands.map((row) => Object.values(row).reduce((total, count) => total + count, 0));
  const set = (/** @type {number} */ value, /** @type {number} */ dimension) => (/** @type {Event} */ event) =>
    act({
      do: "RateHands",
      statement: id,
      value,
      dimension,
      hands: Math.max(0, Number(/** @type {HTMLInputElement} */ (event.target).value) || 0),
    });
  return html`<details class="note-change">
    <summary class="button button-quiet button-small" id="hands-${id}">
      ${icon("hand-palm")} ${Math.max(0, ...all) ? ngettext("{n} hand", "{n} hands", Math.max(...all)) : _("Count hands")}
    </summary>
    ${statement.hands.map(
      (row, dimension) => html`<fieldset class="field">
        <legend>
          ${_("Hands in the room: {what}", { what: [pick(statement.text), pick(view.dimensions[dimension])].filter(Boolean).join(" · ") })}
        </legend>
        <div class="rate-hands">
          ${valuesOf(view).map(
            (value) => html`<label>
              <span>${written(stepWords(view, value))}</span>
              <input
                class="input input-hands"
                type="number"
                inputmode="numeric"
                min="0"
                max="10000"
                id="hands-${id}-${dimension}-${value}"
                .value=${String(row[value] ?? 0)}
                @change=${set(value, dimension)}
              />
            </label>`,
          )}
        </div>
      </fieldset>`,
    )}
  </details>`;
}

/**
 * @param {string} id
 * @param {StatementView} statement
 * @param {Act} act
 * @param {boolean} takes
 */
function changing(id, statement, act, takes) {
  const save = savingWords((text) => void act({ do: "RenameStatement", statement: id, text }));
  const hide = html`<button
    class="button button-quiet button-small"
    type="button"
    id="out-${id}"
    aria-label=${statement.hidden ? _("Put it back: {what}", { what: pick(statement.text) }) : _("Take it out: {what}", { what: pick(statement.text) })}
    @click=${() => act({ do: "HideStatement", statement: id, on: !statement.hidden })}
  >
    ${icon(statement.hidden ? "eye" : "eye-slash")} ${statement.hidden ? _("Put it back") : _("Take it out")}
  </button>`;
  const mayWord = takes && !statement.hidden && !statement.raters && !statement.hands.some((row) => Object.keys(row).length);
  if (!mayWord) return hide;
  return html`<details class="note-change">
      <summary class="button button-quiet button-small" id="statement-${id}">${_("Change")}</summary>
      <form class="stack stack-tight" @submit=${save}>
        ${Object.entries(statement.text).map(
          ([tag, words]) => html`<input
            class="input"
            name=${tag}
            id="statement-${id}-${tag}"
            lang=${tag || nothing}
            aria-label=${_("Words of the statement")}
            .defaultValue=${words}
          />`,
        )}
        <div class="buttons"><button class="button button-small">${_("Save the change")}</button></div>
      </form>
    </details>
    ${hide}`;
}

/** @param {Act} act */
function adding(act) {
  return addingLine({
    id: "statement-new",
    label: _("A new statement"),
    button: _("Add the statement"),
    most: 400,
    add: (words) => void act({ do: "AddStatement", text: { "": words } }),
  });
}

/**
 * Comments, which go to the summary unless they are kept out.
 *
 * @param {RateView} view
 * @param {Act} act
 */
function comments(view, act) {
  const rows = inOrder(view.comments);
  if (!rows.length && !view.comments_wait) return nothing;
  return html`<section class="stack stack-tight">
    <h3>${_("Comments, for the summary")}</h3>
    ${view.comments_wait
      ? html`<p class="quiet">
          ${ngettext("{n} comment stays untold: there are fewer than three.", "{n} comments stay untold: there are fewer than three.", view.comments_wait)}
        </p>`
      : nothing}
    <ul class="notes notes-list">
      ${rows.map(
        ([id, row]) => html`<li class="note" ?data-hidden=${row.hidden}>
          <span class="note-by">${said(view.statements[row.statement]?.text)}</span>
          ${written(row.text)}
          <div class="note-foot">
            <span>${row.name}</span>
            <button
              class="button button-quiet button-small"
              id="comment-out-${id}"
              aria-label=${row.hidden ? _("Show again: {what}", { what: row.text }) : _("Hide: {what}", { what: row.text })}
              @click=${() => act({ do: "HideComment", comment: id, on: !row.hidden })}
            >
              ${icon(row.hidden ? "eye" : "eye-slash")} ${row.hidden ? _("Show again") : _("Hide")}
            </button>
          </div>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {ActivityView} activity The desk's green button. */
export function closeWords(activity) {
  return activity.view.hidden && activity.identity !== "only_you" ? _("Close and show the result") : _("Close");
}
