// What a scenario is: the stage it wants, its steps in time, and how it reads what was measured.

import type { z } from "zod";
import type { labServerSchema, trafficSchema } from "../../contract/config-lab.ts";
import type { listenerSchema } from "../../contract/config-listener.ts";
import type { poolSchema } from "../../contract/config-pool.ts";
import type { FaultKind } from "../../contract/lab-faults.ts";
import type { ScenarioChange, ScenarioPhase } from "../../contract/scenario-status.ts";
import type {
  FindingId,
  FindingValues,
  ScenarioId,
  ScenarioStepId,
} from "../../contract/scenario-texts.ts";

/** Entries that are added to the configuration; every id begins with `lab-`, or is a server within such a pool. */
export interface StageDocument {
  readonly listeners: readonly z.input<typeof listenerSchema>[];
  readonly pools: readonly z.input<typeof poolSchema>[];
  readonly servers: readonly z.input<typeof labServerSchema>[];
  readonly traffic: readonly z.input<typeof trafficSchema>[];
}

/** What a step may do to its stage. */
export interface StageHands {
  fault(server: string, kind: FaultKind, forMs: number, share?: number): Promise<void>;
  heal(server: string): Promise<void>;
  updatePool(pool: string, changes: Readonly<Record<string, unknown>>): Promise<void>;
  updateServer(
    pool: string,
    server: string,
    changes: Readonly<Record<string, unknown>>,
  ): Promise<void>;
}

export interface ScenarioStep {
  readonly id: ScenarioStepId;
  readonly atMs: number;
  /** Left out of its measure: what the step before left in queues ends here. */
  readonly settleMs?: number;
  readonly act?: (hands: StageHands) => Promise<void>;
}

export interface Seen {
  readonly phases: readonly ScenarioPhase[];
  readonly changes: readonly ScenarioChange[];
  readonly algorithms: readonly string[];
}

/** One with a value that could not be measured is left out. */
export interface Found {
  readonly id: FindingId;
  readonly values: Readonly<Record<string, FindingValues[string] | null | undefined>>;
}

export interface Scenario {
  readonly id: ScenarioId;
  readonly lengthMs: number;
  /** Ports it needs for simulated servers. */
  readonly ports: number;
  stage(addresses: readonly string[], algorithms: readonly string[]): StageDocument;
  readonly steps: readonly ScenarioStep[];
  read(seen: Seen): Found[];
}

/** Everything a scenario adds is named so, and is removed at its end. */
export const labPrefix = "lab-";
