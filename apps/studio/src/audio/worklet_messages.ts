// What the page and the audio thread tell each other.

export type ToWorklet =
  | { kind: "transport"; playing: boolean }
  | { kind: "sound"; port: MessagePort };

export interface FromWorklet {
  contextTime: number; // of the block that begins at `position`
  position: number;
  sounding: boolean;
  fillMs: number;
  targetMs: number;
  underruns: number;
  gaps: number;
  skips: number;
  chunks: number;
  framesPlayed: number;
  framesWithSound: number;
  rms: number; // since the report before
}
