// Whether this browser sounds, and what is measured of it.
import { computed, effect, signal } from "@preact/signals";
import * as session from "../live/session";
import { device, transport } from "../live/store";
import { notify } from "../ui/notices";
import { AudioEngine } from "./engine";
import type { FromWorklet } from "./worklet_messages";

export const engine = signal<AudioEngine | null>(null);
// As it was a moment ago: what is shown need not change with every report.
export const report = signal<FromWorklet | null>(null);
let latest: FromWorklet | null = null;
let shownAtMs = 0;
export const latestReport = () => latest;
// The sound comes from the server's own device where one is chosen, and from here otherwise.
export const here = computed(() => engine.value !== null && device.value === null);

let starting: Promise<AudioEngine | null> | null = null;

// Called by gestures only: browsers begin no sound without one.
export function wake(): Promise<AudioEngine | null> {
  starting ??= start();
  void starting.then((made) => made?.context.resume());
  return starting;
}

async function start(): Promise<AudioEngine | null> {
  try {
    const made = new AudioEngine();
    const channel = new MessageChannel();
    await made.begin(channel.port1, (heard) => {
      latest = heard;
      const now = performance.now();
      if (now - shownAtMs > 250) {
        shownAtMs = now;
        report.value = heard;
      }
      session.heardReport(heard, made.heardAtMs(heard.contextTime));
    });
    session.listen(channel.port2);
    engine.value = made;
    return made;
  } catch (error) {
    starting = null;
    const why = window.isSecureContext
      ? String(error instanceof Error ? error.message : error)
      : "browsers give sound to pages of this machine (127.0.0.1) or over https only";
    notify(`No sound in this browser: ${why}.`, "trouble");
    return null;
  }
}

here.subscribe((plays) => session.setBrowserPlays(plays));
// Where the sound goes elsewhere, silence here is meant.
effect(() => engine.value?.setTransport(here.value && transport.value === "playing"));
