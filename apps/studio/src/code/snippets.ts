// What is playing, as a program would ask for it.
import { pitchClass, readKey } from "../dials/key";
import { keyName } from "../dials/key";
import type { Controls, Plan } from "../live/protocol";

// The scales of Google's API by the pitch class of their major key.
const scales = [
  "C_MAJOR_A_MINOR",
  "D_FLAT_MAJOR_B_FLAT_MINOR",
  "D_MAJOR_B_MINOR",
  "E_FLAT_MAJOR_C_MINOR",
  "E_MAJOR_D_FLAT_MINOR",
  "F_MAJOR_D_MINOR",
  "G_FLAT_MAJOR_E_FLAT_MINOR",
  "G_MAJOR_E_MINOR",
  "A_FLAT_MAJOR_F_MINOR",
  "A_MAJOR_G_FLAT_MINOR",
  "B_FLAT_MAJOR_G_MINOR",
  "B_MAJOR_A_FLAT_MINOR",
];

// Semitones from a mode's tonic up to the tonic of the major key with the same notes.
const toMajor: Record<string, number> = {
  major: 0,
  minor: 3,
  dorian: 10,
  phrygian: 8,
  lydian: 7,
  mixolydian: 5,
  "harmonic minor": 3,
  blues: 3,
};

export function scaleOf(key: string): string {
  const { place, mode } = readKey(key);
  const tonic = pitchClass(keyName(place, mode).split(" ")[0] ?? "C");
  return scales[(tonic + (toMajor[mode] ?? 0)) % 12] ?? "C_MAJOR_A_MINOR";
}

// For a POSIX shell, whatever is in it.
export const shellQuoted = (text: string) => `'${text.replace(/'/g, `'\\''`)}'`;

export function words(controls: Controls): string {
  return [...controls.prompts]
    .filter((prompt) => prompt.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map((prompt) => prompt.text)
    .join(", ");
}

export interface Source {
  origin: string; // "http://127.0.0.1:8080"
  key: string;
  controls: Controls;
  plan: Plan | null;
}

// The piece that these words and this plan come to, as a take.
export function curl({ origin, key, controls, plan }: Source): string {
  const given =
    plan === null
      ? {}
      : {
          plan: {
            bpm: plan.bpm,
            metre: plan.metre,
            key: plan.key,
            density: plan.density,
            brightness: plan.brightness,
            parts: plan.parts,
          },
        };
  const body = { from: "prompt", prompt: words(controls), bars: 16, seed: controls.seed, ...given };
  return [
    `curl -X POST ${origin}/api/takes \\`,
    ...(key === "" ? [] : [`  -H ${shellQuoted(`authorization: Bearer ${key}`)} \\`]),
    `  -H 'content-type: application/json' \\`,
    `  -d ${shellQuoted(JSON.stringify(body, null, 2))}`,
  ].join("\n");
}

function configuration(controls: Controls, plan: Plan | null): Record<string, unknown> {
  const key = controls.key ?? plan?.key;
  const all: Record<string, unknown> = {
    bpm: controls.bpm ?? plan?.bpm,
    scale: key === undefined ? undefined : scaleOf(key),
    density: controls.density ?? plan?.density,
    brightness: controls.brightness ?? plan?.brightness,
    guidance: controls.guidance ?? undefined,
    temperature: controls.temperature ?? undefined,
    topK: controls.topK ?? undefined,
    seed: controls.seed,
    muteBass: controls.muteBass || undefined,
    muteDrums: controls.muteDrums || undefined,
    onlyBassAndDrums: controls.onlyBassAndDrums || undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const prompts = (controls: Controls) =>
  controls.prompts.filter((prompt) => prompt.weight > 0);

export function javascript({ origin, key, controls, plan }: Source): string {
  const config = configuration(controls, plan);
  const lines = (value: unknown) => JSON.stringify(value, null, 2).replace(/\n/g, "\n  ");
  return `import { GoogleGenAI } from "@google/genai";
import { createWriteStream } from "node:fs";

const client = new GoogleGenAI({
  apiKey: ${JSON.stringify(key || "local")},
  apiVersion: "v1alpha",
  httpOptions: { baseUrl: ${JSON.stringify(origin)} },
});
const sound = createWriteStream("continuo.s16"); // 48 kHz, stereo
const session = await client.live.music.connect({
  model: "models/lyria-realtime-exp",
  callbacks: {
    onmessage: (message) => {
      for (const chunk of message.serverContent?.audioChunks ?? [])
        sound.write(Buffer.from(chunk.data, "base64"));
    },
    onerror: console.error,
    onclose: () => sound.end(),
  },
});
await session.setWeightedPrompts({
  weightedPrompts: ${lines(prompts(controls))},
});
await session.setMusicGenerationConfig({
  musicGenerationConfig: ${lines(config)},
});
session.play();
`;
}

const pythonValue = (value: unknown): string =>
  value === true ? "True" : value === false ? "False" : JSON.stringify(value);

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export function python({ origin, key, controls, plan }: Source): string {
  const config = Object.entries(configuration(controls, plan)).map(
    ([name, value]) => `            ${snake(name)}=${pythonValue(value)},`,
  );
  const list = prompts(controls).map(
    ({ text, weight }) => `            types.WeightedPrompt(text=${JSON.stringify(text)}, weight=${weight}),`,
  );
  const insecure = origin.startsWith("http:");
  const socketOrigin = origin.replace(/^http/, "ws");
  return `import asyncio
from google import genai
from google.genai import types

client = genai.Client(
    api_key=${JSON.stringify(key || "local")},
    http_options={"api_version": "v1alpha", "base_url": ${JSON.stringify(origin)}},
)
${insecure ? `# The client asks for TLS where it has a key; this server speaks without.\nclient._api_client._websocket_base_url = lambda: ${JSON.stringify(socketOrigin)}\n` : ""}

async def main():
    async with client.aio.live.music.connect(model="models/lyria-realtime-exp") as session:
        await session.set_weighted_prompts(prompts=[
${list.join("\n")}
        ])
        await session.set_music_generation_config(config=types.LiveMusicGenerationConfig(
${config.join("\n")}
        ))
        await session.play()
        with open("continuo.s16", "wb") as sound:  # 48 kHz, stereo
            async for message in session.receive():
                for chunk in message.server_content.audio_chunks:
                    sound.write(chunk.data)


asyncio.run(main())
`;
}
