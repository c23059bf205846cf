/**
 * The assignment: what was agreed with the client before the agenda. Each field saves when one leaves it, and the
 * cover of the summary is made of it.
 */
import { html, nothing, render } from "./html.js";
import { _, language } from "./i18n.js";
import { notices, savedStatus } from "./desk-frame.js";
import { start } from "./live.js";
import { icon, screenRoot } from "./parts.js";
import { Fields, clockField, numberField, textField, wordField } from "./planner-fields.js";
import { languageChecks } from "./planner-languages.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./live.js").Live} Live */
/** @typedef {Record<string, string>} Text */

const root = screenRoot();
const live = start(draw);
const fields = new Fields(live.act, live.outbox);

/** What is most often agreed on names: the facilitator's words, in each of the workshop's languages. @type {Text[]} */
export const policies = [
  {
    fi: "Kaikki vastaavat nimettömästi. Kukaan, edes vetäjä, ei näe, kuka kirjoitti.",
    sv: "Alla svarar anonymt. Ingen, inte ens ledaren, ser vem som skrev.",
    en: "Everyone answers anonymously. Nobody, not even the facilitator, sees who wrote.",
  },
  {
    fi: "Laput ja äänet ovat nimettömiä. Ryhmien tulokset ovat ryhmän, ja toimenpiteillä on nimet.",
    sv: "Lappar och röster är anonyma. Gruppernas resultat är gruppens, och åtgärderna har namn.",
    en: "Notes and votes are anonymous. Groups’ results are the group’s, and actions carry names.",
  },
  {
    fi: "Vastataan omalla nimellä. Äänet ja arviot ovat nimettömiä.",
    sv: "Man svarar med sitt namn. Röster och bedömningar är anonyma.",
    en: "People answer with their names. Votes and ratings are anonymous.",
  },
];

/** @param {Live} live */
function draw(live) {
  render(assignment(/** @type {DeskView} */ (live.view), live), root);
  fields.follow(root);
}

/**
 * @param {DeskView} view
 * @param {Live} live
 */
function assignment(view, live) {
  return html`<div class="settings assignment">
    ${notices(live)}
    ${part("what", _("What it is for"), html`<p>${_("On the cover of the summary, for everyone.")}</p>${orderTalk()}`, whatFor(view))}
    ${part("names", _("Names and anonymity"), _("On the cover too. Say the same when you open the day."), anonymity(view))}
    ${part("who", _("Who and where"), _("Client and place are on the cover. The contact person is in the client’s summary only."), whoAndWhere(view))}
    ${part("how", _("Languages and access"), _("What people need to be able to take part."), access(view))}
    ${part("after", _("What is delivered"), _("In the client’s summary only."), delivery(view))}
    <div class="setting">
      <div></div>
      <div class="buttons">
        ${view.phase === "ended"
          ? html`<a class="button button-primary" href="/w/${live.first.workshop}/summary">${icon("arrow-right")} ${_("Open the summary")}</a>`
          : html`<a class="button button-primary" href="/w/${live.first.workshop}/agenda">${icon("arrow-right")} ${_("On to the agenda")}</a>`}
        ${savedStatus(live)}
      </div>
    </div>
  </div>`;
}

/**
 * @param {string} id
 * @param {string} title
 * @param {unknown} help Words, or what is drawn.
 * @param {unknown} content
 */
function part(id, title, help, content) {
  return html`<section class="setting" aria-labelledby="part-${id}">
    <div>
      <h2 id="part-${id}">${title}</h2>
      ${typeof help === "string" ? html`<p>${help}</p>` : help}
    </div>
    <div class="stack">${content}</div>
  </section>`;
}

/**
 * @param {Event} event
 * @param {Record<string, any>} changes
 */
function edit(event, changes) {
  fields.change(event, { do: "EditWorkshop", ...changes });
}

/**
 * @param {DeskView} view
 * @param {"aim" | "result" | "decides" | "not_negotiable" | "accessibility" | "anonymity" | "delivery"} fact
 * @param {string} label
 * @param {string} [help]
 */
function agreed(view, fact, label, help = "") {
  const { languages } = view;
  return textField({ id: fact, label, text: view[fact], languages, long: true, help, save: (event, text) => edit(event, { [fact]: text }) });
}

