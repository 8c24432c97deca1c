// Sessions of live music through Google's client, or through a bare socket, and what comes of them.
import { once } from 'node:events';

import { GoogleGenAI } from '@google/genai';
import WebSocket from 'ws';

import { kFrameBytes, kRate } from './sound.js';

export const kModel = 'lyria-realtime-exp';
export const kMimeType = 'audio/l16;rate=48000;channels=2';
const kKinds = ['setupComplete', 'serverContent', 'filteredPrompt', 'warning'];
const kLongestData = 1_040_000; // a Python client takes messages of 1 MiB

/** @typedef {{at: number, pcm: Buffer, start: number, seconds: number, metadata: any}} HeardChunk  in seconds */

const now = () => performance.now() / 1000;
export const sleep = (/** @type {number} */ seconds) =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** All that a session hears, checked as it comes. */
export class Hearing {
  /** @type {any[]} */ messages = [];
  /** @type {HeardChunk[]} */ chunks = [];
  /** What should not have come, in words. @type {string[]} */ faults = [];
  /** @type {{code: number, reason: string} | null} */ closed = null;
  /** @type {(() => void)[]} */ #waiting = [];

  /** @param {any} message */
  take(message) {
    const keys = Object.keys(message);
    if (keys.length !== 1 || !kKinds.includes(keys[0]))
      this.faults.push(`expected one of ${kKinds}, found ${keys}`);
    if (this.messages.length === 0 && keys[0] !== 'setupComplete')
      this.faults.push(`expected setupComplete first, found ${keys}`);
    if (this.messages.length > 0 && keys[0] === 'setupComplete')
      this.faults.push('expected setupComplete once');
    this.messages.push(keys[0] === 'serverContent' ? { serverContent: '...' } : message);
    if (message.serverContent) this.#sound(message.serverContent);
    this.#wake();
  }

  /** @param {any} content */
  #sound(content) {
    const list = content.audioChunks;
    if (!Array.isArray(list) || list.length !== 1) {
      this.faults.push(`expected one chunk a message, found ${list?.length}`);
      return;
    }
    const [{ data, mimeType, sourceMetadata }] = list;
    const pcm = Buffer.from(data, 'base64');
    if (pcm.toString('base64') !== data) this.faults.push('expected padded base64');
    if (data.length > kLongestData)
      this.faults.push(`expected chunks of at most ${kLongestData} letters, found ${data.length}`);
    if (mimeType !== kMimeType) this.faults.push(`expected ${kMimeType}, found ${mimeType}`);
    if (pcm.length === 0 || pcm.length % kFrameBytes !== 0)
      this.faults.push(`expected whole frames, found ${pcm.length} bytes`);
    const seconds = pcm.length / kFrameBytes / kRate;
    this.chunks.push({ at: now(), pcm, start: this.seconds, seconds, metadata: sourceMetadata });
  }

  /** @param {number} code @param {string} reason */
  close(code, reason) {
    this.closed = { code, reason };
    this.#wake();
  }

  #wake() {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Seconds of sound that have come. */
  get seconds() {
    const last = this.chunks.at(-1);
    return last ? last.start + last.seconds : 0;
  }
  /** @returns {any} */
  get metadata() {
    return this.chunks.at(-1)?.metadata;
  }
  /** The sound from one second of it to another. */
  sound(from = 0, to = Infinity) {
    const all = Buffer.concat(this.chunks.map((chunk) => chunk.pcm));
    const byte = (/** @type {number} */ seconds) =>
      Math.round(Math.min(seconds, all.length) * kRate) * kFrameBytes;
    return all.subarray(byte(from), byte(to));
  }
  /** @param {string} kind */
  all(kind) {
    return this.messages.filter((message) => kind in message).map((message) => message[kind]);
  }

  /**
   * Waits until something holds of what has come.
   * @param {() => unknown} holds
   * @param {number} limit_s
   * @param {string} what
   */
  async until(holds, limit_s, what) {
    const end = now() + limit_s;
    while (!holds()) {
      if (this.closed && !what.includes('clos'))
        throw new Error(`${what}: closed with ${this.closed.code} "${this.closed.reason}"`);
      const left = end - now();
      if (left <= 0)
        throw new Error(
          `${what}: not within ${limit_s} s; ${this.seconds.toFixed(2)} s of sound, last messages ${JSON.stringify(this.messages.slice(-3))}`,
        );
      /** @type {NodeJS.Timeout | undefined} */ let timer;
      await Promise.race([
        new Promise((resolve) => this.#waiting.push(() => resolve(undefined))),
        new Promise((resolve) => {
          timer = setTimeout(resolve, left * 1000);
        }),
      ]);
      clearTimeout(timer);
    }
  }

  /** So many seconds of sound more. */
  async more(/** @type {number} */ seconds) {
    const from = this.seconds;
    await this.until(
      () => this.seconds >= from + seconds,
      seconds + 10,
      `${seconds} s more of sound`,
    );
    return from;
  }

  /**
   * How far the sound was ahead of a player that began with the first chunk after `from`: at most, and at
   * least. Under 0 the player would have run dry.
   */
  lead(from = 0) {
    const chunks = this.chunks.slice(from);
    let most = 0,
      least = Infinity;
    for (const [i, chunk] of chunks.entries()) {
      const played = chunk.at - chunks[0].at;
      if (i > 0) least = Math.min(least, chunk.start - chunks[0].start - played);
      most = Math.max(most, chunk.start + chunk.seconds - chunks[0].start - played);
    }
    return { most, least };
  }

  /** Waits for silence on the wire: nothing for `quiet_s`, after what may still have been under way. */
  async silent(grace_s = 2.5, quiet_s = 1.5) {
    await sleep(grace_s);
    const before = this.chunks.length;
    await sleep(quiet_s);
    return this.chunks.length === before;
  }
}

