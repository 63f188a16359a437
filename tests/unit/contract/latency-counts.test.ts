// How a second's latencies are written, added up and read: what is recorded in the core comes out in the console.
import { describe, expect, it } from "vitest";
import {
  addLatencyCounts,
  latencyBounds,
  latencyBucketCount,
  percentileOfCounts,
} from "../../../balancer-core/contract/latency-counts.ts";
import { createServerMetrics } from "../../../balancer-core/metrics/server-metrics.ts";

const second = { at: 0, elapsedMs: 1_000, active: 0, connections: 0 };

function spreadOf(latenciesMs: readonly number[]): string | undefined {
  const metrics = createServerMetrics();
  for (const latencyMs of latenciesMs) metrics.answered(200, latencyMs, 0, 0);
  return metrics.roll(second).latencies;
}

describe("latency counts", () => {
  it.each([0.004, 0.02, 0.05, 0.9, 3, 16, 17.5, 240, 1_900, 60_000])(
    "keep %d ms within its bucket's bounds",
    (latencyMs) => {
      const [bucket, count] = (spreadOf([latencyMs]) ?? "").split(" ").map(Number);
      const { fromMs, toMs } = latencyBounds(bucket ?? -1);
      expect(count).toBe(1);
      expect(latencyMs).toBeGreaterThanOrEqual(fromMs);
      expect(latencyMs).toBeLessThan(toMs);
    },
  );

  it("have bounds without gaps, each bucket at most a quarter of its latency wide above 32 µs", () => {
    for (let bucket = 1; bucket < latencyBucketCount; bucket += 1) {
      const { fromMs, toMs } = latencyBounds(bucket);
      expect(latencyBounds(bucket - 1).toMs).toBe(fromMs);
      if (bucket >= 4) expect(toMs - fromMs).toBeLessThanOrEqual(fromMs / 4);
    }
  });

  it("are absent in a second without answers, and forget the second before", () => {
    expect(spreadOf([])).toBeUndefined();
    const metrics = createServerMetrics();
    metrics.answered(200, 5, 0, 0);
    metrics.roll(second);
    metrics.answered(200, 500, 0, 0);
    expect(metrics.roll(second).latencies?.split(" ")).toHaveLength(2);
    expect(metrics.roll(second).latencies).toBeUndefined();
  });

  it("give percentiles of servers added up, where an average of percentiles would mislead", () => {
    const sums = new Float64Array(latencyBucketCount);
    // Ninety answers of a fast server, ten of a slow one: the median is the fast one's, p95 the slow one's.
    addLatencyCounts(sums, spreadOf(Array.from({ length: 90 }, () => 10)));
    addLatencyCounts(sums, spreadOf(Array.from({ length: 10 }, () => 400)));
    addLatencyCounts(sums, "nonsense 5 999 1 7");
    expect(percentileOfCounts(sums, 0.5)).toBeGreaterThan(9);
    expect(percentileOfCounts(sums, 0.5)).toBeLessThan(11);
    expect(percentileOfCounts(sums, 0.95)).toBeGreaterThan(360);
    expect(percentileOfCounts(sums, 0.95)).toBeLessThan(440);
    expect(percentileOfCounts(new Float64Array(latencyBucketCount), 0.5)).toBeNull();
  });
});
