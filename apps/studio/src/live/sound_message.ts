// Binary messages of docs/live.md: a position, a length, a format, a transport, and stereo samples.

export interface Sound {
  position: number; // sample frames
  transport: number; // 0 stopped, 1 playing, 2 paused
  left: Float32Array;
  right: Float32Array;
}

export const headerBytes = 16;
export const playingCode = 1;

// Nothing where the bytes are no such message, whole and of a known format.
export function readSound(bytes: ArrayBuffer): Sound | null {
  if (bytes.byteLength < headerBytes) return null;
  const view = new DataView(bytes);
  // Exact up to 2^53: 5,000 years of sample frames.
  const position = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
  const frames = view.getUint32(8, true);
  const format = view.getUint8(12);
  const sampleBytes = format === 0 ? 2 : format === 1 ? 4 : 0;
  if (sampleBytes === 0 || bytes.byteLength !== headerBytes + frames * 2 * sampleBytes) return null;
  const left = new Float32Array(frames);
  const right = new Float32Array(frames);
  let at = headerBytes;
  for (let i = 0; i < frames; ++i) {
    if (format === 0) {
      left[i] = view.getInt16(at, true) / 32768;
      right[i] = view.getInt16(at + 2, true) / 32768;
    } else {
      left[i] = view.getFloat32(at, true);
      right[i] = view.getFloat32(at + 4, true);
    }
    at += 2 * sampleBytes;
  }
  return { position, transport: view.getUint8(13), left, right };
}

export function writeSound(
  position: number,
  transport: number,
  left: Float32Array,
  right: Float32Array,
): ArrayBuffer {
  const bytes = new ArrayBuffer(headerBytes + left.length * 4);
  const view = new DataView(bytes);
  view.setUint32(0, position % 2 ** 32, true);
  view.setUint32(4, Math.floor(position / 2 ** 32), true);
  view.setUint32(8, left.length, true);
  view.setUint8(12, 0);
  view.setUint8(13, transport);
  const sample = (value: number) =>
    Math.round(Math.max(-1, Math.min(1, value)) * 32767);
  for (let i = 0; i < left.length; ++i) {
    view.setInt16(headerBytes + i * 4, sample(left[i] ?? 0), true);
    view.setInt16(headerBytes + i * 4 + 2, sample(right[i] ?? 0), true);
  }
  return bytes;
}
