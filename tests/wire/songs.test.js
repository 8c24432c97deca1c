// Clips and songs through generateContent, with Google's client.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { ApiError } from '@google/genai';

import { client, sleep } from './support/live.js';
import { blue, png } from './support/picture.js';
import { TestServer } from './support/server.js';
import { listen, soundType } from './support/sound.js';

/** @type {TestServer} */ let server;
before(async () => {
  server = await TestServer.start();
});
after(async () => {
  await server?.stop();
});

const kClip = 'lyria-3-clip-preview';
const kSong = 'lyria-3.5';
const kShort = '[0:00 - 0:06] quiet intro on harp\n[0:06 - 0:15] a dance with fiddle and drums';

/** @param {any} request */
const generate = (request, options = {}) =>
  client(server, { apiVersion: 'v1beta', ...options }).models.generateContent(request);

/** The sound of an answer, and all that should hold of the answer. @param {any} answer @param {string} model */
function soundOf(answer, model) {
  const [candidate] = answer.candidates;
  assert.equal(answer.candidates.length, 1);
  assert.equal(candidate.content.role, 'model');
  assert.equal(candidate.finishReason, 'STOP');
  assert.ok(answer.usageMetadata.totalTokenCount > 0);
  assert.equal(answer.modelVersion, model);
  assert.ok(answer.responseId);
  const sounds = candidate.content.parts.filter((/** @type {any} */ part) => part.inlineData);
  assert.equal(sounds.length, 1, 'expected one part of sound');
  assert.ok(
    candidate.content.parts.some((/** @type {any} */ part) => part.text),
    'expected text beside it',
  );
  assert.equal(answer.data, sounds[0].inlineData.data);
  const bytes = Buffer.from(sounds[0].inlineData.data, 'base64');
  const type = soundType(bytes);
  assert.equal(sounds[0].inlineData.mimeType, type.type, 'the type and the bytes agree');
  assert.ok([44100, 48000].includes(type.rateHz ?? 0), `${type.rateHz} Hz`);
  assert.equal(type.channels, 2);
  return { bytes, type };
}

