// A dial's value, its turn, and its words.

export interface Scale {
  least: number;
  most: number;
  step: number; // what arrow keys and rounding go by
  curve?: "linear" | "log";
}

const turn = 270; // degrees from least to most
export const firstAngle = -135;

export function toShare(scale: Scale, value: number): number {
  const clipped = Math.max(scale.least, Math.min(scale.most, value));
  if (scale.curve === "log") {
    return Math.log(clipped / scale.least) / Math.log(scale.most / scale.least);
  }
  return (clipped - scale.least) / (scale.most - scale.least);
}

export function fromShare(scale: Scale, share: number): number {
  const clipped = Math.max(0, Math.min(1, share));
  const value =
    scale.curve === "log"
      ? scale.least * (scale.most / scale.least) ** clipped
      : scale.least + clipped * (scale.most - scale.least);
  return rounded(scale, value);
}

export function rounded(scale: Scale, value: number): number {
  const clipped = Math.max(scale.least, Math.min(scale.most, value));
  const steps = Math.round((clipped - scale.least) / scale.step);
  // Decimal steps are not binary: 0.30000000000000004 must not be sent.
  return Number((scale.least + steps * scale.step).toFixed(6));
}

export const angleOf = (share: number) => firstAngle + turn * share;

// Arrow keys: a step that is felt, with shift the finest there is; Page: a tenth of the turn.
export function nudged(scale: Scale, value: number, key: string, fine: boolean): number | null {
  const share = toShare(scale, value);
  const along = (sign: number) => {
    const finest = rounded(scale, value + sign * scale.step);
    if (fine) return finest;
    const felt = fromShare(scale, share + sign * 0.02);
    return sign > 0 ? Math.max(finest, felt) : Math.min(finest, felt);
  };
  switch (key) {
    case "ArrowUp":
    case "ArrowRight":
      return along(1);
    case "ArrowDown":
    case "ArrowLeft":
      return along(-1);
    case "PageUp":
      return fromShare(scale, share + 0.1);
    case "PageDown":
      return fromShare(scale, share - 0.1);
    case "Home":
      return scale.least;
    case "End":
      return scale.most;
    default:
      return null;
  }
}

// An arc of a circle around (0, 0), from one turn to another, for an SVG path.
export function arc(radius: number, fromAngle: number, toAngle: number): string {
  const at = (angle: number) => {
    const radians = ((angle - 90) * Math.PI) / 180;
    return `${(radius * Math.cos(radians)).toFixed(2)} ${(radius * Math.sin(radians)).toFixed(2)}`;
  };
  const large = Math.abs(toAngle - fromAngle) > 180 ? 1 : 0;
  const sweep = toAngle > fromAngle ? 1 : 0;
  return `M ${at(fromAngle)} A ${radius} ${radius} 0 ${large} ${sweep} ${at(toAngle)}`;
}
