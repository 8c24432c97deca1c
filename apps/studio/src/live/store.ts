// What the page knows of the performance: the server's word, and what was changed here a moment ago.
import { computed, signal } from "@preact/signals";
import { HeardClock } from "../audio/heard_clock";
import { Timeline } from "../score/timeline";
import { type Controls, defaultControls, type State, type Status, type When } from "./protocol";

export type Connection = "connecting" | "open" | "lost";

export const connection = signal<Connection>("connecting");
export const reconnects = signal(0);
export const version = signal("");
export const server = signal<State | null>(null);
export const status = signal<Status | null>(null);
export const roundTripMs = signal<number | null>(null);
// How far what is rendered is ahead of what is heard; null while nothing plays.
export const aheadMs = signal<number | null>(null);

// Changed here and not yet confirmed: shown in the place of the server's values, for a moment.
export const pending = signal<Partial<Controls>>({});
export const controls = computed<Controls>(() => ({
  ...(server.value?.controls ?? defaultControls),
  ...pending.value,
}));
export const plan = computed(() => server.value?.plan ?? null);
export const parts = computed(() => server.value?.parts ?? []);
export const transport = computed(() => server.value?.transport ?? "stopped");
export const clockInForce = computed(() => status.value?.clock ?? null);
export const device = computed(() => server.value?.device ?? null);

export const when = signal<When>("now");

// Not signals: they change sixty times a second and are read by what draws.
export const clock = new HeardClock();
export const timeline = new Timeline();

// What a change did wrong, beside the control that it is about.
export const refusal = signal<{ field: string; message: string } | null>(null);
