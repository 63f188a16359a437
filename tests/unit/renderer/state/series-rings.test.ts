// The rings: order, bound, gaps, who is told.
import { describe, expect, it, vi } from "vitest";
import type { SeriesPoint } from "../../../../balancer-core/contract/snapshot.ts";
import { createSeriesRings, ringLength } from "../../../../renderer/state/series-rings.ts";

const point = (at: number, p95: number | null = 1): SeriesPoint => ({
  at,
  requests: at,
  errors: 0,
  active: 0,
  connections: 0,
  bytesIn: 0,
  bytesOut: 0,
  p50: p95,
  p95,
  p99: p95,
});

describe("series rings", () => {
  it("keep the latest three hundred seconds, oldest first", () => {
    const rings = createSeriesRings();
    for (let at = 0; at < ringLength + 7; at += 1) rings.push({ "app/s1": point(at) });
    const values = rings.read("app/s1", "requests");
    expect(values).toHaveLength(ringLength);
    expect([values[0], values.at(-1)]).toEqual([7, ringLength + 6]);
    expect([...rings.read("app/s1", "requests", 2)]).toEqual([ringLength + 5, ringLength + 6]);
  });

  it("hold a gap where a second had no answers", () => {
    const rings = createSeriesRings();
    rings.push({ "app/s1": point(1, null) });
    expect([...rings.read("app/s1", "p95")]).toEqual([Number.NaN]);
  });

  it("tell only those who watch the server that changed", () => {
    const rings = createSeriesRings();
    const first = vi.fn();
    const second = vi.fn();
    const stop = rings.subscribe("app/s1", first);
    rings.subscribe("app/s2", second);
    rings.push({ "app/s1": point(1) });
    stop();
    rings.push({ "app/s1": point(2) });
    expect(first).toHaveBeenCalledTimes(1);
    expect(second).not.toHaveBeenCalled();
  });

  it("put history before what was seen already", () => {
    const rings = createSeriesRings();
    rings.push({ "app/s1": point(5) });
    rings.backfill("app/s1", [point(3), point(4), point(5)]);
    expect([...rings.read("app/s1", "at")]).toEqual([3, 4, 5]);
  });

  it("forget servers that are gone", () => {
    const rings = createSeriesRings();
    rings.push({ "app/s1": point(1), "app/s2": point(1) });
    rings.retain(new Set(["app/s2"]));
    expect([rings.read("app/s1", "at").length, rings.read("app/s2", "at").length]).toEqual([0, 1]);
  });
});
