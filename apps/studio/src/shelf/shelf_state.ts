// The shelf: takes kept, composed, renamed and deleted; a deletion waits a moment, so that it can be undone.
import { computed, signal } from "@preact/signals";
import { ApiError, apiKey, request } from "../live/api";
import type { Note } from "../live/protocol";
import { controls } from "../live/store";
import { notify } from "../ui/notices";
import { forgetSound, playingTake, playTake, takeSeconds } from "./player";
import { readTake, readTakeNotes, readTakes, type Take } from "./take";

export const takes = signal<Take[]>([]);
export const justKept = signal<string | null>(null);
export const keeping = signal(false);
export const composing = signal<{ startedMs: number; stop: () => void } | null>(null);
// The two that are compared, by id.
export const compared = signal<[string | null, string | null]>([null, null]);
const leaving = signal<ReadonlyMap<string, ReturnType<typeof setTimeout>>>(new Map());
export const onShelf = computed(() => takes.value.filter((take) => !leaving.value.has(take.id)));

const undoMs = 7000;
export const keepSeconds = 300;
const path = (id: string) => `/api/takes/${encodeURIComponent(id)}`;
const said = (error: unknown) =>
  error instanceof ApiError ? error.message : "Something went wrong; please try again.";

export async function loadTakes(): Promise<void> {
  try {
    takes.value = readTakes(await request("GET", "/api/takes"));
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 0 && error.status !== 401)) {
      notify(`The shelf cannot be read: ${said(error)}`, "trouble");
    }
  }
}

export async function keepThat(): Promise<Take | null> {
  if (keeping.value) return null;
  keeping.value = true;
  try {
    const answer = await request("POST", "/api/takes", { from: "live", seconds: keepSeconds });
    return put(readTake(answer));
  } catch (error) {
    notify(said(error), "trouble");
    return null;
  } finally {
    keeping.value = false;
  }
}

export async function compose(prompt: string, bars: number): Promise<boolean> {
  const abort = new AbortController();
  composing.value = { startedMs: performance.now(), stop: () => abort.abort() };
  try {
    const wish = { from: "prompt", prompt, bars, seed: controls.value.seed };
    const take = put(readTake(await request("POST", "/api/takes", wish, abort.signal)));
    return take !== null;
  } catch (error) {
    if (!(error instanceof DOMException)) notify(said(error), "trouble");
    return false;
  } finally {
    composing.value = null;
  }
}

function put(take: Take | null): Take | null {
  if (take === null) return null;
  takes.value = [take, ...takes.value.filter((other) => other.id !== take.id)];
  justKept.value = take.id;
  setTimeout(() => {
    if (justKept.value === take.id) justKept.value = null;
  }, 1600);
  return take;
}

export async function renameTake(take: Take, name: string): Promise<void> {
  const words = name.trim();
  if (words === "" || words === take.name) return;
  const rename = (to: string) => {
    takes.value = takes.value.map((one) => (one.id === take.id ? { ...one, name: to } : one));
  };
  rename(words);
  try {
    await request("PATCH", path(take.id), { name: words });
  } catch (error) {
    rename(take.name);
    notify(said(error), "trouble");
  }
}

export function deleteTake(take: Take): void {
  forgetSound(take.id);
  compared.value = compared.value.map((id) => (id === take.id ? null : id)) as [
    string | null,
    string | null,
  ];
  const timer = setTimeout(() => void reallyDelete(take), undoMs);
  leaving.value = new Map([...leaving.value, [take.id, timer]]);
  notify(`“${take.name}” is deleted.`, "word", { label: "Undo", run: () => stay(take.id) }, undoMs);
}

function stay(id: string): void {
  clearTimeout(leaving.value.get(id));
  leaving.value = new Map([...leaving.value].filter(([other]) => other !== id));
}

async function reallyDelete(take: Take): Promise<void> {
  try {
    await request("DELETE", path(take.id));
    takes.value = takes.value.filter((one) => one.id !== take.id);
  } catch (error) {
    notify(`“${take.name}” is still there: ${said(error)}`, "trouble");
  }
  stay(take.id);
}

// A page that is closed keeps its word.
addEventListener("pagehide", () => {
  for (const id of leaving.value.keys()) {
    const headers: Record<string, string> =
      apiKey.value === "" ? {} : { authorization: `Bearer ${apiKey.value}` };
    void fetch(path(id), { method: "DELETE", keepalive: true, headers });
  }
});

const notes = new Map<string, Promise<Note[]>>();

export function notesOf(take: Take): Promise<Note[]> {
  let known = notes.get(take.id);
  if (known === undefined) {
    known = request("GET", path(take.id)).then((detail) => readTakeNotes(detail, take.seconds));
    known.catch(() => notes.delete(take.id));
    notes.set(take.id, known);
  }
  return known;
}

export function compareAs(side: 0 | 1, id: string): void {
  const next: [string | null, string | null] = [...compared.value];
  next[side] = next[side] === id ? null : id;
  const other = side === 0 ? 1 : 0;
  if (next[other] === id) next[other] = null;
  compared.value = next;
}

// From A to B or back, at the same moment of the music.
export function swap(): void {
  const [a, b] = compared.value;
  const to = playingTake.value === a ? b : a;
  const take = takes.value.find((one) => one.id === to);
  const was = takes.value.find((one) => one.id === playingTake.value);
  if (take === undefined) return;
  const from = was === undefined ? 0 : takeSeconds();
  void playTake(take, from < take.seconds ? from : 0);
}
