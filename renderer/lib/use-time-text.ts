// Text that depends on the time, from one shared clock of a second: five hundred `12 s ago` cost one timer, and a
// component renders only when its own words change.
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let now = Date.now();
let handle: number | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (handle === undefined) {
    now = Date.now();
    handle = window.setInterval(tick, 1_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(handle);
    handle = undefined;
  };
}

function tick(): void {
  if (document.hidden) return;
  now = Date.now();
  for (const listener of listeners) listener();
}

/** `format` must give something comparable by identity: text or a number. */
export function useTimeText<T extends string | number>(format: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => format(now));
}
