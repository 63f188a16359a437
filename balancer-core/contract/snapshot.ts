// What the balancer looks like at one moment. Taken at most four times a second; every number is finite.
import { z } from "zod";
import { intentSchema } from "./config-pool.ts";

const count = z.number().int().nonnegative();
const rate = z.number().nonnegative();
const time = z.iso.datetime();

/** Derived, never written: intent, active verdict, passive verdict and in-flight count give it. */
export const serverStateSchema = z.enum([
  "up",
  "degraded",
  "recovering",
  "down",
  "ejected",
  "draining",
  "drained",
  "maintenance",
  "unchecked",
]);
export type ServerState = z.output<typeof serverStateSchema>;

/** States in which a server takes new work. */
export const usableStates: ReadonlySet<ServerState> = new Set(["up", "degraded", "unchecked"]);

export const latencySummarySchema = z
  .strictObject({ p50: rate, p90: rate, p95: rate, p99: rate, max: rate })
  .describe(
    "Milliseconds from lease to the end of the answer, over the last ten seconds; null without requests.",
  );
export type LatencySummary = z.output<typeof latencySummarySchema>;

export const statusCountsSchema = z.strictObject({
  "1xx": count,
  "2xx": count,
  "3xx": count,
  "4xx": count,
  "5xx": count,
});

export const checkResultSchema = z.strictObject({
  at: time,
  ok: z.boolean(),
  durationMs: rate,
  /** What was answered or went wrong: `200 OK`, `connect ECONNREFUSED`. */
  detail: z.string(),
});
export type CheckResult = z.output<typeof checkResultSchema>;

export const stateChangeSchema = z.strictObject({
  at: time,
  from: serverStateSchema,
  to: serverStateSchema,
  reason: z.string(),
});
export type StateChangeRecord = z.output<typeof stateChangeSchema>;

export const serverSnapshotSchema = z.strictObject({
  id: z.string(),
  address: z.string(),
  weight: count,
  effectiveWeight: rate,
  maxConnections: count,
  intent: intentSchema,
  state: serverStateSchema,
  /** One sentence why it is in this state, with counts: `2/3 checks failed: connect ECONNREFUSED`. */
  reason: z.string(),
  since: time,
  /** Times it stopped or began taking requests in the last hour, by what checks and traffic said. */
  flaps: count,
  backup: z.boolean(),
  activeConnections: count,
  activeRequests: count,
  /** Requests waiting in the pool's queue while this server was at its limit. */
  queued: count,
  totalRequests: count,
  /** Failures of the server: no connection, reset, too slow, bad answer, and answers of 5xx. */
  errors: count,
  retries: count,
  /** Clients that left while this server was at work for them. */
  aborts: count,
  /** Milliseconds it was down or ejected altogether, since it was added. */
  downtimeMs: rate,
  /** How far its checks are on the way to another verdict: failures towards `fall`, passes towards `rise`; null on none. */
  checkStreak: z.strictObject({ count, needed: count }).nullable(),
  /** Clients that belong to it, where the pool keeps a table of them. */
  sessions: count.nullable(),
  /** Means over the last ten seconds; null where there was nothing to measure. `reused`: part of 1 of the attempts. */
  attempts: z.strictObject({
    connectMs: rate.nullable(),
    firstByteMs: rate.nullable(),
    reused: rate.nullable(),
  }),
  /** Requests a second over the last full second. */
  requestRate: rate,
  errorRate: rate,
  bytesIn: count,
  bytesOut: count,
  status: statusCountsSchema,
  latencyMs: latencySummarySchema.nullable(),
  lastCheck: checkResultSchema.nullable(),
  drain: z
    .strictObject({
      /** Requests and connections under way, WebSockets too. */
      remaining: count,
      /** Age of the one that is under way for longest. */
      longestMs: rate.nullable(),
      deadlineAt: time.nullable(),
      thenRemove: z.boolean(),
    })
    .nullable(),
});
export type ServerSnapshot = z.output<typeof serverSnapshotSchema>;

export const poolSnapshotSchema = z.strictObject({
  id: z.string(),
  algorithm: z.string(),
  usableServers: count,
  /** Requests waiting for a free server. */
  queued: count,
  servers: z.array(serverSnapshotSchema),
});
export type PoolSnapshot = z.output<typeof poolSnapshotSchema>;

export const listenerStateSchema = z.enum(["listening", "failed", "stopped"]);

export const listenerSnapshotSchema = z.strictObject({
  id: z.string(),
  protocol: z.enum(["http", "https", "tcp", "tls-passthrough"]),
  address: z.string(),
  state: listenerStateSchema,
  error: z.string().nullable(),
  /** Pools its requests can reach: the default one first, then those of its routes. */
  pools: z.array(z.string()),
  activeConnections: count,
  totalConnections: count,
  totalRequests: count,
  requestRate: rate,
  /** Answers this listener made itself, by error code. */
  ownAnswers: z.record(z.string(), count),
});
export type ListenerSnapshot = z.output<typeof listenerSnapshotSchema>;

export const snapshotSchema = z.strictObject({
  revision: count,
  at: time,
  uptimeMs: rate,
  listeners: z.array(listenerSnapshotSchema),
  pools: z.array(poolSnapshotSchema),
});
export type Snapshot = z.output<typeof snapshotSchema>;

/** One second of one server. Rates are per second; latencies in milliseconds, null in a second without answers. */
export const seriesPointSchema = z.strictObject({
  /** Start of the second, milliseconds since 1970. */
  at: z.number(),
  requests: count,
  errors: count,
  active: count,
  connections: count,
  bytesIn: count,
  bytesOut: count,
  p50: rate.nullable(),
  p95: rate.nullable(),
  p99: rate.nullable(),
  /**
   * The server's answers by class of status, from 1xx to 5xx; absent in a second without any, as always of TCP. Errors above
   * those of 5xx are failures the balancer had to answer itself.
   */
  status: z.array(count).length(5).optional(),
  /** Requests waiting in the pool's queue while this server was at its limit; absent where none. */
  queued: count.optional(),
  /** How the answers spread over latencies, as latency-counts.ts writes it; absent in a second without answers. */
  latencies: z.string().optional(),
});
export type SeriesPoint = z.output<typeof seriesPointSchema>;
