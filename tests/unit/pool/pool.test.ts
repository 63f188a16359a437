// What a pool promises the relays: who is leased, what keeps them from it, and what survives a change of the configuration.
import { describe, expect, it } from "vitest";
import type { StickyRequest } from "../../../balancer-core/stickiness/sticky-source.ts";
import { idle, startPool } from "./pools.ts";

const three = { servers: [{ id: "a" }, { id: "b" }, { id: "c" }] };

describe("leasing", () => {
  it("spreads by the algorithm and its weights", () => {
    expect(startPool(three).visit(6)).toEqual(["a", "b", "c", "a", "b", "c"]);
    const weighted = startPool({ servers: [{ id: "a", weight: 5 }, { id: "b" }, { id: "c" }] });
    expect(weighted.visit(7).join("")).toBe("aabacaa");
  });

  it("refuses as unusable when nobody can take it, and as full when someone could later", () => {
    const { pool, apply, take } = startPool({ servers: [] });
    expect(pool.lease(idle)).toBe("unusable");
    apply({ servers: [{ id: "a", weight: 0 }] });
    expect(pool.lease(idle)).toBe("unusable");
    apply({ servers: [{ id: "a", maxConnections: 1 }] });
    take();
    expect(pool.lease(idle)).toBe("full");
  });

  it("leases again once a server at its limit is released", () => {
    const { take, visit } = startPool({ servers: [{ id: "a", maxConnections: 2 }, { id: "b" }] });
    const held = [take(), take(), take()];
    expect(held.map(({ server }) => server.id)).toEqual(["a", "b", "a"]);
    expect(visit(2)).toEqual(["b", "b"]);
    held[0]?.release("answered");
    expect(visit(4)).toContain("a");
  });

  it("gives a retry another server while there is one, then one it had", () => {
    const { take } = startPool({ servers: [{ id: "a" }, { id: "b" }] });
    const first = take();
    const second = take([first.server]);
    const third = take([first.server, second.server]);
    expect([first, second, third].map(({ server }) => server.id)).toEqual(["a", "b", "a"]);
  });

  it("lets a retry wait for another server at its limit rather than repeat itself", () => {
    const { pool, take } = startPool({ servers: [{ id: "a" }, { id: "b", maxConnections: 1 }] });
    const onA = take();
    take();
    expect(pool.lease({ ...idle, tried: [onA.server] })).toBe("full");
  });

  it("takes retries out of the budget", () => {
    const { pool } = startPool(three);
    let retries = 0;
    while (retries < 1_000 && pool.takeRetry()) retries += 1;
    expect(retries).toBe(30);
  });
});

