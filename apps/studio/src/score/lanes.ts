// The order of the parts on the page, as a score has it: leads above, bass and drums below.
import type { Part } from "../live/protocol";
import type { Timeline } from "./timeline";

const order = ["lead", "counter", "chords", "arpeggio", "pad", "bass", "drums"];

export function inScoreOrder(parts: readonly Part[]): Part[] {
  const rank = (part: Part) => {
    const at = order.indexOf(part.role);
    return at < 0 ? order.length : at;
  };
  return [...parts].sort((a, b) => rank(a) - rank(b) || a.program - b.program);
}

// What a mixer has room for: without what is in brackets, and without numbers.
export function shortName(name: string): string {
  const short = name.replace(/\s*\(.*\)|\s+\d+$/g, "").replace(/^acoustic grand /, "grand ");
  return short.charAt(0).toUpperCase() + short.slice(1);
}

export interface PitchRange {
  low: number;
  high: number;
}

// The pitches that a lane shows: those of its notes, at least an octave, and slow to change.
export class Ranges {
  private readonly known = new Map<number, PitchRange>();

  of(program: number, timeline: Timeline, from: number, to: number): PitchRange {
    let low = Infinity;
    let high = -Infinity;
    for (const note of timeline.notes(program, from, to)) {
      low = Math.min(low, note.pitch);
      high = Math.max(high, note.pitch);
    }
    const before = this.known.get(program);
    if (low > high) return before ?? { low: 54, high: 66 };
    const lack = Math.max(0, 12 - (high - low)) / 2;
    const wanted = { low: low - lack - 1, high: high + lack + 1 };
    if (before === undefined) {
      this.known.set(program, wanted);
      return wanted;
    }
    const toward = (now: number, to: number, grows: boolean) => now + (to - now) * (grows ? 0.2 : 0.01);
    before.low = toward(before.low, wanted.low, wanted.low < before.low);
    before.high = toward(before.high, wanted.high, wanted.high > before.high);
    return before;
  }
}
