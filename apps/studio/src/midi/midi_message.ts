// MIDI messages that can move a control: control changes, pitch bend, and notes as buttons.

// Source ("cc:0:21") to control ("bpm").
export type Learnt = Record<string, string>;

export function readMidi(bytes: ArrayLike<number>): { source: string; share: number } | null {
  const status = bytes[0] ?? 0;
  const first = bytes[1] ?? 0;
  const second = bytes[2] ?? 0;
  const channel = status & 0x0f;
  switch (status & 0xf0) {
    case 0xb0:
      return first < 120 ? { source: `cc:${channel}:${first}`, share: second / 127 } : null;
    case 0xe0:
      return { source: `bend:${channel}`, share: (first + second * 128) / 16383 };
    case 0x90:
      // A note is a button: pressed it is 1; let go it says nothing.
      return second > 0 ? { source: `note:${channel}:${first}`, share: 1 } : null;
    default:
      return null;
  }
}

export function sourceName(source: string): string {
  const [kind, channel, number] = source.split(":");
  const where = channel === "0" ? "" : `, channel ${Number(channel) + 1}`;
  if (kind === "cc") return `CC ${number}${where}`;
  if (kind === "note") return `note ${number}${where}`;
  return `pitch bend${where}`;
}
