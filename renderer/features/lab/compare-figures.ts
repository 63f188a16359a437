// The tail of one side so far, for a sentence that does not jump each second. Pure.

import type { ScenarioRun } from "../../../balancer-core/contract/scenario-status.ts";

/** The median of the p99 of its seconds; null before the first answer. Percentiles of seconds cannot be joined into one. */
export function middleTail({ points }: Pick<ScenarioRun, "points">, arm: number): number | null {
  const tails = points
    .map((point) => point.arms[arm]?.p99Ms ?? null)
    .filter((tail) => tail !== null)
    .sort((left, right) => left - right);
  return tails[Math.floor((tails.length - 1) / 2)] ?? null;
}
