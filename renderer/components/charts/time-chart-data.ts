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

/** What the axis may stand for: a chart of something that just began is not an empty one with a line at its edge. */
const spansMs = [60_000, 120_000, 300_000] as const;
export const longestSpanMs = 300_000;

/** The shortest that shows all there is, so that all charts of one history have the same. */
export function spanOf(rows: readonly Pick<ChartRow, "at">[]): number {
  const age = (rows.at(-1)?.at ?? 0) - (rows[0]?.at ?? 0);
  return spansMs.find((spanMs) => age <= spanMs) ?? longestSpanMs;
}

/** A tick each minute, of a single minute four, counted back from the newest second so that the labels stand still. */
export function timeTicks(end: number, spanMs: number): number[] {
  const stepMs = spanMs > 60_000 ? 60_000 : 15_000;
  const steps = Math.floor(spanMs / stepMs);
  return Array.from({ length: steps + 1 }, (_, index) => end - (steps - index) * stepMs);
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
