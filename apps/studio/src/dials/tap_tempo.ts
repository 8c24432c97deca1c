// A tempo from taps: the mean of the last ones, forgotten after two seconds.
import { change } from "../live/session";

export function tempoOf(taps: readonly number[]): number | null {
  const first = taps[0];
  const last = taps.at(-1);
  if (taps.length < 3 || first === undefined || last === undefined || last <= first) return null;
  const bpm = Math.round((60000 * (taps.length - 1)) / (last - first));
  return Math.max(40, Math.min(240, bpm));
}

let taps: number[] = [];

export function tap(now = performance.now()): void {
  if (now - (taps.at(-1) ?? now) > 2000) taps = [];
  taps = [...taps, now].slice(-8);
  const bpm = tempoOf(taps);
  if (bpm !== null) change({ bpm });
}
