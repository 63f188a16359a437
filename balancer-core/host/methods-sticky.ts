// The contract's methods about who belongs to which server.
import type { Balancer } from "../balancer-types.ts";
import { BalancerError } from "../contract/balancer-error.ts";
import { type Clock, isoTime } from "../ports.ts";
import { noLookups } from "../stickiness/lookup-counts.ts";
import type { Handlers, HostParts } from "./handlers.ts";

export function stickyMethods({ balancer }: HostParts, clock: Clock) {
  return {
    async "sticky.list"({ pool, offset, limit }) {
      const { type } = poolOf(balancer, pool).stickiness;
      const stickiness = balancer.stickiness(pool);
      const table = stickiness?.table;
      const now = clock.now();
      return {
        type,
        lookups: { ...(stickiness?.lookups ?? noLookups()) },
        size: table?.size ?? 0,
        evicted: table?.evicted ?? 0,
        sessions: (table?.list({ offset, limit }) ?? []).map((session) => ({
          key: session.key,
          server: session.server,
          ageMs: now - session.createdMs,
          expiresAt: isoTime(clock.wallTime() + session.usedMs + (table?.ttlMs ?? 0) - now),
          hits: session.hits,
        })),
      };
    },
    async "sticky.remove"({ pool, key }) {
      poolOf(balancer, pool);
      const table = balancer.stickiness(pool)?.table;
      const server = table?.find(key);
      if (!table?.remove(key) || server === undefined) {
        throw new BalancerError("NOT_FOUND", `pool "${pool}" remembers no session "${key}"`);
      }
      return { server };
    },
  } satisfies Partial<Handlers>;
}

function poolOf({ config }: Balancer, id: string) {
  const pool = config.pools.find((known) => known.id === id);
  if (!pool) throw new BalancerError("NOT_FOUND", `there is no pool "${id}"`);
  return pool;
}
