// Sends changes at most once in a while; fields that change again before that are sent once, as they are last.

export interface Timer {
  now(): number; // ms
  later(ms: number, run: () => void): void;
}

export const clockTimer: Timer = {
  now: () => performance.now(),
  later: (ms, run) => void setTimeout(run, ms),
};

export class Newest<T extends object> {
  private waiting: Partial<T> | null = null;
  private sentAt = -Infinity;
  private scheduled = false;

  constructor(
    private readonly everyMs: number,
    private readonly send: (change: Partial<T>) => void,
    private readonly timer: Timer = clockTimer,
  ) {}

  add(change: Partial<T>): void {
    this.waiting = { ...this.waiting, ...change };
    const wait = this.sentAt + this.everyMs - this.timer.now();
    if (wait <= 0) return this.flush();
    if (this.scheduled) return;
    this.scheduled = true;
    this.timer.later(wait, () => {
      this.scheduled = false;
      this.flush();
    });
  }

  flush(): void {
    if (this.waiting === null) return;
    const change = this.waiting;
    this.waiting = null;
    this.sentAt = this.timer.now();
    this.send(change);
  }
}
