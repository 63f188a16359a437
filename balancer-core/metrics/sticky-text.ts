// Stickiness as Prometheus text: how lookups went in each pool that has it, and what its table holds.
import { lookupResults } from "../stickiness/lookup-counts.ts";
import type { Stickiness } from "../stickiness/stickiness.ts";
import type { PrometheusWriter } from "./prometheus.ts";

type Reading = readonly [pool: string, stickiness: Pick<Stickiness, "lookups" | "table">];

export function writeStickiness(writer: PrometheusWriter, readings: readonly Reading[]): void {
  writer.family(
    "evenkeel_sticky_lookups_total",
    "counter",
    "Attempts to find the server a client belongs to, by result.",
  );
  for (const [pool, { lookups }] of readings) {
    for (const result of lookupResults) writer.sample({ pool, result }, lookups[result]);
  }
  const tables = readings.flatMap(([pool, { table }]) => (table ? [{ pool, table }] : []));
  writer.family("evenkeel_sticky_sessions", "gauge", "Sessions that the balancer remembers.");
  for (const { pool, table } of tables) writer.sample({ pool }, table.size);
  writer.family(
    "evenkeel_sticky_evicted_total",
    "counter",
    "Sessions that had to make room for others.",
  );
  for (const { pool, table } of tables) writer.sample({ pool }, table.evicted);
}
