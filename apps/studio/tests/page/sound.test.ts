// Sound reaches the audio thread, whole; it stops when it should, and comes back after the line was cut.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { playing, seen, Studio, until } from "./page";
import { controls, steer, stop } from "./steerer";

let studio: Studio;
afterEach(() => studio.closePages());
before(async () => (studio = await Studio.open()));
after(async () => studio.close());

async function droppedBy(url: string): Promise<number> {
  const metrics = await fetch(`${url}/metrics`);
  if (!metrics.ok) return 0; // the mock drops nothing
  const counts = [...(await metrics.text()).matchAll(/^continuo_dropped_(?:sound|chunks)_total (\d+)/gm)];
  assert.equal(counts.length, 2);
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

const prompts = [{ text: "warm lo-fi hip hop with a dusty electric piano", weight: 1 }];

test("play brings sound without a leap, and pause ends it", async () => {
  await steer(studio.url, stop, controls({ prompts }));
  const page = await studio.page();
  await until(page, "a connection", (now) => now.state.connection === "open");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  const first = await playing(page);
  const later = await until(
    page,
    "six seconds of sound",
    (now) => (now.audio?.framesWithSound ?? 0) - (first.audio?.framesWithSound ?? 0) > 6 * 48000,
  );
  // A page that cannot read in time loses chunks, and the server says how often; no other is lost.
  const lost = await droppedBy(studio.url);
  assert.ok((later.audio?.gaps ?? 0) <= lost, `${later.audio?.gaps} leaps where ${lost} were made`);
  const played = (later.audio?.framesPlayed ?? 0) - (first.audio?.framesPlayed ?? 0);
  const heard = (later.audio?.framesWithSound ?? 0) - (first.audio?.framesWithSound ?? 0);
  assert.ok(heard > 0.8 * played, `${heard} of ${played} sample frames sound`);
  assert.ok((later.state.heard ?? 0) > 0);
  console.log(`# underruns ${later.audio?.underruns}, held ${later.audio?.fillMs.toFixed(0)} ms, ahead ${later.state.aheadMs?.toFixed(0)} ms`);

  await page.getByRole("button", { name: "Pause" }).click();
  const paused = await until(page, "silence", (now) => now.audio?.rms === 0 && !now.audio.sounding);
  assert.equal(paused.state.server?.transport, "paused");
  await page.waitForTimeout(700);
  const still = await seen(page);
  assert.equal(still.audio?.underruns, paused.audio?.underruns, "a pause is no underrun");
  assert.equal(still.state.heard, paused.state.heard, "the clock stands");

  await page.getByRole("button", { name: "Play", exact: true }).click();
  await playing(page);
  await page.getByRole("button", { name: "Stop" }).click();
  await until(page, "stop", (now) => now.state.server?.transport === "stopped");
  assert.deepEqual(studio.troubles, []);
});

test("the space bar plays, and a second page joins what plays", async () => {
  const page = await studio.page();
  await until(page, "a connection", (now) => now.state.connection === "open");
  await page.keyboard.press("Space");
  await playing(page);
  const other = await studio.page();
  await until(other, "the news", (now) => now.state.server?.transport === "playing");
  await other.getByRole("button", { name: "Listen" }).click();
  await playing(other);
  assert.equal((await seen(page)).state.server?.transport, "playing", "joining does not pause it");
  await other.context().close();
  await page.keyboard.press("Space");
  await until(page, "the pause", (now) => now.state.server?.transport === "paused");
  assert.deepEqual(studio.troubles, []);
});

test("a lost connection comes back by itself, and the sound goes on", async (context) => {
  if (studio.mock === null) return context.skip("only the mock drops its sockets");
  const page = await studio.page({}, /WebSocket/);
  await until(page, "a connection", (now) => now.state.connection === "open");
  await page.evaluate(() => ((window as unknown as { mark: number }).mark = 7));
  await page.keyboard.press("Space");
  await playing(page);
  studio.mock.dropSockets();
  await until(page, "the loss", (now) => now.state.reconnects === 1);
  const back = await until(page, "the return", (now) => now.state.connection === "open");
  const chunks = back.audio?.chunks ?? 0;
  await until(page, "more sound", (now) => (now.audio?.chunks ?? 0) > chunks + 50);
  await playing(page);
  assert.equal(await page.evaluate(() => (window as unknown as { mark: number }).mark), 7, "no reload");
  await page.keyboard.press("Space");
  assert.deepEqual(studio.troubles, []);
});
