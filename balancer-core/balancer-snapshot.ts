// What the balancer looks like now, as plain data. Reads everything, changes nothing; every number is finite.
import type { ListenerEntry } from "./balancer-listeners.ts";
import type { ListenerConfig } from "./contract/config-listener.ts";
import type {
  ListenerSnapshot,
  PoolSnapshot,
  ServerSnapshot,
  Snapshot,
} from "./contract/snapshot.ts";
import type { AttemptSummary } from "./metrics/attempt-window.ts";
import type { Metrics } from "./metrics/metrics.ts";
import type { Pool, Server } from "./pool/types.ts";
import { type Clock, isoTime } from "./ports.ts";

export interface SnapshotSources {
  readonly clock: Clock;
  readonly revision: number;
  /** On the clock that never jumps; null before the start. */
  readonly startedMs: number | null;
  readonly configured: readonly ListenerConfig[];
  readonly listeners: readonly ListenerEntry[];
  readonly pools: readonly Pool[];
  readonly metrics: Metrics;
  /** Clients that belong to a server, where a pool keeps a table of them. */
  readonly sessionsOf: (poolId: string, serverId: string) => number | null;
}

const noStatus: ServerSnapshot["status"] = { "1xx": 0, "2xx": 0, "3xx": 0, "4xx": 0, "5xx": 0 };
const noAttempts: AttemptSummary = { connectMs: null, firstByteMs: null, reused: null };

export function takeSnapshot(sources: SnapshotSources): Snapshot {
  const { clock, revision, startedMs, configured, listeners, pools, metrics } = sources;
  const entries = new Map(listeners.map((entry) => [entry.listener.config.id, entry]));
  return {
    revision,
    at: isoTime(clock.wallTime()),
    uptimeMs: startedMs === null ? 0 : Math.max(0, clock.now() - startedMs),
    listeners: configured.map((config) => listenerOf(config, entries.get(config.id), metrics)),
    pools: pools.map((pool) => poolOf(pool, sources)),
  };
}

function listenerOf(
  config: ListenerConfig,
  entry: ListenerEntry | undefined,
  metrics: Metrics,
): ListenerSnapshot {
  const { id, protocol, bind, pool, routes } = config;
  const counters = entry?.listener.counters;
  const address = entry?.listener.address ?? null;
  const error = entry?.error ?? null;
  const pools = [...(pool === undefined ? [] : [pool]), ...routes.map((route) => route.pool)];
  return {
    id,
    protocol,
    address: address ?? bind,
    state: address !== null ? "listening" : error !== null ? "failed" : "stopped",
    error,
    pools: [...new Set(pools)],
    activeConnections: counters?.activeConnections ?? 0,
    totalConnections: counters?.totalConnections ?? 0,
    totalRequests: counters?.totalRequests ?? 0,
    requestRate: metrics.listenerRate(id),
    ownAnswers: Object.fromEntries(counters?.ownAnswers ?? []),
  };
}

function poolOf(pool: Pool, sources: SnapshotSources): PoolSnapshot {
  const configured = new Set(pool.config.servers.map(({ id }) => id));
  return {
    id: pool.id,
    algorithm: pool.config.algorithm.type,
    usableServers: pool.usableServers,
    queued: pool.queued,
    servers: pool.servers.map((server) =>
      serverOf(server, pool.queued, configured.has(server.id), sources),
    ),
  };
}

function serverOf(
  server: Server,
  queuedInPool: number,
  isConfigured: boolean,
  { metrics, sessionsOf }: SnapshotSources,
): ServerSnapshot {
  const { config, activeRequests, state, drainDeadlineAt } = server;
  const counted = metrics.server(server.poolId, server.id);
  const isFull = config.maxConnections > 0 && activeRequests >= config.maxConnections;
  const drains = state === "draining" || state === "drained";
  return {
    id: server.id,
    address: config.address,
    weight: config.weight,
    effectiveWeight: server.effectiveWeight,
    maxConnections: config.maxConnections,
    intent: server.intent,
    state,
    reason: server.reason,
    since: isoTime(server.since),
    flaps: server.flaps,
    backup: config.backup,
    activeConnections: server.activeConnections,
    activeRequests,
    queued: isFull ? queuedInPool : 0,
    totalRequests: counted?.totalRequests ?? 0,
    errors: counted?.errors ?? 0,
    retries: counted?.retries ?? 0,
    aborts: counted?.aborts ?? 0,
    // In whole seconds, so that a server that stays down is the same from one snapshot to the next.
    downtimeMs: Math.floor(server.downtimeMs / 1_000) * 1_000,
    checkStreak: server.checkStreak,
    sessions: sessionsOf(server.poolId, server.id),
    attempts: counted?.attempts() ?? noAttempts,
    requestRate: counted?.requestRate ?? 0,
    errorRate: counted?.errorRate ?? 0,
    bytesIn: counted?.bytesIn ?? 0,
    bytesOut: counted?.bytesOut ?? 0,
    status: { ...(counted?.status ?? noStatus) },
    latencyMs: counted?.latency() ?? null,
    lastCheck: server.lastCheck,
    drain: drains
      ? {
          remaining: activeRequests,
          longestMs: server.longestUseMs,
          deadlineAt: drainDeadlineAt === null ? null : isoTime(drainDeadlineAt),
          thenRemove: !isConfigured,
        }
      : null,
  };
}
