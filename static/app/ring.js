/** A soft sound at the end of a break. Silence where the browser lets no page be heard before it is touched. */

const notes = [
  { hertz: 523.25, at: 0 },
  { hertz: 659.25, at: 0.35 },
];
const lastsS = 1.2;

/** Sound two rising tones, once. */
export function ring() {
  if (typeof AudioContext !== "function") return;
  const heard = new AudioContext();
  if (heard.state === "suspended") void heard.resume().catch(() => {});
  for (const { hertz, at } of notes) tone(heard, hertz, heard.currentTime + at);
  setTimeout(() => void heard.close(), 3_000);
}

/**
 * @param {AudioContext} heard
 * @param {number} hertz
 * @param {number} from Seconds of the context's clock.
 */
function tone(heard, hertz, from) {
  const source = heard.createOscillator();
  const loudness = heard.createGain();
  source.frequency.value = hertz;
  loudness.gain.setValueAtTime(0.0001, from);
  loudness.gain.exponentialRampToValueAtTime(0.25, from + 0.03);
  loudness.gain.exponentialRampToValueAtTime(0.0001, from + lastsS);
  source.connect(loudness).connect(heard.destination);
  source.start(from);
  source.stop(from + lastsS);
}
