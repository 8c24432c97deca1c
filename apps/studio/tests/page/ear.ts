// What is really played: sound as the server sends it, and what `continuo listen` hears in it.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { WebSocket } from "ws";
import { readSound, type Sound } from "../../src/live/sound_message";
import { wav } from "../mock/files";

export interface Heard {
  strokeShare: number; // of the sound that comes and goes at once, as drums do
  onsetsPerSecond: number;
  centroidHz: number;
  lowShare: number;
}

const rateHz = 48000;

// The next seconds that a server sends, however long they take to come.
async function record(url: string, seconds: number): Promise<Sound[]> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/api/live`);
  const chunks: Sound[] = [];
  let frames = 0;
  await new Promise<void>((done, failed) => {
    socket.once("error", failed);
    socket.once("close", () => failed(new Error("the server hung up")));
    socket.once("open", () => socket.send(JSON.stringify({ type: "listen", audio: true, format: "s16" })));
    socket.on("message", (data: Buffer, binary: boolean) => {
      if (!binary) return;
      const chunk = readSound(Uint8Array.from(data).buffer);
      if (chunk === null) return failed(new Error(`${data.length} bytes are no sound`));
      chunks.push(chunk);
      frames += chunk.left.length;
      if (frames >= seconds * rateHz) done();
    });
  });
  socket.removeAllListeners("close").close();
  return chunks;
}

const joined = (parts: readonly Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));

// `continuo` is the program's path.
export async function hear(continuo: string, url: string, seconds: number): Promise<Heard> {
  const chunks = await record(url, seconds);
  const folder = mkdtempSync(join(tmpdir(), "continuo-ear-"));
  try {
    const file = join(folder, "heard.wav");
    writeFileSync(file, wav(joined(chunks.map(({ left }) => left)), joined(chunks.map(({ right }) => right)), rateHz));
    const { stdout } = await promisify(execFile)(continuo, ["listen", file, "--json"], { maxBuffer: 1 << 24 });
    return JSON.parse(stdout) as Heard;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
