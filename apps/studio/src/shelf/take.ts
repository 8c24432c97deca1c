// Takes as the server lists them.
import { printed } from "../dials/key";
import { fields, list, type Note, readBar, readNote, readPlan } from "../live/protocol";

export interface Take {
  id: string;
  name: string;
  created: string;
  seconds: number;
  prompt: string;
  kind: string;
  bars: number;
  bpm: number;
  key: string;
}

export function readTake(value: unknown): Take | null {
  const from = fields(value);
  if (typeof from.id !== "string" || from.id === "") return null;
  const text = (field: unknown) => (typeof field === "string" ? field : "");
  const number = (field: unknown) =>
    typeof field === "number" && Number.isFinite(field) ? field : 0;
  return {
    id: from.id,
    name: text(from.name) || from.id,
    created: text(from.created),
    seconds: number(from.seconds),
    prompt: text(from.prompt),
    kind: text(from.kind),
    bars: number(from.bars),
    bpm: number(from.bpm),
    key: text(from.key),
  };
}

export const readTakes = (value: unknown): Take[] => {
  const takes = (value as { takes?: unknown } | null)?.takes;
  return (Array.isArray(takes) ? takes : []).map(readTake).filter((take): take is Take => take !== null);
};

// Times are shares of the take's length.
export interface Look {
  notes: Note[];
  bars: { start: number; end: number; section: string }[];
  parts: { name: string; program: number }[];
  peaks: number[]; // 0..1, evenly spread; empty where the server has none
}

export function readPrograms(value: unknown): Map<string, number> {
  const rows = list(fields(value).instruments).map(fields);
  return new Map(rows.map(({ name, program }) => [String(name), Number(program)]));
}

export function readLook(value: unknown, seconds: number, programs: ReadonlyMap<string, number>): Look {
  const from = fields(value);
  const length = Math.max(1, seconds * 48000);
  const rows = list(from.notes);
  const peaks = list(from.peaks);
  const heights = peaks.map((pair) =>
    Array.isArray(pair) ? Math.max(0, ...pair.map((end) => Math.abs(Number(end) || 0))) : 0,
  );
  const most = Math.max(1e-9, ...heights);
  return {
    notes: rows
      .map(readNote)
      .filter((note): note is Note => note !== null)
      .map((note) => ({ ...note, start: note.start / length, end: note.end / length })),
    bars: list(from.barLines)
      .map(readBar)
      .map(({ start, end, section }) => ({ start: start / length, end: end / length, section })),
    parts: readPlan(from.plan).parts.map(({ instrument }) => ({
      name: instrument,
      program: programs.get(instrument) ?? 0,
    })),
    peaks: heights.map((height) => height / most),
  };
}

// How much of a take in the making is done; null where the server does not tell.
export function percentOf(shelf: unknown, prompt: string): number | null {
  const mine = list(fields(shelf).composing).map(fields).filter((one) => one.prompt === prompt).at(-1);
  return typeof mine?.percent === "number" ? Math.max(0, Math.min(100, mine.percent)) : null;
}

// An answer of /api/plan in a line: "bossa nova · 132 bpm · D minor · 0:29".
export function planText(answer: unknown): string {
  const { genre, bpm, key, metre } = readPlan(fields(answer).plan);
  const seconds = Number(fields(answer).seconds);
  const said = [genre === "none" ? "" : genre, `${Math.round(bpm)} bpm`, metre === "4/4" ? "" : metre, printed(key)];
  if (seconds > 0) said.push(lengthText(seconds));
  return said.filter((word) => word !== "").join(" · ");
}

export function lengthText(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
