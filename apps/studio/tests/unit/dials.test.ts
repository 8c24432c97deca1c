// Dials, keys, taps, MIDI and the code that is copied.
import assert from "node:assert/strict";
import { test } from "node:test";
import { curl, javascript, python, scaleOf, shellQuoted } from "../../src/code/snippets";
import { fromShare, nudged, rounded, type Scale, toShare } from "../../src/dials/dial_math";
import { circle, keyName, modes, pitchClass, readKey } from "../../src/dials/key";
import { defaultControls, readPlan } from "../../src/live/protocol";
import { readMidi, sourceName } from "../../src/midi/midi_message";
import { wishOf } from "../../src/shelf/edit_wish";
import { percentOf, planText, readLook, readPrograms, readTakes } from "../../src/shelf/take";

const bpm: Scale = { least: 40, most: 240, step: 1, curve: "log" };
const level: Scale = { least: 0, most: 1, step: 0.01 };

test("a turn and a value are the same both ways", () => {
  for (const scale of [bpm, level]) {
    for (let share = 0; share <= 1; share += 0.05) {
      const value = fromShare(scale, share);
      assert.ok(value >= scale.least && value <= scale.most);
      assert.ok(Math.abs(toShare(scale, value) - share) < 0.02);
    }
  }
  assert.equal(rounded(level, 0.1 + 0.2), 0.3);
  assert.equal(fromShare(bpm, 7), 240);
});

test("arrow keys always move, and never out of range", () => {
  for (const scale of [bpm, level]) {
    for (const fine of [true, false]) {
      let value = scale.least;
      let steps = 0;
      while (value < scale.most && steps < 500) {
        const next = nudged(scale, value, "ArrowUp", fine);
        assert.ok(next !== null && next > value && next <= scale.most);
        value = next;
        ++steps;
      }
      assert.equal(value, scale.most);
      assert.ok((nudged(scale, value, "ArrowDown", fine) ?? 9e9) < value);
    }
  }
  assert.equal(nudged(bpm, 100, "x", false), null);
});

test("keys go round the circle of fifths", () => {
  assert.deepEqual(readKey("D minor"), { place: 2, mode: "minor" });
  assert.deepEqual(readKey("C# minor"), { place: 7, mode: "minor" });
  assert.deepEqual(readKey("F# dorian"), { place: 6, mode: "dorian" });
  assert.deepEqual(readKey("Bb harmonic minor"), { place: 10, mode: "harmonic minor" });
  circle.forEach((tonic, place) => {
    assert.equal(readKey(`${tonic} major`).place, place);
    for (const mode of modes) assert.equal(keyName(place, mode), `${tonic} ${mode}`);
  });
  assert.equal(pitchClass("Cb"), 11);
  assert.equal(keyName(-1, "major"), "F major");
});

test("scales have the notes of their key", () => {
  assert.equal(scaleOf("C major"), "C_MAJOR_A_MINOR");
  assert.equal(scaleOf("A minor"), "C_MAJOR_A_MINOR");
  assert.equal(scaleOf("D dorian"), "C_MAJOR_A_MINOR");
  assert.equal(scaleOf("E phrygian"), "C_MAJOR_A_MINOR");
  assert.equal(scaleOf("F lydian"), "C_MAJOR_A_MINOR");
  assert.equal(scaleOf("G mixolydian"), "C_MAJOR_A_MINOR");
  assert.equal(scaleOf("D minor"), "F_MAJOR_D_MINOR");
  assert.equal(scaleOf("F# minor"), "A_MAJOR_G_FLAT_MINOR");
});

test("MIDI that moves a control is told from MIDI that does not", () => {
  assert.deepEqual(readMidi([0xb0, 21, 127]), { source: "cc:0:21", share: 1 });
  assert.deepEqual(readMidi([0xb3, 7, 0]), { source: "cc:3:7", share: 0 });
  assert.deepEqual(readMidi([0x90, 36, 100]), { source: "note:0:36", share: 1 });
  assert.deepEqual(readMidi([0xe0, 127, 127]), { source: "bend:0", share: 1 });
  for (const other of [[0x90, 36, 0], [0x80, 36, 0], [0xf8], [0xb0, 123, 0], []]) {
    assert.equal(readMidi(other), null);
  }
  assert.equal(sourceName("cc:0:21"), "CC 21");
  assert.equal(sourceName("note:9:36"), "note 36, channel 10");
});

