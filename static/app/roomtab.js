/**
 * Room and joining: how people get in, tried with one's own phone before they come, and who else leads.
 *
 * What the server finds out beside the workshop (addresses, remotes) is asked for while the page is looked at.
 */
import { html, nothing, render } from "./html.js";
import { _, language, ngettext } from "./i18n.js";
import { ask, joiningOf, look, notices, openBoard, savedStatus } from "./desk-frame.js";
import { start } from "./live.js";
import { icon, screenRoot } from "./parts.js";
import { Fields, checkField, numberField } from "./planner-fields.js";
import { codeWords } from "./wall.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./live.js").Live} Live */
/** @typedef {{size: number, path: string}} QrDrawing */
/** @typedef {{role: string, since: number}} Leader */

const lookMs = 10_000;
const root = screenRoot();
const here = {
  /** @type {import("./desk-frame.js").Joining | null} */ joining: null,
  looks: 0,
  /** @type {Record<string, Leader>} */ leaders: {},
  /** @type {{url: string, qr?: QrDrawing, minutes?: number} | null} */ pairing: null,
  /** @type {{url: string, days?: number} | null} */ co: null,
  said: "",
};
const live = start(draw);
const fields = new Fields(live.act, live.outbox);
void lookAgain();

/** @param {Live} live */
function draw(live) {
  here.joining ??= joiningOf(live);
  render(room(/** @type {DeskView} */ (live.view), live, here.joining), root);
  fields.follow(root);
}

/**
 * @param {DeskView} view
 * @param {Live} live
 * @param {import("./desk-frame.js").Joining} joining
 */
function room(view, live, joining) {
  return html`<div class="settings room">
    ${notices(live)} ${here.said ? html`<p class="banner banner-error" role="alert">${here.said}</p>` : nothing}
    ${joinPart(view, joining)} ${boardPart(view, live)} ${doorPart(view)} ${leadersPart(live, joining)} ${advicePart(view, joining)}
    <p class="line">${savedStatus(live)}</p>
  </div>`;
}

/**
 * @param {DeskView} view
 * @param {import("./desk-frame.js").Joining} joining
 */
function joinPart(view, joining) {
  const hasArrived = view.joined > 0 || view.people > 0;
  return html`<section class="setting" aria-labelledby="join-title">
    <div class="stack stack-tight">
      <h2 id="join-title">${_("Try it with your own phone")}</h2>
      <p>${_("Point the phone’s camera at the code, or open the address and type the code.")}</p>
      <p role="status" class=${hasArrived ? "arrived" : "awaited"}>
        ${hasArrived ? icon("check-circle") : icon("device-mobile")}
        ${hasArrived
          ? ngettext("A phone has arrived: joining works.", "{n} phones have arrived: joining works.", Math.max(view.joined, view.people))
          : _("No phone has arrived yet.")}
      </p>
      ${hasArrived ? nothing : causes(joining)}
    </div>
    <div class="room-way">
      ${joining.reach === "alone"
        ? html`<p class="banner banner-wait">
            ${icon("wifi-slash")}
            <span>${_("This computer is in no network that phones could reach. Join a network or start a hotspot.")}</span>
          </p>`
        : nothing}
      <div class="qr"><img src="${joining.qr_url}?${here.looks}" alt=${_("QR code for joining")} /></div>
      <div class="stack stack-tight">
        <p class="quiet">${_("Address")}</p>
        <p class="address room-address">${joining.address}</p>
        <p class="quiet">${_("Code")}</p>
        <p class="code">${codeWords(joining.code)}</p>
        ${view.phase === "planning"
          ? html`<p class="quiet small">${_("People may join already; they see that you have not started.")}</p>`
          : nothing}
      </div>
    </div>
  </section>`;
}

/**
 * Why a phone might not arrive, the likeliest first, each with what to do.
 *
 * @param {import("./desk-frame.js").Joining} joining
 */
function causes(joining) {
  const cause = (/** @type {string} */ what, /** @type {string} */ remedy) =>
    html`<div><dt>${what}</dt><dd>${remedy}</dd></div>`;
  return html`<details class="fold" id="causes">
    <summary>${_("The phone does not get here?")}</summary>
    <dl class="stack causes">
      ${joining.reach === "public"
        ? nothing
        : cause(
            _("The phone uses mobile data"),
            _("Turn mobile data off, or choose the same network as this computer. If the phone says that the network has no internet, choose to stay connected."),
          )}
      ${joining.reach === "public"
        ? nothing
        : cause(
            _("The network keeps devices apart"),
            _("Guest networks often do. Use another network, the phone’s hotspot, or a small router of your own."),
          )}
      ${cause(
        _("A firewall on this computer"),
        _("Let Python, or this program, receive connections in private networks, then try again."),
      )}
      ${cause(
        _("The network has a login page"),
        _("Open any page in the phone’s browser first and accept the terms; then scan again."),
      )}
    </dl>
  </details>`;
}

