// Delay of the event loop within the last minute, the same for whoever asks: a scraper that resets what it reads would take it
// from the next.
import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import type { Clock, Timer } from "../ports.ts";

/** The sampling itself is part of every sample: a quiet loop shows the resolution, not zero. */
const resolutionMs = 20;
const windowMs = 30_000;

export interface Delay {
  readonly meanMs: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const none: Delay = { meanMs: 0, p99Ms: 0, maxMs: 0 };

export interface EventLoopDelay {
  /** Of the last thirty to sixty seconds; each figure the larger of two windows. */
  read(): Delay;
  start(): void;
  stop(): void;
}

export function createEventLoopDelay(clock: Pick<Clock, "every">): EventLoopDelay {
  const histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: resolutionMs });
  let before = none;
  let timer: Timer | null = null;

  return {
    read() {
      const now = delayOf(histogram);
      return {
        meanMs: Math.max(now.meanMs, before.meanMs),
        p99Ms: Math.max(now.p99Ms, before.p99Ms),
        maxMs: Math.max(now.maxMs, before.maxMs),
      };
    },
    start() {
      histogram.enable();
      timer ??= clock.every(windowMs, () => {
        before = delayOf(histogram);
        histogram.reset();
      });
    },
    stop() {
      histogram.disable();
      timer?.cancel();
      timer = null;
    },
  };
}

function delayOf(histogram: IntervalHistogram): Delay {
  if (histogram.count === 0) return none;
  const milliseconds = (nanoseconds: number): number =>
    Math.max(0, nanoseconds / 1e6 - resolutionMs);
  return {
    meanMs: milliseconds(histogram.mean),
    p99Ms: milliseconds(histogram.percentile(99)),
    maxMs: milliseconds(histogram.max),
  };
}
