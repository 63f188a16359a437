// Draining where clients belong to servers: it waits for them, though nothing is in flight, until quiet or deadline.
import { describe, expect, it } from "vitest";
import type { PooledServer } from "../../../balancer-core/pool/server.ts";
import { settled, startPool } from "./pools.ts";

const sticky = { stickiness: { type: "cookie" } };
const ready = { ...sticky, servers: [{ id: "a" }, { id: "b" }] };
const draining = { ...sticky, servers: [{ id: "a", intent: "drain" }, { id: "b" }] };

function startDrain(rules: object = {}) {
  const started = startPool({ ...ready, ...rules });
  started.apply({ ...draining, ...rules });
  const told: boolean[] = [];
  void started.pool.whenDrained("a").then((done) => told.push(done));
  const stateOf = (id: string) => started.pool.server(id)?.state;
  return { ...started, told, stateOf };
}

describe("draining a server whose clients belong to it", () => {
  it("waits for them with nothing in flight, and says so", async () => {
    const { pool, clock, told } = startDrain();
    clock.advance(59_999);
    await settled();
    expect(told).toEqual([]);
    expect(pool.server("a")).toMatchObject({
      state: "draining",
      reason: "drain set by the operator, its sessions may still come",
      activeRequests: 0,
      drainDeadlineAt: Date.UTC(2026, 0, 1, 0, 5),
    });
  });

  it("is done once none came for the quiet time", async () => {
    const { clock, told, stateOf, changes } = startDrain();
    clock.advance(60_000);
    await settled();
    expect([stateOf("a"), told]).toEqual(["drained", [true]]);
    expect(changes).toEqual([
      "a: unchecked -> draining (drain set by the operator, its sessions may still come)",
      "a: draining -> drained (drain set by the operator)",
    ]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("lasts up to the deadline without a quiet time", () => {
    const { clock, stateOf } = startDrain({ drain: { quiet: "0s" } });
    clock.advance(299_999);
    expect(stateOf("a")).toBe("draining");
    clock.advance(1);
    expect(stateOf("a")).toBe("drained");
  });

  it("is no longer quiet while something is in flight, and for the quiet time after", () => {
    const started = startPool(ready);
    const lease = started.take();
    started.apply(draining);
    started.clock.advance(200_000);
    lease.release("answered");
    started.clock.advance(59_999);
    expect(started.pool.server("a")?.state).toBe("draining");
    started.clock.advance(1);
    expect(started.pool.server("a")?.state).toBe("drained");
  });

  it("does not begin again once it is over, whatever the configuration says of others", () => {
    const { clock, apply, stateOf, changes } = startDrain();
    clock.advance(60_000);
    apply({ ...draining, drain: { deadline: "1h" } });
    expect(stateOf("a")).toBe("drained");
    expect(changes).toHaveLength(2);
  });

  it("can be undone before and after its end, and begun anew", async () => {
    const { clock, apply, stateOf, told } = startDrain();
    apply(ready);
    await settled();
    expect([stateOf("a"), told]).toEqual(["unchecked", [false]]);
    apply(draining);
    clock.advance(60_000);
    expect(stateOf("a")).toBe("drained");
    apply(ready);
    expect(stateOf("a")).toBe("unchecked");
    apply(draining);
    expect(stateOf("a")).toBe("draining");
  });

  it("takes its own clients, but not when its checks speak against it", () => {
    const { pool, apply, check } = startPool({
      ...ready,
      health: { type: "tcp", fall: 1, rise: 1 },
    });
    pool.start();
    for (const id of ["a", "b"]) check(id, true);
    apply({ ...draining, health: { type: "tcp", fall: 1, rise: 1 } });
    const takesSessions = () => (pool.server("a") as PooledServer).takesSessions;
    expect([pool.server("a")?.state, takesSessions()]).toEqual(["draining", true]);
    check("a", false);
    expect([pool.server("a")?.state, takesSessions()]).toEqual(["draining", false]);
    check("a", true);
    expect(takesSessions()).toBe(true);
  });

  it("waits for nobody when the server is removed, or in maintenance", () => {
    const { pool, apply, stateOf } = startDrain();
    apply({ ...sticky, servers: [{ id: "a", intent: "maintenance" }, { id: "b" }] });
    expect(stateOf("a")).toBe("maintenance");
    apply({ ...sticky, servers: [{ id: "b" }] });
    expect(pool.server("a")).toBeUndefined();
  });

  it("is over at once where clients belong to nobody", () => {
    const { apply, pool } = startPool({ servers: [{ id: "a" }, { id: "b" }] });
    apply({ servers: [{ id: "a", intent: "drain" }, { id: "b" }] });
    expect(pool.server("a")?.state).toBe("drained");
  });
});
