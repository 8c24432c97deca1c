// A take is edited: bars by hand, parts by their names, wishes in words. Only the mock can be told to.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import { serious } from "./axe";
import { screenshots, Studio, until } from "./page";

let studio: Studio;
afterEach(() => studio.closePages());
before(async () => (studio = await Studio.open({ edits: true })));
after(async () => studio.close());

async function oneTake(page: Page): Promise<void> {
  await until(page, "a connection", (now) => now.state.connection === "open");
  const known = (await page.evaluate(() => fetch("/api/takes").then((answer) => answer.json()))).takes.length;
  await page.getByRole("textbox", { name: "Words for a new take" }).fill("tender music box waltz");
  await page.getByRole("button", { name: "Compose" }).click();
  await until(page, "a take", (now) => now.state.takes.length === known + 1);
}

test("bars are chosen by dragging, parts by their chips, and both takes can be compared", async (context) => {
  const { mock } = studio;
  if (mock === null) return context.skip("only the mock says what it was asked");
  const page = await studio.page();
  await oneTake(page);
  const card = page.locator(".take").first();
  await card.getByRole("button", { name: /^Edit/ }).click();
  await page.locator(".bar-roll").scrollIntoViewIfNeeded();
  const roll = await page.locator(".bar-roll").boundingBox();
  assert.ok(roll);
  const bar = (number: number) => ({ x: roll.x + (roll.width * (number - 0.5)) / 16, y: roll.y + 90 });
  await page.mouse.move(bar(9).x, bar(9).y);
  await page.mouse.down();
  await page.mouse.move(bar(12).x, bar(12).y, { steps: 5 });
  await page.mouse.up();
  assert.equal(await page.getByRole("spinbutton", { name: "First bar" }).inputValue(), "9");
  assert.equal(await page.getByRole("spinbutton", { name: "Last bar" }).inputValue(), "12");
  await card.getByRole("button", { name: "Drum kit" }).click();
  await card.getByRole("textbox", { name: "What should change" }).fill("softer");
  assert.deepEqual(await serious(page), []);
  await page.screenshot({ path: `${screenshots}/edit.png` });
  await card.getByRole("button", { name: "Write anew" }).click();
  const two = await until(page, "the edited take", (now) => now.state.takes.length === 2);
  assert.deepEqual(mock.shelf.asked, [{ bars: "9-12", parts: ["drum kit"], words: "softer" }]);

  // A is what it was, B what it is.
  const compare = page.locator(".compare");
  await compare.click();
  await until(page, "A", (now) => now.state.playingTake === two.state.takes[1]?.id);
  await page.keyboard.press("b");
  await until(page, "B", (now) => now.state.playingTake === two.state.takes[0]?.id);
  assert.deepEqual(studio.troubles, []);
});

test("bars are added, refusals are shown, and all of it goes by keys", async (context) => {
  const { mock } = studio;
  if (mock === null) return context.skip("only the mock says what it was asked");
  const page = await studio.page({}, /400/);
  await oneTake(page);
  mock.shelf.asked.length = 0;
  const known = (await until(page, "the shelf", () => true)).state.takes.length;
  const card = page.locator(".take").first();
  await card.getByRole("button", { name: /^Edit/ }).press("Enter");
  const before = card.getByRole("radio", { name: "Add before" });
  await card.getByRole("radio", { name: "Change bars" }).press("ArrowRight");
  assert.equal(await before.getAttribute("aria-checked"), "true");
  await card.getByRole("spinbutton", { name: "Bars to add" }).fill("4");
  await card.getByRole("button", { name: "Add", exact: true }).press("Enter");
  await until(page, "the longer take", (now) => now.state.takes.length === known + 1);
  assert.deepEqual(mock.shelf.asked, [{ extend: 4, side: "before" }]);

  mock.shelf.refusal = "words: nothing is known of “zzz”.";
  await card.getByRole("button", { name: /^Edit/ }).press("Enter");
  await card.getByRole("textbox", { name: "What should change" }).fill("zzz");
  await page.keyboard.press("Enter");
  await card.getByRole("alert").filter({ hasText: "nothing is known" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".edit").waitFor({ state: "detached" });
  assert.deepEqual(studio.troubles, []);
});

test("where the server cannot edit, nothing offers it", async (context) => {
  if (studio.mock === null) return context.skip("only the mock can be without");
  const without = await Studio.open();
  try {
    const page = await without.page();
    await oneTake(page);
    await page.locator(".take").getByRole("button", { name: /^Rename/ }).waitFor();
    assert.equal(await page.getByRole("button", { name: /^Edit/ }).count(), 0);
    assert.deepEqual(without.troubles, []);
  } finally {
    await without.close();
  }
});
