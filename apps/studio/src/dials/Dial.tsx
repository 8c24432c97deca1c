// A dial: dragged, scrolled, typed at, or moved by a knob of a MIDI device. Where it is on auto, it shows
// what the words came to.
import { useRef } from "preact/hooks";
import { useLearn } from "../midi/useLearn";
import { angleOf, arc, firstAngle, fromShare, nudged, rounded, type Scale, toShare } from "./dial_math";
import { Refusal } from "./Refusal";

export interface DialProps {
  id: string; // the field of the controls
  label: string;
  hint: string;
  scale: Scale;
  value: number | null;
  planned?: number | null; // shown while the value is null
  auto?: string; // the word for null; absent: the dial has no auto, and double-click gives `rest`
  rest?: number;
  size?: number;
  show: (value: number) => string;
  spoken?: (value: number) => string;
  change: (value: number | null) => void;
}

const dragPixels = 180; // for the whole turn

export function Dial(props: DialProps) {
  const { id, label, scale, value, planned = null, auto, rest, size = 58, show, change } = props;
  const drag = useRef<{ y: number; x: number; share: number } | null>(null);
  const moved = useRef(false);
  const current = value ?? planned ?? rest ?? scale.least;
  const share = toShare(scale, current);
  const learn = useLearn(id, label, (to) => change(fromShare(scale, to)));
  const isAuto = value === null;
  const toRest = () => change(auto === undefined ? (rest ?? scale.least) : null);

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    drag.current = { y: event.clientY, x: event.clientX, share };
    moved.current = false;
  };
  const onPointerMove = (event: PointerEvent) => {
    const from = drag.current;
    if (from === null) return;
    const way = from.y - event.clientY + (event.clientX - from.x) * 0.6;
    if (!moved.current && Math.abs(way) < 3) return;
    moved.current = true;
    const fine = event.shiftKey ? 0.15 : 1;
    const to = fromShare(scale, from.share + (way / dragPixels) * fine);
    if (to !== value) change(to);
  };
  const onPointerUp = () => (drag.current = null);

  const onKeyDown = (event: KeyboardEvent) => {
    if (learn.onLearnKey(event)) return;
    if (event.key === "Delete" || event.key === "Backspace") return toRest();
    const to = nudged(scale, current, event.key, event.shiftKey);
    if (to === null) return;
    event.preventDefault();
    change(to);
  };
  const onWheel = (event: WheelEvent) => {
    if (document.activeElement !== event.currentTarget) return; // the page still scrolls
    event.preventDefault();
    const key = event.deltaY < 0 ? "ArrowUp" : "ArrowDown";
    const to = nudged(scale, current, key, event.shiftKey);
    if (to !== null) change(to);
  };

  const spoken = (props.spoken ?? show)(rounded(scale, current));
  const angle = angleOf(share);
  // Dials with a middle (levels in dB) show the way from it.
  const zero = scale.least < 0 && scale.most > 0 ? angleOf(toShare(scale, 0)) : firstAngle;
  return (
    <div class={`dial${isAuto ? " is-auto" : ""}${learn.waits ? " is-learning" : ""}`}>
      <div
        class="dial-knob"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={scale.least}
        aria-valuemax={scale.most}
        aria-valuenow={rounded(scale, current)}
        aria-valuetext={isAuto && auto !== undefined ? `auto, ${spoken}` : spoken}
        title={`${props.hint}\nDouble-click: ${auto ?? "back"} · right-click or L: MIDI`}
        style={{ width: `${size}px`, height: `${size}px` }}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onDblClick={toRest}
        onKeyDown={onKeyDown}
        onWheel={onWheel}
        {...learn.handlers}
      >
        <svg viewBox="-32 -32 64 64" aria-hidden="true">
          <path class="dial-track" d={arc(28, firstAngle, -firstAngle)} />
          {Math.abs(angle - zero) > 0.5 && <path class="dial-value" d={arc(28, zero, angle)} />}
          <circle class="dial-face" r="20.5" />
          <line class="dial-pointer" y1="-17.5" y2="-9.5" transform={`rotate(${angle.toFixed(1)})`} />
        </svg>
        {learn.source !== null && <span class="dial-midi" title={`Follows ${learn.source}`} />}
      </div>
      <span class="dial-number" aria-hidden="true">
        {learn.waits ? "move a knob" : show(rounded(scale, current))}
      </span>
      <span class="dial-label" aria-hidden="true">
        {label}
        {isAuto && auto !== undefined && <em> {auto}</em>}
      </span>
      <Refusal field={id} />
    </div>
  );
}
