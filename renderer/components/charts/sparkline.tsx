// The last minute of one number as a line. Plain SVG, one path: cheap enough for a hundred rows once a second.
import { sparklinePath } from "./sparkline-path.ts";
import "./charts.css";

export interface SparklineProps {
  /** Oldest first; NaN leaves a gap. */
  readonly values: ArrayLike<number>;
  readonly width?: number;
  readonly height?: number;
  readonly colour?: string;
  /** Points the whole width stands for: a series that just began starts at the right. */
  readonly length?: number;
  /** Top of the scale; by default the largest value shown. */
  readonly max?: number;
  readonly isFilled?: boolean;
  /** Accessible name; without it the drawing is decoration beside its number. */
  readonly label?: string;
}

export function Sparkline({
  values,
  width = 96,
  height = 24,
  colour = "var(--ink-3)",
  length = 60,
  max,
  isFilled = true,
  label,
}: SparklineProps) {
  const { line, area } = sparklinePath(values, { width, height, length, max });
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: decoration beside its number unless it is given a name.
    <svg
      {...(label === undefined ? {} : { role: "img" })}
      aria-hidden={label === undefined}
      className="sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      {label !== undefined && <title>{label}</title>}
      <line className="sparkline-base" x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} />
      {isFilled && <path d={area} fill={colour} opacity="0.14" />}
      <path d={line} fill="none" stroke={colour} strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  );
}
