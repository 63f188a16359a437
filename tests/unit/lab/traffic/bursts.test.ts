// Bursts: the rate goes up and down again at the times asked for, and never after the stop.
import { describe, expect, it } from "vitest";
import { trafficSchema } from "../../../../balancer-core/contract/config-lab.ts";
import { startBursts } from "../../../../balancer-core/lab/traffic/bursts.ts";
import { createFakeClock } from "../../../support/fake-clock.ts";

const document = { id: "steady", target: "web", mode: "open", rate: 20 };

describe("bursts", () => {
  it("multiply the rate for a while, again and again", () => {
    const config = trafficSchema.parse({
      ...document,
      bursts: { every: "10s", for: "2s", factor: 5 },
    });
    const clock = createFakeClock();
    const rates: [number, number][] = [];
    if (config.mode !== "open") throw new Error("expected an open loop");
    const bursts = startBursts(clock, config, (rate) => rates.push([clock.now(), rate]));
    clock.advance(25_000);
    expect(rates).toEqual([
      [10_000, 100],
      [12_000, 20],
      [20_000, 100],
      [22_000, 20],
    ]);
    clock.advance(5_500);
    bursts.stop();
    clock.advance(60_000);
    expect(rates).toHaveLength(5);
    expect(clock.pendingTimers).toBe(0);
  });

  it("that last as long as the pause between them are refused", () => {
    const result = trafficSchema.safeParse({ ...document, bursts: { every: "2s", for: "2s" } });
    expect(result.success).toBe(false);
  });
});
