// Latency as the configuration writes it: the parameters of each distribution, and how to get from one to another without
// starting over.

import type { z } from "zod";
import type { latencySchema } from "../../../balancer-core/contract/config-lab.ts";
import { formatDuration, tryDuration } from "../../../balancer-core/contract/units.ts";
import { textOf } from "../../i18n/i18n.ts";

export type LatencyDocument = z.input<typeof latencySchema>;
export type Distribution = LatencyDocument["distribution"];

export const defaultLatency: LatencyDocument = {
  distribution: "lognormal",
  median: "20ms",
  p99: "80ms",
};

/** Parameters by distribution; their names are keys of the catalogue. */
export const latencyParameters = {
  constant: ["value"],
  uniform: ["min", "max"],
  exponential: ["mean"],
  lognormal: ["median", "p99"],
} as const satisfies Readonly<Record<Distribution, readonly string[]>>;

export const distributions = [
  "lognormal",
  "exponential",
  "uniform",
  "constant",
] as const satisfies readonly Distribution[];

export function parameterOf(latency: LatencyDocument, key: string): string {
  return (latency as Readonly<Record<string, string>>)[key] ?? "";
}

/** Keeps the middle of the old distribution, so that the server stays about as fast. */
export function switchDistribution(latency: LatencyDocument, to: Distribution): LatencyDocument {
  const middleMs = middleOf(latency);
  const text = (factor: number) => formatDuration(Math.max(1, Math.round(middleMs * factor)));
  switch (to) {
    case "constant":
      return { distribution: to, value: text(1) };
    case "uniform":
      return { distribution: to, min: text(0.5), max: text(1.5) };
    case "exponential":
      return { distribution: to, mean: text(1) };
    case "lognormal":
      return { distribution: to, median: text(1), p99: text(4) };
  }
}

function middleOf(latency: LatencyDocument): number {
  const read = (text: string) => tryDuration(text) ?? 20;
  switch (latency.distribution) {
    case "constant":
      return read(latency.value);
    case "uniform":
      return (read(latency.min) + read(latency.max)) / 2;
    case "exponential":
      return read(latency.mean);
    case "lognormal":
      return read(latency.median);
  }
}

/** What is wrong with one parameter, in a sentence; `undefined` when nothing is. */
export function parameterProblem(latency: LatencyDocument, key: string): string | undefined {
  const t = textOf("lab");
  if (tryDuration(parameterOf(latency, key)) === undefined) return t("wrongDuration");
  if (latency.distribution === "uniform" && key === "max" && !isOrdered(latency.min, latency.max))
    return t("wrongMax");
  if (
    latency.distribution === "lognormal" &&
    key === "p99" &&
    !isOrdered(latency.median, latency.p99)
  )
    return t("wrongP99");
  return undefined;
}

function isOrdered(low: string, high: string): boolean {
  return (tryDuration(low) ?? 0) <= (tryDuration(high) ?? 0);
}
