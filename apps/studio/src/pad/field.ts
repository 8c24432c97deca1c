// The colours between the dots: at each place the blend that the cursor would make there.
import { type Lab, lch, rgb } from "../ui/colour";
import { type Dot, nearness } from "./blend";

const columns = 96;
const rows = 60;

export const dotColour = (hue: number, dark: boolean): Lab =>
  dark ? lch(0.76, 0.145, hue) : lch(0.64, 0.155, hue);

// Dots glow over this much of the pad before the ground shows.
const glow = 0.42;

export function paintField(canvas: HTMLCanvasElement, dots: readonly Dot[], dark: boolean): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  canvas.width = columns;
  canvas.height = rows;
  const image = context.createImageData(columns, rows);
  const ground = dark ? lch(0.2, 0.015, 300) : lch(0.955, 0.016, 85);
  const colours = dots.map((dot) => (dark ? lch(0.52, 0.14, dot.hue) : lch(0.85, 0.105, dot.hue)));
  for (let row = 0; row < rows; ++row) {
    for (let column = 0; column < columns; ++column) {
      const at = { x: (column + 0.5) / columns, y: (row + 0.5) / rows };
      let sum = 0;
      let l = 0;
      let a = 0;
      let b = 0;
      let dim = 1;
      dots.forEach((dot, i) => {
        const colour = colours[i];
        if (colour === undefined || dot.own <= 0) return;
        // Softer than the blend of sound, which is steep near a dot: an edge would be seen.
        const pull = dot.own * nearness(dot, at) ** 0.62;
        const squared = (dot.x - at.x) ** 2 + ((dot.y - at.y) * 0.75) ** 2;
        dim *= 1 - Math.min(0.96, 0.9 * Math.sqrt(dot.own)) * Math.exp(-squared / (2 * glow * glow * 0.5));
        sum += pull;
        l += pull * colour.l;
        a += pull * colour.a;
        b += pull * colour.b;
      });
      // Opposite hues would meet in grey: half of the colour that mixing loses is given back.
      const mixed = Math.hypot(a, b) / Math.max(1e-9, sum);
      const vivid = Math.min(1.6, Math.max(1, (mixed + (0.13 - mixed) * 0.45) / Math.max(1e-4, mixed)));
      a *= vivid;
      b *= vivid;
      const strength = sum > 0 ? 1 - dim : 0;
      const mix = (of: number, from: number) => from + strength * ((sum > 0 ? of / sum : from) - from);
      const [red, green, blue] = rgb({ l: mix(l, ground.l), a: mix(a, ground.a), b: mix(b, ground.b) });
      const pixel = (row * columns + column) * 4;
      image.data[pixel] = red;
      image.data[pixel + 1] = green;
      image.data[pixel + 2] = blue;
      image.data[pixel + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
}

// The colour of the blend itself: the cursor's.
export function blendColour(dots: readonly Dot[], blend: readonly number[], dark: boolean): Lab {
  const sum: Lab = { l: 0, a: 0, b: 0 };
  dots.forEach((dot, i) => {
    const colour = dotColour(dot.hue, dark);
    const share = blend[i] ?? 0;
    sum.l += share * colour.l;
    sum.a += share * colour.a;
    sum.b += share * colour.b;
  });
  return sum.l > 0 ? sum : lch(dark ? 0.4 : 0.85, 0, 0);
}
