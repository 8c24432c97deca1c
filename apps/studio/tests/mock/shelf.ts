// The mock's shelf of takes, in memory.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Note } from "../../src/live/protocol";
import { defaultControls } from "../../src/live/protocol";
import { emptyZip, midi, wav } from "./files";
import { Band, planOf, rateHz } from "./music";

interface Kept {
  take: Record<string, unknown> & { id: string; name: string; bars: number };
  sound: Buffer;
  notes: Note[];
  detail: object;
}

export class Shelf {
  private kept: Kept[] = [];
  private gone: Kept[] = [];
  private made = 0;
  private making = ""; // the words of a take
  private begunMs = 0;
  readonly asked: Record<string, unknown>[] = []; // edits
  refusal = ""; // of the next edits; empty: none

  constructor(private readonly edits: boolean) {}

  private keep(band: Band, seconds: number, name: string, prompt: string, kind: string): Kept {
    const from = Math.max(0, band.position - seconds * rateHz);
    const chunks = band.past.filter((chunk) => chunk.position >= from);
    const first = chunks[0]?.position ?? 0;
    const frames = chunks.reduce((sum, chunk) => sum + chunk.left.length, 0);
    const left = new Float32Array(frames);
    const right = new Float32Array(frames);
    let at = 0;
    for (const chunk of chunks) {
      left.set(chunk.left, at);
      right.set(chunk.right, at);
      at += chunk.left.length;
    }
    const notes = band.notes.filter((note) => note.start >= first && note.start < first + frames);
    const { plan } = planOf(band.controls);
    const id = `take-${String(++this.made).padStart(4, "0")}`;
    const take = {
      id,
      name: name || `Take ${this.made}`,
      created: new Date(1763800000000 + this.made * 60000).toISOString(),
      seconds: frames / rateHz,
      prompt,
      kind,
      bars: band.bars.filter((bar) => bar.start >= first && bar.end <= first + frames).length,
      bpm: plan.bpm,
      key: plan.key,
      files: ["wav", "mid", "json"],
      loudnessLufs: -16,
    };
    const own = notes.map((note) => ({ ...note, start: note.start - first, end: note.end - first }));
    const rows = own.map((n) => [n.program, n.pitch, Math.round(n.velocity), n.start, n.end]);
    const peaks = Array.from({ length: 200 }, (_, i) => {
      const slice = left.subarray((i * frames) / 200, ((i + 1) * frames) / 200);
      return [slice.reduce((a, b) => Math.min(a, b), 0), slice.reduce((a, b) => Math.max(a, b), 0)];
    });
    const barLines = band.bars
      .filter((bar) => bar.start >= first && bar.end <= first + frames)
      .map((bar) => ({ ...bar, start: bar.start - first, end: bar.end - first }));
    const detail = { plan, notes: rows, barLines, peaks };
    const entry = { take, sound: wav(left, right, rateHz), notes: own, detail };
    this.kept.unshift(entry);
    return entry;
  }

  answer(
    method: string,
    [id, part]: string[],
    body: Record<string, unknown> | null,
    band: Band,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const json = (status: number, value: unknown) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(value === undefined ? "" : JSON.stringify(value));
    };
    const refuse = (status: number, message: string) =>
      json(status, { error: { kind: "input", message } });
    if (id === undefined) {
      if (method === "GET") {
        const percent = Math.min(99, Math.round((performance.now() - this.begunMs) / 20));
        const composing = this.making === "" ? [] : [{ prompt: this.making, percent }];
        return json(200, { takes: this.kept.map(({ take }) => take), composing });
      }
      if (body?.from === "live") {
        if (band.past.length === 0) return refuse(409, "Nothing has played yet: there is nothing to keep.");
        const prompt = band.controls.prompts.map(({ text }) => text).join(", ");
        const name = typeof body.name === "string" ? body.name : "";
        const seconds = Number(body.seconds ?? 300);
        return json(201, this.keep(band, seconds, name, prompt, "live").take);
      }
      const prompt = String(body?.prompt ?? "");
      if (prompt === "") return refuse(400, "prompt: expected words, found none.");
      const alone = new Band({
        ...defaultControls,
        prompts: [{ text: prompt, weight: 1 }],
        seed: Number(body?.seed ?? 1),
      });
      while (alone.bars.length <= Number(body?.bars ?? 16)) alone.render(960);
      this.making = prompt;
      this.begunMs = performance.now();
      setTimeout(() => {
        this.making = "";
        json(201, this.keep(alone, 3600, prompt.slice(0, 40), prompt, "prompt").take);
      }, 1700);
      return;
    }
    const back = part === "restore" ? this.gone.find(({ take }) => take.id === id) : undefined;
    if (back !== undefined) {
      this.gone = this.gone.filter((entry) => entry !== back);
      this.kept.unshift(back);
      return json(200, back.take);
    }
    const found = this.kept.find(({ take }) => take.id === id);
    if (found === undefined) return refuse(404, `${id}: there is no such take.`);
    if (method === "DELETE") {
      this.kept = this.kept.filter((entry) => entry !== found);
      this.gone.push(found);
      response.writeHead(204).end();
      return;
    }
    if (method === "PATCH") {
      found.take.name = String(body?.name ?? found.take.name);
      return json(200, found.take);
    }
    if (part === "edits" && this.edits) {
      if (this.refusal !== "") return refuse(400, this.refusal);
      const bars = /^(\d+)(?:-(\d+))?$/.exec(String(body?.bars ?? "1"));
      if (Number(bars?.[2] ?? bars?.[1] ?? Infinity) > found.take.bars) {
        return refuse(400, `bars: expected 1 to ${found.take.bars}, found ${String(body?.bars)}.`);
      }
      this.asked.push(body ?? {});
      const id = `take-${String(++this.made).padStart(4, "0")}`;
      const edited = { ...found, take: { ...found.take, id, name: `${found.take.name}, edited` } };
      setTimeout(() => {
        this.kept.unshift(edited);
        json(201, edited.take);
      }, 300);
      return;
    }
    if (part === undefined) return json(200, { ...found.take, ...found.detail });
    const [type, bytes] =
      part === "audio"
        ? ["audio/wav", found.sound]
        : part === "midi"
          ? ["audio/midi", midi(found.notes, rateHz)]
          : part === "stems"
            ? ["application/zip", emptyZip]
            : ["application/json", Buffer.from(JSON.stringify(found.take))];
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
    const first = Number(range?.[1] ?? 0);
    const last = range?.[2] ? Number(range[2]) : bytes.length - 1;
    response.writeHead(range === null ? 200 : 206, {
      "content-type": type,
      "accept-ranges": "bytes",
      "content-length": last + 1 - first,
      ...(range === null ? {} : { "content-range": `bytes ${first}-${last}/${bytes.length}` }),
    });
    response.end(bytes.subarray(first, last + 1));
  }
}
