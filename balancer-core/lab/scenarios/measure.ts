// Measures what pools do between two moments: the generators' own counts and latencies, and who served how much.
import type { ArmMeasure } from "../../contract/scenario-status.ts";
import type { PoolSnapshot } from "../../contract/snapshot.ts";
import { quantile } from "../traffic/latency-buckets.ts";
import type { TrafficTotals } from "../traffic/traffic-meter.ts";

/** Totals of one pool and its generator at one moment. */
export interface Mark {
  readonly pool: string;
  readonly traffic: TrafficTotals | undefined;
  readonly servers: ReadonlyMap<string, { readonly requests: number; readonly errors: number }>;
  readonly retries: number;
}

export function markOf(
  pool: string,
  traffic: TrafficTotals | undefined,
  snapshot: PoolSnapshot | undefined,
): Mark {
  const servers = snapshot?.servers ?? [];
  return {
    pool,
    traffic,
    servers: new Map(
      servers.map(({ id, totalRequests, errors }) => [id, { requests: totalRequests, errors }]),
    ),
    retries: servers.reduce((sum, { retries }) => sum + retries, 0),
  };
}

export function between(from: Mark, to: Mark): ArmMeasure {
  const count = (of: "sent" | "succeeded" | "failed" | "dropped") =>
    Math.max(0, (to.traffic?.[of] ?? 0) - (from.traffic?.[of] ?? 0));
  const latencies = difference(from.traffic?.latencies, to.traffic?.latencies);
  const answers = latencies.reduce((sum, value) => sum + value, 0);
  const at = (share: number) =>
    answers === 0 ? null : Math.round(quantile([latencies], share * answers) * 1_000) / 1_000;
  return {
    pool: to.pool,
    sent: count("sent"),
    succeeded: count("succeeded"),
    failed: count("failed"),
    dropped: count("dropped"),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    retries: Math.max(0, to.retries - from.retries),
    servers: [...to.servers].map(([id, { requests, errors }]) => ({
      id,
      requests: Math.max(0, requests - (from.servers.get(id)?.requests ?? 0)),
      errors: Math.max(0, errors - (from.servers.get(id)?.errors ?? 0)),
    })),
  };
}

function difference(from: Uint32Array | undefined, to: Uint32Array | undefined): Uint32Array {
  if (!to) return new Uint32Array();
  return to.map((value, index) => Math.max(0, value - (from?.[index] ?? 0)));
}
