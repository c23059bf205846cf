/** A method's page: how each step looks on the phone and on the board. Without this script its words tell it. */
import { nothing, render } from "./html.js";
import { loadFromPage } from "./i18n.js";
import { ask, pageData } from "./desk-frame.js";
import { Previews } from "./planner-looks.js";
import { previewFold } from "./planner-preview.js";
import { whoWords } from "./who.js";
import { icon } from "./parts.js";
import { html } from "./html.js";

/** @typedef {import("./views.js").StepView} StepView */

const { lang, languages, steps } = pageData(
  "first",
  /** @type {{lang: string, languages: string[], steps: StepView[]}} */ ({ lang: "", languages: [], steps: [] }),
);
loadFromPage([lang, ...languages]);
const looks = new Previews((asked) => ask("/methods/preview", asked), draw);
/** @type {Map<string, any>} */
const kinds = new Map();

// What people will see is what one came to see: the first step shows it at once.
looks.turn("0", true);
draw();

function draw() {
  for (const [n, step] of steps.entries()) {
    const place = document.getElementById(`look-${n}`);
    if (place) render(previewFold(String(n), step, kindOf(step.kind), {}, whoOf(step), looks), place);
  }
}

/**
 * Return a kind's file; nothing while it is on its way.
 *
 * @param {string} name
 */
function kindOf(name) {
  if (!kinds.has(name) && /^[a-z]+$/.test(name)) {
    kinds.set(name, undefined);
    void import(`../activities/${name}.js`).then((file) => {
      kinds.set(name, file);
      draw();
    });
  }
  return kinds.get(name);
}

/** @param {StepView} step */
function whoOf(step) {
  if (step.kind === "show") return nothing;
  const words = whoWords({ identity: step.identity, destination: step.destination, sealed: false }, true);
  return html`<p class="who">${icon("eye")}<span><b>${words.mode}</b> ${words.ends}</span></p>`;
}
