// Latencies of one server: the current second in a native histogram, the last ten full seconds in log-linear buckets that can
// be merged. At most 63 KiB per server, allocated at its first answer, so idle servers cost nothing.
import { createHistogram, type RecordableHistogram } from "node:perf_hooks";
import { finePerCoarse, writeLatencyCounts } from "../contract/latency-counts.ts";
import type { LatencySummary } from "../contract/snapshot.ts";

const secondsKept = 10;
/** 32 buckets per power of two: a bucket is 1/32 of its value wide, so its middle is off by at most 1.6 %. */
const subBits = 5;
const subBuckets = 1 << subBits;
/** Largest power of two told apart: 2^30 µs, 18 minutes. Longer ones count as that; the maximum stays exact. */
const topExponent = 30;
const bucketCount = subBuckets * (topExponent - subBits + 1);
const topMicros = 2 ** topExponent - 1;

export interface SecondLatency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** The whole second, as contract/latency-counts.ts writes it. */
  readonly counts: string;
}

export interface LatencyWindow {
  record(durationMs: number): void;
  /** Closes the current second; null without answers. Percentiles are off by at most 1 %. */
  roll(): SecondLatency | null;
  /** Of the last ten full seconds; null without answers. Percentiles are off by at most 1.6 %, the maximum is exact. */
  summary(): LatencySummary | null;
}

/** Exact below 32 µs. `micros` is a whole number from 0 to `topMicros`. */
export function bucketOf(micros: number): number {
  if (micros < subBuckets) return micros;
  const exponent = 31 - Math.clz32(micros);
  const shift = exponent - subBits;
  return ((shift + 1) << subBits) + ((micros >>> shift) & (subBuckets - 1));
}

/** The middle of a bucket, in microseconds. */
export function middleOf(bucket: number): number {
  if (bucket < subBuckets) return bucket;
  const shift = (bucket >>> subBits) - 1;
  const low = (subBuckets + (bucket & (subBuckets - 1))) * 2 ** shift;
  return low + (2 ** shift - 1) / 2;
}

export function createLatencyWindow(): LatencyWindow {
  // One slot more than is kept: the current second's.
  const slots = Array.from({ length: secondsKept + 1 }, () => new Uint32Array(bucketCount));
  const counts = new Float64Array(secondsKept + 1);
  const maxima = new Float64Array(secondsKept + 1);
  const native: RecordableHistogram = createHistogram({ lowest: 1, highest: 2 ** 32, figures: 2 });
  let current = 0;
  let buckets = slots[0] ?? new Uint32Array(bucketCount);
  let merged: LatencySummary | null | undefined = null;

  return {
    record(durationMs) {
      const micros = Math.min(topMicros, Math.max(0, Math.round(durationMs * 1_000)));
      native.record(micros || 1);
      const bucket = bucketOf(micros);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
      counts[current] = (counts[current] ?? 0) + 1;
      if (durationMs > (maxima[current] ?? 0)) maxima[current] = durationMs;
    },
    roll() {
      const second = native.count === 0 ? null : readSecond(native, buckets);
      if (second) native.reset();
      current = (current + 1) % slots.length;
      buckets = slots[current] ?? buckets;
      if (counts[current] !== 0) buckets.fill(0);
      counts[current] = 0;
      maxima[current] = 0;
      merged = undefined;
      return second;
    },
    summary() {
      merged ??= merge(slots, counts, maxima, current);
      return merged;
    },
  };
}

function readSecond(native: RecordableHistogram, buckets: Uint32Array): SecondLatency {
  const countAt = (coarse: number) => {
    let count = 0;
    const first = coarse * finePerCoarse;
    for (let fine = first; fine < first + finePerCoarse; fine += 1) count += buckets[fine] ?? 0;
    return count;
  };
  return {
    counts: writeLatencyCounts(countAt),
    p50: native.percentile(50) / 1_000,
    p95: native.percentile(95) / 1_000,
    p99: native.percentile(99) / 1_000,
  };
}

function merge(
  slots: readonly Uint32Array[],
  counts: Float64Array,
  maxima: Float64Array,
  current: number,
): LatencySummary | null {
  const sum = new Float64Array(bucketCount);
  let total = 0;
  let max = 0;
  slots.forEach((slot, index) => {
    const count = counts[index] ?? 0;
    if (index === current || count === 0) return;
    total += count;
    max = Math.max(max, maxima[index] ?? 0);
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      sum[bucket] = (sum[bucket] ?? 0) + (slot[bucket] ?? 0);
    }
  });
  if (total === 0) return null;
  const percentile = (share: number): number => {
    const rank = Math.ceil(total * share);
    let seen = 0;
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      seen += sum[bucket] ?? 0;
      if (seen >= rank) return Math.min(max, middleOf(bucket) / 1_000);
    }
    return max;
  };
  return {
    p50: percentile(0.5),
    p90: percentile(0.9),
    p95: percentile(0.95),
    p99: percentile(0.99),
    max,
  };
}
