// Where everything stands: clients, listeners, pools, servers in four columns, blocks of a pool one under the other. Pure:
// the same structure and room give the same picture. Cards shrink to what fits; large pools become a grid in one frame.
import { gridColumns, gridSize, type Room, type Tile } from "./grid-shape.ts";
import type { Structure } from "./structure.ts";

/** A roomy card has its history across the whole width, a regular one beside its numbers. */
export type Density = "roomy" | "regular";

interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Placed = Box &
  (
    | { readonly kind: "clients" }
    | { readonly kind: "listener"; readonly listener: string }
    | { readonly kind: "pool"; readonly pool: string }
    | { readonly kind: "empty-pool"; readonly pool: string }
    | {
        readonly kind: "server";
        readonly pool: string;
        readonly server: string;
        readonly index: number;
        readonly density: Density;
      }
    | {
        readonly kind: "grid";
        readonly pool: string;
        readonly tile: Tile;
        readonly columns: number;
      }
  );

/** Sizes on a four-pixel grid; the styles follow them. */
export const sizes = {
  clients: { width: 64, height: 88 },
  listener: { width: 176, narrowWidth: 152, height: 104 },
  pool: { width: 196, narrowWidth: 172, height: 116 },
  server: { width: 420, narrowWidth: 272, least: 88, roomy: 128, most: 148 },
} as const;

/** Of the room that listeners, pools and the clients leave, as much goes to the servers' cards and the rest to the edges. */
const serverPart = 0.66;

const besideGridGap = 48;
/** What stands left of a grid: narrow, because every pixel goes to the tiles, which have the smallest type. */
const besideGrid =
  sizes.clients.width + sizes.listener.narrowWidth + sizes.pool.narrowWidth + 3 * besideGridGap;
const cardGap = 12;
const blockGap = 24;
/** Kept free around the picture; below it stand the controls. */
export const margin = 24;
export const footMargin = 48;
/** Below this the clients' column goes and the others become narrow: an open inspector must not shrink the text. */
const narrowRoom = 900;
/** Above this many servers a pool is drawn as a grid of small tiles, above the second of tiny ones. */
export const mostCards = 8;
export const mostSmallTiles = 40;

export function layoutTopology(structure: Structure, room: Room): Placed[] {
  const { listeners, pools } = structure;
  const free = {
    width: Math.max(480, room.width - 2 * margin),
    height: Math.max(320, room.height - margin - footMargin),
  };
  const isNarrow = room.width < narrowRoom;
  const cardHeight = cardHeightFor(structure, free);
  // A picture too high is scaled down as a whole, which makes room at its sides for wider gaps.
  const scale = Math.min(1, free.height / Math.max(1, stackHeight(structure, cardHeight, free)));
  const hasGrid = pools.some(({ servers }) => servers.length > mostCards);
  const columns = columnsOf(structure, room.width / scale, {
    hasClients: !isNarrow,
    isSlim: isNarrow || hasGrid,
    widestGap: hasGrid ? besideGridGap : 176,
  });

  const placed: Placed[] = [];
  const poolCentres = new Map<string, number>();
  let top = 0;
  for (const pool of pools) {
    const block = blockOf(pool, cardHeight, free);
    const centre = top + block.height / 2;
    poolCentres.set(pool.id, centre);
    placed.push(box("pool", { pool: pool.id }, `pool:${pool.id}`, columns.pool, centre));
    placed.push(...block.place(columns.server, centre));
    top += block.height + blockGap;
  }

  const spots = spread(
    listeners.map(({ pools: reached }) => {
      const centres = reached.flatMap((id) => poolCentres.get(id) ?? []);
      return centres.length === 0
        ? top
        : centres.reduce((sum, centre) => sum + centre, 0) / centres.length;
    }),
    sizes.listener.height + cardGap,
  );
  listeners.forEach(({ id }, index) => {
    const centre = spots[index] ?? 0;
    placed.push(box("listener", { listener: id }, `listener:${id}`, columns.listener, centre));
  });
  if (columns.clients) {
    const middle = ((spots[0] ?? 0) + (spots.at(-1) ?? 0)) / 2;
    placed.push(box("clients", {}, "clients", columns.clients, middle));
  }
  return placed;
}

interface Column {
  readonly x: number;
  readonly width: number;
  /** Of what stands in it, where that is the same for all. */
  readonly height: number;
}

