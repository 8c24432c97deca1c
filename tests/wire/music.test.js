// Whether what is asked for is heard: measured in the sound that came over the wire.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { connect } from './support/live.js';
import { TestServer } from './support/server.js';
import { kFrameBytes, kRate, listenToPcm, shareInOthers, shareInScale } from './support/sound.js';

/** @type {TestServer} */ let server;
before(async () => {
  server = await TestServer.start();
});
after(async () => {
  await server?.stop();
});

const kBand = [{ text: 'house with piano, bass and drums in 4/4', weight: 1 }];
const kSettled_s = 1; // what comes before is not judged

/** @type {{name: string, hearing: import('./support/live.js').Hearing}[]} */
const heard = [];

/** Plays so many seconds and hangs up. */
async function play(
  /** @type {string} */ name,
  /** @type {any} */ config,
  /** @type {number} */ seconds,
  prompts = kBand,
) {
  const { session, hearing } = await connect(server);
  await session.setWeightedPrompts({ weightedPrompts: prompts });
  await session.setMusicGenerationConfig({ musicGenerationConfig: config });
  session.play();
  await hearing.until(() => hearing.seconds >= seconds, seconds + 20, `${seconds} s of sound`);
  session.close();
  await hearing.until(() => hearing.closed, 10, 'closing'); // and its seat is free again
  assert.deepEqual(hearing.faults, []);
  heard.push({ name, hearing });
  return hearing;
}

/** How much the sound flickers, 20 times a second: drums do, and what is held does not. */
function flicker(/** @type {Buffer} */ pcm) {
  const samples = new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length >> 1);
  const block = kRate / 10; // samples of both sides
  const levels = [];
  for (let at = 0; at + block + 4 <= samples.length; at += block) {
    let sum = 0;
    for (let i = at; i < at + block; ++i)
      sum += (samples[i] - 2 * samples[i + 2] + samples[i + 4]) ** 2;
    levels.push(Math.sqrt(sum / block));
  }
  return levels;
}
const mean = (/** @type {number[]} */ list) => list.reduce((a, b) => a + b, 0) / list.length;

/** When, in seconds of the sound, it turns from one level of flicker to another: where that explains it best. */
function turningPoint(/** @type {Buffer} */ pcm) {
  const levels = flicker(pcm).map((level) => Math.log(level + 1));
  let best = 0,
    at = 0;
  for (let i = 10; i + 10 < levels.length; ++i) {
    const difference = mean(levels.slice(0, i)) - mean(levels.slice(i));
    const explained = difference ** 2 * i * (levels.length - i);
    if (explained > best) [best, at] = [explained, i];
  }
  return at / 20;
}

/** What a player that began with the first chunk plays at this moment, in seconds of the sound. */
const playedNow = (/** @type {import('./support/live.js').Hearing} */ hearing) =>
  performance.now() / 1000 - hearing.chunks[0].at;

