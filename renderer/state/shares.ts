// Where a pool's traffic goes and where its weights say it should go.
import {
  type PoolSnapshot,
  type ServerSnapshot,
  usableStates,
} from "../../balancer-core/contract/snapshot.ts";

export interface Share {
  /** Share of the pool's requests in the last second, from 0 to 1; null while the pool has none. */
  readonly actual: number | null;
  /** Share by effective weight among the servers that take new work; null for those that take none. */
  readonly byWeight: number | null;
  /** The same where the algorithm promises it; null where it follows load, speed or the client instead. */
  readonly expected: number | null;
}

/** Algorithms that spread by weight alone. */
const weighted: ReadonlySet<string> = new Set(["round-robin", "random"]);

export const promisesShares = (algorithm: string): boolean => weighted.has(algorithm);

export function sharesOf({
  algorithm,
  servers,
}: Pick<PoolSnapshot, "algorithm" | "servers">): ReadonlyMap<string, Share> {
  const isPromised = promisesShares(algorithm);
  const takers = takersOf(servers);
  const totalRate = servers.reduce((sum, { requestRate }) => sum + requestRate, 0);
  const totalWeight = servers.reduce(
    (sum, server) => (takers.has(server.id) ? sum + server.effectiveWeight : sum),
    0,
  );
  return new Map(
    servers.map(({ id, requestRate, effectiveWeight }) => {
      const byWeight = takers.has(id) && totalWeight > 0 ? effectiveWeight / totalWeight : null;
      return [
        id,
        {
          actual: totalRate > 0 ? requestRate / totalRate : null,
          byWeight,
          expected: isPromised ? byWeight : null,
        },
      ];
    }),
  );
}

/** Backups take work only when nobody else can. */
function takersOf(servers: readonly ServerSnapshot[]): ReadonlySet<string> {
  const usable = servers.filter(({ state }) => usableStates.has(state));
  const primary = usable.filter(({ backup }) => !backup);
  return new Set((primary.length > 0 ? primary : usable).map(({ id }) => id));
}
