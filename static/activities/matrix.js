/** Matrix on the screens: a picture with numbers and their spread, placing by two rows or a tap, agreeing on the desk. */
import { headsWords } from "../app/heads.js";
import { addingLine, savingWords } from "../app/desk-wording.js";
import { html, live, nothing, repeat, svg } from "../app/html.js";
import { _, language, ngettext, pick } from "../app/i18n.js";
import { icon, inOrder, refusal, said, status } from "../app/parts.js";
import { progress } from "../app/progress.js";

/** @typedef {import("../app/views.js").MatrixView} MatrixView */
/** @typedef {import("../app/views.js").PlacedView} PlacedView */
/** @typedef {import("../app/views.js").MyPlaces} MyPlaces */
/** @typedef {import("../app/views.js").ActivityView} ActivityView */
/** @typedef {import("../app/outbox.js").Row} Row */
/** @typedef {import("../app/parts.js").Act} Act */
/** @typedef {import("../app/parts.js").Tools} Tools */
/** @typedef {import("../app/parts.js").Wall} Wall */
/** @typedef {{x: number, y: number}} Spot Steps from the left and from the bottom, from 1. */
/** @typedef {{id: string, number: number, at: Spot, x: number, y: number}} Mark A number, where it is drawn and what it points at. */

/** The green button of the phone means being done. */
export const saysDone = true;

/** The picture is this wide and high, in its own units; a number has this radius. */
const wide = 800;
const high = 560;
const radius = 27;

/** @param {MatrixView} view Whether people place on their phones. */
export function answers(view) {
  return view.who === "everyone";
}

/** @param {MatrixView} view */
function visible(view) {
  return inOrder(view.items).filter(([, item]) => !item.hidden);
}

/**
 * Return what a step is called: by its own number, or one less where they count from 0.
 *
 * @param {{first: number}} view
 * @param {number} step
 */
function stepWords({ first }, step) {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(step - 1 + first);
}

/**
 * Return both values in words, such as "Vaikutus 4, työmäärä 2".
 *
 * @param {{first: number, x_title: Record<string, string>, y_title: Record<string, string>}} view
 * @param {number} x
 * @param {number} y
 */
function spotWords(view, x, y) {
  const across = `${pick(view.x_title) || _("Across")} ${stepWords(view, x)}`;
  const up = `${pick(view.y_title) || _("Upwards")} ${stepWords(view, y)}`;
  return `${up} · ${across}`;
}

/** @param {MatrixView} view */
function fewWords(view) {
  const waits = Object.values(view.items).some((item) => item.few && !item.agreed_x);
  return waits ? _("under five placements: not in the picture") : "";
}

// --- the picture -----------------------------------------------------------------------------------------

/**
 * Return where a place is in the picture.
 *
 * @param {MatrixView} view
 * @param {number} x
 * @param {number} y
 */
function point(view, x, y) {
  return { x: ((x - 0.5) / view.steps) * wide, y: high - ((y - 0.5) / view.steps) * high };
}

/**
 * Push numbers apart that would cover each other, each as little as it takes, and keep them in the picture.
 *
 * @param {Mark[]} marks
 * @returns {Mark[]}
 */
export function pushedApart(marks) {
  const least = 2 * radius + 4;
  const at = marks.map(({ x, y }) => ({ x, y }));
  for (let turn = 0; turn < 80; turn++) {
    let moved = false;
    for (let a = 0; a < at.length; a++) {
      for (let b = a + 1; b < at.length; b++) {
        let [dx, dy] = [at[b].x - at[a].x, at[b].y - at[a].y];
        const far = Math.hypot(dx, dy);
        if (far >= least) continue;
        // In the same place there is no direction: each pair gets one of its own, the same every time.
        if (far < 1) [dx, dy] = [Math.cos(a * 2.4 + b), Math.sin(a * 2.4 + b)];
        const push = (least - far) / 2 / (far < 1 ? 1 : far);
        at[a] = kept(at[a].x - dx * push, at[a].y - dy * push);
        at[b] = kept(at[b].x + dx * push, at[b].y + dy * push);
        moved = true;
      }
    }
    if (!moved) break;
  }
  return marks.map((mark, n) => ({ ...mark, ...at[n] }));
}

