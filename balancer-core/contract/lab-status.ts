// What the lab is doing now: simulated servers with their knobs, generators with their own measured latency.
import { z } from "zod";
import type { labServerSchema, trafficSchema } from "./config-lab.ts";
import { faultStatusSchema } from "./lab-faults.ts";
import { scenarioRunSchema } from "./scenario-status.ts";
import { latencySummarySchema } from "./snapshot.ts";

const count = z.number().int().nonnegative();
const rate = z.number().nonnegative();

/** Knobs as documents write them, so that a form can send them back unchanged. */
export const labServerStatusSchema = z.strictObject({
  config: z.custom<z.input<typeof labServerSchema>>(
    (value) => typeof value === "object" && value !== null,
  ),
  address: z.string(),
  state: z.enum(["running", "stopped", "failed"]),
  error: z.string().nullable(),
  active: count,
  waiting: count,
  totalRequests: count,
  /** Faults it has now; they heal by themselves. */
  faults: z.array(faultStatusSchema),
});
export type LabServerStatus = z.output<typeof labServerStatusSchema>;

export const trafficStatusSchema = z.strictObject({
  config: z.custom<z.input<typeof trafficSchema>>(
    (value) => typeof value === "object" && value !== null,
  ),
  running: z.boolean(),
  /** Why it cannot run, for example that its listener is not listening. */
  error: z.string().nullable(),
  sent: count,
  succeeded: count,
  /** Answers of 5xx and requests without an answer. */
  failed: count,
  inFlight: count,
  /** Arrivals not sent because too many were in flight. */
  dropped: count,
  requestRate: rate,
  latencyMs: latencySummarySchema.nullable(),
});
export type TrafficStatus = z.output<typeof trafficStatusSchema>;

export const labStatusSchema = z.strictObject({
  servers: z.array(labServerStatusSchema),
  traffic: z.array(trafficStatusSchema),
  /** The scenario that plays, or played last; absent before the first. */
  scenario: scenarioRunSchema.optional(),
});
export type LabStatus = z.output<typeof labStatusSchema>;
