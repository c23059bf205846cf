/** Rank on the screens: the room's order on the wall, tapping in order on the phone, paper and wording on the desk. */
import { headsWords } from "../app/heads.js";
import { addingLine, savingWords } from "../app/desk-wording.js";
import { html, nothing, repeat } from "../app/html.js";
import { _, language, ngettext, pick } from "../app/i18n.js";
import { icon, inOrder, refusal, said, shuffledFor, status } from "../app/parts.js";
import { progress } from "../app/progress.js";

/** @typedef {import("../app/views.js").RankView} RankView */
/** @typedef {import("../app/views.js").RankedView} RankedView */
/** @typedef {import("../app/views.js").MyRanking} MyRanking */
/** @typedef {import("../app/views.js").ActivityView} ActivityView */
/** @typedef {import("../app/outbox.js").Row} Row */
/** @typedef {import("../app/parts.js").Act} Act */
/** @typedef {import("../app/parts.js").Tools} Tools */
/** @typedef {import("../app/parts.js").Wall} Wall */
/** @typedef {[string, RankedView][]} Rows */

/** The green button of the phone means being done. */
export const saysDone = true;

/** @param {number} n A mean place, in the reader's figures. */
function figure(n) {
  return new Intl.NumberFormat(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(n);
}

/** @param {RankView} view */
function visible(view) {
  return inOrder(view.items).filter(([, item]) => !item.hidden);
}

/** @param {RankView} view Its rows in the room's order. */
function inPlace(view) {
  return visible(view).sort(([, one], [, other]) => one.place - other.place);
}

/** @param {RankView} view */
function agreementWords({ agreement }) {
  switch (agreement) {
    case "strong":
      return _("You agree to a great extent.");
    case "fair":
      return _("You agree in part.");
    case "split":
      return _("Opinions are split.");
    default:
      return "";
  }
}

/** @param {RankView} view How many ranked, on phones and on paper. */
function countWords(view) {
  return headsWords(view.phones, view.hands);
}

/** Words where too few ranked. */
function fewWords() {
  return _("Fewer than five have ranked, so the order is not told.");
}

// --- the wall --------------------------------------------------------------------------------------------

/**
 * @param {RankView} view
 * @param {ActivityView} activity
 * @param {Wall} [wall]
 */
export function board(view, activity, wall = {}) {
  if (view.few) return html`<div class="board-result"><p class="board-text">${fewWords()}</p></div>`;
  if (!view.shown) return progress(Math.max(activity.done, activity.answered), wall, "answered");
  return html`<div class="board-result rank-wall">
    ${ranking(view, true)}
    <div class="rank-told">
      <p class="rank-agreement">${agreementWords(view)}</p>
      <p class="quiet push">${keyWords(view)} ${countWords(view)}</p>
    </div>
  </div>`;
}

/**
 * @param {RankView} view
 * @param {boolean} onWall
 */
function ranking(view, onWall) {
  const rows = inPlace(view);
  const few = rows.length <= 4;
  return html`<ol
    class="results ranking ${onWall ? (few ? "results-few" : "pages pages-one") : ""}"
    ?data-many=${rows.length > 6}
    ?data-most=${rows.length > 8}
  >
    ${rows.map(
      ([id, item]) => html`<li class="result arrives" id="result-${id}" ?data-top=${item.place === 1}>
        <div class="result-fill" .style=${`--share: ${(rows.length + 1 - item.mean) / rows.length}`}></div>
        <span class="result-label"><span class="rank-place">${item.place}</span> ${said(item.text)}</span>
        <span class="result-number">
          ${figure(item.mean)}
          ${view.spread ? html`<small>(${halfPlaces(item)})</small>` : nothing}
          ${item.thin ? html`<small>${_("ranked by few")}</small>` : nothing}
          ${item.differs ? html`<small>${_("most spread")}</small>` : nothing}
        </span>
      </li>`,
    )}
  </ol>`;
}

/** @param {RankedView} item Between which places the middle half has it. */
function halfPlaces({ low, high }) {
  return low === high ? place(low) : `${place(low)}–${place(high)}`;
}

/** @param {RankView} view What the numbers mean. */
function keyWords(view) {
  return view.spread
    ? _("The number is the mean place; in brackets, where half put it.")
    : _("The number is the mean place.");
}

/** @param {number} n A place, or one between two. */
function place(n) {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(n);
}

// --- the phone -------------------------------------------------------------------------------------------

/**
 * Return one's order as it will be once all that was asked here has been answered.
 *
 * @param {RankView} view
 * @param {MyRanking} mine
 * @param {Row[]} rows
 * @returns {string[]}
 */
export function ownOrder(view, mine, rows) {
  let order = mine.order ?? [];
  for (const { state, command } of rows) {
    if (state !== "waiting") continue;
    if (command.do === "SetRanking") order = command.order;
    else if (command.do === "ClearRanking") order = [];
  }
  return order.filter((id) => view.items[id] && !view.items[id].hidden);
}

/**
 * Return the order with *id* at its end, or without it if it was in it.
 *
 * @param {string[]} order
 * @param {string} id
 * @param {number} most
 */
export function tapped(order, id, most) {
  if (order.includes(id)) return order.filter((other) => other !== id);
  return order.length < most ? [...order, id] : order;
}

/**
 * Return the order with *id* so many places later; negative is earlier.
 *
 * @param {string[]} order
 * @param {string} id
 * @param {number} by
 */
export function moved(order, id, by) {
  const from = order.indexOf(id);
  const to = Math.min(order.length - 1, Math.max(0, from + by));
  if (from < 0 || from === to) return order;
  const rest = order.filter((other) => other !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}

/**
 * @param {RankView} view
 * @param {MyRanking} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function phone(view, mine, act, activity, tools) {
  if (activity.stage === "closed") return result(view, activity, mine);
  const asked = tools.rows?.() ?? [];
  const order = ownOrder(view, mine, asked);
  // From what has been asked by now, not from what is drawn: two fast taps are two places.
  const set = (/** @type {(order: string[]) => string[]} */ change) => {
    const now = ownOrder(view, mine, tools.asked?.() ?? asked);
    const next = change(now);
    if (next === now) return;
    void act(next.length ? { do: "SetRanking", order: next } : { do: "ClearRanking" });
  };
  const all = visible(view);
  const rows = view.shuffle ? shuffledFor(all, tools.seat ?? "") : all;
  const waits = asked.some((row) => row.state === "waiting" && /Ranking$/.test(row.command.do));
  if (!all.length) return html`<p class="quiet">${_("There is nothing to rank yet.")}</p>`;
  return html`<p class="votes-left" role="status">
      <span>${leftWords(view, order, all.length)}</span>
      ${order.length ? status(waits ? "waiting" : "saved") : nothing}
    </p>
    ${order.length ? own(view, order, set) : nothing} ${toTap(view, rows, order, set)}
    ${asked.filter((row) => row.state === "refused").map((row) => refusal(row, tools))}
    ${view.shown ? html`<details class="fold" id="sofar"><summary>${_("The result so far")}</summary>${result(view, activity)}</details>` : nothing}`;
}

