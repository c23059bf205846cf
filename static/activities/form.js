/** Form on the screens: a calm page of questions on the phone, chosen results on the wall, all of them on the desk. */
import { isSame, numberIn, ownForm, sheetOf } from "../app/form-own.js";
import { headsWords } from "../app/heads.js";
import { html, live, nothing, repeat } from "../app/html.js";
import { _, ngettext, pgettext, pick } from "../app/i18n.js";
import { icon, inOrder, langOf, refusal, said, status, worded, written } from "../app/parts.js";
import { progress } from "../app/progress.js";

/** @typedef {import("../app/views.js").FormView} FormView */
/** @typedef {import("../app/views.js").FormQuestion} Question */
/** @typedef {import("../app/views.js").MyForm} MyForm */
/** @typedef {import("../app/views.js").ActivityView} ActivityView */
/** @typedef {import("../app/parts.js").Act} Act */
/** @typedef {import("../app/parts.js").Tools} Tools */
/** @typedef {import("../app/parts.js").Wall} Wall */
/** @typedef {import("../app/form-own.js").Own} Own */
/** @typedef {import("../app/form-own.js").Given} Given */

/** Open answers that the wall has room for; as many as the server sends it. */
const mostOnWall = 8;
/** Rows of bars that stand under each other on a wall of their own. */
const mostInOneColumn = 7;
/** Activities, with their run, whose writer pressed Send too early: there the questions left out are marked. */
const tried = new Set();

/** Sending is being done. */
export const saysDone = true;

// --- the wall --------------------------------------------------------------------------------------------

/**
 * @param {FormView} view
 * @param {ActivityView} activity
 * @param {Wall} [wall]
 */
export function board(view, activity, wall = {}) {
  const chosen = inOrder(view.questions).filter(([, question]) => question.on_board);
  if (!view.shown || !chosen.length) {
    return progress(Math.max(activity.done, view.phones + view.hands), wall, "answered");
  }
  const isOne = chosen.length === 1 && chosen[0][1].ask !== "words";
  return html`<div class="board-result">
    <div class="pages form-pages ${isOne ? "pages-one" : ""}">
      ${chosen.map(
        ([id, question]) => html`<section class="form-question" data-ask=${question.ask} id="result-${id}">
          ${title(question, "h2")} ${told(id, question, isOne ? "alone" : "beside")}
        </section>`,
      )}
    </div>
    <p class="quiet">${headsWords(view.phones, view.hands)}</p>
  </div>`;
}

/**
 * @param {Question} question
 * @param {"h2" | "h3"} level
 */
function title({ text }, level) {
  if (!pick(text)) return nothing;
  return level === "h2"
    ? html`<h2 class="form-title" lang=${langOf(text)}>${worded(text)}</h2>`
    : html`<h3 class="form-title" lang=${langOf(text)}>${worded(text)}</h3>`;
}

/**
 * What came of one question.
 *
 * @param {string} id
 * @param {Question} question
 * @param {"alone" | "beside" | "listed"} how
 */
function told(id, question, how) {
  if (!question.told) return html`<p class="quiet">${fewWords()}</p>`;
  switch (question.ask) {
    case "scale":
      return html`${steps(question, how)} ${ends(question)} ${middle(question)}`;
    case "number":
      return html`<p class="form-middle">${middleWords(question)}</p>`;
    case "words":
      return texts(question);
    default:
      return html`${bars(id, question, how)} ${middle(question)}`;
  }
}

function fewWords() {
  return _("Fewer than five answered, so the answers are not shown.");
}

/**
 * @param {Question} question
 * @param {"alone" | "beside" | "listed"} how
 */
function steps(question, how) {
  const rows = inOrder(question.counts);
  const most = Math.max(1, ...rows.map(([, { count }]) => count));
  const isMedian = (/** @type {string} */ step) => Math.abs(Number(step) - question.median) < 1;
  return html`<ol class="scale form-steps" data-how=${how} data-many=${rows.length > 5 || nothing}>
    ${rows.map(
      ([step, { count }]) => html`<li class="scale-step" ?data-median=${isMedian(step) && question.answers > question.unknown}>
        <div class="scale-column">
          <span class="scale-number">${count}</span>
          <div class="scale-fill" .style=${`--share: ${count / most}`}></div>
        </div>
        <div class="scale-label">${step}</div>
      </li>`,
    )}
  </ol>`;
}

