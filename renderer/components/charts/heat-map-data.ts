// Latencies over time as cells: seconds put together into columns, buckets as rows of which only the occupied octaves are kept.
// Pure; the canvas, the read-out and the table draw the same cells.
import {
  addLatencyCounts,
  latencyBounds,
  latencyBucketCount,
  percentileOfCounts,
} from "../../../balancer-core/contract/latency-counts.ts";

export interface HeatSecond {
  readonly at: number;
  readonly latencies: string | undefined;
}

export interface HeatColumn {
  /** Start of its first second. */
  readonly at: number;
  readonly counts: Float64Array;
  readonly total: number;
}

export interface HeatMapData {
  readonly columns: readonly HeatColumn[];
  readonly secondsPerColumn: number;
  /** Lowest and highest bucket drawn. */
  readonly low: number;
  readonly high: number;
  /** The fullest cell, of which the others are shares. */
  readonly most: number;
}

/** So many that each is wide enough to be told apart and pointed at, whatever time they stand for together. */
export const heatColumns = 60;
/** At least three octaves, or a steady server would be one bar across the whole height. */
const leastRows = 12;

/** `seconds` oldest first; columns stand on fixed seconds, so that they do not flicker as time goes on. */
export function heatMapOf(
  seconds: readonly HeatSecond[],
  end: number,
  wholeMs: number,
): HeatMapData {
  const count = heatColumns;
  const spanMs = wholeMs / count;
  const secondsPerColumn = spanMs / 1_000;
  const lastStart = Math.floor(end / spanMs) * spanMs;
  const columns = Array.from({ length: count }, (_, index) => ({
    at: lastStart - (count - 1 - index) * spanMs,
    counts: new Float64Array(latencyBucketCount),
    total: 0,
  }));
  const first = columns[0]?.at ?? 0;
  for (const { at, latencies } of seconds) {
    const column = columns[Math.floor((at - first) / spanMs)];
    if (column) addLatencyCounts(column.counts, latencies);
  }
  let low = latencyBucketCount;
  let high = -1;
  let most = 0;
  for (const column of columns)
    column.counts.forEach((value, bucket) => {
      if (value === 0) return;
      column.total += value;
      low = Math.min(low, bucket);
      high = Math.max(high, bucket);
      most = Math.max(most, value);
    });
  if (high < 0) return { columns, secondsPerColumn, low: 0, high: leastRows - 1, most: 0 };
  const missing = Math.max(0, leastRows - (high - low + 1));
  low = Math.max(0, low - Math.ceil(missing / 2));
  high = Math.min(latencyBucketCount - 1, Math.max(high, low + leastRows - 1));
  return { columns, secondsPerColumn, low, high, most };
}

/** The cell of a column with the most answers, for the table. */
export function summaryOf({ counts, total }: HeatColumn) {
  if (total === 0) return null;
  let bucket = 0;
  counts.forEach((value, index) => {
    if (value > (counts[bucket] ?? 0)) bucket = index;
  });
  return {
    total,
    usual: latencyBounds(bucket),
    p50: percentileOfCounts(counts, 0.5),
    p95: percentileOfCounts(counts, 0.95),
    p99: percentileOfCounts(counts, 0.99),
  };
}

/** Rows at which the axis says a latency: powers of ten and their halves within what is drawn. */
export function heatTicks(low: number, high: number): { bucket: number; ms: number }[] {
  const steps = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000];
  return steps.flatMap((ms) => {
    for (let bucket = low; bucket <= high; bucket += 1) {
      const { fromMs, toMs } = latencyBounds(bucket);
      if (ms >= fromMs && ms < toMs) return [{ bucket, ms }];
    }
    return [];
  });
}
