// What a server did in the last five minutes: latency percentiles, requests and errors, work in flight.
import { useMemo } from "react";
import { useStore } from "zustand";
import { TimeChart } from "../../components/charts/time-chart.tsx";
import type { ChartSeries } from "../../components/charts/time-chart-data.ts";
import { groupDigits } from "../../lib/format.ts";
import { eventsStore } from "../../state/events-store.ts";
import { useServerHistory } from "./server-history.ts";
import { markersOf } from "./server-markers.ts";

const latencySeries: readonly ChartSeries[] = [
  { key: "p50", label: "p50", colour: "var(--series-1)" },
  { key: "p95", label: "p95", colour: "var(--series-2)", dash: "5 2" },
  { key: "p99", label: "p99", colour: "var(--series-4)", dash: "1.5 2" },
];
const requestSeries: readonly ChartSeries[] = [
  { key: "requests", label: "requests", colour: "var(--series-1)" },
  { key: "errors", label: "errors", colour: "var(--series-2)", dash: "4 2", width: 1.75 },
];
const loadSeries: readonly ChartSeries[] = [
  { key: "active", label: "requests", colour: "var(--series-3)" },
  { key: "connections", label: "connections", colour: "var(--series-8)", dash: "4 2" },
];

export function ServerCharts({ pool, server }: { readonly pool: string; readonly server: string }) {
  const rows = useServerHistory(pool, server);
  const events = useStore(eventsStore, (state) => state.events);
  const markers = useMemo(() => markersOf(events, pool, server), [events, pool, server]);
  const wordless = useMemo(() => markers.map((marker) => ({ ...marker, label: "" })), [markers]);
  // The words stand on the topmost chart that has lines.
  const isSilent = rows.every(({ p50 }) => typeof p50 !== "number");
  return (
    <div className="inspector-charts">
      <TimeChart
        title="Latency"
        unit="ms"
        rows={rows}
        series={latencySeries}
        formatValue={formatLatency}
        markers={markers}
        height={148}
      />
      <TimeChart
        title="Requests"
        unit="per second"
        rows={rows}
        series={requestSeries}
        formatValue={groupDigits}
        markers={isSilent ? markers : wordless}
        height={104}
      />
      <TimeChart
        title="In progress"
        unit=""
        rows={rows}
        series={loadSeries}
        formatValue={groupDigits}
        markers={wordless}
        height={104}
      />
    </div>
  );
}

/** The axis says ms, so values above a second stay in it. */
function formatLatency(value: number): string {
  return value < 10 && !Number.isInteger(value) ? value.toFixed(1) : groupDigits(value);
}
