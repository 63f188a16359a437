// Calls something again and again while a component is shown, and at once when it appears. Rests while the page is hidden.
import { useEffect, useRef, useState } from "react";

/** `null` pauses. The latest callback is always the one called. */
export function useInterval(callback: () => void, delayMs: number | null): void {
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  useEffect(() => {
    if (delayMs === null) return;
    latest.current();
    const handle = window.setInterval(() => {
      if (!document.hidden) latest.current();
    }, delayMs);
    return () => window.clearInterval(handle);
  }, [delayMs]);
}

/** The wall time, renewed every `everyMs`: for countdowns and `12 s ago`. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), everyMs);
  return now;
}
