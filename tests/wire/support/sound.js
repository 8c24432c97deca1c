// Sound as it comes over the wire, 48 kHz stereo of 16 bits, and what `continuo listen` hears in it.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFile, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { continuo } from './server.js';

export const kRate = 48000;
export const kFrameBytes = 4;

/** @param {Buffer} pcm */
export const secondsOf = (pcm) => pcm.length / kFrameBytes / kRate;

/** @param {Buffer} pcm */
export function wavOf(pcm) {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + pcm.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(2, 22);
  head.writeUInt32LE(kRate, 24);
  head.writeUInt32LE(kRate * kFrameBytes, 28);
  head.writeUInt16LE(kFrameBytes, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(pcm.length, 40);
  return Buffer.concat([head, pcm]);
}

/**
 * @typedef {{seconds: number, rateHz: number, tempo: {bpm: number, clarity: number, firstBeat: number} | null,
 *   key: {name: string, margin: number} | null, pitchClasses: number[], bassClasses: number[],
 *   onsetsPerSecond: number, centroidHz: number, sustainedCentroidHz: number, lowDb: number | null,
 *   lowShare: number, bassDb: number | null, strokeShare: number, strokeDb: number | null,
 *   rmsDb: number | null, loudnessLufs: number | null, truePeakDb: number | null, dc: number,
 *   longestSilence: {start: number, length: number}, longestGap: {start: number, length: number},
 *   joins: {seconds: number, strength: number, leap: number}[],
 *   chunkJoins?: {count: number, audible: number, strengths: number[], strongest: {seconds: number, strength: number}}}} Heard
 */

/**
 * What `continuo listen` hears in the bytes of a sound file.
 * @param {Buffer} bytes
 * @param {{ending?: string, near?: number, chunk?: number}} [options] `near`: look for tempos around this one only.
 * @returns {Promise<Heard>}
 */
export async function listen(bytes, { ending = 'wav', near, chunk } = {}) {
  const path = join(
    process.env.CONTINUO_WIRE_SOUNDS ?? tmpdir(),
    `continuo-wire-${randomUUID()}.${ending}`,
  );
  const args = ['listen', path, '--json'];
  // A quarter either way: other levels of the metre lie outside, every other request inside.
  if (near) args.push('--slowest', String(near * 0.75), '--fastest', String(near * 1.3));
  if (chunk) args.push('--chunk', String(chunk));
  await writeFile(path, bytes);
  try {
    const { stdout } = await promisify(execFile)(continuo(), args, { maxBuffer: 16 << 20 });
    return JSON.parse(stdout);
  } finally {
    if (!process.env.CONTINUO_WIRE_SOUNDS) await unlink(path);
  }
}

/** @param {Buffer} pcm @param {{near?: number, chunk?: number}} [options] */
export const listenToPcm = (pcm, options) => listen(wavOf(pcm), options);

/** Google's names of the scales, in the order of their numbers. */
export const kScales = [
  'SCALE_UNSPECIFIED',
  'C_MAJOR_A_MINOR',
  'D_FLAT_MAJOR_B_FLAT_MINOR',
  'D_MAJOR_B_MINOR',
  'E_FLAT_MAJOR_C_MINOR',
  'E_MAJOR_D_FLAT_MINOR',
  'F_MAJOR_D_MINOR',
  'G_FLAT_MAJOR_E_FLAT_MINOR',
  'G_MAJOR_E_MINOR',
  'A_FLAT_MAJOR_F_MINOR',
  'A_MAJOR_G_FLAT_MINOR',
  'B_FLAT_MAJOR_G_MINOR',
  'B_MAJOR_A_FLAT_MINOR',
];

/** The share of pitch classes that lies in a scale. @param {number[]} classes @param {string} scale */
export function shareInScale(classes, scale) {
  const tonic = kScales.indexOf(scale) - 1;
  const inside = [0, 2, 4, 5, 7, 9, 11].map((step) => (tonic + step) % 12);
  const all = classes.reduce((a, b) => a + b, 0);
  return inside.reduce((sum, c) => sum + classes[c], 0) / all;
}

/** The mean of that over all other scales: what a scale that nobody asked for would get. */
export function shareInOthers(/** @type {number[]} */ classes, /** @type {string} */ scale) {
  const others = kScales.slice(1).filter((each) => each !== scale);
  return others.reduce((sum, each) => sum + shareInScale(classes, each), 0) / others.length;
}

/**
 * What kind of file it is, by its bytes alone.
 * @param {Buffer} bytes
 * @returns {{type: 'audio/wav' | 'audio/mpeg' | 'unknown', rateHz?: number, channels?: number}}
 */
export function soundType(bytes) {
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WAVE') {
    const format = bytes.indexOf('fmt ', 12, 'latin1');
    return {
      type: 'audio/wav',
      channels: bytes.readUInt16LE(format + 10),
      rateHz: bytes.readUInt32LE(format + 12),
    };
  }
  let at = 0;
  if (bytes.toString('latin1', 0, 3) === 'ID3')
    at = 10 + ((bytes[6] << 21) | (bytes[7] << 14) | (bytes[8] << 7) | bytes[9]);
  // MPEG 1, layer III, with a rate that is not reserved.
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xfe) !== 0xfa) return { type: 'unknown' };
  const rateHz = [44100, 48000, 32000][(bytes[at + 2] >> 2) & 3];
  return { type: 'audio/mpeg', rateHz, channels: bytes[at + 3] >> 6 === 3 ? 1 : 2 };
}
