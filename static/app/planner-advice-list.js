/** The advice under the agenda: what and why in one line, the change as a button, or not now. */
import { guard, html, nothing } from "./html.js";
import { _, ngettext } from "./i18n.js";
import { minuteWords } from "./clock.js";
import { blockWords, findStep, stepWords } from "./desk-words.js";
import { icon } from "./parts.js";
import { advise } from "./planner-advice.js";

/** @typedef {import("./views.js").DeskView} DeskView */
/** @typedef {import("./planner-advice.js").Advice} Advice */

const mostShown = 5;

/**
 * @typedef {object} AdviceTools
 * @property {string} workshop
 * @property {import("./planner-advice.js").MethodFacts} methods
 * @property {(command: Record<string, any>) => Promise<string>} act
 * @property {(block: string) => void} look Opens a block's panel.
 * @property {string} chosen The block whose panel is open: whoever is writing its question is not told to.
 */

/**
 * Draw the advice; nothing where there is none.
 *
 * @param {DeskView} view
 * @param {AdviceTools} tools
 */
export function adviceList(view, tools) {
  if (view.phase !== "planning") return nothing;
  // The same plan is told the same: a drag draws many frames a second, and none of them changes anything here.
  const { blocks, dismissed, expected, languages, aim } = view;
  return html`${guard([blocks, dismissed, expected, languages, aim, tools.methods, tools.chosen], () => section(view, tools))}`;
}

/**
 * @param {DeskView} view
 * @param {AdviceTools} tools
 */
function section(view, tools) {
  const all = advise(view, tools.methods).filter(({ rule, block }) => rule !== "hollow" || block !== tools.chosen);
  const found = all.filter(({ key }) => !view.dismissed[key]);
  const aside = all.filter(({ key }) => view.dismissed[key]);
  if (!all.length) return nothing;
  return html`<section class="section" aria-labelledby="advice-title">
    <h3 id="advice-title" tabindex="-1">${_("Worth a second look")}</h3>
    ${found.length ? rows(view, found.slice(0, mostShown), tools) : html`<p class="quiet">${_("Nothing else to remark.")}</p>`}
    ${found.length > mostShown
      ? html`<details class="fold" id="advice-more">
          <summary>${ngettext("{n} more", "{n} more", found.length - mostShown)}</summary>
          ${rows(view, found.slice(mostShown), tools)}
        </details>`
      : nothing}
    ${aside.length
      ? html`<details class="fold" id="advice-dismissed">
          <summary>${ngettext("{n} dismissed", "{n} dismissed", aside.length)}</summary>
          ${rows(view, aside, tools)}
        </details>`
      : nothing}
  </section>`;
}

/**
 * @param {DeskView} view
 * @param {Advice[]} advice
 * @param {AdviceTools} tools
 */
function rows(view, advice, tools) {
  return html`<ul class="advice-rows">
    ${advice.map((one) => row(view, one, tools))}
  </ul>`;
}

/**
 * @param {DeskView} view
 * @param {Advice} advice
 * @param {AdviceTools} tools
 */
function row(view, advice, { act, look, workshop }) {
  const { key, block, mend, rule } = advice;
  const dismissed = Boolean(view.dismissed[key]);
  const [what, why] = adviceWords(view, advice);
  const describes = `advice-${key}`;
  return html`<li class="advice-row">
    ${icon("lightbulb")}
    <p id=${describes}><b>${what}</b> ${why}</p>
    <div class="buttons">
      ${mend && !dismissed
        ? html`<button class="button button-small" id="mend-${key}" aria-describedby=${describes} @click=${() => act(mend.command)}>
            ${mendWords(view, mend)}
          </button>`
        : nothing}
      ${rule === "aim" && !dismissed
        ? html`<a class="button button-small" href="/w/${workshop}/assignment" aria-describedby=${describes}>${_("Write the aim")}</a>`
        : nothing}
      ${block
        ? html`<button class="button button-small button-quiet" id="look-${key}" aria-describedby=${describes} @click=${() => look(block)}>
            ${_("Look")}
          </button>`
        : nothing}
      <button
        class="button button-small button-quiet"
        id="dismiss-${key}"
        aria-describedby=${describes}
        @click=${() => act({ do: "DismissAdvice", advice: key, on: !dismissed })}
      >
        ${dismissed ? _("Remind me again") : _("Dismiss")}
      </button>
    </div>
  </li>`;
}

/**
 * Return what is so, and why it matters.
 *
 * @param {DeskView} view
 * @param {Advice} advice
 * @returns {[string, string]}
 */
