// How long to wait before another attempt, so that those who failed together do not come back together.
import type { RetriesConfig } from "../contract/config-pool.ts";
import type { Random } from "../ports.ts";

/** Exponential with full jitter: a random time up to `base` doubled by every retry made, at most `max`. */
export function backoffMs(retries: RetriesConfig, retriesMade: number, random: Random): number {
  const ceiling = Math.min(retries.backoff.max, retries.backoff.base * 2 ** retriesMade);
  return Math.floor(random() * ceiling);
}
