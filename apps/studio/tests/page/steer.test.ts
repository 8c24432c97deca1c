// What is moved on the page arrives at the server, and in what is heard.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import { hear, type Heard } from "./ear";
import { playing, seen, type Seen, Studio, until } from "./page";
import { controls, play, steer, stop } from "./steerer";

let studio: Studio;
afterEach(() => studio.closePages());
before(async () => (studio = await Studio.open()));
after(async () => studio.close());

const flute = "solo flute, slow and airy";
const metal = "heavy metal gallop with drums";

// The programs whose notes began within the last seconds that were heard, and the mean spectrum of some.
async function listen(page: Page): Promise<{ programs: number[]; spectrum: number[] }> {
  return page.evaluate(async () => {
    const studio = window.continuo as unknown as {
      timeline: { programs(): number[]; notes(p: number, a: number, b: number): { start: number }[] };
      state: { heard: number };
      levels: { spectrum: Uint8Array } | null;
    };
    const from = studio.state.heard;
    const spectrum = new Array<number>(2048).fill(0);
    for (let i = 0; i < 50; ++i) {
      await new Promise((done) => setTimeout(done, 80));
      studio.levels?.spectrum.forEach((value, bin) => (spectrum[bin] = (spectrum[bin] ?? 0) + value));
    }
    const to = studio.state.heard;
    const programs = studio.timeline
      .programs()
      .filter((program) => studio.timeline.notes(program, from, to).some((note) => note.start >= from));
    return { programs: programs.sort((a, b) => a - b), spectrum };
  });
}

