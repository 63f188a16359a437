// Counts what came within the present second, so that one connection cannot keep the host busy.
import type { Clock } from "../ports.ts";

/** `take()` is false for everything beyond `perSecond` within one second. */
export function createRateWindow(clock: Clock, perSecond: number): { take(): boolean } {
  let second = -1;
  let count = 0;
  return {
    take() {
      const now = Math.floor(clock.now() / 1_000);
      if (now !== second) {
        second = now;
        count = 0;
      }
      return ++count <= perSecond;
    },
  };
}
