// Notes and bars on the clock of what is heard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HeardClock } from "../../src/audio/heard_clock";
import type { Bar } from "../../src/live/protocol";
import { sectionAt } from "../../src/score/form";
import { inScoreOrder, shortName } from "../../src/score/lanes";
import { Timeline } from "../../src/score/timeline";

const bar = (number: number, start: number, end: number, metre = "4/4"): Bar => ({
  number, start, end, bpm: 120, metre, key: "D minor", section: "verse", barInSection: number, intensity: 0.5,
});
const note = (program: number, start: number, end: number, pitch = 60) => ({
  program, pitch, velocity: 80, start, end,
});

test("the place in the bar follows the metre", () => {
  const timeline = new Timeline();
  timeline.addBars([bar(0, 0, 96000), bar(1, 96000, 168000, "3/4")]);
  assert.equal(timeline.place(0)?.beat, 1);
  assert.equal(timeline.place(95999)?.beat, 4);
  assert.equal(timeline.place(96000)?.bar.number, 1);
  assert.equal(timeline.place(96000 + 24000)?.beat, 2);
  assert.equal(timeline.place(999999)?.beat, 3, "past the last bar it stays in it");
  assert.equal(new Timeline().place(5), null);
});

test("a bar that is announced again replaces, and shortens what it cuts", () => {
  const timeline = new Timeline();
  timeline.addBars([bar(0, 0, 96000), bar(1, 96000, 192000)]);
  timeline.addBars([bar(1, 90000, 140000)]);
  assert.deepEqual(timeline.bars.map(({ start, end }) => [start, end]), [[0, 90000], [90000, 140000]]);
});

test("notes between two positions, in order, also those that began before", () => {
  const timeline = new Timeline();
  timeline.addNotes([note(33, 100, 900), note(33, 300, 350), note(40, 0, 50)]);
  timeline.addNotes([note(33, 200, 250)]);
  assert.deepEqual(timeline.notes(33, 240, 400).map(({ start }) => start), [100, 200, 300]);
  assert.deepEqual(timeline.notes(33, 900, 1000), []);
  assert.deepEqual(timeline.notes(7, 0, 1000), []);
});

test("an hour of notes does not fill the memory", () => {
  const timeline = new Timeline();
  for (let i = 0; i < 3600 * 8; ++i) timeline.addNotes([note(33, i * 6000, i * 6000 + 5000)]);
  for (let i = 0; i < 1800; ++i) timeline.addBars([bar(i, i * 96000, (i + 1) * 96000)]);
  const all = timeline.notes(33, 0, Infinity).length;
  assert.ok(all < 3000, `${all} notes are kept`);
  assert.ok(timeline.bars.length < 60);
});

test("a performance that begins anew forgets the one before", () => {
  const timeline = new Timeline();
  timeline.addBars([bar(90, 96000 * 90, 96000 * 91)]);
  timeline.addNotes([note(33, 96000 * 90, 96000 * 91)]);
  timeline.addBars([bar(0, 0, 96000)]);
  assert.equal(timeline.bars.length, 1);
  assert.deepEqual(timeline.notes(33, 0, Infinity), []);
});

test("the clock runs with what plays, and stands when it stands", () => {
  const clock = new HeardClock();
  clock.report(48000, 1000, true);
  assert.equal(clock.at(1500), 72000);
  clock.report(96000, 2000, false);
  assert.equal(clock.at(9000), 96000);
});

test("small disagreements are smoothed, large ones followed at once", () => {
  const clock = new HeardClock();
  clock.report(0, 0, true);
  clock.report(48000 + 480, 1000, true);
  const after = clock.at(1000);
  assert.ok(after > 48000 && after < 48100, `found ${after}`);
  clock.report(480000, 1100, true);
  assert.equal(clock.at(1100), 480000);
});

test("the form is found by number and by name", () => {
  const sections = [
    { kind: "intro", bars: 4, intensity: 0, dynamics: 0 },
    { kind: "verse", bars: 8, intensity: 0, dynamics: 0 },
    { kind: "verse", bars: 8, intensity: 0, dynamics: 0 },
  ];
  assert.equal(sectionAt(sections, 0, "intro"), 0);
  assert.equal(sectionAt(sections, 13, "verse"), 2);
  assert.equal(sectionAt(sections, 20, "intro"), 0, "it goes round");
  assert.equal(sectionAt(sections, 0, "verse"), 1, "the name counts more than the number");
  assert.equal(sectionAt(sections, 3, "drop"), -1);
  assert.equal(sectionAt([], 3, "drop"), -1);
});

test("parts stand as in a score, under names that fit", () => {
  const part = (program: number, role: string) => ({ program, name: "", family: "", role });
  const order = inScoreOrder([part(128, "drums"), part(33, "bass"), part(40, "lead"), part(4, "chords"), part(9, "odd")]);
  assert.deepEqual(order.map(({ program }) => program), [40, 4, 33, 128, 9]);
  assert.equal(shortName("electric bass (finger)"), "Electric bass");
  assert.equal(shortName("electric piano 1"), "Electric piano");
});
