/**
 * Carrying a note to a heading with a mouse or a pen. Never the only way: choosing and placing does the same, and
 * a finger scrolls.
 */

/** Pixels that a hand trembles: less is a press. */
const tremble = 6;

/**
 * Carry what *event* pressed until it is let go.
 *
 * @param {PointerEvent} event Of the element going down; a copy of it moves along.
 * @param {string} places Selector of what it can be put down on.
 * @param {(place: HTMLElement) => void} putDown
 */
export function carry(event, places, putDown) {
  if (event.button !== 0 || event.pointerType === "touch") return;
  const carried = /** @type {HTMLElement} */ (event.currentTarget);
  const { clientX, clientY } = event;
  /** @type {HTMLElement | null} */
  let over = null;
  /** @type {HTMLElement | null} */
  let copy = null;

  const move = (/** @type {PointerEvent} */ { clientX: x, clientY: y }) => {
    if (!copy && Math.hypot(x - clientX, y - clientY) < tremble) return;
    copy ??= lifted(carried);
    copy.style.translate = `${x - clientX}px ${y - clientY}px`;
    hover(placeAt(x, y));
  };
  const hover = (/** @type {HTMLElement | null} */ place) => {
    if (place === over) return;
    if (over) delete over.dataset.place;
    over = place;
    if (!over) return;
    over.dataset.place = "over";
    over.scrollIntoView({ block: "nearest" });
  };
  const placeAt = (/** @type {number} */ x, /** @type {number} */ y) => {
    return /** @type {HTMLElement | null} */ (document.elementFromPoint(x, y)?.closest(places) ?? null);
  };
  const end = (/** @type {PointerEvent} */ ended) => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    const place = over;
    hover(null);
    if (!copy) return;
    copy.remove();
    swallowClick();
    if (place && ended.type === "pointerup") putDown(place);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}

/**
 * Return a copy that lies above everything, since what holds the note may scroll and would cut it off.
 *
 * @param {HTMLElement} carried
 */
function lifted(carried) {
  const { left, top, width } = carried.getBoundingClientRect();
  const copy = /** @type {HTMLElement} */ (carried.cloneNode(true));
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  copy.classList.add("note-carried");
  copy.setAttribute("aria-hidden", "true");
  copy.style.left = `${left}px`;
  copy.style.top = `${top}px`;
  copy.style.width = `${width}px`;
  document.body.append(copy);
  return copy;
}

/** The click that follows letting go would choose the note. */
function swallowClick() {
  const swallow = (/** @type {Event} */ click) => {
    click.preventDefault();
    click.stopPropagation();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  // Where no click comes, the next real one must not be lost.
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
}
