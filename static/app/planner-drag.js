/**
 * Moving a row with the pointer: by its handle, with a finger, a mouse or a pen. Never the only way.
 *
 * The rows stay where they are while one is held; only the place where it would land is marked. Escape lets it go.
 */

/**
 * @typedef {object} Landing
 * @property {string} moving
 * @property {string} target
 * @property {"before" | "after"} side
 */

/** @typedef {{id: string, top: number, bottom: number, left: number, right: number, side?: string}} Box */

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
  const list = /** @type {HTMLElement | null} */ (handle.closest(".timeline"));
  if (!list) return;
  /** @type {Landing | null} */
  let landing = null;
  const from = event.clientY;
  let at = { x: event.clientX, y: event.clientY };
  let isHeld = false;
  let frame = 0;
  const look = () => {
    const found = landingAt(boxesOf(list), id, at);
    if (found?.target === landing?.target && found?.side === landing?.side) return;
    landing = found;
    over(landing);
  };
  // A row that is held at the edge brings the rest of the agenda into sight for as long as it is held there.
  const roll = () => {
    const by = rollBy(at.y, innerHeight);
    if (by) {
      scrollBy({ top: by, behavior: "instant" });
      look();
    }
    frame = requestAnimationFrame(roll);
  };
  const move = (/** @type {PointerEvent} */ moved) => {
    // A finger trembles: a few pixels are a tap.
    if (!isHeld && Math.abs(moved.clientY - from) < 6) return;
    if (!isHeld) frame = requestAnimationFrame(roll);
    isHeld = true;
    at = { x: moved.clientX, y: moved.clientY };
    look();
  };
  const end = (/** @type {Event} */ ended) => {
    cancelAnimationFrame(frame);
    handle.removeEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) handle.removeEventListener(name, end);
    removeEventListener("keydown", escape, true);
    if (isHeld) over(null);
    if (landing && ended.type === "pointerup") drop(landing);
  };
  const escape = (/** @type {KeyboardEvent} */ key) => {
    if (key.key !== "Escape") return;
    key.stopPropagation();
    end(key);
  };
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener("pointermove", move);
  for (const name of ["pointerup", "pointercancel"]) handle.addEventListener(name, end);
  addEventListener("keydown", escape, true);
}

/**
 * @param {HTMLElement} list
 * @returns {Box[]}
 */
function boxesOf(list) {
  return [...list.querySelectorAll("[data-row]")].map((row) => {
    const { top, bottom, left, right } = row.getBoundingClientRect();
    const { row: id = "", side } = /** @type {HTMLElement} */ (row).dataset;
    return { id, top, bottom, left, right, side };
  });
}

/**
 * Return where a row held at a point would land: beside the row under it, or the nearest one in the same column.
 *
 * @param {Box[]} boxes In order. A box with a side of its own takes nothing on the other.
 * @param {string} moving
 * @param {{x: number, y: number}} at
 * @returns {Landing | null}
 */
export function landingAt(boxes, moving, { x, y }) {
  const column = boxes.filter(({ left, right }) => x >= left && x < right);
  // Beside the agenda it lands as if it were held over its first column.
  const rows = column.length ? column : boxes.filter(({ left }) => left === Math.min(...boxes.map((box) => box.left)));
  const away = (/** @type {Box} */ { top, bottom }) => Math.max(top - y, y - bottom, 0);
  const target = rows.reduce((/** @type {Box | undefined} */ near, row) => (near && away(near) <= away(row) ? near : row), undefined);
  if (!target) return null;
  const half = y < (target.top + target.bottom) / 2 ? "before" : "after";
  return { moving, target: target.id, side: /** @type {"before" | "after"} */ (target.side ?? half) };
}

const edge = 72;

/**
 * Return by how many pixels the page rolls in a frame while something is held at height *y*.
 *
 * @param {number} y
 * @param {number} height Of the window.
 */
export function rollBy(y, height) {
  if (y < edge) return -Math.ceil((edge - Math.max(0, y)) / 5);
  return y > height - edge ? Math.ceil((edge - Math.max(0, height - y)) / 5) : 0;
}
