// Keys that work wherever the focus is, except where one writes.
import { tap } from "../dials/tap_tempo";
import { transport } from "../live/session";
import { cancelLearning } from "../midi/learn";
import { beginDot } from "../pad/Pad";
import { selected, throwDice, undo } from "../pad/pad_state";
import { swap } from "../shelf/shelf_state";
import { helpOpen } from "./Dialogs";
import { keep } from "./Keep";
import { playOrPause } from "./Transport";

function writes(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== "range";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

// Space presses what has the focus where that is a button.
const presses = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("button, a, summary") !== null;

export function listenForShortcuts(): void {
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      cancelLearning();
      selected.value = null;
      return;
    }
    if (writes(event.target) || document.querySelector("dialog[open]") !== null) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === " ") {
      if (presses(event.target)) return;
      event.preventDefault();
      void playOrPause();
      return;
    }
    // In the ring of keys, letters are tonics.
    const inKeys = event.target instanceof Element && event.target.closest(".key-ring") !== null;
    const run: Record<string, () => void> = {
      k: () => void keep(),
      n: () => beginDot(),
      d: throwDice,
      t: tap,
      r: () => transport("reset"),
      b: swap,
      "?": () => (helpOpen.value = true),
    };
    const key = event.key.toLowerCase();
    if (inKeys && /^[a-g]$/.test(key)) return;
    const wanted = run[key];
    if (wanted === undefined || event.repeat) return;
    event.preventDefault();
    wanted();
  });
}
