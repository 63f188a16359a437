// The shapes a time chart draws, and the arithmetic of its axis. Pure.

/** One moment; a missing or null value leaves a gap in its line. */
export interface ChartRow {
  readonly at: number;
  readonly [series: string]: number | null;
}

export interface ChartSeries {
  readonly key: string;
  readonly label: string;
  /** A custom property of styles/tokens.css. */
  readonly colour: string;
  /** Tells lines apart without colour. */
  readonly dash?: string;
  readonly width?: number;
  /** Tells an area apart without colour. */
  readonly isHatched?: boolean;
}

/** Something that happened, as a vertical line. */
export interface ChartMarker {
  readonly at: number;
  /** One short word; empty where another chart beside it says it. */
  readonly label: string;
  readonly colour: string;
}

/** A tick each minute, counted back from the newest second so that the labels stand still. */
export function timeTicks(end: number, spanMs: number): number[] {
  const minutes = Math.floor(spanMs / 60_000);
  return Array.from({ length: minutes + 1 }, (_, index) => end - (minutes - index) * 60_000);
}

/** The rows a table shows: newest first, at most `length`, without those in which none of the series has a value. */
export function newestFirst(
  rows: readonly ChartRow[],
  series: readonly Pick<ChartSeries, "key">[],
  length: number,
): ChartRow[] {
  return rows
    .filter((row) => series.some(({ key }) => typeof row[key] === "number"))
    .slice(-length)
    .reverse();
}
