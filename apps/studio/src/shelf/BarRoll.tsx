// The notes of a take under its bar lines; dragging over them chooses bars.
import { useEffect, useRef } from "preact/hooks";
import { dark } from "../ui/theme";
import type { Look, Take } from "./take";
import { drawLook, TakeHead } from "./Thumbnail";

interface BarRollProps {
  take: Take;
  look: Look;
  chosen: readonly [number, number] | null; // bars from 1, both included
  lit: ReadonlySet<number> | null; // programs; null: all
  choose: (first: number, last: number) => void;
}

export function BarRoll({ take, look, chosen, lit, choose }: BarRollProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const from = useRef<number | null>(null);
  const { bars } = look;
  useEffect(() => {
    const target = canvas.current;
    if (target === null) return;
    const draw = () => drawLook(target, look, dark.value, lit);
    draw();
    const sizes = new ResizeObserver(draw);
    sizes.observe(target);
    return () => sizes.disconnect();
  }, [look, dark.value, [...(lit ?? [])].join()]);

  const barAt = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.max(1, bars.filter((bar) => bar.start <= share).length);
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    const at = barAt(event);
    from.current = event.shiftKey && chosen !== null ? chosen[0] : at;
    choose(Math.min(at, from.current), Math.max(at, from.current));
  };
  const onPointerMove = (event: PointerEvent) => {
    if (from.current === null) return;
    const at = barAt(event);
    choose(Math.min(at, from.current), Math.max(at, from.current));
  };
  const onPointerUp = () => (from.current = null);
  // As many numbers as there is room for.
  const every = [1, 2, 4, 8, 16, 32, 64].find((step) => bars.length / step <= 20) ?? 128;
  return (
    <div
      class="bar-roll"
      title="Drag over the bars that should change"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
    >
      <canvas ref={canvas} aria-hidden="true" />
      {bars.map((bar, i) => {
        const isChosen = chosen !== null && i + 1 >= chosen[0] && i + 1 <= chosen[1];
        const begins = bar.section !== bars[i - 1]?.section;
        return (
          <span
            key={i}
            class={`bar${isChosen ? " is-chosen" : ""}${begins ? " is-mark" : ""}`}
            style={{ left: `${bar.start * 100}%`, width: `${(bar.end - bar.start) * 100}%` }}
            aria-hidden="true"
          >
            {begins && <em>{bar.section}</em>}
            {i % every === 0 && i + 1}
          </span>
        );
      })}
      <TakeHead take={take} />
    </div>
  );
}
