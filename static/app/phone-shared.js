/**
 * A phone that several people use: who has it, handing it on, and answering together.
 *
 * Between two of them nothing of anybody's is on the screen.
 */
import { html, nothing, repeat } from "./html.js";
import { _, ngettext } from "./i18n.js";
import { icon, refusal } from "./parts.js";
import { mostPeople, nextOf, peopleHere, readSharing, writeSharing } from "./sharing.js";

/** @typedef {import("./live.js").Live} Live */
/** @typedef {import("./sharing.js").Sharing} Sharing */

const mostTogether = 20;

/** Who shares this phone, as its screen needs it. */
export class Sharers {
  /** @type {Live} */ #live;
  /** @type {() => void} */ #changed;

  /**
   * @param {Live} live
   * @param {() => void} changed Called when the phone changes hands: what was open is closed.
   */
  constructor(live, changed) {
    this.#live = live;
    this.#changed = changed;
    const { now, names } = this.sharing;
    // Until the server has said who is here, the phone knows it from before.
    live.people = Object.keys(names);
    if (now) live.look(now);
  }

  get sharing() {
    return readSharing(this.#live.outbox);
  }

  /** Who is here, the first one first. */
  get people() {
    return peopleHere(this.#live.people, this.#live.outbox.rows, this.sharing);
  }

  /** Who has it now; "" while what they know is not here yet. */
  get now() {
    return this.#live.person || String(this.#live.mine.person ?? "");
  }

  get first() {
    return this.people[0] ?? this.now;
  }

  get isShared() {
    return this.people.length > 1;
  }

  get isHanding() {
    return this.isShared && this.sharing.isHanding;
  }

  /** Whether who has it cannot be shown yet: what is here is another's, or nothing. */
  get isAwaited() {
    return this.#live.person !== "" && this.#live.mine.person !== this.#live.person;
  }

  /** @param {string} person */
  nameOf(person) {
    return this.sharing.names[person] || _("Person {n}", { n: this.people.indexOf(person) + 1 });
  }

  /**
   * @param {string} person
   * @param {string} name
   */
  rename(person, name) {
    this.#keep({ names: { ...this.#names(), [person]: name.trim() } });
  }

  /** One more person uses this phone. */
  async add() {
    const first = this.now;
    if (!first) return;
    const names = this.#names();
    const id = await this.#live.act({ do: "Join", language: this.#live.first.lang });
    this.#keep({ now: first, names: { ...names, [id]: "" } });
    this.#live.look(first);
  }

  /** Nobody has it: it is on its way. */
  hand() {
    this.#changed();
    this.#keep({ isHanding: true });
  }

  /** @param {string} person Who has it from now on. */
  take(person) {
    this.#keep({ now: person, isHanding: false });
    // A page made anew holds nothing of the former's; where it could not be made, the view alone changes.
    if (this.#live.state === "live" && person !== this.now && outlives()) location.reload();
    else this.#live.look(person);
  }

  /** Take in what was told: who is not of this phone any more, or never was, does not have it. */
  learn() {
    const people = this.people;
    if (this.#live.person && people[0] && !people.includes(this.#live.person)) {
      this.#keep({ now: people[0], isHanding: people.length > 1 });
      this.#live.look(people[0]);
    }
    this.#learnName();
  }

  /** A name that was said to all is also what the phone calls them. */
  #learnName() {
    const { person, name } = this.#live.mine;
    if (!this.isShared || !name || !person || this.sharing.names[person]) return;
    writeSharing(this.#live.outbox, { ...this.sharing, names: { ...this.#names(), [person]: name } });
  }

  #names() {
    const { names } = this.sharing;
    return Object.fromEntries(this.people.map((person) => [person, names[person] ?? ""]));
  }

  /** @param {Partial<Sharing>} change */
  #keep(change) {
    writeSharing(this.#live.outbox, { ...this.sharing, ...change });
    this.#live.redraw();
  }
}

/** Whether what is kept here is still known after a reload: else the phone would forget who has it. */
function outlives() {
  const key = "facilitator.sharing";
  try {
    localStorage.setItem(key, "on");
    return localStorage.getItem(key) === "on";
  } catch {
    return false;
  }
}

/**
 * Whose phone it is now, and handing it on; nothing where one has it alone.
 *
 * @param {Sharers} sharers
 */
export function whose(sharers) {
  if (!sharers.isShared) return nothing;
  return html`<div class="phone-whose">
    <span>${icon("user")} <b>${sharers.nameOf(sharers.now)}</b></span>
    <button class="button" id="hand-over" @click=${() => sharers.hand()}>${_("Hand the phone on")} ${icon("arrow-right")}</button>
  </div>`;
}

/**
 * Between two people.
 *
 * @param {Sharers} sharers
 */
export function handingOver(sharers) {
  const next = nextOf(sharers.people, sharers.now);
  const others = sharers.people.filter((person) => person !== next);
  return html`<main class="phone-main phone-door" id="content">
      <h1 id="handing" tabindex="-1">${_("Hand the phone to the next one")}</h1>
      <p>${_("What was written is safe, and is not shown to others.")}</p>
      <section class="stack stack-tight" aria-labelledby="who-else">
        <h2 id="who-else">${_("Or somebody else")}</h2>
        <div class="phone-people">
          ${repeat(
            others,
            (person) => person,
            (person) => html`<button class="button button-wide" id="take-${person}" @click=${() => sharers.take(person)}>
              ${person === sharers.now ? _("Back to {name}", { name: sharers.nameOf(person) }) : sharers.nameOf(person)}
            </button>`,
          )}
        </div>
      </section>
    </main>
    <footer class="bottom">
      <button class="button button-primary" id="take-next" @click=${() => sharers.take(next)}>
        ${icon("user")} ${_("I am {name}", { name: sharers.nameOf(next) })}
      </button>
    </footer>`;
}

/**
 * Until one's own view has come.
 *
 * @param {Sharers} sharers
 * @param {unknown} connection
 */
export function awaited(sharers, connection) {
  return html`<main class="phone-main phone-door" id="content">
    ${connection}
    <h1 id="handing" tabindex="-1">${sharers.nameOf(sharers.now)}</h1>
    <p role="status">${_("Your own view is on its way.")}</p>
    <div class="buttons">
      <button class="button" id="hand-over" @click=${() => sharers.hand()}>${_("Hand the phone on")} ${icon("arrow-right")}</button>
    </div>
  </main>`;
}

/**
 * The page of the sheet: together with one voice, or each with their own.
 *
 * @param {Live} live
 * @param {Sharers} sharers
 */
export function sharedPage(live, sharers) {
  const tools = /** @type {any} */ ({ dismiss: (/** @type {string} */ id) => live.outbox.dismiss(id) });
  const refused = live.outbox.rows.filter(({ state, command }) => state === "refused" && ["Join", "SpeakFor"].includes(command.do));
  return html`${refused.map((row) => refusal(row, tools))}
    <section class="stack">
      <h3>${_("Each answers alone")}</h3>
      <p>${_("Pass the phone round. Each has notes and votes of their own, and nobody sees those of another.")}</p>
      ${sharers.isShared ? peopleList(sharers) : nothing}
      <div class="buttons">
        ${sharers.people.length < mostPeople
          ? html`<button class="button" id="add-person" @click=${() => void sharers.add()}>${icon("plus")} ${_("Add a person")}</button>`
          : html`<p class="quiet">${ngettext("One phone is for {n} person at most.", "One phone is for {n} people at most.", mostPeople)}</p>`}
        ${sharers.isShared
          ? html`<button class="button" id="hand-over-sheet" @click=${() => sharers.hand()}>${_("Hand the phone on")} ${icon("arrow-right")}</button>`
          : nothing}
      </div>
    </section>
    ${together(live)}`;
}

/** @param {Sharers} sharers */
function peopleList(sharers) {
  const { names } = sharers.sharing;
  return html`<fieldset class="field">
    <legend>${_("Who uses this phone")}</legend>
    <p class="field-help" id="names-help">${_("These names stay on this phone.")}</p>
    <div class="stack stack-tight">
      ${repeat(
        sharers.people,
        (person) => person,
        (person, n) => html`<div class="field">
          <label for="person-${person}">${_("Person {n}", { n: n + 1 })}</label>
          <input
            class="input"
            id="person-${person}"
            maxlength="40"
            autocomplete="off"
            aria-describedby="names-help"
            .defaultValue=${names[person] ?? ""}
            @change=${(/** @type {Event} */ event) => sharers.rename(person, /** @type {HTMLInputElement} */ (event.target).value)}
          />
        </div>`,
      )}
    </div>
  </fieldset>`;
}

/**
 * How many answer with one voice, as it will be once all that was asked has been answered.
 *
 * @param {Live} live
 */
export function voices(live) {
  const asked = live.outbox.waiting.filter((row) => row.command.do === "SpeakFor" && live.isOwn(row));
  return Number(asked.at(-1)?.command.people ?? live.mine.speaks_for ?? 1);
}

/** @param {Live} live */
function together(live) {
  const now = voices(live);
  const say = (/** @type {number} */ people) => () => void live.act({ do: "SpeakFor", people });
  return html`<section class="stack">
    <h3 id="together">${_("We answer together")}</h3>
    <p>${_("One answer from the whole table. Say how many you are, so that the facilitator knows.")}</p>
    <div class="phone-count" role="group" aria-labelledby="together">
      <button class="button" id="voices-less" ?disabled=${now <= 1} @click=${say(now - 1)}>
        ${icon("minus")} <span class="aloud">${_("One fewer")}</span>
      </button>
      <output id="voices" class="number">${now}</output>
      <button class="button" id="voices-more" ?disabled=${now >= mostTogether} @click=${say(now + 1)}>
        ${icon("plus")} <span class="aloud">${_("One more")}</span>
      </button>
      <span>${now > 1 ? ngettext("{n} of us answers together.", "{n} of us answer together.", now) : _("I answer for myself.")}</span>
    </div>
  </section>`;
}
