// Failures in a row eject, longer each time; time or a passed check ends it; the pool's needs come first.
import { describe, expect, it } from "vitest";
import { passiveSchema } from "../../../balancer-core/contract/config-pool.ts";
import {
  createPassiveMonitor,
  mayEjectOneMore,
} from "../../../balancer-core/health/passive-monitor.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

function startMonitor(overrides: object = {}) {
  const clock = createFakeClock();
  const changes: boolean[] = [];
  const pool = { mayEject: true };
  const monitor = createPassiveMonitor({
    config: passiveSchema.parse(overrides),
    clock,
    mayEject: () => pool.mayEject,
    onChange: () => changes.push(monitor.verdict.ejected),
  });
  const fail = (times: number) => {
    for (let failure = 0; failure < times; failure++) monitor.failed();
  };
  return { clock, monitor, changes, pool, fail };
}

describe("the passive monitor", () => {
  it("ejects after the configured failures in a row and tells so once", () => {
    const { monitor, changes, fail } = startMonitor();
    fail(4);
    expect(monitor.verdict).toEqual({ ejected: false, failures: 4, ejectedForMs: 0 });
    fail(3);
    expect(monitor.verdict).toEqual({ ejected: true, failures: 5, ejectedForMs: 10_000 });
    expect(changes).toEqual([true]);
  });

  it("starts counting again when an answer comes between", () => {
    const { monitor, fail } = startMonitor();
    fail(4);
    monitor.answered();
    fail(4);
    expect(monitor.verdict.ejected).toBe(false);
  });

  it("ends an ejection by time", () => {
    const { clock, monitor, changes, fail } = startMonitor();
    fail(5);
    clock.advance(9_999);
    expect(monitor.verdict.ejected).toBe(true);
    clock.advance(1);
    expect(monitor.verdict).toEqual({ ejected: false, failures: 0, ejectedForMs: 0 });
    expect(changes).toEqual([true, false]);
  });

  it("ends an ejection when an active check passes, leaving no timer", () => {
    const { clock, monitor, fail } = startMonitor();
    fail(5);
    monitor.pardon();
    expect(monitor.verdict.ejected).toBe(false);
    expect(clock.pendingTimers).toBe(0);
  });

  it("ejects longer each time up to the longest", () => {
    const { clock, monitor, fail } = startMonitor({ ejectFor: "10s", maxEjectFor: "75s" });
    const lengths = [1, 2, 3, 4, 5].map(() => {
      fail(5);
      const { ejectedForMs } = monitor.verdict;
      clock.advance(ejectedForMs);
      return ejectedForMs;
    });
    expect(lengths).toEqual([10_000, 20_000, 40_000, 75_000, 75_000]);
  });

  it("forgives a server that kept out of trouble for longer than the longest ejection", () => {
    const { clock, monitor, fail } = startMonitor();
    fail(5);
    clock.advance(10_000 + 60_001);
    fail(5);
    expect(monitor.verdict.ejectedForMs).toBe(10_000);
  });

  it("keeps the reason of an ejection when a late answer comes", () => {
    const { monitor, fail } = startMonitor();
    fail(5);
    monitor.answered();
    expect(monitor.verdict).toMatchObject({ ejected: true, failures: 5 });
  });

  it("forgets earlier ejections and tells nobody when it is reset", () => {
    const { clock, monitor, changes, fail } = startMonitor();
    fail(5);
    monitor.reset();
    expect(clock.pendingTimers).toBe(0);
    expect(changes).toEqual([true]);
    fail(5);
    expect(monitor.verdict.ejectedForMs).toBe(10_000);
  });

  it("waits with the ejection while the pool cannot do without the server", () => {
    const { monitor, pool, fail } = startMonitor();
    pool.mayEject = false;
    fail(20);
    expect(monitor.verdict.ejected).toBe(false);
    pool.mayEject = true;
    fail(1);
    expect(monitor.verdict.ejected).toBe(true);
  });

  it("never ejects when turned off, and lets go of a server when it is turned off", () => {
    const off = startMonitor({ consecutiveFailures: 0 });
    off.fail(100);
    expect(off.monitor.verdict.ejected).toBe(false);

    const { monitor, fail } = startMonitor();
    fail(5);
    monitor.reconfigure(passiveSchema.parse({ consecutiveFailures: 0 }));
    expect(monitor.verdict.ejected).toBe(false);
  });
});

describe("how many servers may be ejected", () => {
  it.each([
    [{ servers: 4, ejected: 1, others: 2 }, 50, true],
    [{ servers: 4, ejected: 2, others: 1 }, 50, false],
    [{ servers: 3, ejected: 0, others: 2 }, 10, true],
    [{ servers: 3, ejected: 1, others: 1 }, 10, false],
    [{ servers: 2, ejected: 0, others: 0 }, 100, false],
    [{ servers: 4, ejected: 0, others: 3 }, 0, false],
  ])("of %o at %i percent: one more is %s", (health, percent, expected) => {
    expect(mayEjectOneMore(health, percent)).toBe(expected);
  });
});
