// Words for a blank page: the server's, or these.
import { signal } from "@preact/signals";
import { request } from "../live/api";

const builtIn = [
  "warm lo-fi hip hop, dusty keys",
  "solo cello, slow and singing",
  "late-night jazz trio with brushes",
  "bright ragtime piano",
  "deep house with a round bass",
  "bossa nova guitar at dusk",
  "minimal techno, hypnotic",
  "baroque harpsichord and strings",
  "dub reggae, long echoes",
  "gospel organ, rising",
  "folk fiddle in a hurry",
  "ambient pads like fog",
  "funk clavinet, tight drums",
  "tender music box waltz",
  "cinematic brass and timpani",
  "chiptune adventure",
  "flamenco guitar, fierce",
  "slow blues with harmonica",
  "marimba patterns that shift",
  "synth pop, neon and hopeful",
  "church choir in the distance",
  "drum and bass, liquid",
  "country guitar on the porch",
  "tango with accordion",
  "celtic harp and whistle",
  "heavy metal gallop",
  "vibraphone and upright bass",
  "disco strings, four on the floor",
  "string quartet, restless",
  "sea shanty with accordion",
  "kalimba and soft percussion",
  "nocturne for felt piano",
];

export const suggestions = signal<string[]>(builtIn);

export async function loadSuggestions(): Promise<void> {
  try {
    const answer = (await request("GET", "/api/suggestions")) as
      | unknown[]
      | { suggestions?: unknown[] };
    const entries = Array.isArray(answer) ? answer : (answer.suggestions ?? []);
    const texts = entries
      .map((entry) => (typeof entry === "string" ? entry : (entry as { text?: unknown }).text))
      .filter((text): text is string => typeof text === "string" && text !== "");
    // A few are too few for dice.
    suggestions.value = texts.length >= 12 ? texts : [...new Set([...texts, ...builtIn])];
  } catch {
    // The built-in ones do as well.
  }
}

// Some that are not in `used`, in an order of chance.
export function draw(count: number, used: readonly string[]): string[] {
  const free = suggestions.value.filter((text) => !used.includes(text));
  for (let i = free.length - 1; i > 0; --i) {
    const j = Math.floor(Math.random() * (i + 1));
    [free[i], free[j]] = [free[j] ?? "", free[i] ?? ""];
  }
  return free.slice(0, count);
}