/**
 * @param {string} id
 * @param {Question} question
 * @param {"alone" | "beside" | "listed"} how
 */
function bars(id, question, how) {
  const rows = inOrder(question.counts);
  const most = Math.max(1, ...rows.map(([, { count }]) => count));
  const isWide = how === "alone" && rows.length > mostInOneColumn;
  return html`<ol class="results form-bars" data-wide=${isWide || nothing} data-how=${how}>
    ${rows.map(
      ([option, { count, share }]) => html`<li class="result" id="result-${id}-${option}">
        <div class="result-fill" .style=${`--share: ${count / most}`}></div>
        <span class="result-label">${said(question.options[option]?.text)}</span>
        <span class="result-number">${count} <small>${_("{n} %", { n: share })}</small></span>
      </li>`,
    )}
  </ol>`;
}

/** @param {Question} question */
function texts(question) {
  const rows = inOrder(question.texts);
  if (!rows.length && !question.kept_back) return html`<p class="quiet">${_("Nobody wrote anything here.")}</p>`;
  const kept = keptWords(question.kept_back);
  return html`<ul class="notes notes-list form-texts">
      ${repeat(
        rows,
        ([id]) => id,
        ([, row]) => html`<li class="note">${written(row.text)} ${row.name ? html`<span class="note-by">${row.name}</span>` : nothing}</li>`,
      )}
    </ul>
    ${question.more ? html`<p class="quiet">${ngettext("and {n} more answer", "and {n} more answers", question.more)}</p>` : nothing}
    ${kept ? html`<p class="quiet">${kept}</p>` : nothing}`;
}

/** @param {number} hidden */
function keptWords(hidden) {
  return hidden ? ngettext("{n} answer hidden by the facilitator", "{n} answers hidden by the facilitator", hidden) : "";
}

/** @param {Question} question What the ends of the scale mean. */
function ends({ low, high, least, most }) {
  if (!pick(low) && !pick(high)) return nothing;
  return html`<p class="form-ends quiet"><span>${least} ${said(low)}</span><span>${most} ${said(high)}</span></p>`;
}

/** @param {Question} question */
function middle(question) {
  const words = middleWords(question);
  return words ? html`<p class="form-middle quiet">${words}</p>` : nothing;
}

/** @param {Question} question */
function middleWords({ ask, answers, unknown, mean, median }) {
  const known = answers - unknown;
  return [
    ngettext("{n} answer", "{n} answers", known),
    ...(known && (ask === "scale" || ask === "number")
      ? [_("median {n}", { n: amount(median) }), _("mean {n}", { n: amount(mean) })]
      : []),
    ...(unknown ? [ngettext("{n} can’t say", "{n} can’t say", unknown)] : []),
  ].join(" · ");
}

/** @param {number} n With the decimal sign of the reader's language. */
function amount(n) {
  return n.toLocaleString(document.documentElement.lang || undefined, { maximumFractionDigits: 1 });
}

// --- one's own answers -----------------------------------------------------------------------------------

/**
 * Return one's open answers, to take home.
 *
 * @param {MyForm} mine
 */
export function lines(mine) {
  return Object.values(mine?.answers ?? {})
    .map(({ text }) => text)
    .filter(Boolean);
}

// --- the phone -------------------------------------------------------------------------------------------

/**
 * @param {FormView} view
 * @param {MyForm} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function phone(view, mine, act, activity, tools) {
  if (activity.stage === "closed") return result(view, activity, mine);
  const rows = tools.rows?.() ?? [];
  const { answers, sent } = ownForm(mine, rows);
  const questions = inOrder(view.questions);
  const isTried = tried.has(runOf(activity)) && !sent;
  const send = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    sendForm(/** @type {HTMLFormElement} */ (event.currentTarget), view, mine, act, activity, tools);
  };
  return html`${sent ? thanks() : nothing}
    ${questions.length > 1 ? howFar(Object.keys(answers).length, questions.length) : nothing}
    <form class="stack" id="task" novalidate @submit=${send}>
      ${questions.map(([id, question], n) => {
        const on = answering(id, mine, act, activity, tools);
        const isMissing = isTried && question.required && !answers[id] && !tools.draft(on.key).trim();
        return field(id, question, questions.length > 1 ? n + 1 : 0, answers[id], on, isMissing, sent);
      })}
    </form>
    ${rows.filter((row) => row.state === "refused").map((row) => refusal(row, tools))}
    ${sofar(view, activity)}`;
}

