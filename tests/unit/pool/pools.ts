// Pools for the pool's tests: a fake clock, no checks unless asked for, and everything they reported.
import type { PoolConfig } from "../../../balancer-core/contract/config-pool.ts";
import { configSchema, expandShorthand } from "../../../balancer-core/contract/config-schema.ts";
import type { ProbeOutcome } from "../../../balancer-core/health/probe.ts";
import { createPool } from "../../../balancer-core/pool/pool.ts";
import type {
  Lease,
  LeaseContext,
  PoolOptions,
  ServerRecorder,
} from "../../../balancer-core/pool/types.ts";
import { seededRandom } from "../../../balancer-core/ports.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

/** Pool "app" from its document form; servers without an address get one. */
export function poolConfig(document: {
  readonly servers: readonly { readonly id: string; readonly [key: string]: unknown }[];
  readonly [key: string]: unknown;
}): PoolConfig {
  const servers = document.servers.map((server, index) => ({
    address: `127.0.0.1:${9_001 + index}`,
    ...server,
  }));
  const pools = [{ id: "app", health: { type: "none" }, ...document, servers }];
  const [pool] = configSchema.parse(expandShorthand({ version: 1, pools })).pools;
  if (!pool) throw new Error("the document has no pool");
  return pool;
}

export const idle: LeaseContext = {
  clientAddress: "127.0.0.1",
  tried: [],
  hashKey: undefined,
  stickyKey: undefined,
};

const silentRecorder: ServerRecorder = {
  answered: () => undefined,
  failed: () => undefined,
  retried: () => undefined,
  tried: () => undefined,
  left: () => undefined,
};

export function startPool(
  document: Parameters<typeof poolConfig>[0],
  options: Pick<PoolOptions, "stickySourceFor"> = {},
) {
  const clock = createFakeClock();
  const changes: string[] = [];
  /** The check under way of each server that has one, by port. */
  const probes = new Map<number, (outcome: ProbeOutcome) => void>();
  const pool = createPool(poolConfig(document), {
    ...options,
    ports: { clock, random: seededRandom(1) },
    recorderFor: () => silentRecorder,
    startProbe(_config, { port }, settle) {
      probes.set(port, settle);
      return { cancel: () => void probes.delete(port) };
    },
    onStateChange: ({ server, from, to, reason }) =>
      changes.push(`${server.id}: ${from} -> ${to} (${reason})`),
  });
  const apply = (next: Parameters<typeof poolConfig>[0], removed: "drain" | "cut" = "drain") =>
    pool.apply(poolConfig(next), removed);
  const take = (tried: LeaseContext["tried"] = []): Lease => {
    const lease = pool.lease({ ...idle, tried });
    if (typeof lease === "string") throw new Error(`no lease: ${lease}`);
    return lease;
  };
  /** Ids of the servers that the next leases go to; each is released at once. */
  const visit = (times: number): string[] =>
    Array.from({ length: times }, () => {
      const lease = take();
      lease.release("answered");
      return lease.server.id;
    });
  /** Sends failing requests to one server. */
  const fail = (id: string, times: number): void => {
    const others = pool.servers.filter((server) => server.id !== id);
    for (let failure = 0; failure < times; failure++) take(others).release("failed");
  };
  /** Answers the check under way of a server, and lets time pass until its next one. */
  const check = (id: string, ok: boolean): void => {
    const port = pool.server(id)?.address.port ?? 0;
    const answer = probes.get(port);
    probes.delete(port);
    answer?.({ ok, detail: ok ? "200 OK" : "connect ECONNREFUSED" });
    for (let step = 0; step < 1_000 && !probes.has(port); step++) clock.advance(10);
  };
  return { pool, clock, changes, apply, take, visit, fail, check, probes };
}

/** Lets microtasks run, in which the queue settles. */
export const settled = (): Promise<void> => Promise.resolve();
