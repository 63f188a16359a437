// Latencies of the last ten seconds in logarithmic buckets, second by second: bounded memory, quantiles within 2.5 %.
import type { LatencySummary } from "../../contract/snapshot.ts";
import { bucketCount, bucketOf, quantile } from "./latency-buckets.ts";

export interface LatencyWindow {
  record(nowMs: number, latencyMs: number): void;
  /** Null when nothing was recorded in the window. */
  summary(nowMs: number): LatencySummary | null;
}

const windowSeconds = 10;

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
      const counts = seconds.map(({ buckets }) => buckets);
      const at = (share: number) => toMicroseconds(Math.min(quantile(counts, share * total), max));
      return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: toMicroseconds(max) };
    },
  };
}

/** Milliseconds with three decimals: more would only make messages longer. */
function toMicroseconds(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
