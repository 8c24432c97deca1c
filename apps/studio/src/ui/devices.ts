// What the server tells of its machine's sound outputs and MIDI ports.
import { fields, list } from "../live/protocol";

export interface Listed {
  name: string;
  detail: string;
}

export interface MidiPorts {
  inputs: string[];
  outputs: string[];
  input: string | null;
  output: string | null;
  followClock: boolean;
  sendClock: boolean;
  sendNotes: boolean;
  // Nothing where the server does not offer it.
  followJack?: boolean;
  followNotes?: boolean; // what is held sets the key
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

export function readDevices(answer: unknown): Listed[] {
  const devices = list(fields(answer).devices)
    .map(fields)
    .filter((device) => isText(device.name))
    .map((device) => ({
      name: String(device.name),
      detail: isText(device.system) ? device.system : "",
    }));
  // One name may stand for several systems; it is chosen by name.
  return devices.filter(({ name }, i) => devices.findIndex((other) => other.name === name) === i);
}

export function readMidiPorts(answer: unknown): MidiPorts {
  const from = fields(answer);
  return {
    inputs: list(from.inputs).filter(isText),
    outputs: list(from.outputs).filter(isText),
    input: isText(from.input) ? from.input : null,
    output: isText(from.output) ? from.output : null,
    followClock: from.followClock === true,
    sendClock: from.sendClock === true,
    sendNotes: from.sendNotes === true,
    ...(typeof from.followJack === "boolean" ? { followJack: from.followJack } : {}),
    ...(isText(from.followNotes) ? { followNotes: from.followNotes === "key" } : {}),
  };
}
