// Short words that come and go: what was done, how to undo it, what went wrong.
import { signal } from "@preact/signals";

export type Tone = "word" | "trouble";

export interface Notice {
  id: number;
  text: string;
  tone: Tone;
  action?: { label: string; run: () => void };
}

export const notices = signal<Notice[]>([]);
let last = 0;

export function notify(
  text: string,
  tone: Tone = "word",
  action?: Notice["action"],
  forMs = tone === "trouble" ? 9000 : 6000,
): number {
  const id = ++last;
  const kept = notices.value.filter((notice) => notice.text !== text).slice(-2);
  notices.value = [...kept, { id, text, tone, ...(action === undefined ? {} : { action }) }];
  setTimeout(() => dismiss(id), forMs);
  return id;
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}
