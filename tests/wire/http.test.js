// Files, models, and the bare HTTP beneath Google's client.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { ApiError, GoogleGenAI } from '@google/genai';

import { client } from './support/live.js';
import { fire, png } from './support/picture.js';
import { TestServer } from './support/server.js';

/** @type {TestServer} */ let server;
before(async () => {
  server = await TestServer.start();
});
after(async () => {
  await server?.stop();
});

const api = (apiVersion = 'v1beta') => client(server, { apiVersion });

describe('files', () => {
  test('upload, get, list, delete', async () => {
    const bytes = png(20, 20, fire);
    const file = await api().files.upload({
      file: new Blob([bytes], { type: 'image/png' }),
      config: { displayName: 'fire' },
    });
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
    await assert.rejects(
      api().files.get({ name: String(file.name) }),
      (error) => error instanceof ApiError && [403, 404].includes(error.status),
    );
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
        'x-goog-upload-protocol': 'resumable',
        'x-goog-upload-command': 'start',
        'content-type': 'application/json',
        'x-goog-upload-header-content-length': String(2 ** 40),
        'x-goog-upload-header-content-type': 'image/png',
      },
      body: '{"file":{}}',
    });
    assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status}`);
  });
});

describe('the address', () => {
  test('may come from the environment', async () => {
    const before = process.env.GOOGLE_GEMINI_BASE_URL;
    process.env.GOOGLE_GEMINI_BASE_URL = server.url;
    try {
      const found = await new GoogleGenAI({ apiKey: 'none' }).models.get({ model: 'lyria-3.5' });
      assert.equal(found.name, 'models/lyria-3.5');
    } finally {
      if (before === undefined) delete process.env.GOOGLE_GEMINI_BASE_URL;
      else process.env.GOOGLE_GEMINI_BASE_URL = before;
    }
  });
});

describe('models', () => {
  test('list and get', async () => {
    for (const version of ['v1alpha', 'v1beta']) {
      const names = [];
      for await (const model of await api(version).models.list()) {
        names.push(model.name);
        assert.ok(
          model.displayName && Array.isArray(model.supportedActions),
          JSON.stringify(model),
        );
      }
      for (const name of ['lyria-realtime-exp', 'lyria-3-clip-preview', 'lyria-3.5']) {
        assert.ok(names.includes(`models/${name}`), `${names}`);
        assert.equal((await api(version).models.get({ model: name })).name, `models/${name}`);
      }
    }
    await assert.rejects(
      api().models.get({ model: 'lyria-9' }),
      (error) => error instanceof ApiError && error.status === 404,
    );
  });
});

describe('bare HTTP', () => {
  const kRoutes = [
    ['POST', '/v1beta/models/lyria-3-clip-preview:generateContent'],
    ['POST', '/v1alpha/models/lyria-3.5:streamGenerateContent'],
    ['POST', '/v1beta/interactions'],
    ['GET', '/v1beta/interactions/v1_x'],
    ['POST', '/v1beta/interactions/v1_x/cancel'],
    ['GET', '/v1beta/models'],
    ['GET', '/v1beta/models/lyria-3.5'],
    ['POST', '/upload/v1beta/files'],
    ['GET', '/v1beta/files/x'],
    ['DELETE', '/v1beta/files/x'],
  ];
  const kHeaders = [
    'x-goog-api-key',
    'x-goog-api-client',
    'content-type',
    'x-server-timeout',
    'x-goog-upload-protocol',
    'x-goog-upload-command',
  ];
  test('pages of this machine may call every route', async () => {
    const origin = 'http://localhost:5173';
    for (const [method, path] of kRoutes) {
      const answer = await fetch(server.url + path, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': kHeaders.join(', '),
        },
      });
      assert.ok(answer.ok, `${path}: ${answer.status}`);
      assert.ok(
        [origin, '*'].includes(answer.headers.get('access-control-allow-origin') ?? ''),
        path,
      );
      const allowed = (answer.headers.get('access-control-allow-headers') ?? '').toLowerCase();
      for (const header of kHeaders)
        assert.ok(allowed.includes(header) || allowed === '*', `${path}: ${header} of ${allowed}`);
      const methods = answer.headers.get('access-control-allow-methods') ?? '';
      assert.ok(methods.includes(method) || methods === '*', `${path}: ${method} of ${methods}`);
    }
    const upload = await fetch(`${server.url}/upload/v1beta/files`, {
      method: 'POST',
      body: '{"file":{}}',
      headers: {
        origin,
        'x-goog-upload-protocol': 'resumable',
        'x-goog-upload-command': 'start',
        'x-goog-upload-header-content-length': '4',
        'x-goog-upload-header-content-type': 'image/png',
      },
    });
    const exposed = (upload.headers.get('access-control-expose-headers') ?? '').toLowerCase();
    assert.ok(
      exposed.includes('x-goog-upload-url') && exposed.includes('x-goog-upload-status'),
      exposed,
    );
  });

  test('pages from elsewhere may not', async () => {
    const answer = await fetch(`${server.url}/v1beta/models`, {
      headers: { origin: 'https://elsewhere.example' },
    });
    assert.notEqual(answer.headers.get('access-control-allow-origin'), '*');
    assert.notEqual(answer.headers.get('access-control-allow-origin'), 'https://elsewhere.example');
  });

  test('runs of slashes are one', async () => {
    for (const path of ['//v1beta/models', '/v1beta//models/lyria-3.5', '///v1beta///models'])
      assert.equal((await fetch(server.url + path)).status, 200, path);
  });

  test("errors are JSON in Google's form", async () => {
    for (const [method, path, body] of [
      ['GET', '/v1beta/models/lyria-9', undefined],
      ['GET', '/v1beta/nothing', undefined],
      ['POST', '/v1beta/models/lyria-3.5:generateContent', '{"contents":'],
      ['POST', '/v1beta/models/lyria-3.5:generateContent', '['.repeat(50_000)],
      ['POST', '/v1beta/models/lyria-3.5:dance', '{}'],
    ]) {
      const answer = await fetch(server.url + path, {
        method,
        body,
        headers: { 'content-type': 'application/json' },
      });
      assert.ok(answer.status >= 400 && answer.status < 500, `${path}: ${answer.status}`);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
      const { error } = await answer.json();
      assert.equal(error.code, answer.status);
      assert.match(error.status, /^[A-Z_]+$/);
      assert.ok(error.message);
    }
  });

  test('a key is wanted where one is set', async () => {
    const keyed = await TestServer.start({ args: ['--api-key', 'abc-def='] });
    try {
      const ask = async (/** @type {string} */ query, headers = {}) =>
        (await fetch(`${keyed.url}/v1beta/models${query}`, { headers })).status;
      for (const refused of [
        await ask(''),
        await ask('?key=wrong'),
        await ask('', { 'x-goog-api-key': 'wrong' }),
      ])
        assert.ok([401, 403].includes(refused), `${refused}`);
      assert.equal(await ask('?key=abc-def%3D'), 200);
      assert.equal(await ask('', { 'x-goog-api-key': 'abc-def=' }), 200);
      assert.equal(await ask('', { authorization: 'Bearer abc-def=' }), 200);
    } finally {
      await keyed.stop();
    }
  });
});
