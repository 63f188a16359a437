// Draining: nothing new, an end that can be waited for, a deadline that is one, and a way back.
import { describe, expect, it } from "vitest";
import { settled, startPool } from "./pools.ts";

const ready = { servers: [{ id: "a" }, { id: "b" }] };
const draining = { servers: [{ id: "a", intent: "drain" }, { id: "b" }] };

function startDrain() {
  const started = startPool(ready);
  const lease = started.take();
  const cuts: string[] = [];
  lease.onCut = (reason) => cuts.push(reason);
  started.apply(draining);
  const told: boolean[] = [];
  const wait = () => void started.pool.whenDrained("a").then((done) => told.push(done));
  return { ...started, lease, cuts, told, wait };
}

describe("draining a server", () => {
  it("gives it nothing new and says how much is left", () => {
    const { pool, visit } = startDrain();
    expect(visit(4)).toEqual(["b", "b", "b", "b"]);
    expect(pool.server("a")).toMatchObject({
      state: "draining",
      reason: "drain set by the operator, 1 request left",
      drainDeadlineAt: Date.UTC(2026, 0, 1, 0, 5),
    });
  });

  it("is done when the last request ends, and whoever waits hears it", async () => {
    const { pool, clock, lease, changes, cuts, told, wait } = startDrain();
    wait();
    await settled();
    expect(told).toEqual([]);
    lease.release("answered");
    await settled();
    expect(told).toEqual([true]);
    expect(pool.server("a")).toMatchObject({ state: "drained", drainDeadlineAt: null });
    expect(changes).toEqual([
      "a: unchecked -> draining (drain set by the operator, 1 request left)",
      "a: draining -> drained (drain set by the operator)",
    ]);
    clock.advance(3_600_000);
    expect(cuts).toEqual([]);
  });

  it("cuts what is left at the deadline", async () => {
    const { clock, pool, cuts, told, wait } = startDrain();
    wait();
    clock.advance(299_999);
    expect(cuts).toEqual([]);
    clock.advance(1);
    await settled();
    expect(cuts).toEqual(["FORCED_CLOSE"]);
    expect(told).toEqual([true]);
    expect(pool.server("a")?.state).toBe("drained");
    expect(clock.pendingTimers).toBe(0);
  });

  it("takes another deadline, counted from then", () => {
    const { clock, pool, cuts } = startDrain();
    clock.advance(10_000);
    pool.setDrainDeadline("a", 30_000);
    expect(pool.server("a")?.drainDeadlineAt).toBe(Date.UTC(2026, 0, 1, 0, 0, 40));
    clock.advance(29_999);
    expect(cuts).toEqual([]);
    clock.advance(1);
    expect(cuts).toEqual(["FORCED_CLOSE"]);
  });

  it("takes a later deadline than the first, which then means nothing any more", () => {
    const { clock, pool, cuts } = startDrain();
    pool.setDrainDeadline("a", 600_000);
    clock.advance(599_999);
    expect(cuts).toEqual([]);
    clock.advance(1);
    expect(cuts).toEqual(["FORCED_CLOSE"]);
  });

  it.each(["ready", "maintenance"])(
    "can be undone by %s, and whoever waits hears that",
    async (intent) => {
      const { clock, apply, cuts, told, wait } = startDrain();
      wait();
      apply({ servers: [{ id: "a", intent }, { id: "b" }] });
      await settled();
      expect(told).toEqual([false]);
      clock.advance(3_600_000);
      expect(cuts).toEqual([]);
    },
  );

  it("goes on with its deadline when the server is removed meanwhile, and is then gone", async () => {
    const { pool, clock, apply, cuts, told, wait } = startDrain();
    wait();
    clock.advance(200_000);
    apply({ servers: [{ id: "b" }] });
    clock.advance(100_000);
    await settled();
    expect(cuts).toEqual(["FORCED_CLOSE"]);
    expect(told).toEqual([true]);
    expect(pool.server("a")).toBeUndefined();
  });

  it("answers at once for servers that have nothing left, are gone or do not drain", async () => {
    const { pool, lease } = startDrain();
    lease.release("answered");
    expect(await pool.whenDrained("a")).toBe(true);
    expect(await pool.whenDrained("nobody")).toBe(true);
    expect(await pool.whenDrained("b")).toBe(false);
    pool.setDrainDeadline("b", 1);
    expect(pool.server("b")?.drainDeadlineAt).toBeNull();
  });

  it("closes idle connections when it begins and again when it ends", () => {
    const { pool, take, apply } = startPool(ready);
    let retired = 0;
    pool.server("a")?.onRetire(() => {
      retired += 1;
    });
    const lease = take();
    apply(draining);
    expect(retired).toBe(1);
    lease.release("answered");
    expect(retired).toBe(2);
  });

  it("starts no deadline any more once the pool has stopped", () => {
    const { pool, clock, take, apply } = startPool(ready);
    const leases = [take(), take(), take()];
    apply(draining);
    pool.stop();
    leases[0]?.release("answered");
    expect(pool.server("a")?.activeRequests).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });
});