/**
 * @param {RankView} view
 * @param {string[]} order
 * @param {number} count
 */
function leftWords(view, order, count) {
  if (order.length >= view.top) return _("Your order is complete.");
  if (!order.length) {
    return view.top < count
      ? ngettext("Tap the best one.", "Tap your best {n}, the best first.", view.top)
      : _("Tap in order, the first first.");
  }
  return _("{n} of {of} in order", { n: order.length, of: view.top });
}

/**
 * What is in order so far: a tap takes out, buttons move.
 *
 * @param {RankView} view
 * @param {string[]} order
 * @param {(change: (order: string[]) => string[]) => void} set
 */
function own(view, order, set) {
  return html`<section class="stack stack-tight" aria-labelledby="rank-own">
    <h2 id="rank-own">${_("Your order")}</h2>
    <ol class="ranked">
      ${repeat(
        order,
        (id) => id,
        (id, at) => {
          const told = { what: pick(view.items[id].text), n: at + 1 };
          return html`<li class="ranked-row">
            <button
              class="ranked-out"
              type="button"
              id="out-${id}"
              aria-label=${_("Place {n}: {what}. Take it out", told)}
              @click=${() => set((now) => now.filter((other) => other !== id))}
            >
              <span class="rank-place">${at + 1}</span> ${said(view.items[id].text)}
            </button>
            <button
              class="button button-quiet"
              type="button"
              id="up-${id}"
              aria-label=${_("One place up: {what}", told)}
              ?disabled=${at === 0}
              @click=${() => set((now) => moved(now, id, -1))}
            >
              ${icon("arrow-up")}
            </button>
            <button
              class="button button-quiet"
              type="button"
              id="down-${id}"
              aria-label=${_("One place down: {what}", told)}
              ?disabled=${at === order.length - 1}
              @click=${() => set((now) => moved(now, id, 1))}
            >
              ${icon("arrow-down")}
            </button>
          </li>`;
        },
      )}
    </ol>
  </section>`;
}

/**
 * What has no place yet.
 *
 * @param {RankView} view
 * @param {Rows} rows
 * @param {string[]} order
 * @param {(change: (order: string[]) => string[]) => void} set
 */