/**
 * @param {number} x
 * @param {number} y
 */
function kept(x, y) {
  const edge = radius + 3;
  return { x: Math.min(wide - edge, Math.max(edge, x)), y: Math.min(high - edge, Math.max(edge, y)) };
}

/**
 * Draw axes, quadrants and whatever marks there are: some under the quadrants' names, some over them.
 *
 * @param {MatrixView} view
 * @param {unknown} under SVG.
 * @param {unknown} over SVG.
 * @param {((spot: Spot) => void) | undefined} [tap] What a tap on the picture does.
 */
function picture(view, under, over, tap) {
  const pressed = (/** @type {MouseEvent} */ event) => {
    const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    const step = (/** @type {number} */ share) => Math.min(view.steps, Math.max(1, Math.ceil(share * view.steps)));
    tap?.({ x: step((event.clientX - box.left) / box.width), y: step((box.bottom - event.clientY) / box.height) });
  };
  const lines = Array.from({ length: view.steps - 1 }, (_each, n) => ((n + 1) / view.steps) * 100);
  return html`<div class="matrix" ?data-taps=${Boolean(tap)}>
    <div class="matrix-up">
      <span class="matrix-end">${said(view.y_high)}</span>
      <span class="matrix-title">${pick(view.y_title) ? html`${said(view.y_title)} →` : nothing}</span>
      <span class="matrix-end">${said(view.y_low)}</span>
    </div>
    <div class="matrix-field">
      <svg class="matrix-picture" viewBox="0 0 ${wide} ${high}" aria-hidden="true">
        ${tap
          ? lines.map(
              (at) => svg`<line class="matrix-line" x1=${(at * wide) / 100} x2=${(at * wide) / 100} y1="0" y2=${high}></line>
                <line class="matrix-line" y1=${(at * high) / 100} y2=${(at * high) / 100} x1="0" x2=${wide}></line>`,
            )
          : nothing}
        <line class="matrix-cross" x1=${wide / 2} x2=${wide / 2} y1="0" y2=${high}></line>
        <line class="matrix-cross" y1=${high / 2} y2=${high / 2} x1="0" x2=${wide}></line>
        ${under}
      </svg>
      ${view.quadrants.map((name, n) => html`<span class="matrix-quadrant" data-corner=${n}>${said(name)}</span>`)}
      <svg class="matrix-picture matrix-over" viewBox="0 0 ${wide} ${high}" aria-hidden="true" @click=${tap ? pressed : nothing}>
        <rect class="matrix-ground" width=${wide} height=${high}></rect>
        ${over}
      </svg>
    </div>
    <div class="matrix-across">
      <span class="matrix-end">${said(view.x_low)}</span>
      <span class="matrix-title">${pick(view.x_title) ? html`${said(view.x_title)} →` : nothing}</span>
      <span class="matrix-end">${said(view.x_high)}</span>
    </div>
  </div>`;
}

/**
 * Draw how far placements lie apart.
 *
 * @param {MatrixView} view
 */
function spreadsOf(view) {
  return svg`${visible(view).map(([, item]) => (item.x ? spread(view, item) : nothing))}`;
}

/**
 * Draw medians and agreed places.
 *
 * @param {MatrixView} view
 */
function marksOf(view) {
  const rows = visible(view).filter(([, item]) => item.agreed_x || item.x);
  const marks = pushedApart(
    rows.map(([id, item]) => {
      const at = { x: item.agreed_x || item.x, y: item.agreed_y || item.y };
      return { id, number: item.number, at, ...point(view, at.x, at.y) };
    }),
  );
  return svg`${rows.map(([, item]) => (item.x && item.agreed_x ? way(view, item) : nothing))}
    ${marks.map((mark) => leader(view, mark))}
    ${marks.map((mark) => number(view, mark))}`;
}

