// The meter counts one run and measures from when a request was due, so that a stalled sender cannot hide its own delay.
import { describe, expect, it } from "vitest";
import { createTrafficMeter } from "../../../../balancer-core/lab/traffic/traffic-meter.ts";
import { createFakeClock } from "../../../support/fake-clock.ts";

describe("the traffic meter", () => {
  it("measures latency from the scheduled arrival, not from the sending", () => {
    const clock = createFakeClock();
    const meter = createTrafficMeter(clock);
    clock.advance(800);
    meter.sent();
    clock.advance(10);
    meter.answered(true, 0);
    expect(meter.read().latencyMs?.max).toBe(810);
  });

  it("counts answers, failures and what was dropped; only answers have a latency", () => {
    const meter = createTrafficMeter(createFakeClock());
    for (let index = 0; index < 3; index++) meter.sent();
    meter.answered(true, 0);
    meter.answered(false, 0);
    meter.unanswered();
    meter.dropped(4);
    expect(meter.read()).toMatchObject({ sent: 3, succeeded: 1, failed: 2, dropped: 4 });
    const silent = createTrafficMeter(createFakeClock());
    silent.unanswered();
    expect(silent.read().latencyMs).toBeNull();
  });

  it("tells the rate of the last full second and nothing older", () => {
    const clock = createFakeClock();
    const meter = createTrafficMeter(clock);
    for (let index = 0; index < 30; index++) meter.sent();
    expect(meter.read().requestRate).toBe(0);
    clock.advance(1_000);
    meter.sent();
    expect(meter.read().requestRate).toBe(30);
    clock.advance(1_000);
    expect(meter.read().requestRate).toBe(1);
    clock.advance(1_000);
    expect(meter.read().requestRate).toBe(0);
  });
});
