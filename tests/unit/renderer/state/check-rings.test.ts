// The last checks of servers: each once, sixty at most, earlier ones before those that were seen.
import { describe, expect, it, vi } from "vitest";
import type { CheckResult, PoolSnapshot } from "../../../../balancer-core/contract/snapshot.ts";
import { checksKept, createCheckRings } from "../../../../renderer/state/check-rings.ts";

const check = (second: number, ok = true): CheckResult => ({
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
  ok,
  durationMs: 1,
  detail: ok ? "200 OK" : "connect ECONNREFUSED",
});
const snapshot = (lastCheck: CheckResult | null) => ({
  pools: [{ id: "app", servers: [{ id: "s1", lastCheck }] } as unknown as PoolSnapshot],
});

describe("the rings of checks", () => {
  it("take each check once, however often a snapshot tells of it", () => {
    const rings = createCheckRings();
    const told = vi.fn();
    rings.subscribe("app/s1", told);
    for (const second of [1, 1, 1, 2]) rings.see(snapshot(check(second)));
    expect(rings.read("app/s1")).toEqual([check(1), check(2)]);
    expect(told).toHaveBeenCalledTimes(2);
  });

  it("keep the latest sixty", () => {
    const rings = createCheckRings();
    for (let second = 0; second < 70; second += 1) rings.see(snapshot(check(second)));
    expect(rings.read("app/s1")).toHaveLength(checksKept);
    expect(rings.read("app/s1")[0]).toEqual(check(10));
  });

  it("put earlier checks before those that were seen, and none twice", () => {
    const rings = createCheckRings();
    rings.see(snapshot(check(3)));
    rings.backfill("app/s1", [check(1), check(2, false), check(3)]);
    expect(rings.read("app/s1")).toEqual([check(1), check(2, false), check(3)]);
  });

  it("give the same array until there is another check", () => {
    const rings = createCheckRings();
    rings.see(snapshot(check(1)));
    const before = rings.read("app/s1");
    rings.see(snapshot(check(1)));
    expect(rings.read("app/s1")).toBe(before);
  });

  it("forget servers that are gone, and know nothing of those that were never checked", () => {
    const rings = createCheckRings();
    rings.see(snapshot(check(1)));
    rings.see({ pools: [] });
    expect(rings.read("app/s1")).toEqual([]);
    rings.see(snapshot(null));
    expect(rings.read("app/s1")).toEqual([]);
  });
});
