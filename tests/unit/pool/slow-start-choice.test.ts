// What slow start means for each way to choose: a server that returns gets its small part, not everything that is least loaded, and
// comes to its full share in time.
import { describe, expect, it } from "vitest";
import type { Lease } from "../../../balancer-core/pool/types.ts";
import { startPool } from "./pools.ts";

const windowMs = 10_000;

/** Four servers under a steady load of 40 requests, of which `d` has just returned from an ejection. */
function startWithReturning(type: string) {
  const servers = ["a", "b", "c", "d"].map((id) => ({ id }));
  const started = startPool({
    algorithm: { type },
    servers,
    slowStart: `${windowMs}ms`,
    passive: { ejectFor: "1s", maxEjectFor: "1s" },
  });
  const { clock, take, fail, pool } = started;
  fail("d", 5);
  const open: Lease[] = [];
  /** Requests that begin, each ending the oldest: how many of them went to `d`. */
  const share = (requests: number): number => {
    let mine = 0;
    for (let request = 0; request < requests; request++) {
      const lease = take();
      open.push(lease);
      if (lease.server.id === "d") mine++;
      if (open.length > 40) open.shift()?.release("answered", 20);
    }
    return mine / requests;
  };
  expect(share(100)).toBe(0);
  clock.advance(1_000);
  expect(pool.server("d")?.state).toBe("unchecked");
  return { clock, share };
}

describe.each([
  "round-robin",
  "random",
  "least-connections",
  "least-response-time",
  "power-of-two-choices",
  "peak-ewma",
])("slow start by %s", (type) => {
  it("gives a server that returns a small part at first and its share in the end", () => {
    const { clock, share } = startWithReturning(type);
    // A tenth of a weight beside three whole ones is 3 %; a full quarter would be the flood.
    expect(share(40)).toBeLessThanOrEqual(0.15);
    clock.advance(windowMs / 2);
    expect(share(1_000)).toBeLessThan(0.22);
    clock.advance(windowMs / 2);
    share(200);
    const full = share(2_000);
    expect(full).toBeGreaterThan(0.2);
    expect(full).toBeLessThan(0.3);
  });
});
