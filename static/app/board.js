/**
 * The board: what the room sees. It has no controls and shows no trouble; the desk leads it.
 *
 * Keys pressed on its window are told to the desk, since a clicker's keys go to the window in front.
 */
import { render } from "./html.js";
import { nextTick } from "./clock.js";
import { start } from "./live.js";
import { screenRoot } from "./parts.js";
import { ring } from "./ring.js";
import { wall, wallClass } from "./wall.js";

/** @typedef {import("./views.js").BoardView} BoardView */
/** @typedef {import("./views.js").ActivityView} ActivityView */
/** @typedef {import("./live.js").Live} Live */

const root = screenRoot();
const here = {
  pages: 1,
  /** How people join, as the server last told. @type {Record<string, any>} */ joining: {},
  /** Which activity's end has been rung. */ rung: "",
};
const lookMs = 20_000;
const live = start(draw);

/** @param {Live} live */
function draw(live) {
  const view = /** @type {BoardView} */ (live.view);
  document.body.className = wallClass(view);
  document.body.dataset.theme = view.theme;
  render(wall(view, toolsOf(live)), root);
  if (turnTo(view.page)) live.redraw();
  const activity = view.activity;
  if ("ends_at" in activity && typeof activity.ends_at === "number") {
    const shown = /** @type {ActivityView} */ (activity);
    ringOnce(shown, live.clock());
    live.redrawAt(nextTick(shown, live.clock()));
    // A kind may have a clock of its own, as a turn in a round has.
    live.redrawAt(live.kind(shown.kind)?.nextTick?.(shown.view, shown, live.clock()) ?? Infinity);
  } else if (view.what === "programme") live.redrawAt((Math.floor(live.clock() / 60_000) + 1) * 60_000);
}

/** @param {Live} live */
function toolsOf(live) {
  const { address = "", code = "", qr_url: qr = "" } = /** @type {Record<string, any>} */ ({
    ...live.first,
    ...here.joining,
  });
  return {
    kind: (/** @type {string} */ name) => live.kind(name),
    now: live.clock(),
    address,
    code: live.view.phase === "ended" ? "" : code,
    // Another address, another picture.
    qr: qr && `${qr}?for=${encodeURIComponent(address)}`,
    pages: here.pages,
  };
}

/**
 * Turn what goes over several pages to *page*, and count them. Returns whether the number changed.
 *
 * @param {number} page From 0.
 */
function turnTo(page) {
  const counts = [...root.querySelectorAll(".pages")].map((element) => {
    const gap = parseFloat(getComputedStyle(element).columnGap) || 0;
    const width = element.clientWidth + gap;
    // Two pixels of rounding are no page.
    const pages = Math.max(1, Math.ceil((element.scrollWidth + gap - 2) / width));
    element.scrollLeft = Math.min(page, pages - 1) * width;
    return pages;
  });
  const before = here.pages;
  here.pages = Math.max(1, ...counts);
  return here.pages !== before;
}

/**
 * @param {ActivityView} activity
 * @param {number} now
 */
function ringOnce(activity, now) {
  const end = `${activity.id} ${activity.ends_at}`;
  if (!activity.view.sound || activity.stage !== "open" || !activity.ends_at || here.rung === end) return;
  if (now < activity.ends_at) return;
  here.rung = end;
  // A board opened after the end is not to be heard.
  if (now - activity.ends_at < 3_000) ring();
}

/** The address changes with the network; so does the QR on the wall. */
async function lookForAddress() {
  const url = /** @type {Record<string, any>} */ (live.first).address_url;
  if (!url || document.visibilityState === "hidden") return;
  try {
    const response = await fetch(url);
    if (!response.ok) return;
    const told = await response.json();
    if (told.address === here.joining.address && told.code === here.joining.code) return;
    here.joining = { address: told.address, code: told.code };
    live.redraw();
  } catch {
    // The wall shows no trouble: the next look may find it.
  }
}
setInterval(lookForAddress, lookMs);

const keys = typeof BroadcastChannel === "function" ? new BroadcastChannel("facilitator-keys") : null;
/** @type {Record<string, string>} */
const meanings = { PageDown: "next", " ": "next", PageUp: "back", b: "blank", B: "blank", ".": "blank" };

addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "f" || event.key === "F") {
    event.preventDefault();
    if (document.fullscreenElement) void document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  } else if (meanings[event.key]) {
    event.preventDefault();
    keys?.postMessage(meanings[event.key]);
  }
});
addEventListener("resize", () => live.redraw());
