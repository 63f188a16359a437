// The charts' rows: gaps where nothing was measured, markers where something happened, checks without repetition.
import { describe, expect, it } from "vitest";
import type { BalancerEvent } from "../../../../balancer-core/contract/records.ts";
import type { CheckResult, SeriesPoint } from "../../../../balancer-core/contract/snapshot.ts";
import { newestFirst, timeTicks } from "../../../../renderer/components/charts/time-chart-data.ts";
import { checksKept, withCheck } from "../../../../renderer/features/inspector/server-checks.tsx";
import { historyRows } from "../../../../renderer/features/inspector/server-history.ts";
import { markersOf } from "../../../../renderer/features/inspector/server-markers.ts";
import { createSeriesRings } from "../../../../renderer/state/series-rings.ts";

const point = (at: number, p50: number | null): SeriesPoint => ({
  at,
  requests: 1,
  errors: 0,
  active: 0,
  connections: 0,
  bytesIn: 0,
  bytesOut: 0,
  p50,
  p95: p50,
  p99: p50,
});

describe("the rows of a server's charts", () => {
  it("leave a gap where a second had no answers", () => {
    const rings = createSeriesRings();
    for (const [at, p50] of [
      [1_000, 5],
      [2_000, null],
    ] as const)
      rings.push({ "app/s1": point(at, p50) });
    expect(historyRows(rings, "app/s1").map((row) => row.p50)).toEqual([5, null]);
  });

  it("leave a gap where seconds are missing, instead of a line that was never measured", () => {
    const rings = createSeriesRings();
    for (const at of [1_000, 2_000, 9_000]) rings.push({ "app/s1": point(at, 5) });
    expect(historyRows(rings, "app/s1").map((row) => [row.at, row.p50])).toEqual([
      [1_000, 5],
      [2_000, 5],
      [3_000, null],
      [9_000, 5],
    ]);
  });

  it("become a table newest first, without empty seconds", () => {
    const rows = [
      { at: 1, p50: 5 },
      { at: 2, p50: null },
      { at: 3, p50: 6 },
    ];
    expect(newestFirst(rows, [{ key: "p50" }], 5).map(({ at }) => at)).toEqual([3, 1]);
  });

  it("have a tick at each minute counted back from now", () => {
    expect(timeTicks(130_000, 120_000)).toEqual([10_000, 70_000, 130_000]);
  });
});

describe("the markers of a server", () => {
  const event = (seconds: number, to: string, server = "s1"): BalancerEvent => ({
    seq: seconds,
    at: new Date(seconds * 1_000).toISOString(),
    kind: "server-state",
    level: "info",
    message: "",
    pool: "app",
    server,
    to,
  });

  it("are its own changes to the states that matter", () => {
    const events = [event(1, "down"), event(2, "up", "s2"), event(3, "degraded")];
    expect(markersOf(events, { pools: ["app"], server: "s1" }).map(({ at }) => at)).toEqual([
      1_000,
    ]);
  });

  it("keep the newer word where two would be written over each other", () => {
    const events = [event(0, "down"), event(100, "up"), event(110, "draining")];
    expect(markersOf(events, { pools: ["app"], server: "s1" }).map(({ label }) => label)).toEqual([
      "down",
      "",
      "draining",
    ]);
  });
});

describe("changes of the configuration in charts", () => {
  const changed = (message: string): BalancerEvent => ({
    seq: 1,
    at: new Date(1_000).toISOString(),
    kind: "config",
    level: "info",
    message,
  });
  const labels = (message: string, server?: string) =>
    markersOf([changed(message)], {
      pools: ["app"],
      listener: "web",
      ...(server === undefined ? {} : { server }),
    }).map(({ label }) => label);

  it("are those that touch the thing", () => {
    const weight = 'server "s1" of pool "app": weight 1 → 3';
    expect(labels(weight, "s1")).toEqual(["weight 3"]);
    expect(labels(weight)).toEqual(["s1 weight 3"]);
    expect(labels(weight, "s2")).toEqual([]);
    expect(labels('pool "app": algorithm round-robin → random', "s2")).toEqual([
      "algorithm random",
    ]);
    expect(labels('pool "other": algorithm round-robin → random')).toEqual([]);
    expect(labels('listener "web": limits.headers 100 → 50')).toEqual(["headers 50"]);
    expect(labels('server "s4" of pool "app" added at 127.0.0.1:1')).toEqual(["s4 added"]);
  });

  it("are one marker for one change, and leave intents to the states they lead to", () => {
    expect(
      labels(
        'server "s1" of pool "app": weight 1 → 3; server "s1" of pool "app": backup false → true',
      ),
    ).toEqual(["s1 weight 3 +1"]);
    expect(labels('server "s1" of pool "app": intent ready → drain')).toEqual([]);
  });
});

describe("the checks of a server", () => {
  const check = (second: number): CheckResult => ({
    at: new Date(second * 1_000).toISOString(),
    ok: true,
    durationMs: 1,
    detail: "200 OK",
  });

  it("grow by the snapshot's latest once, and stay bounded", () => {
    const full = Array.from({ length: checksKept }, (_, index) => check(index));
    expect(withCheck(full, check(checksKept - 1))).toBe(full);
    const grown = withCheck(full, check(checksKept));
    expect(grown).toHaveLength(checksKept);
    expect(grown.at(-1)).toEqual(check(checksKept));
  });
});