/** @param {ActivityView} activity */
function runOf(activity) {
  return `${activity.id} ${activity.run}`;
}

function thanks() {
  return html`<div class="banner form-thanks" id="form-thanks" role="status" tabindex="-1">
    ${icon("check-circle")}
    <p>${_("Thank you. You can change your answers until the form is closed.")}</p>
  </div>`;
}

/**
 * @param {number} done
 * @param {number} of
 */
function howFar(done, of) {
  return html`<p class="votes-left form-far">
    <span>${_("{n} / {of} answered", { n: done, of })}</span>
    <progress aria-hidden="true" value=${done} max=${of}></progress>
  </p>`;
}

/**
 * @typedef {object} Answering How one question is answered here.
 * @property {string} key Of its draft.
 * @property {string} draft
 * @property {(text: string) => void} type
 * @property {(given: Given) => void} give
 * @property {() => void} clear
 * @property {() => readonly string[]} now Options chosen by now.
 */

/**
 * @param {string} id
 * @param {MyForm} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 * @returns {Answering}
 */
function answering(id, mine, act, activity, tools) {
  const key = `form/${id}/${activity.id}`;
  // From what has been asked by now, not from what is drawn: two fast presses are two options.
  const now = () => ownForm(mine, tools.asked?.() ?? tools.rows?.() ?? []).answers[id];
  const clear = () => {
    tools.saveDraft(key, "");
    if (now()) void act({ do: "ClearAnswer", question: id });
  };
  return {
    key,
    draft: tools.draft(key),
    type: (text) => tools.saveDraft(key, text),
    give: (given) => {
      if (isSame(now(), given)) return tools.saveDraft(key, "");
      void act({ do: "AnswerQuestion", question: id, ...given });
      // Only now: what has been asked for is written down, so that nothing is lost in between.
      tools.saveDraft(key, "");
    },
    clear,
    now: () => now()?.options ?? [],
  };
}

/**
 * One question: the same order of things for each kind of answer.
 *
 * @param {string} id
 * @param {Question} question
 * @param {number} number Its place; 0 where it is the only one.
 * @param {Own | undefined} own
 * @param {Answering} on
 * @param {boolean} isMissing
 * @param {boolean} sent
 */
function field(id, question, number, own, on, isMissing, sent) {
  const mayClear = own && !["words", "number"].includes(question.ask) && !(sent && question.required);
  const said = own ? status(own.isKept ? "saved" : "waiting") : nothing;
  const body = html`${inputs(id, question, own, on, isMissing)}
    ${isMissing
      ? html`<p class="field-error" id="error-${id}">${icon("warning")} ${_("Answer this before you send.")}</p>`
      : nothing}
    <div class="form-foot">
      ${said}
      ${mayClear
        ? html`<button class="button button-quiet button-small" type="button" id="clear-${id}" @click=${on.clear}>
            ${_("Take the answer back")}
          </button>`
        : nothing}
    </div>`;
  const heading = html`${number ? html`<span class="number">${number}.</span> ` : nothing}
    ${pick(question.text) ? html`<span lang=${langOf(question.text)}>${worded(question.text)}</span>` : _("Your answer")}
    ${question.required ? html` <span class="form-required">${_("has to be answered")}</span>` : nothing}`;
  if (question.ask === "words" || question.ask === "number") {
    return html`<div class="field form-field" data-question=${id}><label for="input-${id}">${heading}</label> ${body}</div>`;
  }
  return html`<fieldset class="field form-field" data-question=${id} aria-describedby="who ${isMissing ? `error-${id}` : ""}">
    <legend>${heading}</legend>
    ${body}
  </fieldset>`;
}