describe("health", () => {
  const checked = { ...three, health: { type: "http" } };

  it("checks every server at once when started, and none before", () => {
    const { pool, probes } = startPool(checked);
    expect(probes.size).toBe(0);
    pool.start();
    expect([...probes.keys()]).toEqual([9_001, 9_002, 9_003]);
  });

  it("sends nobody to a server that is down until it is up again, telling each change once", () => {
    const { pool, changes, visit, check } = startPool(checked);
    pool.start();
    for (const ok of [true, false, false, false, false]) check("b", ok);
    expect(visit(4)).toEqual(["a", "c", "a", "c"]);
    expect(pool.usableServers).toBe(2);
    for (const ok of [true, true]) check("b", ok);
    expect(new Set(visit(3))).toEqual(new Set(["a", "b", "c"]));
    expect(changes).toEqual([
      "b: unchecked -> up (last check passed: 200 OK)",
      "b: up -> degraded (1/3 checks failed: connect ECONNREFUSED)",
      "b: degraded -> down (3/3 checks failed: connect ECONNREFUSED)",
      "b: down -> recovering (1/2 checks passed: 200 OK)",
      "b: recovering -> up (last check passed: 200 OK)",
    ]);
  });

  it("keeps the time of the last change and the checks behind it", () => {
    const { pool, check } = startPool(checked);
    pool.start();
    check("a", true);
    check("a", true);
    const server = pool.server("a");
    expect(server?.since).toBe(Date.UTC(2026, 0, 1));
    expect(server?.checks).toHaveLength(2);
    expect(server?.lastCheck).toMatchObject({ ok: true, detail: "200 OK" });
  });

  it("ejects a server whose answers fail, and takes it back after a passed check", () => {
    const { pool, changes, visit, fail, check } = startPool(checked);
    pool.start();
    fail("b", 5);
    expect(pool.server("b")?.state).toBe("ejected");
    expect(visit(4)).not.toContain("b");
    check("b", true);
    expect(changes).toEqual([
      "b: unchecked -> ejected (5 failures in a row, ejected for 10s)",
      "b: ejected -> up (last check passed: 200 OK)",
    ]);
  });

  it("never ejects the last usable server, nor more than the share", () => {
    const { pool, fail } = startPool({ servers: [{ id: "a" }, { id: "b" }] });
    fail("a", 5);
    fail("b", 20);
    expect(pool.servers.map(({ state }) => state)).toEqual(["ejected", "unchecked"]);
  });

  it("ejects nobody whose place only a server without weight could take, but that one it does", () => {
    const stickySourceFor = () => ({
      part: null,
      prepare: () => undefined,
      find: ({ clientAddress }: StickyRequest) => (clientAddress === "loyal" ? "b" : null),
      learn: () => null,
    });
    const { pool, fail } = startPool(
      { servers: [{ id: "a" }, { id: "b", weight: 0 }] },
      { stickySourceFor },
    );
    fail("a", 20);
    expect(pool.server("a")?.state).toBe("unchecked");
    for (let failure = 0; failure < 5; failure++) {
      const lease = pool.lease({ ...idle, clientAddress: "loyal" });
      if (typeof lease !== "string") lease.release("failed");
    }
    expect(pool.server("b")?.state).toBe("ejected");
  });

  it("ejects the last one of weight where a backup can take its place", () => {
    const { pool, fail, visit } = startPool({ servers: [{ id: "a" }, { id: "b", backup: true }] });
    fail("a", 5);
    expect(pool.server("a")?.state).toBe("ejected");
    expect(visit(2)).toEqual(["b", "b"]);
  });

  it("takes ejected servers back once nobody else is left", () => {
    const { pool, changes, fail, check, visit } = startPool({
      ...checked,
      passive: { ejectFor: "60s" },
    });
    pool.start();
    fail("a", 5);
    for (let time = 0; time < 3; time++) check("b", false);
    expect(pool.server("a")?.state).toBe("ejected");
    for (let time = 0; time < 3; time++) check("c", false);
    expect(visit(2)).toEqual(["a", "a"]);
    expect(pool.server("a")?.state).toBe("unchecked");
    fail("a", 20);
    expect(pool.server("a")?.state).toBe("unchecked");
    expect(changes.filter((change) => change.startsWith("a: "))).toHaveLength(2);
  });

  it("takes ejected servers back when a change leaves nobody else", () => {
    const two = startPool({ servers: [{ id: "a" }, { id: "b" }] });
    two.fail("a", 5);
    two.apply({ servers: [{ id: "a" }, { id: "b", weight: 0 }] });
    expect(two.visit(1)).toEqual(["a"]);
    two.apply({ servers: [{ id: "a" }, { id: "b" }] });
    two.fail("a", 5);
    two.apply({ servers: [{ id: "a" }, { id: "b", intent: "drain" }] });
    expect(two.visit(1)).toEqual(["a"]);
  });

  it("closes idle connections of a server that goes down, and not of one that is only degraded", () => {
    const { pool, check } = startPool(checked);
    pool.start();
    let retired = 0;
    pool.server("a")?.onRetire(() => {
      retired += 1;
    });
    check("a", false);
    check("a", false);
    expect(retired).toBe(0);
    check("a", false);
    expect(retired).toBe(1);
  });
});