/**
 * @param {DeskView} view
 * @param {Live} live
 */
function boardPart(view, live) {
  const show = async () => {
    const opened = await openBoard(live.first.workshop);
    say(opened ? "" : _("The board’s window did not open. Allow windows from this page, then try again."));
  };
  return html`<section class="setting" aria-labelledby="board-title">
    <div>
      <h2 id="board-title">${_("Board")}</h2>
      <p>
        ${_("It opens in a window of its own. Drag it to the projector and press F for the full screen. If the projector shows the same as this screen, lead from your phone.")}
      </p>
    </div>
    <div class="buttons">
      <button class="button" id="open-board" @click=${show}>
        ${icon("arrow-square-out")} ${view.phase === "planning" ? _("Try the board") : _("Open the board")}
      </button>
    </div>
  </section>`;
}

/** @param {DeskView} view */
function doorPart(view) {
  return html`<section class="setting" aria-labelledby="door-title">
    <div>
      <h2 id="door-title">${_("Door")}</h2>
      <p>${_("A locked door lets nobody new in. Those who are in stay in.")}</p>
    </div>
    <div class="stack">
      ${checkField({
        id: "door",
        label: _("Lock the door"),
        on: view.door_locked,
        save: (event, on) => fields.change(event, { do: "LockDoor", on }),
      })}
      <div class="fields">
        ${numberField({
          id: "expected",
          label: _("Expected people"),
          value: view.expected,
          most: 10_000,
          zeroIsEmpty: true,
          save: (event, expected) => fields.change(event, { do: "EditWorkshop", expected }),
        })}
        ${numberField({
          id: "seats",
          label: _("Phones at most"),
          value: view.seats_allowed,
          most: 10_000,
          help: _("Keeps strangers from filling the room. 0 goes by those expected."),
          save: (event, most) => fields.change(event, { do: "SetSeatLimit", most }),
        })}
      </div>
      ${view.expected > 0 && view.expected < 8
        ? html`<p class="advice">
            ${icon("warning")}
            <span>${_("Fewer than eight people: in anonymous steps someone may be recognised by what they write.")}</span>
          </p>`
        : nothing}
    </div>
  </section>`;
}

/**
 * @param {Live} live
 * @param {import("./desk-frame.js").Joining} joining
 */
function leadersPart(live, joining) {
  const rows = Object.entries(here.leaders).sort(([, a], [, b]) => a.since - b.since);
  return html`<section class="setting" aria-labelledby="leaders-title">
    <div>
      <h2 id="leaders-title">${_("Who else leads")}</h2>
      <p>
        ${_("A remote can open, close, show, add time, blank the board and hide a note in this workshop. It sees no names and nothing private.")}
      </p>
    </div>
    <div class="stack">
      <div class="buttons">
        <button class="button" id="pair" @click=${pair}>${icon("device-mobile")} ${_("Pair a phone as a remote")}</button>
        ${joining.secure
          ? html`<button class="button" id="co" @click=${inviteCo}>${icon("user")} ${_("Invite a co-facilitator")}</button>`
          : nothing}
      </div>
      ${joining.secure
        ? nothing
        : html`<p class="quiet small">
            ${_("A co-facilitator with the whole desk needs an encrypted address (https). On this network a remote leads the room.")}
          </p>`}
      ${here.pairing ? pairingCard(here.pairing) : nothing} ${here.co ? coCard(here.co) : nothing}
      ${rows.length
        ? html`<ul class="cards cards-list">
            ${rows.map(([id, leader]) => leaderRow(live, id, leader))}
          </ul>`
        : html`<p class="quiet">${_("Nobody else leads this workshop.")}</p>`}
    </div>
  </section>`;
}

/** @param {{url: string, qr?: QrDrawing, minutes?: number}} pairing */
function pairingCard({ url, qr, minutes }) {
  return html`<div class="card" role="group" aria-labelledby="pairing-title">
    <h3 id="pairing-title">${_("Scan this with the phone that will lead")}</h3>
    <p>
      ${_("The code works once.")}
      ${minutes ? ngettext("It is good for {n} minute.", "It is good for {n} minutes.", minutes) : nothing}
      ${_("Do not show it on the projector.")}
    </p>
    ${qr
      ? html`<div class="qr">
          <svg viewBox="0 0 ${qr.size} ${qr.size}" role="img" aria-label=${_("QR code for pairing")} shape-rendering="crispEdges">
            <path d=${qr.path} fill="black"></path>
          </svg>
        </div>`
      : nothing}
    <p class="address small">${url}</p>
    <div class="buttons">
      <button
        class="button button-small"
        id="pairing-done"
        @click=${() => {
          here.pairing = null;
          live.redraw();
        }}
      >
        ${_("Hide the code")}
      </button>
    </div>
  </div>`;
}