function toTap(view, rows, order, set) {
  const left = rows.filter(([id]) => !order.includes(id));
  if (!left.length) return nothing;
  const full = order.length >= view.top;
  if (full) {
    return html`<section class="stack stack-tight" aria-labelledby="rank-rest">
      <h2 id="rank-rest">${_("Left out")}</h2>
      <ul class="reading">
        ${left.map(([, item]) => html`<li>${said(item.text)}</li>`)}
      </ul>
      <p class="quiet small">${_("To take one of these in, first take one out.")}</p>
    </section>`;
  }
  const next = order.length + 1;
  return html`<section class="stack stack-tight" aria-labelledby="rank-rest">
    <h2 id="rank-rest">${_("Which is number {n}?", { n: next })}</h2>
    <ul class="ranked">
      ${repeat(
        left,
        ([id]) => id,
        ([id, item], at) => html`<li>
          <button
            class="choice ranked-tap"
            type="button"
            id="tap-${id}"
            aria-label=${_("Make it number {n}: {what}", { n: next, what: pick(item.text) })}
            aria-describedby="who"
            @click=${(/** @type {MouseEvent} */ event) => {
              set((now) => tapped(now, id, view.top));
              // Who taps by keyboard goes on with the next; the one just tapped is gone from here.
              if (event.detail === 0) goOnTo((left[at + 1] ?? left[at - 1])?.[0]);
            }}
          >
            <span class="rank-place rank-place-empty" aria-hidden="true"></span> ${said(item.text)}
          </button>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {string | undefined} id Where the focus goes once it is drawn. */
function goOnTo(id) {
  requestAnimationFrame(() => document.getElementById(id ? `tap-${id}` : "done")?.focus());
}

/**
 * The result as text.
 *
 * @param {RankView} view
 * @param {ActivityView} activity
 * @param {MyRanking} [mine]
 */
export function result(view, activity, mine) {
  const own = mine?.order?.length ? ownWords(view, mine.order) : nothing;
  if (view.few) return html`<p class="quiet">${fewWords()}</p>${own}`;
  if (!view.shown) {
    const waits = activity.identity !== "only_you";
    return html`${own} ${waits ? html`<p class="quiet">${_("The order is shown when the ranking is closed.")}</p>` : nothing}`;
  }
  return html`${agreementWords(view) ? html`<p><b>${agreementWords(view)}</b></p>` : nothing}
    ${ranking(view, false)}
    <p class="quiet">${keyWords(view)} ${countWords(view)}.</p>
    ${own}`;
}

/**
 * @param {RankView} view
 * @param {readonly string[]} order
 */
function ownWords(view, order) {
  const there = order.filter((id) => view.items[id]);
  return html`<section class="stack stack-tight">
    <h2>${_("Your order")}</h2>
    <ol class="ranked">
      ${there.map((id, at) => html`<li class="ranked-line"><span class="rank-place">${at + 1}</span> ${said(view.items[id].text)}</li>`)}
    </ol>
  </section>`;
}

/**
 * One's own order, to take home.
 *
 * @param {MyRanking} mine
 * @returns {string[]}
 */
export function lines(mine) {
  return (mine.words ?? []).map((words, at) => `${at + 1}. ${pick(words)}`);
}

/**
 * @param {RankView} _view
 * @param {MyRanking} _mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools & {isDone?: boolean}} tools
 */
export function bar(_view, _mine, act, activity, tools) {
  if (activity.stage === "closed" || tools.isDone) return nothing;
  return html`<button class="button button-primary" id="done" @click=${() => act({ do: "MarkDone", on: true })}>
    ${icon("check")} ${_("My order is ready")}
  </button>`;
}

// --- the desk --------------------------------------------------------------------------------------------

/** @param {ActivityView} activity What the desk's green button does to it. */
export function closeWords(activity) {
  return activity.view.hidden && !activity.revealed ? _("Close and show the order") : _("Close the ranking");
}

/**
 * @param {RankView} view
 * @param {Act} act
 * @param {ActivityView} activity
 */
export function desk(view, act, activity) {
  const mayChange = !view.phones && !view.hands;
  const rows = inOrder(view.items);
  const numbers = visible(view).map(([id]) => id);
  return html`<p class="quiet">${countWords(view)}${view.shown ? "" : ` · ${hiddenWords(view)}`}</p>
    ${view.shown && agreementWords(view) ? html`<p><b>${agreementWords(view)}</b></p>` : nothing}
    ${view.missing
      ? html`<p class="advice">
          ${icon("info")}
          ${ngettext("{n} is ranked by fewer than you asked for", "{n} are ranked by fewer than you asked for", view.missing)}
        </p>`
      : nothing}
    ${view.shown
      ? html`<div class="buttons">
          <button
            class="button button-small"
            type="button"
            id="rank-spread"
            aria-pressed=${view.spread}
            @click=${() => act({ do: "ShowRankSpread", on: !view.spread })}
          >
            ${_("Show the spread")}
          </button>
        </div>`
      : nothing}
    <ul class="votes">
      ${repeat(
        rows,
        ([id]) => id,
        ([id, item]) => html`<li class="vote rank-row" ?data-hidden=${item.hidden}>
          <span class="rank-label ${item.hidden ? "quiet" : ""}">
            ${item.hidden ? nothing : html`<span class="rank-place">${numbers.indexOf(id) + 1}</span>`}
            <span>
              <b>${said(item.text)}</b>
              ${view.shown && !item.hidden
                ? html`<small class="quiet"
                    >${_("place {n}, mean {mean}, half put it at {half}", { n: item.place, mean: figure(item.mean), half: halfPlaces(item) })}</small
                  >`
                : nothing}
            </span>
          </span>
          ${changing(id, item, mayChange, act)}
        </li>`,
      )}
    </ul>
    ${mayChange && activity.stage !== "closed" ? adding(act) : nothing} ${paper(view, numbers, act)}`;
}

/** @param {RankView} view */
function hiddenWords(view) {
  return view.few ? fewWords() : _("the order is hidden, from you too");
}

/**
 * @param {string} id
 * @param {RankedView} item
 * @param {boolean} mayChange
 * @param {Act} act
 */
function changing(id, item, mayChange, act) {
  const hide = html`<button
    class="button button-quiet button-small"
    type="button"
    id="hide-${id}"
    aria-label=${item.hidden ? _("Put it back: {what}", { what: pick(item.text) }) : _("Take it out: {what}", { what: pick(item.text) })}
    @click=${() => act({ do: "HideRanked", item: id, on: !item.hidden })}
  >
    ${item.hidden ? _("Put it back") : _("Take it out")}
  </button>`;
  if (!mayChange || item.hidden) return hide;
  const save = savingWords((text) => void act({ do: "RenameRanked", item: id, text }));
  return html`<details class="note-change">
    <summary class="button button-quiet button-small" id="ranked-${id}">${_("Change")}</summary>
    <form class="stack stack-tight" @submit=${save}>
      ${Object.entries(item.text).map(
        ([tag, words]) => html`<input
          class="input"
          name=${tag}
          id="ranked-${id}-${tag}"
          lang=${tag || nothing}
          maxlength="200"
          aria-label=${_("Words of what is ranked")}
          .defaultValue=${words}
        />`,
      )}
      <div class="buttons"><button class="button button-small">${_("Save the change")}</button> ${hide}</div>
    </form>
  </details>`;
}

/** @param {Act} act */
function adding(act) {
  return addingLine({
    id: "ranked-new",
    label: _("One more to rank"),
    button: _("Add it"),
    most: 200,
    add: (words) => void act({ do: "AddRanked", text: { "": words } }),
  });
}

/**
 * Return the places that a line of figures names, such as "3 1 4"; nothing if it names one that is not there, or twice.
 *
 * @param {string} line
 * @param {number} count How many there are.
 * @returns {number[]}
 */
export function placesIn(line, count) {
  const places = (line.match(/\d+/g) ?? []).map(Number);
  const known = places.every((n) => n >= 1 && n <= count);
  return known && new Set(places).size === places.length ? places : [];
}

/**
 * A ranking on paper or said aloud: the numbers of the list above, in order.
 *
 * @param {RankView} view
 * @param {string[]} numbers Ids in the order in which they are numbered here.
 * @param {Act} act
 */
function paper(view, numbers, act) {
  if (!numbers.length) return nothing;
  const add = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("places"));
    const places = placesIn(field.value, numbers.length);
    const fits = places.length > 0 && places.length <= view.top;
    field.setCustomValidity(
      fits ? "" : _("Write each number once, at most {n} of them, with a space between: 3 1 2", { n: view.top }),
    );
    if (!form.reportValidity()) return;
    void act({ do: "AddPaperRanking", order: places.map((n) => numbers[n - 1]) });
    form.reset();
  };
  const clear = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).setCustomValidity("");
  return html`<form class="stack stack-tight" @submit=${add} novalidate>
    <label class="field-label" for="rank-paper">${_("A ranking on paper: the numbers above, the best first")}</label>
    <div class="line">
      <input class="input input-short" id="rank-paper" name="places" inputmode="text" autocomplete="off" placeholder="3 1 2" @input=${clear} />
      <button class="button button-small">${icon("plus")} ${_("Add the ranking")}</button>
      ${view.last_paper
        ? html`<button
            class="button button-quiet button-small"
            type="button"
            id="rank-paper-drop"
            @click=${() => act({ do: "DropPaperRanking", paper: view.last_paper })}
          >
            ${_("Take the last one from paper out")}
          </button>`
        : nothing}
    </div>
  </form>`;
}
