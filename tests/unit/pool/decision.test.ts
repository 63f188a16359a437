// A decision shows who was compared, with which score, and who was left out and why; at most 200 a second are made.
import { describe, expect, it } from "vitest";
import { decisionSchema } from "../../../balancer-core/contract/records.ts";
import { idle, startPool } from "./pools.ts";

describe("a decision", () => {
  it("names everyone with score or reason", () => {
    const { take, fail } = startPool({
      algorithm: { type: "least-connections" },
      passive: { maxEjectedPercent: 100 },
      servers: [
        { id: "a" },
        { id: "b", weight: 2 },
        { id: "c", intent: "drain" },
        { id: "d", backup: true },
        { id: "e", weight: 0 },
        { id: "f", maxConnections: 1 },
      ],
    });
    fail("a", 5);
    const first = take();
    const second = take();
    expect([first.server.id, second.server.id]).toEqual(["b", "f"]);
    expect(second.decision).toEqual({
      algorithm: "least-connections",
      score: { formula: "(active + 1) / weight", unit: "requests", wins: "lowest" },
      candidates: [
        { server: "b", score: 1, active: 1, weight: 2, latencyMs: null },
        { server: "f", score: 1, active: 0, weight: 1, latencyMs: null },
      ],
      excluded: [
        { server: "a", reason: "ejected" },
        { server: "c", reason: "drained" },
        { server: "d", reason: "backup not needed" },
        { server: "e", reason: "weight 0" },
      ],
      chosen: "f",
      tieBreak: "turn order",
      drawn: null,
      hash: null,
      sticky: "none",
    });
    const { decision } = take();
    expect(decision?.excluded).toContainEqual({ server: "f", reason: "full" });
    expect(decisionSchema.parse(decision)).toEqual(decision);
  });

  it("names those already tried", () => {
    const { take } = startPool({ servers: [{ id: "a" }, { id: "b" }] });
    const first = take();
    expect(take([first.server]).decision).toMatchObject({
      candidates: [{ server: "b", score: 2 }],
      excluded: [{ server: "a", reason: "already tried" }],
      tieBreak: null,
    });
  });

  it("names those drawn, and scores only them", () => {
    const servers = ["a", "b", "c", "d"].map((id) => ({ id }));
    const { take } = startPool({ algorithm: { type: "power-of-two-choices" }, servers });
    const { decision, server } = take();
    expect(decision?.drawn).toHaveLength(2);
    expect(decision?.drawn).toContain(server.id);
    const scored = decision?.candidates.filter(({ score }) => score !== null);
    expect(new Set(scored?.map((each) => each.server))).toEqual(new Set(decision?.drawn));
    expect(decisionSchema.parse(decision)).toEqual(decision);
  });

  it("shows where a hash pointed, and of a key that may be a secret its beginning only", () => {
    const servers = [{ id: "a" }, { id: "b" }, { id: "c" }];
    const algorithm = { type: "maglev", key: "cookie:sid", tableSize: 101 };
    const { pool } = startPool({ algorithm, servers });
    expect(pool.parts.hash).toEqual({ kind: "cookie", name: "sid" });
    const decide = (hashKey: string | undefined) => {
      const lease = pool.lease({ ...idle, hashKey });
      return typeof lease === "string" ? undefined : lease.decision;
    };
    const decision = decide("0123456789abcdef");
    expect(decision?.hash).toMatchObject({ part: "cookie:sid", key: "0123…", of: 101, steps: 0 });
    expect(decide("0123456789abcdef")).toMatchObject({ chosen: decision?.chosen });
    expect(JSON.stringify(decision)).not.toContain("01234");
    expect(decisionSchema.parse(decision)).toEqual(decision);
    // Without the cookie the client's address is hashed.
    for (const missing of [undefined, ""]) {
      expect(decide(missing)?.hash).toMatchObject({ part: "source-ip", key: idle.clientAddress });
    }
  });

  it("shows a whole path", () => {
    const algorithm = { type: "consistent-hash", key: "path" };
    const { pool } = startPool({ algorithm, servers: [{ id: "a" }, { id: "b" }] });
    const lease = pool.lease({ ...idle, hashKey: "/a/long/path" });
    const hash = typeof lease === "string" ? undefined : lease.decision?.hash;
    expect(hash).toMatchObject({ part: "path", key: "/a/long/path" });
  });

  it("is made for the first 200 leases of a second only", () => {
    const { clock, take } = startPool({ servers: [{ id: "a" }] });
    const explained = () =>
      Array.from({ length: 300 }, () => take()).filter(({ decision }) => decision).length;
    expect(explained()).toBe(200);
    clock.advance(999);
    expect(explained()).toBe(0);
    clock.advance(1);
    expect(explained()).toBe(200);
  });

  it("lists at most a hundred servers and the chosen one", () => {
    const servers = Array.from({ length: 250 }, (_, index) => ({ id: `s${index}` }));
    const { take, visit } = startPool({ servers });
    visit(150);
    const { decision } = take();
    expect(decision?.candidates).toHaveLength(101);
    expect(decision?.candidates.at(-1)?.server).toBe("s150");
  });
});
