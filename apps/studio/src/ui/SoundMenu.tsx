// Where the sound comes out: this browser, or a device of the machine that the server runs on.
import { useState } from "preact/hooks";
import { wake } from "../audio/listening";
import { ApiError, request } from "../live/api";
import { device, transport } from "../live/store";
import { Menu } from "./Menu";
import { notify } from "./notices";

interface Listed {
  name: string;
  detail: string;
}

function readDevices(answer: unknown): Listed[] {
  const list = Array.isArray(answer) ? answer : (answer as { devices?: unknown } | null)?.devices;
  return (Array.isArray(list) ? list : [])
    .map((entry: unknown) => (typeof entry === "string" ? { name: entry } : (entry as Record<string, unknown>)))
    .filter((entry) => typeof entry.name === "string")
    .map((entry) => {
      const latency = (entry as { latencyMs?: unknown }).latencyMs;
      return {
        name: String(entry.name),
        detail: typeof latency === "number" ? `${Math.round(latency)} ms` : "",
      };
    });
}

export function SoundMenu() {
  const [devices, setDevices] = useState<Listed[] | null>(null);
  const [trouble, setTrouble] = useState("");
  const current = device.value?.name ?? null;
  const look = () => {
    request("GET", "/api/devices").then(
      (answer) => {
        setDevices(readDevices(answer));
        setTrouble("");
      },
      (error: unknown) => setTrouble(error instanceof ApiError ? error.message : "No answer."),
    );
  };
  const choose = async (name: string | null) => {
    try {
      await request("PUT", "/api/device", name === null ? null : { name });
      if (name === null && transport.value === "playing") await wake();
    } catch (error) {
      notify(error instanceof ApiError ? error.message : "The device could not be opened.", "trouble");
    }
  };
  return (
    <Menu label="Where the sound comes out" icon="speaker" title="Sound" role="menu" opened={look}>
      <button type="button" role="menuitem" tabIndex={-1} aria-current={current === null} onClick={() => void choose(null)}>
        This browser
      </button>
      {(devices ?? []).map(({ name, detail }) => (
        <button
          key={name}
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-current={current === name}
          onClick={() => void choose(name)}
        >
          {name} <small>{detail}</small>
        </button>
      ))}
      {devices?.length === 0 && <p class="menu-note">The server's machine has no sound device.</p>}
      {trouble !== "" && <p class="menu-note">{trouble}</p>}
    </Menu>
  );
}
