// The key: tonics around the circle of fifths, the mode in the middle. Neighbours sound related.
import { change } from "../live/session";
import { controls, plan } from "../live/store";
import { useLearn } from "../midi/useLearn";
import { circle, keyName, modes, printed, readKey } from "./key";
import { Refusal } from "./Refusal";

const radius = 74;

export function KeyCircle() {
  const own = controls.value.key;
  const shown = own ?? plan.value?.key ?? "C major";
  const { place, mode } = readKey(shown);
  const set = (to: number, toMode = mode) => change({ key: keyName(to, toMode) });
  const learn = useLearn("key", "Key", (share) => set(Math.min(11, Math.floor(share * 12))));

  const onKeyDown = (event: KeyboardEvent) => {
    if (learn.onLearnKey(event)) return;
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      set(place + by);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      change({ key: null });
    } else if (/^[a-gA-G]$/.test(event.key)) {
      set(readKey(event.key.toUpperCase()).place);
    }
  };
  return (
    <div class={`key-circle${own === null ? " is-auto" : ""}${learn.waits ? " is-learning" : ""}`}>
      <div
        class="key-ring"
        role="slider"
        tabIndex={0}
        aria-label="Tonic, around the circle of fifths"
        aria-valuemin={0}
        aria-valuemax={11}
        aria-valuenow={place}
        aria-valuetext={own === null ? `auto, ${shown}` : shown}
        title={"Arrow keys or letters A to G\nDouble-click: auto · right-click or L: MIDI"}
        onKeyDown={onKeyDown}
        onDblClick={() => change({ key: null })}
        {...learn.handlers}
      >
        <svg viewBox="-94 -94 188 188" aria-hidden="true">
          <circle class="key-track" r={radius} />
          {circle.map((tonic, i) => {
            const angle = ((i * 30 - 90) * Math.PI) / 180;
            const x = radius * Math.cos(angle);
            const y = radius * Math.sin(angle);
            const near = Math.min((i - place + 12) % 12, (place - i + 12) % 12) === 1;
            const look = i === place ? " is-here" : near ? " is-near" : "";
            return (
              <g
                key={tonic}
                class={`key-tonic${look}`}
                transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
                onClick={() => set(i)}
              >
                <circle r="16.5" />
                <text dy="0.36em">{printed(tonic)}</text>
              </g>
            );
          })}
        </svg>
      </div>
      <div class="key-middle">
        <select
          aria-label="Mode"
          value={mode}
          onChange={(event) => set(place, event.currentTarget.value)}
        >
          {modes.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <button
          type="button"
          class="auto-switch"
          aria-pressed={own === null}
          onClick={() => change({ key: own === null ? shown : null })}
        >
          auto
        </button>
      </div>
      <Refusal field="key" />
    </div>
  );
}
