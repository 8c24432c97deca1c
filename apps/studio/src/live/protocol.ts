// The messages of docs/live.md as types, and the reading of what a server sends.

export interface Prompt {
  text: string;
  weight: number;
}

export interface PartControl {
  program: number;
  muted: boolean;
  solo: boolean;
  levelDb: number;
}

export type Writer = "band" | "model";
export type When = "now" | "beat" | "bar";
export type Transport = "stopped" | "playing" | "paused";
export type Action = "play" | "pause" | "stop" | "reset";

// null: read from the prompts.
export interface Controls {
  prompts: Prompt[];
  bpm: number | null;
  metre: string | null;
  key: string | null;
  density: number | null;
  brightness: number | null;
  muteBass: boolean;
  muteDrums: boolean;
  onlyBassAndDrums: boolean;
  parts: PartControl[];
  volumeDb: number;
  temperature: number | null;
  guidance: number | null;
  topK: number | null;
  seed: number;
  writer: Writer;
}

export interface Section {
  kind: string;
  bars: number;
  intensity: number;
  dynamics: number;
}

export interface Plan {
  genre: string;
  bpm: number;
  metre: string;
  key: string;
  density: number;
  brightness: number;
  parts: { instrument: string; role: string }[];
  sections: Section[];
}

export interface Part {
  program: number;
  name: string;
  family: string;
  role: string;
}

export interface Device {
  name: string;
  latencyMs: number | null;
}

export interface State {
  controls: Controls;
  plan: Plan;
  parts: Part[];
  transport: Transport;
  generation: number;
  device: Device | null;
}

export interface Bar {
  number: number;
  start: number;
  end: number;
  bpm: number;
  metre: string;
  key: string;
  section: string;
  barInSection: number;
  intensity: number;
}

export interface Note {
  program: number;
  pitch: number;
  velocity: number;
  start: number;
  end: number;
}

export interface Status {
  position: number;
  bar: number;
  beat: number;
  load: number;
  controlMs: number;
  missedBars: number;
  lateChunks: number;
  underruns: number;
  peakDb: number;
  loudnessDb: number;
  deviceLatencyMs: number | null;
  clock: Clock | null;
  warning: string;
}

// The clock from outside that the performance follows.
export interface Clock {
  bpm: number;
  locked: boolean; // beats fall together
  errorMs: number; // by which ours comes late; less than 0: early
}

export type Message =
  | { type: "hello"; version: string; state: State }
  | { type: "state"; state: State }
  | { type: "bars"; bars: Bar[] }
  | { type: "notes"; notes: Note[] }
  | { type: "status"; status: Status }
  | { type: "midi"; channel: number; controller: number; value: number }
  | { type: "pong"; id: number }
  | { type: "error"; message: string };

export const defaultControls: Controls = {
  prompts: [],
  bpm: null,
  metre: null,
  key: null,
  density: null,
  brightness: null,
  muteBass: false,
  muteDrums: false,
  onlyBassAndDrums: false,
  parts: [],
  volumeDb: 0,
  temperature: null,
  guidance: null,
  topK: null,
  seed: 1,
  writer: "band",
};

type Fields = Record<string, unknown>;

export function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown, absent = ""): string => (typeof value === "string" ? value : absent);
function number(value: unknown, absent = 0): number {
  return typeof value === "number" && Number.isFinite(value) ? value : absent;
}
const maybe = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;
const maybeText = (value: unknown): string | null => (typeof value === "string" ? value : null);

export function readControls(value: unknown): Controls {
  const from = fields(value);
  return {
    prompts: list(from.prompts).map((entry) => ({
      text: text(fields(entry).text),
      weight: number(fields(entry).weight, 1),
    })),
    bpm: maybe(from.bpm),
    metre: maybeText(from.metre),
    key: maybeText(from.key),
    density: maybe(from.density),
    brightness: maybe(from.brightness),
    muteBass: from.muteBass === true,
    muteDrums: from.muteDrums === true,
    onlyBassAndDrums: from.onlyBassAndDrums === true,
    parts: list(from.parts).map((entry) => {
      const part = fields(entry);
      return {
        program: number(part.program),
        muted: part.muted === true,
        solo: part.solo === true,
        levelDb: number(part.levelDb),
      };
    }),
    volumeDb: number(from.volumeDb),
    temperature: maybe(from.temperature),
    guidance: maybe(from.guidance),
    topK: maybe(from.topK),
    seed: number(from.seed, 1),
    writer: from.writer === "model" ? "model" : "band",
  };
}

