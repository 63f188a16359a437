// The fixture's events, requests, lab and configuration text.
import type { LabStatus } from "../../../balancer-core/contract/lab-status.ts";
import type { BalancerEvent, RequestRecord } from "../../../balancer-core/contract/records.ts";

/** The lab with the one field that calls change left writable. */
type FixtureLab = Pick<LabStatus, "servers"> & {
  traffic: (Omit<LabStatus["traffic"][number], "running"> & { running: boolean })[];
};

export function fixtureLab(): FixtureLab {
  return {
    servers: [1, 2, 3].map((index) => ({
      config: {
        id: `sim${index}`,
        bind: `127.0.0.1:900${index}`,
        protocol: "http" as const,
        latency: {
          distribution: "lognormal" as const,
          median: `${index * 10}ms`,
          p99: `${index * 40}ms`,
        },
        concurrency: 16,
        errorRate: index === 2 ? 0.02 : 0,
        health: "up" as const,
        running: index !== 3,
        seed: index,
      },
      address: `127.0.0.1:900${index}`,
      state: index === 3 ? ("stopped" as const) : ("running" as const),
      error: null,
      active: index === 3 ? 0 : index * 2,
      waiting: 0,
      totalRequests: 48_214,
      faults: [],
    })),
    traffic: [
      {
        config: {
          id: "steady",
          target: "web",
          mode: "open",
          rate: 200,
          clients: 50,
          path: "/",
          seed: 1,
        },
        running: true,
        error: null,
        sent: 148_220,
        succeeded: 148_187,
        failed: 33,
        inFlight: 13,
        dropped: 0,
        requestRate: 199.6,
        latencyMs: { p50: 18, p90: 61, p95: 88, p99: 141, max: 302 },
      },
    ],
  };
}

export function fixtureEvents(now: number): BalancerEvent[] {
  const event = (
    seq: number,
    secondsAgo: number,
    level: BalancerEvent["level"],
    kind: BalancerEvent["kind"],
    message: string,
    rest: Partial<BalancerEvent> = {},
  ): BalancerEvent => ({
    seq,
    at: new Date(now - secondsAgo * 1_000).toISOString(),
    kind,
    level,
    message,
    ...rest,
  });
  return [
    event(1, 754, "info", "lifecycle", "evenkeel 0.1.0 started"),
    event(2, 753, "info", "listener", 'listener "web" listens on 127.0.0.1:8080', {
      listener: "web",
    }),
    event(3, 753, "info", "listener", 'listener "echo" listens on 127.0.0.1:8081', {
      listener: "echo",
    }),
    event(4, 610, "info", "lab", 'generator "steady" started at 200 requests/s'),
    event(5, 402, "info", "config", 'server "s2" of pool "app": weight 1 → 2', {
      author: "console",
    }),
    event(6, 184, "error", "server-state", 'server "s3" of pool "app": up → down', {
      pool: "app",
      server: "s3",
      from: "up",
      to: "down",
      reason: "3/3 checks failed: connect ECONNREFUSED",
    }),
    event(7, 96, "info", "server-state", 'server "s4" of pool "app": up → draining', {
      pool: "app",
      server: "s4",
      from: "up",
      to: "draining",
      reason: "12 requests left",
    }),
    event(8, 12, "warning", "server-state", 'server "s2" of pool "app": up → degraded', {
      pool: "app",
      server: "s2",
      from: "up",
      to: "degraded",
      reason: "2/3 checks failed: no answer in 2 s",
    }),
  ];
}

const targets = ["/", "/orders/1042", "/orders", "/health", "/search?q=keel", "/static/app.css"];

export function fixtureRequests(now: number, random: () => number): RequestRecord[] {
  return Array.from({ length: 60 }, (_, index) => {
    const isFailed = random() < 0.04;
    const totalMs = 4 + random() * random() * 120;
    const server = random() < 0.33 ? "s1" : "s2";
    const attempt = {
      server,
      connectMs: null,
      waitMs: totalMs * 0.9,
      totalMs,
      outcome: "answered",
    };
    return {
      id: `${Math.floor(now / 1_000)}-${index}`,
      at: new Date(now - index * 180).toISOString(),
      listener: "web",
      pool: "app",
      server: isFailed ? "s3" : server,
      client: `127.0.0.${2 + Math.floor(random() * 50)}`,
      method: random() < 0.85 ? "GET" : "POST",
      target: targets[Math.floor(random() * targets.length)] ?? "/",
      host: "127.0.0.1:8080",
      status: isFailed ? 502 : 200,
      error: isFailed ? "UPSTREAM_CONNECT_FAILED" : null,
      bytesIn: 210,
      bytesOut: 5_300,
      queueMs: 0,
      totalMs,
      attempts: isFailed
        ? [{ ...attempt, server: "s3", outcome: "UPSTREAM_CONNECT_FAILED" }, attempt]
        : [attempt],
      sticky: "none",
      decision: null,
    };
  });
}

/** Knows one problem: a weight of 300 or more. */
export function fixtureCheck(yaml: string) {
  const lines = yaml.split("\n");
  const problems = lines.flatMap((line, index) => {
    const column = line.search(/weight: [3-9]\d\d/);
    if (column < 0) return [];
    return [
      {
        path: "pools.0.servers.1.weight",
        line: index + 1,
        column: column + 9,
        value: line.slice(column + 8, column + 11),
        message: 'server "s2" of pool "app": weight must be between 0 and 256',
        code: "INVALID_CONFIG" as const,
      },
    ];
  });
  const changes = [
    `server "s2" of pool "app": weight 2 → 3`,
    `server "s4" of pool "app": added at 127.0.0.1:9004`,
  ];
  const isChange = problems.length === 0 && yaml !== fixtureYaml;
  const impact = {
    servers: [
      {
        pool: "app",
        server: "s4",
        effect: "added" as const,
        activeRequests: 0,
        activeConnections: 0,
      },
    ],
    listeners: [],
    hashKeys: [],
    restart: [],
  };
  return {
    problems,
    changes: isChange ? changes : [],
    impact: problems.length > 0 ? null : isChange ? impact : { ...impact, servers: [] },
  };
}

export const fixtureYaml = `# The demo: one pool, three simulated servers
version: 1
listeners:
  - id: web
    protocol: http
    bind: 127.0.0.1:8080
    pool: app
    routes:
      - { match: { pathPrefix: /echo, method: GET }, pool: echo }
pools:
  - id: app
    algorithm: { type: round-robin }
    health: { type: http, path: /health, interval: 5s }
    servers:
      - { id: s1, address: 127.0.0.1:9001 }
      - { id: s2, address: 127.0.0.1:9002, weight: 2 } # the new machine
      - { id: s3, address: 127.0.0.1:9003 }
  - id: echo
    algorithm: { type: least-connections }
    servers: [127.0.0.1:9101, 127.0.0.1:9102]
lab:
  servers:
    - { id: sim1, bind: 127.0.0.1:9001, latency: { distribution: lognormal, median: 10ms, p99: 40ms } }
    - { id: sim2, bind: 127.0.0.1:9002, latency: { distribution: lognormal, median: 20ms, p99: 80ms }, errorRate: 0.02 }
    - { id: sim3, bind: 127.0.0.1:9003, running: false }
  traffic:
    - { id: steady, target: web, mode: open, rate: 200, clients: 50 }
`;
