// A finished request as a relay hands it over, for tests of what comes after.
import type { FinishedRequest } from "../../balancer-core/proxy/types.ts";

export function finishedRequest(changes: Partial<FinishedRequest> = {}): FinishedRequest {
  return {
    id: "r1",
    startedAt: Date.UTC(2026, 0, 1, 0, 0, 1, 5),
    listenerId: "web",
    poolId: "app",
    server: null,
    client: "127.0.0.1",
    method: "GET",
    target: "/",
    host: "example.org",
    status: 200,
    error: null,
    bytesIn: 10,
    bytesOut: 20,
    queueMs: 0,
    totalMs: 12.3456,
    attempts: [{ server: "s1", connectMs: null, waitMs: 2.5, totalMs: 3, outcome: "answered" }],
    sticky: "none",
    decision: null,
    ...changes,
  };
}
