// Colours of instrument families: the same in the score, the mixer and the thumbnails of takes.
import { css, lch } from "../ui/colour";

// Apart from each other where they often play together.
const hues: Record<string, number> = {
  organ: 5,
  strings: 22,
  guitar: 45,
  piano: 70,
  brass: 98,
  "chromatic percussion": 122,
  plucked: 136,
  reed: 152,
  pipe: 176,
  percussion: 200,
  "sound effects": 210,
  drums: 225,
  pad: 238,
  effects: 262,
  bass: 288,
  lead: 325,
  choir: 350,
};

export const familyHue = (family: string) => hues[family] ?? 300;

export function familyColour(family: string, dark: boolean, alpha = 1): string {
  const quiet = family === "drums" || family === "percussion" ? 0.05 : 0.135;
  return css(lch(dark ? 0.77 : 0.6, quiet, familyHue(family)), alpha);
}

// As a General MIDI table has it, for notes that come without their part's family.
const byEight = [
  "piano", "chromatic percussion", "organ", "guitar", "bass", "strings", "strings", "brass",
  "reed", "pipe", "lead", "pad", "effects", "plucked", "percussion", "sound effects",
];

export const familyOf = (program: number) =>
  program >= 128 ? "drums" : (byEight[Math.floor(program / 8)] ?? "");