/** @param {DeskView} view */
function whatFor(view) {
  return html`${agreed(view, "aim", _("Aim"), _("What is different afterwards?"))}
  ${agreed(view, "result", _("Expected result"), _("What lies on the table when people leave?"))}
  ${agreed(view, "decides", _("Who decides afterwards"), _("What is decided on the day, what later, and by whom."))}
  ${agreed(view, "not_negotiable", _("Not negotiable"), _("What the day cannot change: law, agreements, budget, decisions already made."))}`;
}

/** @param {DeskView} view */
function anonymity(view) {
  const choose = (/** @type {Text} */ policy) => () => {
    const known = view.languages.filter((lang) => policy[lang]);
    const text = Object.fromEntries((known.length ? known : ["en"]).map((lang) => [lang, policy[lang]]));
    void live.act({ do: "EditWorkshop", anonymity: text });
  };
  const lang = language();
  return html`<div class="field" role="group" aria-labelledby="policies-title">
      <p class="field-label" id="policies-title">${_("Ready wordings")}</p>
      <ul class="menu policies">
        ${policies.map(
          (policy, n) => html`<li>
            <button class="menu-row" id="policy-${n}" lang=${policy[lang] ? lang : "en"} @click=${choose(policy)}>${policy[lang] ?? policy.en}</button>
          </li>`,
        )}
      </ul>
    </div>
    ${agreed(view, "anonymity", _("Anonymity"), _("Each question says its own mode to people before they write. This is the promise for the whole."))}`;
}

/** @param {DeskView} view */
function whoAndWhere(view) {
  const word = (/** @type {"client" | "contact"} */ fact, /** @type {string} */ label, help = "") =>
    wordField({ id: fact, label, value: view[fact], help, save: (event, value) => edit(event, { [fact]: value }) });
  return html`${word("client", _("Client"))} ${word("contact", _("Contact person"))}
    ${wordField({ id: "place", label: _("Place"), value: view.place_name, save: (event, place) => edit(event, { place }) })}
    ${view.phase === "ended" ? nothing : whenAndHowMany(view)}`;
}

/** @param {DeskView} view */
function whenAndHowMany(view) {
  return html`<div class="fields">
      ${wordField({ id: "day", label: _("Day"), type: "date", value: view.day, save: (event, day) => edit(event, { day }) })}
      ${clockField({
        id: "starts",
        label: _("Starts at"),
        minutes: view.starts,
        save: (event, starts) => (starts === null ? undefined : edit(event, { starts })),
      })}
      ${numberField({ id: "expected", label: _("Expected people"), value: view.expected, most: 10_000, zeroIsEmpty: true, save: (event, expected) => edit(event, { expected }) })}
    </div>`;
}

/** @param {DeskView} view */
function access(view) {
  return html`${view.phase === "ended" ? nothing : languageChecks(view, edit)}
  ${agreed(view, "accessibility", _("Accessibility"), _("Hearing, sight, moving about, devices, interpreting. Only you see it."))}`;
}

/** @param {DeskView} view */
function delivery(view) {
  return agreed(view, "delivery", _("What is delivered, and to whom"), _("Summary, raw notes, photographs: who gets what, and by when."));
}

function orderTalk() {
  const questions = [
    _("What has happened that makes you ask for this now?"),
    _("How will you notice, in three months, that the day was worth it?"),
    _("Who decides on what people propose, and when do they hear of it?"),
    _("What is already decided? What does law or an agreement decide?"),
    _("Is there an open conflict? A conflict belongs to mediation, not to a workshop."),
    _("Who takes part, how many, in which languages? Is the manager there all day?"),
    _("Who needs what to be able to take part?"),
    _("May people answer without names? Who sees the raw material?"),
    _("What does the room have: a projector, walls, a network, space for islands?"),
    _("What is delivered, to whom, by when?"),
  ];
  return html`<details class="fold" id="order-talk">
    <summary>${_("What to ask in the first talk with the client")}</summary>
    <ol class="order-talk">
      ${questions.map((question) => html`<li>${question}</li>`)}
    </ol>
  </details>`;
}

