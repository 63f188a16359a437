// Topics work only while somebody listens, once for all who do, and no faster than said.
import { describe, expect, it } from "vitest";
import type { Balancer } from "../../../balancer-core/balancer-types.ts";
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";
import { createEmitter } from "../../../balancer-core/events/emitter.ts";
import { createEventLog } from "../../../balancer-core/events/event-log.ts";
import { createTopics } from "../../../balancer-core/host/topics.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

function scripted(servers = 0) {
  const clock = createFakeClock();
  const events = createEventLog(clock);
  let snapshots = 0;
  const topics = createTopics({
    balancer: { events, onSecond: () => () => undefined } as unknown as Balancer,
    lab: { status: () => ({ servers: [], traffic: [] }), onChange: () => () => undefined },
    clock,
    snapshot() {
      snapshots++;
      const pool = { servers: Array.from({ length: servers }, () => ({})) };
      const pools = [pool] as unknown as Snapshot["pools"];
      return { revision: 1, at: "", uptimeMs: 0, listeners: [], pools } satisfies Snapshot;
    },
    configuration: {
      latest: { revision: 1, author: "file", changes: [], canUndo: false, canRedo: false },
      changes: createEmitter(),
    },
  });
  return { clock, events, topics, snapshots: () => snapshots };
}

describe("topics", () => {
  it("take one snapshot for all who listen, four a second, and none for nobody", () => {
    const { clock, topics, snapshots } = scripted();
    const leaveOne = topics.subscribe("snapshot.changed", () => undefined);
    const leaveTwo = topics.subscribe("snapshot.changed", () => undefined);
    expect(snapshots()).toBe(2);
    clock.advance(1_000);
    expect(snapshots()).toBe(6);
    leaveOne();
    leaveTwo();
    expect(clock.pendingTimers).toBe(0);
  });

  it("take snapshots of many servers once a second, and at once when a state changed", () => {
    const { clock, events, topics, snapshots } = scripted(500);
    const leave = topics.subscribe("snapshot.changed", () => undefined);
    clock.advance(250);
    const before = snapshots();
    clock.advance(3_000);
    expect(snapshots() - before).toBe(3);
    events.append({ kind: "server-state", level: "info", message: "down" });
    clock.advance(250);
    expect(snapshots() - before).toBe(4);
    leave();
    expect(clock.pendingTimers).toBe(0);
  });

  it("tell the latest events first, then what comes in batches, twice a second", () => {
    const { clock, events, topics } = scripted();
    const event = (message: string) => events.append({ kind: "lifecycle", level: "info", message });
    event("before");
    const heard: string[][] = [];
    const leave = topics.subscribe("events.changed", (batch) =>
      heard.push(batch.events.map(({ message }) => message)),
    );
    for (const message of ["a", "b"]) event(message);
    clock.advance(500);
    clock.advance(5_000);
    expect(heard).toEqual([["before"], ["a", "b"]]);
    leave();
    expect(clock.pendingTimers).toBe(0);
  });
});
