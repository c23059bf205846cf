/** Turns to speak, reckoned: the clock of a turn, how one stands, who may speak. Pure. */

/** @typedef {import("./views.js").RoundView} RoundView */
/** @typedef {import("./views.js").MyTurn} MyTurn */
/** @typedef {import("./outbox.js").Row} Row */

/** From here on the clock of a turn is amber. */
const lastMs = 10_000;

/**
 * Return what is left of the turn; undefined where no clock runs.
 *
 * @param {RoundView} view
 * @param {{stage: string}} activity
 * @param {number} now UTC milliseconds of the server.
 */
export function turnLeft(view, activity, now) {
  if (!view.ends_at || activity.stage !== "open") return undefined;
  const ms = view.ends_at - now;
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const words = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return { words, isLast: ms > 0 && ms <= lastMs, isOver: ms <= 0 };
}

/**
 * Return when the clock of the turn next shows something else; Infinity where it stands.
 *
 * @param {RoundView} view
 * @param {{stage: string}} activity
 * @param {number} now
 */
export function nextTick(view, activity, now) {
  const end = activity.stage === "open" ? view.ends_at : 0;
  if (!end || end <= now) return Infinity;
  return end - Math.ceil((end - now) / 1000) * 1000 + 1005;
}

/**
 * Return how one stands, as it will be once all that was asked here has been answered.
 *
 * @param {RoundView} view
 * @param {MyTurn} mine
 * @param {Row[]} rows
 * @returns {{state: string, isKept: boolean}}
 */
export function ownTurn(view, mine, rows) {
  let state = view.persons?.[String(mine.place)]?.state ?? (mine.place ? "idle" : "outside");
  let isKept = true;
  for (const { state: sent, command } of rows) {
    const next = sent === "waiting" ? afterAsking(view, command, state) : undefined;
    if (next === undefined || next === state) continue;
    state = next;
    isKept = false;
  }
  return { state, isKept };
}

/**
 * @param {RoundView} view
 * @param {Record<string, any>} command
 * @param {string} state
 */
function afterAsking(view, command, state) {
  switch (command.do) {
    case "AskTurn":
      return state === "speaks" ? state : command.on === false ? "idle" : "waits";
    case "JoinRound":
      return state === "outside" || state === "passed" ? "waits" : state;
    case "PassTurn":
      return view.order === "list" ? "passed" : "idle";
    case "EndTurn":
      return "went";
    case "SitInside":
      return command.on === false ? "idle" : "inside";
    default:
      return undefined;
  }
}

/**
 * Return how many speak before one's own turn; -1 where one's place is not known yet.
 *
 * @param {RoundView} view
 * @param {MyTurn} mine
 */
export function beforeMe(view, mine) {
  const own = view.persons?.[String(mine.place)];
  if (!own || own.state !== "waits") return -1;
  const due = Object.values(view.persons).filter((row) => row.state === "waits" || row.state === "speaks");
  return due.filter((row) => row.sort < own.sort).length;
}

/**
 * Whether one may speak in the present phase; undefined where only the room knows who presents.
 *
 * @param {RoundView} view
 * @param {string} state
 */
export function maySpeak(view, state) {
  const who = view.phases?.[view.phase]?.who;
  if (who === "all") return true;
  if (who === "nobody") return false;
  if (!who || !view.speaking) return undefined;
  return (who === "presenter") === (state === "speaks");
}