function columnsOf(
  { listeners }: Structure,
  roomWidth: number,
  wish: { readonly hasClients: boolean; readonly isSlim: boolean; readonly widestGap: number },
) {
  const hasListeners = listeners.length > 0;
  const hasClients = hasListeners && wish.hasClients;
  const width = wish.isSlim ? ("narrowWidth" as const) : ("width" as const);
  const clientsWidth = hasClients ? sizes.clients.width : 0;
  const fixed = clientsWidth + sizes.listener[width] + sizes.pool[width] + 2 * margin;
  const serverWidth = Math.round(
    Math.min(
      sizes.server.width,
      Math.max(sizes.server.narrowWidth, (roomWidth - fixed) * serverPart),
    ),
  );
  const spare = roomWidth - fixed - serverWidth;
  const gap = Math.min(wish.widestGap, Math.max(40, spare / (hasClients ? 3 : 2)));
  const listenerX = hasClients ? clientsWidth + gap * 0.75 : 0;
  const poolX = hasListeners ? listenerX + sizes.listener[width] + gap : 0;
  const serverX = poolX + sizes.pool[width] + gap * (hasClients ? 1.25 : 1);
  const column = (x: number, columnWidth: number, height: number): Column => ({
    x,
    width: columnWidth,
    height,
  });
  return {
    clients: hasClients ? column(0, clientsWidth, sizes.clients.height) : null,
    listener: column(listenerX, sizes.listener[width], sizes.listener.height),
    pool: column(poolX, sizes.pool[width], sizes.pool.height),
    server: column(serverX, serverWidth, sizes.server.least),
  };
}

type PoolShape = Structure["pools"][number];

interface Block {
  readonly height: number;
  readonly place: (column: Column, centre: number) => Placed[];
}

function blockOf(pool: PoolShape, cardHeight: number, free: Room): Block {
  const { length } = pool.servers;
  if (length === 0) return emptyBlock(pool);
  return length > mostCards ? gridBlock(pool, free) : cardBlock(pool, cardHeight);
}

function emptyBlock(pool: PoolShape): Block {
  return {
    height: sizes.pool.height,
    place: (column, centre) => [
      box("empty-pool", { pool: pool.id }, `empty:${pool.id}`, column, centre),
    ],
  };
}

function cardBlock(pool: PoolShape, height: number): Block {
  const density: Density = height >= sizes.server.roomy ? "roomy" : "regular";
  const step = height + cardGap;
  const total = pool.servers.length * step - cardGap;
  return {
    height: Math.max(sizes.pool.height, total),
    place: (column, centre) =>
      pool.servers.map((server, index) =>
        box(
          "server",
          { pool: pool.id, server, index, density },
          `server:${pool.id}/${server}`,
          { ...column, height },
          centre - total / 2 + height / 2 + index * step,
        ),
      ),
  };
}

function gridBlock(pool: PoolShape, room: Room): Block {
  const { length } = pool.servers;
  const tile: Tile = length > mostSmallTiles ? "tiny" : "small";
  const columns = gridColumns(length, tile, room, besideGrid);
  const size = gridSize(length, tile, columns);
  return {
    height: Math.max(sizes.pool.height, size.height),
    place: ({ x }, centre) => [
      box("grid", { pool: pool.id, tile, columns }, `grid:${pool.id}`, { ...size, x }, centre),
    ],
  };
}

function stackHeight({ pools }: Structure, cardHeight: number, free: Room): number {
  const total = pools.reduce((sum, pool) => sum + blockOf(pool, cardHeight, free).height, 0);
  return total + Math.max(0, pools.length - 1) * blockGap;
}

/** The highest cards with which everything still fits, in steps of four pixels. */
function cardHeightFor(structure: Structure, free: Room): number {
  const { least, most } = sizes.server;
  for (let candidate = most; candidate > least; candidate -= 4)
    if (stackHeight(structure, candidate, free) <= free.height) return candidate;
  return least;
}

/** Keeps the wished order of the centres and at least `step` between them, moving each as little as needed. */
function spread(wished: readonly number[], step: number): number[] {
  const order = wished.map((_, index) => index);
  order.sort((left, right) => (wished[left] ?? 0) - (wished[right] ?? 0) || left - right);
  const spots = [...wished];
  order.forEach((index, place) => {
    const above = order[place - 1];
    if (above === undefined) return;
    spots[index] = Math.max(spots[index] ?? 0, (spots[above] ?? 0) + step);
  });
  // What was pushed down is taken back half, so that a crowd stays centred on what it belongs to.
  const drift = spots.reduce((sum, spot, index) => sum + spot - (wished[index] ?? 0), 0);
  const shift = spots.length === 0 ? 0 : drift / spots.length;
  return spots.map((spot) => spot - shift);
}

function box<K extends Placed["kind"], R extends object>(
  kind: K,
  rest: R,
  id: string,
  { x, width, height }: Column,
  centre: number,
) {
  const y = Math.round(centre - height / 2);
  return { ...rest, kind, id, x: Math.round(x), y, width, height };
}
