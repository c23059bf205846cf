/** Two who lead see each other's hands: what the others did last, and what one is called by them. */
import { html, nothing } from "./html.js";
import { _ } from "./i18n.js";
import { atWords } from "./clock.js";
import { deedWords, leaderWords, othersDeeds } from "./desk-deeds.js";
import { icon } from "./parts.js";

/** @typedef {import("./views.js").DeskView} DeskView */

/**
 * Draw what the others did, and ask once what one is called; nothing where one leads alone.
 *
 * @param {DeskView} view
 * @param {(command: Record<string, any>) => void} lead
 */
export function together(view, lead) {
  const rows = othersDeeds(view);
  const others = Object.keys(view.leaders).some((by) => by !== view.me);
  if (!rows.length && !others) return nothing;
  return html`<section class="stack stack-tight" id="together" aria-labelledby="together-title">
    <h2 id="together-title">${_("Leading together")}</h2>
    ${rows.length
      ? html`<ul class="deeds">
          ${rows.map(
            ({ by, did, at, times }) => html`<li>
              <time class="quiet">${atWords(at)}</time>
              <span>${deedWords(did, leaderWords(view, by))}${times > 1 ? html` <b class="number">×${times}</b>` : nothing}</span>
            </li>`,
          )}
        </ul>`
      : nothing}
    ${introduction(view, lead)}
  </section>`;
}

/**
 * @param {DeskView} view
 * @param {(command: Record<string, any>) => void} lead
 */
function introduction(view, lead) {
  const name = view.leaders[view.me] ?? "";
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const said = String(new FormData(form).get("name") ?? "").trim();
    form.closest("details")?.removeAttribute("open");
    if (said && said !== name) lead({ do: "IntroduceLeader", name: said });
  };
  return html`<details class="fold" id="introduce">
    <summary>${icon("user")} ${name ? _("You are {name} to the others", { name }) : _("Tell the others your name")}</summary>
    <form class="line" @submit=${save}>
      <label class="aloud" for="leader-name">${_("Your name for those who lead with you")}</label>
      <input
        class="input"
        id="leader-name"
        name="name"
        required
        maxlength="60"
        autocomplete="off"
        placeholder=${_("Your name for those who lead with you")}
        .defaultValue=${name}
      />
      <button class="button button-small">${_("Save")}</button>
    </form>
  </details>`;
}
