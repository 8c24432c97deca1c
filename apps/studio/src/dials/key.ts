// Keys in words: a tonic around the circle of fifths, and a mode.

export const circle = ["C", "G", "D", "A", "E", "B", "F#", "Db", "Ab", "Eb", "Bb", "F"];
export const modes = [
  "major",
  "minor",
  "dorian",
  "phrygian",
  "lydian",
  "mixolydian",
  "harmonic minor",
  "blues",
];

const letters: Record<string, number> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

export function pitchClass(tonic: string): number {
  const letter = letters[tonic[0]?.toUpperCase() ?? ""] ?? 0;
  const sharps = [...tonic.slice(1)].reduce(
    (sum, sign) => sum + (sign === "#" || sign === "♯" ? 1 : sign === "b" || sign === "♭" ? -1 : 0),
    0,
  );
  return (letter + sharps + 12) % 12;
}

// The place on the circle (0: C, 1: G, ...) and the mode of a key such as "F# dorian".
export function readKey(key: string): { place: number; mode: string } {
  const [tonic = "C", ...rest] = key.trim().split(/\s+/);
  const mode = rest.join(" ").toLowerCase();
  return {
    place: (pitchClass(tonic) * 7) % 12,
    mode: modes.includes(mode) ? mode : "major",
  };
}

export const keyName = (place: number, mode: string) => `${circle[((place % 12) + 12) % 12]} ${mode}`;

// As printed music has it.
export const printed = (name: string) => name.replace(/#/g, "♯").replace(/([A-G])b/g, "$1♭");
