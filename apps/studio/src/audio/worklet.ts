// The audio thread's end: chunks come from the socket's worker, sound goes to the card, reports to the page.
import type { Sound } from "../live/sound_message";
import { playingCode } from "../live/sound_message";
import { JitterBuffer, jitterDefaults } from "./jitter_buffer";
import type { FromWorklet, ToWorklet } from "./worklet_messages";

declare const sampleRate: number;
declare const currentTime: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

class LivePlayer extends AudioWorkletProcessor {
  private readonly buffer = new JitterBuffer({ ...jitterDefaults, outputRateHz: sampleRate });
  private blocks = 0;
  private chunks = 0;
  private squares = 0;
  private squareFrames = 0;
  private soundFrames = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToWorklet>) => {
      if (data.kind === "transport") {
        this.buffer.setPlaying(data.playing);
      } else {
        data.port.onmessage = ({ data: sound }: MessageEvent<Sound>) => this.take(sound);
      }
    };
  }

  private take(sound: Sound): void {
    ++this.chunks;
    this.buffer.setPlaying(sound.transport === playingCode);
    this.buffer.push(sound.position, sound.left, sound.right);
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const left = outputs[0]?.[0];
    const right = outputs[0]?.[1];
    if (left === undefined || right === undefined) return true;
    const position = this.buffer.position;
    this.buffer.pull(left, right);
    this.measure(left, right);
    if (++this.blocks % 16 === 0) this.report(position);
    return true;
  }

  private measure(left: Float32Array, right: Float32Array): void {
    let squares = 0;
    for (let i = 0; i < left.length; ++i) squares += (left[i] ?? 0) ** 2 + (right[i] ?? 0) ** 2;
    this.squares += squares;
    this.squareFrames += left.length;
    if (squares > left.length * 1e-9) this.soundFrames += left.length;
  }

  private report(position: number): void {
    const report: FromWorklet = {
      contextTime: currentTime,
      position,
      sounding: this.buffer.sounding,
      fillMs: this.buffer.fillMs,
      targetMs: this.buffer.targetMs,
      underruns: this.buffer.underruns,
      gaps: this.buffer.gaps,
      skips: this.buffer.skips,
      chunks: this.chunks,
      framesPlayed: this.buffer.framesPlayed,
      framesWithSound: this.soundFrames,
      rms: Math.sqrt(this.squares / (2 * Math.max(1, this.squareFrames))),
    };
    this.squares = 0;
    this.squareFrames = 0;
    this.port.postMessage(report);
  }
}

registerProcessor("live-player", LivePlayer);
