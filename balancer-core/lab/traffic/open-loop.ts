// Arrivals at a rate, whatever the answers do: a Poisson process, drawn from the generator's seed.
import type { Clock, Random, Timer } from "../../ports.ts";
import { exponential } from "../latency.ts";

export interface OpenLoop {
  /** Takes effect at once: the next gap is drawn anew, which a process without memory does not notice. */
  setRate(perSecond: number): void;
  stop(): void;
}

export interface OpenLoopOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly ratePerSecond: number;
  /** Called for each arrival with the time it was due, which may be a little past: latency is measured from there. */
  readonly arrive: (scheduledAt: number) => void;
  /** Arrivals given up because this process was held up for too long. */
  readonly missed: (count: number) => void;
}

/** How far arrivals are caught up with after a pause of the process; older ones are dropped and counted. */
const longestLagMs = 1_000;

export function startOpenLoop(options: OpenLoopOptions): OpenLoop {
  const { clock, random, arrive, missed } = options;
  let gapMs = 1_000 / options.ratePerSecond;
  let nextAt = clock.now() + gapMs * exponential(random);
  let timer: Timer | undefined;
  let isStopped = false;

  function wake(): void {
    const now = clock.now();
    const lostMs = now - longestLagMs - nextAt;
    if (lostMs > 0) {
      missed(Math.floor(lostMs / gapMs));
      nextAt = now - longestLagMs;
    }
    while (nextAt <= now && !isStopped) {
      const scheduledAt = nextAt;
      nextAt += gapMs * exponential(random);
      arrive(scheduledAt);
    }
    wait();
  }

  function wait(): void {
    timer?.cancel();
    if (!isStopped) timer = clock.after(nextAt - clock.now(), wake);
  }

  wait();
  return {
    setRate(perSecond) {
      gapMs = 1_000 / perSecond;
      nextAt = clock.now() + gapMs * exponential(random);
      wait();
    },
    stop() {
      isStopped = true;
      timer?.cancel();
    },
  };
}
