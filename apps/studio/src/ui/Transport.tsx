// Play, pause, stop, begin anew; and where the music is: bar and beat, tempo, key, section.
import { useLearn } from "../midi/useLearn";
import { printed } from "../dials/key";
import { Volume } from "../dials/Controls";
import { engine, wake } from "../audio/listening";
import { place, seconds } from "../live/heard";
import * as session from "../live/session";
import type { Clock } from "../live/protocol";
import { clockInForce, connection, device, plan, transport } from "../live/store";
import { quiet } from "../shelf/player";
import { lengthText } from "../shelf/take";
import { Icon } from "./Icon";

export async function playOrPause(): Promise<void> {
  const playing = transport.value === "playing";
  // It plays already, for others: this browser joins in.
  const joins = playing && engine.value === null && device.value === null;
  if (device.value === null) await wake();
  quiet();
  if (joins) return;
  session.transport(playing ? "pause" : "play");
}

function told({ bpm, locked, errorMs }: Clock): string {
  const way = errorMs < 0 ? "early" : "late";
  const step = locked ? `in step, ${Math.abs(errorMs).toFixed(1)} ms ${way}` : "not in step yet";
  return `A clock from outside leads: ${bpm.toFixed(1)} bpm, ${step}`;
}

export function Transport() {
  const playing = transport.value === "playing";
  const joins = playing && engine.value === null && device.value === null;
  const offline = connection.value !== "open";
  const learn = useLearn("play", "Play and pause", (share) => share >= 0.5 && void playOrPause());
  const here = place.value;
  const bpm = here?.bar.bpm ?? plan.value?.bpm;
  const key = here?.bar.key || plan.value?.key;
  const clock = clockInForce.value;
  return (
    <div class="transport" role="group" aria-label="Transport">
      <div class="transport-buttons">
        <button
          type="button"
          class="round"
          aria-label="Begin anew"
          title="Begin anew (R): other music under the same controls"
          disabled={offline}
          onClick={() => session.transport("reset")}
        >
          <Icon name="reset" size={18} />
        </button>
        <button
          type="button"
          class={`play${playing && !joins ? " is-playing" : ""}${learn.waits ? " is-learning" : ""}`}
          aria-label={joins ? "Listen" : playing ? "Pause" : "Play"}
          title={joins ? "It plays already: listen (Space)" : playing ? "Pause (Space)" : "Play (Space)"}
          disabled={offline && !playing}
          onClick={() => void playOrPause()}
          onKeyDown={(event) => void learn.onLearnKey(event)}
          {...learn.handlers}
        >
          <Icon name={playing && !joins ? "pause" : "play"} size={26} />
        </button>
        <button
          type="button"
          class="round"
          aria-label="Stop"
          title="Stop: the music so far is forgotten, the controls stay"
          disabled={offline || transport.value === "stopped"}
          onClick={() => session.transport("stop")}
        >
          <Icon name="stop" size={18} />
        </button>
      </div>
      <dl class="where" aria-live="off">
        <div class="where-bar">
          <dt>Bar</dt>
          <dd>
            {here === null ? "1" : here.bar.number + 1}
            <span class="where-beat">.{here?.beat ?? 1}</span>
          </dd>
        </div>
        <div class="where-time">
          <dt>Time</dt>
          <dd>{lengthText(seconds.value)}</dd>
        </div>
        <div class="where-tempo" title={clock === null ? undefined : told(clock)}>
          <dt>
            {clock === null ? "Tempo" : "Clock"}
            {clock !== null && (
              <span class={`lamp ${clock.locked ? "is-open" : "is-waiting"}`} role="img" aria-label={told(clock)} />
            )}
          </dt>
          <dd>{bpm === undefined ? "–" : Math.round(bpm)}</dd>
        </div>
        <div class="where-key">
          <dt>Key</dt>
          <dd>{key === undefined ? "–" : printed(key)}</dd>
        </div>
        <div class="where-section">
          <dt>Section</dt>
          <dd>{here?.bar.section ?? plan.value?.sections[0]?.kind ?? "–"}</dd>
        </div>
      </dl>
      <Volume />
    </div>
  );
}
