// One loop for all that moves; it rests while the page is not seen.

type Frame = (nowMs: number) => void;

const running = new Set<Frame>();
let scheduled = false;

function step(nowMs: number): void {
  scheduled = false;
  for (const frame of running) frame(nowMs);
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
