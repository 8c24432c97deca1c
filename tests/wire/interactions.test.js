// Interactions, files and models, with Google's client; and the bare HTTP beneath.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { ApiError } from '@google/genai';

import { client, sleep } from './support/live.js';
import { fire, png } from './support/picture.js';
import { TestServer } from './support/server.js';
import { listen, soundType } from './support/sound.js';

/** @type {TestServer} */ let server;
before(async () => { server = await TestServer.start(); });
after(async () => { await server?.stop(); });

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
    await assert.rejects(api().interactions.get(made.id), (/** @type {any} */ error) => error.status === 404);
  });

  test('a picture, and WAV', async () => {
    const made = await api().interactions.create({
      model: kSong,
      input: [{ type: 'text', text: kShort }, { type: 'image', mime_type: 'image/png', data: png(40, 40, fire).toString('base64') }],
      response_format: /** @type {any} */ ({ type: 'audio', mime_type: 'audio/wav' }),
    });
    assert.equal(checkDone(made).type.type, 'audio/wav');
  });

  test('turns, an older spelling and settings that mean nothing here', async () => {
    const made = await api().interactions.create(/** @type {any} */ ({
      model: 'models/lyria-3-clip-preview',
      input: [{ type: 'user_input', content: [{ type: 'text', text: 'a short march' }] }],
      system_instruction: 'Keep it calm.', generation_config: { seed: 5 }, response_modalities: ['audio', 'text'],
      labels: { for: 'tests' }, store: true,
    }));
    checkDone(made);
  });

  test('a stream, in order', async () => {
    const stream = /** @type {AsyncIterable<any>} */ (await api().interactions.create({ model: kSong, input: kShort, stream: true }));
    const kinds = [];
    const sound = [];
    let text = '', id = '';
    for await (const event of stream) {
      kinds.push(event.event_type);
      if (event.event_type === 'interaction.created') id = event.interaction.id;
      if (event.event_type !== 'step.delta') continue;
      if (event.delta.type === 'text') text += event.delta.text;
      if (event.delta.type === 'audio') sound.push(Buffer.from(event.delta.data, 'base64'));
    }
    assert.equal(kinds[0], 'interaction.created');
    assert.equal(kinds.at(-1), 'interaction.completed');
    const order = ['interaction.created', 'interaction.status_update', 'step.start', 'step.delta', 'step.stop', 'interaction.completed'];
    const ranks = kinds.map((kind) => order.indexOf(kind));
    assert.ok(!ranks.includes(-1), `${kinds}`);
    for (const needed of ['step.start', 'step.delta', 'step.stop']) assert.ok(kinds.includes(needed), `${kinds}`);
    assert.ok(text && id);
    const bytes = Buffer.concat(sound);
    assert.equal(soundType(bytes).type, 'audio/mpeg');
    assert.ok(checkDone(await api().interactions.get(id)).bytes.equals(bytes), 'what was streamed is what is kept');
    // From the beginning again, and from an event on.
    const again = /** @type {any} */ (await api().interactions.get(id, /** @type {any} */ ({ stream: true })));
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
    assert.ok(!/** @type {any} */ (later).output_audio);
  });

  /** @type {[string, () => Promise<unknown>, number][]} */
  const kWrong = [
    ['a model that is none', () => api().interactions.create({ model: /** @type {any} */ ('lyria-9'), input: 'x' }), 404],
    ['no input', () => api().interactions.create(/** @type {any} */ ({ model: kSong })), 400],
    ['a format that is none', () => api().interactions.create(/** @type {any} */ ({ model: kSong, input: 'x', response_format: { type: 'audio', mime_type: 'audio/midi' } })), 400],
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

describe('files', () => {
  test('upload, get, list, delete', async () => {
    const bytes = png(20, 20, fire);
    const file = await api().files.upload({ file: new Blob([bytes], { type: 'image/png' }), config: { displayName: 'fire' } });
    assert.match(String(file.name), /^files\/[\w-]+$/);
    assert.equal(file.state, 'ACTIVE');
    assert.equal(file.mimeType, 'image/png');
    assert.equal(Number(file.sizeBytes), bytes.length);
    assert.ok(file.uri?.startsWith(server.url), `${file.uri}`);
    assert.deepEqual((await api().files.get({ name: String(file.name) })).uri, file.uri);
    const names = [];
    for await (const each of await api().files.list()) names.push(each.name);
    assert.ok(names.includes(file.name));
    await api().files.delete({ name: String(file.name) });
    await assert.rejects(api().files.get({ name: String(file.name) }), (error) => error instanceof ApiError && [403, 404].includes(error.status));
  });

  test('a path is no name', async () => {
    for (const name of ['..%2f..%2fetc%2fpasswd', '%2e%2e', 'a'.repeat(3000), '%00']) {
      const answer = await fetch(`${server.url}/v1beta/files/${name}`);
      assert.ok(answer.status >= 400 && answer.status < 500, `${name}: ${answer.status}`);
    }
  });

  test('an upload that is too large is refused before it comes', async () => {
    const answer = await fetch(`${server.url}/upload/v1beta/files`, {
      method: 'POST',
      headers: {
        'x-goog-upload-protocol': 'resumable', 'x-goog-upload-command': 'start', 'content-type': 'application/json',
        'x-goog-upload-header-content-length': String(2 ** 40), 'x-goog-upload-header-content-type': 'image/png',
      },
      body: '{"file":{}}',
    });
    assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status}`);
  });
});

describe('models', () => {
  test('list and get', async () => {
    for (const version of ['v1alpha', 'v1beta']) {
      const names = [];
      for await (const model of await api(version).models.list()) {
        names.push(model.name);
        assert.ok(model.displayName && Array.isArray(model.supportedActions), JSON.stringify(model));
      }
      for (const name of ['lyria-realtime-exp', 'lyria-3-clip-preview', 'lyria-3.5']) {
        assert.ok(names.includes(`models/${name}`), `${names}`);
        assert.equal((await api(version).models.get({ model: name })).name, `models/${name}`);
      }
    }
    await assert.rejects(api().models.get({ model: 'lyria-9' }), (error) => error instanceof ApiError && error.status === 404);
  });
});

describe('bare HTTP', () => {
  const kRoutes = [
    ['POST', '/v1beta/models/lyria-3-clip-preview:generateContent'], ['POST', '/v1alpha/models/lyria-3.5:streamGenerateContent'],
    ['POST', '/v1beta/interactions'], ['GET', '/v1beta/interactions/v1_x'], ['POST', '/v1beta/interactions/v1_x/cancel'],
    ['GET', '/v1beta/models'], ['GET', '/v1beta/models/lyria-3.5'], ['POST', '/upload/v1beta/files'], ['GET', '/v1beta/files/x'],
    ['DELETE', '/v1beta/files/x'],
  ];
  const kHeaders = ['x-goog-api-key', 'x-goog-api-client', 'content-type', 'x-server-timeout', 'x-goog-upload-protocol', 'x-goog-upload-command'];
  test('pages of this machine may call every route', async () => {
    const origin = 'http://localhost:5173';
    for (const [method, path] of kRoutes) {
      const answer = await fetch(server.url + path, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': kHeaders.join(', ') },
      });
      assert.ok(answer.ok, `${path}: ${answer.status}`);
      assert.ok([origin, '*'].includes(answer.headers.get('access-control-allow-origin') ?? ''), path);
      const allowed = (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase();
      for (const header of kHeaders) assert.ok(allowed.includes(header) || allowed === '*', `${path}: ${header} of ${allowed}`);
      const methods = answer.headers.get('access-control-allow-methods') ?? '';
      assert.ok(methods.includes(method) || methods === '*', `${path}: ${method} of ${methods}`);
    }
    const upload = await fetch(`${server.url}/upload/v1beta/files`, {
      method: 'POST', body: '{"file":{}}',
      headers: { origin, 'x-goog-upload-protocol': 'resumable', 'x-goog-upload-command': 'start', 'x-goog-upload-header-content-length': '4', 'x-goog-upload-header-content-type': 'image/png' },
    });
    const exposed = (upload.headers.get('access-control-expose-headers') ?? '').toLowerCase();
    assert.ok(exposed.includes('x-goog-upload-url') && exposed.includes('x-goog-upload-status'), exposed);
  });

  test('pages from elsewhere may not', async () => {
    const answer = await fetch(`${server.url}/v1beta/models`, { headers: { origin: 'https://elsewhere.example' } });
    assert.notEqual(answer.headers.get('access-control-allow-origin'), '*');
    assert.notEqual(answer.headers.get('access-control-allow-origin'), 'https://elsewhere.example');
  });

  test('runs of slashes are one', async () => {
    for (const path of ['//v1beta/models', '/v1beta//models/lyria-3.5', '///v1beta///models'])
      assert.equal((await fetch(server.url + path)).status, 200, path);
  });

  test('errors are JSON in Google\'s form', async () => {
    for (const [method, path, body] of [
      ['GET', '/v1beta/models/lyria-9', undefined], ['GET', '/v1beta/nothing', undefined],
      ['POST', '/v1beta/models/lyria-3.5:generateContent', '{"contents":'], ['POST', '/v1beta/models/lyria-3.5:generateContent', '['.repeat(50_000)],
      ['POST', '/v1beta/models/lyria-3.5:dance', '{}'],
    ]) {
      const answer = await fetch(server.url + path, { method, body, headers: { 'content-type': 'application/json' } });
      assert.ok(answer.status >= 400 && answer.status < 500, `${path}: ${answer.status}`);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
      const { error } = await answer.json();
      assert.equal(error.code, answer.status);
      assert.match(error.status, /^[A-Z_]+$/);
      assert.ok(error.message);
    }
  });

  test('a key is wanted where one is set', async () => {
    const keyed = await TestServer.start({ args: ['--api-key', 'abc def'] });
    try {
      const ask = async (/** @type {string} */ query, headers = {}) => (await fetch(`${keyed.url}/v1beta/models${query}`, { headers })).status;
      for (const refused of [await ask(''), await ask('?key=wrong'), await ask('', { 'x-goog-api-key': 'wrong' })])
        assert.ok([401, 403].includes(refused), `${refused}`);
      assert.equal(await ask('?key=abc%20def'), 200);
      assert.equal(await ask('', { 'x-goog-api-key': 'abc def' }), 200);
      assert.equal(await ask('', { authorization: 'Bearer abc def' }), 200);
    } finally {
      await keyed.stop();
    }
  });
});