export function adviceWords(view, { rule, block, facts }) {
  const what = block && view.blocks[block] ? blockWords(view.blocks[block]) : "";
  const at = minuteWords(Number(facts.at ?? 0));
  const { n, m } = facts;
  switch (rule) {
    case "input":
      return inputWords(what, String(facts.way));
    case "late":
      return [
        _("“{what}” cannot begin at {at}.", { what, at }),
        _("What comes before it ends {n} min too late.", { n }),
      ];
    case "over":
      return [
        _("The steps of “{what}” take longer than it has.", { what }),
        _("They need {n} min, and it has {m}.", { n, m }),
      ];
    case "stretch":
      return [
        _("{n} min without a break from {from}.", { n, from: minuteWords(Number(facts.from)) }),
        facts.alone
          ? _("“{what}” alone takes {n} min: make two blocks of it.", { what, n: facts.alone })
          : _("After 90 minutes people no longer hear each other."),
      ];
    case "people":
      return facts.way === "few"
        ? [_("“{what}” needs at least {n} people.", { what, n }), _("You expect {n}.", { n: facts.expected })]
        : [_("“{what}” suits {n} people at most.", { what, n }), _("You expect {n}.", { n: facts.expected })];
    case "hollow":
      return [
        facts.way === "none"
          ? ngettext("Write the question of “{what}”.", "Write the {n} questions of “{what}”.", Number(n), { what })
          : ngettext(
              "“{what}” has {n} question without words in some language.",
              "“{what}” has {n} questions without words in some language.",
              Number(n),
              { what },
            ),
        "",
      ];
    case "closing":
      return [
        _("The closing may still be skipped."),
        _("Actions, check-out and feedback go first when a day runs late, and nobody gets them back."),
      ];
    case "slack":
      return [
        _("Only {n} min of slack for {m} min of work.", { n, m }),
        _("A tenth keeps the day on time when something takes longer."),
      ];
    case "decision":
      return [
        _("“{what}” decides after {at}.", { what, at: minuteWords(14 * 60 + 30) }),
        _("Tired people agree to anything."),
      ];
    case "first":
      return [
        _("People only listen for the first {n} min.", { n }),
        _("Who has said something in the first ten minutes goes on doing so."),
      ];
    case "lunch":
      return [
        _("After lunch, at {at}, people sit and listen.", { at }),
        _("Something on foot or in pairs wakes them."),
      ];
    case "aim":
      return [_("The day has no aim yet."), _("It stands on the cover of the summary, and tells what belongs on the agenda.")];
    default:
      return [_("Fewer than eight people: in anonymous steps someone may be recognised by what they write."), ""];
  }
}

/**
 * @param {string} what
 * @param {string} way
 * @returns {[string, string]}
 */
function inputWords(what, way) {
  switch (way) {
    case "later":
      return [_("“{what}” starts from a step that comes later.", { what }), _("It would have nothing to start from.")];
    case "gone":
      return [_("“{what}” starts from a step that is no longer there.", { what }), _("It would have nothing to start from.")];
    default:
      return [_("“{what}” has nothing to start from.", { what }), _("It needs an earlier step, or options of its own.")];
  }
}

/**
 * Return the words of the button that mends it.
 *
 * @param {DeskView} view
 * @param {NonNullable<Advice["mend"]>} mend
 */
export function mendWords(view, { does, facts = {} }) {
  const block = view.blocks[String(facts.whatBlock ?? "")];
  const what = block ? blockWords(block) : "";
  const { n } = facts;
  const at = minuteWords(Number(facts.at ?? 0));
  switch (does) {
    case "break":
      return _("Add a break of {n} min at {at}", { n, at });
    case "shorten":
      return _("Shorten “{what}” by {n} min", { what, n });
    case "lengthen":
      return _("Give it {n} min", { n });
    case "buffer":
      return _("Add {n} min of slack at {at}", { n, at });
    case "protect":
      return Number(n) === 1 ? _("Mark “{what}” as a must", { what }) : _("Mark the last {n} blocks as a must", { n });
    case "hello":
      return _("Add a check-in of {n} min at {at}", { n, at });
    case "walk":
      return _("Add a walk in pairs, {n} min", { n });
    case "earlier":
      return _("Move it before {at}", { at });
    case "after":
      return _("Move it after “{what}”", { what });
    default: {
      const step = findStep(view, String(facts.whatStep))?.step;
      return _("Start it from “{what}”", { what: step ? stepWords(step) : "" });
    }
  }
}