const source = {
  origin: "http://127.0.0.1:8080",
  key: "",
  controls: {
    ...defaultControls,
    prompts: [
      { text: 'it\'s "quoted" \\ cello', weight: 0.25 },
      { text: "silent", weight: 0 },
      { text: "lo-fi", weight: 0.75 },
    ],
    muteDrums: true,
    topK: 40,
  },
  plan: readPlan({ key: "D minor", bpm: 84, parts: [{ instrument: "cello", role: "lead" }] }),
};

test("curl carries its JSON through a shell unharmed", () => {
  const line = curl(source);
  const quoted = /-d ('(?:[^']|'\\'')*')$/.exec(line)?.[1] ?? "";
  const body = JSON.parse(quoted.slice(1, -1).replace(/'\\''/g, "'")) as Record<string, unknown>;
  assert.equal(body.prompt, 'lo-fi, it\'s "quoted" \\ cello');
  assert.equal(body.from, "prompt");
  assert.equal((body.plan as { key: string }).key, "D minor");
  assert.ok(!line.includes("authorization"));
  assert.match(curl({ ...source, key: "k-1" }), /authorization: Bearer k-1/);
  assert.equal(shellQuoted("a'b"), `'a'\\''b'`);
});

test("programs name what is set, and nothing that is silent", () => {
  for (const text of [javascript(source), python(source)]) {
    assert.match(text, /F_MAJOR_D_MINOR/);
    assert.match(text, /http:\/\/127\.0\.0\.1:8080/);
    assert.ok(!text.includes("silent"));
  }
  assert.match(javascript(source), /"muteDrums": true/);
  assert.match(python(source), /mute_drums=True/);
  assert.match(python(source), /top_k=40/);
  assert.ok(!python(source).includes("mute_bass"));
});

test("takes are read as they come, and what is none is left out", () => {
  const takes = readTakes({ takes: [{ id: "a", seconds: 4, name: "" }, { name: "no id" }, 7] });
  assert.equal(takes.length, 1);
  assert.equal(takes[0]?.name, "a");
  assert.deepEqual(readTakes(null), []);
  const detail = {
    notes: [[0, 60, 80, 0, 96000], [1]],
    peaks: [[-0.5, 0.25], [0, 0.125], 3],
    barLines: [{ start: 48000, end: 96000, section: "verse" }],
    plan: { parts: [{ instrument: "cello", role: "lead" }, { instrument: "kazoo", role: "lead" }] },
  };
  const programs = readPrograms({ instruments: [{ program: 42, name: "cello" }, 3] });
  const look = readLook(detail, 4, programs);
  assert.deepEqual(look.bars, [{ start: 0.25, end: 0.5, section: "verse" }]);
  assert.deepEqual(look.parts, [{ name: "cello", program: 42 }, { name: "kazoo", program: 0 }]);
  assert.deepEqual(readLook(7, 4, programs), { notes: [], bars: [], parts: [], peaks: [] });
  assert.deepEqual(look.notes.map(({ start, end }) => [start, end]), [[0, 0.5]]);
  assert.deepEqual(look.peaks, [1, 0.25, 0]);
});

test("an edit asks for what was chosen, and names nothing that is all of it", () => {
  const draft = { first: 1, last: 16, parts: [], words: " ", extend: null };
  assert.deepEqual(wishOf(draft, 16), {});
  assert.deepEqual(wishOf({ ...draft, first: 9 }, 16), { bars: "9-16" });
  assert.deepEqual(wishOf({ ...draft, first: 9, last: 9, parts: ["drum kit"], words: " softer" }, 16), {
    bars: "9",
    parts: ["drum kit"],
    words: "softer",
  });
  const extend = { bars: 8, side: "before" as const };
  assert.deepEqual(wishOf({ ...draft, parts: ["cello"], extend }, 16), { extend: 8, side: "before" });
});

test("a plan is told in a line, without what goes without saying", () => {
  const plan = { genre: "waltz", bpm: 132, metre: "3/4", key: "Bb minor" };
  assert.equal(planText({ plan, seconds: 65 }), "waltz · 132 bpm · 3/4 · B♭ minor · 1:05");
  assert.equal(planText({ plan: { ...plan, genre: "none", metre: "4/4" } }), "132 bpm · B♭ minor");
});

test("what is in the making is told where the server tells it", () => {
  assert.equal(percentOf({ composing: [{ prompt: "a", percent: 12 }, { prompt: "b", percent: 140 }] }, "b"), 100);
  assert.equal(percentOf({ takes: [] }, "b"), null);
  assert.equal(percentOf(null, ""), null);
});