/**
 * @param {string} id
 * @param {Question} question
 * @param {Own | undefined} own
 * @param {Answering} on
 * @param {boolean} isMissing
 */
function inputs(id, question, own, on, isMissing) {
  switch (question.ask) {
    case "words":
      return textInput(id, question, own, on, isMissing);
    case "number":
      return html`${numberInput(id, own, on, isMissing)} ${unsure(id, question, own, on)}`;
    case "scale":
      return html`${scaleInput(id, question, own, on)} ${unsure(id, question, own, on)}`;
    default:
      return html`${optionInputs(id, question, own, on)} ${unsure(id, question, own, on)}`;
  }
}

/**
 * @param {string} id
 * @param {Question} question
 * @param {Own | undefined} own
 * @param {Answering} on
 * @param {boolean} isMissing
 */
function textInput(id, question, own, on, isMissing) {
  const text = on.draft || own?.text || "";
  const isLong = text.length > question.max_length;
  const leave = (/** @type {Event} */ event) => {
    const text = /** @type {HTMLTextAreaElement} */ (event.target).value.trim();
    if (text.length > question.max_length) return;
    if (text) on.give({ text });
    else on.clear();
  };
  return html`<textarea
      class="input"
      id="input-${id}"
      aria-describedby="who count-${id} error-${id}"
      aria-invalid=${isLong || isMissing}
      aria-required=${question.required}
      autocomplete="off"
      enterkeyhint="enter"
      .defaultValue=${text}
      @input=${(/** @type {Event} */ event) => on.type(/** @type {HTMLTextAreaElement} */ (event.target).value)}
      @change=${leave}
    ></textarea>
    <span class="counter" id="count-${id}" ?data-over=${isLong}>${text.length} / ${question.max_length}</span>
    ${isLong && !isMissing
      ? html`<p class="field-error" id="error-${id}">${icon("warning")} ${pgettext("refusal", "too_long", { most: question.max_length })}</p>`
      : nothing}`;
}

/**
 * @param {string} id
 * @param {Own | undefined} own
 * @param {Answering} on
 * @param {boolean} isMissing
 */
function numberInput(id, own, on, isMissing) {
  const leave = (/** @type {Event} */ event) => {
    const number = numberIn(/** @type {HTMLInputElement} */ (event.target).value);
    if (number === undefined) on.clear();
    else on.give({ number });
  };
  return html`<input
    class="input input-short"
    id="input-${id}"
    type="text"
    inputmode="numeric"
    pattern="[0-9]*"
    maxlength="7"
    autocomplete="off"
    aria-describedby="who error-${id}"
    aria-invalid=${isMissing}
    .defaultValue=${own && own.number >= 0 ? String(own.number) : ""}
    @change=${leave}
  />`;
}

/**
 * @param {string} id
 * @param {Question} question
 * @param {Own | undefined} own
 * @param {Answering} on
 */
function scaleInput(id, question, own, on) {
  const steps = Array.from({ length: question.most - question.least + 1 }, (_each, n) => question.least + n);
  return html`<div class="form-scale" data-many=${steps.length > 5 || nothing}>
      ${steps.map(
        (step) => html`<label class="choice form-step">
          <input
            type="radio"
            name="answer-${id}"
            id="step-${id}-${step}"
            aria-describedby="ends-${id}"
            .checked=${live(Boolean(own) && !own?.dont_know && own?.number === step)}
            @change=${() => on.give({ number: step })}
          />
          <span>${step}</span>
        </label>`,
      )}
    </div>
    <div id="ends-${id}">${ends(question)}</div>`;
}

/**
 * @param {string} id
 * @param {Question} question
 * @param {Own | undefined} own
 * @param {Answering} on
 */