describe('clips and songs', { concurrency: 3 }, () => {
  test('a clip is thirty seconds of MP3', async (context) => {
    const answer = await generate({
      model: kClip,
      contents: 'A 30-second upbeat ragtime piano',
      config: { responseModalities: ['AUDIO', 'TEXT'] },
    });
    const { bytes, type } = soundOf(answer, kClip);
    assert.equal(type.type, 'audio/mpeg');
    const sound = await listen(bytes, { ending: 'mp3' });
    context.diagnostic(`${sound.seconds} s, ${sound.loudnessLufs} LUFS, ${sound.tempo?.bpm} bpm`);
    assert.ok(Math.abs(sound.seconds - 30) <= 3, `${sound.seconds} s`);
    assert.ok(Number(sound.loudnessLufs) > -30, `${sound.loudnessLufs} LUFS`);
    assert.ok(Math.abs(sound.dc) < 0.005);
    assert.match(String(answer.text), /\[\d+\.\d+:/, 'expected lines with their times');
  });

  test('a song is as long as its timestamps say, and WAV where that is asked for', async (context) => {
    const answer = await generate({
      model: kSong,
      contents: kShort.replace('0:15', '1:00'),
      config: { responseMimeType: 'audio/wav' },
    });
    const { bytes, type } = soundOf(answer, kSong);
    assert.equal(type.type, 'audio/wav');
    const sound = await listen(bytes);
    context.diagnostic(`${sound.seconds} s`);
    assert.ok(Math.abs(sound.seconds - 60) <= 5, `${sound.seconds} s`);
  });

  test('words, tempo and key of a prompt are heard', async (context) => {
    const answer = await generate({ model: kClip, contents: 'disco at 120 bpm in A minor, 4/4' });
    const sound = await listen(soundOf(answer, kClip).bytes, { ending: 'mp3', near: 120 });
    context.diagnostic(`${sound.tempo?.bpm} bpm, ${sound.key?.name}`);
    assert.ok(Math.abs(Number(sound.tempo?.bpm) / 120 - 1) < 0.02, `${sound.tempo?.bpm} bpm`);
  });

  test('the same seed makes the same song, another another', async () => {
    const ask = async (/** @type {number} */ seed) =>
      soundOf(await generate({ model: kSong, contents: kShort, config: { seed } }), kSong).bytes;
    const [one, again, other] = await Promise.all([ask(5), ask(5), ask(6)]);
    assert.ok(one.equals(again));
    assert.ok(!one.equals(other));
  });

  test('roles, safety settings, voices and system instructions are tolerated', async () => {
    const answer = await generate({
      model: `models/${kSong}`,
      contents: [{ role: 'user', parts: [{ text: kShort }] }],
      config: {
        systemInstruction: 'Keep it calm.',
        temperature: 0.7,
        topK: 20,
        topP: 0.9,
        seed: 3,
        candidateCount: 1,
        responseModalities: ['Audio', 'Text'],
        safetySettings: [],
        speechConfig: { voiceConfig: {} },
      },
    });
    soundOf(answer, kSong);
  });

  test('streamed, in pieces that the client puts together', async () => {
    const stream = await client(server, { apiVersion: 'v1alpha' }).models.generateContentStream({
      model: kSong,
      contents: kShort,
    });
    let text = '',
      sounds = 0,
      type = '',
      pieces = 0;
    for await (const piece of stream) {
      ++pieces;
      for (const part of piece.candidates?.[0]?.content?.parts ?? []) {
        text += part.text ?? '';
        if (!part.inlineData) continue;
        ++sounds;
        type = soundType(Buffer.from(part.inlineData.data ?? '', 'base64')).type;
        assert.equal(part.inlineData.mimeType, type);
      }
    }
    assert.ok(pieces > 0 && text.length > 0);
    assert.equal(sounds, 1);
    assert.equal(type, 'audio/mpeg');
  });

  test('a picture beside the words, inline and uploaded', async () => {
    const picture = png(48, 32, blue);
    const inline = await generate({
      model: kSong,
      contents: [
        {
          parts: [
            { text: kShort },
            { inlineData: { mimeType: 'image/png', data: picture.toString('base64') } },
          ],
        },
      ],
    });
    soundOf(inline, kSong);
    const api = client(server, { apiVersion: 'v1beta' });
    const file = await api.files.upload({
      file: new Blob([picture], { type: 'image/png' }),
      config: { mimeType: 'image/png', displayName: 'blue' },
    });
    const uploaded = await generate({
      model: kSong,
      contents: [
        { parts: [{ text: kShort }, { fileData: { fileUri: file.uri, mimeType: 'image/png' } }] },
      ],
    });
    soundOf(uploaded, kSong);
  });

  /** @type {[string, any, number, string][]} */
  const kWrong = [
    ['a model that is none', { model: 'lyria-9', contents: 'x' }, 404, 'NOT_FOUND'],
    ['a live model', { model: 'lyria-realtime-exp', contents: 'x' }, 404, 'NOT_FOUND'],
    ['no words', { model: kClip, contents: [{ parts: [] }] }, 400, 'INVALID_ARGUMENT'],
    [
      'a type that is none',
      { model: kSong, contents: 'x', config: { responseMimeType: 'audio/midi' } },
      400,
      'INVALID_ARGUMENT',
    ],
    [
      'a picture that is none',
      {
        model: kSong,
        contents: [
          {
            parts: [
              { text: 'x' },
              {
                inlineData: {
                  mimeType: 'image/png',
                  data: Buffer.from('no picture').toString('base64'),
                },
              },
            ],
          },
        ],
      },
      400,
      'INVALID_ARGUMENT',
    ],
    [
      'a file elsewhere',
      {
        model: kSong,
        contents: [
          {
            parts: [
              { text: 'x' },
              { fileData: { fileUri: 'http://127.0.0.1:9/secret', mimeType: 'image/png' } },
            ],
          },
        ],
      },
      400,
      'INVALID_ARGUMENT',
    ],
    [
      'a file on this machine',
      {
        model: kSong,
        contents: [
          {
            parts: [
              { text: 'x' },
              { fileData: { fileUri: 'file:///etc/passwd', mimeType: 'image/png' } },
            ],
          },
        ],
      },
      400,
      'INVALID_ARGUMENT',
    ],
  ];
  for (const [what, request, status, name] of kWrong) {
    test(`${what}: ${status} ${name}`, async () => {
      await assert.rejects(generate(request), (error) => {
        assert.ok(error instanceof ApiError, String(error));
        const { error: said } = JSON.parse(error.message);
        assert.ok(
          [status, 403, 404].includes(error.status) &&
            (error.status === status || what.includes('file')),
          `${error.status} ${error.message}`,
        );
        assert.equal(said.code, error.status);
        if (error.status === status) assert.equal(said.status, name);
        assert.ok(said.message);
        return true;
      });
    });
  }
});

// After the others, because it looks at what the server does when nobody asks anything.
describe('work that nobody waits for any more', () => {
  const kLong = '[0:00 - 3:00] a long slow symphony for large orchestra, dense';

  /** Processor time over the next second. */
  async function busy() {
    const before = await server.spent();
    await sleep(1);
    return (await server.spent()) - before;
  }

  test('ends when the client goes away', async (context) => {
    const idle = await busy();
    const asked = performance.now();
    soundOf(await generate({ model: kSong, contents: kLong, config: { seed: 1 } }), kSong);
    const whole = (performance.now() - asked) / 1000;
    const abort = new AbortController();
    const gone = generate({
      model: kSong,
      contents: kLong,
      config: { seed: 2, abortSignal: abort.signal },
    });
    setTimeout(() => abort.abort(), Math.min(500, 300 * whole));
    await assert.rejects(gone);
    await sleep(0.3);
    const after = await busy();
    context.diagnostic(
      `a song takes ${whole.toFixed(1)} s; once gone, ${after.toFixed(2)} s of work in a second, idle ${idle.toFixed(2)} s`,
    );
    assert.ok(after < idle + Math.min(0.3, whole / 4), `${after} s of work in a second`);
  });

  test('ends when an interaction is cancelled', async (context) => {
    const idle = await busy();
    const api = client(server, { apiVersion: 'v1beta' });
    const made = await api.interactions.create({ model: kSong, input: kLong, background: true });
    await sleep(0.2);
    assert.equal((await api.interactions.cancel(made.id)).status, 'cancelled');
    await sleep(0.3);
    const after = await busy();
    context.diagnostic(
      `${after.toFixed(2)} s of work in the second after, idle ${idle.toFixed(2)} s`,
    );
    assert.ok(after < idle + 0.3, `${after} s of work in a second`);
  });
});
