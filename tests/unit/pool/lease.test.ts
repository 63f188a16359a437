// A lease is counted once and ends once, whoever ends it.
import { describe, expect, it } from "vitest";
import { startPool } from "./pools.ts";

describe("a lease", () => {
  it("counts in flight until it is released, however often that is", () => {
    const { take } = startPool({ servers: [{ id: "a" }] });
    const first = take();
    const second = take();
    expect(first.server.activeRequests).toBe(2);
    first.release("answered");
    first.release("failed");
    first.release(undefined);
    expect(second.server.activeRequests).toBe(1);
  });

  it("tells the relay once when it is cut, and ends even when the relay does nothing", () => {
    const { pool, take } = startPool({ servers: [{ id: "a" }] });
    const deaf = take();
    const cuts: string[] = [];
    const listening = take();
    listening.onCut = (reason) => {
      cuts.push(reason);
      listening.release(undefined);
    };
    pool.closeAll();
    pool.closeAll();
    expect(cuts).toEqual(["SHUTTING_DOWN"]);
    expect(deaf.server.activeRequests).toBe(0);
  });

  it("is not cut after its release", () => {
    const { pool, take } = startPool({ servers: [{ id: "a" }] });
    const lease = take();
    const cuts: string[] = [];
    lease.onCut = (reason) => cuts.push(reason);
    lease.release("answered");
    pool.closeAll();
    expect(cuts).toEqual([]);
  });
});