function optionInputs(id, question, own, on) {
  const isOne = question.ask === "choice";
  const choose = (/** @type {string} */ option) => () => {
    if (isOne) return on.give({ options: [option] });
    const before = on.now();
    const options = before.includes(option) ? before.filter((other) => other !== option) : [...before, option];
    if (options.length) on.give({ options });
    else on.clear();
  };
  return html`${isOne ? nothing : html`<p class="field-help">${_("You may choose several.")}</p>`}
    <div class="stack stack-tight">
      ${inOrder(question.options).map(
        ([option, { text }]) => html`<label class="choice">
          <input
            type=${isOne ? "radio" : "checkbox"}
            name="answer-${id}"
            id="option-${option}"
            .checked=${live(Boolean(own?.options.includes(option)))}
            @change=${choose(option)}
          />
          ${said(text)}
        </label>`,
      )}
    </div>`;
}

/**
 * @param {string} id
 * @param {Question} question
 * @param {Own | undefined} own
 * @param {Answering} on
 */
function unsure(id, question, own, on) {
  if (!question.dont_know) return nothing;
  const isMany = ["choices", "number"].includes(question.ask);
  return html`<label class="choice">
    <input
      type=${isMany ? "checkbox" : "radio"}
      name="answer-${id}"
      id="unsure-${id}"
      .checked=${live(Boolean(own?.dont_know))}
      @change=${() => (own?.dont_know ? on.clear() : on.give({ dont_know: true }))}
    />
    ${_("I can’t say")}
  </label>`;
}

/**
 * Send: what is still in a field goes first. What is left out is marked, and the first of it gets the focus.
 *
 * @param {HTMLFormElement} form
 * @param {FormView} view
 * @param {MyForm} mine
 * @param {Act} act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
function sendForm(form, view, mine, act, activity, tools) {
  const { answers } = ownForm(mine, tools.asked?.() ?? tools.rows?.() ?? []);
  const stuck = inOrder(view.questions).find(([id, question]) => {
    const on = answering(id, mine, act, activity, tools);
    const typed = typedIn(form, id, question);
    if (typed === "too long") return true;
    if (typed) on.give(typed);
    return question.required && !typed && !answers[id];
  });
  const isEmpty = !Object.keys(ownForm(mine, tools.asked?.() ?? tools.rows?.() ?? []).answers).length;
  if (stuck || isEmpty) {
    if (stuck) tried.add(runOf(activity));
    // Draws anew.
    tools.saveDraft(`form//${activity.id}`, "");
    const first = stuck ? form.querySelector(`[data-question="${stuck[0]}"]`) : form;
    const target = first?.querySelector("input, textarea");
    if (target instanceof HTMLElement) target.focus();
    first?.scrollIntoView({ block: "center" });
    return;
  }
  tried.delete(runOf(activity));
  void act({ do: "SendForm" });
  if (!tools.isDone) void act({ do: "MarkDone", on: true });
  goToThanks();
}

/**
 * The words of thanks are drawn once the sending has been written down, which takes the phone a moment.
 *
 * @param {number} [frames] How many to wait for them.
 */
function goToThanks(frames = 60) {
  const thanks = document.getElementById("form-thanks");
  if (thanks) {
    thanks.focus();
    thanks.scrollIntoView({ block: "center" });
  } else if (frames) requestAnimationFrame(() => goToThanks(frames - 1));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} id
 * @param {Question} question
 * @returns {Given | "too long" | undefined}
 */
function typedIn(form, id, question) {
  const field = form.querySelector(`#input-${CSS.escape(id)}`);
  if (!(field instanceof HTMLInputElement) && !(field instanceof HTMLTextAreaElement)) return undefined;
  const value = field.value.trim();
  if (!value) return undefined;
  if (question.ask === "words") return value.length > question.max_length ? "too long" : { text: value };
  const number = numberIn(value);
  return number === undefined ? undefined : { number };
}

/**
 * While people answer: results that all may see already.
 *
 * @param {FormView} view
 * @param {ActivityView} activity
 */
function sofar(view, activity) {
  if (!view.shown || view.few || !Object.values(view.questions).some((question) => question.on_board)) return nothing;
  return html`<details class="fold" id="sofar"><summary>${_("The result so far")}</summary>${result(view, activity)}</details>`;
}

/**
 * The green button of the bar below.
 *
 * @param {FormView} _view
 * @param {MyForm} mine
 * @param {Act} _act
 * @param {ActivityView} activity
 * @param {Tools} tools
 */
