// The last checks of every server, as snapshots tell them, outside zustand: a strip of sixty is drawn again when a check ends and
// not four times a second. What ended before the console opened is asked of the host once, by whoever shows it.
import type { CheckResult, Snapshot } from "../../balancer-core/contract/snapshot.ts";
import { createKeyedListeners } from "./keyed-listeners.ts";
import { seriesKey } from "./series-rings.ts";

export const checksKept = 60;

const none: readonly CheckResult[] = [];

export interface CheckRings {
  /** Takes the latest check of each server and forgets servers that are gone. */
  see(snapshot: Pick<Snapshot, "pools">): void;
  /** Earlier ones, oldest first; those that were seen stay. */
  backfill(key: string, checks: readonly CheckResult[]): void;
  /** Oldest first; the same array until there is another check. */
  read(key: string): readonly CheckResult[];
  subscribe(key: string, listener: () => void): () => void;
}

export function createCheckRings(): CheckRings {
  const rings = new Map<string, readonly CheckResult[]>();
  const listeners = createKeyedListeners();

  function write(key: string, checks: readonly CheckResult[]): void {
    rings.set(key, checks.slice(-checksKept));
    listeners.tell(key);
  }

  return {
    see({ pools }) {
      const present = new Set<string>();
      for (const pool of pools)
        for (const { id, lastCheck } of pool.servers) {
          const key = seriesKey(pool.id, id);
          present.add(key);
          const known = rings.get(key) ?? none;
          if (lastCheck && lastCheck.at !== known.at(-1)?.at) write(key, [...known, lastCheck]);
        }
      for (const key of rings.keys()) if (!present.has(key)) rings.delete(key);
    },
    backfill(key, checks) {
      const known = rings.get(key) ?? none;
      const first = known[0]?.at;
      const earlier = first === undefined ? checks : checks.filter(({ at }) => at < first);
      if (earlier.length > 0) write(key, [...earlier, ...known]);
    },
    read: (key) => rings.get(key) ?? none,
    subscribe: listeners.subscribe,
  };
}

/** The rings of this console. */
export const checkRings = createCheckRings();
