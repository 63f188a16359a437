// What there is to draw, without its numbers: it changes when something is added, removed or joined differently, and a
// snapshot in which only numbers moved leaves it alone.
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";

export interface Structure {
  readonly listeners: readonly { readonly id: string; readonly pools: readonly string[] }[];
  /** In the order in which listeners name them; those that nobody reaches come last. */
  readonly pools: readonly { readonly id: string; readonly servers: readonly string[] }[];
}

export function structureOf({ listeners, pools }: Snapshot): Structure {
  const named = new Set(listeners.flatMap((listener) => listener.pools));
  const rank = new Map([...named].map((id, index) => [id, index]));
  return {
    listeners: listeners.map(({ id, pools: reached }) => ({ id, pools: reached })),
    pools: pools
      .map(({ id, servers }) => ({ id, servers: servers.map((server) => server.id) }))
      .sort(
        (left, right) => (rank.get(left.id) ?? named.size) - (rank.get(right.id) ?? named.size),
      ),
  };
}

/** Equal for equal structures, so that a store's selector can be compared by identity. */
export const structureKey = (snapshot: Snapshot | null): string =>
  snapshot === null ? "" : JSON.stringify(structureOf(snapshot));

export const parseStructure = (key: string): Structure =>
  key === "" ? { listeners: [], pools: [] } : (JSON.parse(key) as Structure);
