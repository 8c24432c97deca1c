// Windowed-sinc interpolation between samples: for sound cards whose rate is not the server's, and for
// clocks that drift apart.

export const taps = 16;
const phases = 256;

export class Kernel {
  // [phases + 1][taps]: one row more, so that phases interpolate.
  private readonly table = new Float32Array((phases + 1) * taps);

  // `passed`: the share of the source's band that the target can hold, at most 1.
  constructor(passed: number) {
    const cutoff = passed >= 1 ? 1 : passed * 0.94;
    for (let phase = 0; phase <= phases; ++phase) {
      let sum = 0;
      for (let tap = 0; tap < taps; ++tap) {
        const x = tap - (taps / 2 - 1) - phase / phases;
        const inside = 1 - (x / (taps / 2)) ** 2;
        const window = inside <= 0 ? 0 : bessel(8 * Math.sqrt(inside)) / bessel(8);
        const angle = Math.PI * x * cutoff;
        const value = window * cutoff * (Math.abs(angle) < 1e-9 ? 1 : Math.sin(angle) / angle);
        this.table[phase * taps + tap] = value;
        sum += value;
      }
      for (let tap = 0; tap < taps; ++tap) {
        this.table[phase * taps + tap] = (this.table[phase * taps + tap] ?? 0) / sum;
      }
    }
  }

  // The taps for a fraction of a sample, into `out`.
  at(fraction: number, out: Float32Array): void {
    const exact = fraction * phases;
    const phase = Math.floor(exact);
    const between = exact - phase;
    const row = phase * taps;
    for (let tap = 0; tap < taps; ++tap) {
      const here = this.table[row + tap] ?? 0;
      out[tap] = here + between * ((this.table[row + taps + tap] ?? 0) - here);
    }
  }
}

// The modified Bessel function I0, for the Kaiser window.
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 40; ++k) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
