// Rules about stickiness between fields: what a listener can tell clients by, and cookies that would overwrite each other.
import type { ListenerConfig } from "../contract/config-listener.ts";
import type { PoolConfig } from "../contract/config-pool.ts";
import type { Config } from "../contract/config-schema.ts";
import { type Finding, invalid } from "./finding.ts";

export function stickyFindings({ listeners, pools }: Config): Finding[] {
  return pools.flatMap((pool, index) => {
    const path = ["pools", index, "stickiness"];
    const { type } = pool.stickiness;
    const deaf = type === "cookie" || type === "header" ? deafListener(listeners, pool) : undefined;
    if (deaf) {
      const message = `type: "${type}" needs requests, but the ${deaf.protocol} listener "${deaf.id}" relays connections; use source-ip`;
      return [invalid([...path, "type"], message)];
    }
    const rival = rivalOf(pool, pools.slice(0, index), listeners);
    if (rival === undefined) return [];
    const message = `name: clients of one host get the same cookie from pool "${rival.id}"; each pool needs a name of its own`;
    return [invalid([...path, "name"], message)];
  });
}

/** A listener that leads to the pool and sees bytes only. */
function deafListener(listeners: readonly ListenerConfig[], { id }: PoolConfig) {
  return listeners.find(
    ({ protocol, pool, routes }) =>
      (protocol === "tcp" || protocol === "tls-passthrough") &&
      (pool === id || routes.some((route) => route.pool === id)),
  );
}

function rivalOf(
  pool: PoolConfig,
  others: readonly PoolConfig[],
  listeners: readonly ListenerConfig[],
): PoolConfig | undefined {
  const name = cookieName(pool);
  if (name === undefined) return undefined;
  return others.find(
    (other) =>
      cookieName(other) === name &&
      listeners.some((listener) => isOneHostLedToBoth(listener, pool.id, other.id)),
  );
}

function cookieName({ stickiness }: PoolConfig): string | undefined {
  return stickiness.type === "cookie" ? stickiness.name : undefined;
}

/** A browser keeps one cookie of a name for a host, so it can belong to one of the pools only. */
function isOneHostLedToBoth(listener: ListenerConfig, one: string, other: string): boolean {
  const ways = [
    ...listener.routes.map(({ match, pool }) => ({
      pool,
      host: match.host?.toLowerCase(),
      takesAll: match.host !== undefined && Object.keys(match).length === 1,
    })),
    { pool: listener.pool, host: undefined, takesAll: true },
  ];
  return ways.some((first, index) => {
    if (first.pool !== one && first.pool !== other) return false;
    const wanted = first.pool === one ? other : one;
    return ways.slice(index + 1).some((second, between) => {
      if (second.pool !== wanted) return false;
      if (first.host === undefined || first.host === second.host) return true;
      if (second.host !== undefined) return false;
      // The second takes what the ways before it leave of the first one's host.
      return !ways
        .slice(0, index + 1 + between)
        .some(({ host, takesAll }) => takesAll && host === first.host);
    });
  });
}
