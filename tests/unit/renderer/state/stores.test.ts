// The stores: identity of what did not change, the bound of events, what the overview says.
import { beforeEach, describe, expect, it } from "vitest";
import type { BalancerEvent } from "../../../../balancer-core/contract/records.ts";
import { appendEvents, eventsKept, eventsStore } from "../../../../renderer/state/events-store.ts";
import { countServers, overviewOf } from "../../../../renderer/state/overview.ts";
import {
  selectPool,
  selectServer,
  setSnapshot,
  snapshotStore,
} from "../../../../renderer/state/snapshot-store.ts";
import { createFixtureWorld } from "../../../support/console-fixture/fixture-world.ts";

const event = (seq: number): BalancerEvent => ({
  seq,
  at: "2026-01-01T00:00:00.000Z",
  kind: "config",
  level: "info",
  message: `change ${seq}`,
});

describe("the snapshot store", () => {
  it("keeps the identity of servers and pools that did not change", () => {
    const first = createFixtureWorld().snapshot();
    const second = structuredClone(first);
    const changed = second.pools[0]?.servers[1];
    if (changed) changed.activeRequests += 1;
    setSnapshot(first);
    const before = snapshotStore.getState();
    setSnapshot(second);
    const after = snapshotStore.getState();
    expect(selectServer("app", "s1")(after)).toBe(selectServer("app", "s1")(before));
    expect(selectServer("app", "s2")(after)).not.toBe(selectServer("app", "s2")(before));
    expect(selectPool("echo")(after)).toBe(selectPool("echo")(before));
    expect(selectPool("app")(after)).not.toBe(selectPool("app")(before));
  });
});

describe("the events store", () => {
  beforeEach(() => eventsStore.setState({ events: [] }));

  it("holds a thousand at most and skips what it knows", () => {
    appendEvents(Array.from({ length: eventsKept }, (_, index) => event(index + 1)));
    appendEvents([event(eventsKept), event(eventsKept + 1)]);
    const { events } = eventsStore.getState();
    expect([events.length, events[0]?.seq, events.at(-1)?.seq]).toEqual([
      eventsKept,
      2,
      eventsKept + 1,
    ]);
  });

  it("begins again when the host was restarted", () => {
    appendEvents([event(500), event(501)]);
    appendEvents([event(1), event(2)]);
    expect(eventsStore.getState().events.map(({ seq }) => seq)).toEqual([1, 2]);
  });
});

describe("the overview", () => {
  it("misses nobody whom an operator took out, and judges the state by those that should serve", () => {
    const servers = createFixtureWorld().snapshot().pools[0]?.servers ?? [];
    const only = (...ids: string[]) => countServers(servers.filter(({ id }) => ids.includes(id)));
    expect(only("s1", "s4", "s5")).toEqual({ servers: 1, up: 1, out: 2, worst: "up" });
    expect(only("s1", "s3", "s4")).toEqual({ servers: 2, up: 1, out: 1, worst: "down" });
    expect(only("s4", "s5")).toEqual({ servers: 0, up: 0, out: 2, worst: "draining" });
  });

  it("counts what takes traffic and names the worst state and the slowest server", () => {
    expect(overviewOf(createFixtureWorld().snapshot())).toMatchObject({
      servers: 5,
      up: 3,
      out: 2,
      worst: "down",
      slowestServer: "s2",
    });
  });
});
