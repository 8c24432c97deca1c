// Two hundred clients that wish a server ill, on this machine, for a bounded time:
//   node abuser.js URL COUNT SECONDS
// Prints one line of JSON: what was tried, how often, and what the server did about it.
import { createConnection } from 'node:net';
import { randomBytes } from 'node:crypto';

import WebSocket from 'ws';

const [url, count, seconds] = [
  new URL(process.argv[2]),
  Number(process.argv[3]),
  Number(process.argv[4]),
];
if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
  throw new Error(`${url}: expected this machine.`);
const end = Date.now() + seconds * 1000;
const left = () => Math.max(0, end - Date.now());
const sleep = (/** @type {number} */ ms) =>
  new Promise((resolve) => setTimeout(resolve, Math.min(ms, left())));
const live = `ws://${url.host}/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateMusic?key=x`;
const kUpgrade = (/** @type {string} */ path) =>
  `GET ${path} HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;

/** A connection that never throws; `over` when the server has ended it. */
function connection() {
  const socket = createConnection({ host: url.hostname, port: Number(url.port) });
  const state = { over: false, received: 0 };
  socket.on('error', () => {
    state.over = true;
  });
  socket.on('close', () => {
    state.over = true;
  });
  socket.on('data', (bytes) => {
    state.received += bytes.length;
  });
  return {
    socket,
    state,
    write: (/** @type {string | Buffer} */ bytes) => {
      if (!state.over) socket.write(bytes);
    },
  };
}

/** @param {(c: ReturnType<typeof connection>) => Promise<void>} act */
const raw = (act) => async () => {
  const c = connection();
  await act(c);
  const ended = c.state.over;
  c.socket.destroy();
  return ended ? 'ended by the server' : 'left by us';
};

/** @param {string} path @param {(c: ReturnType<typeof connection>) => Promise<void>} act */
const upgraded = (path, act) =>
  raw(async (c) => {
    c.write(kUpgrade(path));
    await sleep(200);
    await act(c);
  });
const untilOver = async (/** @type {ReturnType<typeof connection>} */ c) => {
  while (!c.state.over && left() > 0) await sleep(100);
};

/** @param {string} address @param {(socket: WebSocket) => Promise<void>} act */
const socket = (address, act) => async () => {
  const client = new WebSocket(address, { handshakeTimeout: 5000 });
  let closed = '';
  client.on('error', () => {
    closed ||= 'refused';
  });
  client.on('close', (code) => {
    closed ||= `closed with ${code}`;
  });
  await new Promise((resolve) => {
    client.once('open', resolve);
    client.once('close', resolve);
  });
  if (!closed) await act(client);
  const said = closed;
  client.terminate();
  return said || 'left by us';
};
const api = `ws://${url.host}/api/live`;

/** A frame as a client masks it. */
function frame(
  /** @type {number} */ opcode,
  /** @type {Buffer} */ payload,
  { fin = true, masked = true } = {},
) {
  const head =
    payload.length < 126
      ? Buffer.from([(fin ? 0x80 : 0) | opcode, (masked ? 0x80 : 0) | payload.length])
      : Buffer.from([
          (fin ? 0x80 : 0) | opcode,
          (masked ? 0x80 : 0) | 126,
          payload.length >> 8,
          payload.length & 255,
        ]);
  return Buffer.concat([head, masked ? Buffer.alloc(4) : Buffer.alloc(0), payload]);
}

