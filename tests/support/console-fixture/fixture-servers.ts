// The fixture's servers, one in each state worth looking at, and how one looks in a snapshot.
import type {
  SeriesPoint,
  ServerSnapshot,
  ServerState,
} from "../../../balancer-core/contract/snapshot.ts";

export interface FixtureServer {
  readonly pool: string;
  readonly id: string;
  address: string;
  weight: number;
  state: ServerState;
  intent: ServerSnapshot["intent"];
  reason: string;
  rate: number;
  active: number;
  p50: number;
  maxConnections: number;
}

export function fixtureServers(extra = 0): FixtureServer[] {
  const server = (
    pool: string,
    id: string,
    port: number,
    rest: Partial<FixtureServer>,
  ): FixtureServer => ({
    pool,
    id,
    address: `127.0.0.1:${port}`,
    weight: 1,
    state: "up",
    intent: "ready",
    reason: "passed 214 checks in a row",
    rate: 70,
    active: 4,
    p50: 12,
    maxConnections: 0,
    ...rest,
  });
  return [
    server("app", "s1", 9001, { p50: 9.4, rate: 71, active: 2 }),
    server("app", "s2", 9002, {
      state: "degraded",
      reason: "2/3 checks failed: no answer in 2 s",
      p50: 41,
      rate: 142,
      active: 11,
      weight: 2,
      maxConnections: 16,
    }),
    server("app", "s3", 9003, {
      state: "down",
      reason: "3/3 checks failed: connect ECONNREFUSED",
      rate: 0,
      active: 0,
    }),
    server("app", "s4", 9004, {
      state: "draining",
      intent: "drain",
      reason: "12 requests left",
      rate: 0,
      active: 12,
    }),
    server("app", "s5", 9005, {
      state: "maintenance",
      intent: "maintenance",
      reason: "taken out by the operator",
      rate: 0,
      active: 0,
    }),
    server("echo", "e1", 9101, {
      rate: 0.4,
      p50: 3,
      active: 3,
      reason: "passed 150 checks in a row",
    }),
    server("echo", "e2", 9102, {
      state: "recovering",
      reason: "1/2 checks passed",
      rate: 0,
      active: 0,
    }),
    ...Array.from({ length: extra }, (_, index) =>
      server("app", `s${index + 6}`, 10_000 + index, {
        rate: 5 + (index % 40),
        p50: 6 + (index % 30),
        ...(index % 37 === 5
          ? { state: "down" as const, reason: "3/3 checks failed: connect ECONNREFUSED", rate: 0 }
          : {}),
      }),
    ),
  ];
}

export function serverSnapshot(
  server: FixtureServer,
  point: SeriesPoint,
  now: number,
): ServerSnapshot {
  const isDown = server.state === "down";
  return {
    id: server.id,
    address: server.address,
    weight: server.weight,
    effectiveWeight: server.rate > 0 ? server.weight : 0,
    maxConnections: server.maxConnections,
    intent: server.intent,
    state: server.state,
    reason: server.reason,
    since: new Date(now - 184_000).toISOString(),
    flaps: 0,
    backup: false,
    activeConnections: point.connections,
    activeRequests: server.state === "draining" ? 12 : point.active,
    queued: 0,
    totalRequests: 48_214,
    errors: isDown ? 31 : 2,
    retries: isDown ? 12 : 0,
    aborts: 0,
    downtimeMs: isDown ? 184_000 : 0,
    checkStreak: isDown ? { count: 3, needed: 3 } : null,
    sessions: null,
    attempts: isDown
      ? { connectMs: null, firstByteMs: null, reused: null }
      : { connectMs: 0.3, firstByteMs: point.p50, reused: 0.98 },
    requestRate: point.requests,
    errorRate: point.errors,
    bytesIn: 20_412_000,
    bytesOut: 251_002_000,
    status: { "1xx": 0, "2xx": 47_903, "3xx": 211, "4xx": 98, "5xx": 2 },
    latencyMs:
      point.p50 === null
        ? null
        : {
            p50: point.p50,
            p90: point.p50 * 2.1,
            p95: point.p95 ?? 0,
            p99: point.p99 ?? 0,
            max: point.p50 * 6,
          },
    lastCheck: {
      at: new Date(Math.floor(now / 5_000) * 5_000).toISOString(),
      ok: !isDown,
      durationMs: isDown ? 0.4 : 2.1,
      detail: isDown ? "connect ECONNREFUSED" : "200 OK",
    },
    drain:
      server.state === "draining"
        ? {
            remaining: 12,
            longestMs: 41_300,
            deadlineAt: new Date(now + 18_000).toISOString(),
            thenRemove: false,
          }
        : null,
  };
}
