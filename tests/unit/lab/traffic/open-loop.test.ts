// Arrivals of the open loop are a Poisson process that no slow answer and no pause of the process can slow down.
import { describe, expect, it } from "vitest";
import { startOpenLoop } from "../../../../balancer-core/lab/traffic/open-loop.ts";
import { seededRandom } from "../../../../balancer-core/ports.ts";
import { createFakeClock } from "../../../support/fake-clock.ts";

function start(ratePerSecond: number, seed = 1) {
  const clock = createFakeClock();
  const arrivals: number[] = [];
  const lost = { count: 0 };
  const loop = startOpenLoop({
    clock,
    random: seededRandom(seed),
    ratePerSecond,
    arrive: (scheduledAt) => arrivals.push(scheduledAt),
    missed: (count) => {
      lost.count += count;
    },
  });
  return { clock, arrivals, lost, loop };
}

describe("the open loop", () => {
  it("arrives at its rate, with the gaps of a Poisson process", () => {
    const { clock, arrivals } = start(500);
    clock.advance(20_000);
    expect(arrivals.length).toBeGreaterThan(9_700);
    expect(arrivals.length).toBeLessThan(10_300);
    const gaps = arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    // The standard deviation of exponential gaps equals their mean.
    expect(Math.sqrt(variance) / mean).toBeGreaterThan(0.95);
    expect(Math.sqrt(variance) / mean).toBeLessThan(1.05);
  });

  it("repeats its arrivals for the same seed", () => {
    const [one, two, other] = [start(100, 5), start(100, 5), start(100, 6)];
    for (const { clock } of [one, two, other]) clock.advance(1_000);
    expect(one.arrivals).toEqual(two.arrivals);
    expect(one.arrivals).not.toEqual(other.arrivals);
  });

  it("tells each arrival the time it was due, not the time it was sent", () => {
    const { clock, arrivals } = start(5_000);
    clock.advance(100);
    // Timers are a millisecond coarse; at 5 arrivals a millisecond most were due between two turns.
    expect(arrivals.filter((at) => !Number.isInteger(at)).length).toBeGreaterThan(300);
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
  });

  it("changes its rate at once, even while a long gap is being waited for", () => {
    const { clock, arrivals, loop } = start(0.1);
    clock.advance(100);
    const before = arrivals.length;
    loop.setRate(1_000);
    clock.advance(1_000);
    expect(arrivals.length - before).toBeGreaterThan(850);
    expect(arrivals.length - before).toBeLessThan(1_150);
  });

  it("catches up one second after a pause of the process and counts the rest as missed", () => {
    const fake = createFakeClock();
    let paused = 0;
    const arrivals: number[] = [];
    let missed = 0;
    startOpenLoop({
      clock: { ...fake, now: () => fake.now() + paused },
      random: seededRandom(1),
      ratePerSecond: 100,
      arrive: (scheduledAt) => arrivals.push(scheduledAt),
      missed: (count) => {
        missed += count;
      },
    });
    paused = 60_000;
    fake.advance(100);
    expect(missed).toBeGreaterThan(5_800);
    expect(missed).toBeLessThan(6_000);
    expect(arrivals.length).toBeGreaterThan(70);
    expect(arrivals.length).toBeLessThan(150);
  });

  it("sends nothing after it was stopped and leaves no timer", () => {
    const { clock, arrivals, loop } = start(100);
    clock.advance(100);
    loop.stop();
    const before = arrivals.length;
    clock.advance(10_000);
    expect(arrivals.length).toBe(before);
    expect(clock.pendingTimers).toBe(0);
  });
});
