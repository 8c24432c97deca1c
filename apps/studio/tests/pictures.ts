// The pictures of docs/studio.md: the program plays, and the page is looked at.
//   CONTINUO=build/release/bin/continuo node tests/run.mjs pictures
import { join } from "node:path";
import { playing, seen, Studio, until } from "./page/page";
import { controls, play, steer, stop } from "./page/steerer";

const folder = process.env.PICTURES ?? "../../docs/images";
const studio = await Studio.open({ edits: true });
await steer(studio.url, stop, controls({
  prompts: [
    { text: "walking bass, brushes and a muted trumpet", weight: 0.5 },
    { text: "warm lo-fi hip hop with a dusty electric piano", weight: 0.3 },
    { text: "bossa nova trio on a quiet evening", weight: 0.2 },
  ],
}), play);

const looks = [
  { name: "light", options: { colorScheme: "light" as const, viewport: { width: 1360, height: 1010 } } },
  { name: "dark", options: { colorScheme: "dark" as const, viewport: { width: 1360, height: 1010 } } },
  {
    name: "phone",
    options: {
      colorScheme: "dark" as const,
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 1.5,
      isMobile: true,
      hasTouch: true,
    },
  },
];

for (const { name, options } of looks) {
  const page = await studio.page(options);
  await page.evaluate(() => localStorage.setItem("continuo.knowsRing", "true"));
  await page.reload();
  await until(page, "music", (now) => now.state.server?.transport === "playing");
  await page.getByRole("button", { name: "Listen" }).click();
  const first = await playing(page);
  await until(page, "a screen of music", (now) => now.state.heard > first.state.heard + 14 * 48000);
  if (name === "light") {
    for (const words of ["tender music box waltz", "tango with bandoneon and violin"]) {
      await page.getByRole("textbox", { name: "Words for a new take" }).fill(words);
      await page.getByRole("button", { name: "Compose" }).click();
      const before = (await seen(page)).state.takes.length;
      await until(page, "a take", (now) => now.state.takes.length > before);
    }
    await page.getByRole("button", { name: "Keep that" }).click();
    await until(page, "all takes", (now) => now.state.takes.length === 3);
    await page.locator(".take").nth(1).getByRole("button", { name: /^Play/ }).click();
    await page.mouse.move(5, 5);
    await page.waitForTimeout(4000);
    await page.locator(".shelf").screenshot({ path: join(folder, "studio-takes.png") });
    await page.locator(".take").nth(1).getByRole("button", { name: /^Stop/ }).click();
    const pen = page.locator(".take").nth(1).getByRole("button", { name: /^Edit/ });
    if ((await pen.count()) > 0) {
      await pen.click();
      await page.getByRole("spinbutton", { name: "First bar" }).fill("5");
      await page.getByRole("spinbutton", { name: "Last bar" }).fill("8");
      await page.locator(".chip").first().click();
      await page.getByRole("textbox", { name: "What should change" }).fill("softer, with fewer notes");
      await page.locator(".take.is-edited").screenshot({ path: join(folder, "studio-edit.png") });
      await page.getByRole("button", { name: "Close" }).click();
    }
    await page.evaluate(() => scrollTo(0, 0));
    await page.mouse.move(5, 5);
    await page.waitForTimeout(1500);
  }
  await page.screenshot({ path: join(folder, `studio-${name}.png`) });
  await page.context().close();
}
await studio.close();
