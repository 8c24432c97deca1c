// A server that speaks docs/live.md, for tests and `npm run dev`: it serves the built page, too.
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { WebSocket, WebSocketServer } from "ws";
import { writeSound } from "../../src/live/sound_message";
import { type Controls, defaultControls, type Transport } from "../../src/live/protocol";
import { Band, instruments, planOf, rateHz } from "./music";
import { Shelf } from "./shelf";

const chunkFrames = 960;
const leadFrames = 2880;
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

export interface MockOptions {
  port?: number;
  dist?: string;
  key?: string;
  edits?: boolean; // whether takes can be edited; as servers without it are where absent
}

export class Mock {
  readonly band = new Band({
    ...defaultControls,
    prompts: [
      { text: "warm lo-fi hip hop, dusty keys", weight: 0.62 },
      { text: "solo cello, slow and singing", weight: 0.27 },
      { text: "late-night jazz trio with brushes", weight: 0.11 },
    ],
  });
  transport: Transport = "stopped";
  readonly shelf: Shelf;
  private readonly server: Server;
  private readonly sockets = new WebSocketServer({ noServer: true });
  private readonly listeners = new Set<WebSocket>();
  private generation = 1;
  private device: { name: string; latencyMs: number } | null = null;
  private readonly midi = {
    inputs: ["Launch Control XL MIDI 1"],
    outputs: ["Midi Through Port-0"],
    input: null as string | null,
    output: null as string | null,
    followClock: false,
    followJack: false,
    followNotes: "off",
    sendClock: true,
    sendNotes: true,
  };
  private startedAt = 0;
  private startedFrom = 0;
  private peak = 0;
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(private readonly options: MockOptions = {}) {
    this.shelf = new Shelf(options.edits === true);
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.on("upgrade", (request, socket, head) => {
      if (!this.mayPass(request)) {
        socket.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      this.sockets.handleUpgrade(request, socket, head, (opened) => this.greet(opened));
    });
    this.timers.push(setInterval(() => this.pace(), 10), setInterval(() => this.tellStatus(), 100));
  }

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(this.options.port ?? 0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  // A knob at the server's machine.
  turn(controller: number, value: number): void {
    this.tellAll({ type: "midi", channel: 0, controller, value });
  }

  // As a network would: all sockets are lost at once, and the page has to come back.
  dropSockets(): void {
    for (const socket of this.sockets.clients) socket.terminate();
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.dropSockets();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private mayPass(request: IncomingMessage): boolean {
    const { key } = this.options;
    if (key === undefined) return true;
    const url = new URL(request.url ?? "/", "http://local");
    return (
      request.headers.authorization === `Bearer ${key}` || url.searchParams.get("key") === key
    );
  }

  private state(): object {
    const { plan, parts } = planOf(this.band.controls);
    return {
      controls: this.band.controls,
      plan,
      planLevelsDb: parts.map(() => 0),
      parts,
      transport: this.transport,
      generation: this.generation,
      device: this.device,
    };
  }

  private tellAll(message: object): void {
    const text = JSON.stringify(message);
    for (const socket of this.sockets.clients) socket.send(text);
  }

  private tellState(): void {
    ++this.generation;
    this.tellAll({ type: "state", state: this.state() });
  }

  private greet(socket: WebSocket): void {
    socket.send(
      JSON.stringify({ type: "hello", version: "mock", sampleRateHz: rateHz, state: this.state() }),
    );
    const { bar } = this.band;
    if (bar !== null) socket.send(JSON.stringify({ type: "bars", bars: [bar] }));
    socket.on("close", () => this.listeners.delete(socket));
    socket.on("message", (data) => {
      try {
        this.obey(socket, JSON.parse(String(data)) as Record<string, unknown>);
      } catch (error) {
        socket.send(JSON.stringify({ type: "error", message: (error as Error).message }));
      }
    });
  }

  private obey(socket: WebSocket, message: Record<string, unknown>): void {
    switch (message.type) {
      case "controls": {
        const changed = message.controls as Partial<Controls>;
        const { bpm } = changed;
        if (typeof bpm === "number" && (bpm < 40 || bpm > 240)) {
          throw new Error(`bpm: expected 40 to 240, found ${bpm}.`);
        }
        this.band.set({ ...this.band.controls, ...changed });
        this.tellState();
        break;
      }
      case "transport":
        this.move(String(message.action));
        break;
      case "listen":
        if (message.audio === true) this.listeners.add(socket);
        else this.listeners.delete(socket);
        break;
      case "ping":
        socket.send(JSON.stringify({ type: "pong", id: message.id }));
        break;
      default:
        throw new Error(`type: "${String(message.type)}" is not known.`);
    }
  }

  private move(action: string): void {
    if (action === "play" && this.transport !== "playing") {
      this.startedAt = performance.now();
      this.startedFrom = this.band.position;
      this.transport = "playing";
    } else if (action === "pause" && this.transport === "playing") {
      this.transport = "paused";
    } else if (action === "stop") {
      this.transport = "stopped";
      this.band.stop();
    } else if (action === "reset") {
      this.band.stop();
    }
    this.tellState();
  }

  private pace(): void {
    if (this.transport !== "playing") return;
    const due =
      this.startedFrom + ((performance.now() - this.startedAt) / 1000) * rateHz + leadFrames;
    while (this.band.position + chunkFrames <= due) {
      const { position } = this.band;
      const { left, right, notes, bars } = this.band.render(chunkFrames);
      if (bars.length > 0) this.tellAll({ type: "bars", bars });
      if (notes.length > 0) {
        const rows = notes.map((n) => [n.program, n.pitch, Math.round(n.velocity), n.start, n.end]);
        this.tellAll({ type: "notes", notes: rows });
      }
      for (const value of left) this.peak = Math.max(this.peak, Math.abs(value));
      const sound = writeSound(position, 1, left, right);
      for (const socket of this.listeners) socket.send(sound);
    }
  }

  private tellStatus(): void {
    const { bar, position } = this.band;
    const quarter = bar === null ? 1 : (60 / bar.bpm) * rateHz;
    this.tellAll({
      type: "status",
      position,
      bar: bar?.number ?? 0,
      beat: bar === null ? 0 : (position - bar.start) / quarter,
      load: 0.06,
      controlMs: 24.1,
      missedBars: 0,
      lateChunks: 0,
      underruns: 0,
      peakDb: 20 * Math.log10(Math.max(1e-5, this.peak)),
      loudnessDb: -18,
      deviceLatencyMs: this.device?.latencyMs ?? null,
      clock: this.midi.followClock && this.midi.input !== null ? { bpm: 120.02, locked: true, errorMs: -1.2 } : null,
      warning: "",
    });
    this.peak = 0;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://local");
    const json = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    if (!url.pathname.startsWith("/api/")) return this.file(url.pathname, response);
    if (request.method === "OPTIONS") {
      const edits = this.options.edits === true && url.pathname.endsWith("/edits");
      return void response.writeHead(204, { allow: edits ? "POST, OPTIONS" : "GET, HEAD, OPTIONS" }).end();
    }
    if (!this.mayPass(request)) {
      return json(401, { error: { kind: "key", message: "This server needs its API key." } });
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = (text === "" ? null : JSON.parse(text)) as Record<string, unknown> | null;
    const path = url.pathname.slice("/api/".length);
    const method = request.method ?? "GET";
    if (path === "suggestions") return json(200, { suggestions: ["slow waltz for strings"] });
    if (path === "instruments") return json(200, { instruments });
    if (path === "devices") {
      const devices = [
        { name: "Built-in Audio Analog Stereo", system: "ALSA", usual: true },
        { name: "USB Interface", system: "ALSA", usual: false },
      ];
      return json(200, { devices, current: this.device });
    }
    if (path === "device") {
      const name = body?.name;
      this.device = typeof name === "string" ? { name, latencyMs: 21 } : null;
      this.tellState();
      return json(200, this.device);
    }
    if (path === "midi") {
      Object.assign(this.midi, body ?? {});
      return json(200, this.midi);
    }
    if (path === "plan") {
      const prompts = [{ text: String(body?.prompt), weight: 1 }];
      const { plan } = planOf({ ...defaultControls, prompts });
      const bars = Number(body?.bars ?? 16);
      return json(200, { plan, bars, seconds: (bars * 240) / plan.bpm, seed: Number(body?.seed ?? 1) });
    }
    if (path === "health") return json(200, { status: "ok" });
    if (path === "takes" || path.startsWith("takes/")) {
      return this.shelf.answer(method, path.split("/").slice(1), body, this.band, request, response);
    }
    json(404, { error: { kind: "input", message: `/api/${path}: there is no such thing.` } });
  }

  private file(path: string, response: ServerResponse): void {
    const name = normalize(path === "/" ? "/index.html" : path);
    try {
      const bytes = readFileSync(join(this.options.dist ?? "dist", name));
      response.writeHead(200, {
        "content-type": types[extname(name)] ?? "application/octet-stream",
        // As the real server has it: what the page needs beyond this must be noticed.
        "content-security-policy":
          "default-src 'self'; script-src 'self' blob:; worker-src 'self' blob:; " +
          "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
          "media-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; " +
          "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  }
}
