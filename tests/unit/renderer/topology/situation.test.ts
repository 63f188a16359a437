// The first line of the first page: what is wrong, how much, and whose fault.
import { describe, expect, it } from "vitest";
import type { ServerSnapshot, Snapshot } from "../../../../balancer-core/contract/snapshot.ts";
import { situationOf } from "../../../../renderer/features/topology/situation.ts";
import { createFixtureWorld } from "../../../support/console-fixture/fixture-world.ts";

const snapshot: Snapshot = createFixtureWorld().snapshot();

const withServers = (change: (server: ServerSnapshot) => Partial<ServerSnapshot>): Snapshot => ({
  ...snapshot,
  pools: snapshot.pools.map((pool) => ({
    ...pool,
    servers: pool.servers.map((server) => ({ ...server, ...change(server) })),
  })),
});

describe("the situation", () => {
  it("names the server that is worst off and counts the others in trouble", () => {
    const { worst, others } = situationOf(snapshot);
    expect(worst?.server.id).toBe("s3");
    // s2 degraded, s4 draining, e2 recovering; s5 is in maintenance because somebody wanted it.
    expect(others).toBe(3);
  });

  it("is calm when everyone is up or was taken out on purpose", () => {
    const calm = withServers(({ id }) =>
      id === "s1"
        ? { state: "maintenance", intent: "maintenance" }
        : { state: "up", intent: "ready" },
    );
    expect(situationOf(calm)).toMatchObject({ worst: null, others: 0, resting: 1 });
  });

  it("adds failures up and names who fails most", () => {
    const failing = withServers(({ id }) => ({ errorRate: id === "s2" ? 3 : id === "s1" ? 1 : 0 }));
    expect(situationOf(failing)).toMatchObject({ errorRate: 4, failing: "s2" });
    expect(situationOf(withServers(() => ({ errorRate: 0 }))).failing).toBeNull();
  });

  it("adds the balancer's own answers of all listeners, the most frequent first", () => {
    const listeners = snapshot.listeners.map((listener) => ({
      ...listener,
      ownAnswers: { NO_ROUTE: 1, QUEUE_FULL: 4 },
    }));
    expect(situationOf({ ...snapshot, listeners }).ownAnswers).toEqual([
      ["QUEUE_FULL", 8],
      ["NO_ROUTE", 2],
    ]);
  });
});
