// One loop for all that moves. It rests while the page is not seen, and gives way where the machine is
// slow: sound comes first.

type Frame = (nowMs: number) => void;

const running = new Set<Frame>();
let scheduled = false;
let lastStepMs = 0;
let lastDrawnMs = 0;
let pace = 16; // the usual time between frames, ms

const slowMs = 27; // below 37 frames a second
const sparingMs = 70;

function step(nowMs: number): void {
  scheduled = false;
  const since = Math.min(200, nowMs - lastStepMs);
  lastStepMs = nowMs;
  pace += (since - pace) * 0.05;
  if (pace < slowMs || nowMs - lastDrawnMs >= sparingMs) {
    lastDrawnMs = nowMs;
    for (const frame of running) frame(nowMs);
  }
  schedule();
}

function schedule(): void {
  if (scheduled || running.size === 0) return;
  scheduled = true;
  requestAnimationFrame(step);
}

// Returns what ends it.
export function everyFrame(frame: Frame): () => void {
  running.add(frame);
  schedule();
  return () => void running.delete(frame);
}

export const stillness = matchMedia("(prefers-reduced-motion: reduce)");

// A canvas that is as fine as the screen; true where its size changed.
export function fitCanvas(canvas: HTMLCanvasElement): boolean {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const width = Math.round(canvas.clientWidth * ratio);
  const height = Math.round(canvas.clientHeight * ratio);
  if (canvas.width === width && canvas.height === height) return false;
  canvas.width = width;
  canvas.height = height;
  return true;
}
