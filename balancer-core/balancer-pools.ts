// The balancer's pools by id, and those no longer configured that still have requests in flight.
import type { PoolConfig } from "./contract/config-pool.ts";
import { createPool } from "./pool/pool.ts";
import type { ManagedPool, PoolOptions } from "./pool/types.ts";
import { tlsOf } from "./pool/upstream-tls.ts";

export interface PoolSet {
  get(id: string): ManagedPool | undefined;
  /** In the order of the configuration. */
  readonly all: readonly ManagedPool[];
  /** Throws what a pool of this configuration would throw, and changes nothing. */
  check(config: PoolConfig): void;
  /** Makes and starts a pool. */
  add(config: PoolConfig): void;
  /** Takes a pool back that nobody has used yet. */
  undoAdd(id: string): void;
  change(config: PoolConfig, removed: "drain" | "cut"): void;
  /** Takes a pool away; what is in flight on it drains or is cut. */
  remove(id: string, removed: "drain" | "cut"): void;
  arrange(ids: readonly string[]): void;
  /** Ends checks and cuts what is left. */
  stop(): void;
}

/** How often a pool that is gone is asked whether somebody still waits. */
const lookEveryMs = 50;

export function createPoolSet(options: PoolOptions): PoolSet {
  const pools = new Map<string, ManagedPool>();
  const leaving = new Set<ManagedPool>();
  let all: readonly ManagedPool[] = [];
  let isStopped = false;

  const refresh = () => {
    all = [...pools.values()];
  };

  async function leave(pool: ManagedPool, removed: "drain" | "cut"): Promise<void> {
    leaving.add(pool);
    if (removed === "drain") await whenServed(pool);
    const ids = pool.servers.map(({ id }) => id);
    pool.apply({ ...pool.config, servers: [] }, removed);
    await Promise.all(ids.map((id) => pool.whenDrained(id)));
    pool.stop();
    leaving.delete(pool);
  }

  /** Nobody new comes, but some are in its queue or between two attempts, and have no other pool to go to. */
  function whenServed(pool: ManagedPool): Promise<void> {
    const { attempts, backoff } = pool.config.retries;
    const longestPauseMs = attempts > 0 ? backoff.max : 0;
    let quietMs = 0;
    return new Promise((resolve) => {
      const timer = options.ports.clock.every(lookEveryMs, () => {
        quietMs = pool.queued > 0 ? 0 : quietMs + lookEveryMs;
        if (quietMs <= longestPauseMs && !isStopped) return;
        timer.cancel();
        resolve();
      });
    });
  }

  return {
    get: (id) => pools.get(id),
    get all() {
      return all;
    },
    check(config) {
      tlsOf(config, options);
    },
    add(config) {
      const pool = createPool(config, options);
      pools.set(config.id, pool);
      refresh();
      pool.start();
    },
    undoAdd(id) {
      pools.get(id)?.stop();
      pools.delete(id);
      refresh();
    },
    change: (config, removed) => pools.get(config.id)?.apply(config, removed),
    remove(id, removed) {
      const pool = pools.get(id);
      if (!pool) return;
      pools.delete(id);
      refresh();
      void leave(pool, removed);
    },
    arrange(ids) {
      for (const id of ids) {
        const pool = pools.get(id);
        if (!pool) continue;
        pools.delete(id);
        pools.set(id, pool);
      }
      refresh();
    },
    stop() {
      isStopped = true;
      for (const pool of [...pools.values(), ...leaving]) {
        pool.stop();
        pool.closeAll();
      }
    },
  };
}
