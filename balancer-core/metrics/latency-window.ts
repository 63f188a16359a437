// Latencies of one server in log-linear buckets that can be merged: the current second, the last ten full ones and their sum. At
// most 40 KiB per server, allocated at its first answer, so idle servers cost nothing. Closing a second reads only the buckets
// between the second's lowest and highest: hundreds of servers do it in the same turn.
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
  /** Closes the current second; null without answers. Percentiles are off by at most 1.6 %. */
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

/** Counts of one second, and which part of them is not zero. */
class Second {
  readonly buckets = new Uint32Array(bucketCount);
  count = 0;
  max = 0;
  low = bucketCount;
  high = -1;

  record(bucket: number, durationMs: number): void {
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + 1;
    this.count += 1;
    if (bucket < this.low) this.low = bucket;
    if (bucket > this.high) this.high = bucket;
    if (durationMs > this.max) this.max = durationMs;
  }

  /** Adds itself to `sums`, or takes itself away again. */
  addTo(sums: Uint32Array, sign: 1 | -1): void {
    const { buckets, high } = this;
    for (let bucket = this.low; bucket <= high; bucket += 1) {
      sums[bucket] = (sums[bucket] ?? 0) + sign * (buckets[bucket] ?? 0);
    }
  }

  clear(): void {
    if (this.count === 0) return;
    this.buckets.fill(0, this.low, this.high + 1);
    this.count = 0;
    this.max = 0;
    this.low = bucketCount;
    this.high = -1;
  }
}

export function createLatencyWindow(): LatencyWindow {
  // One more than is kept: the current second.
  const seconds = Array.from({ length: secondsKept + 1 }, () => new Second());
  /** Of the full seconds. */
  const sums = new Uint32Array(bucketCount);
  let place = 0;
  let current = seconds[0] as Second;
  let merged: LatencySummary | null | undefined = null;

  return {
    record(durationMs) {
      const micros = Math.min(topMicros, Math.max(0, Math.round(durationMs * 1_000)));
      current.record(bucketOf(micros), durationMs);
    },
    roll() {
      const closed = current.count === 0 ? null : read(current);
      current.addTo(sums, 1);
      place = (place + 1) % seconds.length;
      current = seconds[place] as Second;
      current.addTo(sums, -1);
      current.clear();
      merged = undefined;
      return closed;
    },
    summary() {
      merged ??= merge(
        seconds.filter((second) => second !== current && second.count > 0),
        sums,
      );
      return merged;
    },
  };
}

function read({ buckets, count, max, low, high }: Second): SecondLatency {
  const countAt = (coarse: number) => {
    let sum = 0;
    const first = coarse * finePerCoarse;
    for (let fine = first; fine < first + finePerCoarse; fine += 1) sum += buckets[fine] ?? 0;
    return sum;
  };
  const range = [Math.floor(low / finePerCoarse), Math.floor(high / finePerCoarse)] as const;
  const [p50 = 0, p95 = 0, p99 = 0] = percentiles(buckets, low, high, count, max, secondShares);
  return { counts: writeLatencyCounts(countAt, ...range), p50, p95, p99 };
}

function merge(filled: readonly Second[], sums: Uint32Array): LatencySummary | null {
  if (filled.length === 0) return null;
  let [total, max, low, high] = [0, 0, bucketCount, -1];
  for (const second of filled) {
    total += second.count;
    max = Math.max(max, second.max);
    low = Math.min(low, second.low);
    high = Math.max(high, second.high);
  }
  const [p50 = 0, p90 = 0, p95 = 0, p99 = 0] = percentiles(
    sums,
    low,
    high,
    total,
    max,
    summaryShares,
  );
  return { p50, p90, p95, p99, max };
}

const secondShares: readonly number[] = [0.5, 0.95, 0.99];
const summaryShares: readonly number[] = [0.5, 0.9, 0.95, 0.99];

/** In milliseconds, one for each of `shares`, which ascend. One way through the buckets. */
function percentiles(
  buckets: Uint32Array,
  low: number,
  high: number,
  total: number,
  max: number,
  shares: readonly number[],
): number[] {
  const found: number[] = [];
  let seen = 0;
  for (let bucket = low; bucket <= high && found.length < shares.length; bucket += 1) {
    seen += buckets[bucket] ?? 0;
    while (found.length < shares.length && seen >= Math.ceil(total * (shares[found.length] ?? 1)))
      found.push(Math.min(max, middleOf(bucket) / 1_000));
  }
  return found;
}
