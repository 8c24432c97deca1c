// The main performance as a page hears it: the socket of docs/live.md.
import { once } from 'node:events';

import WebSocket from 'ws';

const kHeadBytes = 16;

/** @param {{socketUrl: string}} server */
export async function openPage(server) {
  const socket = new WebSocket(`${server.socketUrl}/api/live`);
  const page = {
    socket,
    /** @type {any[]} */ messages: [],
    /** @type {{at: number, position: number, frames: number}[]} */ sounds: [],
    /** @type {string[]} */ faults: [],
    closed: /** @type {number | null} */ (null),
    send: (/** @type {any} */ message) => socket.send(JSON.stringify(message)),
    /** Waits for a message. */
    async until(/** @type {() => unknown} */ holds, limit_s = 10) {
      const end = Date.now() + limit_s * 1000;
      while (!holds()) {
        if (Date.now() > end)
          throw new Error(
            `not within ${limit_s} s; last messages ${JSON.stringify(page.messages.slice(-3))}`,
          );
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
  socket.on('message', (/** @type {Buffer} */ data, binary) => {
    if (!binary) {
      const message = JSON.parse(data.toString());
      page.messages.push(message);
      if (message.type === 'error') page.faults.push(message.message);
      return;
    }
    const position = Number(data.readBigUInt64LE(0));
    const frames = data.readUInt32LE(8);
    const bytes = frames * 2 * (data[12] === 1 ? 4 : 2);
    if (data.length !== kHeadBytes + bytes)
      page.faults.push(`expected ${bytes} bytes of sound, found ${data.length - kHeadBytes}`);
    page.sounds.push({ at: performance.now() / 1000, position, frames });
  });
  socket.on('close', (code) => {
    page.closed = code;
  });
  socket.on('error', (error) => page.faults.push(error.message));
  await once(socket, 'open');
  await page.until(() => page.messages.length > 0);
  return page;
}

/** How often positions leap. @param {{position: number, frames: number}[]} sounds */
export function leaps(sounds) {
  let count = 0;
  for (let i = 1; i < sounds.length; ++i) {
    if (sounds[i].position !== sounds[i - 1].position + sounds[i - 1].frames) ++count;
  }
  return count;
}
