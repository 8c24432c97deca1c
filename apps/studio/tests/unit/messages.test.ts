// Messages of the server, well-formed and not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Newest } from "../../src/live/newest";
import { defaultControls, readControls, readMessage, readNote } from "../../src/live/protocol";
import { waitBeforeMs } from "../../src/live/socket_messages";
import { headerBytes, readSound, writeSound } from "../../src/live/sound_message";

test("a state of docs/live.md is read whole", () => {
  const state = {
    controls: {
      prompts: [{ text: "warm lo-fi hip hop", weight: 1 }, { text: "solo cello", weight: 0.4 }],
      bpm: 84, metre: "4/4", key: "D minor", density: 0.4, brightness: 0.6,
      muteBass: false, muteDrums: true, onlyBassAndDrums: false,
      parts: [{ program: 33, muted: true, solo: false, levelDb: -3 }],
      volumeDb: -2, temperature: 0.7, guidance: 2, topK: null, seed: 7, writer: "model",
    },
    plan: { genre: "lo-fi", bpm: 84, metre: "4/4", key: "D minor", density: 0.43, brightness: 0.57,
      parts: [{ instrument: "cello", role: "lead" }],
      sections: [{ kind: "verse", bars: 8, intensity: 0.57, dynamics: 0.57 }] },
    planLevelsDb: [0],
    parts: [{ program: 42, name: "cello", family: "strings", role: "lead" }],
    transport: "playing", generation: 12, device: { name: "hw:0", latencyMs: 11.5 },
  };
  const message = readMessage(JSON.stringify({ type: "hello", version: "0.1.0", sampleRateHz: 48000, state }));
  assert.equal(message?.type, "hello");
  if (message?.type !== "hello") return;
  assert.deepEqual(message.state.controls, state.controls);
  assert.deepEqual(message.state.plan, state.plan);
  assert.deepEqual(message.state.parts, state.parts);
  assert.deepEqual(message.state.device, state.device);
  assert.equal(message.state.transport, "playing");
});

test("what is missing or of the wrong kind becomes what it is at rest", () => {
  assert.deepEqual(readControls({}), defaultControls);
  assert.deepEqual(readControls(null), defaultControls);
  assert.deepEqual(readControls({ bpm: "fast", prompts: 7, parts: "none", seed: NaN }), defaultControls);
  const state = readMessage('{"type":"state","state":{"transport":"dancing","parts":[3]}}');
  assert.equal(state?.type === "state" && state.state.transport, "stopped");
});

test("garbage is no message, and throws nothing", () => {
  for (const text of ["", "{", "null", "7", "[]", '"hello"', '{"type":"unheard-of"}', '{"type":7}']) {
    assert.equal(readMessage(text), null, text);
  }
});

test("a knob at the server's machine is MIDI like any other", () => {
  assert.deepEqual(readMessage('{"type":"midi","channel":3,"controller":21,"value":127}'), {
    type: "midi", channel: 3, controller: 21, value: 127,
  });
});

test("sound without samples says that silence is meant", () => {
  const silence = readSound(writeSound(96000, 2, new Float32Array(0), new Float32Array(0)));
  assert.equal(silence?.position, 96000);
  assert.equal(silence?.transport, 2);
  assert.equal(silence?.left.length, 0);
});

test("notes and bars that cannot be are left out", () => {
  assert.deepEqual(readNote([33, 40, 90, 1000, 2000]), {
    program: 33, pitch: 40, velocity: 90, start: 1000, end: 2000,
  });
  for (const bad of [[33, 40, 90, 2000, 1000], [33, 40, 90, 1], [-1, 40, 90, 1, 2], ["a", 1, 2, 3, 4], 5, null]) {
    assert.equal(readNote(bad), null);
  }
  const bars = readMessage('{"type":"bars","bars":[{"number":1,"start":5,"end":5},{"number":2,"start":5,"end":9}]}');
  assert.equal(bars?.type === "bars" && bars.bars.length, 1);
});

test("sound goes through bytes and back", () => {
  const left = Float32Array.from([0, 0.5, -1, 0.25]);
  const right = Float32Array.from([1, -0.5, 0, 0.125]);
  const position = 2 ** 32 * 3 + 12345;
  const sound = readSound(writeSound(position, 1, left, right));
  assert.equal(sound?.position, position);
  assert.equal(sound?.transport, 1);
  left.forEach((value, i) => assert.ok(Math.abs(value - (sound?.left[i] ?? 9)) < 1e-4));
  right.forEach((value, i) => assert.ok(Math.abs(value - (sound?.right[i] ?? 9)) < 1e-4));
});

test("floats come as they are, and bytes that are no sound are refused", () => {
  const bytes = new ArrayBuffer(headerBytes + 16);
  const view = new DataView(bytes);
  view.setUint32(8, 2, true);
  view.setUint8(12, 1);
  [0.1, -0.2, 0.3, -0.4].forEach((value, i) => view.setFloat32(headerBytes + 4 * i, value, true));
  const sound = readSound(bytes);
  assert.ok(Math.abs((sound?.left[1] ?? 0) - 0.3) < 1e-7);
  assert.ok(Math.abs((sound?.right[1] ?? 0) + 0.4) < 1e-7);
  view.setUint32(8, 3, true);
  assert.equal(readSound(bytes), null, "a length that does not fit");
  view.setUint32(8, 2, true);
  view.setUint8(12, 9);
  assert.equal(readSound(bytes), null, "an unknown format");
  assert.equal(readSound(new ArrayBuffer(3)), null, "no whole head");
});

test("changes go out at most every 80 ms, and the newest wins", () => {
  let now = 0;
  const waiting: { at: number; run: () => void }[] = [];
  const sent: { at: number; change: object }[] = [];
  const newest = new Newest<{ bpm: number; density: number }>(
    80,
    (change) => sent.push({ at: now, change }),
    { now: () => now, later: (ms, run) => waiting.push({ at: now + ms, run }) },
  );
  for (now = 0; now <= 400; ++now) {
    for (const due of waiting.splice(0).filter((one) => one.at <= now || (waiting.push(one), false))) due.run();
    if (now < 300) newest.add({ bpm: 100 + now });
    if (now === 150) newest.add({ density: 0.5 });
  }
  for (let i = 1; i < sent.length; ++i) {
    assert.ok((sent[i]?.at ?? 0) - (sent[i - 1]?.at ?? 0) >= 80);
  }
  assert.ok(sent.length <= 6, `${sent.length} messages`);
  assert.deepEqual(sent[0], { at: 0, change: { bpm: 100 } });
  assert.equal((sent.at(-1)?.change as { bpm: number }).bpm, 399);
  assert.ok(sent.some(({ change }) => "density" in change));
});

test("waiting grows to four seconds and no further", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 50].map(waitBeforeMs), [250, 500, 1000, 2000, 4000, 4000, 4000]);
});
