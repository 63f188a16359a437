// Waiting for a server: in order, bounded in number and time, settled once and never before the caller has its ticket.
import { describe, expect, it } from "vitest";
import type { Settle } from "../../../balancer-core/pool/queue.ts";
import { idle, settled, startPool } from "./pools.ts";

const full = { servers: [{ id: "a", maxConnections: 1 }] };

function startFullPool() {
  const started = startPool(full);
  const lease = started.take();
  const outcomes: string[] = [];
  const wait = (name: string, then: Settle = () => undefined) =>
    started.pool.enqueue(idle, (result) => {
      outcomes.push(`${name} ${typeof result === "string" ? result : result.server.id}`);
      then(result);
    });
  return { ...started, lease, outcomes, wait };
}

describe("the queue", () => {
  it("serves those who wait in the order of their arrival, one per server that becomes free", async () => {
    const { pool, lease, outcomes, wait } = startFullPool();
    expect(pool.lease(idle)).toBe("full");
    wait("first");
    wait("second");
    await settled();
    expect(outcomes).toEqual([]);
    expect(pool.queued).toBe(2);
    lease.release("answered");
    expect(outcomes).toEqual(["first a"]);
    expect(pool.queued).toBe(1);
  });

  it("never settles before the ticket is in hand, though a server is free", async () => {
    const { pool, lease } = startFullPool();
    lease.release("answered");
    const outcomes: unknown[] = [];
    pool.enqueue(idle, (result) => outcomes.push(result));
    expect(outcomes).toEqual([]);
    await settled();
    expect(outcomes).toHaveLength(1);
  });

  it("refuses after the time to wait is over, once", () => {
    const { clock, lease, outcomes, wait } = startFullPool();
    wait("first");
    clock.advance(4_999);
    expect(outcomes).toEqual([]);
    clock.advance(1);
    lease.release("answered");
    expect(outcomes).toEqual(["first QUEUE_TIMEOUT"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("forgets who leaves, also in the middle", () => {
    const { clock, lease, outcomes, wait } = startFullPool();
    const first = wait("first");
    wait("second");
    first.leave();
    lease.release("answered");
    expect(outcomes).toEqual(["second a"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("takes 1,000 and refuses the next", async () => {
    const { pool, outcomes, wait } = startFullPool();
    for (let waiting = 0; waiting < 1_000; waiting++) wait(`${waiting}`);
    wait("one too many");
    expect(pool.queued).toBe(1_000);
    await settled();
    expect(outcomes).toEqual(["one too many QUEUE_FULL"]);
  });

  it("serves when a limit is raised or a server is added", () => {
    const { apply, outcomes, wait } = startFullPool();
    wait("first");
    wait("second");
    apply({ servers: [{ id: "a", maxConnections: 2 }] });
    expect(outcomes).toEqual(["first a"]);
    apply({ servers: [{ id: "a", maxConnections: 2 }, { id: "b" }] });
    expect(outcomes).toEqual(["first a", "second b"]);
  });

  it("lets nobody wait for a pool in which no server is usable any more", () => {
    const { apply, outcomes, wait } = startFullPool();
    wait("first");
    wait("second");
    apply({ servers: [{ id: "a", maxConnections: 1, intent: "maintenance" }] });
    expect(outcomes).toEqual(["first NO_SELECTABLE_SERVER", "second NO_SELECTABLE_SERVER"]);
  });

  it("serves one after the other when each releases at once, and only those who waited by then", () => {
    const { pool, lease, outcomes, wait } = startFullPool();
    let entries = 0;
    const again: Settle = (result) => {
      if (typeof result !== "string") result.release("answered");
      outcomes.push("released");
      if (entries++ < 50) wait("again", again);
    };
    wait("first", again);
    wait("second", again);
    lease.release("answered");
    expect(outcomes).toEqual(["first a", "released", "second a", "released"]);
    pool.stop();
  });

  it("serves when a server becomes usable again", () => {
    const { pool, clock, take, fail } = startPool({
      passive: { ejectFor: "4s" },
      servers: [{ id: "a", maxConnections: 1 }, { id: "b" }],
    });
    fail("b", 5);
    take();
    const outcomes: string[] = [];
    pool.enqueue(idle, (result) => {
      outcomes.push(typeof result === "string" ? result : result.server.id);
    });
    clock.advance(4_000);
    expect(outcomes).toEqual(["b"]);
  });

  it("refuses nobody while a change takes one server away and brings another", () => {
    const server = { id: "a", maxConnections: 1 };
    const { pool, take, apply } = startPool({
      servers: [server, { id: "b", intent: "maintenance" }],
    });
    take();
    const outcomes: string[] = [];
    pool.enqueue(idle, (result) => {
      outcomes.push(typeof result === "string" ? result : result.server.id);
    });
    apply({ servers: [{ ...server, intent: "drain" }, { id: "b" }] });
    expect(outcomes).toEqual(["b"]);
  });

  it("passes over who has tried the server that became free, and keeps their place", () => {
    const { pool, take } = startPool({
      servers: [
        { id: "a", maxConnections: 1 },
        { id: "b", maxConnections: 1 },
      ],
    });
    const [onA, onB] = [take(), take()];
    const outcomes: string[] = [];
    const hear = (name: string): Settle => {
      return (result) =>
        outcomes.push(`${name} ${typeof result === "string" ? result : result.server.id}`);
    };
    pool.enqueue({ ...idle, tried: [onA.server] }, hear("was at a"));
    pool.enqueue(idle, hear("new"));
    onA.release("failed");
    onB.release("answered");
    expect(outcomes).toEqual(["new a", "was at a b"]);
  });
});
