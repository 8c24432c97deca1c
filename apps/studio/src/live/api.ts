// Requests to /api, with the key where the server wants one, and errors in the server's own words.
import { signal } from "@preact/signals";

const keyName = "continuo.key";

export const apiKey = signal(readKey());
// Why a key is asked for; null where none is.
export const keyWanted = signal<string | null>(null);

function readKey(): string {
  try {
    return sessionStorage.getItem(keyName) ?? "";
  } catch {
    return "";
  }
}

export function setApiKey(key: string): void {
  apiKey.value = key;
  keyWanted.value = null;
  try {
    sessionStorage.setItem(keyName, key);
  } catch {
    // Where nothing can be stored it lasts as long as the page.
  }
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

// For links, sound elements and sockets, which cannot send headers.
export function withKey(path: string): string {
  if (apiKey.value === "") return path;
  return `${path}${path.includes("?") ? "&" : "?"}key=${encodeURIComponent(apiKey.value)}`;
}

export function socketUrl(): string {
  const url = new URL(withKey("/api/live"), location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

export async function request(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<unknown> {
  const response = await answer(method, path, body, signal);
  const text = await response.text();
  return text === "" ? null : JSON.parse(text);
}

// The methods that the server has for a path; none where it has no such path.
export async function allowed(path: string): Promise<string[]> {
  try {
    const { headers } = await answer("OPTIONS", path, undefined, undefined);
    return (headers.get("allow") ?? "").split(",").map((method) => method.trim());
  } catch {
    return [];
  }
}

export async function bytes(path: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  return (await answer("GET", path, undefined, signal)).arrayBuffer();
}

async function answer(
  method: string,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const headers: Record<string, string> = {};
  if (apiKey.value !== "") headers.authorization = `Bearer ${apiKey.value}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, "The server does not answer. Is continuo still running?");
  }
  if (response.ok) return response;
  if (response.status === 401 || response.status === 403) {
    keyWanted.value =
      apiKey.value === "" ? "This server wants its API key." : "The server refused that key.";
  }
  throw new ApiError(response.status, messageOf(await response.text(), response.status));
}

function messageOf(text: string, status: number): string {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: unknown } };
    if (typeof error?.message === "string") return error.message;
  } catch {
    // Not the server's own words.
  }
  return `The server answered with status ${status}.`;
}
