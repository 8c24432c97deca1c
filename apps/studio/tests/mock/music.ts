// A small synthesised band that obeys controls: enough sound and notes to test a page with.
import type { Bar, Controls, Note, Part, Plan } from "../../src/live/protocol";

export const rateHz = 48000;
const tonics = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
const major = [0, 2, 4, 5, 7, 9, 11];
const minor = [0, 2, 3, 5, 7, 8, 10];

export const instruments: Part[] = [
  { program: 4, name: "electric piano 1", family: "piano", role: "chords" },
  { program: 11, name: "vibraphone", family: "chromatic percussion", role: "lead" },
  { program: 24, name: "acoustic guitar (nylon)", family: "guitar", role: "arpeggio" },
  { program: 33, name: "electric bass (finger)", family: "bass", role: "bass" },
  { program: 40, name: "violin", family: "strings", role: "lead" },
  { program: 42, name: "cello", family: "strings", role: "lead" },
  { program: 56, name: "trumpet", family: "brass", role: "lead" },
  { program: 73, name: "flute", family: "pipe", role: "lead" },
  { program: 89, name: "warm pad", family: "pad", role: "pad" },
  { program: 128, name: "drum kit", family: "drums", role: "drums" },
];
const leads = [11, 40, 42, 56, 73];

function hash(text: string): number {
  let value = 2166136261;
  for (const c of text) value = Math.imul(value ^ (c.codePointAt(0) ?? 0), 16777619) >>> 0;
  return value;
}

function chance(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
    state = (state + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32;
  };
}

export function planOf(controls: Controls): { plan: Plan; parts: Part[] } {
  const strongest = [...controls.prompts].sort((a, b) => b.weight - a.weight);
  const first = hash(strongest[0]?.text ?? "");
  const second = hash(strongest[1]?.text ?? "");
  const lead = leads[first % leads.length] ?? 40;
  const other = (strongest[1]?.weight ?? 0) > 0.1 ? (leads[second % leads.length] ?? lead) : lead;
  const programs = [...new Set([4, 24, 33, lead, other, 89, 128])].sort((a, b) => a - b);
  const parts = programs.flatMap((program) => instruments.filter((one) => one.program === program));
  const mode = first % 3 === 0 ? "major" : "minor";
  const plan: Plan = {
    genre: "lo-fi",
    bpm: controls.bpm ?? 72 + (first % 8) * 8,
    metre: controls.metre ?? "4/4",
    key: controls.key ?? `${tonics[first % 12]} ${mode}`,
    density: controls.density ?? 0.43,
    brightness: controls.brightness ?? 0.5,
    parts: parts.map((part) => ({ instrument: part.name, role: part.role })),
    sections: [
      { kind: "intro", bars: 4, intensity: 0.29, dynamics: 0.43 },
      { kind: "verse", bars: 8, intensity: 0.43, dynamics: 0.57 },
      { kind: "chorus", bars: 8, intensity: 0.71, dynamics: 0.71 },
      { kind: "verse", bars: 8, intensity: 0.43, dynamics: 0.57 },
      { kind: "outro", bars: 4, intensity: 0.29, dynamics: 0.29 },
    ],
  };
  return { plan, parts };
}

interface Voice {
  note: Note;
  phase: number;
  gain: number;
}

export class Band {
  position = 0;
  bar: Bar | null = null;
  past: { position: number; left: Float32Array; right: Float32Array }[] = [];
  notes: Note[] = []; // all that began
  bars: Bar[] = [];
  private number = 0;
  private waiting: Note[] = [];
  private voices: Voice[] = [];

  constructor(public controls: Controls) {}

  stop(): void {
    this.voices = [];
    this.waiting = [];
    this.bar = null;
    this.number = 0;
  }

  // Changes are heard at once: what has not begun is written anew.
  set(controls: Controls): void {
    this.controls = controls;
    if (this.bar !== null) {
      this.waiting = this.write(this.bar).filter((note) => note.start >= this.position);
    }
  }

  private nextBar(): Bar {
    const { plan } = planOf(this.controls);
    const [beats = 4, unit = 4] = plan.metre.split("/").map(Number);
    const length = Math.round((rateHz * 60 * beats * 4) / (unit * plan.bpm));
    const form = plan.sections.reduce((sum, section) => sum + section.bars, 0);
    let within = this.number % form;
    const section = plan.sections.find((one) => {
      if (within < one.bars) return true;
      within -= one.bars;
      return false;
    });
    return {
      number: this.number++,
      start: this.position,
      end: this.position + length,
      bpm: plan.bpm,
      metre: plan.metre,
      key: plan.key,
      section: section?.kind ?? "verse",
      barInSection: within,
      intensity: section?.intensity ?? 0.5,
    };
  }

