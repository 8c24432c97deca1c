// How long something has been in the making, on the button that cancels it.
import { useEffect, useState } from "preact/hooks";

export function Elapsed({ startedMs }: { startedMs: number }) {
  const [now, setNow] = useState(startedMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 200);
    return () => clearInterval(timer);
  }, []);
  return <>Cancel · {((now - startedMs) / 1000).toFixed(1)} s</>;
}
