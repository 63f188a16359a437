// Where edges and dots go: to cards, to what was dragged, and to the tile of a server in a large pool.
import { describe, expect, it } from "vitest";
import { edgePath, pointOnEdge } from "../../../../renderer/features/topology/edge-path.ts";
import { layoutTopology } from "../../../../renderer/features/topology/layout.ts";
import { placesOf } from "../../../../renderer/features/topology/picture-places.ts";
import type { Structure } from "../../../../renderer/features/topology/structure.ts";

const room = { width: 1104, height: 618 };
const structure = (count: number): Structure => ({
  listeners: [{ id: "web", pools: ["app"] }],
  pools: [{ id: "app", servers: Array.from({ length: count }, (_, index) => `s${index + 1}`) }],
});

describe("places of the picture", () => {
  it("are the sides of cards, also of those that were dragged", () => {
    const shape = structure(2);
    const layout = layoutTopology(shape, room);
    const pool = layout.find(({ kind }) => kind === "pool");
    const tidy = placesOf(shape, layout, {});
    expect(tidy.find({ kind: "pool", pool: "app" })?.out.x).toBe(
      (pool?.x ?? 0) + (pool?.width ?? 0),
    );
    const dragged = placesOf(shape, layout, { "server:app/s2": { x: 7, y: 9 } });
    const server = layout.find(({ id }) => id === "server:app/s2");
    expect(dragged.find({ kind: "server", pool: "app", server: "s2" })?.in).toEqual({
      x: 7,
      y: 9 + (server?.height ?? 0) / 2,
    });
  });

  it("are tiles in a large pool, each within the frame and on a place of its own", () => {
    const shape = structure(500);
    const layout = layoutTopology(shape, room);
    const frame = layout.find(({ kind }) => kind === "grid");
    const places = placesOf(shape, layout, {});
    const points = shape.pools[0]?.servers.map(
      (server) => places.find({ kind: "server", pool: "app", server })?.in,
    );
    expect(new Set(points?.map((point) => `${point?.x},${point?.y}`)).size).toBe(500);
    for (const point of points ?? []) {
      expect(point?.x).toBeGreaterThan(frame?.x ?? 0);
      expect(point?.x).toBeLessThan((frame?.x ?? 0) + (frame?.width ?? 0));
      expect(point?.y).toBeLessThan((frame?.y ?? 0) + (frame?.height ?? 0));
    }
  });

  it("are nowhere for what is not there", () => {
    const shape = structure(500);
    const places = placesOf(shape, layoutTopology(shape, room), {});
    expect(places.find({ kind: "server", pool: "app", server: "s501" })).toBeNull();
    expect(places.find({ kind: "listener", listener: "none" })).toBeNull();
  });
});

describe("the curve of an edge", () => {
  const from = { x: 0, y: 0 };
  const to = { x: 100, y: 40 };

  it("begins and ends where it should, for line and dots alike", () => {
    expect(edgePath(from, to)).toBe("M0 0C50 0 50 40 100 40");
    expect(pointOnEdge(from, to, 0)).toEqual(from);
    expect(pointOnEdge(from, to, 1)).toEqual(to);
    expect(pointOnEdge(from, to, 0.5)).toEqual({ x: 50, y: 20 });
  });

  it("loops to what was dragged to the left", () => {
    expect(pointOnEdge(to, from, 0.05).x).toBeGreaterThan(100);
  });
});
