// The last five minutes of one server as rows for the charts, one new array a second. Where seconds are missing because the
// connection was lost, an empty row leaves a gap instead of a line that was never measured.
import { useEffect, useState } from "react";
import type { ChartRow } from "../../components/charts/time-chart-data.ts";
import { useClient } from "../../state/console-context.tsx";
import { type SeriesRings, seriesKey, seriesRings } from "../../state/series-rings.ts";

const fields = [
  "s2xx",
  "s3xx",
  "s4xx",
  "s5xx",
  "active",
  "connections",
  "queued",
  "p50",
  "p95",
  "p99",
] as const;
const longestStepMs = 2_500;

export function historyRows(rings: Pick<SeriesRings, "read">, key: string): ChartRow[] {
  const times = rings.read(key, "at");
  const columns = fields.map((field) => rings.read(key, field));
  const [requests, errors] = [rings.read(key, "requests"), rings.read(key, "errors")];
  const rows: ChartRow[] = [];
  let previousAt = Number.POSITIVE_INFINITY;
  for (const [index, at] of times.entries()) {
    if (at - previousAt > longestStepMs) rows.push(emptyRow(previousAt + 1_000));
    previousAt = at;
    const values = fields.map((field, column) => {
      const value = columns[column]?.[index] ?? Number.NaN;
      return [field, Number.isNaN(value) ? null : value];
    });
    const row = { at, ...Object.fromEntries(values) };
    rows.push({ ...row, ...unstatedOf(row, requests[index] ?? 0, errors[index] ?? 0) });
  }
  return rows;
}

/**
 * What of a second's requests had no status of the server's: failures, which the balancer answered itself, and connections of TCP
 * or those whose client left.
 */
export function unstatedOf(
  { s2xx, s3xx, s4xx, s5xx }: Readonly<Record<string, number | null>>,
  requests: number,
  errors: number,
): { readonly own: number; readonly other: number } {
  const own = Math.max(0, errors - (s5xx ?? 0));
  const stated = (s2xx ?? 0) + (s3xx ?? 0) + (s4xx ?? 0) + (s5xx ?? 0);
  return { own, other: Math.max(0, requests - stated - own) };
}

function emptyRow(at: number): ChartRow {
  return { at, ...Object.fromEntries(fields.map((field) => [field, null])) };
}

/** Asks once for what happened before this console was opened, then follows the ring. */
export function useServerHistory(pool: string, server: string): readonly ChartRow[] {
  const client = useClient();
  const key = seriesKey(pool, server);
  const [rows, setRows] = useState(() => historyRows(seriesRings, key));
  useEffect(() => {
    const update = () => setRows(historyRows(seriesRings, key));
    update();
    const unsubscribe = seriesRings.subscribe(key, update);
    client.call("server.get", { pool, server }).then(
      ({ series }) => seriesRings.backfill(key, series),
      // Without it the charts begin with what this console has seen itself.
      () => {},
    );
    return unsubscribe;
  }, [client, key, pool, server]);
  return rows;
}
