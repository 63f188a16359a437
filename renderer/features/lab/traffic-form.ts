// A generator's knobs as the configuration writes them, with their defaults, and what changing its mode sends.

import type { z } from "zod";
import {
  trafficHostSchema,
  type trafficSchema,
} from "../../../balancer-core/contract/config-lab.ts";
import type { MethodParams } from "../../../balancer-core/contract/methods.ts";
import { textOf } from "../../i18n/i18n.ts";

export type TrafficDocument = z.input<typeof trafficSchema>;
export type TrafficChanges = MethodParams<"traffic.update">["changes"];

export const trafficDefaults = {
  rate: 200,
  concurrency: 10,
  thinkTime: "0ms",
  clients: 50,
  path: "/",
};

export const trafficModes = ["open", "closed"] as const;

/** A closed generator has no rate, an open one no concurrency. */
export function modeChanges(mode: TrafficDocument["mode"]): TrafficChanges {
  return mode === "open"
    ? { mode, rate: trafficDefaults.rate, concurrency: null, thinkTime: null }
    : { mode, concurrency: trafficDefaults.concurrency, rate: null };
}

export function rateProblem(rate: number): string | undefined {
  return rate >= 0.1 && rate <= 20_000 ? undefined : textOf("lab")("wrongRate", { max: 20_000 });
}

/** Empty asks for none. */
export function hostProblem(host: string): string | undefined {
  const isHost = host === "" || trafficHostSchema.safeParse(host).success;
  return isHost ? undefined : textOf("lab")("wrongHost");
}

export function pathProblem(path: string): string | undefined {
  return path.startsWith("/") ? undefined : textOf("lab")("wrongPath");
}