describe("a changed configuration", () => {
  it("leaves counts, verdicts and turns of servers that stay alone", () => {
    const { pool, apply, take, fail } = startPool(three);
    const held = take();
    fail("b", 5);
    const server = pool.server("a");
    server?.connectionOpened();
    apply({ servers: [{ id: "a", weight: 2 }, { id: "b" }, { id: "d" }] });
    expect(pool.server("a")).toBe(server);
    expect(server).toMatchObject({ activeRequests: 1, activeConnections: 1, effectiveWeight: 2 });
    expect(pool.server("b")?.state).toBe("ejected");
    expect(held.server).toBe(server);
  });

  it("starts a server from nothing when its address changes", () => {
    const { pool, apply, check, probes } = startPool({ ...three, health: { type: "http" } });
    pool.start();
    check("a", false);
    let retired = 0;
    pool.server("a")?.onRetire(() => {
      retired += 1;
    });
    const [, b, c] = three.servers;
    apply({
      servers: [{ id: "a", address: "127.0.0.1:9100" }, ...(b && c ? [b, c] : [])],
      health: { type: "http" },
    });
    expect(pool.server("a")).toMatchObject({ state: "unchecked", checks: [] });
    expect(retired).toBe(1);
    expect(probes.has(9_100)).toBe(true);
  });

  it("ends an ejection when the address changes: another machine did nothing wrong", () => {
    const { pool, apply, fail } = startPool(three);
    fail("c", 5);
    apply({ servers: [{ id: "a" }, { id: "b" }, { id: "c", address: "127.0.0.1:9100" }] });
    expect(pool.server("c")?.state).toBe("unchecked");
  });

  it("checks a server that was added while it runs", () => {
    const { pool, apply, probes } = startPool({ servers: [{ id: "a" }], health: { type: "http" } });
    pool.start();
    apply({ servers: [{ id: "a" }, { id: "b" }], health: { type: "http" } });
    expect(probes.has(9_002)).toBe(true);
  });

  it("keeps a removed server until nothing is left on it, and gives it nothing new", () => {
    const { pool, changes, apply, take, visit } = startPool(three);
    const held = take();
    apply({ servers: [{ id: "b" }, { id: "c" }] });
    expect(pool.servers.map(({ id }) => id)).toEqual(["b", "c", "a"]);
    expect(pool.server("a")).toMatchObject({
      state: "draining",
      reason: "removed from the configuration, 1 request left",
    });
    expect(visit(4)).not.toContain("a");
    held.release("answered");
    expect(pool.servers.map(({ id }) => id)).toEqual(["b", "c"]);
    expect(changes.at(-1)).toBe("a: draining -> drained (removed from the configuration)");
  });

  it("lets a server go at once that has nothing left", () => {
    const { pool, apply } = startPool(three);
    apply({ servers: [{ id: "a" }] });
    expect(pool.servers.map(({ id }) => id)).toEqual(["a"]);
  });

  it("cuts what a removed server has when told so, but nothing that left earlier", () => {
    const { pool, apply, take } = startPool(three);
    const cuts: string[] = [];
    const leases = [take(), take(), take()];
    for (const lease of leases) lease.onCut = (reason) => cuts.push(`${lease.server.id} ${reason}`);
    apply({ servers: [{ id: "b" }, { id: "c" }] }, "drain");
    apply({ servers: [{ id: "c" }] }, "cut");
    expect(cuts).toEqual(["b FORCED_CLOSE"]);
    expect(pool.servers.map(({ id }) => id)).toEqual(["c", "a"]);
  });

  it("brings a removed server back with its counts when it is configured again", () => {
    const { pool, apply, take, visit } = startPool({ ...three, health: { type: "http" } });
    pool.start();
    const held = take();
    apply({ servers: [{ id: "b" }, { id: "c" }], health: { type: "http" } });
    apply({ ...three, health: { type: "http" } });
    expect(pool.server("a")).toBe(held.server);
    expect(pool.server("a")).toMatchObject({ state: "unchecked", activeRequests: 1 });
    expect(visit(3)).toContain("a");
  });

  it("changes the algorithm at the next choice", () => {
    const { apply, take } = startPool(three);
    apply({ ...three, algorithm: { type: "least-connections" } });
    expect(take().decision?.algorithm).toBe("least-connections");
  });
});

describe("a stopped pool", () => {
  it("leases nothing, leaves no timer and lets what is in flight end", () => {
    const { pool, clock, take, fail, check } = startPool({ ...three, health: { type: "http" } });
    pool.start();
    const held = take();
    fail("b", 5);
    check("c", false);
    pool.stop();
    expect(pool.lease(idle)).toBe("unusable");
    expect(clock.pendingTimers).toBe(0);
    held.release("answered");
    expect(held.server.activeRequests).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });
});
