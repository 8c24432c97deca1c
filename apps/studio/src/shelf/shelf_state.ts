// The shelf: takes kept, composed, renamed, deleted and brought back.
import { signal } from "@preact/signals";
import { ApiError, request } from "../live/api";
import { controls } from "../live/store";
import { notify } from "../ui/notices";
import { forgetSound, playingTake, playTake, takeSeconds } from "./player";
import { type Look, percentOf, planText, readLook, readPrograms, readTake, readTakes, type Take } from "./take";

export const takes = signal<Take[]>([]);
export const justKept = signal<string | null>(null);
export const keeping = signal(false);
// A take in the making: what the words came to, and how much of it is done where the server tells.
export interface Making {
  startedMs: number;
  plan: string;
  percent: number | null;
  stop: () => void;
}
export const composing = signal<Making | null>(null);
const askEveryMs = 700;
// The two that are compared, by id.
export const compared = signal<[string | null, string | null]>([null, null]);

export const keepSeconds = 300;
export const pathOf = (id: string) => `/api/takes/${encodeURIComponent(id)}`;
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
  composing.value = { startedMs: performance.now(), plan: "", percent: null, stop: () => abort.abort() };
  const tell = (fields: Partial<Making>) => {
    if (composing.value !== null) composing.value = { ...composing.value, ...fields };
  };
  const wish = { prompt, bars, seed: controls.value.seed };
  // The same words and seed come to the same plan, which is there long before the take.
  void request("POST", "/api/plan", wish, abort.signal).then(
    (answer) => tell({ plan: planText(answer) }),
    () => undefined,
  );
  const asking = setInterval(() => {
    void request("GET", "/api/takes", undefined, abort.signal).then(
      (answer) => tell({ percent: percentOf(answer, prompt) }),
      () => undefined,
    );
  }, askEveryMs);
  try {
    const answer = await request("POST", "/api/takes", { from: "prompt", ...wish }, abort.signal);
    const take = put(readTake(answer));
    return take !== null;
  } catch (error) {
    if (!(error instanceof DOMException)) notify(said(error), "trouble");
    return false;
  } finally {
    clearInterval(asking);
    abort.abort();
    composing.value = null;
  }
}

export function put(take: Take | null): Take | null {
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
    await request("PATCH", pathOf(take.id), { name: words });
  } catch (error) {
    rename(take.name);
    notify(said(error), "trouble");
  }
}

export async function deleteTake(take: Take): Promise<void> {
  forgetSound(take.id);
  const [first, second] = compared.value;
  compared.value = [first === take.id ? null : first, second === take.id ? null : second];
  const before = takes.value;
  takes.value = before.filter((one) => one.id !== take.id);
  try {
    await request("DELETE", pathOf(take.id));
    const undo = { label: "Undo", run: () => void restore(take) };
    notify(`“${take.name}” is deleted.`, "word", undo, 12000);
  } catch (error) {
    takes.value = before;
    notify(`“${take.name}” is still there: ${said(error)}`, "trouble");
  }
}

async function restore(take: Take): Promise<void> {
  try {
    await request("POST", `${pathOf(take.id)}/restore`);
    await loadTakes();
  } catch (error) {
    notify(`“${take.name}” did not come back: ${said(error)}`, "trouble");
  }
}

const looks = new Map<string, Promise<Look>>();
let instruments: Promise<Map<string, number>> | null = null;

// Which program an instrument's name stands for; asked for once.
function programs(): Promise<Map<string, number>> {
  instruments ??= request("GET", "/api/instruments").then(readPrograms, () => {
    instruments = null;
    return new Map();
  });
  return instruments;
}

// What a take looks like; asked for once.
export function lookOf(take: Take): Promise<Look> {
  let known = looks.get(take.id);
  if (known === undefined) {
    known = Promise.all([request("GET", pathOf(take.id)), programs()]).then(([detail, byName]) =>
      readLook(detail, take.seconds, byName),
    );
    known.catch(() => looks.delete(take.id));
    looks.set(take.id, known);
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
