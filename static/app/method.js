/** A method's page: how each step looks on the phone and on the board. Without this script its words tell it. */
import { html, nothing, render } from "./html.js";
import { loadFromPage } from "./i18n.js";
import { ask, pageData } from "./desk-frame.js";
import { kindFiles } from "./kind-files.js";
import { icon } from "./parts.js";
import { Previews } from "./planner-looks.js";
import { previewFold } from "./planner-preview.js";
import { whoWords } from "./who-words.js";

/** @typedef {import("./views.js").StepView} StepView */

const { lang, languages, steps } = pageData(
  "first",
  /** @type {{lang: string, languages: string[], steps: StepView[]}} */ ({ lang: "", languages: [], steps: [] }),
);
loadFromPage([lang, ...languages]);
const looks = new Previews((asked) => ask("/methods/preview", asked), draw);
const kindOf = kindFiles(draw);

// What people will see is what one came to see: with answers, since an empty wall tells little.
for (const [n, { kind }] of steps.entries()) looks.answer(String(n), kind !== "show");
looks.turn("0", true);

function draw() {
  for (const [n, step] of steps.entries()) {
    const place = document.getElementById(`look-${n}`);
    if (place) render(previewFold(String(n), step, kindOf(step.kind), {}, whoOf(step), looks), place);
  }
}

/** @param {StepView} step */
function whoOf(step) {
  if (step.kind === "show") return nothing;
  const words = whoWords({ identity: step.identity, destination: step.destination, sealed: false }, true);
  return html`<p class="who">${icon("eye")}<span><b>${words.mode}</b> ${words.ends}</span></p>`;
}