function likeness(a: number[], b: number[]): number {
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

async function middle(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(selector).first().boundingBox();
  assert.ok(box, selector);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const weightOf = (now: Seen, words: string) =>
  now.state.server?.controls.prompts.find((prompt) => prompt.text === words)?.weight ?? 0;

// Someone else's weights, and the page that shows them.
async function twoDots(): Promise<Page> {
  await steer(studio.url, stop, controls({
    prompts: [{ text: flute, weight: 0.97 }, { text: metal, weight: 0.03 }],
  }));
  const page = await studio.page();
  const start = await until(page, "the dots of the server", (now) =>
    now.state.dots.map((dot) => dot.text).join() === [flute, metal].join());
  start.state.blend.forEach((share, i) => assert.ok(Math.abs(share - [0.97, 0.03][i]!) < 0.002, "as the server says"));
  return page;
}

test("the ring, dragged onto a dot, changes the blend on the server, and what is heard", async () => {
  const page = await twoDots();
  await page.keyboard.press("Space");
  await playing(page);
  const before = await listen(page);

  await drag(page, await middle(page, ".pad-cursor"), await middle(page, ".dot >> nth=1"));
  // What was moved last is on its way for a moment; then the page shows what the server has.
  await until(page, "the blend on the server", (now) => {
    const told = now.state.server?.controls.prompts.map((prompt) => prompt.weight) ?? [];
    return (told[1] ?? 0) > 0.9 && now.state.blend.every((share, i) => Math.abs(share - (told[i] ?? 9)) < 0.002);
  });
  await page.waitForTimeout(1500);
  const after = await listen(page);
  assert.notDeepEqual(after.programs, before.programs, "other instruments play");
  const alike = likeness(before.spectrum, after.spectrum);
  console.log(`# programs ${before.programs.join()} became ${after.programs.join()}; spectra alike ${alike.toFixed(3)}`);
  assert.ok(alike < 0.995, `the spectra are ${alike} alike`);

  const surface = await page.locator(".pad-surface").boundingBox();
  assert.ok(surface);
  // The cursor lies on the dot: the keyboard takes it from there.
  await page.locator(".dot").nth(1).focus();
  for (let i = 0; i < 12; ++i) await page.keyboard.press("ArrowUp");
  await until(page, "less of it", (now) => weightOf(now, metal) < 0.9);
  await drag(page, await middle(page, ".dot >> nth=0"), {
    x: surface.x + surface.width * 0.5,
    y: surface.y + surface.height * 0.95,
  });
  await until(page, "the dot at its new place", (now) => (now.state.dots[0]?.y ?? 0) > 0.9);
  await page.keyboard.press("Control+z");
  await until(page, "undo", (now) => (now.state.dots[0]?.y ?? 1) < 0.9);
  await page.keyboard.press("Escape");
  await page.locator("body").click({ position: { x: 3, y: 3 } });
  await page.keyboard.press("Space");
  assert.deepEqual(studio.troubles, []);
});

test("a dragged dot is heard; dragged far away it no longer counts", async (context) => {
  const program = process.env.CONTINUO;
  if (program === undefined) return context.skip("the program listens");
  const page = await twoDots();
  const drums = (now: Seen) => now.state.server?.parts.some((part) => part.program === 128) === true;
  const said = (words: string, heard: Heard) =>
    console.log(`# ${words}: strokes ${heard.strokeShare.toFixed(2)}, ${heard.onsetsPerSecond.toFixed(1)} onsets a second, ` +
      `centroid ${heard.centroidHz.toFixed(0)} Hz, low ${heard.lowShare.toFixed(2)}`);
  await steer(studio.url, play);
  await until(page, "the flute alone", (now) => now.state.server?.transport === "playing" && !drums(now));
  const far = await hear(program, studio.url, 6);
  said("far", far);

  // Beside the ring, which stays where it is: on it, it could not be seized again.
  const ring = await middle(page, ".pad-cursor");
  await drag(page, await middle(page, ".dot >> nth=1"), { x: ring.x + 44, y: ring.y });
  await until(page, "the band", (now) => weightOf(now, metal) > 0.8 && drums(now));
  const near = await hear(program, studio.url, 6);
  said("near", near);

  const surface = await page.locator(".pad-surface").boundingBox();
  assert.ok(surface);
  const right = ring.x < surface.x + surface.width / 2;
  await drag(page, await middle(page, ".dot >> nth=1"), {
    x: surface.x + surface.width * (right ? 0.97 : 0.03),
    y: surface.y + surface.height * 0.95,
  });
  await until(page, "the flute alone again", (now) => weightOf(now, metal) === 0 && !drums(now));
  const again = await hear(program, studio.url, 6);
  said("far again", again);

  for (const alone of [far, again]) {
    assert.ok(near.strokeShare > alone.strokeShare + 0.15, `strokes ${near.strokeShare}, alone ${alone.strokeShare}`);
    assert.ok(near.onsetsPerSecond > 1.2 * alone.onsetsPerSecond, `onsets ${near.onsetsPerSecond}, alone ${alone.onsetsPerSecond}`);
  }
  await steer(studio.url, stop);
  assert.deepEqual(studio.troubles, []);
});

test("styles are added, written, weighed and removed from the keyboard", async () => {
  await steer(studio.url, stop, controls({ prompts: [{ text: flute, weight: 1 }] }));
  const page = await studio.page();
  await until(page, "one dot", (now) => now.state.dots.length === 1);
  await page.keyboard.press("n");
  await page.keyboard.type("slow waltz for strings");
  await page.keyboard.press("Enter");
  const two = await until(page, "two prompts", (now) => now.state.server?.controls.prompts.length === 2);
  assert.equal(two.state.server?.controls.prompts[1]?.text, "slow waltz for strings");
  const weight = two.state.server?.controls.prompts[1]?.weight ?? 0;
  await page.locator(".dot").nth(1).focus();
  for (let i = 0; i < 5; ++i) await page.keyboard.press("+");
  await until(page, "more weight", (now) => (now.state.server?.controls.prompts[1]?.weight ?? 0) > weight);
  await page.keyboard.press("Delete");
  await until(page, "one prompt", (now) => now.state.server?.controls.prompts.length === 1);

  // Changed elsewhere: the page follows.
  await steer(studio.url, controls({ prompts: [{ text: flute, weight: 0.5 }, { text: metal, weight: 0.5 }] }));
  const followed = await until(page, "the other's dot", (now) => now.state.dots.length === 2);
  followed.state.blend.forEach((share) => assert.ok(Math.abs(share - 0.5) < 0.002));
  await page.getByRole("button", { name: "Surprise me" }).click();
  await until(page, "three of chance", (now) => now.state.server?.controls.prompts.length === 3);
  assert.deepEqual(studio.troubles, []);
});

test("dials obey keys, the mouse and MIDI, and go back to auto", async () => {
  await steer(studio.url, stop, controls({ prompts: [{ text: flute, weight: 1 }] }));
  const page = await studio.page();
  await page.addInitScript(() => {
    const access = { inputs: new Map([["a", {}]]), onstatechange: null };
    Object.defineProperty(navigator, "requestMIDIAccess", { value: () => Promise.resolve(access) });
  });
  await page.reload();
  await until(page, "a connection", (now) => now.state.connection === "open");
  const field = (name: string) => (now: Seen) => now.state.server?.controls[name];

  const density = page.getByRole("slider", { name: "Density" });
  await density.focus();
  await page.keyboard.press("End");
  await until(page, "full density", (now) => field("density")(now) === 1);
  assert.equal(await density.getAttribute("aria-valuetext"), "100 percent");
  await page.keyboard.press("Shift+ArrowDown");
  await until(page, "a fine step", (now) => field("density")(now) === 0.99);
  await page.keyboard.press("Delete");
  await until(page, "auto", (now) => field("density")(now) === null);

  const tempo = page.getByRole("slider", { name: "Tempo" });
  const box = await tempo.boundingBox();
  assert.ok(box);
  await drag(page, { x: box.x + 20, y: box.y + 30 }, { x: box.x + 20, y: box.y - 40 });
  await until(page, "a fixed tempo", (now) => typeof field("bpm")(now) === "number");
  await page.keyboard.press("Escape");

  // MIDI-learn: L, a knob, and from then on the knob.
  const brightness = page.getByRole("slider", { name: "Brightness" });
  await brightness.focus();
  await page.keyboard.press("l");
  await page.waitForFunction(() => document.querySelector(".is-learning") !== null);
  const midi = (...bytes: number[]) =>
    page.evaluate((sent) => (window.continuo as { midi(...all: number[]): void }).midi(...sent), bytes);
  await midi(0xb0, 21, 127);
  await until(page, "the knob's value", (now) => field("brightness")(now) === 1);
  await midi(0xb0, 21, 0);
  await until(page, "the knob's other end", (now) => field("brightness")(now) === 0);
  assert.deepEqual((await seen(page)).state.learnt, { "cc:0:21": "brightness" });
  studio.mock?.turn(21, 127);
  if (studio.mock !== null) {
    await until(page, "a knob at the server's machine", (now) => field("brightness")(now) === 1);
  }
  await page.reload();
  await until(page, "what was learnt", (now) => now.state.learnt["cc:0:21"] === "brightness");

  await page.getByRole("slider", { name: /Tonic/ }).focus();
  await page.keyboard.press("a");
  await until(page, "a key", (now) => String(field("key")(now)).startsWith("A "));
  await page.getByRole("combobox", { name: "Mode" }).selectOption("dorian");
  await until(page, "a mode", (now) => field("key")(now) === "A dorian");
  await page.getByRole("combobox", { name: "Metre" }).selectOption("7/8");
  await until(page, "a metre", (now) => field("metre")(now) === "7/8");
  await page.getByRole("button", { name: "No drums" }).click();
  await until(page, "no drums", (now) => field("muteDrums")(now) === true);
  await page.getByRole("radio", { name: "Model" }).click();
  await until(page, "the model", (now) => field("writer")(now) === "model");
  await page.getByRole("radio", { name: "Band" }).click();
  await page.getByRole("button", { name: "Another seed" }).click();
  await until(page, "another seed", (now) => field("seed")(now) !== 1);
  const mute = page.locator(".strip-switch.is-muted").first();
  await mute.click();
  await until(page, "a muted part", (now) => (field("parts")(now) as { muted: boolean }[])[0]?.muted === true);
  assert.deepEqual(studio.troubles, []);
});

test("a refusal is shown beside the control that it is about", async () => {
  const page = await studio.page();
  await until(page, "a connection", (now) => now.state.connection === "open");
  // The page itself does not let such a value through.
  await page.evaluate(() => {
    const tap = window.continuo as unknown as { change(controls: object): void };
    tap.change({ bpm: 900 });
  });
  await page.getByRole("alert").filter({ hasText: "bpm" }).waitFor();
  const now = await until(page, "the server's value", (state) => state.state.server?.controls.bpm !== 900);
  assert.notEqual(now.state.server?.controls.bpm, 900);
});
