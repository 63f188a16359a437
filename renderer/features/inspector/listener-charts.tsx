// What a listener did in the last five minutes, by its own counters: requests and connections a second, connections open, and the
// answers it made itself. How long answers took and what servers answered it does not count.
import { useMemo } from "react";
import { useStore } from "zustand";
import type { ListenerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { TimeChart } from "../../components/charts/time-chart.tsx";
import { longestSpanMs, spanOf } from "../../components/charts/time-chart-data.ts";
import { useText } from "../../i18n/use-text.ts";
import { localDecimals } from "../../lib/digits.ts";
import { groupDigits } from "../../lib/format.ts";
import { eventsStore } from "../../state/events-store.ts";
import type { ListenerSecond } from "../../state/listener-rings.ts";
import {
  isHttp,
  listenerRows,
  openSeries,
  ownKinds,
  ownSeries,
  rateSeries,
  useListenerHistory,
} from "./listener-history.ts";
import { markersOf, withoutWords } from "./server-markers.ts";

interface ListenerChartsProps {
  readonly listener: Pick<ListenerSnapshot, "id" | "protocol" | "pools">;
}

export function ListenerCharts({ listener }: ListenerChartsProps) {
  const t = useText("inspector");
  const { seconds, rows, spanMs } = useListenerRows(listener);
  const markers = useListenerMarkers(listener);
  const wordless = useMemo(() => withoutWords(markers), [markers]);
  const hasRequests = isHttp(listener);
  const rates = useMemo(() => rateSeries(t, hasRequests), [t, hasRequests]);
  const open = useMemo(() => openSeries(t), [t]);
  return (
    <div className="inspector-charts">
      <TimeChart
        title={t(hasRequests ? "chart.arrivals" : "chart.arrivalsTcp")}
        unit={t("chart.perSecond")}
        rows={rows}
        series={rates}
        formatValue={rateText}
        markers={markers}
        spanMs={spanMs}
        height={132}
      />
      <TimeChart
        title={t("chart.open")}
        unit=""
        rows={rows}
        series={open}
        formatValue={groupDigits}
        markers={wordless}
        spanMs={spanMs}
        height={104}
      />
      {isYoung(seconds) && <p className="inspector-note">{t("listenerHistory")}</p>}
    </div>
  );
}

/** Only where some were made in the time that is known: a chart of nothing says nothing. */
export function OwnAnswersChart({ listener }: ListenerChartsProps) {
  const t = useText("inspector");
  const { seconds, rows, spanMs } = useListenerRows(listener);
  const markers = useListenerMarkers(listener);
  const wordless = useMemo(() => withoutWords(markers), [markers]);
  const kinds = ownKinds(seconds, isHttp(listener)).join("\n");
  const series = useMemo(() => ownSeries(kinds.split("\n")), [kinds]);
  if (kinds === "") return null;
  return (
    <TimeChart
      title={t(isHttp(listener) ? "chart.ownByStatus" : "chart.ownByCode")}
      unit={t("chart.perSecond")}
      rows={rows}
      series={series}
      formatValue={rateText}
      markers={wordless}
      spanMs={spanMs}
      height={96}
      isStacked
    />
  );
}

function useListenerRows(listener: ListenerChartsProps["listener"]) {
  const seconds = useListenerHistory(listener.id);
  const hasStatus = isHttp(listener);
  const rows = useMemo(() => listenerRows(seconds, hasStatus), [seconds, hasStatus]);
  return { seconds, rows, spanMs: spanOf(rows) };
}

function useListenerMarkers({ id, pools }: ListenerChartsProps["listener"]) {
  const events = useStore(eventsStore, (state) => state.events);
  // The same pools in another snapshot are another array.
  const names = pools.join("\n");
  return useMemo(
    () => markersOf(events, { pools: names.split("\n"), listener: id }),
    [events, names, id],
  );
}

/** While the axis is shorter than five minutes, or begins with this console, that is said. */
const isYoung = (seconds: readonly ListenerSecond[]): boolean =>
  (seconds.at(-1)?.at ?? 0) - (seconds[0]?.at ?? 0) < longestSpanMs - 2_000;

/** A few a second want their tenths, where they have some. */
const rateText = (value: number): string =>
  value < 10 ? localDecimals(String(Math.round(value * 10) / 10)) : groupDigits(Math.round(value));
