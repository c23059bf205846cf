/**
 * The library's list: shows what is found while one types. All cards are on the page; the server says which and in
 * which order. Without this script the form does the same with a press.
 */

const restMs = 150;
const form = /** @type {HTMLFormElement} */ (document.getElementById("finder"));
let asked = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => void look(), restMs);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  void look();
});

/** Ask what is found, and show that; an answer that was overtaken is left. */
async function look() {
  const query = queryOf(form);
  const turn = ++asked;
  const answer = await fetch(`/methods/found?${query}`, { headers: { "X-Facilitator": "1" } }).catch(() => null);
  if (turn !== asked) return;
  // Signed out, or the server is away: the page itself says so.
  if (!answer?.ok) return location.assign(`/methods?${query}`);
  const found = await answer.json();
  if (turn !== asked) return;
  arrange("methods", found.methods);
  arrange("templates", found.templates);
  hide("days", !found.templates.length);
  hide("none", found.methods.length + found.templates.length > 0);
  const told = document.getElementById("told");
  if (told) told.textContent = found.told;
  history.replaceState(null, "", query ? `/methods?${query}` : "/methods");
}

/** @param {HTMLFormElement} form What is asked for, without what is left empty. */
function queryOf(form) {
  const filled = [...new FormData(form)].filter(([, value]) => value !== "");
  return new URLSearchParams(/** @type {[string, string][]} */ (filled)).toString();
}

/**
 * Show the cards of a list that are found, in their order, and hide the others.
 *
 * @param {string} list
 * @param {string[]} slugs
 */
function arrange(list, slugs) {
  const element = document.getElementById(list);
  const cards = new Map([...(element?.querySelectorAll("[data-slug]") ?? [])].map((card) => [slugOf(card), card]));
  for (const [slug, card] of cards) card.toggleAttribute("hidden", !slugs.includes(slug));
  element?.append(...slugs.flatMap((slug) => cards.get(slug) ?? []));
}

/** @param {Element} card */
function slugOf(card) {
  return card.getAttribute("data-slug") ?? "";
}

/**
 * @param {string} id
 * @param {boolean} hidden
 */
function hide(id, hidden) {
  document.getElementById(id)?.toggleAttribute("hidden", hidden);
}

export {};
