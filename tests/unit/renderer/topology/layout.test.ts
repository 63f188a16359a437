// Where things stand: columns in order, nothing on top of anything, cards as large as fit, large pools in one frame.
import { describe, expect, it } from "vitest";
import type { Room } from "../../../../renderer/features/topology/grid-shape.ts";
import {
  layoutTopology,
  mostCards,
  mostSmallTiles,
  type Placed,
  sizes,
} from "../../../../renderer/features/topology/layout.ts";
import type { Structure } from "../../../../renderer/features/topology/structure.ts";

const room: Room = { width: 1104, height: 618 };

const pool = (id: string, count: number) => ({
  id,
  servers: Array.from({ length: count }, (_, index) => `${id}${index + 1}`),
});

const structure = (...counts: number[]): Structure => ({
  listeners: counts.map((_, index) => ({ id: `l${index}`, pools: [`p${index}`] })),
  pools: counts.map((count, index) => pool(`p${index}`, count)),
});

const find = <K extends Placed["kind"]>(layout: readonly Placed[], kind: K) =>
  layout.filter((placed): placed is Extract<Placed, { kind: K }> => placed.kind === kind);

function overlaps(layout: readonly Placed[]): string[] {
  return layout.flatMap((one, index) =>
    layout
      .slice(index + 1)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map((other) => `${one.id} and ${other.id}`),
  );
}

describe("the layout of the topology", () => {
  it("puts clients, listeners, pools and servers in columns from left to right", () => {
    const layout = layoutTopology(structure(3), room);
    const [clients, listener, poolBox, server] = (
      ["clients", "listener", "pool", "server"] as const
    ).map((kind) => find(layout, kind)[0]);
    for (const [left, right] of [
      [clients, listener],
      [listener, poolBox],
      [poolBox, server],
    ])
      expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThan(right?.x ?? 0);
  });

  it.each([[[1]], [[3]], [[5, 2]], [[0, 3]], [[9, 1]], [[41, 8, 0]], [[500]], [[8, 8, 8]]])(
    "puts nothing on top of anything with pools of %j servers",
    (counts) => {
      expect(overlaps(layoutTopology(structure(...counts), room))).toEqual([]);
    },
  );

  it("keeps listeners of one pool apart", () => {
    const shared: Structure = {
      listeners: ["a", "b", "c"].map((id) => ({ id, pools: ["p0"] })),
      pools: [pool("p0", 2)],
    };
    expect(overlaps(layoutTopology(shared, room))).toEqual([]);
  });

  it("makes cards as high as fit, and keeps the least height where none do", () => {
    const heightOf = (count: number) =>
      find(layoutTopology(structure(count), room), "server")[0]?.height ?? 0;
    expect(heightOf(3)).toBe(sizes.server.most);
    expect(heightOf(5)).toBeLessThan(heightOf(4));
    expect(heightOf(8)).toBe(sizes.server.least);
  });

  it("fits a pool of three and one of two into 1280 by 800", () => {
    const layout = layoutTopology(structure(3, 2), room);
    const top = Math.min(...layout.map(({ y }) => y));
    const bottom = Math.max(...layout.map(({ y, height }) => y + height));
    expect(bottom - top).toBeLessThanOrEqual(room.height);
    expect(Math.max(...layout.map(({ x, width }) => x + width))).toBeLessThanOrEqual(room.width);
  });

  it("leaves the clients out and narrows the columns beside an open inspector", () => {
    const layout = layoutTopology(structure(3), { width: 736, height: 618 });
    expect(find(layout, "clients")).toEqual([]);
    expect(Math.max(...layout.map(({ x, width }) => x + width))).toBeLessThanOrEqual(736);
  });

  it("draws a large pool as one frame of tiles, small ones before tiny ones", () => {
    const gridOf = (count: number) => find(layoutTopology(structure(count), room), "grid")[0];
    expect(gridOf(mostCards)).toBeUndefined();
    expect(gridOf(mostCards + 1)?.tile).toBe("small");
    expect(gridOf(mostSmallTiles + 1)?.tile).toBe("tiny");
    expect(layoutTopology(structure(500), room).filter(({ kind }) => kind === "server")).toEqual(
      [],
    );
  });

  it("shapes the frame like the room, so that five hundred servers are not a thread", () => {
    const layout = layoutTopology(structure(500), room);
    const width = Math.max(...layout.map((placed) => placed.x + placed.width));
    const [grid] = find(layout, "grid");
    expect(Math.min(room.width / width, room.height / (grid?.height ?? 1))).toBeGreaterThan(0.4);
  });

  it("gives a pool without servers a place that says so", () => {
    expect(find(layoutTopology(structure(0), room), "empty-pool")).toHaveLength(1);
  });

  it("gives the same picture for the same structure", () => {
    expect(layoutTopology(structure(3, 2), room)).toEqual(layoutTopology(structure(3, 2), room));
  });
});
