// The files of a take as the mock gives them: WAV, MIDI, and a zip of stems.
import type { Note } from "../../src/live/protocol";

export function wav(left: Float32Array, right: Float32Array, rateHz: number): Buffer {
  const bytes = Buffer.alloc(44 + left.length * 4);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + left.length * 4, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(rateHz, 24);
  bytes.writeUInt32LE(rateHz * 4, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(left.length * 4, 40);
  for (let i = 0; i < left.length; ++i) {
    const clip = (value: number) => Math.round(32767 * Math.max(-1, Math.min(1, value)));
    bytes.writeInt16LE(clip(left[i] ?? 0), 44 + i * 4);
    bytes.writeInt16LE(clip(right[i] ?? 0), 46 + i * 4);
  }
  return bytes;
}

// One track at 120 bpm, 480 ticks a quarter note.
export function midi(notes: readonly Note[], rateHz: number): Buffer {
  const events = notes
    .flatMap((note) => {
      const channel = note.program === 128 ? 9 : 0;
      return [
        { at: note.start, bytes: [0x90 | channel, note.pitch, Math.max(1, Math.round(note.velocity))] },
        { at: note.end, bytes: [0x80 | channel, note.pitch, 0] },
      ];
    })
    .sort((a, b) => a.at - b.at);
  const body: number[] = [];
  let last = events[0]?.at ?? 0;
  for (const { at, bytes } of events) {
    const ticks = Math.round(((at - last) / rateHz) * 960);
    last = at;
    if (ticks >= 1 << 14) body.push(0x80 | ((ticks >> 14) & 0x7f));
    if (ticks >= 1 << 7) body.push(0x80 | ((ticks >> 7) & 0x7f));
    body.push(ticks & 0x7f, ...bytes);
  }
  body.push(0, 0xff, 0x2f, 0);
  const head = Buffer.from("4d546864000000060000000101e04d54726b00000000", "hex");
  head.writeUInt32BE(body.length, 18);
  return Buffer.concat([head, Buffer.from(body)]);
}

// An archive without members: its directory's end alone.
export const emptyZip = Buffer.from("504b0506" + "00".repeat(18), "hex");