/**
 * @param {MatrixView} view
 * @param {PlacedView} item
 */
function spread(view, item) {
  const low = point(view, item.x_low, item.y_low);
  const far = point(view, item.x_high, item.y_high);
  return svg`<ellipse
    class="matrix-spread"
    ?data-apart=${item.apart}
    cx=${(low.x + far.x) / 2}
    cy=${(low.y + far.y) / 2}
    rx=${(far.x - low.x) / 2 + radius + 6}
    ry=${(low.y - far.y) / 2 + radius + 6}
  ></ellipse>`;
}

/**
 * From the median to the agreed place.
 *
 * @param {MatrixView} view
 * @param {PlacedView} item
 */
function way(view, item) {
  const from = point(view, item.x, item.y);
  const to = point(view, item.agreed_x, item.agreed_y);
  return svg`<line class="matrix-way" x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y}></line>
    <circle class="matrix-dot" cx=${from.x} cy=${from.y} r="7"></circle>`;
}

/**
 * From a number that was pushed aside to its place.
 *
 * @param {MatrixView} view
 * @param {Mark} mark
 */
function leader(view, { at, x, y }) {
  const place = point(view, at.x, at.y);
  if (Math.hypot(place.x - x, place.y - y) < radius / 2) return nothing;
  return svg`<line class="matrix-leader" x1=${place.x} y1=${place.y} x2=${x} y2=${y}></line>
    <circle class="matrix-dot" cx=${place.x} cy=${place.y} r="7"></circle>`;
}

/**
 * @param {MatrixView} view
 * @param {Mark} mark
 */
function number(view, mark) {
  return svg`<g class="matrix-number" ?data-agreed=${view.items[mark.id].agreed_x > 0}>
    <circle cx=${mark.x} cy=${mark.y} r=${radius}></circle>
    <text x=${mark.x} y=${mark.y} dy="0.36em">${mark.number}</text>
  </g>`;
}

/**
 * Draw what the numbers stand for.
 *
 * @param {MatrixView} view
 * @param {boolean} onWall
 */
function legend(view, onWall) {
  return html`<ol class="matrix-legend ${onWall ? "pages pages-one" : ""}">
    ${visible(view).map(
      ([id, item]) => html`<li class="matrix-item" id="legend-${id}">
        <span class="matrix-name" ?data-agreed=${item.agreed_x > 0}>${item.number}</span>
        <span>${said(item.text)} ${told(view, item, onWall)}</span>
      </li>`,
    )}
  </ol>`;
}

/**
 * @param {MatrixView} view
 * @param {PlacedView} item
 * @param {boolean} onWall
 */
function told(view, item, onWall) {
  const words = [];
  // On the wall the picture itself tells the values, and the line under it what its marks mean.
  if (!onWall && item.x) words.push(_("median: {where}", { where: spotWords(view, item.x, item.y) }));
  if (!onWall && item.agreed_x) {
    words.push(_("agreed: {where}", { where: spotWords(view, item.agreed_x, item.agreed_y) }));
  }
  if (!onWall && item.apart) words.push(_("opinions differ most"));
  if (item.few) words.push(ngettext("{n} has placed it", "{n} have placed it", item.placed));
  return words.length ? html`<small class="quiet">${words.join(" · ")}</small>` : nothing;
}

// --- the wall --------------------------------------------------------------------------------------------

/**
 * @param {MatrixView} view
 * @param {ActivityView} activity
 * @param {Wall} [wall]
 */
export function board(view, activity, wall = {}) {
  if (!view.shown) return progress(Math.max(activity.done, activity.answered), wall, "answered");
  return html`<div class="board-result">
    <div class="matrix-wall">${picture(view, spreadsOf(view), marksOf(view))} ${legend(view, true)}</div>
    <p class="quiet">${keyWords(view).join(" · ")}</p>
  </div>`;
}

