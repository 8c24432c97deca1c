// Where the listener is: bar and beat as signals, which change with every beat and not with every frame.
import { signal } from "@preact/signals";
import type { Place } from "../score/timeline";
import { everyFrame } from "../ui/frames";
import { clock, timeline } from "./store";

export const place = signal<Place | null>(null);
export const seconds = signal(0);

export function followWhatIsHeard(): void {
  everyFrame((nowMs) => {
    const position = clock.at(nowMs);
    const now = timeline.place(position);
    const before = place.value;
    if (
      now?.bar.start !== before?.bar.start ||
      now?.beat !== before?.beat ||
      now?.bar.bpm !== before?.bar.bpm
    ) {
      place.value = now;
    }
    seconds.value = Math.floor(position / 48000);
  });
}
