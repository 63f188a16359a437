// Scenarios as callers see them: what there is to play, and the one that plays or played last with all it measured.
import { z } from "zod";
import { scenarioFindings, scenarioIds, scenarioSteps } from "./scenario-texts.ts";
import { serverStateSchema } from "./snapshot.ts";

const count = z.number().int().nonnegative();
const number = z.number().nonnegative();
const keysOf = <T extends object>(table: T) => Object.keys(table) as [keyof T, ...(keyof T)[]];

export const scenarioIdSchema = z.enum(scenarioIds);
export const scenarioStepIdSchema = z.enum(keysOf(scenarioSteps));

const stepSchema = z.strictObject({
  id: scenarioStepIdSchema,
  says: z.string(),
  /** Counted from the first request. */
  atMs: count,
});

export const scenarioRowSchema = z.strictObject({
  id: scenarioIdSchema,
  title: z.string(),
  question: z.string(),
  lookFor: z.string(),
  lengthMs: count,
  steps: z.array(stepSchema),
});
export type ScenarioRow = z.output<typeof scenarioRowSchema>;

const measuredSchema = {
  sent: count,
  succeeded: count,
  failed: count,
  dropped: count,
  /** As clients saw it, from when each request was due; null without an answer. */
  p50Ms: number.nullable(),
  p95Ms: number.nullable(),
  p99Ms: number.nullable(),
};

/** What one pool did in one step, or in one second. */
export const armMeasureSchema = z.strictObject({
  pool: z.string(),
  ...measuredSchema,
  retries: count,
  servers: z.array(z.strictObject({ id: z.string(), requests: count, errors: count })),
});
export type ArmMeasure = z.output<typeof armMeasureSchema>;

export const scenarioPhaseSchema = z.strictObject({
  step: scenarioStepIdSchema,
  fromMs: count,
  toMs: count,
  arms: z.array(armMeasureSchema),
});
export type ScenarioPhase = z.output<typeof scenarioPhaseSchema>;

export const scenarioChangeSchema = z.strictObject({
  atMs: count,
  pool: z.string(),
  server: z.string(),
  to: serverStateSchema,
});
export type ScenarioChange = z.output<typeof scenarioChangeSchema>;

export const scenarioRunSchema = z.strictObject({
  id: scenarioIdSchema,
  state: z.enum(["setting-up", "running", "ended"]),
  /** `interrupted`: its stage was changed away under it. Null until it ends. */
  outcome: z.enum(["finished", "stopped", "interrupted", "failed"]).nullable(),
  /** Why it failed. */
  error: z.string().nullable(),
  startedAt: z.iso.datetime(),
  elapsedMs: count,
  lengthMs: count,
  steps: z.array(z.strictObject({ id: scenarioStepIdSchema, atMs: count })),
  /** The step that plays; null before the first. */
  step: scenarioStepIdSchema.nullable(),
  /** One pool, or two that are compared, with the algorithm each began with. */
  arms: z.array(z.strictObject({ listener: z.string(), pool: z.string(), algorithm: z.string() })),
  /** Each second: the arms in their order. */
  points: z.array(z.strictObject({ atMs: count, arms: z.array(z.strictObject(measuredSchema)) })),
  /** Steps that are over. */
  phases: z.array(scenarioPhaseSchema),
  /** Servers that changed their state. */
  changes: z.array(scenarioChangeSchema),
  /** What was measured, in sentences; empty until it is over. */
  findings: z.array(
    z.strictObject({
      id: z.enum(keysOf(scenarioFindings)),
      text: z.string(),
      values: z.record(z.string(), z.union([z.number(), z.string()])),
    }),
  ),
});
export type ScenarioRun = z.output<typeof scenarioRunSchema>;
export type ScenarioFinding = ScenarioRun["findings"][number];