/** @param {MatrixView} view How many took part, and what the marks in the picture mean. */
function keyWords(view) {
  const rows = visible(view).map(([, item]) => item);
  return [
    ...(view.who === "everyone" || view.hands ? [headsWords(view.phones, view.hands)] : []),
    ...(rows.some((item) => item.agreed_x) ? [_("filled number: agreed")] : []),
    ...(rows.some((item) => item.apart) ? [_("dashed line: opinions differ most")] : []),
    ...(fewWords(view) ? [fewWords(view)] : []),
  ];
}

// --- the phone -------------------------------------------------------------------------------------------

/** What this phone remembers by itself: which thing is open, and the first of two values. */
const here = {
  activity: "",
  open: "",
  /** @type {Record<string, Partial<Spot>>} */ half: {},
};

/**
 * Return one's places as they will be once all that was asked here has been answered.
 *
 * @param {MyPlaces} mine
 * @param {Row[]} rows
 * @returns {Record<string, Spot>}
 */
export function ownPlaces(mine, rows) {
  /** @type {Record<string, Spot>} */
  const own = Object.fromEntries(Object.entries(mine.places ?? {}).map(([id, { x, y }]) => [id, { x, y }]));
  for (const { state, command } of rows) {
    if (state !== "waiting") continue;
    if (command.do === "Place") own[command.item] = { x: command.x, y: command.y };
    else if (command.do === "TakeOff") delete own[command.item];
  }
  return own;
}

/**
 * @param {MatrixView} view
 * @param {MyPlaces} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function phone(view, mine, act, activity, tools) {
  if (activity.stage === "closed" || view.who === "leaders") return result(view, activity, mine);
  const rows = visible(view);
  if (!rows.length) return html`<p class="quiet">${_("There is nothing to place yet.")}</p>`;
  const asked = tools.rows?.() ?? [];
  const own = ownPlaces(mine, asked);
  const placed = rows.filter(([id]) => own[id]).length;
  const run = `${activity.id} ${activity.run}`;
  if (here.activity !== run) {
    here.activity = run;
    here.half = {};
    here.open = (rows.find(([id]) => !own[id]) ?? ["", null])[0];
  }
  const waits = asked.some((row) => row.state === "waiting" && ["Place", "TakeOff"].includes(row.command.do));
  return html`<p class="votes-left" role="status">
      <span>${_("{n} of {of} placed", { n: placed, of: rows.length })}</span>
      ${placed ? status(waits ? "waiting" : "saved") : nothing}
    </p>
    <div class="stack stack-tight">
      ${repeat(
        rows,
        ([id]) => id,
        ([id, item], at) => placing(view, id, item, own[id], rows[at + 1]?.[0] ?? "", act),
      )}
    </div>
    ${asked.filter((row) => row.state === "refused").map((row) => refusal(row, tools))}
    ${view.shown ? html`<details class="fold" id="sofar"><summary>${_("The result so far")}</summary>${result(view, activity)}</details>` : nothing}`;
}

/**
 * One thing to be placed: a picture to tap, and the same as two rows.
 *
 * @param {MatrixView} view
 * @param {string} id
 * @param {PlacedView} item
 * @param {Spot | undefined} spot One's own.
 * @param {string} next Id of the thing after it.
 * @param {Act} act
 */
