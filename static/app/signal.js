/**
 * Tells people that their turn or a new round has come: two soft tones and a vibration, where they allowed it.
 *
 * A key is a scope and, after the last space, a name: `<step> <run> round-2`. Within one scope another name is a change.
 * The name `quiet` is kept silently, so that a kind can say "nothing for this phone now".
 */

const storeKey = "facilitator.signals";
const quiet = "quiet";
const pattern = [200, 100, 200];
const notes = [
  { hertz: 523.25, at: 0 },
  { hertz: 659.25, at: 0.3 },
];
const lastsS = 0.8;
const loudness = 0.15;

/**
 * Return a function that is told the key at every drawing, and signals once when it changes.
 *
 * @param {object} around
 * @param {() => boolean} around.isAllowed
 * @param {(pattern: number[]) => unknown} around.vibrate
 * @param {() => unknown} around.play
 * @returns {(key: string) => boolean} Whether it signalled.
 */
export function createSignals({ isAllowed, vibrate, play }) {
  let before = { scope: "", name: "" };
  return (key) => {
    const now = partsOf(key);
    const last = before;
    before = now;
    // Where one comes in, or a new step opens, nothing has changed yet for who looks at it.
    if (last.scope !== now.scope || !last.name || last.name === now.name || now.name === quiet) return false;
    if (!isAllowed()) return false;
    vibrate(pattern);
    play();
    return true;
  };
}

/** @param {string} key */
function partsOf(key) {
  const at = key.lastIndexOf(" ") + 1;
  return { scope: key.slice(0, at), name: key.slice(at) };
}

// --- in the browser --------------------------------------------------------------------------------------

/** What was chosen on this page, for browsers that keep nothing. @type {boolean | undefined} */
let chosen;
/** @type {AudioContext | undefined} */
let heard;

/** Whether the person has allowed it in this browser. */
export function signalsAllowed() {
  if (chosen !== undefined) return chosen;
  try {
    return localStorage.getItem(storeKey) === "on";
  } catch {
    return false;
  }
}

/**
 * Allow it or not, from a tap: only a tap may wake the sound. Who allows it hears at once what it is like.
 *
 * @param {boolean} on
 */
export function allowSignals(on) {
  chosen = on;
  try {
    localStorage.setItem(storeKey, on ? "on" : "off");
  } catch {
    // Then it holds until the page is loaded anew.
  }
  if (!on) return;
  vibrate(pattern);
  play();
}

/** Say the key at every drawing. @type {(key: string) => boolean} */
export const signal = createSignals({ isAllowed: signalsAllowed, vibrate, play });

/** @param {number[]} pattern Milliseconds on, off, on. */
function vibrate(pattern) {
  // Safari has none.
  globalThis.navigator?.vibrate?.(pattern);
}

function play() {
  const context = wake();
  if (context) for (const { hertz, at } of notes) tone(context, hertz, context.currentTime + at);
}

/** One context for the life of the page: one that was woken by a tap stays awake, a new one would not be. */
function wake() {
  if (typeof AudioContext !== "function") return undefined;
  heard ??= new AudioContext();
  if (heard.state !== "running") void heard.resume().catch(() => {});
  return heard;
}

/**
 * @param {AudioContext} context
 * @param {number} hertz
 * @param {number} from Seconds of the context's clock.
 */
function tone(context, hertz, from) {
  const source = context.createOscillator();
  const gain = context.createGain();
  source.frequency.value = hertz;
  gain.gain.setValueAtTime(0.0001, from);
  gain.gain.exponentialRampToValueAtTime(loudness, from + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.0001, from + lastsS);
  source.connect(gain).connect(context.destination);
  source.start(from);
  source.stop(from + lastsS);
}

// After a reload the choice is known and the sound is not awake: the next touch of the page wakes it.
if (typeof document !== "undefined") {
  const wakeAgain = () => {
    if (signalsAllowed()) wake();
  };
  for (const touch of ["pointerup", "keydown"]) document.addEventListener(touch, wakeAgain, { passive: true });
}
