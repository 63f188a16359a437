// The small parts of a time chart: legend with the latest values, what a pointer reads off, the word on a marker.
import { formatClock, noValue } from "../../lib/format.ts";
import type { ChartMarker, ChartRow, ChartSeries } from "./time-chart-data.ts";

export function Legend({
  series,
  last,
  formatValue,
}: {
  readonly series: readonly ChartSeries[];
  readonly last: ChartRow | undefined;
  readonly formatValue: (value: number) => string;
}) {
  return (
    <ul className="time-chart-legend">
      {series.map(({ key, label, colour, dash, width }) => {
        const value = last?.[key] ?? null;
        return (
          <li key={key}>
            <LineSample colour={colour} dash={dash} width={width} />
            {label}
            <span className="figures time-chart-value">
              {value === null ? noValue : formatValue(value)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

export function LineSample({
  colour,
  dash,
  width = 1.5,
}: {
  readonly colour: string;
  readonly dash?: string | undefined;
  readonly width?: number | undefined;
}) {
  return (
    <svg width="14" height="8" viewBox="0 0 14 8" aria-hidden="true">
      <path d="M0 4h14" stroke={colour} strokeWidth={width + 0.25} strokeDasharray={dash} />
    </svg>
  );
}

/** Recharts hands in `active` and `payload` when it draws the tooltip. */
export function ChartTooltip({
  series,
  unit,
  formatValue,
  active,
  payload,
}: {
  readonly series: readonly ChartSeries[];
  readonly unit: string;
  readonly formatValue: (value: number) => string;
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: ChartRow }[];
}) {
  const row = payload?.[0]?.payload;
  if (active !== true || !row) return null;
  return (
    <div className="time-chart-tooltip">
      <p className="figures">{formatClock(row.at)}</p>
      {series.map(({ key, label, colour, dash, width }) => (
        <p key={key}>
          <LineSample colour={colour} dash={dash} width={width} />
          {label}
          <span className="figures">
            {typeof row[key] === "number" ? `${formatValue(row[key])} ${unit}` : noValue}
          </span>
        </p>
      ))}
    </div>
  );
}

/** Recharts hands in `viewBox`, whose x is the line's place. Near an edge the word grows inwards. */
export function ChartMarkerLabel({
  marker,
  place,
  viewBox,
}: {
  readonly marker: ChartMarker;
  /** From 0, the left edge, to 1. */
  readonly place: number;
  readonly viewBox?: { readonly x?: number; readonly y?: number };
}) {
  if (marker.label === "") return null;
  return (
    <text
      x={viewBox?.x ?? 0}
      y={(viewBox?.y ?? 0) - 4}
      textAnchor={place > 0.9 ? "end" : place < 0.1 ? "start" : "middle"}
      fontSize="10.5"
      fill={marker.colour}
    >
      {marker.label}
    </text>
  );
}