  private write(bar: Bar): Note[] {
    const { plan, parts } = planOf(this.controls);
    const [tonic = "C", ...mode] = plan.key.split(" ");
    const scale = mode.join(" ") === "major" ? major : minor;
    const root = tonics.indexOf(tonic);
    const words = this.controls.prompts.map((one) => one.text).join();
    const random = chance(this.controls.seed * 7919 + bar.number * 104729 + hash(words));
    const degree = [0, 5, 3, 4][bar.number % 4] ?? 0;
    const pitch = (octave: number, step: number) =>
      octave * 12 + root + (scale[step % 7] ?? 0) + 12 * Math.floor(step / 7);
    const steps = 16;
    const at = (step: number) => Math.round(bar.start + ((bar.end - bar.start) * step) / steps);
    const notes: Note[] = [];
    const add = (program: number, key: number, velocity: number, from: number, to: number) => {
      const start = at(from) + Math.round(random() * 300);
      notes.push({ program, pitch: key, velocity, start, end: Math.max(start + 2000, at(to) - 200) });
    };
    const melody = parts.filter((part) => leads.includes(part.program));
    for (let step = 0; step < steps; ++step) {
      if (step % 8 === 0 || (step % 8 === 3 && plan.density > 0.5)) {
        for (const third of [0, 2, 4]) add(4, pitch(5, degree + third), 62, step, step + 6);
      }
      if (step === 0) for (const third of [0, 4, 7]) add(89, pitch(4, degree + third), 48, 0, 16);
      if (random() < 0.2 + 0.6 * plan.density) add(24, pitch(4, degree + 2 * (step % 4)), 52, step, step + 2);
      if (step % 4 === 0 || random() < 0.12) add(33, pitch(3, degree), 84, step, step + 3);
      melody.forEach((part, i) => {
        if ((step + i * 3) % 4 === 0 && random() < 0.35 + plan.density * 0.5) {
          const low = part.program === 42 ? 4 : 5;
          add(part.program, pitch(low, degree + Math.floor(random() * 7)), 70 + 20 * random(), step, step + 2 + 4 * random());
        }
      });
      if (step % 2 === 0) add(128, 42, 40 + 20 * random(), step, step + 1);
      if (step % 8 === 0) add(128, 36, 96, step, step + 1);
      if (step % 8 === 4) add(128, 38, 88, step, step + 1);
    }
    return notes.sort((a, b) => a.start - b.start);
  }

  private heard(program: number): number {
    const { controls } = this;
    const bass = program === 33;
    const drums = program === 128;
    if ((bass && controls.muteBass) || (drums && controls.muteDrums)) return 0;
    if (controls.onlyBassAndDrums && !bass && !drums) return 0;
    const own = controls.parts.find((part) => part.program === program);
    if (own?.muted || (!own?.solo && controls.parts.some((part) => part.solo))) return 0;
    return 10 ** ((own?.levelDb ?? 0) / 20);
  }

  // One chunk: its sound, and the notes and bars that begin in it.
  render(frames: number): { left: Float32Array; right: Float32Array; notes: Note[]; bars: Bar[] } {
    const left = new Float32Array(frames);
    const right = new Float32Array(frames);
    const bars: Bar[] = [];
    if (this.bar === null || this.position >= this.bar.end) {
      this.bar = this.nextBar();
      this.waiting = this.write(this.bar);
      bars.push(this.bar);
    }
    const begin = this.waiting.filter((note) => note.start < this.position + frames);
    this.waiting = this.waiting.slice(begin.length);
    for (const note of begin) {
      this.voices.push({ note, phase: 0, gain: this.heard(note.program) });
    }
    const { plan } = planOf(this.controls);
    const volume = 10 ** (this.controls.volumeDb / 20);
    for (const voice of this.voices) this.sing(voice, left, right, plan.brightness, volume);
    this.voices = this.voices.filter(
      ({ note }) => note.end + rateHz * 0.15 > this.position + frames,
    );
    this.notes.push(...begin);
    this.bars.push(...bars);
    this.past.push({ position: this.position, left, right });
    if (this.past.length > 15000) this.past.shift();
    this.position += frames;
    return { left, right, notes: begin, bars };
  }

  private sing(
    { note, gain }: Voice,
    left: Float32Array,
    right: Float32Array,
    brightness: number,
    volume: number,
  ): void {
    if (gain === 0) return;
    const pan = ((note.program * 37) % 100) / 100 - 0.5;
    const loud = gain * volume * (note.velocity / 127) * 0.14;
    const step = (2 * Math.PI * 440 * 2 ** ((note.pitch - 69) / 12)) / rateHz;
    const rich = 0.15 + 0.7 * brightness;
    for (let i = 0; i < left.length; ++i) {
      const age = this.position + i - note.start;
      if (age < 0) continue;
      const after = this.position + i - note.end;
      let value: number;
      if (note.program === 128) {
        const decay = Math.exp(-age / (note.pitch === 36 ? 5000 : note.pitch === 38 ? 3000 : 900));
        const noise = ((Math.imul(age + note.pitch, 2654435761) >>> 8) & 0xffff) / 32768 - 1;
        const kick = Math.sin(700 * (1 - Math.exp(-age / 4800)) * 0.05);
        value = decay * (note.pitch === 36 ? 2.4 * kick : 0.8 * noise);
      } else {
        const phase = step * age;
        const attack = Math.min(1, age / 400);
        const release = after > 0 ? Math.exp(-after / 1500) : 1;
        const decay = 0.35 + 0.65 * Math.exp(-age / 20000);
        value =
          attack * release * decay *
          (Math.sin(phase) + rich * 0.5 * Math.sin(2 * phase) + rich * rich * 0.35 * Math.sin(3 * phase));
      }
      left[i] = (left[i] ?? 0) + value * loud * (1 - Math.max(0, pan));
      right[i] = (right[i] ?? 0) + value * loud * (1 + Math.min(0, pan));
    }
  }
}
