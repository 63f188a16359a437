// The curve of an edge, once for the line that is drawn and the dots that travel along it. Pure.

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** From a right side to a left side, leaving and arriving level. */
export function edgePath(from: Point, to: Point): string {
  const bend = bendOf(from, to);
  return `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
}

/** Where something is that has done `part` of the way, from 0 to 1. */
export function pointOnEdge(from: Point, to: Point, part: number): Point {
  const bend = bendOf(from, to);
  const rest = 1 - part;
  const [start, leave, arrive, end] = [
    rest ** 3,
    3 * rest * rest * part,
    3 * rest * part * part,
    part ** 3,
  ] as const;
  return {
    x: start * from.x + leave * (from.x + bend) + arrive * (to.x - bend) + end * to.x,
    y: (start + leave) * from.y + (arrive + end) * to.y,
  };
}

/** Level for half of the way; what was dragged to the left of its source is reached in a loop. */
function bendOf(from: Point, to: Point): number {
  const across = to.x - from.x;
  return across >= 0 ? across / 2 : 10 * Math.sqrt(-across);
}
