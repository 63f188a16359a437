// The shape of a latency distribution: quantiles, and its density as points for a small drawing. Pure; the balancer's lab
// draws from the same formulas.

import { tryDuration } from "../../../balancer-core/contract/units.ts";
import { type LatencyDocument, latencyParameters } from "./latency-form.ts";

/** The 99 % quantile of the standard normal distribution. */
const normalP99 = 2.3263478740408408;
const leastMs = 0.001;
const pointCount = 96;

export interface Density {
  /** Milliseconds at the right edge. */
  readonly maxMs: number;
  /** Height from 0 to 1 at equal steps from 0 to `maxMs`. */
  readonly heights: readonly number[];
  readonly p50: number;
  readonly p99: number;
}

/** `null` while a parameter is no duration. `maxMs` gives several curves one scale, so that fast and slow can be compared. */
export function densityOf(latency: LatencyDocument, maxMs = scaleOf(latency)): Density | null {
  const shape = tryShape(latency);
  if (!shape) return null;
  const raw = Array.from({ length: pointCount }, (_, index) =>
    shape.density((index / (pointCount - 1)) * maxMs, maxMs / (pointCount - 1)),
  );
  const top = Math.max(...raw, Number.MIN_VALUE);
  return { maxMs, heights: raw.map((value) => value / top), p50: shape.p50, p99: shape.p99 };
}

/** The right edge that shows a distribution whole, in milliseconds; 0 while a parameter is no duration. */
export function scaleOf(latency: LatencyDocument): number {
  return Math.max((tryShape(latency)?.p99 ?? 0) * 1.2, leastMs);
}

function tryShape(latency: LatencyDocument): Shape | null {
  const values = latencyParameters[latency.distribution].map((key) =>
    tryDuration(String((latency as Readonly<Record<string, string>>)[key])),
  );
  const [first, second = 0] = values;
  if (first === undefined || values.includes(undefined)) return null;
  return shapeOf(latency.distribution, first, second ?? 0);
}

interface Shape {
  readonly p50: number;
  readonly p99: number;
  /** `step` is the distance between two points of the drawing. */
  readonly density: (ms: number, step: number) => number;
}

function shapeOf(
  distribution: LatencyDocument["distribution"],
  first: number,
  second: number,
): Shape {
  switch (distribution) {
    case "constant": {
      // A needle, as wide as one step of the drawing.
      const density = (ms: number, step: number) => (Math.abs(ms - first) <= step / 1.99 ? 1 : 0);
      return { p50: first, p99: first, density };
    }
    case "uniform": {
      const at = (share: number) => first + (second - first) * share;
      const density = (ms: number) => (ms >= first && ms <= second ? 1 : 0);
      return { p50: at(0.5), p99: at(0.99), density };
    }
    case "exponential": {
      const mean = Math.max(first, leastMs);
      const density = (ms: number) => Math.exp(-ms / mean);
      return { p50: mean * Math.LN2, p99: mean * Math.log(100), density };
    }
    case "lognormal": {
      const mu = Math.log(Math.max(first, leastMs));
      const sigma = Math.max((Math.log(Math.max(second, leastMs)) - mu) / normalP99, 0.01);
      const density = (ms: number) =>
        ms <= 0 ? 0 : Math.exp(-((Math.log(ms) - mu) ** 2) / (2 * sigma * sigma)) / ms;
      return { p50: first, p99: second, density };
    }
  }
}
