// The socket lives in a worker of its own: a busy page delays neither its sound nor its answers.
// Sound goes straight to the audio thread; text goes to the page.
import { readSound } from "./sound_message";
import type { FromSocket, ToSocket } from "./socket_messages";
import { waitBeforeMs } from "./socket_messages";

const page = self as unknown as {
  onmessage: ((event: MessageEvent<ToSocket>) => void) | null;
  postMessage(message: FromSocket): void;
};

let url = "";
let socket: WebSocket | null = null;
let sound: MessagePort | null = null;
let listening = false;
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function connect(): void {
  clearTimeout(timer);
  const opening = new WebSocket(url);
  opening.binaryType = "arraybuffer";
  socket = opening;
  opening.onopen = () => {
    if (socket !== opening) return;
    failures = 0;
    page.postMessage({ kind: "open" });
    if (listening) listen();
  };
  opening.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (socket !== opening) return;
    if (typeof data === "string") {
      page.postMessage({ kind: "text", text: data });
      return;
    }
    const chunk = readSound(data);
    if (chunk === null || sound === null) return;
    sound.postMessage(chunk, [chunk.left.buffer, chunk.right.buffer]);
  };
  opening.onclose = ({ code, reason }) => {
    if (socket !== opening) return;
    socket = null;
    const retryMs = waitBeforeMs(++failures);
    page.postMessage({ kind: "closed", code, reason, retryMs });
    timer = setTimeout(connect, retryMs);
  };
}

function send(text: string): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(text);
}

function listen(): void {
  send(JSON.stringify({ type: "listen", audio: listening, format: "s16" }));
}

page.onmessage = ({ data }) => {
  switch (data.kind) {
    case "connect": {
      url = data.url;
      const old = socket;
      socket = null;
      old?.close();
      connect();
      break;
    }
    case "send":
      send(data.text);
      break;
    case "listen":
      listening = data.audio;
      listen();
      break;
    case "sound":
      sound = data.port;
      break;
  }
};