/** @param {{url: string, days?: number}} co */
function coCard({ url, days }) {
  return html`<div class="card" role="group" aria-labelledby="co-title">
    <h3 id="co-title">${_("Send this link to the co-facilitator")}</h3>
    <p>
      ${_("The link works once.")} ${days ? ngettext("It is good for {n} day.", "It is good for {n} days.", days) : nothing}
    </p>
    <input class="input" id="co-url" readonly aria-label=${_("Link for the co-facilitator")} .value=${url} @focus=${selectAll} />
  </div>`;
}

/** @param {FocusEvent} event */
function selectAll(event) {
  /** @type {HTMLInputElement} */ (event.target).select();
}

/**
 * @param {Live} live
 * @param {string} id
 * @param {Leader} leader
 */
function leaderRow(live, id, { role, since }) {
  const when = new Intl.DateTimeFormat(language() === "en" ? "en-GB" : language(), {
    dateStyle: "short",
    timeStyle: "short",
  }).format(new Date(since));
  const words = role === "remote" ? _("Remote, paired {when}", { when }) : _("Co-facilitator, since {when}", { when });
  return html`<li class="card card-row">
    <p class="line">${icon(role === "remote" ? "device-mobile" : "user")} ${words}</p>
    <form class="buttons" method="post" action="/w/${live.first.workshop}/remotes/revoke">
      <input type="hidden" name="id" .value=${id} />
      <button class="button button-small" aria-label=${_("Take the right away: {what}", { what: words })}>
        ${_("Remove access")}
      </button>
    </form>
  </li>`;
}

/**
 * @param {DeskView} view
 * @param {import("./desk-frame.js").Joining} joining
 */
function advicePart(view, joining) {
  if (joining.reach === "public" && joining.secure) return nothing;
  return html`<section class="setting" aria-labelledby="network-title">
    <div><h2 id="network-title">${_("About this network")}</h2></div>
    <ul class="remarks">
      ${joining.secure
        ? nothing
        : html`<li>
            ${icon("info")}
            <span>
              ${_("The connection is not encrypted. Above anonymous fields phones say that someone in the same network could see the traffic.")}
            </span>
          </li>`}
      ${joining.reach === "public"
        ? nothing
        : html`<li>
              ${icon("info")}
              <span>
                ${_("The address works in this network only. To people outside it give a file: download the summary and send it.")}
              </span>
            </li>
            <li>
              ${icon("info")}
              <span>
                ${_("If phones say that the network has no internet, people choose to stay connected. Say so aloud, or write it on a sheet beside the board.")}
              </span>
            </li>`}
      ${joining.reach !== "public" && view.expected > 8
        ? html`<li>
            ${icon("wifi-high")}
            <span>
              ${_("A laptop’s or phone’s hotspot carries about eight phones. For more, bring a small travel router: it needs no internet.")}
            </span>
          </li>`
        : nothing}
    </ul>
  </section>`;
}

// --- what is asked beside the workshop -------------------------------------------------------------------

async function lookAgain() {
  if (document.visibilityState === "visible" || !here.looks) {
    await Promise.allSettled([lookAtAddress(), lookAtLeaders()]);
    live.redraw();
  }
  setTimeout(lookAgain, lookMs);
}

async function lookAtAddress() {
  const before = here.joining ?? joiningOf(live);
  if (!before.address_url) return;
  const found = { ...before, ...(await look(before.address_url)) };
  // Another address is another picture: the browser must not show the one it has.
  if (found.address !== before.address || found.code !== before.code) here.looks += 1;
  here.joining = found;
}

async function lookAtLeaders() {
  here.leaders = (await look(`/w/${live.first.workshop}/leaders`)).leaders;
}

async function pair() {
  try {
    here.pairing = await ask(`/w/${live.first.workshop}/pair-link`);
    say("");
  } catch {
    say(_("The code could not be made. Try again."));
  }
}

async function inviteCo() {
  try {
    here.co = await ask(`/w/${live.first.workshop}/co-link`);
    say("");
  } catch {
    say(_("The link could not be made. Try again."));
  }
}

/** @param {string} words */
function say(words) {
  here.said = words;
  live.redraw();
}
