// The colours between the dots: at each place the blend that the cursor would make there.
import { type Lab, lch, rgb } from "../ui/colour";
import { type Dot, nearness } from "./blend";

const columns = 96;
const rows = 60;

export const dotColour = (hue: number, dark: boolean): Lab =>
  dark ? lch(0.76, 0.145, hue) : lch(0.64, 0.155, hue);

// Colours in shares. Opposite hues would meet in grey: a part of what mixing loses is given back.
function mixed(colours: readonly Lab[], shares: readonly number[], chroma: number): Lab {
  let sum = 0;
  let l = 0;
  let a = 0;
  let b = 0;
  colours.forEach((colour, i) => {
    const share = shares[i] ?? 0;
    sum += share;
    l += share * colour.l;
    a += share * colour.a;
    b += share * colour.b;
  });
  if (sum <= 0) return { l: 0, a: 0, b: 0 };
  const left = Math.hypot(a, b) / sum;
  const vivid = Math.min(1.7, Math.max(1, (left + (chroma - left) * 0.5) / Math.max(1e-4, left)));
  return { l: l / sum, a: (a / sum) * vivid, b: (b / sum) * vivid };
}

// Dots glow over this much of the pad before the ground shows.
const glow = 0.42;

export function paintField(canvas: HTMLCanvasElement, dots: readonly Dot[], dark: boolean): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  canvas.width = columns;
  canvas.height = rows;
  const image = context.createImageData(columns, rows);
  const ground = dark ? lch(0.2, 0.015, 300) : lch(0.955, 0.016, 85);
  const chroma = dark ? 0.145 : 0.11;
  const heard = dots.filter((dot) => dot.own > 0);
  const colours = heard.map((dot) => lch(dark ? 0.52 : 0.85, chroma, dot.hue));
  const pulls = new Array<number>(heard.length).fill(0);
  for (let row = 0; row < rows; ++row) {
    for (let column = 0; column < columns; ++column) {
      const at = { x: (column + 0.5) / columns, y: (row + 0.5) / rows };
      let dim = 1;
      heard.forEach((dot, i) => {
        // Softer than the blend of sound, which is steep near a dot: an edge would be seen.
        pulls[i] = dot.own * nearness(dot, at) ** 0.62;
        const squared = (dot.x - at.x) ** 2 + ((dot.y - at.y) * 0.75) ** 2;
        dim *= 1 - Math.min(0.96, 0.9 * Math.sqrt(dot.own)) * Math.exp(-squared / (glow * glow));
      });
      const colour = mixed(colours, pulls, chroma);
      const strength = heard.length > 0 ? 1 - dim : 0;
      const toward = (from: number, to: number) => from + strength * (to - from);
      const [red, green, blue] = rgb({
        l: toward(ground.l, colour.l),
        a: toward(ground.a, colour.a),
        b: toward(ground.b, colour.b),
      });
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
  const colours = dots.map((dot) => dotColour(dot.hue, dark));
  return dots.length > 0 ? mixed(colours, blend, 0.15) : lch(dark ? 0.4 : 0.85, 0, 0);
}
