// What is heard, as a spectrum and as a level on either side.
import { useEffect, useRef } from "preact/hooks";
import { engine, here } from "../audio/listening";
import { status, transport } from "../live/store";
import { everyFrame, fitCanvas } from "./frames";
import { palette } from "./theme";

const bands = 40;
const lowest = 45;
const highest = 15000;
const floorDb = -54;

// The loudest bin of each band, bands in equal ratios.
export function bandsOf(spectrum: Uint8Array, rateHz: number, count: number): number[] {
  const perBin = rateHz / 2 / spectrum.length;
  return Array.from({ length: count }, (_, band) => {
    const from = lowest * (highest / lowest) ** (band / count);
    const to = lowest * (highest / lowest) ** ((band + 1) / count);
    const first = Math.max(1, Math.floor(from / perBin));
    const last = Math.max(first, Math.min(spectrum.length - 1, Math.ceil(to / perBin) - 1));
    let most = 0;
    for (let bin = first; bin <= last; ++bin) most = Math.max(most, spectrum[bin] ?? 0);
    return most / 255;
  });
}

export function Meter() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const held = [floorDb, floorDb];
    const shown = new Array<number>(bands).fill(0);
    let still = 0;
    return everyFrame(() => {
      const target = canvas.current;
      if (target === null || target.clientWidth === 0) return;
      const resized = fitCanvas(target);
      const measured = here.value || engine.value !== null ? engine.value?.measured() : undefined;
      let sides: [number, number] = [floorDb, floorDb];
      let heights = new Array<number>(bands).fill(0);
      if (measured !== undefined && (here.value || measured.rmsDb > -90)) {
        heights = bandsOf(measured.spectrum, engine.value?.context.sampleRate ?? 48000, bands);
        sides = measured.peakDb;
      } else if (status.value !== null && transport.value === "playing") {
        sides = [status.value.peakDb, status.value.peakDb];
      }
      const active = sides[0] > floorDb || sides[1] > floorDb || shown.some((height) => height > 0.01);
      still = active ? 0 : still + 1;
      if (still > 20 && !resized) return;
      const context = target.getContext("2d");
      if (context === null) return;
      const ratio = target.width / target.clientWidth;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const width = target.clientWidth;
      const height = target.clientHeight;
      context.clearRect(0, 0, width, height);
      const { ink, alarm } = palette.value;
      context.fillStyle = ink;
      const room = height - 12;
      const slot = width / bands;
      for (let band = 0; band < bands; ++band) {
        const wanted = heights[band] ?? 0;
        const before = shown[band] ?? 0;
        shown[band] = wanted > before ? wanted : before + (wanted - before) * 0.25;
        const tall = Math.max(1.5, (shown[band] ?? 0) ** 1.6 * room);
        context.globalAlpha = 0.28 + 0.6 * (shown[band] ?? 0);
        context.beginPath();
        context.roundRect(band * slot + 0.75, room - tall, Math.max(1, slot - 1.5), tall, 1);
        context.fill();
      }
      sides.forEach((peak, side) => {
        const now = Math.max(floorDb, peak);
        held[side] = Math.max(now, (held[side] ?? floorDb) - 0.35);
        const share = (decibel: number) => Math.min(1, (decibel - floorDb) / -floorDb) * width;
        const y = height - 7 + side * 4;
        context.globalAlpha = 0.14;
        context.fillRect(0, y, width, 2);
        context.globalAlpha = 0.8;
        context.fillRect(0, y, share(now), 2);
        if ((held[side] ?? floorDb) > -0.3) context.fillStyle = alarm;
        context.globalAlpha = 1;
        context.fillRect(share(held[side] ?? floorDb) - 2, y, 2, 2);
        context.fillStyle = ink;
      });
      context.globalAlpha = 1;
    });
  }, []);
  return <canvas ref={canvas} class="meter" role="img" aria-label="Spectrum and level of what is heard" />;
}
