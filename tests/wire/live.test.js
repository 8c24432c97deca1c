// Live music through Google's client: what each call does to a session.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { TestServer } from './support/server.js';
import { connect, kModel, sleep } from './support/live.js';
import { kScales, listenToPcm } from './support/sound.js';

/** @type {TestServer} */ let server;
before(async () => {
  server = await TestServer.start();
});
after(async () => {
  await server?.stop();
});

const kTechno = [
  { text: 'minimal techno', weight: 1 },
  { text: 'warm analog bass', weight: 0.5 },
];

/** @param {any} context */
async function playing(context, prompts = kTechno, config = {}, options = {}) {
  const { session, hearing } = await connect(server, options);
  context.after(() => session.close());
  await session.setWeightedPrompts({ weightedPrompts: prompts });
  await session.setMusicGenerationConfig({ musicGenerationConfig: config });
  session.play();
  await hearing.until(() => hearing.chunks.length > 0, 15, 'the first chunk');
  return { session, hearing };
}

const texts = (/** @type {any} */ metadata) =>
  metadata.clientContent.weightedPrompts.map((/** @type {any} */ each) => each.text);
const inOrder = (/** @type {import('./support/live.js').Hearing} */ hearing) =>
  assert.deepEqual(hearing.faults, []);

describe('live music', { concurrency: 4 }, () => {
  test('what is sent before setupComplete is honoured', async (context) => {
    const { session, hearing } = await connect(server);
    context.after(() => session.close());
    const config = {
      bpm: 112,
      scale: 'A_MAJOR_G_FLAT_MINOR',
      seed: 7,
      density: 0.6,
      brightness: 0.4,
      guidance: 4,
      temperature: 1.1,
      topK: 40,
      musicGenerationMode: 'QUALITY',
    };
    await session.setWeightedPrompts({ weightedPrompts: kTechno });
    await session.setMusicGenerationConfig({ musicGenerationConfig: /** @type {any} */ (config) });
    session.play();
    await hearing.until(() => hearing.seconds >= 6, 15, '6 s of sound');
    inOrder(hearing);
    assert.ok('setupComplete' in hearing.messages[0]);
    assert.equal(hearing.all('warning').length, 0);
    for (const { metadata } of hearing.chunks) {
      assert.deepEqual(metadata.clientContent.weightedPrompts, kTechno);
      for (const name of /** @type {const} */ (['bpm', 'scale', 'seed', 'density', 'brightness']))
        assert.equal(metadata.musicGenerationConfig[name], config[name], name);
    }
    const { rmsDb, dc, seconds } = await listenToPcm(hearing.sound());
    assert.ok(Number(rmsDb) > -50, `expected sound, found ${rmsDb} dB`);
    assert.ok(Math.abs(dc) < 0.01, `expected no direct current, found ${dc}`);
    assert.ok(Math.abs(seconds - hearing.seconds) < 1e-4);
    const { most, least } = hearing.lead();
    context.diagnostic(
      `lead ${least.toFixed(2)} to ${most.toFixed(2)} s; chunks of ${hearing.chunks[0].seconds} s`,
    );
    assert.ok(most <= 4, `expected a lead of at most 4 s, found ${most}`);
    assert.ok(least > 0, `a player would have run dry: ${least} s`);
  });

  test('new prompts take the place of the old while it plays', async (context) => {
    const { session, hearing } = await playing(context);
    await hearing.more(1);
    const sent = hearing.chunks.length;
    const at = performance.now();
    await session.setWeightedPrompts({ weightedPrompts: [{ text: 'slow solo piano', weight: 2 }] });
    await hearing.until(
      () => texts(hearing.metadata)[0] === 'slow solo piano',
      5,
      'the new prompt',
    );
    const first = hearing.chunks.findIndex(
      (chunk) => texts(chunk.metadata)[0] === 'slow solo piano',
    );
    context.diagnostic(
      `the first chunk under new prompts came after ${(performance.now() - at).toFixed(0)} ms, ${first - sent} chunks later`,
    );
    assert.deepEqual(hearing.metadata.clientContent.weightedPrompts, [
      { text: 'slow solo piano', weight: 2 },
    ]);
    assert.ok(first - sent <= 2);
    await hearing.more(1);
    inOrder(hearing);
  });

  test('the newest of many prompts counts', async (context) => {
    const { session, hearing } = await playing(context);
    for (let i = 0; i < 60; ++i) {
      await session.setWeightedPrompts({
        weightedPrompts: [
          { text: 'jazz trio', weight: 1 },
          { text: 'string quartet', weight: 0.01 + i / 60 },
        ],
      });
      await sleep(0.01);
    }
    const at = hearing.chunks.length;
    await hearing.more(1.5);
    for (const chunk of hearing.chunks.slice(at + 2)) {
      const weights = chunk.metadata.clientContent.weightedPrompts;
      assert.ok(Math.abs(weights[1].weight - (0.01 + 59 / 60)) < 1e-4, JSON.stringify(weights));
    }
    inOrder(hearing);
  });

  test('PAUSE is silent, PLAY goes on, and prompts given between are heard', async (context) => {
    const { session, hearing } = await playing(context, kTechno, { seed: 3 });
    session.play();
    await hearing.more(2);
    session.pause();
    session.pause();
    assert.ok(await hearing.silent(), 'expected silence after PAUSE');
    await session.setWeightedPrompts({
      weightedPrompts: [{ text: 'baroque harpsichord', weight: 1 }],
    });
    const held = hearing.chunks.length;
    assert.ok(await hearing.silent(0, 1), 'prompts do not end a pause');
    session.play();
    await hearing.more(2);
    assert.deepEqual(texts(hearing.chunks[held].metadata), ['baroque harpsichord']);
    assert.ok(
      !hearing.chunks[held].pcm.equals(hearing.chunks[0].pcm),
      'expected it to go on, not to begin again',
    );
    assert.equal(hearing.closed, null);
    inOrder(hearing);
  });

  test('RESET_CONTEXT goes on with the prompts, under the new tempo and scale', async (context) => {
    const { session, hearing } = await playing(context, kTechno, {
      bpm: 90,
      scale: 'C_MAJOR_A_MINOR',
      seed: 5,
    });
    await session.setMusicGenerationConfig({
      musicGenerationConfig: {
        bpm: 150,
        scale: /** @type {any} */ ('E_MAJOR_D_FLAT_MINOR'),
        seed: 5,
        density: 0.7,
      },
    });
    await hearing.more(2.5);
    const waiting = hearing.metadata.musicGenerationConfig;
    assert.equal(waiting.bpm, 90, 'tempo waits for a reset');
    assert.equal(waiting.scale, 'C_MAJOR_A_MINOR', 'scale waits for a reset');
    assert.equal(waiting.density, 0.7, 'density does not');
    session.resetContext();
    await hearing.until(
      () => hearing.metadata.musicGenerationConfig.bpm === 150,
      5,
      'the new tempo',
    );
    await hearing.more(2);
    assert.equal(hearing.metadata.musicGenerationConfig.scale, 'E_MAJOR_D_FLAT_MINOR');
    assert.deepEqual(hearing.metadata.clientContent.weightedPrompts, kTechno);
    assert.equal(hearing.metadata.musicGenerationConfig.seed, 5);
    inOrder(hearing);
  });

  test('RESET_CONTEXT in a pause is silent', async (context) => {
    const { session, hearing } = await playing(context);
    session.pause();
    assert.ok(await hearing.silent());
    session.resetContext();
    assert.ok(await hearing.silent(0.5));
    session.play();
    await hearing.more(1);
    assert.deepEqual(hearing.metadata.clientContent.weightedPrompts, kTechno);
    inOrder(hearing);
  });

  test('STOP is silent, keeps the prompts, and PLAY begins anew under the new tempo', async (context) => {
    const { session, hearing } = await playing(context, kTechno, { bpm: 100, seed: 11 });
    await hearing.more(1);
    session.stop();
    session.stop();
    assert.ok(await hearing.silent(), 'expected silence after STOP');
    await session.setMusicGenerationConfig({ musicGenerationConfig: { bpm: 130, seed: 11 } });
    session.pause(); // of nothing
    session.play();
    const anew = hearing.chunks.length;
    await hearing.more(2);
    assert.deepEqual(hearing.metadata.clientContent.weightedPrompts, kTechno);
    assert.equal(hearing.chunks[anew].metadata.musicGenerationConfig.bpm, 130);
    assert.equal(hearing.closed, null);
    inOrder(hearing);
  });

  test('a configuration replaces the whole of the one before', async (context) => {
    const { session, hearing } = await playing(context, kTechno, {
      density: 0.2,
      brightness: 0.9,
      guidance: 5,
      seed: 9,
    });
    assert.equal(hearing.metadata.musicGenerationConfig.density, 0.2);
    await session.setMusicGenerationConfig({ musicGenerationConfig: { brightness: 0.1 } });
    await hearing.until(
      () => hearing.metadata.musicGenerationConfig.brightness === 0.1,
      5,
      'the new configuration',
    );
    assert.ok(!('density' in hearing.metadata.musicGenerationConfig));
    assert.ok(!('guidance' in hearing.metadata.musicGenerationConfig));
    await session.setMusicGenerationConfig({ musicGenerationConfig: {} });
    await hearing.until(
      () => !('brightness' in hearing.metadata.musicGenerationConfig),
      5,
      'the defaults',
    );
    inOrder(hearing);
  });

  test('the seed that is used is told, whoever chose it', async (context) => {
    const { hearing } = await playing(context);
    const { seed } = hearing.metadata.musicGenerationConfig;
    assert.ok(Number.isInteger(seed) && seed >= -(2 ** 31) && seed < 2 ** 31, `${seed}`);
    await hearing.more(1);
    for (const chunk of hearing.chunks)
      assert.equal(chunk.metadata.musicGenerationConfig.seed, seed);
    const other = await playing(context);
    assert.notEqual(
      other.hearing.metadata.musicGenerationConfig.seed,
      seed,
      'each session draws its own',
    );
    inOrder(hearing);
  });

  test('every scale, mode and mute is taken', async (context) => {
    const { session, hearing } = await playing(context);
    const configs = [
      ...kScales.map((scale) => ({ scale })),
      ...['MUSIC_GENERATION_MODE_UNSPECIFIED', 'QUALITY', 'DIVERSITY', 'VOCALIZATION'].map(
        (musicGenerationMode) => ({ musicGenerationMode }),
      ),
      { muteBass: true },
      { muteDrums: true },
      { onlyBassAndDrums: true },
      { muteBass: true, muteDrums: true, onlyBassAndDrums: true },
      { temperature: 0 },
      { temperature: 3 },
      { topK: 1 },
      { topK: 1000 },
      { guidance: 0 },
      { guidance: 6 },
      { bpm: 60 },
      { bpm: 200 },
      { density: 0 },
      { density: 1 },
      { brightness: 0 },
      { brightness: 1 },
      { seed: 0 },
      { seed: 2147483647 },
      {},
    ];
    for (const config of configs) {
      await session.setMusicGenerationConfig({
        musicGenerationConfig: /** @type {any} */ (config),
      });
      await sleep(0.02);
    }
    await hearing.more(2);
    assert.equal(hearing.closed, null);
    assert.deepEqual(hearing.all('warning'), []);
    inOrder(hearing);
  });

  test('values out of range are warned of, and the music goes on', async (context) => {
    const { session, hearing } = await playing(context);
    await session.setMusicGenerationConfig({
      musicGenerationConfig: { bpm: 500, density: 7, topK: 0 },
    });
    await hearing.until(() => hearing.all('warning').length > 0, 5, 'a warning');
    await hearing.more(1);
    inOrder(hearing);
  });

  test('a prompt of weight 0 is tolerated beside others', async (context) => {
    const { hearing } = await playing(context, [
      { text: 'samba', weight: 1 },
      { text: 'metal', weight: 0 },
    ]);
    await hearing.more(1);
    assert.ok(!texts(hearing.metadata).includes('metal'));
    inOrder(hearing);
  });

  test('no prompts, or none that weighs, harm nobody', async (context) => {
    const { session, hearing } = await connect(server);
    context.after(() => session.close());
    session.play();
    await session.setWeightedPrompts({
      weightedPrompts: [
        { text: 'samba', weight: 0 },
        { text: 'metal', weight: 0 },
      ],
    });
    await sleep(2);
    if (!hearing.closed) {
      await session.setWeightedPrompts({ weightedPrompts: [{ text: 'samba', weight: 1 }] });
      await hearing.until(
        () => hearing.chunks.length > 0 && texts(hearing.metadata).includes('samba'),
        10,
        'music after all',
      );
    } else {
      assert.notEqual(hearing.closed.code, 1006);
    }
    inOrder(hearing);
    assert.ok(server.running);
  });

  test('a prompt that cannot be taken is told, and the music goes on', async (context) => {
    const { session, hearing } = await playing(context);
    await session.setWeightedPrompts({
      weightedPrompts: [
        { text: 'reggae', weight: 1 },
        { text: '', weight: 1 },
      ],
    });
    await hearing.until(() => hearing.all('filteredPrompt').length > 0, 5, 'filteredPrompt');
    const [filtered] = hearing.all('filteredPrompt');
    assert.equal(typeof filtered.filteredReason, 'string');
    await hearing.until(() => texts(hearing.metadata)[0] === 'reggae', 5, 'the other prompt');
    assert.deepEqual(texts(hearing.metadata), ['reggae']);
    inOrder(hearing);
  });

  test('the close handshake completes while it plays', async (context) => {
    const { session, hearing } = await playing(context);
    session.close();
    await hearing.until(() => hearing.closed, 5, 'closing');
    assert.notEqual(hearing.closed?.code, 1006, 'expected a clean end');
  });

  for (const apiVersion of ['v1alpha', 'v1beta']) {
    for (const ending of ['', '/']) {
      test(`${apiVersion} at the address with "${ending}" behind it, which the client doubles`, async (context) => {
        const { hearing } = await playing(
          context,
          kTechno,
          {},
          { apiVersion, baseUrl: server.url + ending },
        );
        await hearing.more(0.5);
        inOrder(hearing);
      });
    }
  }

  test('the model may be named in full', async (context) => {
    const { hearing } = await playing(context, kTechno, {}, { model: `models/${kModel}` });
    inOrder(hearing);
  });

  test('a model that is no live model is refused with a code and a reason', async () => {
    for (const model of ['lyria-4-nonsense', 'lyria-3.5']) {
      const { hearing } = await connect(server, { model });
      await hearing.until(() => hearing.closed, 5, 'closing');
      assert.ok(
        [1007, 1008, 1011].includes(hearing.closed?.code ?? 0),
        JSON.stringify(hearing.closed),
      );
      assert.ok(hearing.closed?.reason.includes(model), JSON.stringify(hearing.closed));
    }
  });
});
