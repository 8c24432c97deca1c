// Plays takes in this browser: seek, loop without a gap, and from one to another at the same moment.
import { signal } from "@preact/signals";
import { engine, wake } from "../audio/listening";
import { ApiError, bytes, withKey } from "../live/api";
import { notify } from "../ui/notices";
import type { Take } from "./take";

// Longer ones stream and loop as the browser does it; shorter ones are held whole, and loop to the sample.
const wholeSeconds = 150;
const fadeSeconds = 0.03;

interface Voice {
  at(): number; // seconds
  seek(seconds: number): void;
  loop(loop: boolean): void;
  end(): void;
}

export const playingTake = signal<string | null>(null);
export const loadingTake = signal<string | null>(null);
export const looping = signal(false);

let voice: Voice | null = null;
const held = new Map<string, AudioBuffer>(); // the last few

export const takeSeconds = () => voice?.at() ?? 0;

export async function playTake(take: Take, from = 0): Promise<void> {
  const audio = await wake();
  if (audio === null) return;
  loadingTake.value = take.id;
  try {
    const next =
      take.seconds <= wholeSeconds
        ? await wholeVoice(take, from)
        : streamedVoice(take, from);
    if (loadingTake.value !== take.id) return next.end(); // another was chosen meanwhile
    voice?.end();
    voice = next;
    voice.loop(looping.value);
    playingTake.value = take.id;
    audio.setLiveHeard(false);
  } catch (error) {
    const why = error instanceof ApiError ? error.message : "its sound could not be read.";
    notify(`${take.name} cannot be played: ${why}`, "trouble");
  } finally {
    if (loadingTake.value === take.id) loadingTake.value = null;
  }
}

// The live performance is heard again.
export function quiet(): void {
  loadingTake.value = null;
  voice?.end();
  voice = null;
  playingTake.value = null;
  engine.value?.setLiveHeard(true);
}

export function seekTake(seconds: number): void {
  voice?.seek(seconds);
}

export function setLooping(loop: boolean): void {
  looping.value = loop;
  voice?.loop(loop);
}

export function forgetSound(id: string): void {
  held.delete(id);
  if (playingTake.value === id) quiet();
}

function bus(): { context: AudioContext; gain: GainNode } {
  const audio = engine.value;
  if (audio === null) throw new Error("no sound in this browser");
  const gain = new GainNode(audio.context, { gain: 0 });
  gain.connect(audio.takes);
  const now = audio.context.currentTime;
  gain.gain.setValueAtTime(0, now);
  gain.gain.linearRampToValueAtTime(1, now + fadeSeconds);
  return { context: audio.context, gain };
}

function fadeOut(context: AudioContext, gain: GainNode, then: () => void): void {
  const now = context.currentTime;
  gain.gain.cancelScheduledValues(now);
  gain.gain.setValueAtTime(gain.gain.value, now);
  gain.gain.linearRampToValueAtTime(0, now + fadeSeconds);
  setTimeout(() => {
    then();
    gain.disconnect();
  }, fadeSeconds * 1000 + 40);
}

async function wholeVoice(take: Take, from: number): Promise<Voice> {
  let buffer = held.get(take.id);
  if (buffer === undefined) {
    const file = await bytes(`/api/takes/${encodeURIComponent(take.id)}/audio`);
    const audio = engine.value;
    if (audio === null) throw new Error("no sound in this browser");
    buffer = await audio.context.decodeAudioData(file);
    held.set(take.id, buffer);
    const oldest = held.keys().next().value;
    if (held.size > 3 && oldest !== undefined) held.delete(oldest);
  }
  const sound = buffer;
  const { context, gain } = bus();
  let source: AudioBufferSourceNode;
  let startedAt = 0;
  let loops = looping.value;
  let over = false;
  const start = (seconds: number) => {
    source = new AudioBufferSourceNode(context, { buffer: sound, loop: loops });
    const mine = source;
    mine.onended = () => {
      if (!over && source === mine && playingTake.value === take.id) quiet();
    };
    mine.connect(gain);
    mine.start(0, seconds);
    startedAt = context.currentTime - seconds;
  };
  start(Math.min(from, Math.max(0, sound.duration - 0.05)));
  const at = () => {
    const since = context.currentTime - startedAt;
    return loops ? since % sound.duration : Math.min(sound.duration, since);
  };
  return {
    at,
    seek(seconds) {
      const old = source;
      start(Math.max(0, Math.min(sound.duration - 0.01, seconds)));
      old.onended = null;
      old.stop();
    },
    loop(loop) {
      // Where it is stays where it is, however often it went round.
      startedAt = context.currentTime - at();
      loops = loop;
      source.loop = loop;
    },
    end() {
      over = true;
      fadeOut(context, gain, () => source.stop());
    },
  };
}

function streamedVoice(take: Take, from: number): Voice {
  const { context, gain } = bus();
  const element = new Audio(withKey(`/api/takes/${encodeURIComponent(take.id)}/audio`));
  const source = context.createMediaElementSource(element);
  source.connect(gain);
  element.currentTime = from;
  element.loop = looping.value;
  element.onended = () => playingTake.value === take.id && quiet();
  element.onerror = () => {
    notify(`${take.name} cannot be played: its sound did not come.`, "trouble");
    quiet();
  };
  void element.play();
  return {
    at: () => element.currentTime,
    seek: (seconds) => void (element.currentTime = seconds),
    loop: (loop) => void (element.loop = loop),
    end() {
      element.onended = null;
      element.onerror = null;
      fadeOut(context, gain, () => {
        element.pause();
        element.removeAttribute("src");
        source.disconnect();
      });
    },
  };
}
