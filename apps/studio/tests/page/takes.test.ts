// Takes are kept, played, looped, compared, renamed, loaded down, deleted and brought back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { playing, seen, Studio, until } from "./page";
import { controls, steer, stop } from "./steerer";

let studio: Studio;
afterEach(() => studio.closePages());
before(async () => (studio = await Studio.open()));
after(async () => studio.close());

test("what was heard is kept, and plays again", async () => {
  await steer(studio.url, stop, controls({ prompts: [{ text: "bright ragtime piano", weight: 1 }], bpm: 180 }));
  const page = await studio.page({ acceptDownloads: true });
  const empty = await until(page, "a connection", (now) => now.state.connection === "open");
  await page.keyboard.press("Space");
  const first = await playing(page);
  await until(page, "some bars", (now) => now.state.heard > first.state.heard + 5 * 48000);
  const known = empty.state.takes.length;
  // Words that go by themselves are waited for before they come.
  await Promise.all([
    page.getByText(/^Kept \d:\d\d/).waitFor(),
    page.getByRole("button", { name: "Keep that" }).click(),
  ]);
  const kept = await until(page, "a take", (now) => now.state.takes.length === known + 1);
  const take = kept.state.takes[0];
  assert.ok(take !== undefined && take.seconds > 1);

  // The live sound steps back while the take plays.
  const card = page.locator(".take").first();
  await card.getByRole("button", { name: /^Play/ }).click();
  await until(page, "the take", (now) => now.state.playingTake === take.id && (now.levels?.rmsDb ?? -99) > -50);
  await page.keyboard.press("Escape");
  await card.getByRole("button", { name: "Loop" }).click();
  await card.locator(".thumbnail").click({ position: { x: 40, y: 30 } });
  await until(page, "the take, from there", (now) => now.state.playingTake === take.id && (now.levels?.rmsDb ?? -99) > -50);

  const renamed = "Sunday morning, take two";
  await card.getByRole("button", { name: /^Rename/ }).click();
  await card.getByRole("textbox").fill(renamed);
  await page.keyboard.press("Enter");
  await until(page, "the name", (now) => now.state.takes[0]?.name === renamed);

  for (const [text, head] of [["Sound", "RIFF"], ["Notes", "MThd"], ["Stems", "PK"], ["Recipe", "{"]] as const) {
    await card.getByRole("button", { name: /^Download/ }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: text }).click();
    const file = await (await download).path();
    assert.equal(readFileSync(file).subarray(0, head.length).toString(), head, text);
  }

  await page.getByRole("textbox", { name: "Words for a new take" }).fill("tender music box waltz");
  await page.getByRole("spinbutton", { name: "Bars" }).fill("4");
  await page.getByRole("button", { name: "Compose" }).click();
  const composed = await until(page, "a composed take", (now) => now.state.takes.length === known + 2);
  const waltz = composed.state.takes[0];

  // A and B, and over to the other.
  await page.locator(".take").nth(0).getByRole("button", { name: /as A$/ }).click();
  await page.locator(".take").nth(1).getByRole("button", { name: /as B$/ }).click();
  const other = () => page.locator(".compare").click();
  await other();
  await until(page, "A", (now) => now.state.playingTake === waltz?.id);
  await other();
  await until(page, "B", (now) => now.state.playingTake === take.id);
  await page.locator(".take").nth(1).getByRole("button", { name: /^Stop/ }).click();
  await until(page, "the live sound", (now) => now.state.playingTake === null);

  await Promise.all([
    until(page, "one less", (now) => now.state.takes.length === known + 1),
    page.locator(".notice").getByRole("button", { name: "Undo" }).click(),
    page.locator(".take").first().getByRole("button", { name: /^Delete/ }).click(),
  ]);
  await until(page, "it is back", (now) => now.state.takes.length === known + 2);

  // All of it is still there for the next visit.
  await page.reload();
  const again = await until(page, "the shelf", (now) => now.state.takes.length === known + 2);
  assert.ok(again.state.takes.some((one) => one.name === renamed));
  await page.keyboard.press("Space");
  await steer(studio.url, stop);
  assert.deepEqual(studio.troubles, []);
});

test("what cannot be kept says why", async (context) => {
  if (process.env.CONTINUO_URL !== undefined) return context.skip("the server is given, and may have played");
  const fresh = await Studio.open();
  try {
    const page = await fresh.page({}, /40\d/);
    await until(page, "a connection", (now) => now.state.connection === "open");
    assert.ok(await page.getByRole("button", { name: "Keep that" }).isDisabled(), "nothing has played");
    await page.locator("body").click({ position: { x: 3, y: 300 } });
    await page.keyboard.press("k");
    await page.locator(".notice.is-trouble").waitFor();
    assert.deepEqual((await seen(page)).state.takes, []);
  } finally {
    await fresh.close();
  }
});
