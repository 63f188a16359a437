// The difference of two configurations as operations for the balancer and as sentences for people. Pure.
import { isDeepStrictEqual } from "node:util";
import type { ListenerConfig } from "../contract/config-listener.ts";
import type { PoolConfig } from "../contract/config-pool.ts";
import type { Config } from "../contract/config-schema.ts";
import { changeSentences } from "./change-sentences.ts";

export interface Change<Item> {
  readonly before: Item;
  readonly after: Item;
}

export interface ConfigDiff {
  readonly listeners: {
    readonly added: readonly ListenerConfig[];
    readonly removed: readonly ListenerConfig[];
    /** Bind or protocol changed: the socket must be opened anew. */
    readonly rebound: readonly Change<ListenerConfig>[];
    /** Anything else changed: the socket and its connections stay. */
    readonly updated: readonly Change<ListenerConfig>[];
  };
  readonly pools: {
    readonly added: readonly PoolConfig[];
    readonly removed: readonly PoolConfig[];
    readonly changed: readonly Change<PoolConfig>[];
  };
  /** One sentence per change, the lab's and the log's too; empty when nothing changed. */
  readonly sentences: readonly string[];
}

/** Compares by id; an object with another id is another object. */
export function diffConfig(before: Config, after: Config): ConfigDiff {
  const listeners = diffById(before.listeners, after.listeners);
  const mustRebind = ({ before, after }: Change<ListenerConfig>) =>
    before.bind !== after.bind || before.protocol !== after.protocol;
  return {
    listeners: {
      added: listeners.added,
      removed: listeners.removed,
      rebound: listeners.changed.filter(mustRebind),
      updated: listeners.changed.filter((change) => !mustRebind(change)),
    },
    pools: diffById(before.pools, after.pools),
    sentences: changeSentences(before, after),
  };
}

function diffById<Item extends { readonly id: string }>(
  before: readonly Item[],
  after: readonly Item[],
): { added: Item[]; removed: Item[]; changed: Change<Item>[] } {
  const old = new Map(before.map((item) => [item.id, item]));
  const kept = new Set(after.map((item) => item.id));
  const added: Item[] = [];
  const changed: Change<Item>[] = [];
  for (const item of after) {
    const previous = old.get(item.id);
    if (!previous) added.push(item);
    else if (!isDeepStrictEqual(previous, item)) changed.push({ before: previous, after: item });
  }
  return { added, removed: before.filter(({ id }) => !kept.has(id)), changed };
}
