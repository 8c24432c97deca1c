// How a cursor among dots becomes weights, and weights become a cursor.

export interface Point {
  x: number; // 0..1 over the pad
  y: number;
}

export interface Dot extends Point {
  id: string;
  text: string;
  own: number; // 0..mostOwn: how much it pulls
  hue: number; // degrees
}

export const mostOwn = 2;

// Softens the pull near a dot: at this distance it is no longer much stronger than on it.
const softness = 0.02;
const steepness = 1.5; // of squared distances: weights fall with the third power

export function nearness(from: Point, to: Point): number {
  const squared = (from.x - to.x) ** 2 + (from.y - to.y) ** 2;
  return 1 / (squared + softness * softness * 4) ** steepness;
}

// Shares of one, in the order of the dots; all 0 where no dot pulls.
export function shares(dots: readonly (Point & { own: number })[], cursor: Point): number[] {
  const pulls = dots.map((dot) => Math.max(0, dot.own) * nearness(dot, cursor));
  const sum = pulls.reduce((total, pull) => total + pull, 0);
  return sum > 0 ? pulls.map((pull) => pull / sum) : pulls.map(() => 0);
}

// What no longer counts: a dot far away is not part of the blend.
const leastShare = 0.01;
const unheardShare = 0.0001;

// What is sent: shares to three places, so that equal blends are equal messages.
export function promptWeights(dots: readonly (Point & { own: number })[], cursor: Point): number[] {
  return shares(dots, cursor).map((share) => (share < leastShare ? 0 : Math.round(share * 1000) / 1000));
}

// Own weights that give exactly these weights at a cursor; none above mostOwn. A dot that does not
// count keeps a little, for when the cursor comes to it.
function ownsAt(dots: readonly Point[], weights: readonly number[], cursor: Point): number[] {
  const raw = dots.map((dot, i) => Math.max(0, weights[i] ?? 0) / nearness(dot, cursor));
  const pulling = raw.filter((own) => own > 0);
  if (pulling.length === 0) return raw;
  // Their geometric mean is 1 where that leaves all in range.
  const mean = Math.exp(pulling.reduce((sum, own) => sum + Math.log(own), 0) / pulling.length);
  const scale = Math.max(mean, Math.max(...pulling) / mostOwn);
  const sum = weights.reduce((total, weight) => total + Math.max(0, weight), 0) / scale;
  return dots.map((dot, i) => {
    const own = (raw[i] ?? 0) / scale;
    return own > 0 ? own : Math.min(1, (unheardShare * sum) / nearness(dot, cursor));
  });
}

// The cursor that explains weights best with own weights near one, and the own weights that make it
// exact. Someone else's weights become positions by this.
export function fitCursor(
  dots: readonly Point[],
  weights: readonly number[],
): { cursor: Point; owns: number[] } {
  const steps = 48;
  let best: Point = { x: 0.5, y: 0.5 };
  let least = Infinity;
  for (let row = 1; row < steps; ++row) {
    for (let column = 1; column < steps; ++column) {
      const cursor = { x: column / steps, y: row / steps };
      // Of equals, the one in the middle.
      let misfit = 0.4 * ((cursor.x - 0.5) ** 2 + (cursor.y - 0.5) ** 2);
      for (const own of ownsAt(dots, weights, cursor)) {
        if (own > 0) misfit += Math.log(own) ** 2;
      }
      if (misfit < least - 1e-12) {
        least = misfit;
        best = cursor;
      }
    }
  }
  return { cursor: best, owns: ownsAt(dots, weights, best) };
}

// A place for a new dot: the farthest from all others among a fixed spread, away from the edges.
export function freePlace(dots: readonly Point[]): Point {
  let best: Point = { x: 0.5, y: 0.4 };
  let most = -1;
  for (let i = 1; i <= 64; ++i) {
    const place = { x: 0.12 + 0.76 * halton(i, 2), y: 0.14 + 0.66 * halton(i, 3) };
    const room = Math.min(
      ...dots.map((dot) => Math.hypot(dot.x - place.x, dot.y - place.y)),
      0.35 + 0.1 / i,
    );
    if (room > most + 1e-9) {
      most = room;
      best = place;
    }
  }
  return best;
}

function halton(index: number, base: number): number {
  let fraction = 1;
  let result = 0;
  for (let i = index; i > 0; i = Math.floor(i / base)) {
    fraction /= base;
    result += fraction * (i % base);
  }
  return result;
}

// Places for dots of which none is known yet: around the middle, from the left.
export function ringPlace(index: number, count: number): Point {
  if (count === 1) return { x: 0.5, y: 0.36 };
  const angle = Math.PI + (2 * Math.PI * index) / count + (count > 2 ? Math.PI / 6 : 0);
  return { x: 0.5 + 0.31 * Math.cos(angle), y: 0.48 + 0.29 * Math.sin(angle) };
}

// Hues that stay apart from those in use.
export function freeHue(used: readonly number[]): number {
  const wheel = [28, 232, 152, 328, 88, 278, 195, 0, 58, 120, 255, 305];
  const apart = (a: number, b: number) => Math.min(Math.abs(a - b), 360 - Math.abs(a - b));
  const free = wheel.find((hue) => used.every((other) => apart(hue, other) > 14));
  return free ?? wheel[used.length % wheel.length] ?? 0;
}
