// Draws the score: lanes of notes that move under a play head, bar lines, and the names of sections.
import type { Part } from "../live/protocol";
import { familyColour } from "./families";
import type { Ranges } from "./lanes";
import { metreOf, type Timeline } from "./timeline";

export interface ScorePicture {
  timeline: Timeline;
  ranges: Ranges;
  parts: readonly Part[];
  silent: ReadonlySet<number>; // programs that are muted
  position: number;
  seconds: number; // across
  headAt: number; // the play head's share of the width
  laneTop: number; // css pixels, as the mixer beside it
  laneHeight: number;
  ink: string;
  accent: string;
  ground: string;
  dark: boolean;
  serif: string;
}

const rateHz = 48000;

export function drawScore(canvas: HTMLCanvasElement, picture: ScorePicture): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const ratio = canvas.width / Math.max(1, canvas.clientWidth);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  context.clearRect(0, 0, width, height);
  const { position, seconds, headAt, laneTop, laneHeight } = picture;
  const perFrame = width / (seconds * rateHz);
  const head = width * headAt;
  const xOf = (at: number) => head + (at - position) * perFrame;
  const from = position - head / perFrame;
  const to = position + (width - head) / perFrame;

  drawBars(context, picture, xOf, width);
  picture.parts.forEach((part, lane) => {
    const top = laneTop + lane * laneHeight;
    const { low, high } = picture.ranges.of(part.program, picture.timeline, from, to);
    const colour = familyColour(part.family, picture.dark);
    const silent = picture.silent.has(part.program);
    const room = laneHeight - 8;
    const thick = Math.max(4, Math.min(9, room / Math.max(6, high - low + 1) + 2));
    context.fillStyle = colour;
    for (const note of picture.timeline.notes(part.program, from, to)) {
      const x = xOf(note.start);
      const drum = part.program >= 128;
      const long = drum ? thick : Math.max(thick, (note.end - note.start) * perFrame - 1.5);
      const y = top + 4 + (room - thick) * (1 - (note.pitch - low) / Math.max(1, high - low));
      const since = (position - note.start) / rateHz;
      const sounds = since >= 0 && (drum ? since < 0.12 : note.end > position);
      const future = since < 0;
      const loud = 0.5 + 0.5 * (note.velocity / 127);
      context.globalAlpha = silent ? 0.14 : sounds ? 1 : future ? loud * 0.35 : loud * 0.85;
      const swell = sounds && !silent ? 2.2 * Math.exp(-since * 7) : 0;
      pill(context, x - swell / 2, y - swell / 2, long + swell, thick + swell);
      if (sounds && !silent && !drum) {
        // What lies ahead of the play head is still to be heard.
        const ahead = xOf(note.end) - head;
        if (ahead > 1) {
          context.globalAlpha = 0.55;
          context.fillStyle = picture.ground;
          context.fillRect(head, y - 1 - swell, ahead, thick + 2 + 2 * swell);
          context.fillStyle = colour;
        }
      }
    }
  });
  context.globalAlpha = 1;
  fadePast(context, width * 0.06, laneTop, height);
  context.fillStyle = picture.accent;
  context.fillRect(head - 0.75, 4, 1.5, height - 4);
  context.beginPath();
  context.arc(head, 5, 3.5, 0, 2 * Math.PI);
  context.fill();
}

// What is long past goes into the paper.
function fadePast(
  context: CanvasRenderingContext2D,
  width: number,
  top: number,
  bottom: number,
): void {
  const fade = context.createLinearGradient(0, 0, width, 0);
  fade.addColorStop(0, "#000f");
  fade.addColorStop(1, "#0000");
  context.globalCompositeOperation = "destination-out";
  context.fillStyle = fade;
  context.fillRect(0, top, width, bottom - top);
  context.globalCompositeOperation = "source-over";
}

function pill(context: CanvasRenderingContext2D, x: number, y: number, w: number, h: number): void {
  context.beginPath();
  context.roundRect(x, y, w, h, Math.min(h / 2, w / 2, 3.5));
  context.fill();
}

function drawBars(
  context: CanvasRenderingContext2D,
  picture: ScorePicture,
  xOf: (at: number) => number,
  width: number,
): void {
  const { timeline, laneTop, laneHeight, parts } = picture;
  const bottom = laneTop + laneHeight * parts.length;
  const label = laneTop - 8;
  // The name of the section that came in from the left stays until the next one pushes it out.
  const begins = timeline.bars.filter(
    (bar, i) => bar.section !== timeline.bars[i - 1]?.section || bar.barInSection === 0,
  );
  const nextMark = begins.find((bar) => xOf(bar.start) > 0);
  const held = begins.filter((bar) => xOf(bar.start) <= 0).at(-1);
  context.fillStyle = picture.ink;
  context.textBaseline = "alphabetic";
  context.font = `italic 17px ${picture.serif}`;
  context.globalAlpha = 0.95;
  const heldWidth = held === undefined ? 0 : context.measureText(held.section).width + 26;
  const room = nextMark === undefined ? Infinity : xOf(nextMark.start);
  const heldAt = Math.min(0, room - heldWidth);
  if (held !== undefined) context.fillText(held.section, heldAt + 14, label);
  for (const bar of timeline.bars) {
    const x = xOf(bar.start);
    const end = xOf(bar.end);
    if (end < -20 || x > width + 20) continue;
    const isMark = begins.includes(bar);
    context.globalAlpha = isMark ? 0.42 : 0.16;
    context.fillRect(Math.round(x), laneTop, isMark ? 1.5 : 1, bottom - laneTop);
    const { beats } = metreOf(bar.metre);
    context.globalAlpha = 0.06;
    for (let beat = 1; beat < beats; ++beat) {
      context.fillRect(Math.round(x + ((end - x) * beat) / beats), laneTop, 1, bottom - laneTop);
    }
    if (isMark && bar !== held) {
      context.globalAlpha = 0.95;
      context.font = `italic 17px ${picture.serif}`;
      context.fillText(bar.section, x + 6, label);
    } else if (end - x > 30 && x > heldAt + heldWidth) {
      context.globalAlpha = 0.62;
      context.font = "500 11px 'Instrument Sans Variable', sans-serif";
      context.fillText(String(bar.number + 1), x + 5, label);
    }
  }
  // Staff lines between the lanes.
  context.globalAlpha = 0.1;
  context.fillStyle = picture.ink;
  for (let lane = 0; lane <= parts.length; ++lane) {
    context.fillRect(0, Math.round(laneTop + lane * laneHeight), width, 1);
  }
  context.globalAlpha = 1;
}
