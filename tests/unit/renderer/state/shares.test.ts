// Actual shares come from rates, expected ones from effective weights of those that take work.
import { describe, expect, it } from "vitest";
import { sharesOf } from "../../../../renderer/state/shares.ts";
import { createFixtureWorld } from "../../../support/console-fixture/fixture-world.ts";

const servers = createFixtureWorld().snapshot().pools[0]?.servers ?? [];

describe("shares of a pool", () => {
  it("add up to one, actual and expected", () => {
    const shares = [...sharesOf({ algorithm: "round-robin", servers }).values()];
    expect(shares.reduce((sum, { actual }) => sum + (actual ?? 0), 0)).toBeCloseTo(1);
    expect(shares.reduce((sum, { expected }) => sum + (expected ?? 0), 0)).toBeCloseTo(1);
  });

  it("expect by weight, and nothing of those that take no work", () => {
    const shares = sharesOf({ algorithm: "round-robin", servers });
    expect(shares.get("s1")?.expected).toBeCloseTo(1 / 3);
    expect(shares.get("s2")?.expected).toBeCloseTo(2 / 3);
    expect(shares.get("s3")?.expected).toBeNull();
  });

  it("expect nothing of a backup while others serve, and all when nobody does", () => {
    const backup = servers.map((server) =>
      server.id === "s2" ? { ...server, backup: true } : server,
    );
    expect(sharesOf({ algorithm: "round-robin", servers: backup }).get("s2")?.expected).toBeNull();
    const alone = backup.map((server) =>
      server.id === "s1" ? { ...server, state: "down" as const } : server,
    );
    expect(sharesOf({ algorithm: "round-robin", servers: alone }).get("s2")?.expected).toBe(1);
  });

  it("are unknown without traffic", () => {
    const still = servers.map((server) => ({ ...server, requestRate: 0 }));
    expect(sharesOf({ algorithm: "round-robin", servers: still }).get("s1")?.actual).toBeNull();
  });
});
