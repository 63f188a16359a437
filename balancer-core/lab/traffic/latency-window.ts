// Latencies of the last ten seconds in logarithmic buckets, second by second: bounded memory, quantiles within 2.5 %.
import type { LatencySummary } from "../../contract/snapshot.ts";

export interface LatencyWindow {
  record(nowMs: number, latencyMs: number): void;
  /** Null when nothing was recorded in the window. */
  summary(nowMs: number): LatencySummary | null;
}

const windowSeconds = 10;
const leastMs = 0.05;
const growth = 1.05;
const logGrowth = Math.log(growth);
/** Up to 0.05 ms × 1.05^300, which is beyond every request timeout. */
const bucketCount = 300;

interface Second {
  index: number;
  max: number;
  count: number;
  readonly buckets: Uint32Array;
}

export function createLatencyWindow(): LatencyWindow {
  const ring = Array.from(
    { length: windowSeconds },
    (): Second => ({ index: -1, max: 0, count: 0, buckets: new Uint32Array(bucketCount) }),
  );

  return {
    record(nowMs, latencyMs) {
      const index = Math.floor(nowMs / 1_000);
      const second = ring[index % windowSeconds];
      if (!second) return;
      if (second.index !== index) {
        second.index = index;
        second.max = 0;
        second.count = 0;
        second.buckets.fill(0);
      }
      const bucket = bucketOf(latencyMs);
      second.buckets[bucket] = (second.buckets[bucket] ?? 0) + 1;
      second.count++;
      if (latencyMs > second.max) second.max = latencyMs;
    },
    summary(nowMs) {
      const oldest = Math.floor(nowMs / 1_000) - windowSeconds + 1;
      const seconds = ring.filter(({ index }) => index >= oldest);
      const total = seconds.reduce((sum, { count }) => sum + count, 0);
      if (total === 0) return null;
      const max = Math.max(...seconds.map((second) => second.max));
      const at = (share: number) => toMicroseconds(Math.min(quantile(seconds, share * total), max));
      return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: toMicroseconds(max) };
    },
  };
}

function bucketOf(latencyMs: number): number {
  if (!(latencyMs > leastMs)) return 0;
  return Math.min(Math.floor(Math.log(latencyMs / leastMs) / logGrowth) + 1, bucketCount - 1);
}

/** The middle of the bucket in which the `rank`-th smallest lies. */
function quantile(seconds: readonly Second[], rank: number): number {
  let seen = 0;
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    for (const second of seconds) seen += second.buckets[bucket] ?? 0;
    if (seen >= rank) return bucket === 0 ? leastMs / 2 : leastMs * growth ** (bucket - 0.5);
  }
  return Number.POSITIVE_INFINITY;
}

/** Milliseconds with three decimals: more would only make messages longer. */
function toMicroseconds(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
