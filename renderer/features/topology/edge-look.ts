// How an edge looks for what flows through it: width by rate, pattern by state. Pure, real numbers in, nothing invented.
import {
  type ListenerSnapshot,
  type PoolSnapshot,
  type ServerSnapshot,
  type Snapshot,
  usableStates,
} from "../../../balancer-core/contract/snapshot.ts";

export interface EdgeLook {
  /** Requests a second; null where they cannot be told apart, which draws a hairline and says nothing. */
  readonly rate: number | null;
  readonly errorRate: number;
  /** `idle`: open, but nothing flows. `closed`: takes no new work. */
  readonly pattern: "flowing" | "idle" | "closed";
}

export type EdgeEnds =
  | { readonly kind: "client"; readonly listener: string }
  | { readonly kind: "route"; readonly listener: string; readonly pool: string }
  | { readonly kind: "pool"; readonly pool: string }
  | { readonly kind: "server"; readonly pool: string; readonly server: string };

const widest = 14;

/** Logarithmic: 1 request a second can be seen, and ten thousand do not cover the picture. */
export function ribbonWidth(rate: number): number {
  return rate <= 0 ? 0 : Math.min(widest, 2 + 3 * Math.log10(1 + rate));
}

const closed: EdgeLook = { rate: 0, errorRate: 0, pattern: "closed" };

export function edgeLook(snapshot: Snapshot, ends: EdgeEnds): EdgeLook {
  const pool = "pool" in ends ? snapshot.pools.find(({ id }) => id === ends.pool) : undefined;
  const listener =
    "listener" in ends ? snapshot.listeners.find(({ id }) => id === ends.listener) : undefined;
  if (ends.kind === "client") return listener ? listenerLook(listener) : closed;
  if (ends.kind === "route") return listener && pool ? routeLook(snapshot, listener, pool) : closed;
  if (ends.kind === "pool") return pool ? poolLook(pool) : closed;
  const server = pool?.servers.find(({ id }) => id === ends.server);
  return server ? serverLook(server) : closed;
}

function listenerLook({ state, requestRate }: ListenerSnapshot): EdgeLook {
  return state === "listening" ? flowOf(requestRate, 0) : closed;
}

/** A listener's rate is its pool's where it has one pool; a pool's is its listener's where it has one listener. */
function routeLook(snapshot: Snapshot, listener: ListenerSnapshot, pool: PoolSnapshot): EdgeLook {
  if (listener.state !== "listening") return closed;
  if (listener.pools.length === 1) return flowOf(listener.requestRate, 0);
  const feeders = snapshot.listeners.filter(({ pools }) => pools.includes(pool.id));
  if (feeders.length === 1) return flowOf(poolRate(pool), 0);
  return { rate: null, errorRate: 0, pattern: "idle" };
}

function poolLook(pool: PoolSnapshot): EdgeLook {
  if (pool.usableServers === 0) return closed;
  return flowOf(
    poolRate(pool),
    pool.servers.reduce((sum, { errorRate }) => sum + errorRate, 0),
  );
}

function serverLook({ state, requestRate, errorRate }: ServerSnapshot): EdgeLook {
  return usableStates.has(state) || requestRate > 0 ? flowOf(requestRate, errorRate) : closed;
}

export const poolRate = ({ servers }: PoolSnapshot): number =>
  servers.reduce((sum, { requestRate }) => sum + requestRate, 0);

const flowOf = (rate: number, errorRate: number): EdgeLook => ({
  rate,
  errorRate,
  pattern: rate > 0 ? "flowing" : "idle",
});
