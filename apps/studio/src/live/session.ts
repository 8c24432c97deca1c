// Talks to the server: changes go out, its word comes in and wins.
import type { FromWorklet } from "../audio/worklet_messages";
import { notify } from "../ui/notices";
import { apiKey, keyWanted, request, socketUrl } from "./api";
import { Newest } from "./newest";
import { type Action, type Controls, type Message, readMessage } from "./protocol";
import type { FromSocket, ToSocket } from "./socket_messages";
import * as store from "./store";

const worker = new Worker(new URL("./socket_worker.ts", import.meta.url), { type: "module" });
const tell = (message: ToSocket, ports: Transferable[] = []) => worker.postMessage(message, ports);
const send = (message: object) => tell({ kind: "send", text: JSON.stringify(message) });

const everyMs = 80;
const confirmMs = 1500;
let forget: ReturnType<typeof setTimeout> | undefined;
let browserPlays = false;
const stateListeners: (() => void)[] = [];
const knobListeners: ((bytes: Uint8Array) => void)[] = [];

const outgoing = new Newest<Controls>(everyMs, (controls) =>
  send({ type: "controls", controls, when: store.when.value }),
);

export function change(controls: Partial<Controls>): void {
  store.pending.value = { ...store.pending.value, ...controls };
  store.refusal.value = null;
  outgoing.add(controls);
  clearTimeout(forget);
  forget = setTimeout(() => {
    store.pending.value = {};
    announceState();
  }, confirmMs);
}

export function transport(action: Action): void {
  outgoing.flush();
  send({ type: "transport", action });
}

// Sound from now on, to this port; and which position is heard comes from the audio thread.
export function listen(port: MessagePort): void {
  tell({ kind: "sound", port }, [port]);
}

export function setBrowserPlays(plays: boolean): void {
  browserPlays = plays;
  tell({ kind: "listen", audio: plays });
}

// Called whenever the server's state came and nothing changed here is still on its way.
export function onState(listener: () => void): void {
  stateListeners.push(listener);
}

// Called with MIDI that comes to the server's machine.
export function onKnob(listener: (bytes: Uint8Array) => void): void {
  knobListeners.push(listener);
}

function announceState(): void {
  if (store.server.value !== null) for (const listener of stateListeners) listener();
}

export function heardReport(report: FromWorklet, heardAtMs: number): void {
  if (browserPlays) store.clock.report(report.position, heardAtMs, report.sounding);
}

function confirm(): void {
  const known = store.server.value?.controls;
  if (known === undefined) return;
  const left = Object.entries(store.pending.value).filter(
    ([field, value]) => JSON.stringify(known[field as keyof Controls]) !== JSON.stringify(value),
  );
  store.pending.value = Object.fromEntries(left);
  if (left.length === 0) clearTimeout(forget);
}

function take(message: Message): void {
  switch (message.type) {
    case "hello":
      store.version.value = message.version;
      store.connection.value = "open";
      if (Object.keys(store.pending.value).length > 0) outgoing.add(store.pending.value);
      store.server.value = message.state;
      announceState();
      break;
    case "state":
      store.server.value = message.state;
      confirm();
      announceState();
      break;
    case "bars":
      store.timeline.addBars(message.bars);
      break;
    case "notes":
      store.timeline.addNotes(message.notes);
      break;
    case "status": {
      store.status.value = message.status;
      if (!browserPlays) {
        // The server's lead, and what the device holds.
        const behindMs = 60 + (message.status.deviceLatencyMs ?? 0);
        const playing = store.transport.value === "playing";
        store.clock.report(message.status.position, performance.now() + behindMs, playing);
      }
      measureAhead(message.status.position);
      break;
    }
    case "midi":
      // A knob at the server's machine: it moves what it was learnt for, as one here would.
      for (const listener of knobListeners) {
        listener(Uint8Array.of(0xb0 | message.channel, message.controller, message.value));
      }
      break;
    case "pong":
      store.roundTripMs.value = performance.now() - pingedAt;
      break;
    case "error":
      refuse(message.message);
      break;
  }
}

// Both positions are known at this moment only: what is rendered, and what is heard.
function measureAhead(rendered: number): void {
  if (store.transport.value !== "playing" || !store.clock.moving) {
    store.aheadMs.value = null;
    return;
  }
  const now = (rendered - store.clock.at(performance.now())) / 48;
  const before = store.aheadMs.value ?? now;
  store.aheadMs.value = before + (now - before) * 0.15;
}

// "bpm: expected 40 to 240, found 900." is about the tempo, and is shown there.
function refuse(message: string): void {
  store.pending.value = {};
  const field = /^(?:\[[^\]]*\] *)?(?:controls\.)?([A-Za-z]+)/.exec(message)?.[1] ?? "";
  if (field in store.controls.value) {
    const refusal = { field, message };
    store.refusal.value = refusal;
    setTimeout(() => {
      if (store.refusal.value === refusal) store.refusal.value = null;
    }, 8000);
  } else {
    notify(message, "trouble");
  }
  announceState();
}

let pingedAt = 0;
let pings = 0;

function ping(): void {
  if (store.connection.value !== "open") return;
  pingedAt = performance.now();
  send({ type: "ping", id: ++pings });
}

worker.onmessage = ({ data }: MessageEvent<FromSocket>) => {
  switch (data.kind) {
    case "open":
      ping();
      break;
    case "text": {
      const message = readMessage(data.text);
      if (message !== null) take(message);
      break;
    }
    case "closed": {
      const was = store.connection.value;
      store.connection.value = "lost";
      if (was === "open") store.reconnects.value += 1;
      // A refused upgrade does not say why; a request does.
      if (keyWanted.value === null && was !== "open") {
        request("GET", "/api/takes").catch(() => undefined);
      }
      break;
    }
  }
};

export function begin(): void {
  tell({ kind: "connect", url: socketUrl() });
  apiKey.subscribe(() => {
    const url = socketUrl();
    if (url !== lastUrl) tell({ kind: "connect", url });
    lastUrl = url;
  });
  setInterval(ping, 5000);
}
let lastUrl = socketUrl();
