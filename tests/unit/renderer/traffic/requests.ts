// A finished request as the console gets it, for tests of the Traffic page.
import type { Decision, RequestRecord } from "../../../../balancer-core/contract/records.ts";

export function requestRecord(changes: Partial<RequestRecord> = {}): RequestRecord {
  return {
    id: "r1",
    at: "2026-11-21T08:00:00.250Z",
    listener: "web",
    pool: "app",
    server: "s1",
    client: "127.0.0.2",
    method: "GET",
    target: "/api/orders?page=2",
    host: "shop.test",
    status: 200,
    error: null,
    bytesIn: 10,
    bytesOut: 2_048,
    queueMs: 0,
    totalMs: 20,
    attempts: [attempt("s1", 20)],
    sticky: "none",
    decision: null,
    ...changes,
  };
}

export const attempt = (server: string, totalMs: number) => ({
  server,
  connectMs: 1,
  waitMs: totalMs - 3,
  totalMs,
  outcome: "answered",
});

export const failedAttempt = (server: string, totalMs: number) => ({
  server,
  connectMs: null,
  waitMs: null,
  totalMs,
  outcome: "UPSTREAM_CONNECT_FAILED",
});

export function decisionRecord(changes: Partial<Decision> = {}): Decision {
  return {
    algorithm: "least-connections",
    score: { formula: "(active + 1) / weight", unit: "requests", wins: "lowest" },
    candidates: [
      { server: "s1", score: 4, active: 3, weight: 1, latencyMs: null },
      { server: "s2", score: 2, active: 3, weight: 2, latencyMs: null },
    ],
    excluded: [{ server: "s3", reason: "down: connect ECONNREFUSED" }],
    chosen: "s2",
    tieBreak: null,
    drawn: null,
    hash: null,
    sticky: "none",
    ...changes,
  };
}
