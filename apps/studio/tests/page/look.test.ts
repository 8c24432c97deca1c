// The page is there for everybody: light and dark, wide and narrow, with and without a mouse.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { serious } from "./axe";
import { playing, screenshots, Studio, until } from "./page";
import { controls, play, steer, stop } from "./steerer";

let studio: Studio;
afterEach(() => studio.closePages());
before(async () => {
  studio = await Studio.open();
  await steer(studio.url, stop, controls({
    prompts: [
      { text: "warm lo-fi hip hop with a dusty electric piano", weight: 0.55 },
      { text: "slow, sad cello and harp in D minor", weight: 0.3 },
      { text: "walking bass, brushes and a muted trumpet", weight: 0.15 },
    ],
  }), play);
});
after(async () => {
  await steer(studio.url, stop);
  await studio.close();
});

const looks = [
  { name: "light", options: { colorScheme: "light" as const } },
  { name: "dark", options: { colorScheme: "dark" as const } },
  {
    name: "phone",
    options: {
      colorScheme: "light" as const,
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      isMobile: true,
      hasTouch: true,
    },
  },
  { name: "tablet", options: { colorScheme: "dark" as const, viewport: { width: 834, height: 1112 } } },
];

for (const { name, options } of looks) {
  test(`${name}: nothing serious stands in anybody's way, nothing is cut off`, async () => {
    const page = await studio.page(options);
    await until(page, "a connection", (now) => now.state.server?.transport === "playing");
    await page.getByRole("button", { name: "Listen" }).click();
    const first = await playing(page);
    await until(page, "a screen of music", (now) => now.state.heard > first.state.heard + 6 * 48000);
    const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok((content ?? 0) <= (width ?? 0), `${content} of ${width} pixels`);
    assert.deepEqual(await serious(page), []);
    await page.screenshot({ path: `${screenshots}/${name}.png` });
    await page.screenshot({ path: `${screenshots}/${name}-whole.png`, fullPage: true });
    if (name === "light") {
      await page.locator(".dot").nth(1).click();
      await page.locator(".editor").waitFor();
      assert.deepEqual(await serious(page), []);
      await page.keyboard.press("Escape");
      await page.keyboard.press("?");
      await page.getByRole("heading", { name: "Keys" }).waitFor();
      assert.deepEqual(await serious(page), []);
    }
      assert.deepEqual(studio.troubles, []);
  });
}

test("all that matters is reached by Tab, with a visible focus", async () => {
  const page = await studio.page();
  await until(page, "a connection", (now) => now.state.connection === "open");
  const reached = new Set<string>();
  for (let i = 0; i < 90; ++i) {
    await page.keyboard.press("Tab");
    const [name, seen] = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement;
      const style = getComputedStyle(at);
      const label = at.getAttribute("aria-label") ?? at.textContent ?? "";
      return [label.trim(), style.outlineStyle !== "none" || at.matches("input, textarea, body")];
    });
    if (name !== "") assert.ok(seen, `${name}: the focus is not seen`);
    reached.add(String(name));
  }
  const wanted = ["Listen", "Stop", "Volume", "Keep that", "Blend cursor", "Tempo", "Density", "Brightness",
    "Mode", "No bass", "Temperature", "Guidance", "Top-k", "Another seed", "Words for a new take"];
  for (const name of wanted) assert.ok(reached.has(name), `${name} is not reached`);
});

test("what is playing is copied as curl, JavaScript and Python", async () => {
  const page = await studio.page({ permissions: ["clipboard-read", "clipboard-write"] });
  await until(page, "a connection", (now) => now.state.connection === "open");
  for (const [name, part] of [["curl", "/api/takes"], ["JavaScript", "@google/genai"], ["Python", "from google import genai"]] as const) {
    await page.getByRole("button", { name: "Copy what is playing as code" }).click();
    await page.getByRole("menuitem", { name: `Copy as ${name}` }).click();
    await page.getByText(`Copied as ${name}.`).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(copied.includes(part) && copied.includes("dusty electric piano"), copied);
  }
  assert.deepEqual(studio.troubles, []);
});

test("the sound goes to a device of the server's machine, and back", async (context) => {
  if (studio.mock === null) return context.skip("which devices there are is the machine's matter");
  const page = await studio.page();
  await until(page, "a connection", (now) => now.state.connection === "open");
  const sound = page.getByRole("button", { name: "Where the sound comes out" });
  await sound.click();
  await page.getByRole("radio", { name: /USB Interface/ }).check();
  await until(page, "the device", (now) => now.state.server?.device?.name === "USB Interface");
  await page.getByRole("radio", { name: "This browser" }).check();
  await page.getByRole("combobox", { name: "In" }).selectOption({ index: 1 });
  await page.getByRole("checkbox", { name: "Held notes set the key" }).check();
  await page.getByRole("checkbox", { name: "Follow its clock" }).check();
  await page.getByRole("img", { name: "A clock from outside leads: 120.0 bpm, in step, 1.2 ms early" }).waitFor();
  await page.getByRole("checkbox", { name: "Follow its clock" }).uncheck();
  await page.locator(".where dt", { hasText: "Tempo" }).waitFor();
  await until(page, "the browser", (now) => now.state.server?.device === null);
  await playing(page);
  assert.deepEqual(studio.troubles, []);
});

test("an empty pad asks, and offers styles to begin with", async () => {
  await steer(studio.url, stop, controls({ prompts: [] }));
  const page = await studio.page({ viewport: { width: 390, height: 844 } });
  await page.getByText("What should it sound like?").waitFor();
  assert.equal(await page.getByRole("slider", { name: "Blend cursor" }).count(), 0, "there is nothing to blend");
  assert.ok(await page.getByRole("button", { name: "Undo" }).isDisabled());
  assert.deepEqual(await serious(page), []);
  const idea = page.locator(".pad-ideas button").first();
  const words = await idea.textContent();
  await idea.click();
  const begun = await until(page, "the style", (now) => now.state.server?.controls.prompts.length === 1);
  assert.equal(begun.state.server?.controls.prompts[0]?.text, words);
  await page.keyboard.press("Control+z");
  await until(page, "the empty pad", (now) => now.state.server?.controls.prompts.length === 0);
  await page.getByRole("button", { name: "your own words …" }).click();
  await page.keyboard.type("solo harp");
  await page.keyboard.press("Enter");
  await until(page, "words of one's own", (now) => now.state.server?.controls.prompts[0]?.text === "solo harp");
  assert.deepEqual(studio.troubles, []);
});
