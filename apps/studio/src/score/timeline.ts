// What was and is being played, on the performance's clock: notes by part, and bars.
import type { Bar, Note } from "../live/protocol";

const rateHz = 48000;
const kept = 60 * rateHz;

export interface Place {
  bar: Bar;
  beat: number; // from 1, in beats of the metre
  beats: number;
  share: number; // of the bar that is over
}

export function metreOf(text: string): { beats: number; unit: number } {
  const [beats, unit] = text.split("/").map(Number);
  return { beats: beats && beats > 0 ? beats : 4, unit: unit && unit > 0 ? unit : 4 };
}

export class Timeline {
  bars: Bar[] = []; // ascending starts
  private readonly byProgram = new Map<number, Note[]>(); // ascending starts
  private newest = 0;

  clear(): void {
    this.bars = [];
    this.byProgram.clear();
    this.newest = 0;
  }

  addBars(bars: readonly Bar[]): void {
    for (const bar of bars) {
      // Far back: a performance that begins anew, of which the past says nothing.
      if (bar.start < this.newest - 20 * rateHz) this.clear();
      // What was announced from here on is replaced, and what it cut short ends here.
      while (this.bars.length > 0 && (this.bars.at(-1)?.start ?? 0) >= bar.start) this.bars.pop();
      const before = this.bars.at(-1);
      if (before !== undefined && before.end > bar.start) before.end = bar.start;
      this.bars.push({ ...bar });
      this.newest = Math.max(this.newest, bar.start);
    }
    while (this.bars.length > 1 && (this.bars[0]?.end ?? 0) < this.newest - kept) this.bars.shift();
  }

  addNotes(notes: readonly Note[]): void {
    for (const note of notes) {
      if (note.start < this.newest - 20 * rateHz) this.clear();
      this.newest = Math.max(this.newest, note.start);
      let own = this.byProgram.get(note.program);
      if (own === undefined) this.byProgram.set(note.program, (own = []));
      let at = own.length;
      while (at > 0 && (own[at - 1]?.start ?? 0) > note.start) --at;
      own.splice(at, 0, note);
      if ((own[0]?.start ?? 0) < this.newest - 2 * kept) {
        own.splice(0, own.findIndex((old) => old.start >= this.newest - kept));
      }
    }
  }

  programs(): number[] {
    return [...this.byProgram.keys()];
  }

  // Notes that sound somewhere between two positions. Looks back over the longest that notes last.
  notes(program: number, from: number, to: number): Note[] {
    const own = this.byProgram.get(program) ?? [];
    const found: Note[] = [];
    for (let i = own.length - 1; i >= 0; --i) {
      const note = own[i];
      if (note === undefined || note.start < from - 30 * rateHz) break;
      if (note.start < to && note.end > from) found.push(note);
    }
    return found.reverse();
  }

  place(position: number): Place | null {
    for (let i = this.bars.length - 1; i >= 0; --i) {
      const bar = this.bars[i];
      if (bar === undefined || bar.start > position) continue;
      const { beats } = metreOf(bar.metre);
      const share = Math.min(0.99999, (position - bar.start) / (bar.end - bar.start));
      return { bar, beat: 1 + Math.floor(share * beats), beats, share };
    }
    return null;
  }
}
