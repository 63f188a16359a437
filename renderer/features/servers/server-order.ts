// Which servers the table shows and in which order. Pure; ties keep the order of the configuration.
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { stateWord } from "../../components/ui/state-chip.tsx";
import { statesByUrgency } from "../../state/overview.ts";

/** What a column is sorted by; null sorts last whichever way. */
const sortValues = {
  id: ({ id }) => id,
  state: ({ state }) => statesByUrgency.indexOf(state),
  rate: ({ requestRate }) => requestRate,
  active: ({ activeRequests }) => activeRequests,
  queued: ({ queued }) => queued,
  p50: ({ latencyMs }) => latencyMs?.p50 ?? null,
  p95: ({ latencyMs }) => latencyMs?.p95 ?? null,
  p99: ({ latencyMs }) => latencyMs?.p99 ?? null,
  errors: ({ errors }) => errors,
  weight: ({ weight }) => weight,
  address: ({ address }) => address,
} as const satisfies Record<string, (server: ServerSnapshot) => string | number | null>;

export type SortKey = keyof typeof sortValues;

export interface Sort {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

/** Numbers begin with the largest, words with the first, states with the most urgent; a third press ends sorting. */
export function nextSort(current: Sort | null, key: SortKey): Sort | null {
  const isDescendingFirst = key !== "id" && key !== "address" && key !== "state";
  if (current?.key !== key) return { key, isDescending: isDescendingFirst };
  return current.isDescending === isDescendingFirst
    ? { key, isDescending: !isDescendingFirst }
    : null;
}

const collator = new Intl.Collator("en", { numeric: true });

export function sortServers(
  servers: readonly ServerSnapshot[],
  sort: Sort | null,
): readonly ServerSnapshot[] {
  if (!sort) return servers;
  const sortValue = sortValues[sort.key];
  const direction = sort.isDescending ? -1 : 1;
  return [...servers].sort((left, right) => {
    const a = sortValue(left);
    const b = sortValue(right);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === "string" || typeof b === "string")
      return direction * collator.compare(String(a), String(b));
    return direction * (a - b);
  });
}

/** Words of the filter are all found in id, address, state or reason. */
export function filterServers(
  servers: readonly ServerSnapshot[],
  filter: string,
): readonly ServerSnapshot[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return servers;
  return servers.filter(({ id, address, state, reason }) => {
    const text = `${id} ${address} ${stateWord(state)} ${reason}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
