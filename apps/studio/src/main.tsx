// The studio: one page that stays open.
import "@fontsource-variable/instrument-sans/wght.css";
import "@fontsource/instrument-serif/400-italic.css";
import "./style/base.css";
import "./style/pad.css";
import "./style/dials.css";
import "./style/score.css";
import "./style/shelf.css";
import "./style/edit.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { engine, latestReport } from "./audio/listening";
import { CodeMenu } from "./code/CodeMenu";
import { Controls, WhenChoice } from "./dials/Controls";
import { apiKey } from "./live/api";
import { followWhatIsHeard, place } from "./live/heard";
import { begin, change, onKnob } from "./live/session";
import { aheadMs, clock, connection, controls, reconnects, server, status, timeline, transport } from "./live/store";
import { learnt, receive, resumeMidi } from "./midi/learn";
import { blend, cursor, dots } from "./pad/pad_state";
import { loadSuggestions } from "./pad/suggestions";
import { Pad } from "./pad/Pad";
import { Score } from "./score/Score";
import { Shelf } from "./shelf/Shelf";
import { playingTake } from "./shelf/player";
import { lookForEdits } from "./shelf/edit";
import { loadTakes, takes } from "./shelf/shelf_state";
import { HelpDialog, helpOpen, KeyDialog } from "./ui/Dialogs";
import { Icon } from "./ui/Icon";
import { Keep } from "./ui/Keep";
import { Meter } from "./ui/Meter";
import { Notices } from "./ui/Notices";
import { listenForShortcuts } from "./ui/shortcuts";
import { SoundMenu } from "./ui/SoundMenu";
import { StatusLine } from "./ui/StatusLine";
import { dark, nextTheme } from "./ui/theme";
import { Transport } from "./ui/Transport";

function Studio() {
  return (
    <>
      <header class="top">
        <h1>Continuo</h1>
        <Transport />
        <Meter />
        <div class="top-tools">
          <Keep />
          <SoundMenu />
          <CodeMenu />
          <button
            type="button"
            class="plain"
            aria-label={dark.value ? "Light look" : "Dark look"}
            title={dark.value ? "Light" : "Dark"}
            onClick={nextTheme}
          >
            <Icon name={dark.value ? "sun" : "moon"} size={18} />
          </button>
          <button type="button" class="plain needs-keys" aria-label="Keys and help" title="Keys (?)" onClick={() => (helpOpen.value = true)}>
            <Icon name="help" size={18} />
          </button>
        </div>
      </header>
      <main>
        <div class="stage">
          <Pad />
          <div class="side">
            <Controls />
            <WhenChoice />
          </div>
        </div>
        <Score />
        <Shelf />
      </main>
      <StatusLine />
      <Notices />
      <KeyDialog />
      <HelpDialog />
    </>
  );
}

const root = document.getElementById("studio");
if (root !== null) render(<Studio />, root);
begin();
followWhatIsHeard();
listenForShortcuts();
onKnob(receive);
void resumeMidi();

// Again with every key, and with every connection: the shelf may have changed meanwhile.
effect(() => {
  void apiKey.value;
  if (connection.value !== "open") return;
  void loadTakes();
  void lookForEdits();
  void loadSuggestions();
});

effect(() => {
  const bpm = place.value?.bar.bpm;
  document.title =
    transport.value === "playing" && bpm !== undefined ? `▶ ${Math.round(bpm)} bpm – Continuo` : "Continuo";
});

// What the page knows of itself: for tests, and for the curious at the console.
declare global {
  interface Window {
    continuo: object;
  }
}
window.continuo = {
  get audio() {
    return latestReport();
  },
  get levels() {
    return engine.value?.measured() ?? null;
  },
  get state() {
    return {
      connection: connection.value,
      reconnects: reconnects.value,
      aheadMs: aheadMs.value,
      server: server.value,
      status: status.value,
      controls: controls.value,
      dots: dots.value,
      cursor: cursor.value,
      blend: blend.value,
      takes: takes.value,
      playingTake: playingTake.value,
      learnt: learnt.value,
      heard: clock.at(performance.now()),
    };
  },
  timeline,
  change,
  midi: (...bytes: number[]) => receive(Uint8Array.from(bytes)),
};
