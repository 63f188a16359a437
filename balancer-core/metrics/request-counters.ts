// Counts of finished requests by listener, pool, server and code, with a cumulative duration histogram, for Prometheus.
// Bounded by what is configured: only codes, servers, pools and listeners that exist make a row.
import type { Attempt } from "../contract/records.ts";

/** What a finished request says to the counters; the relay's own record fits. */
export interface RequestSample {
  readonly listenerId: string;
  readonly poolId: string | null;
  readonly server: { readonly id: string } | null;
  readonly status: number;
  readonly error: string | null;
  readonly totalMs: number;
  readonly attempts: readonly Attempt[];
}

/** Upper bounds in seconds; one more bucket holds everything above. */
export const durationBounds: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
];

export interface RequestRow {
  readonly listener: string;
  readonly pool: string;
  readonly server: string;
  readonly codes: Map<number, number>;
  /** Not cumulative: the writer adds up. */
  readonly buckets: Float64Array;
  sumSeconds: number;
  count: number;
}

export interface CountedPair {
  readonly first: string;
  readonly second: string;
  count: number;
}

export interface RequestCounters {
  finished(sample: RequestSample): void;
  readonly rows: Iterable<RequestRow>;
  /** Pool and reason. */
  readonly retries: Iterable<CountedPair>;
  /** Listener and code. */
  readonly errors: Iterable<CountedPair>;
}

/** Rows kept at most; a workspace that goes through more servers than this starts its oldest rows anew. */
const mostRows = 20_000;

const retryReasons: Readonly<Record<string, string>> = {
  UPSTREAM_CONNECT_FAILED: "connect-failure",
  UPSTREAM_RESET: "reset-before-response",
  UPSTREAM_TIMEOUT: "response-timeout",
};

export function createRequestCounters(): RequestCounters {
  const rows = new Map<string, RequestRow>();
  /** The row last used of each server: nearly always the one wanted, and found without putting a key together. */
  const lastRows = new Map<string, RequestRow>();
  const retries = new Map<string, CountedPair>();
  const errors = new Map<string, CountedPair>();

  function rowOf({ listenerId, poolId, server }: RequestSample): RequestRow {
    const pool = poolId ?? "";
    const serverId = server?.id ?? "";
    const last = lastRows.get(serverId);
    if (last?.pool === pool && last.listener === listenerId) return last;
    const row = findRow(listenerId, pool, serverId);
    lastRows.set(serverId, row);
    return row;
  }

  function findRow(listener: string, pool: string, server: string): RequestRow {
    const key = `${listener}\n${pool}\n${server}`;
    const known = rows.get(key);
    if (known) return known;
    const row: RequestRow = {
      listener,
      pool,
      server,
      codes: new Map(),
      buckets: new Float64Array(durationBounds.length + 1),
      sumSeconds: 0,
      count: 0,
    };
    if (dropOldest(rows)) lastRows.clear();
    rows.set(key, row);
    return row;
  }

  return {
    finished(sample) {
      const row = rowOf(sample);
      row.codes.set(sample.status, (row.codes.get(sample.status) ?? 0) + 1);
      const seconds = sample.totalMs / 1_000;
      let bucket = 0;
      while (seconds > (durationBounds[bucket] ?? Number.POSITIVE_INFINITY)) bucket += 1;
      row.buckets[bucket] = (row.buckets[bucket] ?? 0) + 1;
      row.sumSeconds += seconds;
      row.count += 1;
      if (sample.error !== null) countPair(errors, sample.listenerId, sample.error);
      if (sample.attempts.length > 1) {
        for (const { outcome } of sample.attempts.slice(0, -1)) {
          countPair(retries, sample.poolId ?? "", retryReasons[outcome] ?? outcome);
        }
      }
    },
    get rows() {
      return rows.values();
    },
    get retries() {
      return retries.values();
    },
    get errors() {
      return errors.values();
    },
  };
}

function countPair(pairs: Map<string, CountedPair>, first: string, second: string): void {
  const key = `${first}\n${second}`;
  const known = pairs.get(key);
  if (known) {
    known.count += 1;
    return;
  }
  dropOldest(pairs);
  pairs.set(key, { first, second, count: 1 });
}

/** Makes room for one more; true when something was dropped. */
function dropOldest(entries: Map<string, unknown>): boolean {
  if (entries.size < mostRows) return false;
  for (const key of entries.keys()) {
    entries.delete(key);
    break;
  }
  return true;
}
