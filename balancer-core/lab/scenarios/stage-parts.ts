// The parts that stages of scenarios are made of: three servers behind a listener, with traffic that is the same every time.
import type { z } from "zod";
import type { latencySchema } from "../../contract/config-lab.ts";
import type { ArmMeasure, ScenarioPhase } from "../../contract/scenario-status.ts";
import { labPrefix, type StageDocument } from "./scenario.ts";

type Latency = z.input<typeof latencySchema>;
type Pool = StageDocument["pools"][number];
type Traffic = StageDocument["traffic"][number];

export interface Arm {
  /** The pool is `lab-<name>`, and so are listener and traffic. */
  readonly name: string;
  readonly addresses: readonly string[];
  readonly latencies: readonly Latency[];
  readonly concurrency?: number;
  readonly pool?: Partial<Pool>;
  readonly traffic:
    | Omit<Extract<Traffic, { mode: "open" }>, "id" | "target">
    | Omit<Extract<Traffic, { mode: "closed" }>, "id" | "target">;
}

const serverNames = ["a", "b", "c", "d"];

/** Checks are quick, so that a scenario need not be long. */
const health = {
  type: "http",
  path: "/health",
  interval: "500ms",
  fastInterval: "250ms",
  timeout: "1s",
} as const;

export function armStage({
  name,
  addresses,
  latencies,
  concurrency = 8,
  pool,
  traffic,
}: Arm): StageDocument {
  const id = `${labPrefix}${name}`;
  return {
    listeners: [{ id, protocol: "http", bind: "127.0.0.1:0", pool: id }],
    pools: [
      {
        id,
        health,
        ...pool,
        servers: addresses.map((address, index) => ({
          id: serverNames[index] ?? `s${index}`,
          address,
        })),
      },
    ],
    servers: addresses.map((bind, index) => ({
      id: `${id}-${serverNames[index] ?? index}`,
      bind,
      concurrency,
      latency: latencies[index % latencies.length] ?? steady(10),
      // The same for every arm, so that arms differ in nothing but what is compared.
      seed: index + 1,
    })),
    traffic: [{ ...traffic, id, target: id }],
  };
}

export function joinStages(...stages: readonly StageDocument[]): StageDocument {
  return {
    listeners: stages.flatMap(({ listeners }) => listeners),
    pools: stages.flatMap(({ pools }) => pools),
    servers: stages.flatMap(({ servers }) => servers),
    traffic: stages.flatMap(({ traffic }) => traffic),
  };
}

/** As real servers are: most answers near the median, a few far above. */
export const steady = (medianMs: number): Latency => ({
  distribution: "lognormal",
  median: `${medianMs}ms`,
  p99: `${medianMs * 3}ms`,
});

export function armOf(
  phases: readonly ScenarioPhase[],
  step: string,
  arm = 0,
): ArmMeasure | undefined {
  return phases.find((phase) => phase.step === step)?.arms[arm];
}

export function shareOf(arm: ArmMeasure | undefined, server: string): number | undefined {
  if (!arm) return undefined;
  const total = attemptsOf(arm);
  const own = arm.servers.find(({ id }) => id === server)?.requests ?? 0;
  return total > 0 ? (100 * own) / total : undefined;
}

export function busiestShareOf(arm: ArmMeasure | undefined): number | undefined {
  const shares = arm?.servers.map(({ id }) => shareOf(arm, id) ?? 0) ?? [];
  return shares.some((share) => share > 0) ? Math.max(...shares) : undefined;
}

/** Requests that reached servers, retries too. */
export function attemptsOf(arm: ArmMeasure): number {
  return arm.servers.reduce((sum, { requests }) => sum + requests, 0);
}
