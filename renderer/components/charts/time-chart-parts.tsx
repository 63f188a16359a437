// The small parts of a time chart: legend with the latest values, what a pointer reads off, the word on a marker.
import { formatClock, noValue } from "../../lib/format.ts";
import type { ChartMarker, ChartRow, ChartSeries } from "./time-chart-data.ts";

export function Legend({
  series,
  last,
  formatValue,
  isStacked,
}: {
  readonly series: readonly ChartSeries[];
  readonly last: ChartRow | undefined;
  readonly formatValue: (value: number) => string;
  readonly isStacked: boolean;
}) {
  return (
    <ul className="time-chart-legend">
      {series.map((each) => {
        const { key, label } = each;
        const value = last?.[key] ?? null;
        return (
          <li key={key}>
            {isStacked ? <AreaSample series={each} /> : <LineSample series={each} />}
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

function LineSample({ series: { colour, dash, width = 1.5 } }: { readonly series: ChartSeries }) {
  return (
    <svg width="14" height="8" viewBox="0 0 14 8" aria-hidden="true">
      <path d="M0 4h14" stroke={colour} strokeWidth={width + 0.25} strokeDasharray={dash} />
    </svg>
  );
}

function AreaSample({ series: { colour, isHatched } }: { readonly series: ChartSeries }) {
  return (
    <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
      <rect width="8" height="8" fill={colour} fillOpacity={isHatched ? 0 : 0.72} />
      {isHatched && <path d="M0 5 5 0M3 8 8 3" stroke={colour} />}
    </svg>
  );
}

/** The filling of areas that are told apart without colour. */
export function Hatching({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern
        id={id}
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="5" height="5" fill="var(--surface)" />
        <path d="M0 0v5" stroke="var(--series-8)" strokeWidth="2" />
      </pattern>
    </defs>
  );
}

/** Recharts hands in `active` and `payload` when it draws the tooltip. */
export function ChartTooltip({
  series,
  unit,
  formatValue,
  isStacked,
  active,
  payload,
}: {
  readonly series: readonly ChartSeries[];
  readonly unit: string;
  readonly formatValue: (value: number) => string;
  readonly isStacked: boolean;
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: ChartRow }[];
}) {
  const row = payload?.[0]?.payload;
  if (active !== true || !row) return null;
  return (
    <div className="time-chart-tooltip">
      <p className="figures">{formatClock(row.at)}</p>
      {(isStacked ? series.toReversed() : series).map((each) => {
        const value = row[each.key];
        return (
          <p key={each.key}>
            {isStacked ? <AreaSample series={each} /> : <LineSample series={each} />}
            {each.label}
            <span className="figures">
              {typeof value === "number" ? `${formatValue(value)} ${unit}` : noValue}
            </span>
          </p>
        );
      })}
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
