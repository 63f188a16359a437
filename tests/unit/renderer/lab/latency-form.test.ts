// The lab's latency knobs: switching distributions, problems of parameters, and the curve's quantiles.
import { describe, expect, it } from "vitest";
import { latencySchema } from "../../../../balancer-core/contract/config-lab.ts";
import { densityOf, scaleOf } from "../../../../renderer/features/lab/latency-density.ts";
import {
  distributions,
  parameterProblem,
  switchDistribution,
} from "../../../../renderer/features/lab/latency-form.ts";

const lognormal = { distribution: "lognormal", median: "40ms", p99: "200ms" } as const;

describe("switching the distribution", () => {
  it.each(distributions)("to %s gives what the schema takes, about as fast", (value) => {
    const switched = switchDistribution(lognormal, value);
    expect(latencySchema.safeParse(switched).success).toBe(true);
    const p50 = densityOf(switched)?.p50 ?? 0;
    expect(p50).toBeGreaterThan(25);
    expect(p50).toBeLessThanOrEqual(40);
  });
});

describe("a latency parameter", () => {
  it("must be a duration", () => {
    expect(parameterProblem(lognormal, "median")).toBeUndefined();
    expect(parameterProblem({ ...lognormal, median: "40" }, "median")).toContain("duration");
  });

  it("must not turn the distribution around", () => {
    expect(parameterProblem({ ...lognormal, p99: "10ms" }, "p99")).toContain("median");
    const uniform = { distribution: "uniform", min: "5ms", max: "1ms" } as const;
    expect(parameterProblem(uniform, "max")).toContain("shortest");
  });
});

describe("the density", () => {
  it("is highest at one and shows the quantiles within its scale", () => {
    for (const value of distributions) {
      const density = densityOf(switchDistribution(lognormal, value));
      expect(Math.max(...(density?.heights ?? []))).toBe(1);
      expect(density?.p99).toBeLessThanOrEqual(density?.maxMs ?? 0);
    }
  });

  it("knows the quantiles of an exponential distribution", () => {
    const density = densityOf({ distribution: "exponential", mean: "100ms" });
    expect(density?.p50).toBeCloseTo(69.3, 1);
    expect(density?.p99).toBeCloseTo(460.5, 1);
  });

  it("is absent while a parameter is no duration", () => {
    expect(densityOf({ ...lognormal, p99: "soon" })).toBeNull();
    expect(scaleOf({ ...lognormal, p99: "soon" })).toBeLessThan(1);
  });
});