describe('what is asked for is heard', { concurrency: 8 }, () => {
  /** What a mute takes away, how it is measured, and by how much it falls at least. */
  const mutes = /** @type {const} */ ([
    { mute: 'muteBass', bpm: 118, seed: 31, measure: 'bassDb', least: 3 },
    { mute: 'muteDrums', bpm: 126, seed: 32, measure: 'strokeShare', least: 0.1 },
  ]);
  for (const { mute, bpm, seed, measure, least } of mutes) {
    test(`${mute}, there and back`, async (context) => {
      const { session, hearing } = await connect(server);
      context.after(() => session.close());
      const config = { bpm, seed, density: 0.6 };
      await session.setWeightedPrompts({ weightedPrompts: kBand });
      await session.setMusicGenerationConfig({ musicGenerationConfig: config });
      session.play();
      await hearing.until(() => hearing.seconds >= 11, 30, 'the band');
      const asked = playedNow(hearing);
      await session.setMusicGenerationConfig({
        musicGenerationConfig: { ...config, [mute]: true },
      });
      const muted = await hearing.more(13);
      await session.setMusicGenerationConfig({ musicGenerationConfig: config });
      const back = await hearing.more(13);
      const parts = await Promise.all(
        [
          [kSettled_s, muted],
          [muted + 3, back],
          [back + 3, Infinity],
        ].map(([from, to]) => listenToPcm(hearing.sound(from, to))),
      );
      const [all, without, again] = parts.map((part) => Number(part[measure]));
      context.diagnostic(`${measure} ${all}, muted ${without}, back ${again}`);
      if (mute === 'muteDrums') {
        const heardAfter = turningPoint(hearing.sound(0, back)) - asked;
        context.diagnostic(`heard ${(1000 * heardAfter).toFixed(0)} ms after it was asked for`);
      }
      assert.ok(without < all - least, `${without} after ${all}`);
      assert.ok(without < again - least, `${without} before ${again}`);
      assert.deepEqual(hearing.faults, []);
    });
  }

  for (const [bpm, scale] of /** @type {[number, string][]} */ ([
    [84, 'C_MAJOR_A_MINOR'],
    [97, 'E_FLAT_MAJOR_C_MINOR'],
    [110, 'A_MAJOR_G_FLAT_MINOR'],
    [124, 'G_FLAT_MAJOR_E_FLAT_MINOR'],
    [139, 'F_MAJOR_D_MINOR'],
    [156, 'B_MAJOR_A_FLAT_MINOR'],
  ])) {
    test(`${bpm} bpm in ${scale}`, async (context) => {
      const hearing = await play(`${bpm} bpm`, { bpm, scale, seed: bpm }, 22);
      const sound = await listenToPcm(hearing.sound(kSettled_s), { near: bpm });
      const [own, others] = [
        shareInScale(sound.pitchClasses, scale),
        shareInOthers(sound.pitchClasses, scale),
      ];
      context.diagnostic(
        `heard ${sound.tempo?.bpm} bpm (${(100 * (Number(sound.tempo?.bpm) / bpm - 1)).toFixed(2)} %), ${sound.key?.name}, ${(100 * own).toFixed(0)} % in the scale, ${(100 * others).toFixed(0)} % in others`,
      );
      assert.ok(Math.abs(Number(sound.tempo?.bpm) / bpm - 1) < 0.02, `${sound.tempo?.bpm} bpm`);
      assert.ok(own > 0.75, `${own} in the scale`);
      assert.ok(own > others + 0.15, `${own} in the scale, ${others} in others`);
    });
  }

  /** @type {Map<string, Promise<import('./support/sound.js').Heard>>} */
  const takes = new Map();
  /** Three seeds of each would be better music and thrice the time: the same seed makes the same plan. */
  const levels = [0, 0.5, 1];
  for (const knob of ['density', 'brightness']) {
    for (const level of levels) {
      test(`${knob} ${level}`, async () => {
        const listening = play(
          `${knob} ${level}`,
          { bpm: 104, scale: 'C_MAJOR_A_MINOR', seed: 40, [knob]: level },
          18,
        ).then((hearing) => listenToPcm(hearing.sound(kSettled_s), { near: 104 }));
        takes.set(`${knob} ${level}`, listening);
        await listening;
      });
    }
  }
  test('onsets come more often with density', async (context) => {
    const rates = await all('density', (sound) => sound.onsetsPerSecond);
    context.diagnostic(`onsets a second: ${rates}`);
    assert.ok(rates[2] > 1.3 * rates[0], `${rates}`);
    assert.ok(rates[1] > 0.9 * rates[0] && rates[1] < 1.1 * rates[2], `${rates}`);
  });
  test('the centroid rises with brightness', async (context) => {
    const centroids = await all('brightness', (sound) => sound.sustainedCentroidHz);
    context.diagnostic(
      `centroid of what is held: ${centroids} Hz; of all: ${await all('brightness', (sound) => sound.centroidHz)} Hz`,
    );
    assert.ok(centroids[2] > 1.15 * centroids[0], `${centroids}`);
    assert.ok(
      centroids[1] > 0.9 * centroids[0] && centroids[1] < 1.1 * centroids[2],
      `${centroids}`,
    );
  });
  /** @param {string} knob @param {(sound: import('./support/sound.js').Heard) => number} value */
  async function all(knob, value) {
    /** @type {number[]} */ const values = [];
    for (const level of levels) {
      while (!takes.has(`${knob} ${level}`))
        await new Promise((resolve) => setTimeout(resolve, 100));
      values.push(value(/** @type {any} */ (await takes.get(`${knob} ${level}`))));
    }
    return values;
  }

  test('a prompt is heard after a while', async (context) => {
    const { session, hearing } = await connect(server);
    context.after(() => session.close());
    await session.setWeightedPrompts({
      weightedPrompts: [{ text: 'slow ambient pads without drums', weight: 1 }],
    });
    await session.setMusicGenerationConfig({ musicGenerationConfig: { bpm: 120, seed: 33 } });
    session.play();
    await hearing.until(() => hearing.seconds >= 8, 30, 'pads');
    const asked = playedNow(hearing);
    const sent = performance.now() / 1000;
    await session.setWeightedPrompts({
      weightedPrompts: [{ text: 'drum and bass, fast loud drums', weight: 1 }],
    });
    const from = hearing.chunks.length;
    await hearing.more(8);
    const first = hearing.chunks
      .slice(from)
      .find((chunk) => chunk.metadata.clientContent.weightedPrompts[0].text.startsWith('drum'));
    assert.ok(first);
    context.diagnostic(
      `prompt to audio: on the wire ${(1000 * (first.at - sent)).toFixed(0)} ms, at the ear ${(1000 * (turningPoint(hearing.sound()) - asked)).toFixed(0)} ms after it was sent`,
    );
    const before = await listenToPcm(hearing.sound(kSettled_s, asked));
    const after_ = await listenToPcm(hearing.sound(asked + 3));
    assert.ok(
      after_.strokeShare > before.strokeShare + 0.1,
      `${before.strokeShare}, then ${after_.strokeShare}`,
    );
  });
});

