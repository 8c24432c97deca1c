// A plain line: how it goes.
import { engine, report } from "../audio/listening";
import { aheadMs, connection, device, reconnects, roundTripMs, status, version } from "../live/store";

export function StatusLine() {
  const now = status.value;
  const heard = report.value;
  const ahead = aheadMs.value;
  const lost = connection.value === "lost";
  const missed = (now?.missedBars ?? 0) + (now?.lateChunks ?? 0);
  const underruns = device.value === null ? (heard?.underruns ?? 0) : (now?.underruns ?? 0);
  const gaps = device.value === null ? (heard?.gaps ?? 0) + (heard?.skips ?? 0) : 0;
  const output = engine.value?.outputLatencyMs ?? 0;
  const detail =
    device.value === null && heard !== null
      ? `Held here: ${Math.round(heard.fillMs)} ms, sound card: ${Math.round(output)} ms, ` +
        `the rest: the server's lead and the way. Round trip: ${Math.round(roundTripMs.value ?? 0)} ms.`
      : "From what is rendered to what is heard.";
  return (
    <footer class="status">
      <span class={`lamp is-${connection.value}`} aria-hidden="true" />
      <span role="status">
        {lost
          ? "The server is gone; trying again …"
          : connection.value === "connecting"
            ? "Connecting …"
            : (now?.warning ?? "") !== ""
              ? now?.warning
              : "Connected"}
      </span>
      <span class="status-space" />
      <span title="Of the time that sound lasts, what is spent on making it">
        load {Math.round((now?.load ?? 0) * 100)} %
      </span>
      <span title={detail}>latency {ahead === null ? "–" : `${Math.round(ahead)} ms`}</span>
      <span title="From a control to its first sound rendered, and on to the ear">
        knob to ear{" "}
        {ahead === null
          ? "–"
          : `${Math.round(ahead + (now?.controlMs ?? 0) + (roundTripMs.value ?? 0) / 2)} ms`}
      </span>
      <span title="Bars that the band filled in, and chunks that came late">misses {missed}</span>
      <span title="Moments without sound that nobody asked for">underruns {underruns}</span>
      {gaps > 0 && <span title="Leaps in the sound that came">gaps {gaps}</span>}
      <span title="How often the connection came back">reconnects {reconnects.value}</span>
      <span class="status-version">Continuo {version.value}</span>
    </footer>
  );
}
