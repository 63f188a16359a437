// Which target an arrow key means: the nearest in its direction, what lies straight ahead before what lies aside. Pure.

export type Direction = "up" | "down" | "left" | "right" | "first" | "next" | "previous";

export interface Spot {
  readonly x: number;
  readonly y: number;
  /** It would take what is dragged. Others are passed too, because the reason why not is told there. */
  readonly isTaking: boolean;
}

/** How much worse a step aside is than one ahead. */
const aside = 2.5;
/** Closer is where one stands. */
const same = 4;

export function nextTarget(
  spots: readonly Spot[],
  from: { readonly x: number; readonly y: number },
  direction: Direction,
): Spot | null {
  const inOrder = [...spots].sort((left, right) => left.y - right.y || left.x - right.x);
  if (direction === "first")
    return nearest(
      inOrder.filter(({ isTaking }) => isTaking),
      from,
    );
  if (direction === "next" || direction === "previous")
    return neighbour(inOrder, from, direction === "next" ? 1 : -1);
  let best: Spot | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const spot of inOrder) {
    const [ahead, beside] = stepsTo(spot, from, direction);
    const cost = ahead + Math.abs(beside) * aside;
    if (ahead > same && cost < bestCost) {
      best = spot;
      bestCost = cost;
    }
  }
  return best;
}

function stepsTo(spot: Spot, from: { x: number; y: number }, direction: Direction) {
  const [x, y] = [spot.x - from.x, spot.y - from.y];
  switch (direction) {
    case "right":
      return [x, y] as const;
    case "left":
      return [-x, y] as const;
    case "down":
      return [y, x] as const;
    default:
      return [-y, x] as const;
  }
}

function nearest(spots: readonly Spot[], from: { x: number; y: number }): Spot | null {
  const distance = ({ x, y }: Spot) => Math.hypot(x - from.x, y - from.y);
  return spots.reduce<Spot | null>(
    (best, spot) => (best === null || distance(spot) < distance(best) ? spot : best),
    null,
  );
}

function neighbour(spots: readonly Spot[], from: { x: number; y: number }, step: 1 | -1) {
  if (spots.length === 0) return null;
  const here = spots.findIndex(({ x, y }) => Math.hypot(x - from.x, y - from.y) < same);
  if (here < 0) return nearest(spots, from);
  return spots[(here + step + spots.length) % spots.length] ?? null;
}
