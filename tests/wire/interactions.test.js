// Interactions with Google's client: made, streamed, polled, cancelled and deleted.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { client, sleep } from './support/live.js';
import { fire, png } from './support/picture.js';
import { TestServer } from './support/server.js';
import { listen, soundType } from './support/sound.js';

/** @type {TestServer} */ let server;
before(async () => {
  server = await TestServer.start();
});
after(async () => {
  await server?.stop();
});

const kSong = 'lyria-3.5';
const kShort = '[0:00 - 0:05] quiet intro on harp\n[0:05 - 0:12] a dance with fiddle and drums';
const kLong = '[0:00 - 3:00] a long slow symphony for large orchestra';

const api = (apiVersion = 'v1beta') => client(server, { apiVersion });

/** @param {any} interaction */
function checkDone(interaction) {
  assert.equal(interaction.status, 'completed');
  assert.equal(interaction.object, 'interaction');
  assert.ok(Date.parse(interaction.created) <= Date.parse(interaction.updated));
  assert.ok(interaction.usage.total_tokens > 0);
  const steps = interaction.steps.filter((/** @type {any} */ step) => step.type === 'model_output');
  assert.equal(steps.length, 1);
  const sounds = steps[0].content.filter((/** @type {any} */ each) => each.type === 'audio');
  assert.equal(sounds.length, 1);
  const bytes = Buffer.from(sounds[0].data, 'base64');
  const type = soundType(bytes);
  assert.equal(sounds[0].mime_type, type.type);
  assert.equal(sounds[0].sample_rate, type.rateHz);
  assert.equal(sounds[0].channels, type.channels);
  return { bytes, type };
}

describe('interactions', { concurrency: 3 }, () => {
  test('create, get, delete', async () => {
    const made = await api().interactions.create({ model: kSong, input: kShort });
    const { bytes } = checkDone(made);
    assert.equal(soundType(bytes).type, 'audio/mpeg');
    assert.equal(/** @type {any} */ (made).output_audio?.data, bytes.toString('base64'));
    assert.ok(/** @type {any} */ (made).output_text);
    const sound = await listen(bytes, { ending: 'mp3' });
    assert.ok(Math.abs(sound.seconds - 12) <= 2, `${sound.seconds} s`);
    const got = await api('v1alpha').interactions.get(made.id);
    assert.ok(checkDone(got).bytes.equals(bytes));
    await api().interactions.delete(made.id);
    await assert.rejects(
      api().interactions.get(made.id),
      (/** @type {any} */ error) => error.status === 404,
    );
  });

  test('a picture, and WAV', async () => {
    const made = await api().interactions.create({
      model: kSong,
      input: [
        { type: 'text', text: kShort },
        { type: 'image', mime_type: 'image/png', data: png(40, 40, fire).toString('base64') },
      ],
      response_format: /** @type {any} */ ({ type: 'audio', mime_type: 'audio/wav' }),
    });
    assert.equal(checkDone(made).type.type, 'audio/wav');
  });

  test('turns, an older spelling and settings that mean nothing here', async () => {
    const made = await api().interactions.create(
      /** @type {any} */ ({
        model: 'models/lyria-3-clip-preview',
        input: [{ type: 'user_input', content: [{ type: 'text', text: 'a short march' }] }],
        system_instruction: 'Keep it calm.',
        generation_config: { seed: 5 },
        response_modalities: ['audio', 'text'],
        labels: { for: 'tests' },
        store: true,
      }),
    );
    checkDone(made);
  });

  test('a stream, in order', async () => {
    const stream = /** @type {AsyncIterable<any>} */ (
      await api().interactions.create({ model: kSong, input: kShort, stream: true })
    );
    const kinds = [];
    const sound = [];
    let text = '',
      id = '';
    for await (const event of stream) {
      kinds.push(event.event_type);
      if (event.event_type === 'interaction.created') id = event.interaction.id;
      if (event.event_type !== 'step.delta') continue;
      if (event.delta.type === 'text') text += event.delta.text;
      if (event.delta.type === 'audio') sound.push(Buffer.from(event.delta.data, 'base64'));
    }
    assert.equal(kinds[0], 'interaction.created');
    assert.equal(kinds.at(-1), 'interaction.completed');
    const order = [
      'interaction.created',
      'interaction.status_update',
      'step.start',
      'step.delta',
      'step.stop',
      'interaction.completed',
    ];
    const ranks = kinds.map((kind) => order.indexOf(kind));
    assert.ok(!ranks.includes(-1), `${kinds}`);
    for (const needed of ['step.start', 'step.delta', 'step.stop'])
      assert.ok(kinds.includes(needed), `${kinds}`);
    assert.ok(text && id);
    const bytes = Buffer.concat(sound);
    assert.equal(soundType(bytes).type, 'audio/mpeg');
    assert.ok(
      checkDone(await api().interactions.get(id)).bytes.equals(bytes),
      'what was streamed is what is kept',
    );
    // From the beginning again, and from an event on.
    const again = /** @type {any} */ (
      await api().interactions.get(id, /** @type {any} */ ({ stream: true }))
    );
    const kindsAgain = [];
    for await (const event of again) kindsAgain.push(event.event_type);
    assert.equal(kindsAgain.at(-1), 'interaction.completed');
  });

  test('in the background, polled', async () => {
    const made = await api().interactions.create({ model: kSong, input: kShort, background: true });
    assert.ok(['in_progress', 'queued', 'completed'].includes(made.status), made.status);
    let now = made;
    for (let i = 0; i < 300 && now.status !== 'completed'; ++i) {
      await sleep(0.1);
      now = await api().interactions.get(made.id);
      assert.ok(['in_progress', 'queued', 'completed'].includes(now.status), now.status);
    }
    checkDone(now);
  });

  test('cancelled, it stays cancelled', async () => {
    const made = await api().interactions.create({ model: kSong, input: kLong, background: true });
    const cancelled = await api().interactions.cancel(made.id);
    assert.equal(cancelled.status, 'cancelled');
    await sleep(1);
    const later = await api().interactions.get(made.id);
    assert.equal(later.status, 'cancelled');
    assert.ok(!(/** @type {any} */ (later).output_audio));
  });

  /** @type {[string, () => Promise<unknown>, number][]} */
  const kWrong = [
    [
      'a model that is none',
      () => api().interactions.create({ model: /** @type {any} */ ('lyria-9'), input: 'x' }),
      404,
    ],
    ['no input', () => api().interactions.create(/** @type {any} */ ({ model: kSong })), 400],
    [
      'a format that is none',
      () =>
        api().interactions.create(
          /** @type {any} */ ({
            model: kSong,
            input: 'x',
            response_format: { type: 'audio', mime_type: 'audio/midi' },
          }),
        ),
      400,
    ],
    ['an interaction that is none', () => api().interactions.get('v1_nothing'), 404],
    ['to cancel one that is none', () => api().interactions.cancel('v1_nothing'), 404],
    ['to delete one that is none', () => api().interactions.delete('v1_nothing'), 404],
  ];
  for (const [what, ask, status] of kWrong) {
    test(`${what}: ${status}, with a code of letters`, async () => {
      await assert.rejects(ask(), (/** @type {any} */ error) => {
        assert.equal(error.status, status, String(error));
        return true;
      });
    });
  }
  test('its errors are in the form of interactions', async () => {
    const answer = await fetch(`${server.url}/v1beta/interactions/v1_nothing`);
    assert.equal(answer.status, 404);
    const { error } = await answer.json();
    assert.equal(error.code, 'not_found');
    assert.equal(typeof error.message, 'string');
  });
});
