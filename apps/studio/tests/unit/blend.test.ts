// The pad's arithmetic: distances become weights, and weights distances.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fitCursor, freeHue, freePlace, mostOwn, promptWeights, ringPlace, shares } from "../../src/pad/blend";

const corners = [
  { x: 0.2, y: 0.2, own: 1 },
  { x: 0.8, y: 0.3, own: 1 },
  { x: 0.5, y: 0.8, own: 1 },
];
const near = (a: number, b: number, by = 1e-9) => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);

test("shares are one in sum, and the nearest dot has the most", () => {
  for (let i = 0; i < 200; ++i) {
    const cursor = { x: (i % 20) / 19, y: Math.floor(i / 20) / 9 };
    const all = shares(corners, cursor);
    near(all.reduce((sum, share) => sum + share, 0), 1);
    const distances = corners.map((dot) => Math.hypot(dot.x - cursor.x, dot.y - cursor.y));
    assert.equal(all.indexOf(Math.max(...all)), distances.indexOf(Math.min(...distances)));
  }
});

test("on a dot, that dot alone is heard", () => {
  const [first = 0] = shares(corners, { x: 0.2, y: 0.2 });
  assert.ok(first > 0.99, `found ${first}`);
});

test("at equal distance, own weights decide", () => {
  const two = [
    { x: 0.3, y: 0.5, own: 1 },
    { x: 0.7, y: 0.5, own: 0.5 },
  ];
  const [left = 0, right = 0] = shares(two, { x: 0.5, y: 0.5 });
  near(left / right, 2, 1e-6);
});

test("a dot of weight 0 is silent, and silence is no number gone wrong", () => {
  const [, second] = shares([corners[0]!, { x: 0.8, y: 0.3, own: 0 }], { x: 0.8, y: 0.3 });
  assert.equal(second, 0);
  assert.deepEqual(shares([{ x: 0.5, y: 0.5, own: 0 }], { x: 0.5, y: 0.5 }), [0]);
  assert.deepEqual(shares([], { x: 0, y: 0 }), []);
});

test("a small move changes shares a little: there are no jumps", () => {
  let before = shares(corners, { x: 0, y: 0.4 });
  for (let x = 0.002; x <= 1; x += 0.002) {
    const now = shares(corners, { x, y: 0.4 });
    now.forEach((share, i) => assert.ok(Math.abs(share - (before[i] ?? 0)) < 0.03));
    before = now;
  }
});

test("weights that came from elsewhere are shown exactly", () => {
  const wishes = [
    [0.62, 0.27, 0.11],
    [1, 1, 1],
    [0.9, 0.05, 0.05],
    [3, 0, 1],
    [0.001, 0.5, 0.499],
  ];
  for (const wish of wishes) {
    const { cursor, owns } = fitCursor(corners, wish);
    const fitted = corners.map((dot, i) => ({ ...dot, own: owns[i] ?? 0 }));
    const sum = wish.reduce((total, weight) => total + weight, 0);
    const exact = wish.every((weight) => weight > 0);
    shares(fitted, cursor).forEach((share, i) => near(share, (wish[i] ?? 0) / sum, exact ? 1e-9 : 2e-4));
    for (const own of owns) assert.ok(own > 0 && own <= mostOwn + 1e-9, `${own}`);
  }
});

test("far away a dot no longer counts, and comes back when the cursor comes to it", () => {
  const two = [{ x: 0.3, y: 0.5, own: 1 }, { x: 0.98, y: 0.95, own: 1 }];
  assert.equal(promptWeights(two, { x: 0.35, y: 0.5 })[1], 0);
  assert.ok((promptWeights(two, { x: 0.6, y: 0.7 })[1] ?? 0) > 0.1);
  // Told to someone else as 0 it is not lost to them.
  const { cursor, owns } = fitCursor(two, [1, 0]);
  const theirs = two.map((dot, i) => ({ ...dot, own: owns[i] ?? 0 }));
  assert.equal(promptWeights(theirs, cursor)[1], 0);
  assert.ok((promptWeights(theirs, two[1]!)[1] ?? 0) > 0.9);
});

test("what is sent has three places", () => {
  for (const weight of promptWeights(corners, { x: 0.411, y: 0.377 })) {
    near(weight * 1000, Math.round(weight * 1000), 1e-9);
  }
});

test("new dots find room, and colours of their own", () => {
  const dots: { x: number; y: number }[] = [];
  const hues: number[] = [];
  for (let i = 0; i < 12; ++i) {
    const place = freePlace(dots);
    for (const dot of dots) assert.ok(Math.hypot(dot.x - place.x, dot.y - place.y) > 0.1);
    dots.push(place);
    const hue = freeHue(hues);
    assert.ok(!hues.includes(hue));
    hues.push(hue);
  }
  for (let count = 1; count <= 12; ++count) {
    for (let i = 0; i < count; ++i) {
      const { x, y } = ringPlace(i, count);
      assert.ok(x > 0.1 && x < 0.9 && y > 0.1 && y < 0.9);
    }
  }
});
