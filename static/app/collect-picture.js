/** Pictures that zones lie on: a strip over the columns, one drawing above each. Decoration: the words are in the titles. */
import { html, nothing, svg } from "./html.js";

/** The strip is as long as the wall is wide; drawings are 400 wide at most and stand on a line near the foot. */
const long = 1600;
const wide = 400;
const high = 170;

const boat = [
  // Wind: what carries us.
  svg`<path d="M20 52h120a22 22 0 1 0-22-22M20 78h170M20 104h110a20 20 0 1 1-20 20M232 128h140l-24 24H258ZM300 128V14c-40 30-58 62-62 92h62m12-70c30 20 46 44 50 70h-50" />`,
  // Anchor: what holds us back.
  svg`<path d="M200 20v130M165 55h70M140 100c4 30 30 50 60 50s56-20 60-50m-134 16 14-18 18 12m84 6 18-12 14 18" /><circle cx="200" cy="14" r="12" />`,
  // Reef: what may stop us.
  svg`<path d="M80 150 130 80l34 36 36-76 52 78 26-30 42 62" />`,
  // Island: where we are going.
  svg`<path d="M90 150c30-44 190-44 220 0M200 118c-6-40-2-66 10-84m0 0c-22-22-50-18-62 2 26-8 46-6 62-2Zm0 0c22-22 50-18 62 2-26-8-46-6-62-2Zm0 0c-8 18-6 34 2 46" />`,
];
const tree = [
  // Roots, trunk, branches, fruit.
  svg`<path d="M200 20v50m0 0c-10 40-60 50-110 78m110-78c0 40-20 60-40 80m40-80c10 40 60 50 110 78m-110-78c0 40 20 60 40 80" />`,
  svg`<path d="M176 10c8 60 4 100-16 140m64-140c-8 60-4 100 16 140m-52-90c6 4 18 4 24 0m-28 34c8 6 24 6 32 0" />`,
  svg`<path d="M200 150V80m0 30c-30-6-60-26-70-60m70 30c30-6 60-26 70-60m-70 60c-6-24-6-44 0-66m-44 62c-16-2-36-2-54 8m142-8c16-2 36-2 54 8" />`,
  svg`<circle cx="150" cy="110" r="36" /><circle cx="240" cy="96" r="42" /><path d="M150 74c2-18 16-32 34-38m56 18c0-16-10-30-26-40m-30 22c8-14 18-22 30-22" />`,
];
const road = [
  // Start, road, stone, goal.
  svg`<path d="M160 150V30m0 0h110l-24 30 24 30H160" />`,
  svg`<path d="M110 150c10-40 160-30 130-70-24-30-90-16-70-60m90 130c20-60 100-50 40-96-30-24-60-10-40-34" />`,
  svg`<path d="M90 150c6-56 40-90 84-84 22-34 74-26 84 12 34-2 54 30 56 72Zm84-84c-6 20 0 34 16 44" />`,
  svg`<path d="M200 152c-46-46-58-66-58-88a58 58 0 0 1 116 0c0 22-12 42-58 88Z" /><circle cx="200" cy="64" r="22" />`,
];
/** @type {Record<string, ReturnType<typeof svg>[]>} */
const drawn = { boat, tree, road };
const waves = `M0 156${" q 20 -10 40 0 t 40 0".repeat(long / 80)}`;
const radii = [22, 42, 62, 82];

/**
 * @param {number} n
 * @param {number} of
 */
function ring(n, of) {
  const count = Math.min(radii.length, Math.max(of, 2));
  const here = Math.min(n, count - 1);
  // The largest first, or it would cover the others.
  const places = Array.from({ length: count }, (_each, place) => count - 1 - place);
  return places.map((place) => svg`<circle cx="200" cy="85" r=${radii[place]} class=${place === here ? "picture-here" : "picture-ring"} />`);
}

/**
 * Draw the strip over so many columns.
 *
 * @param {string} picture
 * @param {number} columns
 */
export function pictureOf(picture, columns) {
  if (picture === "none" || !columns) return nothing;
  const parts = drawn[picture];
  const each = long / columns;
  const scale = Math.min(1, each / wide);
  const at = (/** @type {number} */ n) => `translate(${each * n + (each - wide * scale) / 2} ${(1 - scale) * high}) scale(${scale})`;
  return html`<svg class="picture" viewBox="0 0 ${long} ${high}" aria-hidden="true">
    ${picture === "rings" ? nothing : svg`<path class="picture-ground" d=${picture === "boat" ? waves : `M0 158H${long}`} />`}
    ${Array.from({ length: columns }, (_each, n) => svg`<g transform=${at(n)}>${parts ? (parts[n] ?? nothing) : ring(n, columns)}</g>`)}
  </svg>`;
}
