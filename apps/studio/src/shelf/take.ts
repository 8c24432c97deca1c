// Takes as the server lists them.
import { readNote, type Note } from "../live/protocol";

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
  const from = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
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

export interface Look {
  notes: Note[]; // their times in shares of the take's length
  peaks: number[]; // 0..1, evenly spread; empty where the server has none
}

export function readLook(value: unknown, seconds: number): Look {
  const from = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const length = Math.max(1, seconds * 48000);
  const rows: unknown[] = Array.isArray(from.notes) ? from.notes : [];
  const peaks: unknown[] = Array.isArray(from.peaks) ? from.peaks : [];
  const heights = peaks.map((pair) =>
    Array.isArray(pair) ? Math.max(0, ...pair.map((end) => Math.abs(Number(end) || 0))) : 0,
  );
  const most = Math.max(1e-9, ...heights);
  return {
    notes: rows
      .map(readNote)
      .filter((note): note is Note => note !== null)
      .map((note) => ({ ...note, start: note.start / length, end: note.end / length })),
    peaks: heights.map((height) => height / most),
  };
}

export function lengthText(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
