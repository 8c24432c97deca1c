// The pad: styles as dots, and the cursor among them that blends. What is nearer is heard more.
import { effect, signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { engine } from "../audio/listening";
import { css } from "../ui/colour";
import { everyFrame, stillness } from "../ui/frames";
import { Icon } from "../ui/Icon";
import { recall, remember } from "../ui/memory";
import { dark } from "../ui/theme";
import { useLearn } from "../midi/useLearn";
import type { Point } from "./blend";
import { DotEditor } from "./DotEditor";
import { DotView } from "./DotView";
import { blendColour, dotColour, paintField } from "./field";
import * as pad from "./pad_state";
import { draw } from "./suggestions";

function pointOf(event: MouseEvent, element: HTMLElement): Point {
  const box = element.getBoundingClientRect();
  return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
}

// A dot without words, which are asked for at once.
export function beginDot(at?: Point): void {
  const id = pad.addDot("", at);
  if (id === null) return;
  pad.selected.value = id;
  pad.editing.value = id;
}

// The hint goes for good once the ring has been moved.
const knowsRing = signal(recall("knowsRing", false));

function moveRing(to: Point): void {
  pad.moveCursor(to);
  if (knowsRing.value) return;
  knowsRing.value = true;
  remember("knowsRing", true);
}

// A pad without styles: the question, and some answers.
function Blank() {
  const [ideas] = useState(() => draw(4, []));
  const stop = (event: Event) => event.stopPropagation();
  return (
    <div class="pad-empty">
      <p>What should it sound like?</p>
      <div class="pad-ideas" onPointerDown={stop} onDblClick={stop}>
        {ideas.map((idea) => (
          <button key={idea} type="button" onClick={() => pad.addDot(idea)}>
            {idea}
          </button>
        ))}
        <button type="button" class="is-own" onClick={() => beginDot()}>
          your own words …
        </button>
      </div>
    </div>
  );
}

export function Pad() {
  const surface = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLCanvasElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const before = useRef<Point>(pad.cursor.value);
  const dragging = useRef(false);

  useEffect(() => {
    let asked = false;
    return effect(() => {
      const paint = { dots: pad.dots.value, dark: dark.value };
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        void paint;
        if (field.current !== null) paintField(field.current, pad.dots.value, dark.value);
      });
    });
  }, []);

  // The cursor breathes with what is heard.
  useEffect(() => {
    let level = 0;
    return everyFrame(() => {
      const now = engine.value?.measured().rmsDb ?? -100;
      const wanted = stillness.matches ? 0 : Math.max(0, Math.min(1, (now + 42) / 36));
      level += (wanted - level) * (wanted > level ? 0.4 : 0.12);
      ring.current?.style.setProperty("--level", level.toFixed(3));
    });
  }, []);

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || surface.current === null) return;
    pad.selected.value = null;
    if (event.detail < 2) before.current = pad.cursor.value;
    dragging.current = true;
    surface.current.setPointerCapture(event.pointerId);
    moveRing(pointOf(event, surface.current));
  };
  const onPointerMove = (event: PointerEvent) => {
    if (dragging.current && surface.current !== null) {
      moveRing(pointOf(event, surface.current));
    }
  };
  const onPointerUp = () => {
    dragging.current = false;
    pad.endGesture();
  };
  const onDblClick = (event: MouseEvent) => {
    if (surface.current === null) return;
    pad.moveCursor(before.current); // the clicks were not meant for it
    pad.endGesture();
    beginDot(pointOf(event, surface.current));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const fine = event.shiftKey ? 0.2 : 1;
    const way: Record<string, [number, number]> = {
      ArrowLeft: [-0.03, 0],
      ArrowRight: [0.03, 0],
      ArrowUp: [0, -0.03],
      ArrowDown: [0, 0.03],
    };
    const by = way[event.key];
    if (by !== undefined) {
      event.preventDefault();
      const { x, y } = pad.cursor.value;
      moveRing({ x: x + by[0] * fine, y: y + by[1] * fine });
    } else if (event.key === "Enter") {
      event.preventDefault();
      beginDot();
    }
  };
  useLearn("cursorX", "The cursor, left to right", (x) =>
    pad.moveCursor({ ...pad.cursor.value, x: 0.02 + 0.96 * x }),
  );
  useLearn("cursorY", "The cursor, up and down", (y) =>
    pad.moveCursor({ ...pad.cursor.value, y: 0.98 - 0.96 * y }),
  );

  const all = pad.dots.value;
  const { x, y } = pad.cursor.value;
  const blend = pad.blend.value;
  const spoken = all
    .map((dot, i) => ({ text: dot.text, share: blend[i] ?? 0 }))
    .filter(({ share }) => share >= 0.01)
    .sort((a, b) => b.share - a.share)
    .map(({ text, share }) => `${Math.round(share * 100)} percent ${text}`)
    .join(", ");
  return (
    <section class="pad" aria-label="Styles">
      <div
        ref={surface}
        class="pad-surface"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onDblClick={onDblClick}
      >
        <canvas ref={field} class="pad-field" aria-hidden="true" />
        <svg class="pad-threads" aria-hidden="true">
          {all.map((dot, i) => (
            <line
              key={dot.id}
              x1={`${dot.x * 100}%`}
              y1={`${dot.y * 100}%`}
              x2={`${x * 100}%`}
              y2={`${y * 100}%`}
              stroke={css(dotColour(dot.hue, dark.value))}
              stroke-width={Math.max(0.6, 7 * (blend[i] ?? 0))}
              opacity={0.25 + 0.6 * (blend[i] ?? 0)}
            />
          ))}
        </svg>
        {all.length > 0 && !knowsRing.value && (
          <p class="pad-hint">Drag the ring to what you want to hear</p>
        )}
        {all.length === 0 && <Blank />}
        <div
          ref={ring}
          class="pad-cursor"
          hidden={all.length === 0}
          role="slider"
          tabIndex={0}
          aria-label="Blend cursor"
          aria-roledescription="two-way slider"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(x * 100)}
          aria-valuetext={spoken || "no styles yet; Enter adds one"}
          title="Drag me, or use the arrow keys"
          style={{
            left: `${x * 100}%`,
            top: `${y * 100}%`,
            "--blend": css(blendColour(all, blend, dark.value)),
          }}
          onKeyDown={onKeyDown}
        >
          <span class="pad-halo" />
        </div>
        {all.map((dot, i) => (
          <DotView key={dot.id} dot={dot} share={blend[i] ?? 0} surface={surface} />
        ))}
        <DotEditor />
      </div>
      <div class="pad-tools">
        <button
          type="button"
          title="Add a style (N, or double-click the pad)"
          disabled={all.length >= pad.mostDots}
          onClick={() => beginDot()}
        >
          <Icon name="plus" size={18} /> Style
        </button>
        <button type="button" title="Three styles of chance (D)" onClick={pad.throwDice}>
          <Icon name="dice" size={18} /> Surprise me
        </button>
        <button
          type="button"
          class="is-icon"
          aria-label="Undo"
          title="Undo (Ctrl Z)"
          disabled={!pad.canUndo.value}
          onClick={pad.undo}
        >
          <Icon name="undo" size={18} />
        </button>
      </div>
    </section>
  );
}
