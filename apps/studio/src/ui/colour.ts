// Colours by lightness, chroma and hue as the eye sees them (OKLCH), for canvases.
// Matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).

export interface Lab {
  l: number;
  a: number;
  b: number;
}

export function lch(l: number, c: number, hue: number): Lab {
  const angle = (hue * Math.PI) / 180;
  return { l, a: c * Math.cos(angle), b: c * Math.sin(angle) };
}

function gamma(linear: number): number {
  const clipped = Math.max(0, Math.min(1, linear));
  return clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
}

// 0..255 each.
export function rgb({ l, a, b }: Lab): [number, number, number] {
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    255 * gamma(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    255 * gamma(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    255 * gamma(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ];
}

export function css(colour: Lab, alpha = 1): string {
  const [r, g, b] = rgb(colour).map(Math.round);
  return alpha >= 1 ? `rgb(${r} ${g} ${b})` : `rgb(${r} ${g} ${b} / ${alpha.toFixed(3)})`;
}
