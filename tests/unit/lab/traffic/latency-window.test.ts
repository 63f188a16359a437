// The window's quantiles are within its promised error, and it forgets what is older than ten seconds.
import { describe, expect, it } from "vitest";
import { createLatencyWindow } from "../../../../balancer-core/lab/traffic/latency-window.ts";

describe("the latency window", () => {
  it("has no summary before anything was recorded", () => {
    expect(createLatencyWindow().summary(0)).toBeNull();
  });

  it("gives quantiles within 2.5 % and the exact maximum", () => {
    const window = createLatencyWindow();
    for (let index = 1; index <= 1_000; index++) window.record(500, index);
    const summary = window.summary(900);
    expect(summary?.max).toBe(1_000);
    for (const [key, expected] of Object.entries({ p50: 500, p90: 900, p95: 950, p99: 990 })) {
      const actual = summary?.[key as "p50"] ?? Number.NaN;
      expect(Math.abs(actual / expected - 1), key).toBeLessThan(0.026);
    }
  });

  it("never gives a quantile above the maximum", () => {
    const window = createLatencyWindow();
    window.record(0, 10);
    const summary = window.summary(0);
    expect(summary?.p50).toBeLessThanOrEqual(10);
    expect(summary?.p99).toBeLessThanOrEqual(10);
  });

  it("forgets a second ten seconds later, also when the ring comes round to its place", () => {
    const window = createLatencyWindow();
    window.record(100, 5_000);
    window.record(9_500, 10);
    expect(window.summary(9_900)?.max).toBe(5_000);
    expect(window.summary(10_000)?.max).toBe(10);
    window.record(10_100, 20);
    expect(window.summary(10_200)?.max).toBe(20);
    expect(window.summary(60_000)).toBeNull();
  });
});
