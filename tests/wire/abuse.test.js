// What must not harm a playing session: many sessions, clients that wish ill, and a death in the
// middle of saving.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { client, connect, sleep } from './support/live.js';
import { TestServer } from './support/server.js';
import { listen } from './support/sound.js';
import { leaps, openPage } from './support/page.js';

const kAbusers = 200;
const kAbuse_s = 14;

async function play(/** @type {TestServer} */ server, /** @type {string} */ text, seed = 1) {
  const { session, hearing } = await connect(server);
  await session.setWeightedPrompts({ weightedPrompts: [{ text, weight: 1 }] });
  await session.setMusicGenerationConfig({ musicGenerationConfig: { seed } });
  session.play();
  return { session, hearing };
}

/** A value of /metrics, summed over its labels. */
async function metric(/** @type {TestServer} */ server, /** @type {RegExp} */ name) {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => !line.startsWith('#') && name.test(line));
  return lines.length === 0
    ? null
    : lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** Resident memory in MB, and the files that are open. */
async function sizeOf(/** @type {TestServer} */ server) {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
  const files = await readdir(`/proc/${server.pid}/fd`);
  return { mb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024, files: files.length };
}

describe('many at once', () => {
  test('eight sessions play, and none runs dry', async (context) => {
    const server = await TestServer.start();
    try {
      const words = [
        'techno',
        'slow jazz trio',
        'full orchestra, cinematic',
        'funk',
        'death metal',
        'bossa nova',
        'drum and bass',
        'solo piano',
      ];
      const sessions = await Promise.all(words.map((text, i) => play(server, text, i)));
      await Promise.all(
        sessions.map(({ hearing }) =>
          hearing.until(() => hearing.seconds >= 14, 60, '14 s of sound'),
        ),
      );
      const leads = sessions.map(({ hearing }) => hearing.lead());
      const late = await metric(server, /late_chunks/);
      context.diagnostic(
        `least lead of each: ${leads.map((lead) => lead.least.toFixed(2))} s; late chunks ${late}`,
      );
      for (const { session, hearing } of sessions) {
        session.close();
        assert.deepEqual(hearing.faults, []);
      }
      for (const { least } of leads) assert.ok(least > 0, `a player ran dry by ${-least} s`);
      assert.equal(late, 0);
    } finally {
      await server.stop();
    }
  });
});

describe('abuse', () => {
  test(`${kAbusers} clients that wish ill do no harm to what plays`, async (context) => {
    const server = await TestServer.start();
    try {
      const page = await openPage(server);
      page.send({ type: 'transport', action: 'play' });
      page.send({ type: 'listen', audio: true, format: 's16' });
      const sessions = await Promise.all(
        ['house', 'string quartet'].map((text) => play(server, text)),
      );
      await Promise.all(
        sessions.map(({ hearing }) => hearing.until(() => hearing.seconds >= 2, 30, 'sound')),
      );
      await page.until(() => page.sounds.length > 0);
      const before = await sizeOf(server);

      const abuser = fileURLToPath(new URL('support/abuser.js', import.meta.url));
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [abuser, server.url, String(kAbusers), String(kAbuse_s)],
        { timeout: (kAbuse_s + 30) * 1000 },
      );
      for (const [kind, results] of Object.entries(JSON.parse(stdout)))
        context.diagnostic(`${kind}: ${JSON.stringify(results)}`);

      assert.ok(server.running, 'the server lives');
      const atEnd = await Promise.all(
        sessions.map(({ hearing }) => hearing.more(1).then(() => hearing.lead())),
      );
      context.diagnostic(
        `least lead of the sessions: ${atEnd.map((lead) => lead.least.toFixed(3))} s`,
      );
      for (const { least } of atEnd) assert.ok(least > 0, `a player ran dry by ${-least} s`);
      for (const { session, hearing } of sessions) {
        assert.deepEqual(hearing.faults, []);
        assert.equal(hearing.closed, null);
        session.close();
      }

      // The page heard all of it in order.
      const heard = page.sounds.reduce((sum, { frames }) => sum + frames, 0) / 48000;
      const gaps = page.sounds.slice(1).map((sound, i) => sound.at - page.sounds[i].at);
      context.diagnostic(
        `the page heard ${heard.toFixed(1)} s with ${leaps(page.sounds)} leaps; longest wait ${(1000 * Math.max(...gaps)).toFixed(0)} ms`,
      );
      assert.ok(heard > kAbuse_s - 1, `${heard} s`);
      assert.equal(leaps(page.sounds), 0);
      assert.deepEqual(page.faults, []);
      assert.equal(page.closed, null);
      page.socket.close();

      // And nothing of it stays.
      await sleep(1.5);
      const after = await sizeOf(server);
      context.diagnostic(
        `memory ${before.mb.toFixed(0)} to ${after.mb.toFixed(0)} MB, files ${before.files} to ${after.files}`,
      );
      assert.ok(after.mb < before.mb + 150, `${after.mb} MB`);
      assert.ok(after.files < before.files + 20, `${after.files} files`);
      const answer = await client(server).models.generateContent({
        model: 'lyria-3.5',
        contents: '[0:00 - 0:08] a short march',
      });
      assert.ok(answer.data);
      assert.ok((await server.stop()).code === 0, 'it ends well');
    } finally {
      await server.stop();
    }
  });
});

