// The jitter buffer, on a clock of its own: what goes in is known, so what comes out can be checked.
import assert from "node:assert/strict";
import { test } from "node:test";
import { JitterBuffer, jitterDefaults } from "../../src/audio/jitter_buffer";

const block = 128;
const chunk = 960;

// A slow sine: every frame is known from its position.
const valueAt = (position: number) => 0.5 * Math.sin((2 * Math.PI * position) / 480);

function put(buffer: JitterBuffer, position: number, frames = chunk): void {
  const left = Float32Array.from({ length: frames }, (_, i) => valueAt(position + i));
  buffer.push(position, left, left.map((value) => -value));
}

interface Run {
  samples: number[];
  largestStep: number;
  silentBlocks: number;
}

// Chunks come when `comes` says so, in blocks of output; a million frames would be 20 s.
function run(
  buffer: JitterBuffer,
  blocks: number,
  comes: (block: number) => number[],
): Run {
  const left = new Float32Array(block);
  const right = new Float32Array(block);
  const result: Run = { samples: [], largestStep: 0, silentBlocks: 0 };
  let before: number | null = null; // what went before this run is not compared
  for (let i = 0; i < blocks; ++i) {
    for (const position of comes(i)) put(buffer, position);
    buffer.pull(left, right);
    if (left.every((value) => value === 0)) ++result.silentBlocks;
    for (let n = 0; n < block; ++n) {
      const value = left[n] ?? 0;
      assert.ok(Math.abs(value + (right[n] ?? 0)) < 1e-6, "sides stay together");
      if (before !== null) result.largestStep = Math.max(result.largestStep, Math.abs(value - before));
      before = value;
      result.samples.push(value);
    }
  }
  return result;
}

// Delivers in time: chunk k once k * 960 frames have been played, `lead` frames early.
function steady(lead: number, from = 0): (at: number) => number[] {
  let next = 0;
  return (at) => {
    const due: number[] = [];
    while (next * chunk <= at * block + lead) due.push(from + next++ * chunk);
    return due;
  };
}

const seconds = (count: number) => Math.round((count * 48000) / block);
// The sine's own largest step, and a little for fades.
const smooth = 0.5 * ((2 * Math.PI) / 480) + 0.004;

test("steady delivery plays without a gap, sample by sample what came", () => {
  const buffer = new JitterBuffer();
  buffer.setPlaying(true);
  const { samples, largestStep } = run(buffer, seconds(3), steady(3000));
  assert.equal(buffer.underruns, 0);
  assert.equal(buffer.gaps, 0);
  assert.ok(largestStep <= smooth, `step of ${largestStep}`);
  assert.ok(buffer.framesPlayed > 2.8 * 48000);
  // A second in, what is heard is the sine at the position that the buffer names.
  const left = new Float32Array(block);
  const position = buffer.position;
  put(buffer, Math.ceil((position + 6000) / chunk) * chunk);
  buffer.pull(left, new Float32Array(block));
  assert.ok(Math.abs((left[0] ?? 0) - valueAt(position)) < 1e-3);
  assert.ok(samples.some((value) => value > 0.49));
});

test("late by less than the hold is not heard", () => {
  const buffer = new JitterBuffer();
  buffer.setPlaying(true);
  const inTime = steady(3000);
  let waiting: number[] = [];
  // Every half second, 30 ms of silence on the line, then all at once.
  const { largestStep } = run(buffer, seconds(6), (at) => {
    waiting.push(...inTime(at));
    if (at % 187 < 11) return [];
    const now = waiting;
    waiting = [];
    return now;
  });
  assert.equal(buffer.underruns, 0);
  assert.ok(largestStep <= smooth);
});

test("a stall is one underrun: it fades out and in, and the hold grows", () => {
  const buffer = new JitterBuffer();
  buffer.setPlaying(true);
  const inTime = steady(3000);
  let waiting: number[] = [];
  const held = buffer.targetMs;
  const { largestStep, silentBlocks } = run(buffer, seconds(5), (at) => {
    waiting.push(...inTime(at));
    if (at > seconds(2) && at < seconds(2.4)) return [];
    const now = waiting;
    waiting = [];
    return now;
  });
  assert.equal(buffer.underruns, 1);
  assert.ok(largestStep <= 0.03, `a click of ${largestStep}`);
  assert.ok(buffer.targetMs > held);
  assert.ok(silentBlocks > seconds(0.2) && silentBlocks < seconds(0.7));
  assert.ok(buffer.fillMs < buffer.targetMs + 200, "the stall is not played late for ever");
});