describe('of all that was heard', () => {
  test('each session had music of its own', () => {
    assert.ok(heard.length >= 10);
    const beginnings = heard.map(({ hearing }) => hearing.sound(1, 2).toString('base64'));
    assert.equal(new Set(beginnings).size, beginnings.length);
  });

  test('no player ran dry, and none was far behind the server', (context) => {
    const leads = heard.map(({ hearing }) => hearing.lead());
    for (const [i, { name }] of heard.entries()) {
      if (leads[i].least <= 0)
        context.diagnostic(`${name}: ${leads[i].least.toFixed(2)} s at least`);
    }
    const least = Math.min(...leads.map((lead) => lead.least));
    const most = Math.max(...leads.map((lead) => lead.most));
    context.diagnostic(`lead ${least.toFixed(2)} to ${most.toFixed(2)} s`);
    assert.ok(least > 0, `a player would have run dry by ${-least} s`);
    assert.ok(most < 4, `${most} s ahead`);
  });

  test('no join of chunks can be heard, and those of a cut sound could', async (context) => {
    /** What stands out at its join this many times from the surprises around it. */
    const kStandsOut = 3;
    const joins = [],
      cuts = [];
    for (const { name, hearing } of heard) {
      const chunk = hearing.chunks[0].seconds;
      for (const each of hearing.chunks)
        assert.equal(each.seconds, chunk, 'chunks are of one length');
      const { chunkJoins, longestGap } = await listenToPcm(hearing.sound(), { chunk });
      joins.push(...(chunkJoins?.strengths ?? []));
      // A band of no density may be silent between its notes.
      if (!name.startsWith('density'))
        assert.ok(
          longestGap.length < 0.02,
          `${name}: a gap of ${longestGap.length} s at ${longestGap.start} s`,
        );
    }
    // The same, with ten milliseconds lost at the end of each chunk.
    for (const { hearing } of heard) {
      const lost = (kFrameBytes * kRate) / 100;
      const cut = Buffer.concat(
        hearing.chunks.map(({ pcm }) => pcm.subarray(0, pcm.length - lost)),
      );
      cuts.push(
        ...((await listenToPcm(cut, { chunk: hearing.chunks[0].seconds - 0.01 })).chunkJoins
          ?.strengths ?? []),
      );
    }
    const standOut = (/** @type {number[]} */ list) =>
      list.filter((strength) => strength > kStandsOut).length;
    context.diagnostic(
      `${standOut(joins)} of ${joins.length} joins stand out, at most ${Math.max(...joins)} times; of as many cuts ${standOut(cuts)}`,
    );
    assert.ok(joins.length > 200, `${joins.length} joins`);
    assert.ok(standOut(joins) <= joins.length / 200, `${standOut(joins)} of ${joins.length}`);
    assert.ok(
      standOut(cuts) > cuts.length / 5,
      `expected cuts to be heard, found ${standOut(cuts)} of ${cuts.length}`,
    );
  });
});
