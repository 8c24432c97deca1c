// All that steers the music beside the words: feel, harmony, rhythm section, chance.
import type { Controls as Fields } from "../live/protocol";
import { change } from "../live/session";
import { controls, plan, refusal, when } from "../live/store";
import { Icon } from "../ui/Icon";
import { Dial } from "./Dial";
import type { Scale } from "./dial_math";
import { KeyCircle } from "./KeyCircle";
import { tap } from "./tap_tempo";
import { Choice, Toggle } from "./Toggle";

const metres = ["4/4", "3/4", "6/8", "2/4", "5/4", "7/8", "12/8", "9/8", "6/4", "2/2", "7/4", "5/8", "3/8"];
const rest = ["11/8", "10/8", "13/8", "3/2", "4/8", "1/4"];

const scales = {
  bpm: { least: 40, most: 240, step: 1, curve: "log" },
  level: { least: 0, most: 1, step: 0.01 },
  temperature: { least: 0, most: 2, step: 0.05 },
  guidance: { least: 0, most: 10, step: 0.1 },
  topK: { least: 1, most: 1024, step: 1, curve: "log" },
  volume: { least: -40, most: 12, step: 0.5 },
} satisfies Record<string, Scale>;

const percent = (value: number) => `${Math.round(value * 100)}`;
const signed = (value: number) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value)}`;

const set =
  <F extends keyof Fields>(field: F) =>
  (value: number | null) =>
    change({ [field]: value } as unknown as Partial<Fields>);

export function Controls() {
  const now = controls.value;
  const came = plan.value;
  return (
    <section class="controls" aria-label="Controls">
      <div class="group group-feel">
        <h2>Feel</h2>
        <div class="dials">
          <div class="with-tap">
            <Dial
              id="bpm"
              label="Tempo"
              hint="Quarter notes a minute"
              size={68}
              scale={scales.bpm}
              value={now.bpm}
              planned={came?.bpm ?? null}
              auto="auto"
              show={(value) => String(value)}
              spoken={(value) => `${value} beats a minute`}
              change={set("bpm")}
            />
            <button
              type="button"
              class="tap"
              title="Tap the tempo (T)"
              onPointerDown={(event) => event.button === 0 && tap()}
              onKeyDown={(event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), tap())}
            >
              tap
            </button>
          </div>
          <Dial
            id="density"
            label="Density"
            hint="How many notes"
            size={68}
            scale={scales.level}
            value={now.density}
            planned={came?.density ?? null}
            auto="auto"
            show={percent}
            spoken={(value) => `${percent(value)} percent`}
            change={set("density")}
          />
          <Dial
            id="brightness"
            label="Brightness"
            hint="How high and clear"
            size={68}
            scale={scales.level}
            value={now.brightness}
            planned={came?.brightness ?? null}
            auto="auto"
            show={percent}
            spoken={(value) => `${percent(value)} percent`}
            change={set("brightness")}
          />
        </div>
      </div>

      <div class="group group-harmony">
        <h2>Key</h2>
        <KeyCircle />
      </div>

      <div class="group group-rhythm">
        <h2>Rhythm</h2>
        <div class="row">
          <label class="field">
            <span>Metre</span>
            <select
              value={now.metre ?? ""}
              onChange={(event) => change({ metre: event.currentTarget.value || null })}
            >
              <option value="">auto{came === null ? "" : ` · ${came.metre}`}</option>
              {[...metres, ...rest].map((metre) => (
                <option key={metre} value={metre}>
                  {metre}
                </option>
              ))}
            </select>
          </label>
        </div>
        <div class="row toggles">
          <Toggle
            id="muteBass"
            label="No bass"
            hint="Silences the bass"
            on={now.muteBass}
            change={(on) => change({ muteBass: on })}
          />
          <Toggle
            id="muteDrums"
            label="No drums"
            hint="Silences the drums"
            on={now.muteDrums}
            change={(on) => change({ muteDrums: on })}
          />
          <Toggle
            id="onlyBassAndDrums"
            label="Bass + drums only"
            hint="Silences all but bass and drums"
            on={now.onlyBassAndDrums}
            change={(on) => change({ onlyBassAndDrums: on })}
          />
        </div>
        {refusal.value?.field === "metre" && (
          <span class="dial-trouble" role="alert">
            {refusal.value.message}
          </span>
        )}
      </div>

      <div class="group group-chance">
        <h2>Chance</h2>
        <div class="dials">
          <Dial
            id="temperature"
            label="Temperature"
            size={52}
            hint="How far from the expected"
            scale={scales.temperature}
            value={now.temperature}
            rest={0.7}
            auto="auto"
            show={(value) => value.toFixed(2)}
            change={set("temperature")}
          />
          <Dial
            id="guidance"
            label="Guidance"
            size={52}
            hint="How close to the words"
            scale={scales.guidance}
            value={now.guidance}
            rest={2}
            auto="auto"
            show={(value) => value.toFixed(1)}
            change={set("guidance")}
          />
          <Dial
            id="topK"
            label="Top-k"
            size={52}
            hint="Among how many it chooses"
            scale={scales.topK}
            value={now.topK}
            rest={64}
            auto="auto"
            show={(value) => String(value)}
            change={set("topK")}
          />
        </div>
        <div class="row">
          <label class="field">
            <span>Seed</span>
            <span class="with-button">
              <input
                type="number"
                min="0"
                max="9007199254740991"
                step="1"
                value={now.seed}
                onChange={(event) => {
                  const seed = event.currentTarget.valueAsNumber;
                  if (Number.isSafeInteger(seed) && seed >= 0) change({ seed });
                  else event.currentTarget.value = String(now.seed);
                }}
              />
              <button
                type="button"
                class="plain"
                aria-label="Another seed"
                title="Another seed: the same style, other notes"
                onClick={() => change({ seed: 1 + Math.floor(Math.random() * 999999) })}
              >
                <Icon name="dice" size={18} />
              </button>
            </span>
          </label>
          <div class="field">
            <span>Writer</span>
            <Choice
              label="Who writes the notes"
              value={now.writer}
              options={[
                { value: "band", text: "Band", hint: "The rule-based band: at once, never late" },
                { value: "model", text: "Model", hint: "The model writes each note" },
              ]}
              change={(writer) => change({ writer })}
            />
          </div>
        </div>
      </div>
    </section>
  );
}

export function Volume() {
  return (
    <Dial
      id="volumeDb"
      label="Volume"
      hint="Of the whole performance, in decibels"
      size={44}
      scale={scales.volume}
      value={controls.value.volumeDb}
      rest={0}
      show={(value) => `${signed(value)}`}
      spoken={(value) => `${value} decibels`}
      change={(value) => change({ volumeDb: value ?? 0 })}
    />
  );
}

export function WhenChoice() {
  return (
    <div class="when">
      <span id="when-label">Changes are heard</span>
      <Choice
        label="When changes are heard"
        value={when.value}
        options={[
          { value: "now", text: "now", hint: "As soon as it can be" },
          { value: "beat", text: "next beat", hint: "From the next beat on" },
          { value: "bar", text: "next bar", hint: "From the next bar line on" },
        ]}
        change={(to) => (when.value = to)}
      />
    </div>
  );
}
