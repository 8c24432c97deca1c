// One dot of the pad: a style that is dragged, weighed by the wheel, and opened by a click.
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { css } from "../ui/colour";
import { dark } from "../ui/theme";
import type { Dot } from "./blend";
import { dotColour } from "./field";
import * as pad from "./pad_state";

interface DotViewProps {
  dot: Dot;
  share: number;
  surface: RefObject<HTMLDivElement | null>;
}

export function DotView({ dot, share, surface }: DotViewProps) {
  const grip = useRef<{ dx: number; dy: number; moved: boolean } | null>(null);
  const colour = css(dotColour(dot.hue, dark.value));
  const size = 18 + 14 * Math.sqrt(dot.own);

  const at = (event: PointerEvent) => {
    const box = surface.current?.getBoundingClientRect();
    if (box === undefined) return null;
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const onPointerDown = (event: PointerEvent) => {
    event.stopPropagation();
    const from = at(event);
    if (event.button !== 0 || from === null) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    grip.current = { dx: dot.x - from.x, dy: dot.y - from.y, moved: false };
  };
  const onPointerMove = (event: PointerEvent) => {
    const to = at(event);
    const held = grip.current;
    if (held === null || to === null) return;
    const next = { x: to.x + held.dx, y: to.y + held.dy };
    if (!held.moved && Math.hypot(next.x - dot.x, next.y - dot.y) < 0.008) return;
    held.moved = true;
    pad.moveDot(dot.id, next);
  };
  const onPointerUp = () => pad.endGesture();
  const onClick = (event: MouseEvent) => {
    event.stopPropagation();
    const dragged = grip.current?.moved === true;
    grip.current = null;
    if (dragged) return;
    pad.selected.value = pad.selected.value === dot.id ? null : dot.id;
  };
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    pad.setOwn(dot.id, dot.own + (event.deltaY < 0 ? 0.1 : -0.1));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 0.006 : 0.03;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const by = moves[event.key];
    if (by !== undefined) pad.moveDot(dot.id, { x: dot.x + by[0], y: dot.y + by[1] });
    else if (event.key === "+" || event.key === "=") pad.setOwn(dot.id, dot.own + 0.1);
    else if (event.key === "-") pad.setOwn(dot.id, dot.own - 0.1);
    else if (event.key === "Delete" || event.key === "Backspace") pad.removeDot(dot.id);
    else if (event.key === "Enter") pad.selected.value = dot.id;
    else if (event.key === "Escape") pad.selected.value = null;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const percent = Math.round(share * 100);
  return (
    <button
      type="button"
      class={`dot${pad.selected.value === dot.id ? " is-selected" : ""}${dot.own === 0 ? " is-silent" : ""}`}
      style={{
        left: `${dot.x * 100}%`,
        top: `${dot.y * 100}%`,
        "--dot": colour,
        "--size": `${size.toFixed(1)}px`,
        "--share": share.toFixed(3),
      }}
      aria-label={`${dot.text || "…"} ${percent} % of the blend, weight ${dot.own.toFixed(1)}`}
      aria-expanded={pad.selected.value === dot.id}
      title="Drag · click to edit · wheel: weight"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onClick={onClick}
      onDblClick={(event) => event.stopPropagation()}
      onWheel={onWheel}
      onKeyDown={onKeyDown}
    >
      <span class="dot-body" />
      <span class={`dot-words${dot.y > 0.86 ? " is-above" : ""}`}>
        <span class="dot-text">{dot.text || "…"}</span>{" "}
        <span class="dot-share">{percent} %</span>
      </span>
    </button>
  );
}