/** @type {Record<string, () => Promise<string>>} */
const kinds = {
  'half a request': raw(async (c) => {
    c.write('GET /v1beta/mod');
    await untilOver(c);
  }),
  'a head that trickles': raw(async (c) => {
    c.write('GET / HTTP/1.1\r\n');
    while (!c.state.over && left() > 0) {
      c.write('X-A: b\r\n');
      await sleep(300);
    }
  }),
  'a head without end': raw(async (c) => {
    c.write('GET / HTTP/1.1\r\n');
    for (let i = 0; i < 64 && !c.state.over; ++i) {
      c.write(`X-${i}: ${'a'.repeat(16_000)}\r\n`);
      await sleep(5);
    }
  }),
  'random bytes': raw(async (c) => {
    for (let i = 0; i < 8 && !c.state.over; ++i) {
      c.write(randomBytes(8192));
      await sleep(20);
    }
    await untilOver(c);
  }),
  'a body that is promised': raw(async (c) => {
    c.write(
      `POST /v1beta/models/lyria-3.5:generateContent HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/json\r\nContent-Length: 1099511627776\r\n\r\n`,
    );
    for (let i = 0; i < 32 && !c.state.over; ++i) {
      c.write(Buffer.alloc(65536, 0x20));
      await sleep(10);
    }
    await untilOver(c);
  }),
  'a body that trickles': raw(async (c) => {
    c.write(
      `POST /v1beta/interactions HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n`,
    );
    while (!c.state.over && left() > 0) {
      c.write('[');
      await sleep(300);
    }
  }),
  'deep JSON': raw(async (c) => {
    const body = '{"contents":' + '['.repeat(200_000);
    c.write(
      `POST /v1beta/models/lyria-3.5:generateContent HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await sleep(1000);
  }),
  paths: raw(async (c) => {
    for (const path of [
      '/../../../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/v1beta/files/..%2f..%2fx',
      '/api/takes/..%2f..%2fx/audio',
      `/${'a/'.repeat(3000)}`,
      '/%00',
      '*',
      'http://elsewhere/',
    ])
      c.write(`GET ${path} HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`);
    await sleep(1000);
  }),
  'a hundred requests at once': raw(async (c) => {
    c.write(`GET /v1beta/models HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`.repeat(100));
    await sleep(2000);
  }),
  'coming and going': async () => {
    for (let i = 0; i < 20 && left() > 0; ++i) {
      const c = connection();
      await sleep(20);
      c.socket.destroy();
    }
    return 'left by us';
  },
  'frames of random bytes': upgraded('/api/live', async (c) => {
    for (let i = 0; i < 16 && !c.state.over; ++i) {
      c.write(randomBytes(2048));
      await sleep(20);
    }
    await untilOver(c);
  }),
  'frames without masks': upgraded('/api/live', async (c) => {
    c.write(frame(1, Buffer.from('{"type":"ping","id":1}'), { masked: false }));
    await untilOver(c);
  }),
  'a frame of eight exabytes': upgraded('/api/live', async (c) => {
    c.write(Buffer.from([0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]));
    for (let i = 0; i < 64 && !c.state.over; ++i) {
      c.write(Buffer.alloc(65536));
      await sleep(10);
    }
    await untilOver(c);
  }),
  'fragments without end': upgraded('/api/live', async (c) => {
    c.write(frame(1, Buffer.alloc(1000, 0x20), { fin: false }));
    for (let i = 0; i < 4000 && !c.state.over && left() > 0; ++i) {
      c.write(frame(0, Buffer.alloc(1000, 0x20), { fin: false }));
      if (i % 100 === 0) await sleep(10);
    }
    await untilOver(c);
  }),
  'pings without end': upgraded('/api/live', async (c) => {
    for (let i = 0; i < 100 && !c.state.over; ++i) {
      c.write(Buffer.concat(Array.from({ length: 50 }, () => frame(9, Buffer.alloc(100)))));
      await sleep(20);
    }
  }),
  'questions without end': socket(api, async (client) => {
    for (let i = 0; i < 3000 && client.readyState === WebSocket.OPEN; ++i) {
      client.send(`{"type":"ping","id":${i}}`);
      if (i % 100 === 0) await sleep(10);
    }
  }),
  'a knob that never rests': socket(api, async (client) => {
    for (let i = 0; left() > 0 && client.readyState === WebSocket.OPEN; ++i) {
      client.send(`{"type":"controls","controls":{"density":${(i % 100) / 100}}}`);
      if (i % 10 === 0) await sleep(10);
    }
  }),
  'words that are no messages': socket(api, async (client) => {
    for (let i = 0; i < 1000 && client.readyState === WebSocket.OPEN; ++i) {
      client.send(i % 2 ? '{"type":' : '{"type":"controls","controls":{"bpm":"fast"}}');
      if (i % 50 === 0) await sleep(10);
    }
  }),
  'a page that never reads': socket(api, async (client) => {
    client.send('{"type":"listen","audio":true,"format":"f32"}');
    client.pause();
    await sleep(left());
  }),
  'live music in no JSON': socket(live, async (client) => {
    client.send('[[[');
    await sleep(1000);
  }),
  'live music that vanishes': socket(live, async (client) => {
    client.send('{"setup":{"model":"models/lyria-realtime-exp"}}');
    await sleep(50);
  }),
};

const names = Object.keys(kinds);
/** @type {Record<string, Record<string, number>>} */ const said = {};
await Promise.all(
  Array.from({ length: count }, async (_, i) => {
    const name = names[i % names.length];
    await sleep(Math.floor(i / names.length) * 250); // in waves
    const result = await kinds[name]().catch((error) => `failed: ${error.message}`);
    (said[name] ??= {})[result] = (said[name][result] ?? 0) + 1;
  }),
);
console.log(JSON.stringify(said));