function placing(view, id, item, spot, next, act) {
  const place = (/** @type {Spot} */ { x, y }) => {
    delete here.half[id];
    void act({ do: "Place", item: id, x, y });
  };
  // Two values make a place; the first of them waits here for the other.
  const set = (/** @type {Partial<Spot>} */ value) => {
    const { x, y } = { ...spot, ...here.half[id], ...value };
    if (x && y) place({ x, y });
    else here.half[id] = { ...here.half[id], ...value };
  };
  const toggled = (/** @type {Event} */ event) => {
    const details = /** @type {HTMLDetailsElement} */ (event.currentTarget);
    if (details.open) openOnly(id);
    else if (here.open === id) here.open = "";
  };
  return html`<details class="placing" id="placing-${id}" ?open=${live(here.open === id)} ?data-given=${Boolean(spot)} @toggle=${toggled}>
    <summary id="placing-head-${id}">
      <span class="placing-name">${said(item.text)}</span>
      ${spot ? html`<small>${icon("check")} ${spotWords(view, spot.x, spot.y)}</small>` : nothing}
    </summary>
    <div class="stack stack-tight placing-body">
      ${picture(view, nothing, spot ? ownMark(view, spot) : nothing, place)}
      ${row(id, "y", pick(view.y_title) || _("Upwards"), view, spot?.y ?? here.half[id]?.y ?? 0, (y) => set({ y }))}
      ${row(id, "x", pick(view.x_title) || _("Across"), view, spot?.x ?? here.half[id]?.x ?? 0, (x) => set({ x }))}
      <div class="buttons">
        ${next
          ? html`<button class="button" type="button" id="placing-next-${id}" @click=${() => goOnTo(next)}>
              ${_("The next one")} ${icon("arrow-down")}
            </button>`
          : nothing}
        ${spot
          ? html`<button
              class="button button-quiet"
              type="button"
              id="placing-off-${id}"
              @click=${() => act({ do: "TakeOff", item: id })}
            >
              ${_("Take my placement off")}
            </button>`
          : nothing}
      </div>
    </div>
  </details>`;
}

/** @param {string} id The one that stays open; the others close, as the screen is small. */
function openOnly(id) {
  here.open = id;
  for (const details of document.querySelectorAll("details.placing[open]")) {
    if (details.id !== `placing-${id}`) /** @type {HTMLDetailsElement} */ (details).open = false;
  }
}

/** @param {string} id */
function goOnTo(id) {
  const details = /** @type {HTMLDetailsElement | null} */ (document.getElementById(`placing-${id}`));
  if (!details) return;
  openOnly(id);
  details.open = true;
  document.getElementById(`placing-head-${id}`)?.focus({ preventScroll: true });
  details.scrollIntoView({ block: "nearest" });
}

/**
 * @param {MatrixView} view
 * @param {Spot} spot
 */
function ownMark(view, spot) {
  const { x, y } = point(view, spot.x, spot.y);
  return svg`<circle class="matrix-own" cx=${x} cy=${y} r="30"></circle>`;
}

/**
 * One axis as a row of steps.
 *
 * @param {string} id
 * @param {"x" | "y"} axis
 * @param {string} title
 * @param {MatrixView} view
 * @param {number} value 0 is none yet.
 * @param {(step: number) => void} set
 */
function row(id, axis, title, view, value, set) {
  const [low, far] = axis === "x" ? [view.x_low, view.x_high] : [view.y_low, view.y_high];
  const ends = (/** @type {number} */ step) => (step === 1 ? pick(low) : step === view.steps ? pick(far) : "");
  return html`<fieldset class="matrix-steps">
    <legend>${title}</legend>
    <div class="matrix-steps-row" ?data-many=${view.steps > 5}>
      ${Array.from({ length: view.steps }, (_each, n) => n + 1).map(
        (step) => html`<label class="matrix-steps-step">
          <input
            type="radio"
            class="aloud"
            name="${axis}-${id}"
            id="${axis}-${id}-${step}"
            aria-describedby="who"
            .checked=${live(value === step)}
            @change=${() => set(step)}
          />
          <span>${stepWords(view, step)}${ends(step) ? html`<span class="aloud"> ${ends(step)}</span>` : nothing}</span>
        </label>`,
      )}
    </div>
    <p class="matrix-steps-ends" aria-hidden="true"><span>${said(low)}</span><span>${said(far)}</span></p>
  </fieldset>`;
}

/**
 * The result as text, with the picture.
 *
 * @param {MatrixView} view
 * @param {ActivityView} activity
 * @param {MyPlaces} [mine]
 */
