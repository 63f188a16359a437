// A server that returns gets its share little by little: when that begins, how it grows, and what ends it.
import { describe, expect, it } from "vitest";
import { startPool } from "./pools.ts";

const warmed = {
  slowStart: "10s",
  health: { type: "http" },
  servers: [{ id: "a" }, { id: "b", weight: 4 }],
};

function startWarmed(document: Parameters<typeof startPool>[0] = warmed) {
  const setting = startPool(document);
  const weightOf = (id: string) => setting.pool.server(id)?.effectiveWeight;
  const checks = (id: string, results: readonly boolean[]) => {
    for (const ok of results) setting.check(id, ok);
  };
  /** Answers the check under way without letting time pass. */
  const answer = (port: number, ok: boolean) => setting.probes.get(port)?.({ ok, detail: "" });
  /** Down, and one passed check before up. */
  const bringToTheEdge = () => checks("b", [true, false, false, false, true]);
  return { ...setting, weightOf, checks, answer, bringToTheEdge };
}

describe("slow start", () => {
  it("is nothing to a server that is new", () => {
    const { pool, weightOf, checks } = startWarmed();
    pool.start();
    expect(weightOf("b")).toBe(4);
    checks("b", [true]);
    expect(weightOf("b")).toBe(4);
  });

  it("begins with a tenth of the weight, grows with time and ends with all of it", () => {
    const { pool, clock, weightOf, answer, bringToTheEdge } = startWarmed();
    pool.start();
    bringToTheEdge();
    answer(9_002, true);
    expect(pool.server("b")?.state).toBe("up");
    const weights = [weightOf("b")];
    for (const ms of [500, 1_500, 3_000, 4_750, 250]) {
      clock.advance(ms);
      weights.push(weightOf("b"));
    }
    expect(weights).toEqual([0.4, 0.4, 0.8, 2, 3.9, 4]);
  });

  it("gives the returning server fewer requests while it warms up", () => {
    const equal = { ...warmed, servers: [{ id: "a" }, { id: "b" }] };
    const { pool, clock, answer, bringToTheEdge, visit } = startWarmed(equal);
    pool.start();
    bringToTheEdge();
    answer(9_002, true);
    const shareOfB = () => visit(110).filter((id) => id === "b").length;
    expect(shareOfB()).toBe(10);
    clock.advance(5_000);
    expect(shareOfB()).toBeGreaterThanOrEqual(36);
    clock.advance(5_000);
    expect(shareOfB()).toBe(55);
  });

  it("ends when the server is lost again, and begins anew with its next return", () => {
    const { pool, clock, weightOf, checks, answer, bringToTheEdge } = startWarmed();
    pool.start();
    bringToTheEdge();
    answer(9_002, true);
    checks("b", [false, false, false]);
    expect(pool.server("b")?.state).toBe("down");
    expect(weightOf("b")).toBe(4);
    checks("b", [true]);
    answer(9_002, true);
    expect(weightOf("b")).toBe(0.4);
    clock.advance(2_000);
    expect(weightOf("b")).toBe(0.8);
  });

  it("follows maintenance and an ejection, too", () => {
    const document = { ...warmed, health: { type: "none" }, passive: { ejectFor: "20s" } };
    const { pool, clock, apply, fail, weightOf } = startWarmed(document);
    pool.start();
    apply({ ...document, servers: [{ id: "a" }, { id: "b", weight: 4, intent: "maintenance" }] });
    apply(document);
    expect(weightOf("b")).toBe(0.4);
    clock.advance(60_000);
    expect(weightOf("b")).toBe(4);
    fail("b", 5);
    expect(pool.server("b")?.state).toBe("ejected");
    clock.advance(20_000);
    expect(weightOf("b")).toBe(0.4);
  });

  it("goes on through a reload with the new weight, and ends when it is turned off", () => {
    const document = { ...warmed, health: { type: "none" } };
    const { pool, clock, apply, weightOf } = startWarmed(document);
    pool.start();
    apply({ ...document, servers: [{ id: "a" }, { id: "b", weight: 4, intent: "maintenance" }] });
    apply(document);
    clock.advance(5_000);
    apply({ ...document, servers: [{ id: "a" }, { id: "b", weight: 8 }] });
    expect(weightOf("b")).toBe(4);
    apply({ ...document, slowStart: "0ms" });
    expect(weightOf("b")).toBe(4);
    expect(clock.pendingTimers).toBe(0);
  });

  it("leaves no timer once everybody is warm or the pool has stopped", () => {
    const document = { ...warmed, health: { type: "none" } };
    const { pool, clock, apply } = startWarmed(document);
    pool.start();
    const away = { ...document, servers: [{ id: "a" }, { id: "b", intent: "maintenance" }] };
    apply(away);
    apply(document);
    expect(clock.pendingTimers).toBe(1);
    clock.advance(10_000);
    expect(clock.pendingTimers).toBe(0);
    apply(away);
    apply(document);
    pool.stop();
    expect(clock.pendingTimers).toBe(0);
  });
});
