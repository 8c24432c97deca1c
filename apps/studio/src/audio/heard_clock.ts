// Which position is in the listener's ears now: from the reports of whatever plays.

const rateHz = 48000;

export class HeardClock {
  private position = 0;
  private atMs = 0;
  private running = false;
  private known = false;

  // `position` was, or will be, heard at `atMs` on the page's clock. Small disagreements with what was
  // said before are smoothed: a play head must not shiver.
  report(position: number, atMs: number, running: boolean): void {
    const foreseen = this.at(atMs);
    const off = position - foreseen;
    const smooth = this.known && this.running && running && Math.abs(off) < 0.08 * rateHz;
    this.position = smooth ? foreseen + off * 0.1 : position;
    this.atMs = atMs;
    this.running = running;
    this.known = true;
  }

  get moving(): boolean {
    return this.running;
  }

  at(nowMs: number): number {
    if (!this.running) return this.position;
    return Math.max(0, this.position + ((nowMs - this.atMs) / 1000) * rateHz);
  }
}
