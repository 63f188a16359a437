// What is remembered of a server's changes: the latest with their reasons, and how often it flapped within the hour.
import { describe, expect, it } from "vitest";
import type { ServerState } from "../../../balancer-core/contract/snapshot.ts";
import { StateHistory } from "../../../balancer-core/pool/state-history.ts";
import { startPool } from "./pools.ts";

const minute = 60_000;

function startHistory() {
  const history = new StateHistory();
  const change = (from: ServerState, to: ServerState, now = 0) =>
    history.add({ at: "2026-01-01T00:00:00.000Z", from, to, reason: `${from} ${to}` }, now);
  return { history, change };
}

describe("a server's history", () => {
  it("tells each change with its time and reason", () => {
    const { pool, check } = startPool({ health: { type: "http" }, servers: [{ id: "a" }] });
    pool.start();
    check("a", true);
    check("a", false);
    expect(pool.server("a")?.stateChanges).toEqual([
      {
        at: "2026-01-01T00:00:00.000Z",
        from: "unchecked",
        to: "up",
        reason: "last check passed: 200 OK",
      },
      {
        at: expect.stringMatching(/^2026-01-01T00:00:0[45]/),
        from: "up",
        to: "degraded",
        reason: "1/3 checks failed: connect ECONNREFUSED",
      },
    ]);
  });

  it("keeps the latest 30", () => {
    const { history, change } = startHistory();
    for (let time = 0; time < 40; time++) change("up", time % 2 === 0 ? "degraded" : "down");
    expect(history.changes).toHaveLength(30);
    expect(history.changes[0]?.reason).toBe("up degraded");
  });

  it("counts only what was observed and what made a difference to requests as flapping", () => {
    const { history, change } = startHistory();
    change("unchecked", "up");
    change("up", "degraded");
    change("up", "maintenance");
    change("maintenance", "up");
    change("down", "recovering");
    expect(history.flaps(0)).toBe(0);
    change("degraded", "down");
    change("recovering", "up");
    change("up", "ejected");
    expect(history.flaps(0)).toBe(3);
  });

  it("adds up the time it was down or ejected, but not what the operator did", () => {
    const { history, change } = startHistory();
    change("unchecked", "up", 1_000);
    change("up", "maintenance", 2_000);
    change("maintenance", "down", 5_000);
    expect(history.downtimeMs(6_000)).toBe(1_000);
    change("down", "recovering", 7_000);
    change("recovering", "up", 9_000);
    expect(history.downtimeMs(20_000)).toBe(4_000);
    change("up", "ejected", 21_000);
    expect(history.downtimeMs(22_500)).toBe(5_500);
  });

  it("forgets flaps after an hour, each part of it by itself", () => {
    const { history, change } = startHistory();
    change("up", "down", 1 * minute);
    change("down", "up", 31 * minute);
    expect(history.flaps(59 * minute)).toBe(2);
    expect(history.flaps(62 * minute)).toBe(1);
    expect(history.flaps(95 * minute)).toBe(0);
    change("up", "down", 400 * minute);
    expect(history.flaps(401 * minute)).toBe(1);
  });
});
