// Lines, or areas one on the other, over the last minutes, drawn by Recharts without animation, with a legend that says the latest values and the same
// data as a table on request. Rows and series must keep their identity between seconds: a new array is a new drawing.
import { ChartLine, Table2 } from "lucide-react";
import { useId, useState } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { Text } from "../../i18n/catalogue-types.ts";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { IconButton } from "../ui/button.tsx";
import {
  type ChartMarker,
  type ChartRow,
  type ChartSeries,
  longestSpanMs,
  timeTicks,
} from "./time-chart-data.ts";
import { ChartMarkerLabel, ChartTooltip, Hatching, Legend } from "./time-chart-parts.tsx";
import { TimeChartTable } from "./time-chart-table.tsx";
import "./time-chart.css";

export interface TimeChartProps {
  readonly title: string;
  readonly rows: readonly ChartRow[];
  readonly series: readonly ChartSeries[];
  /** On the axis and behind each value; empty for counts. */
  readonly unit: string;
  readonly formatValue: (value: number) => string;
  readonly markers?: readonly ChartMarker[];
  readonly height?: number;
  readonly spanMs?: number;
  /** Areas one on the other, first series at the bottom, instead of lines. */
  readonly isStacked?: boolean;
}

const noMarkers: readonly ChartMarker[] = [];
const noLines: readonly ChartSeries[] = [];
const margin = { top: 14, right: 16, bottom: 0, left: 0 };
const emptyDomain: [number, number] = [0, 3];
const filledDomain: [number, "auto"] = [0, "auto"];
const tick = { fill: "var(--ink-3)", fontSize: 10.5 };

export function TimeChart({
  title,
  rows,
  series,
  unit,
  formatValue,
  markers = noMarkers,
  height = 132,
  spanMs = longestSpanMs,
  isStacked = false,
}: TimeChartProps) {
  const t = useText("charts");
  const [isTable, setIsTable] = useState(false);
  const headingId = useId();
  const hatchId = useId();
  const end = rows.at(-1)?.at ?? 0;
  const start = end - spanMs;
  const isEmpty = !rows.some((row) => series.some(({ key }) => typeof row[key] === "number"));
  const lines = isStacked ? noLines : series;
  const ticks = timeTicks(end, spanMs);
  // Areas come and go with what occurs, so their legend has a line of its own from the beginning.
  const hasWideLegend = isStacked || legendLength(series) > roomBesideTitle;
  const words = series
    .map(
      ({ key, label }) => `${label} ${valueText(rows.at(-1)?.[key], unit, formatValue, t("none"))}`,
    )
    .join(", ");
  return (
    <section className="time-chart" aria-labelledby={headingId}>
      <header className={classNames("time-chart-header", hasWideLegend && "time-chart-wide")}>
        <h3 id={headingId} className="time-chart-title">
          {title}
          {unit !== "" && <span className="time-chart-unit"> {unit}</span>}
        </h3>
        <Legend
          series={series}
          last={rows.at(-1)}
          formatValue={formatValue}
          isStacked={isStacked}
        />
        <IconButton
          label={isTable ? t("asChart", { title }) : t("asTable")}
          size="small"
          icon={isTable ? <ChartLine /> : <Table2 />}
          onClick={() => setIsTable(!isTable)}
        />
      </header>
      {isTable ? (
        <TimeChartTable title={title} rows={rows} series={series} formatValue={formatValue} />
      ) : (
        <div
          className="time-chart-drawing"
          role="img"
          aria-label={t("drawing", { title, count: spanMs / 60_000, words })}
          style={{ height }}
        >
          {isEmpty && <p className="time-chart-empty">{t("nothing")}</p>}
          <ResponsiveContainer
            width="100%"
            height={height}
            initialDimension={{ width: 336, height }}
          >
            <ComposedChart data={rows as ChartRow[]} margin={margin} accessibilityLayer={false}>
              {isStacked && <Hatching id={hatchId} />}
              <CartesianGrid vertical={false} stroke="var(--line)" />
              <XAxis
                dataKey="at"
                type="number"
                domain={[start, end]}
                allowDataOverflow
                ticks={ticks}
                tickFormatter={(at: number) => agoText(t, end - at)}
                tick={tick}
                tickLine={false}
                axisLine={{ stroke: "var(--line-strong)" }}
                height={18}
                interval={0}
              />
              <YAxis
                width={34}
                tickCount={4}
                domain={isEmpty ? emptyDomain : filledDomain}
                allowDecimals={false}
                tickFormatter={isEmpty ? noText : formatValue}
                tick={tick}
                tickLine={false}
                axisLine={false}
              />
              <Tooltip
                isAnimationActive={false}
                cursor={{ stroke: "var(--line-strong)" }}
                content={
                  <ChartTooltip
                    series={series}
                    unit={unit}
                    formatValue={formatValue}
                    isStacked={isStacked}
                  />
                }
              />
              {markers
                .filter(({ at }) => at >= start && at <= end)
                .map((marker) => (
                  <ReferenceLine
                    key={`${marker.at} ${marker.colour}`}
                    x={marker.at}
                    stroke={marker.colour}
                    strokeDasharray="2 2"
                    label={
                      <ChartMarkerLabel marker={marker} place={(marker.at - start) / spanMs} />
                    }
                  />
                ))}
              {isStacked &&
                series.map(({ key, colour, isHatched }) => (
                  <Area
                    key={key}
                    dataKey={key}
                    stackId="answers"
                    type="linear"
                    // Without an edge: an area of nothing must not be seen.
                    stroke="none"
                    fill={isHatched ? `url(#${hatchId})` : colour}
                    fillOpacity={isHatched ? 1 : 0.72}
                    dot={false}
                    activeDot={false}
                    connectNulls={false}
                    isAnimationActive={false}
                  />
                ))}
              {lines.map(({ key, colour, dash, width = 1.5 }) => (
                <Line
                  key={key}
                  dataKey={key}
                  stroke={colour}
                  strokeWidth={width}
                  {...(dash === undefined ? {} : { strokeDasharray: dash })}
                  dot={false}
                  activeDot={false}
                  connectNulls={false}
                  isAnimationActive={false}
                />
              ))}
            </ComposedChart>
          </ResponsiveContainer>
        </div>
      )}
    </section>
  );
}

const noText = () => "";

/** Letters of a legend that stand beside a title in the inspector's width. */
const roomBesideTitle = 12;
const legendLength = (series: readonly ChartSeries[]): number =>
  series.reduce((sum, { label }) => sum + label.length, 0);

function agoText(t: Text<"charts">, elapsedMs: number): string {
  if (elapsedMs === 0) return t("now");
  return elapsedMs % 60_000 === 0
    ? t("minutesAgo", { minutes: elapsedMs / 60_000 })
    : t("secondsAgo", { seconds: elapsedMs / 1_000 });
}

function valueText(
  value: number | null | undefined,
  unit: string,
  formatValue: (value: number) => string,
  none: string,
): string {
  if (value === null || value === undefined) return none;
  return unit === "" ? formatValue(value) : `${formatValue(value)} ${unit}`;
}
