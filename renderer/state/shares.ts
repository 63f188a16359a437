// Where a pool's traffic goes and where its weights say it should go.
import { type ServerSnapshot, usableStates } from "../../balancer-core/contract/snapshot.ts";

export interface Share {
  /** Share of the pool's requests in the last second, from 0 to 1; null while the pool has none. */
  readonly actual: number | null;
  /** Share by effective weight among the servers that take new work; null for those that take none. */
  readonly expected: number | null;
}

export function sharesOf(servers: readonly ServerSnapshot[]): ReadonlyMap<string, Share> {
  const takers = takersOf(servers);
  const totalRate = servers.reduce((sum, { requestRate }) => sum + requestRate, 0);
  const totalWeight = servers.reduce(
    (sum, server) => (takers.has(server.id) ? sum + server.effectiveWeight : sum),
    0,
  );
  return new Map(
    servers.map(({ id, requestRate, effectiveWeight }) => [
      id,
      {
        actual: totalRate > 0 ? requestRate / totalRate : null,
        expected: takers.has(id) && totalWeight > 0 ? effectiveWeight / totalWeight : null,
      },
    ]),
  );
}

/** Backups take work only when nobody else can. */
function takersOf(servers: readonly ServerSnapshot[]): ReadonlySet<string> {
  const usable = servers.filter(({ state }) => usableStates.has(state));
  const primary = usable.filter(({ backup }) => !backup);
  return new Set((primary.length > 0 ? primary : usable).map(({ id }) => id));
}
