// Turns a generator's rate up for a while, again and again, counted from its start.
import type { TrafficConfig } from "../../contract/config-lab.ts";
import type { Clock, Timer } from "../../ports.ts";

export interface Bursts {
  stop(): void;
}

type OpenTraffic = Extract<TrafficConfig, { mode: "open" }>;

/** Calls `setRate` at each beginning and end; does nothing without bursts in the configuration. */
export function startBursts(
  clock: Clock,
  { bursts, rate }: OpenTraffic,
  setRate: (perSecond: number) => void,
): Bursts {
  if (!bursts) return { stop: () => undefined };
  let end: Timer | undefined;
  const begin = clock.every(bursts.every, () => {
    setRate(rate * bursts.factor);
    end = clock.after(bursts.for, () => setRate(rate));
  });
  return {
    stop() {
      begin.cancel();
      end?.cancel();
    },
  };
}
