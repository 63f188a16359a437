// The invented world: one pool of five servers in different states, one TCP pool, events, lab, requests. Seeded, so that
// two screenshots of one page are alike. Calls change it roughly as the balancer would.

import { parse } from "yaml";
import { fixtureProcess, fixtureRevision, fixtureRevisions } from "./fixture-process.ts";
import { seededRandom } from "./fixture-random.ts";
import {
  fixtureCheck,
  fixtureEvents,
  fixtureLab,
  fixtureRequests,
  fixtureYaml,
} from "./fixture-records.ts";
import { type FixtureServer, fixtureServers, serverSnapshot } from "./fixture-servers.ts";
import { fixtureLatencies } from "./fixture-traffic.ts";

/** `extraServers` go to the first pool, to look at large ones. */
export function createFixtureWorld(extraServers = 0) {
  const random = seededRandom(7);
  const startedAt = Date.now() - 754_000;
  const servers: FixtureServer[] = fixtureServers(extraServers);
  const lab = fixtureLab();
  let revision = 7;
  let undone = 0;
  let algorithm = "round-robin";
  let total = 148_220;

  const poolServers = (pool: string) => servers.filter((server) => server.pool === pool);

  function find(params: Record<string, unknown>): FixtureServer | undefined {
    return servers.find(({ pool, id }) => pool === params.pool && id === params.server);
  }

  function point(server: FixtureServer, at: number) {
    const isServing = server.rate > 0;
    const wave = 1 + 0.12 * Math.sin(at / 9_000) + (random() - 0.5) * 0.16;
    const slow = 1 + 0.2 * Math.sin(at / 23_000 + server.p50) + random() * 0.2;
    return {
      at,
      requests: Math.round(server.rate * wave),
      errors: random() < 0.03 * server.rate * 0.02 ? 1 : 0,
      active: isServing ? Math.round(server.active * wave) : 0,
      connections: isServing ? Math.round(server.active * 1.6 * wave) : 0,
      bytesIn: Math.round(server.rate * 420 * wave),
      bytesOut: Math.round(server.rate * 5_300 * wave),
      p50: isServing ? server.p50 * slow : null,
      p95: isServing ? server.p50 * 2.6 * slow : null,
      p99: isServing ? server.p50 * 4.1 * slow : null,
      ...(isServing ? { status: fixtureStatus(server.rate, random) } : {}),
      ...(isServing ? { latencies: fixtureLatencies(server.p50 * slow, server.rate, random) } : {}),
    };
  }

  const pointsAt = (at: number) =>
    Object.fromEntries(servers.map((server) => [`${server.pool}/${server.id}`, point(server, at)]));

  return {
    snapshot() {
      const now = Date.now();
      total += 50;
      const pool = (id: string, name: string) => ({
        id,
        algorithm: name,
        usableServers: poolServers(id).filter(({ state }) => state === "up" || state === "degraded")
          .length,
        queued: 0,
        servers: poolServers(id).map((server) => serverSnapshot(server, point(server, now), now)),
      });
      const listener = (id: string, protocol: "http" | "tcp", port: number, to: string) => ({
        id,
        protocol,
        address: `127.0.0.1:${port}`,
        state: "listening" as const,
        error: null,
        pools: [to],
        activeConnections: id === "web" ? 50 : 3,
        totalConnections: id === "web" ? 412 : 18,
        totalRequests: id === "web" ? total : 0,
        requestRate: poolServers(to).reduce((sum, server) => sum + server.rate, 0),
        ownAnswers: id === "web" ? { NO_SELECTABLE_SERVER: 14, MALFORMED_REQUEST: 2 } : {},
      });
      return {
        revision,
        at: new Date(now).toISOString(),
        uptimeMs: now - startedAt,
        listeners: [listener("web", "http", 8080, "app"), listener("echo", "tcp", 8081, "echo")],
        pools: [pool("app", algorithm), pool("echo", "least-connections")],
      };
    },
    advance: () => pointsAt(Math.floor(Date.now() / 1_000) * 1_000),
    history: () =>
      Array.from({ length: 300 }, (_, index) =>
        pointsAt(Math.floor(Date.now() / 1_000) * 1_000 - (300 - index) * 1_000),
      ),
    lab: () => structuredClone(lab),
    events: () => fixtureEvents(Date.now()),
    configChange: () => ({
      revision,
      author: "console" as const,
      changes: [`server "s2" of pool "app": weight 1 → 3`],
      canUndo: undone < 3,
      canRedo: undone > 0,
    }),
    answer(method: string, params: Record<string, unknown>): unknown {
      const server = find(params);
      const changes = (params.changes ?? {}) as Record<string, unknown>;
      const traffic = lab.traffic.find(({ config }) => config.id === params.id);
      switch (method) {
        case "requests.list":
          return { requests: fixtureRequests(Date.now(), random) };
        case "sticky.list":
          return stickySessions;
        case "server.get": {
          if (!server) return undefined;
          const now = Date.now();
          return {
            server: serverSnapshot(server, point(server, now), now),
            series: Array.from({ length: 300 }, (_, index) =>
              point(server, Math.floor(now / 1_000) * 1_000 - (300 - index) * 1_000),
            ),
            changes: [],
            checks: Array.from({ length: 60 }, (_, index) => {
              const isFailed =
                server.state === "down" ? index > 44 : server.id === "s2" && index > 57;
              return {
                at: new Date(Math.floor(now / 5_000) * 5_000 - (59 - index) * 5_000).toISOString(),
                ok: !isFailed,
                durationMs: isFailed ? 0.4 : 1 + random() * 3,
                detail: isFailed ? "connect ECONNREFUSED" : "200 OK",
              };
            }),
          };
        }
        case "config.get":
          return {
            revision,
            config: parse(fixtureYaml),
            yaml: fixtureYaml,
            file: "~/.config/evenkeel/evenkeel.yaml",
            canUndo: true,
            canRedo: undone > 0,
          };
        case "config.check":
          return fixtureCheck(String(params.yaml));
        case "history.list":
          return { revision, revisions: fixtureRevisions(revision) };
        case "history.get":
          return fixtureRevision(Number(params.revision), revision);
        case "ports.detect":
          return {
            ports: [3000, 3001, 4321, 5173, 8000, 9003].map((port) => ({
              port,
              address: `127.0.0.1:${port}`,
            })),
            by: "table",
            isCut: false,
          };
        case "process.get":
          return fixtureProcess();
        case "config.undo":
          undone += 1;
          break;
        case "config.redo":
          undone = Math.max(0, undone - 1);
          break;
        case "server.add": {
          const added = params.server as { id: string; address: string };
          servers.push({
            ...added,
            pool: String(params.pool),
            weight: 1,
            state: "up",
            intent: "ready",
            reason: "in rotation",
            rate: 40,
            active: 2,
            p50: 18,
            maxConnections: 0,
          });
          break;
        }
        case "server.update":
          if (server) {
            Object.assign(server, changes);
            if (changes.intent === "ready") Object.assign(server, { state: "up", rate: 60 });
            if (changes.intent === "maintenance")
              Object.assign(server, { state: "maintenance", reason: "by the operator", rate: 0 });
          }
          break;
        case "servers.update":
          for (const ref of params.servers as Record<string, unknown>[])
            Object.assign(find(ref) ?? {}, changes);
          break;
        case "server.drain":
          if (server) Object.assign(server, { state: "draining", reason: "12 left", rate: 0 });
          return { revision: ++revision, remaining: 12, deadlineAt: new Date().toISOString() };
        case "server.remove":
          if (server) servers.splice(servers.indexOf(server), 1);
          break;
        case "pool.update":
          algorithm = (changes.algorithm as { type?: string } | undefined)?.type ?? algorithm;
          break;
        case "traffic.start":
        case "traffic.stop":
          if (traffic) traffic.running = method === "traffic.start";
          return traffic;
        case "traffic.update":
          if (traffic) Object.assign(traffic.config, changes);
          return traffic;
        case "lab-server.update": {
          const simulated = lab.servers.find(({ config }) => config.id === params.id);
          if (simulated) Object.assign(simulated.config, changes);
          return simulated;
        }
      }
      revision += 1;
      return { revision };
    },
  };
}

/** Mostly 2xx, some 3xx and 4xx, now and then a 5xx. */
function fixtureStatus(rate: number, random: () => number): number[] {
  const redirected = Math.round(rate * 0.05 * random());
  const refused = Math.round(rate * 0.08 * random());
  const failed = random() < 0.1 ? Math.ceil(rate * 0.04) : 0;
  return [
    0,
    Math.max(0, Math.round(rate) - redirected - refused - failed),
    redirected,
    refused,
    failed,
  ];
}

const stickySessions = {
  type: "source-ip",
  lookups: { hit: 18_204, new: 86, expired: 12, invalid: 0, unavailable: 3 },
  size: 86,
  evicted: 0,
  sessions: Array.from({ length: 20 }, (_, index) => ({
    key: `10.0.0.${index + 1}`,
    server: `s${(index % 3) + 1}`,
    ageMs: 60_000 * index,
    expiresAt: new Date(Date.now() + 3_000_000 - index * 60_000).toISOString(),
    hits: 400 - index * 17,
  })),
};