test("what was grown shrinks again when it is calm, and not below the least", () => {
  const buffer = new JitterBuffer();
  buffer.setPlaying(true);
  const inTime = steady(9600);
  run(buffer, seconds(2), inTime);
  run(buffer, seconds(0.6), () => []);
  const grown = buffer.targetMs;
  assert.equal(buffer.underruns, 1);
  run(buffer, seconds(60), steady(14400, 10_000_000));
  const calmer = buffer.targetMs;
  assert.ok(calmer < grown - 10, `${grown} became ${calmer}`);
  assert.ok(calmer >= jitterDefaults.leastMs);
});

test("a pause is no underrun, also where the word comes after the silence", () => {
  const buffer = new JitterBuffer();
  buffer.setPlaying(true);
  const inTime = steady(3000);
  run(buffer, seconds(1), inTime);
  run(buffer, seconds(0.15), () => []);
  buffer.setPlaying(false);
  run(buffer, seconds(1), () => []);
  assert.equal(buffer.underruns, 0);
  buffer.setPlaying(true);
  const { largestStep } = run(buffer, seconds(1), steady(3000, 48000 * 2));
  assert.ok(largestStep <= smooth + 0.01);
  assert.equal(buffer.underruns, 0);
});

test("positions that leap are counted and do not click", () => {
  const buffer = new JitterBuffer();
  buffer.setPlaying(true);
  const inTime = steady(3000);
  let shift = 0;
  const { largestStep } = run(buffer, seconds(3), (at) =>
    inTime(at).map((position) => {
      if (at > seconds(1.5)) shift = 96_120;
      return position + shift;
    }),
  );
  assert.equal(buffer.gaps, 1);
  assert.equal(buffer.underruns, 0);
  assert.ok(largestStep <= 0.03, `a click of ${largestStep}`);
  assert.ok(buffer.position > 96_120 + 2 * 48000);
});

test("a performance that begins anew is followed back", () => {
  const buffer = new JitterBuffer();
  buffer.setPlaying(true);
  run(buffer, seconds(1), steady(3000, 9_600_000));
  assert.ok(buffer.position > 9_600_000);
  run(buffer, seconds(1), steady(3000));
  assert.equal(buffer.gaps, 0);
  assert.ok(buffer.position < 100_000);
});

test("a server whose clock runs 0.05 % fast or slow is followed without a fault", () => {
  for (const speed of [0.9995, 1.0005]) {
    const buffer = new JitterBuffer();
    buffer.setPlaying(true);
    let next = 0;
    const { largestStep } = run(buffer, seconds(120), (at) => {
      const due: number[] = [];
      while (next * chunk <= at * block * speed + 3000) due.push(next++ * chunk);
      return due;
    });
    assert.equal(buffer.underruns, 0, `at ${speed}`);
    assert.equal(buffer.skips, 0, `at ${speed}`);
    assert.ok(largestStep <= smooth);
    assert.ok(Math.abs(buffer.fillMs - buffer.targetMs) < 25, `${buffer.fillMs} of ${buffer.targetMs}`);
  }
});

test("a card at 44.1 kHz hears the same pitch", () => {
  const buffer = new JitterBuffer({ ...jitterDefaults, outputRateHz: 44100 });
  buffer.setPlaying(true);
  let next = 0;
  const { samples } = run(buffer, 1400, (at) => {
    const due: number[] = [];
    while (next * chunk <= (at * block * 48000) / 44100 + 3000) due.push(next++ * chunk);
    return due;
  });
  assert.equal(buffer.underruns, 0);
  // 100 Hz: one period in 441 samples. Zero crossings upward, in the second half.
  const crossings: number[] = [];
  for (let i = 60_000; i < samples.length; ++i) {
    if ((samples[i - 1] ?? 0) < 0 && (samples[i] ?? 0) >= 0) crossings.push(i);
  }
  const period = ((crossings.at(-1) ?? 0) - (crossings[0] ?? 0)) / (crossings.length - 1);
  assert.ok(Math.abs(period - 441) < 1.5, `a period of ${period}`);
  const peak = Math.max(...samples.slice(60_000).map(Math.abs));
  assert.ok(Math.abs(peak - 0.5) < 0.01, `a peak of ${peak}`);
});
test("too much at once is skipped, with a fade", () => {
  const buffer = new JitterBuffer();
  buffer.setPlaying(true);
  run(buffer, seconds(1), steady(3000));
  const { largestStep } = run(buffer, seconds(0.5), (at) =>
    at === 3 ? Array.from({ length: 40 }, (_, i) => 51_840 + i * chunk) : [],
  );
  assert.equal(buffer.skips, 1);
  assert.ok(largestStep <= 0.03, `a click of ${largestStep}`);
  assert.ok(buffer.fillMs < 200);
});
