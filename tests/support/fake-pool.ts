// A pool as a relay sees it, without health or limits unless a test sets them: takes turns and counts what is leased.

import type { PoolConfig } from "../../balancer-core/contract/config-pool.ts";
import { configSchema, expandShorthand } from "../../balancer-core/contract/config-schema.ts";
import { tryAddress } from "../../balancer-core/contract/units.ts";
import type { Lease, LeaseContext, Pool, Server } from "../../balancer-core/pool/types.ts";
import { tlsOf } from "../../balancer-core/pool/upstream-tls.ts";

type Settled = Lease | "QUEUE_FULL" | "QUEUE_TIMEOUT" | "NO_SELECTABLE_SERVER";

export interface FakeServer extends Server {
  intent: "ready" | "drain" | "maintenance";
  activeRequests: number;
  activeConnections: number;
  readonly releases: ("answered" | "failed" | undefined)[];
  readonly answers: number[];
  failures: number;
  retries: number;
  retire(): void;
}

export interface FakePool extends Pool {
  readonly servers: FakeServer[];
  readonly leases: Set<Lease>;
  /** Most leases at once; above it requests queue. */
  limit: number;
  isUnusable: boolean;
  retryBudget: number;
}

export function poolConfig(addresses: readonly string[], rules: object = {}): PoolConfig {
  const config = configSchema.parse(
    expandShorthand({ version: 1, pools: [{ id: "app", servers: addresses, ...rules }] }),
  );
  return config.pools[0] as PoolConfig;
}

export function createFakePool(addresses: readonly string[], rules: object = {}): FakePool {
  const config = poolConfig(addresses, rules);
  const leases = new Set<Lease>();
  const waiting: { context: LeaseContext; settle: (result: Settled) => void }[] = [];
  let turn = 0;

  const pool: FakePool = {
    id: config.id,
    config,
    servers: config.servers.map((server, ordinal) => createFakeServer(server, ordinal)),
    leases,
    limit: Number.POSITIVE_INFINITY,
    isUnusable: false,
    retryBudget: 1_000,
    parts: { hash: null, sticky: null },
    upstreamTls: config.upstream.tls ? tlsOf(config, {}) : null,
    get usableServers() {
      return pool.isUnusable ? 0 : pool.servers.length;
    },
    get queued() {
      return waiting.length;
    },
    lease(context) {
      const usable = pool.servers.filter((server) => !context.tried.includes(server));
      const server = usable[turn % Math.max(1, usable.length)];
      if (pool.isUnusable || server === undefined) return "unusable";
      if (leases.size >= pool.limit) return "full";
      turn++;
      return makeLease(server);
    },
    enqueue(context, settle) {
      const entry = { context, settle };
      waiting.push(entry);
      return {
        leave() {
          const index = waiting.indexOf(entry);
          if (index !== -1) waiting.splice(index, 1);
        },
      };
    },
    takeRetry: () => pool.retryBudget-- > 0,
  };

  function makeLease(server: FakeServer): Lease {
    server.activeRequests++;
    const lease: Lease = {
      server,
      sticky: "none",
      stickyCookie: null,
      decision: null,
      onCut: null,
      release(result) {
        if (!leases.delete(lease)) return;
        server.activeRequests--;
        server.releases.push(result);
        const next = waiting.shift();
        if (!next) return;
        const given = pool.lease(next.context);
        next.settle(typeof given === "string" ? "NO_SELECTABLE_SERVER" : given);
      },
    };
    leases.add(lease);
    return lease;
  }

  return pool;
}

function createFakeServer(config: PoolConfig["servers"][number], ordinal: number): FakeServer {
  const retireListeners = new Set<() => void>();
  const server: FakeServer = {
    poolId: "app",
    id: config.id,
    config,
    address: tryAddress(config.address) ?? { host: "127.0.0.1", port: 1 },
    ordinal,
    intent: "ready",
    state: "up",
    reason: "",
    since: 0,
    weight: 1,
    effectiveWeight: 1,
    activeRequests: 0,
    activeConnections: 0,
    lastCheck: null,
    checks: [],
    stateChanges: [],
    flaps: 0,
    downtimeMs: 0,
    checkStreak: null,
    drainDeadlineAt: null,
    longestUseMs: null,
    releases: [],
    answers: [],
    failures: 0,
    retries: 0,
    recorder: {
      answered: (status) => void server.answers.push(status),
      failed: () => void server.failures++,
      retried: () => void server.retries++,
      tried: () => undefined,
      left: () => undefined,
    },
    connectionOpened: () => void server.activeConnections++,
    connectionClosed: () => void server.activeConnections--,
    onRetire(listener) {
      retireListeners.add(listener);
      return () => void retireListeners.delete(listener);
    },
    retire() {
      for (const listener of [...retireListeners]) listener();
    },
  };
  return server;
}
