// Working times follow the distribution they are named after, and a seed always tells the same story.
import { describe, expect, it } from "vitest";
import { latencySchema } from "../../../balancer-core/contract/config-lab.ts";
import { createLatencySampler } from "../../../balancer-core/lab/latency.ts";
import { seededRandom } from "../../../balancer-core/ports.ts";

type LatencyDocument = Parameters<typeof latencySchema.parse>[0];

function samples(document: LatencyDocument, seed = 7, count = 20_000): number[] {
  const sample = createLatencySampler(latencySchema.parse(document), seededRandom(seed));
  return Array.from({ length: count }, sample);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
}

function expectWithin(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual / expected - 1), `${actual} against ${expected}`).toBeLessThan(tolerance);
}

describe("the latency sampler", () => {
  it("gives the one value of a constant", () => {
    expect(new Set(samples({ distribution: "constant", value: "12ms" }))).toEqual(new Set([12]));
  });

  it("spreads evenly between the bounds of a uniform distribution", () => {
    const values = samples({ distribution: "uniform", min: "10ms", max: "30ms" });
    expect(Math.min(...values)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...values)).toBeLessThan(30);
    for (const share of [0.1, 0.5, 0.9])
      expectWithin(quantile(values, share), 10 + 20 * share, 0.02);
  });

  it("has the quantiles of an exponential distribution with its mean", () => {
    const values = samples({ distribution: "exponential", mean: "40ms" });
    for (const share of [0.1, 0.5, 0.9, 0.99])
      expectWithin(quantile(values, share), -40 * Math.log(1 - share), 0.06);
  });

  it("has the median and p99 a lognormal distribution was given", () => {
    const values = samples({ distribution: "lognormal", median: "20ms", p99: "80ms" });
    expectWithin(quantile(values, 0.5), 20, 0.02);
    expectWithin(quantile(values, 0.99), 80, 0.06);
    // Symmetric in the logarithm: p1 lies as far below the median as p99 above.
    expectWithin(quantile(values, 0.01), 5, 0.06);
  });

  it("stays finite and not negative at the edges of what may be configured", () => {
    const edges: LatencyDocument[] = [
      { distribution: "lognormal", median: "0ms", p99: "500h" },
      { distribution: "exponential", mean: "576h" },
      { distribution: "uniform", min: "5ms", max: "1ms" },
    ];
    for (const edge of edges) {
      const values = samples(edge);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values)).toBeLessThanOrEqual(2_147_483_647);
    }
  });

  it("repeats its sequence for the same seed and not for another", () => {
    const lognormal = { distribution: "lognormal", median: "20ms", p99: "80ms" } as const;
    expect(samples(lognormal, 3, 100)).toEqual(samples(lognormal, 3, 100));
    expect(samples(lognormal, 3, 100)).not.toEqual(samples(lognormal, 4, 100));
  });
});
