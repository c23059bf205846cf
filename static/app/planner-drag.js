/**
 * Moving a row with the pointer: by its handle, with a finger, a mouse or a pen. Never the only way.
 *
 * The rows stay where they are while one is held; only the place where it would land is marked.
 */

/**
 * @typedef {object} Landing
 * @property {string} moving
 * @property {string} target
 * @property {"before" | "after"} side
 */

/**
 * Hold a row by its handle.
 *
 * @param {PointerEvent} event Of the handle going down.
 * @param {string} id Of the row.
 * @param {object} watch
 * @param {(landing: Landing | null) => void} watch.over Where it would land now.
 * @param {(landing: Landing) => void} watch.drop
 */
export function holdRow(event, id, { over, drop }) {
  if (event.button !== 0) return;
  const handle = /** @type {HTMLElement} */ (event.currentTarget);
  const list = handle.closest("ol");
  if (!list) return;
  /** @type {Landing | null} */
  let landing = null;
  const from = event.clientY;
  const move = (/** @type {PointerEvent} */ moved) => {
    // A finger trembles: a few pixels are a tap.
    if (!landing && Math.abs(moved.clientY - from) < 6) return;
    landing = landingAt(rowsOf(list), id, moved.clientY);
    over(landing);
    keepInSight(moved.clientY);
  };
  const end = (/** @type {PointerEvent} */ ended) => {
    handle.removeEventListener("pointermove", move);
    handle.removeEventListener("pointerup", end);
    handle.removeEventListener("pointercancel", end);
    over(null);
    if (landing && ended.type === "pointerup") drop(landing);
  };
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", end);
  handle.addEventListener("pointercancel", end);
}

/** @param {HTMLElement} list */
function rowsOf(list) {
  return [...list.querySelectorAll("[data-row]")].map((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return { id: /** @type {HTMLElement} */ (row).dataset.row ?? "", top, bottom };
  });
}

/**
 * Return where a row held at height *y* would land.
 *
 * @param {{id: string, top: number, bottom: number}[]} rows In order.
 * @param {string} moving
 * @param {number} y
 * @returns {Landing | null}
 */
export function landingAt(rows, moving, y) {
  const target = rows.find((row) => y < row.bottom) ?? rows.at(-1);
  if (!target) return null;
  const side = y < (target.top + target.bottom) / 2 ? "before" : "after";
  return { moving, target: target.id, side };
}

/** @param {number} y */
function keepInSight(y) {
  const edge = 64;
  if (y < edge) scrollBy(0, -16);
  else if (y > innerHeight - edge) scrollBy(0, 16);
}
