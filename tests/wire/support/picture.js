// Pictures made here: PNG of a size, each pixel from a function.
import { deflateSync } from 'node:zlib';

const kTable = new Uint32Array(256).map((_, n) => {
  for (let bit = 0; bit < 8; ++bit) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

function crc(/** @type {Buffer} */ bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = kTable[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}

function chunk(/** @type {string} */ name, /** @type {Buffer} */ data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const all = Buffer.alloc(body.length + 8);
  all.writeUInt32BE(data.length, 0);
  body.copy(all, 4);
  all.writeUInt32BE(crc(body), body.length + 4);
  return all;
}

/** @param {number} width @param {number} height @param {(x: number, y: number) => [number, number, number]} pixel */
export function png(width, height, pixel) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8); // eight bits, red green blue
  const rows = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) rows.set(pixel(x, y), y * (1 + 3 * width) + 1 + 3 * x);
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @type {(x: number, y: number) => [number, number, number]} */
export const blue = (x, y) => [20 + (x % 8), 30, 140 + (y % 16)];
/** @type {(x: number, y: number) => [number, number, number]} */
export const fire = (x, y) => ((x ^ y) & 4 ? [255, 230, 30] : [230, 40, 0]);
