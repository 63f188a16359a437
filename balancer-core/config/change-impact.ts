// What a change would do to what runs now, for people who are about to make it. Pure: reads a difference and a snapshot.
import { isDeepStrictEqual } from "node:util";
import type { ChangeImpact, ListenerImpact, ServerImpact } from "../contract/change-impact.ts";
import type { PoolConfig, ServerConfig } from "../contract/config-pool.ts";
import type { Config } from "../contract/config-schema.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { settingsReadAtStart } from "./change-sentences.ts";
import { type Change, type ConfigDiff, diffConfig } from "./diff.ts";
import { hashImpact } from "./hash-impact.ts";

export function changeImpact(before: Config, after: Config, live: Snapshot): ChangeImpact {
  const diff = diffConfig(before, after);
  return {
    servers: serverImpacts(diff.pools, live),
    listeners: listenerImpacts(diff.listeners, live),
    hashKeys: diff.pools.changed.filter(choosesAnew).flatMap((change) => hashImpact(change) ?? []),
    restart: settingsReadAtStart(before, after),
  };
}

/** Whether what an algorithm goes by differs: itself, its options, or ids, weights, intents and backups of the servers. */
function choosesAnew({ before, after }: Change<PoolConfig>): boolean {
  const seen = ({ algorithm, servers }: PoolConfig) => [
    algorithm,
    servers.map(({ id, weight, intent, backup }) => [id, weight, intent, backup]),
  ];
  return !isDeepStrictEqual(seen(before), seen(after));
}

type Effect = ServerImpact["effect"];

function serverImpacts({ added, removed, changed }: ConfigDiff["pools"], live: Snapshot) {
  const rows: ServerImpact[] = [];
  const tell = (pool: PoolConfig, { id }: ServerConfig, effect: Effect) => {
    const now = live.pools
      .find((other) => other.id === pool.id)
      ?.servers.find((server) => server.id === id);
    rows.push({
      pool: pool.id,
      server: id,
      effect,
      activeRequests: now?.activeRequests ?? 0,
      activeConnections: now?.activeConnections ?? 0,
    });
  };
  for (const pool of removed) for (const server of pool.servers) tell(pool, server, "removed");
  for (const { before, after } of changed) {
    const old = new Map(before.servers.map((server) => [server.id, server]));
    const kept = new Set(after.servers.map(({ id }) => id));
    for (const server of before.servers) if (!kept.has(server.id)) tell(after, server, "removed");
    for (const server of after.servers) {
      const previous = old.get(server.id);
      for (const effect of effectsOf(previous, server)) tell(after, server, effect);
    }
  }
  for (const pool of added) for (const server of pool.servers) tell(pool, server, "added");
  return rows;
}

function effectsOf(before: ServerConfig | undefined, after: ServerConfig): readonly Effect[] {
  if (before === undefined) return ["added"];
  const effects: Effect[] = [];
  if (before.intent !== after.intent) {
    effects.push(after.intent === "drain" ? "draining" : after.intent);
  }
  if (before.address !== after.address) effects.push("moved");
  return effects;
}

function listenerImpacts(
  { added, removed, rebound }: ConfigDiff["listeners"],
  live: Snapshot,
): ListenerImpact[] {
  const now = (id: string) => live.listeners.find((listener) => listener.id === id);
  return [
    ...removed.map(({ id, bind }) => ({
      listener: id,
      effect: "closed" as const,
      from: now(id)?.address ?? bind,
      to: null,
      activeConnections: now(id)?.activeConnections ?? 0,
    })),
    ...rebound.map(({ before, after }) => ({
      listener: after.id,
      effect: "rebound" as const,
      from: now(before.id)?.address ?? before.bind,
      to: after.bind,
      activeConnections: now(before.id)?.activeConnections ?? 0,
    })),
    ...added.map(({ id, bind }) => ({
      listener: id,
      effect: "opened" as const,
      from: null,
      to: bind,
      activeConnections: 0,
    })),
  ];
}
