// Faults of simulated servers: how long they last, whom they strike, and that the seed decides.
import { describe, expect, it, vi } from "vitest";
import { createSimFaults } from "../../../balancer-core/lab/sim-faults.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

function faults(seed = 1) {
  const clock = createFakeClock();
  const onHealed = vi.fn();
  return { clock, onHealed, faults: createSimFaults({ clock, seed: () => seed, onHealed }) };
}

describe("a fault", () => {
  it("heals at its time and says so once", () => {
    const test = faults();
    test.faults.start("hang", 10_000, 1);
    test.clock.advance(9_999);
    expect(test.faults.isOn("hang")).toBe(true);
    expect(test.onHealed).not.toHaveBeenCalled();
    test.clock.advance(1);
    expect(test.faults.isOn("hang")).toBe(false);
    expect(test.onHealed.mock.calls).toEqual([["hang"]]);
  });

  it("begins anew when it is given again", () => {
    const test = faults();
    test.faults.start("slow", 10_000, 1);
    test.clock.advance(8_000);
    test.faults.start("slow", 10_000, 1);
    test.clock.advance(8_000);
    expect(test.faults.isOn("slow")).toBe(true);
    test.clock.advance(2_000);
    expect(test.faults.isOn("slow")).toBe(false);
    expect(test.onHealed).toHaveBeenCalledOnce();
  });

  it("lets what waits for it go on when it is healed by hand, without being told to have healed by itself", () => {
    const test = faults();
    const [waits, forgotten] = [vi.fn(), vi.fn()];
    test.faults.start("hang", 10_000, 1);
    test.faults.whenHealed("hang", waits);
    test.faults.whenHealed("hang", forgotten)();
    expect(waits).not.toHaveBeenCalled();
    expect(test.faults.heal("hang")).toEqual(["hang"]);
    expect(waits).toHaveBeenCalledOnce();
    expect(forgotten).not.toHaveBeenCalled();
    expect(test.faults.heal("hang")).toEqual([]);
    test.clock.advance(20_000);
    expect(test.onHealed).not.toHaveBeenCalled();
    expect(test.clock.pendingTimers).toBe(0);
  });

  it("strikes the share asked for, the same ones for the same seed", () => {
    const draw = (seed: number) => {
      const test = faults(seed);
      test.faults.start("reset", 60_000, 0.3);
      return Array.from({ length: 2_000 }, () => test.faults.strikes("reset"));
    };
    const first = draw(7);
    expect(first.filter(Boolean).length / first.length).toBeCloseTo(0.3, 1);
    expect(draw(7)).toEqual(first);
    expect(draw(8)).not.toEqual(first);
  });

  it("tells when it began and when it heals", () => {
    const test = faults();
    test.clock.advance(1_000);
    test.faults.start("sick", 5_000, 1);
    expect(test.faults.status()).toEqual([
      {
        kind: "sick",
        share: 1,
        startedAt: "2026-01-01T00:00:01.000Z",
        healsAt: "2026-01-01T00:00:06.000Z",
      },
    ]);
  });
});