export function bar(_view, mine, _act, activity, tools) {
  if (activity.stage === "closed" || ownForm(mine, tools.rows?.() ?? []).sent) return nothing;
  return html`<button class="button button-primary" id="send" form="task">${icon("paper-plane-tilt")} ${_("Send my answers")}</button>`;
}

/**
 * The chosen results as text, and under them one's own answers.
 *
 * @param {FormView} view
 * @param {ActivityView} activity
 * @param {MyForm} [mine]
 */
export function result(view, activity, mine) {
  const chosen = inOrder(view.questions).filter(([, question]) => question.on_board);
  const own = mine ? ownList(view, mine) : nothing;
  if (!view.shown || !chosen.length) {
    const thanks = mine?.sent && activity.stage === "closed" ? html`<p>${_("Thank you for your answers.")}</p>` : nothing;
    return html`${thanks} ${own}`;
  }
  return html`${chosen.map(
      ([id, question]) => html`<section class="stack stack-tight">${title(question, "h2")} ${told(id, question, "listed")}</section>`,
    )}
    <p class="quiet">${headsWords(view.phones, view.hands)}</p>
    ${own}`;
}

/**
 * @param {FormView} view
 * @param {MyForm} mine
 */
function ownList(view, mine) {
  const given = inOrder(view.questions).filter(([id]) => mine.answers?.[id]);
  if (!given.length) return nothing;
  return html`<details class="fold" id="own-answers">
    <summary>${mine.sent ? _("Your answers") : _("Your answers, which you did not send")}</summary>
    <ul class="reading">
      ${given.map(
        ([id, question]) => html`<li>
          ${pick(question.text) ? html`<span class="quiet">${said(question.text)}</span><br />` : nothing}${answerWords(question, mine.answers[id])}
        </li>`,
      )}
    </ul>
  </details>`;
}

/**
 * @param {Question} question
 * @param {{number: number, options: readonly string[], text: string, dont_know: boolean}} answer
 */
function answerWords(question, { number, options, text, dont_know }) {
  if (dont_know) return _("I can’t say");
  if (text) return written(text);
  if (options.length) return options.map((option) => pick(question.options[option]?.text)).join(", ");
  return String(number);
}

// --- the desk --------------------------------------------------------------------------------------------

export function closeWords() {
  return _("Close the form");
}

/**
 * The desk's view as the wall shows it.
 *
 * @param {FormView} view
 * @returns {FormView}
 */
export function onWall(view) {
  const rows = Object.entries(view.questions).map(([id, question]) => [id, question.on_board ? shownOf(question) : bareOf(question)]);
  return { ...view, questions: Object.fromEntries(rows) };
}

/** @param {Question} question */
function shownOf(question) {
  const rows = inOrder(question.texts).filter(([, row]) => !row.hidden);
  return { ...question, texts: Object.fromEntries(rows.slice(0, mostOnWall)), more: Math.max(0, rows.length - mostOnWall) };
}

/** @param {Question} question */
function bareOf(question) {
  return { ...question, told: false, counts: {}, texts: {} };
}

/**
 * @param {FormView} view
 * @param {Act} act
 * @param {ActivityView} activity
 */
export function desk(view, act, activity) {
  const begun = view.begun ? ` · ${ngettext("{n} has begun", "{n} have begun", view.begun)}` : "";
  const hides = view.shown || activity.identity === "only_you" ? "" : ` · ${_("answers are hidden, from you too")}`;
  return html`<p class="quiet">${answeredWords(view)}${begun}${hides}</p>
    ${view.few ? html`<p class="advice">${icon("info")} <span>${fewWords()}</span></p>` : nothing}
    ${activity.identity === "only_you"
      ? nothing
      : html`<ol class="form-list">
          ${inOrder(view.questions).map(([id, question], n) => deskQuestion(id, question, n + 1, view, act))}
        </ol>`}
    ${paper(view, act, activity)}`;
}

/** @param {FormView} view */
function answeredWords({ phones, hands }) {
  const told = ngettext("{n} has answered", "{n} have answered", phones + hands);
  return hands ? `${told} (${headsWords(phones, hands)})` : told;
}

/**
 * @param {string} id
 * @param {Question} question
 * @param {number} number
 * @param {FormView} view
 * @param {Act} act
 */
