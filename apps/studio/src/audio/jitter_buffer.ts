// Between a socket that delivers in fits and a sound card that never waits: holds some tens of
// milliseconds, fades instead of clicking, follows the server's clock, and counts what went wrong.
// Runs in the audio thread: nothing here allocates once it is made.
import { Kernel, taps } from "./kernel";

export interface JitterOptions {
  sourceRateHz: number;
  outputRateHz: number;
  leastMs: number; // what is held at best
  mostMs: number;
}

export const jitterDefaults: JitterOptions = {
  sourceRateHz: 48000,
  outputRateHz: 48000,
  leastMs: 64,
  mostMs: 400,
};

const capacity = 1 << 17; // sample frames: 2.7 s
const mask = capacity - 1;
const fadeFrames = 240; // 5 ms
const chunkRoom = 16384; // longer chunks than this do not come
const mostMarks = 64;
const mostDrift = 0.004; // 7 cents, reached over seconds only

export class JitterBuffer {
  // Counts since the page opened.
  underruns = 0; // moments without sound that no one asked for
  gaps = 0; // leaps in the positions that came
  skips = 0; // leaps made here, to catch up
  framesPlayed = 0;

  private readonly left = new Float32Array(capacity);
  private readonly right = new Float32Array(capacity);
  private readonly kernel: Kernel;
  private readonly coefficients = new Float32Array(taps);
  private readonly rate: number; // source frames an output frame, without drift
  private read = taps; // counters of frames put in; fractional
  private written = taps;
  private target: number; // frames held
  private readonly least: number;
  private readonly most: number;
  private filling = true;
  private playing = false; // whether the server says that it plays
  private starvedFor = -1; // output frames since sound ran out while it should not; -1: it has not
  private smoothed = 0;
  private lowest = Infinity; // fill within the window that decides about shrinking
  private windowFrames = 0;
  private calmWindows = 0;
  // Where positions leap: from `counter` on, position = counter + offset.
  private readonly markCounter = new Float64Array(mostMarks);
  private readonly markOffset = new Float64Array(mostMarks);
  private marks = 0;
  private fadeInFrom = -Infinity;
  private mustSkip = false;

  constructor(private readonly options: JitterOptions = jitterDefaults) {
    const { sourceRateHz, outputRateHz, leastMs, mostMs } = options;
    this.rate = sourceRateHz / outputRateHz;
    this.kernel = new Kernel(outputRateHz / sourceRateHz);
    this.least = (leastMs / 1000) * sourceRateHz;
    this.most = (mostMs / 1000) * sourceRateHz;
    this.target = this.least;
  }

  get fillMs(): number {
    return ((this.written - this.read) / this.options.sourceRateHz) * 1000;
  }
  get targetMs(): number {
    return (this.target / this.options.sourceRateHz) * 1000;
  }
  get sounding(): boolean {
    return !this.filling;
  }
  // The position of the sample frame that is pulled next.
  get position(): number {
    let offset = 0;
    for (let i = 0; i < this.marks; ++i) {
      if ((this.markCounter[i] ?? 0) <= this.read) offset = this.markOffset[i] ?? 0;
    }
    return this.read + offset;
  }

  setPlaying(playing: boolean): void {
    this.playing = playing;
    if (!playing) this.starvedFor = -1;
  }

  push(position: number, left: Float32Array, right: Float32Array): void {
    const frames = Math.min(left.length, right.length);
    if (frames === 0) return;
    const expected = this.marks === 0 ? NaN : this.written + (this.markOffset[this.marks - 1] ?? 0);
    if (position !== expected) {
      if (position > expected && this.playing && !this.filling) ++this.gaps;
      this.mark(position - this.written);
    }
    for (let i = 0; i < frames; ++i) {
      const at = (this.written + i) & mask;
      this.left[at] = left[i] ?? 0;
      this.right[at] = right[i] ?? 0;
    }
    this.written += frames;
    // After a stall everything comes at once: what is too old is left out, not played late for ever.
    const held = this.written - this.read;
    if (held > capacity - 2 * chunkRoom) this.skip();
    else if (held > this.target + 0.2 * this.options.sourceRateHz) this.mustSkip = true;
  }

  private skip(): void {
    this.mustSkip = false;
    this.read = this.written - Math.floor(this.target);
    this.fadeInFrom = this.read;
    this.smoothed = this.target;
    if (!this.filling) ++this.skips;
  }