export function result(view, activity, mine) {
  const own = mine && Object.keys(mine.places ?? {}).length ? ownWords(mine) : nothing;
  if (!view.shown) {
    const waits = activity.identity !== "only_you";
    return html`${own} ${waits ? html`<p class="quiet">${_("The picture is shown when the placing is closed.")}</p>` : nothing}`;
  }
  return html`${view.who === "leaders" && activity.stage !== "closed"
      ? html`<p class="phone-help">${_("Placed together in the room. The facilitator moves what you agree on.")}</p>`
      : nothing}
    ${picture(view, spreadsOf(view), marksOf(view))} ${legend(view, false)}
    <p class="quiet">${keyWords(view).join(" · ")}</p>
    ${own}`;
}

/** @param {MyPlaces} mine */
function ownWords(mine) {
  return html`<section class="stack stack-tight">
    <h2>${_("Your placements")}</h2>
    <ul class="reading">
      ${Object.values(mine.places).map(({ text, x, y }) => html`<li>${said(text)}: ${spotWords(mine, x, y)}</li>`)}
    </ul>
  </section>`;
}

/**
 * One's own placements, to take home.
 *
 * @param {MyPlaces} mine
 * @returns {string[]}
 */
export function lines(mine) {
  return Object.values(mine.places ?? {}).map(({ text, x, y }) => `${pick(text)}: ${spotWords(mine, x, y)}`);
}

/**
 * @param {MatrixView} view
 * @param {MyPlaces} _mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function bar(view, _mine, act, activity, tools) {
  if (activity.stage === "closed" || tools.isDone || view.who === "leaders") return nothing;
  return html`<button class="button button-primary" id="done" @click=${() => act({ do: "MarkDone", on: true })}>
    ${icon("check")} ${_("I have placed them")}
  </button>`;
}

// --- the desk --------------------------------------------------------------------------------------------

/** @param {ActivityView} activity What the desk's green button does to it. */
export function closeWords(activity) {
  const hides = activity.view.hidden && activity.view.who === "everyone" && !activity.revealed;
  return hides ? _("Close and show the picture") : _("Close the placing");
}

/**
 * @param {MatrixView} view
 * @param {Act} act
 * @param {ActivityView} activity
 */
export function desk(view, act, activity) {
  const rows = inOrder(view.items);
  const together = view.who === "leaders";
  const counted = together && !view.hands ? nothing : headsWords(view.phones, view.hands);
  return html`<p class="quiet">
      ${counted}${view.shown ? nothing : html` · ${_("the placements are hidden, from you too")}`}
      ${view.shown && fewWords(view) ? html` · ${fewWords(view)}` : nothing}
    </p>
    ${view.shown ? html`${picture(view, spreadsOf(view), marksOf(view), (spot) => agree(spot, act))}` : nothing} ${byHand(view, act)}
    <ul class="votes">
      ${repeat(
        rows,
        ([id]) => id,
        ([id, item]) => html`<li class="vote placed-row" ?data-hidden=${item.hidden}>
          <span class="matrix-item ${item.hidden ? "quiet" : ""}">
            ${item.hidden ? nothing : html`<span class="matrix-name" ?data-agreed=${item.agreed_x > 0}>${item.number}</span>`}
            <span><b>${said(item.text)}</b> ${told(view, item, false)}</span>
          </span>
          <span class="buttons">
            ${item.agreed_x
              ? html`<button
                  class="button button-quiet button-small"
                  type="button"
                  id="disagree-${id}"
                  aria-label=${_("Take the agreed place off: {what}", { what: pick(item.text) })}
                  @click=${() => act({ do: "ClearAgreed", item: id })}
                >
                  ${_("Take the agreed place off")}
                </button>`
              : nothing}
            ${changing(id, item, !view.phones && !view.hands && !item.agreed_x, act)}
          </span>
        </li>`,
      )}
    </ul>
    ${activity.stage === "closed" ? nothing : adding(act)}`;
}

/** @param {string} name */
function chosen(name) {
  const field = document.getElementById(name);
  return field instanceof HTMLSelectElement ? field.value : "";
}

/**
 * @param {Spot} spot
 * @param {Act} act
 */
