// Live music through a bare socket: what Google's client never sends, but others do.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';

import { connect, connectRaw, kModel, liveUrl, openRaw, sleep } from './support/live.js';
import { TestServer } from './support/server.js';

/** @type {TestServer} */ let server;
before(async () => {
  server = await TestServer.start();
});
after(async () => {
  await server?.stop();
});

const kPrompts = { clientContent: { weightedPrompts: [{ text: 'bossa nova', weight: 1 }] } };

describe('a bare socket', { concurrency: 4 }, () => {
  for (const version of ['v1alpha', 'v1beta']) {
    for (const slash of ['/', '//']) {
      test(`${slash}ws of ${version}`, async (context) => {
        const { socket, hearing, send } = await connectRaw(server, { version, slash });
        context.after(() => socket.close());
        send(kPrompts);
        send({ playbackControl: 'PLAY' });
        await hearing.more(1);
        assert.deepEqual(hearing.faults, []);
      });
    }
  }

  test('a key is needed nowhere on this machine', async (context) => {
    const { socket, hearing } = await connectRaw(server, { query: '' });
    context.after(() => socket.close());
    assert.deepEqual(hearing.faults, []);
  });

  test('snake case, nulls, unknown fields, numbers as text and enums as numbers', async (context) => {
    const { socket, hearing, send } = await connectRaw(server);
    context.after(() => socket.close());
    send({
      client_content: {
        weighted_prompts: [{ text: 'tango', weight: '0.5', promptId: 'p1', cc: 3, color: '#fff' }],
      },
    });
    send({
      music_generation_config: {
        bpm: '96',
        scale: 3,
        mute_bass: null,
        density: null,
        top_k: 40,
        audioFormat: 'pcm16',
        sampleRateHz: 44100,
        seed: 4,
      },
    });
    send({ playback_control: 'PLAY' });
    await hearing.more(1);
    assert.deepEqual(hearing.metadata.clientContent.weightedPrompts, [
      { text: 'tango', weight: 0.5 },
    ]);
    const config = hearing.metadata.musicGenerationConfig;
    assert.equal(config.bpm, 96);
    assert.equal(config.scale, 'D_MAJOR_B_MINOR');
    assert.equal(config.seed, 4);
    send({ musicGenerationConfig: { brightness: 0.3 }, clientContent: null });
    await hearing.until(
      () => hearing.metadata.musicGenerationConfig.brightness === 0.3,
      5,
      'a null field counts as absent',
    );
    assert.deepEqual(hearing.faults, []);
  });

  test('JSON in binary frames', async (context) => {
    const { socket, hearing, send } = await openRaw(liveUrl(server));
    context.after(() => socket.close());
    for (const message of [
      { setup: { model: `models/${kModel}` } },
      kPrompts,
      { playbackControl: 'PLAY' },
    ])
      send(message, { binary: true });
    await hearing.until(() => hearing.chunks.length > 0, 15, 'sound');
    assert.deepEqual(hearing.faults, []);
  });

  test('a message in fragments', async (context) => {
    const { socket, hearing, send } = await openRaw(liveUrl(server));
    context.after(() => socket.close());
    const text = JSON.stringify({ setup: { model: `models/${kModel}` } });
    for (let i = 0; i < text.length; i += 7)
      send(text.slice(i, i + 7), { fin: i + 7 >= text.length });
    await hearing.until(() => hearing.messages.length > 0, 5, 'setupComplete');
  });

  test('setup may come late', async (context) => {
    const { socket, hearing, send } = await openRaw(liveUrl(server));
    context.after(() => socket.close());
    await sleep(2);
    assert.equal(hearing.messages.length, 0, 'nothing is said before setup');
    send({ setup: { model: `models/${kModel}` } });
    await hearing.until(() => hearing.messages.length > 0, 5, 'setupComplete');
    assert.deepEqual(hearing.faults, []);
  });

  const kWrong = {
    'no JSON': 'these are words',
    'cut off': '{"clientContent":',
    'an empty message': '',
    'a list': '[]',
    'no field that is known': '{}',
    'two at once': '{"playbackControl":"PLAY","musicGenerationConfig":{}}',
    'a playback control that is none': '{"playbackControl":"DANCE"}',
    'a scale that is none': '{"musicGenerationConfig":{"scale":"H_MAJOR"}}',
    'a scale beyond the last': '{"musicGenerationConfig":{"scale":13}}',
    'a tempo that is no number': '{"musicGenerationConfig":{"bpm":"fast"}}',
    'prompts that are no list': '{"clientContent":{"weightedPrompts":"jazz"}}',
    'a text that is none': '{"clientContent":{"weightedPrompts":[{"text":5,"weight":1}]}}',
    'a second setup': JSON.stringify({ setup: { model: `models/${kModel}` } }),
    'deep brackets': '['.repeat(100_000),
  };
  for (const [what, message] of Object.entries(kWrong)) {
    test(`${what}: closed with a code and a reason`, async () => {
      const { hearing, send } = await connectRaw(server);
      send(message);
      await hearing.until(() => hearing.closed, 5, 'closing');
      assert.ok(
        [1002, 1003, 1007, 1008].includes(hearing.closed?.code ?? 0),
        JSON.stringify(hearing.closed),
      );
      assert.ok(hearing.closed?.reason, 'expected a reason');
    });
  }

  test('text that is no UTF-8: closed with 1007', async () => {
    const { hearing, socket } = await connectRaw(server);
    socket.send(Buffer.from([0x22, 0xff, 0xfe, 0x22]), { binary: false });
    await hearing.until(() => hearing.closed, 5, 'closing');
    assert.equal(hearing.closed?.code, 1007);
  });

  test('more than a message may hold: closed with 1009', async () => {
    const { hearing, send } = await connectRaw(server);
    send(
      JSON.stringify({
        clientContent: { weightedPrompts: [{ text: 'x'.repeat(1_200_000), weight: 1 }] },
      }),
    );
    await hearing.until(() => hearing.closed, 5, 'closing');
    assert.equal(hearing.closed?.code, 1009);
  });

  test('a ping is answered while it plays', async (context) => {
    const { socket, hearing, send } = await connectRaw(server);
    context.after(() => socket.close());
    send(kPrompts);
    send({ playbackControl: 'PLAY' });
    await hearing.more(0.5);
    for (const words of ['', 'hello', 'x'.repeat(125)]) {
      const at = performance.now();
      socket.ping(words);
      const [answer] = await once(socket, 'pong');
      assert.equal(answer.toString(), words);
      assert.ok(performance.now() - at < 20_000);
    }
  });

  test('compression may be offered', async (context) => {
    for (const perMessageDeflate of [true, false]) {
      const { socket, hearing, send } = await openRaw(liveUrl(server), { perMessageDeflate });
      context.after(() => socket.close());
      send({ setup: { model: `models/${kModel}` } });
      send({ playbackControl: 'PLAY' });
      await hearing.until(() => hearing.chunks.length > 0, 15, 'sound');
      assert.deepEqual(hearing.faults, []);
    }
  });
});

