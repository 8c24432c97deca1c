// A server that wants a key: asked for once, kept for the tab.
import assert from "node:assert/strict";
import { test } from "node:test";
import { playing, Studio, until } from "./page";

test("the key is asked for, refused where it is wrong, and then all works", async (context) => {
  if (process.env.CONTINUO_URL !== undefined) return context.skip("the server is given");
  const studio = await Studio.open({ key: "open-sesame" });
  try {
    const page = await studio.page({}, /401|WebSocket|Unexpected response/);
    await page.getByRole("heading", { name: "A key, please" }).waitFor();
    await page.getByLabel("API key").fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("The server refused that key.").waitFor();
    await page.getByLabel("API key").fill("open-sesame");
    await page.keyboard.press("Enter");
    await until(page, "a connection", (now) => now.state.connection === "open");
    await page.locator("body").click({ position: { x: 3, y: 300 } });
    await page.keyboard.press("Space");
    await playing(page);
    await page.reload();
    await until(page, "a connection, without being asked", (now) => now.state.connection === "open");
    assert.equal(await page.getByRole("heading", { name: "A key, please" }).isVisible(), false);
    assert.equal(await page.evaluate(() => JSON.stringify(localStorage).includes("sesame")), false);
    assert.deepEqual(studio.troubles, []);
  } finally {
    await studio.close();
  }
});