function agree({ x, y }, act) {
  const item = chosen("matrix-item");
  if (item) void act({ do: "AgreePlace", item, x, y });
}

/**
 * Choose a thing, then tap the picture or choose both steps: the agreed place, or one person's by hand.
 *
 * @param {MatrixView} view
 * @param {Act} act
 */
function byHand(view, act) {
  const rows = visible(view);
  if (!rows.length) return nothing;
  const send = (/** @type {string} */ name) => () => {
    const [item, x, y] = [chosen("matrix-item"), Number(chosen("matrix-x")), Number(chosen("matrix-y"))];
    if (item && x && y) void act({ do: name, item, x, y });
  };
  const steps = Array.from({ length: view.steps }, (_each, n) => n + 1);
  const axis = (/** @type {"x" | "y"} */ name, /** @type {string} */ title) =>
    html`<div class="field">
      <label for="matrix-${name}">${title}</label>
      <select class="input" id="matrix-${name}">
        ${steps.map((step) => html`<option value=${step} ?selected=${step === Math.ceil(view.steps / 2)}>${stepWords(view, step)}</option>`)}
      </select>
    </div>`;
  return html`<fieldset class="stack stack-tight matrix-hand">
    <legend class="aloud">${_("Place one")}</legend>
    ${view.shown ? html`<p class="quiet small">${_("Choose one, then tap the picture where you agree that it belongs.")}</p>` : nothing}
    <div class="fields">
      <div class="field matrix-which">
        <label for="matrix-item">${_("Which one")}</label>
        <select class="input" id="matrix-item">
          ${repeat(
            rows,
            ([id]) => id,
            ([id, item]) => html`<option value=${id}>${item.number}. ${pick(item.text)}</option>`,
          )}
        </select>
      </div>
      ${axis("y", pick(view.y_title) || _("Upwards"))} ${axis("x", pick(view.x_title) || _("Across"))}
    </div>
    <div class="buttons">
      ${view.shown
        ? html`<button class="button button-small" type="button" id="matrix-agree" @click=${send("AgreePlace")}>
            ${icon("check")} ${_("We agree on this place")}
          </button>`
        : nothing}
      <button class="button button-small" type="button" id="matrix-paper" @click=${send("PaperPlace")}>
        ${icon("hand")} ${_("Add one person’s placement")}
      </button>
      ${view.last_paper
        ? html`<button
            class="button button-quiet button-small"
            type="button"
            id="matrix-paper-drop"
            @click=${() => act({ do: "DropPaperPlace", paper: view.last_paper })}
          >
            ${_("Take the last one added out")}
          </button>`
        : nothing}
    </div>
  </fieldset>`;
}

/**
 * @param {string} id
 * @param {PlacedView} item
 * @param {boolean} mayChange
 * @param {Act} act
 */
function changing(id, item, mayChange, act) {
  const told = { what: pick(item.text) };
  const hide = html`<button
    class="button button-quiet button-small"
    type="button"
    id="hide-${id}"
    aria-label=${item.hidden ? _("Put it back: {what}", told) : _("Take it out: {what}", told)}
    @click=${() => act({ do: "HideMatrixItem", item: id, on: !item.hidden })}
  >
    ${item.hidden ? _("Put it back") : _("Take it out")}
  </button>`;
  if (!mayChange || item.hidden) return hide;
  const save = savingWords((text) => void act({ do: "RenameMatrixItem", item: id, text }));
  return html`<details class="note-change">
    <summary class="button button-quiet button-small" id="placed-${id}">${_("Change")}</summary>
    <form class="stack stack-tight" @submit=${save}>
      ${Object.entries(item.text).map(
        ([tag, words]) => html`<input
          class="input"
          name=${tag}
          id="placed-${id}-${tag}"
          lang=${tag || nothing}
          maxlength="200"
          aria-label=${_("Words of what is placed")}
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
    id: "placed-new",
    label: _("One more to place"),
    button: _("Add it"),
    most: 200,
    add: (words) => void act({ do: "AddMatrixItem", text: { "": words } }),
  });
}
