// What the page and the socket's worker tell each other.

export type ToSocket =
  | { kind: "connect"; url: string }
  | { kind: "send"; text: string }
  | { kind: "listen"; audio: boolean }
  | { kind: "sound"; port: MessagePort };

export type FromSocket =
  | { kind: "open" }
  | { kind: "text"; text: string }
  | { kind: "closed"; code: number; reason: string; retryMs: number };

// Twice as long after every failure, up to 4 s: a server that is back is found soon.
export function waitBeforeMs(failures: number): number {
  return Math.min(4000, 250 * 2 ** (Math.max(1, failures) - 1));
}
