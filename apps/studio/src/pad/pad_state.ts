// The dots and the cursor: they become weighted prompts, and prompts changed elsewhere move them.
import { computed, effect, signal } from "@preact/signals";
import type { Prompt } from "../live/protocol";
import { change, onState } from "../live/session";
import { pending, server } from "../live/store";
import { recall, remember } from "../ui/memory";
import {
  type Dot,
  fitCursor,
  freeHue,
  freePlace,
  mostOwn,
  type Point,
  promptWeights,
  ringPlace,
  shares,
} from "./blend";
import { draw } from "./suggestions";

export interface Layout {
  dots: Dot[];
  cursor: Point;
}

export const mostDots = 12;

export const layout = signal<Layout>(
  recall<Layout>("pad", { dots: [], cursor: { x: 0.5, y: 0.5 } }),
);
export const dots = computed(() => layout.value.dots);
export const cursor = computed(() => layout.value.cursor);
export const blend = computed(() => shares(dots.value, cursor.value));
export const selected = signal<string | null>(null);
export const editing = signal<string | null>(null); // the dot whose words are being written

effect(() => remember("pad", layout.value));

const past: Layout[] = [];
export const canUndo = signal(false);
let grouped = ""; // steps of one gesture are one step back

function put(next: Layout, gesture = ""): void {
  if (gesture === "" || gesture !== grouped) {
    past.push(layout.value);
    if (past.length > 100) past.shift();
    canUndo.value = true;
  }
  grouped = gesture;
  layout.value = next;
  change({ prompts: promptsOf(next) });
}

export function promptsOf({ dots: all, cursor: at }: Layout): Prompt[] {
  const weights = promptWeights(all, at);
  // Dots without words yet are not prompts yet.
  return all
    .map((dot, i) => ({ text: dot.text.trim(), weight: weights[i] ?? 0 }))
    .filter(({ text }) => text !== "");
}

export function endGesture(): void {
  grouped = "";
}

export function undo(): void {
  const before = past.pop();
  canUndo.value = past.length > 0;
  if (before === undefined) return;
  layout.value = before;
  grouped = "";
  selected.value = null;
  change({ prompts: promptsOf(before) });
}

const inside = (value: number) => Math.max(0.02, Math.min(0.98, value));
const within = ({ x, y }: Point): Point => ({ x: inside(x), y: inside(y) });

export function moveCursor(to: Point): void {
  put({ ...layout.value, cursor: within(to) }, "cursor");
}

function patch(id: string, fields: Partial<Dot>, gesture: string): void {
  const next = dots.value.map((dot) => (dot.id === id ? { ...dot, ...fields } : dot));
  put({ ...layout.value, dots: next }, gesture);
}

export const moveDot = (id: string, to: Point) => patch(id, within(to), `move ${id}`);
export const setOwn = (id: string, own: number) =>
  patch(id, { own: Math.max(0, Math.min(mostOwn, own)) }, `own ${id}`);

let lastId = 0;
const newId = () => `dot-${Date.now().toString(36)}-${++lastId}`;

function made(text: string, at: Point, others: readonly Dot[]): Dot {
  const hue = freeHue(others.map((dot) => dot.hue));
  return { id: newId(), text, own: 1, hue, ...within(at) };
}

export function addDot(text: string, at?: Point): string | null {
  if (dots.value.length >= mostDots) return null;
  const dot = made(text, at ?? freePlace(dots.value), dots.value);
  const next = { ...layout.value, dots: [...dots.value, dot] };
  if (text === "") layout.value = next;
  else put(next);
  return dot.id;
}

export function rename(id: string, text: string): void {
  const words = text.trim();
  const dot = dots.value.find((one) => one.id === id);
  if (dot === undefined || dot.text === words) return;
  if (words === "") removeDot(id);
  else patch(id, { text: words }, "");
}

export function removeDot(id: string): void {
  const gone = dots.value.find((dot) => dot.id === id);
  const next = { ...layout.value, dots: dots.value.filter((dot) => dot.id !== id) };
  if (gone?.text === "") layout.value = next;
  else put(next);
  if (selected.value === id) selected.value = null;
  if (editing.value === id) editing.value = null;
}

// Three words of chance around a cursor in the middle.
export function throwDice(): void {
  const words = draw(3, dots.value.map((dot) => dot.text));
  const turn = Math.random() * 2 * Math.PI;
  const next: Dot[] = [];
  words.forEach((text, i) => {
    const angle = turn + (i * 2 * Math.PI) / words.length;
    next.push(made(text, { x: 0.5 + 0.33 * Math.cos(angle), y: 0.48 + 0.3 * Math.sin(angle) }, next));
  });
  selected.value = null;
  editing.value = null;
  const aside = Math.random() * 2 * Math.PI;
  put({
    dots: next,
    cursor: within({ x: 0.5 + 0.1 * Math.cos(aside), y: 0.5 + 0.1 * Math.sin(aside) }),
  });
}

// The layout that says what the server says; the same object where it does already.
export function reconcile(current: Layout, prompts: readonly Prompt[]): Layout {
  const mine = promptsOf(current);
  const same =
    mine.length === prompts.length &&
    prompts.every(
      (prompt, i) =>
        prompt.text === mine[i]?.text && Math.abs(prompt.weight - (mine[i]?.weight ?? 0)) < 0.0015,
    );
  if (same) return current;
  const left = [...current.dots];
  const next: Dot[] = [];
  const allNew = !prompts.some(({ text }) => left.some((dot) => dot.text === text));
  for (const [i, { text }] of prompts.entries()) {
    const at = left.findIndex((dot) => dot.text === text);
    const known = at >= 0 ? left.splice(at, 1)[0] : undefined;
    const others = [...next, ...left];
    const place = allNew ? ringPlace(i, prompts.length) : freePlace(others);
    next.push(known ?? made(text, place, allNew ? next : others));
  }
  const weights = prompts.map((prompt) => prompt.weight);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const shown = shares(next, current.cursor);
  const agrees =
    sum > 0 && weights.every((weight, i) => Math.abs(weight / sum - (shown[i] ?? 0)) < 0.0015);
  if (agrees || sum <= 0 || next.length === 0) return { ...current, dots: next };
  const fitted = fitCursor(next, weights);
  return {
    cursor: fitted.cursor,
    dots: next.map((dot, i) => ({ ...dot, own: fitted.owns[i] ?? 0 })),
  };
}

onState(() => {
  if (pending.value.prompts !== undefined || editing.value !== null) return;
  const prompts = server.value?.controls.prompts;
  if (prompts !== undefined) layout.value = reconcile(layout.value, prompts);
});
