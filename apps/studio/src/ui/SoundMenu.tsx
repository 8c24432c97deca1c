// Where the sound comes out, this browser or a device of the server's machine; and that machine's MIDI.
import { useState } from "preact/hooks";
import { wake } from "../audio/listening";
import { ApiError, request } from "../live/api";
import { device, transport } from "../live/store";
import { type Listed, type MidiPorts, readDevices, readMidiPorts } from "./devices";
import { Menu } from "./Menu";

const switches = [
  { field: "followClock", text: "Follow its clock" },
  { field: "followJack", text: "Follow JACK’s transport" },
  { field: "followNotes", text: "Held notes set the key" },
  { field: "sendClock", text: "Send a clock" },
  { field: "sendNotes", text: "Send notes" },
] as const;
const asSent = (field: string, on: boolean) => (field === "followNotes" ? (on ? "key" : "off") : on);

const said = (error: unknown, otherwise: string) =>
  error instanceof ApiError ? error.message : otherwise;

export function SoundMenu() {
  const [devices, setDevices] = useState<Listed[]>([]);
  const [midi, setMidi] = useState<MidiPorts | null>(null);
  const [trouble, setTrouble] = useState("");
  const current = device.value?.name ?? null;

  const look = async () => {
    try {
      setDevices(readDevices(await request("GET", "/api/devices")));
      setMidi(readMidiPorts(await request("GET", "/api/midi")));
      setTrouble("");
    } catch (error) {
      setTrouble(said(error, "The server does not tell its devices."));
    }
  };
  const choose = async (name: string | null) => {
    try {
      await request("PUT", "/api/device", name === null ? null : { name });
      if (name === null && transport.value === "playing") await wake();
      setTrouble("");
    } catch (error) {
      setTrouble(said(error, "The device could not be opened."));
    }
  };
  const useMidi = async (fields: object) => {
    try {
      setMidi(readMidiPorts(await request("PUT", "/api/midi", fields)));
      setTrouble("");
    } catch (error) {
      setTrouble(said(error, "MIDI could not be set."));
    }
  };
  return (
    <Menu
      label="Where the sound comes out"
      icon="speaker"
      title="Sound and MIDI"
      role="dialog"
      opened={() => void look()}
    >
      <fieldset class="outputs">
        <legend>Sound</legend>
        <Output name="This browser" detail="" on={current === null} choose={() => void choose(null)} />
        {devices.map(({ name, detail }) => (
          <Output key={name} name={name} detail={detail} on={current === name} choose={() => void choose(name)} />
        ))}
      </fieldset>
      {midi !== null && midi.inputs.length + midi.outputs.length > 0 && (
        <fieldset class="outputs">
          <legend>MIDI of the server&rsquo;s machine</legend>
          <Port label="In" ports={midi.inputs} port={midi.input} choose={(input) => void useMidi({ input })} />
          <Port label="Out" ports={midi.outputs} port={midi.output} choose={(output) => void useMidi({ output })} />
          {switches.map(({ field, text }) =>
            midi[field] === undefined ? null : (
              <label key={field}>
                <input
                  type="checkbox"
                  checked={midi[field]}
                  onChange={(event) => void useMidi({ [field]: asSent(field, event.currentTarget.checked) })}
                />
                {text}
              </label>
            ),
          )}
        </fieldset>
      )}
      {trouble !== "" && (
        <p class="menu-note" role="alert">
          {trouble}
        </p>
      )}
    </Menu>
  );
}

interface OutputProps {
  name: string;
  detail: string;
  on: boolean;
  choose: () => void;
}

function Output({ name, detail, on, choose }: OutputProps) {
  return (
    <label>
      <input type="radio" name="output" checked={on} onChange={choose} />
      <span>{name}</span> <small>{detail}</small>
    </label>
  );
}

interface PortProps {
  label: string;
  ports: readonly string[];
  port: string | null;
  choose: (port: string | null) => void;
}

function Port({ label, ports, port, choose }: PortProps) {
  return (
    <label class="port">
      <span>{label}</span>
      <select value={port ?? ""} onChange={(event) => choose(event.currentTarget.value || null)}>
        <option value="">none</option>
        {ports.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
