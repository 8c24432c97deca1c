// What this browser remembers between visits; where it may not, the page works without.

const prefix = "continuo.";

export function recall<T>(name: string, absent: T): T {
  try {
    const stored = localStorage.getItem(prefix + name);
    return stored === null ? absent : (JSON.parse(stored) as T);
  } catch {
    return absent;
  }
}

export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // Private windows and full disks.
  }
}
