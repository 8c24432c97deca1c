// A server under test: `continuo serve` on a port that the system chooses, in a home of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The program under test. */
export function continuo() {
  const path = process.env.CONTINUO;
  if (!path)
    throw new Error(
      'CONTINUO: expected the path of the program, found nothing. tests/wire/run sets it.',
    );
  return path;
}

const kStart_ms = 30_000;
const kStop_ms = 10_000;
const kOutputKept = 20_000;

export class TestServer {
  url = '';
  home = '';
  port = 0;
  #ownsHome = true;
  #output = '';
  /** @type {import('node:child_process').ChildProcess} */ #process;
  /** @type {Promise<{code: number | null, signal: string | null}>} */ #ended;

  /** @param {import('node:child_process').ChildProcess} process */
  constructor(process) {
    this.#process = process;
    this.#ended = new Promise((resolve) =>
      process.once('exit', (code, signal) => resolve({ code, signal })),
    );
  }

  /**
   * @param {{args?: string[], env?: Record<string, string>, home?: string}} [options] A home that is
   *   given is kept when the server stops.
   */
  static async start({ args = [], env = {}, home } = {}) {
    const place = home ?? (await mkdtemp(join(tmpdir(), 'continuo-wire-')));
    const variables = { ...process.env, HOME: place, XDG_DATA_HOME: join(place, 'data'), ...env };
    const server = new TestServer(
      spawn(continuo(), ['serve', '--port', '0', ...args], {
        env: variables,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    server.home = place;
    server.#ownsHome = !home;
    server.url = await new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`no address after ${kStart_ms} ms; it said: ${server.#output}`)),
        kStart_ms,
      );
      const read = (/** @type {Buffer} */ bytes) => {
        server.#output = (server.#output + bytes).slice(-kOutputKept);
        const found = /https?:\/\/[\w.[\]:]+:\d+/.exec(server.#output);
        if (!found) return;
        clearTimeout(late);
        resolve(found[0]);
      };
      server.#process.stdout?.on('data', read);
      server.#process.stderr?.on('data', read);
      server.#ended.then(({ code }) => {
        clearTimeout(late);
        reject(new Error(`ended with ${code} before it listened; it said: ${server.#output}`));
      });
    });
    server.port = Number(new URL(server.url).port);
    return server;
  }

  get pid() {
    return this.#process.pid;
  }
  /** What it has printed lately. */
  get output() {
    return this.#output;
  }
  get running() {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }
  /** Processor time that it has spent so far, in seconds. */
  async spent() {
    const text = await readFile(`/proc/${this.pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // from the state on
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }
  get socketUrl() {
    return this.url.replace(/^http/, 'ws');
  }

  /** As a service manager would. Returns how it ended. */
  async stop() {
    if (this.running) this.#process.kill('SIGTERM');
    const killer = setTimeout(() => this.#process.kill('SIGKILL'), kStop_ms);
    const end = await this.#ended;
    clearTimeout(killer);
    if (this.#ownsHome) await rm(this.home, { recursive: true, force: true });
    return end;
  }

  /** At once, as if the power went; the home stays. */
  async kill() {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }
}