function deskQuestion(id, question, number, view, act) {
  const words = pick(question.text) || _("Your answer");
  return html`<li class="form-row">
    <div class="form-row-head">
      <h3 class="form-title"><span class="number">${number}.</span> ${pick(question.text) ? said(question.text) : words}</h3>
      <button
        class="button button-small"
        id="show-${id}"
        aria-pressed=${question.on_board}
        aria-label=${_("Result on the board: {what}", { what: words })}
        @click=${() => act({ do: "ShowFormResult", question: id, on: !question.on_board })}
      >
        ${icon("projector-screen")} ${question.on_board ? _("On the board") : _("To the board")}
      </button>
    </div>
    ${view.shown && !view.few ? (question.ask === "words" ? openAnswers(question, act) : told(id, question, "listed")) : nothing}
  </li>`;
}

/**
 * @param {Question} question
 * @param {Act} act
 */
function openAnswers(question, act) {
  const rows = inOrder(question.texts);
  if (!rows.length) return html`<p class="quiet">${_("Nobody wrote anything here.")}</p>`;
  return html`<details class="fold" open>
    <summary>
      ${ngettext("{n} answer", "{n} answers", rows.length)}${question.kept_back ? ` · ${keptWords(question.kept_back)}` : ""}
    </summary>
    <ul class="notes notes-list">
      ${repeat(
        rows,
        ([id]) => id,
        ([id, row]) => html`<li class="note" ?data-hidden=${row.hidden}>
          ${written(row.text)}
          <div class="note-foot">
            <span>${row.name ? html`<span class="note-by">${row.name}</span>` : nothing}</span>
            <button
              class="button button-quiet button-small"
              id="hide-${id}"
              aria-label=${row.hidden ? _("Show again: {what}", { what: row.text }) : _("Hide: {what}", { what: row.text })}
              @click=${() => act({ do: "HideFormAnswer", answer: id, on: !row.hidden })}
            >
              ${icon(row.hidden ? "eye" : "eye-slash")} ${row.hidden ? _("Show again") : _("Hide")}
            </button>
          </div>
        </li>`,
      )}
    </ul>
  </details>`;
}

/**
 * A form that was filled in on paper.
 *
 * @param {FormView} view
 * @param {Act} act
 * @param {ActivityView} activity
 */
function paper(view, act, activity) {
  if (activity.identity === "only_you") return nothing;
  const add = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const sheet = sheetOf(new FormData(form), view);
    if (![sheet.numbers, sheet.chosen, sheet.texts].some((some) => Object.keys(some).length)) return;
    void act({ do: "AddPaperForm", ...sheet });
    form.reset();
  };
  return html`<details class="fold" id="paper">
    <summary>${_("Add a form from paper")}</summary>
    <form class="stack" @submit=${add}>
      ${inOrder(view.questions).map(([id, question]) => paperField(id, question))}
      <div class="buttons"><button class="button">${icon("plus")} ${_("Add the form")}</button></div>
    </form>
  </details>`;
}

/**
 * @param {string} id
 * @param {Question} question
 */
function paperField(id, question) {
  const label = pick(question.text) ? said(question.text) : _("Your answer");
  const name = `paper-${id}`;
  switch (question.ask) {
    case "words":
      return html`<div class="field">
        <label for=${name}>${label}</label>
        <textarea class="input input-low" id=${name} name=${name} maxlength=${question.max_length}></textarea>
      </div>`;
    case "scale":
    case "number":
      return html`<div class="field">
        <label for=${name}>${label}</label>
        <input
          class="input input-short"
          id=${name}
          name=${name}
          type="number"
          inputmode="numeric"
          min=${question.least}
          max=${question.ask === "scale" ? question.most : 1_000_000}
        />
      </div>`;
    default:
      return html`<fieldset class="field">
        <legend>${label}</legend>
        ${inOrder(question.options).map(
          ([option, { text }]) => html`<label class="check">
            <input type=${question.ask === "choice" ? "radio" : "checkbox"} name=${name} value=${option} id="${name}-${option}" />
            ${said(text)}
          </label>`,
        )}
      </fieldset>`;
  }
}