describe('a death in the middle of saving', () => {
  const kRounds = 8;
  test(`${kRounds} times: no take is lost, none is broken, nothing else lies about`, async (context) => {
    const home = await mkdtemp(join(tmpdir(), 'continuo-wire-'));
    /** @type {Set<string>} */ const finished = new Set();
    let broken = 0;
    /** How long saving takes, in ms: the deaths are spread over it. */
    let typical = 0;
    try {
      for (let round = 0; round <= kRounds; ++round) {
        const server = await TestServer.start({ home });
        try {
          await checkShelf(server, finished);
          const save = async (/** @type {any} */ body) => {
            const answer = await fetch(`${server.url}/api/takes`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify(body),
            });
            assert.equal(answer.status, 201, await answer.clone().text());
            const take = await answer.json();
            finished.add((take.take ?? take).id);
          };
          const compose = (/** @type {number} */ seed) =>
            save({ from: 'prompt', prompt: 'a march for brass', bars: 8, seed });
          if (round === 0) {
            const at = performance.now();
            await compose(0);
            typical = performance.now() - at;
            context.diagnostic(`a take is composed and saved in ${typical.toFixed(0)} ms`);
          }
          const page = await openPage(server);
          page.send({ type: 'transport', action: 'play' });
          page.send({ type: 'listen', audio: true, format: 's16' });
          await page.until(
            () => page.sounds.reduce((sum, { frames }) => sum + frames, 0) > 48000 * 2,
            20,
          );
          if (round === kRounds) {
            page.socket.close();
            await save({ from: 'live', seconds: 300, name: 'the last' });
            await checkShelf(server, finished);
            break;
          }
          const saving = [
            compose(round * 10),
            compose(round * 10 + 1),
            save({ from: 'live', seconds: 60, name: `round ${round}` }),
          ];
          const ends = Promise.allSettled(saving);
          await sleep((typical * 2 * (round + 0.5 + randomInt(1000) / 1000)) / kRounds / 1000);
          await server.kill();
          const results = await ends;
          broken += results.filter(({ status }) => status === 'rejected').length;
          page.socket.terminate();
        } finally {
          await server.stop();
        }
      }
      context.diagnostic(`${finished.size} takes finished, ${broken} died`);
      assert.ok(broken > 0, 'expected some to die while they were saved');
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });

  /** Every finished take is there and whole, and there is no other file. */
  async function checkShelf(/** @type {TestServer} */ server, /** @type {Set<string>} */ finished) {
    const { takes } = await (await fetch(`${server.url}/api/takes`)).json();
    const ids = new Set(takes.map((/** @type {any} */ take) => take.id));
    for (const id of finished) assert.ok(ids.has(id), `the finished take ${id} is lost`);
    for (const take of takes) {
      const get = async (/** @type {string} */ what) => {
        const answer = await fetch(`${server.url}/api/takes/${take.id}/${what}`);
        assert.equal(answer.status, 200, `${take.id}/${what}`);
        return Buffer.from(await answer.arrayBuffer());
      };
      const audio = await get('audio');
      assert.equal(audio.length, audio.readUInt32LE(4) + 8, 'the WAV file is as long as it says');
      assert.equal((await get('midi')).toString('latin1', 0, 4), 'MThd');
      JSON.parse((await get('recipe')).toString());
      assert.equal((await fetch(`${server.url}/api/takes/${take.id}`)).status, 200);
    }
    if (takes.length > 0) {
      const newest = Buffer.from(
        await (await fetch(`${server.url}/api/takes/${takes[0].id}/audio`)).arrayBuffer(),
      );
      const sound = await listen(newest);
      assert.ok(
        Math.abs(sound.seconds - takes[0].seconds) < 0.1,
        `${sound.seconds} of ${takes[0].seconds} s`,
      );
    }
    // On the disk: a folder for each take, and nothing in the making.
    const all = await readdir(server.home, { recursive: true, withFileTypes: true });
    const unfinished = all
      .filter((entry) => /^\.new-|\.part$|\.tmp|\.incomplete|~$/.test(entry.name))
      .map((entry) => entry.name);
    assert.deepEqual(unfinished, [], 'rubbish');
    const shelf = all
      .filter((entry) => entry.isDirectory() && /^\d{8}-\d{6}-/.test(entry.name))
      .map((entry) => entry.name);
    assert.deepEqual(new Set(shelf), ids, 'folders of takes and takes that are listed');
  }
});