  // Fills both; silence where there is nothing to play.
  pull(left: Float32Array, right: Float32Array): void {
    const frames = left.length;
    const held = this.written - this.read;
    if (this.filling) {
      left.fill(0);
      right.fill(0);
      this.countStarved(frames);
      const ending = !this.playing && held > fadeFrames;
      if (held < this.target && !ending) return;
      if (this.mustSkip) this.skip();
      if (this.starvedFor >= 0) this.countUnderrun();
      this.filling = false;
      this.fadeInFrom = this.read;
      this.smoothed = this.written - this.read;
      this.lowest = Infinity;
      return;
    }
    const step = this.rate * (1 + this.drift(held));
    const needed = frames * step + taps;
    if (held < needed) {
      left.fill(0);
      right.fill(0);
      return this.starve();
    }
    const last = held < 2 * needed; // nothing may follow: what is left fades out
    this.render(left, right, step, last || this.mustSkip);
    this.framesPlayed += frames;
    if (last) return this.starve();
    if (this.mustSkip) return this.skip();
    this.follow(held, frames);
  }

  private starve(): void {
    this.filling = true;
    if (this.playing) this.starvedFor = 0;
  }

  // Where the server is about to say that it has paused, silence is no fault: it gets 150 ms to say so.
  private countStarved(frames: number): void {
    if (this.starvedFor < 0) return;
    this.starvedFor += frames;
    if (this.starvedFor > 0.15 * this.options.outputRateHz) this.countUnderrun();
  }

  private countUnderrun(): void {
    ++this.underruns;
    this.starvedFor = -1;
    this.target = Math.min(this.most, Math.max(this.target * 1.4, this.target + 960));
    this.calmWindows = 0;
  }

  private render(left: Float32Array, right: Float32Array, step: number, last: boolean): void {
    const frames = left.length;
    const coefficients = this.coefficients;
    for (let i = 0; i < frames; ++i) {
      const whole = Math.floor(this.read);
      const fraction = this.read - whole;
      let gain = this.gainAt(this.read);
      if (last) gain *= (frames - 1 - i) / frames;
      let l: number;
      let r: number;
      if (fraction === 0 && this.rate === 1) {
        l = this.left[whole & mask] ?? 0;
        r = this.right[whole & mask] ?? 0;
      } else {
        this.kernel.at(fraction, coefficients);
        l = 0;
        r = 0;
        const first = whole - taps / 2 + 1;
        for (let tap = 0; tap < taps; ++tap) {
          const weight = coefficients[tap] ?? 0;
          l += weight * (this.left[(first + tap) & mask] ?? 0);
          r += weight * (this.right[(first + tap) & mask] ?? 0);
        }
      }
      left[i] = l * gain;
      right[i] = r * gain;
      this.read += step;
    }
    while (this.marks > 1 && (this.markCounter[1] ?? 0) <= this.read - fadeFrames) this.dropMark();
  }

  // 1, but towards 0 beside every leap.
  private gainAt(at: number): number {
    let gain = Math.min(1, Math.max(0, (at - this.fadeInFrom) / fadeFrames));
    for (let i = 0; i < this.marks; ++i) {
      const away = Math.abs(at - (this.markCounter[i] ?? 0));
      if (away < fadeFrames) gain = Math.min(gain, away / fadeFrames);
    }
    return gain;
  }

  private drift(held: number): number {
    const error = (this.smoothed - this.target) / this.options.sourceRateHz;
    if (Math.abs(error) < 0.006) return 0;
    // Never faster than what is there allows.
    const wanted = Math.max(-mostDrift, Math.min(mostDrift, error * 0.08));
    return held < this.target * 0.5 ? Math.min(0, wanted) : wanted;
  }

  private follow(held: number, frames: number): void {
    const perSecond = frames / this.options.outputRateHz;
    this.smoothed += (held - this.smoothed) * Math.min(1, perSecond);
    this.lowest = Math.min(this.lowest, held);
    this.windowFrames += frames;
    if (this.windowFrames < 5 * this.options.outputRateHz) return;
    // Shrinks after 20 calm seconds, by a tenth of what was grown in 5 s, while a third of the hold was
    // never needed.
    this.calmWindows = this.lowest > this.target / 3 ? this.calmWindows + 1 : 0;
    if (this.calmWindows >= 4) {
      this.target = Math.max(this.least, this.target - Math.max(48, (this.target - this.least) * 0.1));
    }
    this.windowFrames = 0;
    this.lowest = Infinity;
  }

  private mark(offset: number): void {
    if (this.marks === mostMarks) this.dropMark();
    this.markCounter[this.marks] = this.written;
    this.markOffset[this.marks] = offset;
    ++this.marks;
  }

  private dropMark(): void {
    this.markCounter.copyWithin(0, 1, this.marks);
    this.markOffset.copyWithin(0, 1, this.marks);
    --this.marks;
  }
}
