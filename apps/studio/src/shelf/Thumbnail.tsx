// A take at a glance: its notes; a click seeks in it.
import { useEffect, useRef, useState } from "preact/hooks";
import { familyColour, familyOf } from "../score/families";
import { everyFrame, fitCanvas } from "../ui/frames";
import { dark, palette } from "../ui/theme";
import { playingTake, playTake, seekTake, takeSeconds } from "./player";
import { lookOf } from "./shelf_state";
import { lengthText, type Look, type Take } from "./take";

// `lit`: the programs that stand out; null: all.
export function drawLook(
  canvas: HTMLCanvasElement,
  { notes, peaks }: Look,
  isDark: boolean,
  lit: ReadonlySet<number> | null = null,
): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  fitCanvas(canvas);
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  // The loudness behind, the notes before it.
  context.fillStyle = palette.value.ink;
  context.globalAlpha = 0.1;
  peaks.forEach((peak, i) => {
    const tall = peak * height * 0.94;
    context.fillRect((i / peaks.length) * width, (height - tall) / 2, width / peaks.length + 0.3, tall);
  });
  context.globalAlpha = 1;
  const pitched = notes.filter((note) => note.program < 128).map((note) => note.pitch);
  const low = pitched.reduce((least, pitch) => Math.min(least, pitch), 127);
  const high = pitched.reduce((most, pitch) => Math.max(most, pitch), 0);
  const drumRow = height * 0.14;
  const unit = Math.max(1.5, (height - drumRow) / Math.max(24, high - low + 2));
  for (const note of notes) {
    const drum = note.program >= 128;
    context.globalAlpha = lit === null || lit.has(note.program) ? 1 : 0.25;
    context.fillStyle = familyColour(familyOf(note.program), isDark, drum ? 0.5 : 0.9);
    const x = note.start * width;
    const long = drum ? Math.max(1, width / 500) : Math.max(width / 300, (note.end - note.start) * width - 1);
    const y = drum
      ? height - (note.pitch % 3) * (drumRow / 4) - 3
      : (height - drumRow - unit) * (1 - (note.pitch - low) / Math.max(1, high - low));
    context.fillRect(x, y, long, drum ? 2 : unit);
  }
}

// What a take looks like, once it is known.
export function useLook(take: Take): Look | null {
  const [look, setLook] = useState<Look | null>(null);
  useEffect(() => {
    let gone = false;
    lookOf(take).then((found) => gone || setLook(found)).catch(() => undefined);
    return () => void (gone = true);
  }, [take.id]);
  return look;
}

// Where a take is, while it plays.
export function TakeHead({ take }: { take: Take }) {
  const head = useRef<HTMLSpanElement>(null);
  const plays = playingTake.value === take.id;
  useEffect(() => {
    if (!plays) return;
    return everyFrame(() => {
      const share = takeSeconds() / Math.max(0.1, take.seconds);
      head.current?.style.setProperty("left", `${Math.min(1, share) * 100}%`);
    });
  }, [plays]);
  return plays ? <span ref={head} class="take-at" /> : null;
}

export function Thumbnail({ take }: { take: Take }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const slider = useRef<HTMLDivElement>(null);
  const look = useLook(take);
  const plays = playingTake.value === take.id;

  useEffect(() => {
    if (canvas.current !== null && look !== null) drawLook(canvas.current, look, dark.value);
  }, [look, dark.value]);

  const at = () => `${lengthText(plays ? takeSeconds() : 0)} of ${lengthText(take.seconds)}`;
  const seek = (seconds: number) => {
    const to = Math.max(0, Math.min(take.seconds, seconds));
    if (plays) seekTake(to);
    else void playTake(take, to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowRight: 2, ArrowUp: 2, ArrowLeft: -2, ArrowDown: -2 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    seek(takeSeconds() + by);
    slider.current?.setAttribute("aria-valuenow", String(Math.round(takeSeconds())));
    slider.current?.setAttribute("aria-valuetext", at());
  };
  return (
    <div
      ref={slider}
      class="thumbnail"
      role="slider"
      tabIndex={0}
      aria-label={`Position in ${take.name}`}
      aria-valuemin={0}
      aria-valuemax={Math.round(take.seconds)}
      aria-valuenow={plays ? Math.round(takeSeconds()) : 0}
      aria-valuetext={at()}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        seek(((event.clientX - box.left) / box.width) * take.seconds);
      }}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <TakeHead take={take} />
    </div>
  );
}
