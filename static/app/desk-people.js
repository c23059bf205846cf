/** Who is in the room and which team they come from: what the mixing of groups goes by. */
import { html, nothing, repeat } from "./html.js";
import { _, ngettext } from "./i18n.js";
import { closeDialog } from "./desk-frame.js";
import { teamsOf } from "./desk-moves.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./views.js").PersonLine} PersonLine */

/**
 * @param {DeskView} view
 * @param {(command: Record<string, any>) => void} lead
 */
export function peopleDialog(view, lead) {
  const people = Object.entries(view.roster).sort(([, a], [, b]) => a.number - b.number);
  return html`<dialog class="dialog desk-people" id="desk-people" aria-labelledby="desk-people-title">
    <div class="dialog-body">
      <div class="line">
        <h2 id="desk-people-title">${_("People and teams")}</h2>
        <button class="button push" @click=${() => closeDialog("desk-people")}>${_("Close")}</button>
      </div>
      <p class="quiet">${_("Teams and managers are for mixing groups. Nobody else sees who is a manager.")}</p>
      ${teamsForm(view, lead)}
      ${people.length
        ? html`<ul class="people">
            ${repeat(
              people,
              ([id]) => id,
              ([id, person]) => personRow(view, id, person, lead),
            )}
          </ul>`
        : html`<p class="quiet">
            ${view.people
              ? _("People are listed between tasks and while groups are made, never beside answers.")
              : _("Nobody has joined yet.")}
          </p>`}
    </div>
  </dialog>`;
}

/**
 * @param {DeskView} view
 * @param {(command: Record<string, any>) => void} lead
 */
function teamsForm(view, lead) {
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    lead({ do: "EditWorkshop", teams: teamsOf(String(new FormData(form).get("teams") ?? "")) });
  };
  return html`<form class="stack stack-tight" @submit=${save}>
    <div class="field">
      <label for="teams">${_("Teams, one on a line")}</label>
      <textarea class="input" id="teams" name="teams" rows="4" .defaultValue=${view.teams.join("\n")}></textarea>
    </div>
    <div class="buttons"><button class="button" id="teams-save">${_("Save the teams")}</button></div>
  </form>`;
}

/**
 * @param {DeskView} view
 * @param {string} id
 * @param {PersonLine} person
 * @param {(command: Record<string, any>) => void} lead
 */
function personRow(view, id, person, lead) {
  const who = person.name || _("Person {n}", { n: person.number });
  // A team that was taken off the list stays theirs until another is chosen.
  const teams = person.team && !view.teams.includes(person.team) ? [...view.teams, person.team] : view.teams;
  return html`<li class="person">
    <span class="person-name">
      <span class="number quiet">${person.number}</span> <b>${who}</b>
      ${person.speaks_for > 1
        ? html`<span class="quiet small">${ngettext("speaks for {n}", "speaks for {n}", person.speaks_for)}</span>`
        : nothing}
    </span>
    ${teams.length
      ? html`<select
          class="input"
          id="team-${id}"
          aria-label=${_("Team: {who}", { who })}
          .value=${person.team}
          @change=${(/** @type {Event} */ event) =>
            lead({ do: "DescribePerson", person: id, team: /** @type {HTMLSelectElement} */ (event.target).value })}
        >
          <option value="" ?selected=${!person.team}>${_("No team")}</option>
          ${teams.map((team) => html`<option value=${team} ?selected=${team === person.team}>${team}</option>`)}
        </select>`
      : nothing}
    <label class="check">
      <input
        type="checkbox"
        id="manager-${id}"
        .checked=${person.manager}
        @change=${(/** @type {Event} */ event) =>
          lead({ do: "DescribePerson", person: id, manager: /** @type {HTMLInputElement} */ (event.target).checked })}
      />
      <span>${_("manager")}<span class="aloud"> ${who}</span></span>
    </label>
  </li>`;
}
