// MIDI-learn: any knob of any device may move any control of the page. What was learnt is remembered.
import { signal } from "@preact/signals";
import { recall, remember } from "../ui/memory";
import { notify } from "../ui/notices";
import { type Learnt, readMidi, sourceName } from "./midi_message";

export interface Target {
  name: string; // for people
  set: (share: number) => void; // 0..1
}

export const learning = signal<string | null>(null); // the control that waits for a knob
export const learnt = signal<Learnt>(recall<Learnt>("midi", {}));
const targets = new Map<string, Target>();
let access: MIDIAccess | null = null;

export function offer(id: string, target: Target): () => void {
  targets.set(id, target);
  return () => {
    if (targets.get(id) === target) targets.delete(id);
  };
}

export async function learn(id: string): Promise<void> {
  if (learning.value === id) return cancelLearning();
  learning.value = id;
  // Where the browser has no MIDI, a knob at the server's machine may still come.
  await open();
}

export function cancelLearning(): void {
  learning.value = null;
}

export function forgetLearnt(id: string): void {
  const left = Object.entries(learnt.value).filter(([, target]) => target !== id);
  keep(Object.fromEntries(left));
}

export function learntFor(id: string): string | null {
  const found = Object.entries(learnt.value).find(([, target]) => target === id);
  return found === undefined ? null : sourceName(found[0]);
}

function keep(next: Learnt): void {
  learnt.value = next;
  remember("midi", next);
}

async function open(): Promise<void> {
  if (access !== null) return;
  if (navigator.requestMIDIAccess === undefined) {
    notify("This browser has no WebMIDI; knobs at the server's machine can be learnt.");
    return;
  }
  try {
    access = await navigator.requestMIDIAccess();
  } catch {
    notify("The browser did not allow MIDI; knobs at the server's machine can be learnt.");
    return;
  }
  const attach = () => {
    for (const input of access?.inputs.values() ?? []) input.onmidimessage = take;
  };
  access.onstatechange = attach;
  attach();
  if (access.inputs.size === 0) notify("No MIDI device is there yet: plug one in.");
}

function take(event: MIDIMessageEvent): void {
  if (event.data === null) return;
  receive(event.data);
}

export function receive(bytes: Uint8Array): void {
  const message = readMidi(bytes);
  if (message === null) return;
  const id = learning.value;
  if (id !== null) {
    const left = Object.entries(learnt.value).filter(([, target]) => target !== id);
    keep({ ...Object.fromEntries(left), [message.source]: id });
    learning.value = null;
    notify(`${targets.get(id)?.name ?? id} follows ${sourceName(message.source)}.`, "word", {
      label: "Forget",
      run: () => forgetLearnt(id),
    });
  }
  const target = learnt.value[message.source];
  if (target !== undefined) targets.get(target)?.set(message.share);
}

// What was learnt on another day works at once where the browser allows it without asking.
export async function resumeMidi(): Promise<void> {
  if (Object.keys(learnt.value).length === 0) return;
  try {
    const permission = await navigator.permissions.query({ name: "midi" as PermissionName });
    if (permission.state === "granted") await open();
  } catch {
    // Asked for again at the next learning.
  }
}
