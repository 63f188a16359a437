// The last five minutes of several servers as one: counts added up, percentiles taken of the latencies added up, never averaged.
// History is put together once; then each second costs one point per server.
import { useEffect, useState } from "react";
import {
  addLatencyCounts,
  latencyBucketCount,
  percentileOfCounts,
  writeLatencyCounts,
} from "../../../balancer-core/contract/latency-counts.ts";
import type { HeatSecond } from "../../components/charts/heat-map-data.ts";
import type { ChartRow } from "../../components/charts/time-chart-data.ts";
import { useClient } from "../../state/console-context.tsx";
import { ringLength, type SeriesRings, seriesRings } from "../../state/series-rings.ts";
import { unstatedOf } from "./server-history.ts";

export interface GroupHistory {
  readonly rows: readonly ChartRow[];
  readonly seconds: readonly HeatSecond[];
}

const summed = [
  "requests",
  "errors",
  "s2xx",
  "s3xx",
  "s4xx",
  "s5xx",
  "active",
  "connections",
] as const;
/** More servers begin with what this console has seen itself, rather than asking for each of them. */
const mostAsked = 20;

type Rings = Pick<SeriesRings, "read" | "readLatencies">;

/** The latest `length` seconds of all servers together, oldest first. */
export function groupHistory(rings: Rings, keys: readonly string[], length: number): GroupHistory {
  const bySecond = new Map<
    number,
    { sums: number[]; counts: Float64Array; queued: Map<string, number> }
  >();
  for (const key of keys) {
    const times = rings.read(key, "at", length);
    const columns = summed.map((field) => rings.read(key, field, length));
    const queued = rings.read(key, "queued", length);
    const [pool = ""] = key.split("/", 1);
    const latencies = rings.readLatencies(key, length);
    times.forEach((at, index) => {
      const second = bySecond.get(at) ?? {
        sums: summed.map(() => 0),
        counts: new Float64Array(latencyBucketCount),
        queued: new Map<string, number>(),
      };
      bySecond.set(at, second);
      columns.forEach((column, field) => {
        const value = column[index] ?? 0;
        second.sums[field] = (second.sums[field] ?? 0) + (Number.isNaN(value) ? 0 : value);
      });
      // All full servers of a pool tell of the same queue.
      second.queued.set(pool, Math.max(second.queued.get(pool) ?? 0, queued[index] ?? 0));
      addLatencyCounts(second.counts, latencies[index]);
    });
  }
  const ordered = [...bySecond].sort(([one], [other]) => one - other).slice(-length);
  return {
    rows: ordered.map(([at, { sums, counts, queued }]) => {
      const row = Object.fromEntries(summed.map((field, index) => [field, sums[index] ?? 0]));
      return {
        at,
        ...row,
        ...unstatedOf(row, row.requests ?? 0, row.errors ?? 0),
        queued: [...queued.values()].reduce((sum, count) => sum + count, 0),
        p50: percentileOfCounts(counts, 0.5),
        p95: percentileOfCounts(counts, 0.95),
        p99: percentileOfCounts(counts, 0.99),
      };
    }),
    seconds: ordered.map(([at, { counts }]) => ({
      at,
      latencies: writeLatencyCounts((bucket) => counts[bucket] ?? 0),
    })),
  };
}

/** Puts the newest second behind what is known. */
export function withNewest(known: GroupHistory, newest: GroupHistory): GroupHistory {
  const last = known.rows.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const rows = newest.rows.filter(({ at }) => at > last);
  if (rows.length === 0) return known;
  const seconds = newest.seconds.filter(({ at }) => at > last);
  return {
    rows: [...known.rows, ...rows].slice(-ringLength),
    seconds: [...known.seconds, ...seconds].slice(-ringLength),
  };
}

/** `keys` as series name servers, joined by newlines so that the same servers are the same text. */
export function useGroupHistory(joinedKeys: string): GroupHistory {
  const client = useClient();
  const [history, setHistory] = useState<GroupHistory>({ rows: [], seconds: [] });
  useEffect(() => {
    const keys = joinedKeys === "" ? [] : joinedKeys.split("\n");
    const whole = () => setHistory(groupHistory(seriesRings, keys, ringLength));
    whole();
    const last = keys.at(-1);
    if (last === undefined) return;
    // All servers get their point in the same turn, one after the other; when the last one is told the second is complete.
    const unsubscribe = seriesRings.subscribe(last, () =>
      queueMicrotask(() =>
        setHistory((known) => withNewest(known, groupHistory(seriesRings, keys, 3))),
      ),
    );
    let isCurrent = true;
    if (keys.length <= mostAsked)
      void Promise.allSettled(
        keys.map(async (key) => {
          const [pool = "", server = ""] = key.split("/");
          const { series } = await client.call("server.get", { pool, server });
          seriesRings.backfill(key, series);
        }),
      ).then(() => isCurrent && whole());
    return () => {
      isCurrent = false;
      unsubscribe();
    };
  }, [client, joinedKeys]);
  return history;
}