describe('seats', () => {
  const kSeats = 3;
  /** @type {TestServer} */ let small;
  before(async () => {
    small = await TestServer.start({ args: ['--sessions', String(kSeats + 1)] });
  }); // the main one has one
  after(async () => {
    await small?.stop();
  });

  test('one more than there are is refused with 1013, and those who vanish make room', async () => {
    const taken = [];
    for (let i = 0; i < kSeats; ++i) {
      const raw = await connectRaw(small);
      raw.send({ playbackControl: 'PLAY' });
      taken.push(raw);
    }
    await Promise.all(
      taken.map(({ hearing }) => hearing.until(() => hearing.chunks.length > 0, 20, 'sound')),
    );
    const refused = await openRaw(liveUrl(small));
    await refused.hearing.until(() => refused.hearing.closed, 5, 'closing');
    assert.equal(refused.hearing.closed?.code, 1013);
    assert.ok(refused.hearing.closed?.reason);
    for (const { socket } of taken) socket.terminate(); // without a word
    const end = Date.now() + 10_000;
    for (let seated = 0; seated < kSeats;) {
      const { socket, hearing } = await openRaw(liveUrl(small));
      await sleep(0.1);
      if (!hearing.closed) ++seated;
      else assert.ok(Date.now() < end, `expected ${kSeats} seats within 10 s, found ${seated}`);
      if (hearing.closed) socket.terminate();
    }
  });
});

describe('keys', () => {
  const kKey = 'a-key_of.seventeen';
  /** @type {TestServer} */ let keyed;
  before(async () => {
    keyed = await TestServer.start({ args: ['--api-key', kKey] });
  });
  after(async () => {
    await keyed?.stop();
  });

  test("in the query, as Google's client sends it", async (context) => {
    const { session, hearing } = await connect(keyed, { apiKey: kKey });
    context.after(() => session.close());
    session.play();
    await hearing.until(() => hearing.chunks.length > 0, 15, 'sound');
  });
  for (const [name, value] of [
    ['x-goog-api-key', kKey],
    ['authorization', `Bearer ${kKey}`],
  ]) {
    test(`in the header ${name}`, async (context) => {
      const { socket, hearing, send } = await openRaw(liveUrl(keyed, { query: '' }), {
        headers: { [name]: value },
      });
      context.after(() => socket.close());
      send({ setup: { model: `models/${kModel}` } });
      await hearing.until(() => hearing.messages.length > 0, 10, 'setupComplete');
    });
  }
  for (const query of ['', '?key=', '?key=wrong', '?key=undefined']) {
    test(`a wrong one ("${query}") is accepted and then closed with 1008: else the client would wait for ever`, async () => {
      const { hearing } = await openRaw(liveUrl(keyed, { query }));
      await hearing.until(() => hearing.closed, 5, 'closing');
      assert.equal(hearing.closed?.code, 1008);
      assert.ok(hearing.closed?.reason);
      assert.deepEqual(hearing.messages, []);
    });
  }
});
