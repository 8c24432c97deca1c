// A browser at the page: against the server that CONTINUO_URL names, or the mock.
import { mkdirSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { Mock } from "../mock/server";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
];
export const screenshots = process.env.SCREENSHOTS ?? "tests/screenshots";

export interface Seen {
  audio: {
    underruns: number;
    gaps: number;
    skips: number;
    chunks: number;
    framesPlayed: number;
    framesWithSound: number;
    rms: number;
    fillMs: number;
    targetMs: number;
    sounding: boolean;
  } | null;
  state: {
    connection: string;
    reconnects: number;
    aheadMs: number | null;
    server: {
      controls: Record<string, unknown> & { prompts: { text: string; weight: number }[] };
      transport: string;
      parts: { program: number; name: string }[];
      device: { name: string } | null;
    } | null;
    status: { position: number; missedBars: number; underruns: number } | null;
    dots: { id: string; text: string; x: number; y: number; own: number }[];
    cursor: { x: number; y: number };
    blend: number[];
    takes: { id: string; name: string; seconds: number }[];
    playingTake: string | null;
    learnt: Record<string, string>;
    heard: number;
  };
  levels: { rmsDb: number } | null;
}

export class Studio {
  readonly troubles: string[] = [];

  private constructor(
    readonly browser: Browser,
    readonly url: string,
    readonly mock: Mock | null,
  ) {}

  static async open(key?: string): Promise<Studio> {
    mkdirSync(screenshots, { recursive: true });
    const given = key === undefined ? process.env.CONTINUO_URL : undefined;
    const mock = given === undefined ? new Mock(key === undefined ? {} : { key }) : null;
    const url = given ?? (await mock?.listen()) ?? "";
    const browser = await chromium.launch({ executablePath, args });
    return new Studio(browser, url, mock);
  }

  // After each test, whether it passed or not.
  async closePages(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
    this.troubles.length = 0;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.mock?.close();
  }

  // A page of its own storage; what it complains about is collected.
  async page(
    options: Parameters<Browser["newContext"]>[0] = {},
    expected: RegExp | null = null,
  ): Promise<Page> {
    const context: BrowserContext = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30000);
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      if (expected?.test(message.text()) !== true) this.troubles.push(message.text());
    });
    page.on("pageerror", (error) => this.troubles.push(String(error)));
    await page.goto(this.url, { timeout: 40000 });
    return page;
  }
}

export async function seen(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const { audio, state, levels } = window.continuo as Seen;
    return { audio, state, levels };
  });
}

// Waits until what the page knows of itself is as wished.
export async function until(
  page: Page,
  what: string,
  holds: (now: Seen) => boolean,
  forMs = 30000,
): Promise<Seen> {
  const end = Date.now() + forMs;
  for (;;) {
    const now = await seen(page);
    if (holds(now)) return now;
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}\n${JSON.stringify(now.audio)}`);
    await page.waitForTimeout(60);
  }
}

export const playing = (page: Page) =>
  until(page, "sound", (now) => now.audio !== null && now.audio.sounding && now.audio.rms > 0.002);
