// The fixture's finished requests: mostly quick, some slow, retried, refused or sticky, each with its decision.
import {
  latencyBounds,
  latencyBucketCount,
  writeLatencyCounts,
} from "../../../balancer-core/contract/latency-counts.ts";
import type { Decision, RequestRecord } from "../../../balancer-core/contract/records.ts";
import { seededRandom } from "./fixture-random.ts";

const targets = [
  "/",
  "/orders/1042",
  "/orders",
  "/api/v1/customers/8831/addresses?expand=country,region",
  "/search?q=keel",
  "/static/app.css",
];

/** Each call makes the next ones, oldest first. */
export function createFixtureTraffic(): (now: number, count: number) => RequestRecord[] {
  const random = seededRandom(11);
  let made = 0;
  return (now, count) =>
    Array.from({ length: count }, (_, index) => {
      made += 1;
      return one(made, now - (count - index) * 40, random);
    });
}

function one(number: number, at: number, random: () => number): RequestRecord {
  const kind = number % 17 === 5 ? "retried" : number % 41 === 7 ? "refused" : "plain";
  const waitMs = 3 + random() ** 3 * 160;
  const bodyMs = 0.2 + random() * 4;
  const connectMs = random() < 0.2 ? 0.3 + random() : null;
  const server = random() < 0.4 ? "s1" : "s2";
  const last = {
    server,
    connectMs,
    waitMs,
    totalMs: (connectMs ?? 0) + waitMs + bodyMs,
    outcome: "answered",
  };
  const failed = {
    server: "s3",
    connectMs: null,
    waitMs: null,
    totalMs: 0.4 + random(),
    outcome: "UPSTREAM_CONNECT_FAILED",
  };
  const attempts = kind === "retried" ? [failed, last] : kind === "refused" ? [] : [last];
  const queueMs = number % 13 === 0 ? 2 + random() * 20 : 0;
  const pauseMs = kind === "retried" ? 25 + random() * 12 : 0.1;
  const isServerError = kind === "plain" && number % 29 === 3;
  const isRefused = kind === "refused";
  return {
    id: `5f2c-${number.toString(36)}`,
    at: new Date(at).toISOString(),
    listener: "web",
    pool: "app",
    server: isRefused ? null : server,
    client: `127.0.0.${2 + Math.floor(random() * 50)}`,
    method: random() < 0.85 ? "GET" : "POST",
    target: targets[Math.floor(random() * targets.length)] ?? "/",
    host: "shop.localhost:8080",
    status: isRefused ? 503 : isServerError ? 500 : 200,
    error: isRefused ? "NO_SELECTABLE_SERVER" : null,
    bytesIn: 210,
    bytesOut: Math.round(400 + random() * 9_000),
    queueMs,
    totalMs: queueMs + pauseMs + attempts.reduce((sum, { totalMs }) => sum + totalMs, 0),
    attempts,
    sticky: number % 7 === 0 ? "hit" : "none",
    decision: isRefused ? null : decisionFor(kind === "retried" ? "s3" : server, number, random),
  };
}

function decisionFor(chosen: string, number: number, random: () => number): Decision {
  const others = ["s1", "s2", "s3"].map((server) => {
    const active = server === chosen ? 0 : 2 + Math.floor(random() * 5);
    const weight = server === "s2" ? 2 : 1;
    return { server, score: (active + 1) / weight, active, weight, latencyMs: null };
  });
  const isSticky = number % 7 === 0;
  return {
    algorithm: "least-connections",
    score: isSticky ? null : { formula: "(active + 1) / weight", unit: "requests", wins: "lowest" },
    candidates: isSticky
      ? others.filter(({ server }) => server === chosen).map((row) => ({ ...row, score: null }))
      : others,
    excluded: isSticky
      ? []
      : [
          { server: "s4", reason: "draining" },
          { server: "s5", reason: "down: connect ECONNREFUSED" },
        ],
    chosen,
    tieBreak: null,
    drawn: null,
    hash: null,
    sticky: isSticky ? "hit" : "none",
  };
}

/** A second's spread around a median: most answers near it, a tail above. */
export function fixtureLatencies(medianMs: number, count: number, random: () => number): string {
  const buckets = new Float64Array(latencyBucketCount);
  for (let index = 0; index < Math.min(60, count); index += 1) {
    const latencyMs = medianMs * Math.exp((random() + random() + random() - 1.5) * 1.2);
    for (let bucket = 0; bucket < latencyBucketCount; bucket += 1) {
      const { fromMs, toMs } = latencyBounds(bucket);
      if (latencyMs >= fromMs && latencyMs < toMs) buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
  }
  return writeLatencyCounts((bucket) => buckets[bucket] ?? 0);
}
