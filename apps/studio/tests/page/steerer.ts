// Someone else at the same performance: a socket without a page.
import { WebSocket } from "ws";

export async function steer(url: string, ...messages: object[]): Promise<void> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/api/live`);
  await new Promise((opened, failed) => {
    socket.once("open", opened);
    socket.once("error", failed);
  });
  for (const message of messages) socket.send(JSON.stringify(message));
  // The pong comes after what was sent before was obeyed.
  const answered = new Promise((done) =>
    socket.on("message", (data, binary) => {
      if (!binary && String(data).includes('"pong"')) done(null);
    }),
  );
  socket.send(JSON.stringify({ type: "ping", id: 1 }));
  await answered;
  socket.close();
}

export const play = { type: "transport", action: "play" };
export const stop = { type: "transport", action: "stop" };

export const atRest = {
  bpm: null, metre: null, key: null, density: null, brightness: null, muteBass: false, muteDrums: false,
  onlyBassAndDrums: false, parts: [], volumeDb: 0, temperature: null, guidance: null, topK: null, seed: 1,
  writer: "band",
};

export const controls = (fields: object) => ({
  type: "controls",
  controls: { ...atRest, ...fields },
  when: "now",
});
