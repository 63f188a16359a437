// The latency window: documented errors of its percentiles, ten seconds of memory, bounded size.
import { describe, expect, it } from "vitest";
import {
  bucketOf,
  createLatencyWindow,
  middleOf,
} from "../../../balancer-core/metrics/latency-window.ts";
import { seededRandom } from "../../../balancer-core/ports.ts";

describe("the latency window", () => {
  it("puts every value into a bucket whose middle is at most 1.6 % off", () => {
    let previous = -1;
    for (let micros = 0; micros < 2 ** 30; micros = Math.ceil(micros * 1.01) + 1) {
      const bucket = bucketOf(micros);
      expect(bucket).toBeGreaterThanOrEqual(previous);
      expect(Math.abs(middleOf(bucket) - micros)).toBeLessThanOrEqual(micros * 0.016);
      previous = bucket;
    }
    expect(bucketOf(2 ** 30 - 1)).toBeLessThan(32 * 26);
  });

  it("summarises the last ten full seconds, and no others", () => {
    const window = createLatencyWindow();
    const random = seededRandom(7);
    const values: number[] = [];
    for (let second = 0; second < 10; second += 1) {
      for (let turn = 0; turn < 1_000; turn += 1) {
        const value = 1 + random() ** 4 * 500;
        values.push(value);
        window.record(value);
      }
      window.roll();
    }
    window.record(90_000);
    values.sort((one, other) => one - other);
    const summary = window.summary();
    const exact = (share: number) => values[Math.ceil(values.length * share) - 1] ?? 0;
    for (const [name, share] of [
      ["p50", 0.5],
      ["p90", 0.9],
      ["p95", 0.95],
      ["p99", 0.99],
    ] as const) {
      const off = Math.abs((summary?.[name] ?? 0) - exact(share)) / exact(share);
      expect(off).toBeLessThan(0.017);
    }
    expect(summary?.max).toBe(values.at(-1));

    for (let second = 0; second < 10; second += 1) window.roll();
    expect(window.summary()?.max).toBe(90_000);
    window.roll();
    expect(window.summary()).toBeNull();
  });

  it("gives the percentiles of the second just over, null in an empty one", () => {
    const window = createLatencyWindow();
    expect(window.roll()).toBeNull();
    for (let value = 1; value <= 100; value += 1) window.record(value);
    const second = window.roll();
    expect(second?.p50).toBeCloseTo(50, -0.5);
    expect(second?.p99).toBeGreaterThan(98);
    expect(second?.p99).toBeLessThan(100.1);
    expect(window.roll()).toBeNull();
  });

  it("takes zero and absurdly long durations", () => {
    const window = createLatencyWindow();
    window.record(0);
    window.record(1e12);
    window.roll();
    expect(window.summary()).toMatchObject({ p50: 0, max: 1e12 });
  });
});
