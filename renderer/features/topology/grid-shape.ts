// The frame of a large pool: how many tiles stand beside each other, and how large that is.

export interface Room {
  readonly width: number;
  readonly height: number;
}

export type Tile = "small" | "tiny";

const tiles = { small: { width: 176, height: 52 }, tiny: { width: 96, height: 28 } } as const;
const headHeight = 40;
const tileGap = 8;
const mostColumns = 120;

/** The number of columns with which the whole picture, `beside` included, can be shown largest. */
export function gridColumns(length: number, tile: Tile, room: Room, beside: number): number {
  let best = 2;
  let bestScale = 0;
  for (let columns = 2; columns <= Math.min(length, mostColumns); columns += 1) {
    const { width, height } = gridSize(length, tile, columns);
    const scale = Math.min(1, room.width / (width + beside), room.height / height);
    if (scale > bestScale) {
      best = columns;
      bestScale = scale;
    }
  }
  return best;
}

export function gridSize(length: number, tile: Tile, columns: number): Room {
  const { width, height } = tiles[tile];
  return {
    width: columns * (width + tileGap) + tileGap,
    height: headHeight + Math.ceil(length / columns) * (height + tileGap),
  };
}

/** Middle of a tile, from the frame's corner. */
export function tilePlace(
  { tile, columns, width: frameWidth }: { tile: Tile; columns: number; width: number },
  index: number,
): { readonly x: number; readonly y: number } {
  const { height } = tiles[tile];
  const inner = frameWidth - 2 * tileGap;
  const width = (inner - (columns - 1) * tileGap) / columns;
  return {
    x: tileGap + (index % columns) * (width + tileGap) + width / 2,
    y: headHeight - tileGap + Math.floor(index / columns) * (height + tileGap) + height / 2,
  };
}