/** @param {{url: string}} server @param {{apiKey?: string, apiVersion?: string, baseUrl?: string}} [options] */
export function client(
  server,
  { apiKey = 'local', apiVersion = 'v1alpha', baseUrl = server.url } = {},
) {
  return new GoogleGenAI({ apiKey, apiVersion, httpOptions: { baseUrl } });
}

// The client says at each connection that live music is experimental, and at each answer's data
// that there is text beside them.
const kKnownWarning = /^(Live music generation is experimental|there are non-(data|text) parts)/;
const warn = console.warn;
console.warn = (...words) => {
  if (!kKnownWarning.test(String(words[0]))) warn(...words);
};

/**
 * A session through Google's client.
 * @param {{url: string}} server
 * @param {{model?: string, apiKey?: string, apiVersion?: string, baseUrl?: string}} [options]
 */
export async function connect(server, { model = kModel, ...options } = {}) {
  const hearing = new Hearing();
  const session = await client(server, options).live.music.connect({
    model,
    callbacks: {
      onmessage: (message) => hearing.take(message),
      onerror: (event) => hearing.faults.push(`error: ${event.message}`),
      onclose: (event) => hearing.close(event.code, event.reason),
    },
  });
  return { session, hearing };
}

/** @param {{socketUrl: string}} server */
export function liveUrl(server, { version = 'v1alpha', slash = '/', query = '?key=local' } = {}) {
  return `${server.socketUrl}${slash}ws/google.ai.generativelanguage.${version}.GenerativeService.BidiGenerateMusic${query}`;
}

/** A bare socket with a hearing; `send` takes objects, or text as it is. */
export async function openRaw(
  /** @type {string} */ url,
  /** @type {WebSocket.ClientOptions} */ options = {},
) {
  const hearing = new Hearing();
  const socket = new WebSocket(url, options);
  socket.on('message', (data) => hearing.take(JSON.parse(data.toString())));
  socket.on('close', (code, reason) => hearing.close(code, reason.toString()));
  socket.on('error', (error) => hearing.faults.push(`error: ${error.message}`));
  await Promise.race([once(socket, 'open'), once(socket, 'close')]);
  const send = (/** @type {any} */ message, sendOptions = {}) =>
    socket.send(typeof message === 'string' ? message : JSON.stringify(message), sendOptions);
  return { socket, hearing, send };
}

/** The same with setup done. */
export async function connectRaw(/** @type {{socketUrl: string}} */ server, options = {}) {
  const raw = await openRaw(liveUrl(server, options));
  raw.send({ setup: { model: `models/${kModel}` } });
  await raw.hearing.until(() => raw.hearing.messages.length > 0, 10, 'setupComplete');
  return raw;
}
