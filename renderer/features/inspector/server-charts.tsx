// What a server, or several together, did in the last five minutes: latency as percentiles and as a heat map, requests by how they
// were answered, connections and queue.
import { useMemo } from "react";
import { useStore } from "zustand";
import { HeatMap } from "../../components/charts/heat-map.tsx";
import { type HeatSecond, heatMapOf } from "../../components/charts/heat-map-data.ts";
import { TimeChart } from "../../components/charts/time-chart.tsx";
import {
  type ChartMarker,
  type ChartRow,
  spanOf,
} from "../../components/charts/time-chart-data.ts";
import { useText } from "../../i18n/use-text.ts";
import { groupDigits } from "../../lib/format.ts";
import { eventsStore } from "../../state/events-store.ts";
import { seriesKey, seriesRings } from "../../state/series-rings.ts";
import { answerSeries, latencySeries, loadSeries } from "./chart-series.ts";
import { useGroupHistory } from "./group-history.ts";
import { useServerHistory } from "./server-history.ts";
import { markersOf, withoutWords } from "./server-markers.ts";

export function ServerCharts({ pool, server }: { readonly pool: string; readonly server: string }) {
  const rows = useServerHistory(pool, server);
  const events = useStore(eventsStore, (state) => state.events);
  const markers = useMemo(
    () => markersOf(events, { pools: [pool], server }),
    [events, pool, server],
  );
  const seconds = useMemo(() => {
    const key = seriesKey(pool, server);
    const latencies = seriesRings.readLatencies(key);
    // Rows may hold gaps that the rings have not, so the times are the rings' own; `rows` says when they moved.
    return rows.length === 0
      ? noSeconds
      : [...seriesRings.read(key, "at")].map((at, index) => ({ at, latencies: latencies[index] }));
  }, [rows, pool, server]);
  return <HistoryCharts rows={rows} seconds={seconds} markers={markers} />;
}

const noSeconds: readonly HeatSecond[] = [];

/** Of several servers together. `keys` are `pool/server`. */
export function GroupCharts({
  pools,
  keys,
  listener,
}: {
  readonly pools: readonly string[];
  readonly keys: readonly string[];
  /** Whose changes are marked too. */
  readonly listener?: string;
}) {
  const { rows, seconds } = useGroupHistory(keys.join("\n"));
  const events = useStore(eventsStore, (state) => state.events);
  const names = pools.join("\n");
  const markers = useMemo(
    () =>
      markersOf(events, {
        pools: names.split("\n"),
        ...(listener === undefined ? {} : { listener }),
      }),
    [events, names, listener],
  );
  return <HistoryCharts rows={rows} seconds={seconds} markers={markers} />;
}

function HistoryCharts({
  rows,
  seconds,
  markers,
}: {
  readonly rows: readonly ChartRow[];
  readonly seconds: readonly HeatSecond[];
  readonly markers: readonly ChartMarker[];
}) {
  const t = useText("inspector");
  const wordless = useMemo(() => withoutWords(markers), [markers]);
  const spanMs = spanOf(rows);
  const heat = useMemo(
    () => heatMapOf(seconds, seconds.at(-1)?.at ?? 0, spanMs),
    [seconds, spanMs],
  );
  const latency = useMemo(() => latencySeries(), []);
  // Only what occurred, so that the legend of a quiet server is short.
  const occurred = answerSeries(t)
    .filter(({ key }) => key === "s2xx" || rows.some((row) => (row[key] ?? 0) > 0))
    .map(({ key }) => key)
    .join();
  const answers = useMemo(
    () => answerSeries(t).filter(({ key }) => occurred.split(",").includes(key)),
    [occurred, t],
  );
  const load = useMemo(() => loadSeries(t), [t]);
  // The words stand on the topmost chart that has lines.
  const isSilent = rows.every(({ p50 }) => typeof p50 !== "number");
  return (
    <div className="inspector-charts">
      <TimeChart
        title={t("chart.latency")}
        unit="ms"
        rows={rows}
        series={latency}
        formatValue={formatLatency}
        markers={markers}
        spanMs={spanMs}
        height={148}
      />
      <HeatMap title={t("chart.spread")} data={heat} markers={markers} />
      <TimeChart
        title={t("chart.requests")}
        unit={t("chart.perSecond")}
        rows={rows}
        series={answers}
        formatValue={groupDigits}
        markers={isSilent ? markers : wordless}
        spanMs={spanMs}
        height={116}
        isStacked
      />
      <TimeChart
        title={t("chart.load")}
        unit=""
        rows={rows}
        series={load}
        formatValue={groupDigits}
        markers={wordless}
        spanMs={spanMs}
        height={104}
      />
    </div>
  );
}

/** The axis says ms, so values above a second stay in it. */
function formatLatency(value: number): string {
  return value < 10 && !Number.isInteger(value) ? value.toFixed(1) : groupDigits(value);
}
