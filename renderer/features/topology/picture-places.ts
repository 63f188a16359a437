// Where things of the picture are, by name: where edges arrive and leave, tiles of a large pool included. Pure.
import type { FindStop, Stop } from "./flow-dots.ts";
import { tilePlace } from "./grid-shape.ts";
import type { Placed } from "./layout.ts";
import type { MovedNodes } from "./moved-nodes.ts";
import type { Structure } from "./structure.ts";

export interface PicturePlaces {
  readonly find: FindStop;
  /** Place of a server among its pool's; 0 for one that is gone. */
  indexOf(pool: string, server: string): number;
}

export function placesOf(
  structure: Structure,
  layout: readonly Placed[],
  moved: MovedNodes,
): PicturePlaces {
  const stops = new Map<string, Stop>();
  const grids = new Map<string, Extract<Placed, { readonly kind: "grid" }>>();
  for (const placed of layout) {
    const { x, y } = moved[placed.id] ?? placed;
    const middle = y + placed.height / 2;
    stops.set(placed.id, { in: { x, y: middle }, out: { x: x + placed.width, y: middle } });
    if (placed.kind === "grid") grids.set(placed.pool, placed);
  }
  const indexes = new Map(
    structure.pools.map(({ id, servers }) => [
      id,
      new Map(servers.map((server, index) => [server, index])),
    ]),
  );
  const indexOf = (pool: string, server: string) => indexes.get(pool)?.get(server) ?? 0;

  function tileOf(pool: string, server: string): Stop | null {
    const grid = grids.get(pool);
    if (!grid || indexes.get(pool)?.get(server) === undefined) return null;
    const frame = moved[grid.id] ?? grid;
    const tile = tilePlace(grid, indexOf(pool, server));
    const point = { x: frame.x + tile.x, y: frame.y + tile.y };
    return { in: point, out: point };
  }

  return {
    indexOf,
    find(place) {
      switch (place.kind) {
        case "clients":
          return stops.get("clients") ?? null;
        case "listener":
          return stops.get(`listener:${place.listener}`) ?? null;
        case "pool":
          return stops.get(`pool:${place.pool}`) ?? null;
        case "server":
          return (
            stops.get(`server:${place.pool}/${place.server}`) ?? tileOf(place.pool, place.server)
          );
      }
    },
  };
}
