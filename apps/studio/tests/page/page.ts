// A browser at the page: of the program that CONTINUO names (it is started here), of the server at
// CONTINUO_URL, or of the mock.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { FromWorklet } from "../../src/audio/worklet_messages";
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

// Long: on a busy machine tests take longer, and fail no sooner.
const patienceMs = 120000;

export interface Seen {
  audio: FromWorklet | null;
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

// `continuo serve` at a port of the system's choice, with a shelf of its own.
class Program {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly takes: string,
  ) {}

  static async start(path: string, key: string | undefined): Promise<Program> {
    const takes = mkdtempSync(join(tmpdir(), "continuo-studio-"));
    const own = key === undefined ? [] : ["--api-key", key];
    const child = spawn(path, ["serve", "--port", "0", "--device", "none", "--takes", takes, ...own]);
    const url = await new Promise<string>((done, failed) => {
      let said = "";
      const read = (text: Buffer) => {
        said += String(text);
        const found = /Continuo is at (http:\/\/[^\s,]+)/.exec(said)?.[1];
        if (found !== undefined) done(found);
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("error", failed);
      child.once("exit", (code) => failed(new Error(`${path} serve ended with ${code}:\n${said}`)));
    });
    process.once("exit", () => child.kill("SIGKILL")); // however the tests end
    return new Program(url, child, takes);
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.child.once("exit", done));
    this.child.kill("SIGINT");
    await ended;
    rmSync(this.takes, { recursive: true, force: true });
  }
}

export class Studio {
  readonly troubles: string[] = [];

  private constructor(
    readonly browser: Browser,
    readonly url: string,
    readonly mock: Mock | null,
    private readonly program: Program | null,
  ) {}

  static async open({ key, edits }: { key?: string; edits?: boolean } = {}): Promise<Studio> {
    mkdirSync(screenshots, { recursive: true });
    const { CONTINUO: path, CONTINUO_URL: given } = process.env;
    if (given !== undefined && key !== undefined) throw new Error("a key is the given server's matter");
    const program = path === undefined ? null : await Program.start(path, key);
    const mock = program === null && given === undefined ? new Mock({ ...(key && { key }), ...(edits && { edits }) }) : null;
    const url = program?.url ?? given ?? (await mock?.listen()) ?? "";
    const browser = await chromium.launch({ executablePath, args, timeout: patienceMs });
    return new Studio(browser, url, mock, program);
  }

  // After each test, whether it passed or not.
  async closePages(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
    this.troubles.length = 0;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.mock?.close();
    await this.program?.stop();
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
    page.setDefaultTimeout(patienceMs);
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      if (expected?.test(message.text()) !== true) this.troubles.push(message.text());
    });
    page.on("pageerror", (error) => this.troubles.push(String(error)));
    await page.goto(this.url);
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
): Promise<Seen> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const now = await seen(page);
    if (holds(now)) return now;
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}\n${JSON.stringify(now.audio)}`);
    await page.waitForTimeout(60);
  }
}

export const playing = (page: Page) =>
  until(page, "sound", (now) => now.audio !== null && now.audio.sounding && now.audio.rms > 0.002);
