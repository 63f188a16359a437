// Servers at their limit leave the choice with the request that fills them and return with the one that ends, without a new
// derivation; backups are not called for them.
import { describe, expect, it } from "vitest";
import { idle, startPool } from "./pools.ts";

const limited = [
  { id: "a", maxConnections: 1 },
  { id: "b", maxConnections: 2 },
];

describe.each(["round-robin", "random", "least-connections"])("a choice by %s", (type) => {
  it("leaves servers out at their limit, and takes them again when a use ends", () => {
    const { pool, take } = startPool({ algorithm: { type }, servers: limited });
    const leases = [take(), take(), take()];
    expect(leases.map(({ server }) => server.id).sort()).toEqual(["a", "b", "b"]);
    expect(pool.lease(idle)).toBe("full");
    const [onA] = leases.filter(({ server }) => server.id === "a");
    onA?.release("answered");
    const again = take();
    expect(again.server.id).toBe("a");
    expect(again.decision?.excluded).toEqual([{ server: "b", reason: "full" }]);
  });

  it("waits for servers at their limit and calls no backup", () => {
    const servers = [
      { id: "a", maxConnections: 1 },
      { id: "b", backup: true },
    ];
    const { pool, take } = startPool({ algorithm: { type }, servers });
    take();
    expect(pool.lease(idle)).toBe("full");
  });

  it("never goes over a limit, whatever begins, ends and changes meanwhile", () => {
    const { pool, apply, take } = startPool({ algorithm: { type }, servers: limited });
    const open = [take()];
    for (let step = 0; step < 200; step++) {
      if (step % 17 === 0) apply({ algorithm: { type }, servers: limited });
      const lease = pool.lease(idle);
      if (typeof lease !== "string") open.push(lease);
      else expect(open).toHaveLength(3);
      if (step % 3 === 0) open.shift()?.release(step % 2 === 0 ? "answered" : undefined);
      for (const server of pool.servers)
        expect(server.activeRequests).toBeLessThanOrEqual(server.config.maxConnections);
    }
  });
});
