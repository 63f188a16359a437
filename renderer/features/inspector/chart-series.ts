// The lines and areas of the inspector's charts: their names, colours and what tells them apart without colour.
import type { ChartSeries } from "../../components/charts/time-chart-data.ts";
import type { Text } from "../../i18n/catalogue-types.ts";

export const latencySeries = (): readonly ChartSeries[] => [
  { key: "p50", label: "p50", colour: "var(--series-1)" },
  { key: "p95", label: "p95", colour: "var(--series-2)", dash: "5 2" },
  { key: "p99", label: "p99", colour: "var(--series-4)", dash: "1.5 2" },
];

/** From the bottom upwards; what went wrong lies on top, where its edge is seen. */
export const answerSeries = (t: Text<"inspector">): readonly ChartSeries[] => [
  { key: "s2xx", label: "2xx", colour: "var(--series-1)" },
  { key: "s3xx", label: "3xx", colour: "var(--series-6)" },
  { key: "other", label: t("chart.other"), colour: "var(--ink-3)" },
  { key: "s4xx", label: "4xx", colour: "var(--series-5)" },
  { key: "s5xx", label: "5xx", colour: "var(--series-2)" },
  { key: "own", label: t("chart.own"), colour: "var(--series-8)", isHatched: true },
];

export const loadSeries = (t: Text<"inspector">): readonly ChartSeries[] => [
  { key: "active", label: t("chart.active"), colour: "var(--series-3)" },
  { key: "connections", label: t("chart.connections"), colour: "var(--series-8)", dash: "4 2" },
  { key: "queued", label: t("chart.queued"), colour: "var(--series-2)", dash: "1.5 2", width: 2 },
];
