// What the header says of everything together: how many servers are up, how much traffic, how slow, how many errors.
import type { ServerState, Snapshot } from "../../balancer-core/contract/snapshot.ts";

export interface Overview {
  readonly servers: number;
  readonly up: number;
  /** The state that deserves attention first, `up` when none does. */
  readonly worst: ServerState;
  readonly requestRate: number;
  /** Percentiles cannot be added up, so this is the slowest server's. */
  readonly slowestP95Ms: number | null;
  readonly slowestServer: string | null;
  /** Failures as a share of requests, in the last second. */
  readonly errorShare: number;
}

/** From what needs a person now to what needs nobody. */
export const statesByUrgency: readonly ServerState[] = [
  "down",
  "ejected",
  "recovering",
  "degraded",
  "draining",
  "drained",
  "maintenance",
  "unchecked",
  "up",
];

/** States in which a server takes new work. */
export const usableStates: ReadonlySet<ServerState> = new Set(["up", "degraded", "unchecked"]);

export function overviewOf(snapshot: Snapshot): Overview {
  const servers = snapshot.pools.flatMap((pool) => pool.servers);
  let requestRate = 0;
  let errorRate = 0;
  let slowestP95Ms: number | null = null;
  let slowestServer: string | null = null;
  for (const server of servers) {
    requestRate += server.requestRate;
    errorRate += server.errorRate;
    const p95 = server.latencyMs?.p95 ?? null;
    if (p95 !== null && (slowestP95Ms === null || p95 > slowestP95Ms)) {
      slowestP95Ms = p95;
      slowestServer = server.id;
    }
  }
  return {
    servers: servers.length,
    up: servers.filter(({ state }) => usableStates.has(state)).length,
    worst:
      statesByUrgency.find((state) => servers.some((server) => server.state === state)) ?? "up",
    requestRate,
    slowestP95Ms,
    slowestServer,
    errorShare: requestRate > 0 ? Math.min(1, errorRate / requestRate) : 0,
  };
}
