// The page's sound: the live stream and takes come together, are measured, and go to the speakers.
import type { FromWorklet, ToWorklet } from "./worklet_messages";
import workletUrl from "./worklet.ts?worker&url";

export interface Measured {
  spectrum: Uint8Array<ArrayBuffer>;
  peakDb: [number, number];
  rmsDb: number;
}

const decibel = (value: number) => 20 * Math.log10(Math.max(1e-6, value));

export class AudioEngine {
  readonly context: AudioContext;
  readonly takes: GainNode;
  private readonly live: GainNode;
  private readonly spectrum: AnalyserNode;
  private readonly sides: [AnalyserNode, AnalyserNode];
  private node: AudioWorkletNode | null = null;
  private readonly spectrumBytes: Uint8Array<ArrayBuffer>;
  private readonly wave = new Float32Array(2048);
  private last: Measured | null = null;
  private lastAtMs = 0;

  // Needs a gesture of the user, as browsers ask.
  constructor() {
    // 48 kHz where the browser can; where it cannot, the worklet resamples.
    this.context = new AudioContext({ latencyHint: "interactive", sampleRate: 48000 });
    const { context } = this;
    this.live = new GainNode(context);
    this.takes = new GainNode(context);
    this.spectrum = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0.72 });
    this.sides = [
      new AnalyserNode(context, { fftSize: 2048 }),
      new AnalyserNode(context, { fftSize: 2048 }),
    ];
    this.spectrumBytes = new Uint8Array(this.spectrum.frequencyBinCount);
    const splitter = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
    for (const bus of [this.live, this.takes]) {
      bus.connect(context.destination);
      bus.connect(this.spectrum);
      bus.connect(splitter);
    }
    this.sides.forEach((side, channel) => splitter.connect(side, channel));
  }

  async begin(sound: MessagePort, heard: (report: FromWorklet) => void): Promise<void> {
    await this.context.audioWorklet.addModule(workletUrl);
    const node = new AudioWorkletNode(this.context, "live-player", {
      numberOfInputs: 0,
      outputChannelCount: [2],
    });
    node.port.onmessage = ({ data }: MessageEvent<FromWorklet>) => heard(data);
    node.port.postMessage({ kind: "sound", port: sound } satisfies ToWorklet, [sound]);
    node.connect(this.live);
    this.node = node;
    await this.context.resume();
  }

  setTransport(playing: boolean): void {
    this.node?.port.postMessage({ kind: "transport", playing } satisfies ToWorklet);
  }

  // The live stream steps back while a take plays.
  setLiveHeard(heard: boolean): void {
    this.live.gain.setTargetAtTime(heard ? 1 : 0, this.context.currentTime, 0.03);
  }

  get outputLatencyMs(): number {
    const { outputLatency, baseLatency } = this.context;
    return 1000 * (outputLatency > 0 ? outputLatency : (baseLatency ?? 0));
  }

  // When, on the page's clock, something is heard that the context plays at a time of its own.
  heardAtMs(contextTime: number): number {
    return (
      performance.now() + (contextTime - this.context.currentTime) * 1000 + this.outputLatencyMs
    );
  }

  // What is heard now; measured once in a while of 10 ms, however many ask.
  measured(): Measured {
    const now = performance.now();
    if (this.last === null || now - this.lastAtMs > 10) {
      this.last = this.measure();
      this.lastAtMs = now;
    }
    return this.last;
  }

  private measure(): Measured {
    this.spectrum.getByteFrequencyData(this.spectrumBytes);
    let squares = 0;
    const peaks = this.sides.map((side) => {
      side.getFloatTimeDomainData(this.wave);
      let peak = 0;
      for (const value of this.wave) {
        peak = Math.max(peak, Math.abs(value));
        squares += value * value;
      }
      return decibel(peak);
    });
    return {
      spectrum: this.spectrumBytes,
      peakDb: [peaks[0] ?? -120, peaks[1] ?? -120],
      rmsDb: decibel(Math.sqrt(squares / (2 * this.wave.length))),
    };
  }
}
