// What the header says of everything together: how many servers are up, how much traffic, how slow, how many errors.
import {
  type ServerSnapshot,
  type ServerState,
  type Snapshot,
  usableStates,
} from "../../balancer-core/contract/snapshot.ts";

export interface Count {
  /** Those that should serve. */
  readonly servers: number;
  readonly up: number;
  /** Taken out by somebody: draining, drained or in maintenance. Nobody misses them. */
  readonly out: number;
  /** The state that deserves attention first, of those that should serve while there are any. */
  readonly worst: ServerState;
}

export interface Overview extends Count {
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

/** `n of m up` everywhere: a server that somebody took out is not one that is missing. */
export function countServers(servers: readonly ServerSnapshot[]): Count {
  const wanted = servers.filter(({ intent, drain }) => intent === "ready" && drain === null);
  const judged = wanted.length > 0 ? wanted : servers;
  return {
    servers: wanted.length,
    up: wanted.filter(({ state }) => usableStates.has(state)).length,
    out: servers.length - wanted.length,
    worst: statesByUrgency.find((state) => judged.some((each) => each.state === state)) ?? "up",
  };
}

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
    ...countServers(servers),
    requestRate,
    slowestP95Ms,
    slowestServer,
    errorShare: requestRate > 0 ? Math.min(1, errorRate / requestRate) : 0,
  };
}
