// The latest snapshot. Selectors return parts of it unchanged, so that a component renders only when its part did.

import { createStore } from "zustand/vanilla";
import type {
  ListenerSnapshot,
  PoolSnapshot,
  ServerSnapshot,
  Snapshot,
} from "../../balancer-core/contract/snapshot.ts";

export interface SnapshotState {
  readonly snapshot: Snapshot | null;
}

export const snapshotStore = createStore<SnapshotState>(() => ({ snapshot: null }));

const noPools: readonly PoolSnapshot[] = [];
const noListeners: readonly ListenerSnapshot[] = [];

/** Keeps the objects of the old snapshot where nothing changed, so that identity means "the same". */
export function setSnapshot(next: Snapshot): void {
  const previous = snapshotStore.getState().snapshot;
  snapshotStore.setState({
    snapshot: {
      ...next,
      listeners: keepUnchanged(previous?.listeners ?? noListeners, next.listeners),
      pools: keepUnchanged(
        previous?.pools ?? noPools,
        next.pools.map((pool) => ({
          ...pool,
          servers: keepUnchanged(
            previous?.pools.find(({ id }) => id === pool.id)?.servers ?? [],
            pool.servers,
          ),
        })),
      ),
    },
  });
}

function keepUnchanged<T extends { readonly id: string }>(
  previous: readonly T[],
  next: readonly T[],
): T[] {
  const byId = new Map(previous.map((item) => [item.id, item]));
  const kept = next.map((item) => {
    const old = byId.get(item.id);
    return old !== undefined && isSame(old, item) ? old : item;
  });
  const isUntouched =
    kept.length === previous.length && kept.every((item, index) => item === previous[index]);
  return isUntouched ? (previous as T[]) : kept;
}

function isSame(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || !left || !right) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  const from = left as Record<string, unknown>;
  const to = right as Record<string, unknown>;
  return keys.every((key) => isSame(from[key], to[key]));
}

export const selectSnapshot = ({ snapshot }: SnapshotState): Snapshot | null => snapshot;
export const selectPools = ({ snapshot }: SnapshotState): readonly PoolSnapshot[] =>
  snapshot?.pools ?? noPools;
export const selectListeners = ({ snapshot }: SnapshotState): readonly ListenerSnapshot[] =>
  snapshot?.listeners ?? noListeners;
export const selectPool =
  (poolId: string) =>
  ({ snapshot }: SnapshotState): PoolSnapshot | undefined =>
    snapshot?.pools.find(({ id }) => id === poolId);
export const selectServer =
  (poolId: string, serverId: string) =>
  (state: SnapshotState): ServerSnapshot | undefined =>
    selectPool(poolId)(state)?.servers.find(({ id }) => id === serverId);
export const selectListener =
  (listenerId: string) =>
  ({ snapshot }: SnapshotState): ListenerSnapshot | undefined =>
    snapshot?.listeners.find(({ id }) => id === listenerId);
