// The lines of a scenario's chart and the arithmetic of its axes. Pure.

import type { ScenarioRun } from "../../../balancer-core/contract/scenario-status.ts";

export interface ChartLine {
  readonly label: string;
  readonly colour: string;
  readonly dash?: string;
  readonly values: readonly (number | null)[];
}

const [blue, orange, rose] = ["var(--series-1)", "var(--series-2)", "var(--series-4)"];

/** Two sides by their p99; one pool by its median and its tail. */
export function linesOf({ arms, points }: ScenarioRun): ChartLine[] {
  const of = (arm: number, key: "p50Ms" | "p99Ms") =>
    points.map((point) => point.arms[arm]?.[key] ?? null);
  const [left, right] = arms;
  if (left && right) {
    // The same algorithm twice still is two lines.
    const isSame = left.algorithm === right.algorithm;
    return [
      { label: `p99 ${left.algorithm}`, colour: blue, values: of(0, "p99Ms") },
      {
        label: `p99 ${right.algorithm}${isSame ? " (2)" : ""}`,
        colour: orange,
        dash: "5 2",
        values: of(1, "p99Ms"),
      },
    ];
  }
  return [
    { label: "p50", colour: blue, values: of(0, "p50Ms") },
    { label: "p99", colour: rose, dash: "5 2", values: of(0, "p99Ms") },
  ];
}

/** The next 1, 2 or 5 times a power of ten. */
export function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

/** Moments that the time axis names: five at most, whole seconds, the end among them where it fits. */
export function timesOf(lengthMs: number): readonly number[] {
  const steps = [1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000];
  const step = steps.find((each) => lengthMs / each <= 5) ?? lengthMs;
  return Array.from({ length: Math.floor(lengthMs / step) + 1 }, (_, index) => index * step);
}

/** A path through points, broken where one is missing; a lonely one is a short stroke. */
export function pathOf(
  points: readonly ({ readonly x: number; readonly y: number } | null)[],
): string {
  let path = "";
  let isPen = false;
  for (const point of points) {
    if (point === null) isPen = false;
    else {
      const place = `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
      path += isPen ? `L${place}` : `M${place}h0.5M${place}`;
      isPen = true;
    }
  }
  return path;
}
