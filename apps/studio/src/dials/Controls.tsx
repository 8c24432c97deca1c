// All that steers the music beside the words: feel, harmony, rhythm section, chance.
import type { Controls as Fields } from "../live/protocol";
import { change } from "../live/session";
import { controls, plan, when } from "../live/store";
import { Icon } from "../ui/Icon";
import { Dial } from "./Dial";
import type { Scale } from "./dial_math";
import { KeyCircle } from "./KeyCircle";
import { Refusal } from "./Refusal";
import { tap } from "./tap_tempo";
import { Choice, Toggle } from "./Toggle";

const metres = ["4/4", "3/4", "6/8", "2/4", "5/4", "7/8", "12/8", "9/8", "6/4", "2/2", "7/4", "5/8", "3/8"];
const rest = ["11/8", "10/8", "13/8", "3/2", "4/8", "1/4"];

const percent = (value: number) => `${Math.round(value * 100)}`;
const signed = (value: number) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value)}`;

type NumberField = { [F in keyof Fields]: Fields[F] extends number | null ? F : never }[keyof Fields];
type SwitchField = { [F in keyof Fields]: Fields[F] extends boolean ? F : never }[keyof Fields];

// A dial of a field: what it shows on auto is the plan's, or where it rests.
interface Row {
  field: NumberField;
  label: string;
  hint: string;
  scale: Scale;
  show: (value: number) => string;
  spoken?: (value: number) => string;
  rest?: number;
}

const level = {
  scale: { least: 0, most: 1, step: 0.01 },
  show: percent,
  spoken: (value: number) => `${percent(value)} percent`,
};
const tempo: Row = {
  field: "bpm",
  label: "Tempo",
  hint: "Quarter notes a minute",
  scale: { least: 40, most: 240, step: 1, curve: "log" },
  show: String,
  spoken: (value) => `${value} beats a minute`,
};
const feel: Row[] = [
  { field: "density", label: "Density", hint: "How many notes", ...level },
  { field: "brightness", label: "Brightness", hint: "How high and clear", ...level },
];
const chance: Row[] = [
  {
    field: "temperature",
    label: "Temperature",
    hint: "How bold, and how seldom themes return as they were",
    scale: { least: 0, most: 2, step: 0.05 },
    show: (value) => value.toFixed(2),
    rest: 0.7,
  },
  {
    field: "guidance",
    label: "Guidance",
    hint: "How close to the words",
    scale: { least: 0, most: 10, step: 0.1 },
    show: (value) => value.toFixed(1),
    rest: 2,
  },
  {
    field: "topK",
    label: "Top-k",
    hint: "Among how many it chooses",
    scale: { least: 1, most: 1024, step: 1, curve: "log" },
    show: String,
    rest: 64,
  },
];
const switches: { field: SwitchField; label: string; hint: string }[] = [
  { field: "muteBass", label: "No bass", hint: "Silences the bass" },
  { field: "muteDrums", label: "No drums", hint: "Silences the drums" },
  { field: "onlyBassAndDrums", label: "Bass + drums only", hint: "Silences all but bass and drums" },
];

function FieldDial({ row: { field, ...row }, size }: { row: Row; size: number }) {
  const came = plan.value as Partial<Record<NumberField, number>> | null;
  return (
    <Dial
      id={field}
      {...row}
      size={size}
      value={controls.value[field]}
      planned={came?.[field] ?? null}
      auto="auto"
      change={(value) => change({ [field]: value })}
    />
  );
}

export function Controls() {
  const now = controls.value;
  const came = plan.value;
  return (
    <section class="controls" aria-label="Controls">
      <div class="group group-feel">
        <h2>Feel</h2>
        <div class="dials">
          <div class="with-tap">
            <FieldDial row={tempo} size={68} />
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
          {feel.map((row) => (
            <FieldDial key={row.field} row={row} size={68} />
          ))}
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
          {switches.map(({ field, label, hint }) => (
            <Toggle
              key={field}
              id={field}
              label={label}
              hint={hint}
              on={now[field]}
              change={(on) => change({ [field]: on })}
            />
          ))}
        </div>
        <Refusal field="metre" />
      </div>

      <div class="group group-chance">
        <h2>Chance</h2>
        <div class="dials">
          {chance.map((row) => (
            <FieldDial key={row.field} row={row} size={52} />
          ))}
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
      scale={{ least: -40, most: 12, step: 0.5 }}
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
