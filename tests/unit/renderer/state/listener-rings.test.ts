// Seconds of listeners out of snapshots: rates from counters, gaps where nothing was told, nothing made up across a restart.
import { describe, expect, it, vi } from "vitest";
import type { ListenerSnapshot } from "../../../../balancer-core/contract/snapshot.ts";
import { createListenerRings } from "../../../../renderer/state/listener-rings.ts";
import { ringLength } from "../../../../renderer/state/series-rings.ts";

const began = Date.UTC(2026, 0, 1);

function snapshot(ms: number, told: Partial<ListenerSnapshot> | null, uptimeMs = 60_000 + ms) {
  const listener: ListenerSnapshot = {
    id: "web",
    protocol: "http",
    address: "127.0.0.1:8080",
    state: "listening",
    error: null,
    pools: ["app"],
    activeConnections: 0,
    totalConnections: 0,
    totalRequests: 0,
    requestRate: 0,
    ownAnswers: {},
    ...told,
  };
  return {
    at: new Date(began + ms).toISOString(),
    uptimeMs,
    listeners: told === null ? [] : [listener],
  };
}

describe("the rings of listeners", () => {
  it("make one second of the snapshots in it, with rates by the time that passed", () => {
    const rings = createListenerRings();
    const told = vi.fn();
    rings.subscribe("web", told);
    rings.see(
      snapshot(0, { totalRequests: 100, totalConnections: 10, ownAnswers: { NO_ROUTE: 4 } }),
    );
    for (const ms of [250, 500, 750])
      rings.see(snapshot(ms, { totalRequests: 120, totalConnections: 12 }));
    expect(rings.read("web")).toEqual([]);
    rings.see(
      snapshot(1_250, {
        totalRequests: 150,
        totalConnections: 20,
        activeConnections: 7,
        ownAnswers: { NO_ROUTE: 4, QUEUE_FULL: 5 },
      }),
    );
    expect(rings.read("web")).toEqual([
      {
        at: began + 1_250,
        requests: 40,
        opened: 8,
        connections: 7,
        ownAnswers: { QUEUE_FULL: 4 },
      },
    ]);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it("leave a gap where nothing was told for long, and no mean across it", () => {
    const rings = createListenerRings();
    rings.see(snapshot(0, {}));
    rings.see(snapshot(1_000, { totalRequests: 10 }));
    rings.see(snapshot(9_000, { totalRequests: 5_000 }));
    rings.see(snapshot(10_000, { totalRequests: 5_020 }));
    expect(rings.read("web").map(({ at, requests }) => [at - began, requests])).toEqual([
      [1_000, 10],
      [2_000, null],
      [10_000, 20],
    ]);
  });

  it("begin anew when the balancer or the listener did, never with a rate below zero", () => {
    const rings = createListenerRings();
    rings.see(snapshot(0, { totalRequests: 900, totalConnections: 90 }));
    rings.see(snapshot(1_000, { totalRequests: 910, totalConnections: 91 }));
    rings.see(snapshot(2_000, { totalRequests: 950, totalConnections: 95 }, 500));
    rings.see(snapshot(3_000, { totalRequests: 2, totalConnections: 1 }, 1_500));
    rings.see(snapshot(4_000, { totalRequests: 5, totalConnections: 1 }, 2_500));
    expect(rings.read("web").map(({ requests }) => requests)).toEqual([10, null, null, 3]);
  });

  it("have no gap before the first second, keep five minutes, and forget a listener that is gone", () => {
    const rings = createListenerRings();
    rings.see(snapshot(0, {}));
    rings.see(snapshot(20_000, {}));
    expect(rings.read("web")).toEqual([]);
    for (let second = 21; second < 400; second += 1) rings.see(snapshot(second * 1_000, {}));
    expect(rings.read("web")).toHaveLength(ringLength);
    const before = rings.read("web");
    rings.see(snapshot(399_100, {}));
    expect(rings.read("web")).toBe(before);
    rings.see(snapshot(401_000, null));
    expect(rings.read("web")).toEqual([]);
  });
});