export function readPlan(value: unknown): Plan {
  const from = fields(value);
  return {
    genre: text(from.genre, "none"),
    bpm: number(from.bpm, 120),
    metre: text(from.metre, "4/4"),
    key: text(from.key, "C major"),
    density: number(from.density, 0.43),
    brightness: number(from.brightness, 0.43),
    parts: list(from.parts).map((entry) => ({
      instrument: text(fields(entry).instrument),
      role: text(fields(entry).role),
    })),
    sections: list(from.sections).map((entry) => ({
      kind: text(fields(entry).kind),
      bars: Math.max(1, number(fields(entry).bars, 1)),
      intensity: number(fields(entry).intensity, 0.5),
      dynamics: number(fields(entry).dynamics, 0.5),
    })),
  };
}

function readState(value: unknown): State {
  const from = fields(value);
  const transport = text(from.transport);
  const device = fields(from.device);
  return {
    controls: readControls(from.controls),
    plan: readPlan(from.plan),
    parts: list(from.parts).map((entry) => ({
      program: number(fields(entry).program),
      name: text(fields(entry).name),
      family: text(fields(entry).family),
      role: text(fields(entry).role),
    })),
    transport: transport === "playing" || transport === "paused" ? transport : "stopped",
    generation: number(from.generation),
    device:
      typeof device.name === "string"
        ? { name: device.name, latencyMs: maybe(device.latencyMs) }
        : null,
  };
}

export function readBar(value: unknown): Bar {
  const from = fields(value);
  return {
    number: number(from.number),
    start: number(from.start),
    end: number(from.end),
    bpm: number(from.bpm, 120),
    metre: text(from.metre, "4/4"),
    key: text(from.key),
    section: text(from.section),
    barInSection: number(from.barInSection),
    intensity: number(from.intensity, 0.5),
  };
}

// [program, pitch, velocity, start, end]; nothing where it is no note.
export function readNote(value: unknown): Note | null {
  if (!Array.isArray(value) || value.length < 5) return null;
  const [program, pitch, velocity, start, end] = value as unknown[];
  const note = {
    program: number(program, -1),
    pitch: number(pitch, -1),
    velocity: number(velocity),
    start: number(start, -1),
    end: number(end, -1),
  };
  return note.program < 0 || note.pitch < 0 || note.start < 0 || note.end < note.start
    ? null
    : note;
}

function readStatus(from: Fields): Status {
  return {
    position: number(from.position),
    bar: number(from.bar),
    beat: number(from.beat),
    load: number(from.load),
    controlMs: number(from.controlMs),
    missedBars: number(from.missedBars),
    lateChunks: number(from.lateChunks),
    underruns: number(from.underruns),
    peakDb: number(from.peakDb, -100),
    loudnessDb: number(from.loudnessDb, -100),
    deviceLatencyMs: maybe(from.deviceLatencyMs),
    clock: readClock(from.clock),
    warning: text(from.warning),
  };
}

function readClock(value: unknown): Clock | null {
  const from = fields(value);
  const bpm = number(from.bpm);
  return bpm > 0 ? { bpm, locked: from.locked === true, errorMs: number(from.errorMs) } : null;
}

// Nothing where the text is no message that this page knows: newer servers may say more.
export function readMessage(message: string): Message | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    return null;
  }
  const from = fields(parsed);
  switch (from.type) {
    case "hello":
      return { type: "hello", version: text(from.version), state: readState(from.state) };
    case "state":
      return { type: "state", state: readState(from.state) };
    case "bars":
      return { type: "bars", bars: list(from.bars).map(readBar).filter((bar) => bar.end > bar.start) };
    case "notes":
      return {
        type: "notes",
        notes: list(from.notes).map(readNote).filter((note): note is Note => note !== null),
      };
    case "status":
      return { type: "status", status: readStatus(from) };
    case "midi":
      return {
        type: "midi",
        channel: number(from.channel) & 0x0f,
        controller: number(from.controller) & 0x7f,
        value: number(from.value) & 0x7f,
      };
    case "pong":
      return { type: "pong", id: number(from.id) };
    case "error":
      return { type: "error", message: text(from.message, "The server refused a change.") };
    default:
      return null;
  }
}
