// The live score: beside each part its place in the mix, and its notes as they are heard.
import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Part, PartControl } from "../live/protocol";
import { place } from "../live/heard";
import { change } from "../live/session";
import { clock, controls, parts, plan, timeline, transport } from "../live/store";
import { useLearn } from "../midi/useLearn";
import { everyFrame, fitCanvas } from "../ui/frames";
import { dark, palette } from "../ui/theme";
import { drawScore } from "./draw_score";
import { familyColour } from "./families";
import { sectionAt } from "./form";
import { inScoreOrder, Ranges, shortName } from "./lanes";

const laneTop = 30;

const atRest = (program: number): PartControl => ({ program, muted: false, solo: false, levelDb: 0 });

function setPart(program: number, fields: Partial<PartControl>): void {
  const all = controls.value.parts;
  const before = all.find((part) => part.program === program) ?? atRest(program);
  const others = all.filter((part) => part.program !== program);
  const next = [...others, { ...before, ...fields }].sort((a, b) => a.program - b.program);
  change({ parts: next });
}

function silentPrograms(shown: readonly Part[]): Set<number> {
  const { parts: own, muteBass, muteDrums, onlyBassAndDrums } = controls.value;
  const anySolo = own.some((part) => part.solo);
  const silent = shown.filter((part) => {
    const control = own.find((one) => one.program === part.program);
    const bass = part.role === "bass" || part.family === "bass";
    const drums = part.program >= 128;
    return (
      control?.muted === true ||
      (anySolo && control?.solo !== true) ||
      (bass && muteBass) ||
      (drums && muteDrums) ||
      (onlyBassAndDrums && !bass && !drums)
    );
  });
  return new Set(silent.map((part) => part.program));
}

export function Score() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const shown = inScoreOrder(parts.value);
  const silent = silentPrograms(shown);
  const still = shown.length === 0 || (transport.value === "stopped" && place.value === null);
  const latest = useRef({ shown, silent });
  latest.current = { shown, silent };

  useEffect(() => {
    const ranges = new Ranges();
    let drawnAt = -1;
    let stale = true;
    const unsubscribe = effect(() => {
      void [dark.value, parts.value, controls.value];
      stale = true;
    });
    const stop = everyFrame((nowMs) => {
      const target = canvas.current;
      if (target === null || target.clientWidth === 0) return;
      const position = clock.at(nowMs);
      if (fitCanvas(target)) stale = true;
      if (position === drawnAt && !stale) return;
      drawnAt = position;
      stale = false;
      const { ink, accent, paper, serif } = palette.value;
      const lanes = latest.current.shown.length;
      drawScore(target, {
        timeline,
        ranges,
        parts: latest.current.shown,
        silent: latest.current.silent,
        position,
        seconds: Math.max(4, Math.min(12, target.clientWidth / 95)),
        headAt: target.clientWidth < 500 ? 0.8 : 0.86,
        laneTop,
        laneHeight: (target.clientHeight - laneTop) / Math.max(1, lanes),
        ink,
        accent,
        ground: paper,
        serif,
        dark: dark.value,
      });
    });
    return () => {
      unsubscribe();
      stop();
    };
  }, []);

  return (
    <section class="score" aria-label="Score and mixer" style={{ "--lanes": Math.max(1, shown.length) }}>
      <div class="mixer">
        {shown.map((part) => (
          <Strip key={part.program} part={part} silent={silent.has(part.program)} />
        ))}
      </div>
      <div class="score-paper">
        <canvas ref={canvas} role="img" aria-label={`Notes of ${shown.map((part) => part.name).join(", ") || "no parts yet"}`} />
        {still && (
          <p class="score-empty">
            {shown.length === 0 ? "The parts appear here once there is a style to play." : "Press play, and the notes come here."}
          </p>
        )}
      </div>
      <Form />
    </section>
  );
}

function Strip({ part, silent }: { part: Part; silent: boolean }) {
  const own = controls.value.parts.find((one) => one.program === part.program) ?? atRest(part.program);
  const name = shortName(part.name);
  const learn = useLearn(`part-${part.program}`, name, (share) =>
    setPart(part.program, { levelDb: Math.round((-40 + 52 * share) * 2) / 2 }),
  );
  const toggle = (field: "muted" | "solo", letter: string, words: string) => (
    <button
      type="button"
      class={`strip-switch is-${field}`}
      aria-pressed={own[field]}
      aria-label={`${words} ${name}`}
      title={`${words} ${name}`}
      onClick={() => setPart(part.program, { [field]: !own[field] })}
    >
      {letter}
    </button>
  );
  return (
    <div
      class={`strip${silent ? " is-silent" : ""}${learn.waits ? " is-learning" : ""}`}
      style={{ "--part": familyColour(part.family, dark.value) }}
    >
      <span class="strip-name" title={`${part.name}, ${part.role}`}>
        <span>{name}</span>
      </span>
      {toggle("muted", "M", "Mute")}
      {toggle("solo", "S", "Solo")}
      <input
        type="range"
        class="strip-level"
        min="-40"
        max="12"
        step="0.5"
        value={own.levelDb}
        aria-label={`Level of ${name}`}
        aria-valuetext={`${own.levelDb} decibels`}
        title={`${own.levelDb > 0 ? "+" : ""}${own.levelDb} dB · double-click: 0 · right-click or L: MIDI`}
        style={{ "--at": `${((own.levelDb + 40) / 52) * 100}%` }}
        onInput={(event) => setPart(part.program, { levelDb: event.currentTarget.valueAsNumber })}
        onDblClick={() => setPart(part.program, { levelDb: 0 })}
        onKeyDown={(event) => void learn.onLearnKey(event)}
        {...learn.handlers}
      />
    </div>
  );
}

// The plan's sections in a line, as strong as they are intense; the one that is heard is marked.
function Form() {
  const sections = plan.value?.sections ?? [];
  const bar = place.value?.bar ?? null;
  if (sections.length === 0) return null;
  const now = bar === null ? -1 : sectionAt(sections, bar.number, bar.section);
  const words = sections.map((one) => `${one.kind}, ${one.bars} bars`).join("; ");
  return (
    <div class="form" role="img" aria-label={`Form: ${words}`}>
      {sections.map((one, i) => (
        <span
          key={i}
          class={`form-part${i === now ? " is-now" : ""}`}
          style={{
            flexGrow: one.bars,
            "--intensity": one.intensity,
            "--done": i === now && bar !== null ? Math.min(1, (bar.barInSection + 1) / one.bars) : 0,
          }}
        >
          <i />
          <span>{one.kind}</span>
        </span>
      ))}
    </div>
  );
}
