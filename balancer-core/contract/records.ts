// What is remembered: events (what changed, what failed) and finished requests with their attempts and decision.
import { z } from "zod";
import { errorCodes } from "./error-codes.ts";

const time = z.iso.datetime();
const count = z.number().int().nonnegative();
const milliseconds = z.number().nonnegative();

export const eventKindSchema = z.enum(["server-state", "config", "listener", "lifecycle", "lab"]);

export const eventSchema = z.strictObject({
  /** Grows by one; a gap tells a reader what it missed. */
  seq: count,
  at: time,
  kind: eventKindSchema,
  level: z.enum(["info", "warning", "error"]),
  /** One sentence with names and values. */
  message: z.string(),
  listener: z.string().optional(),
  pool: z.string().optional(),
  server: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  reason: z.string().optional(),
  /** Who caused it, for configuration changes: file, api, console, core. */
  author: z.string().optional(),
});
export type BalancerEvent = z.output<typeof eventSchema>;

export const decisionSchema = z.strictObject({
  algorithm: z.string(),
  /** What the scores are; null where none are compared. */
  score: z
    .strictObject({
      /** Over `active`, `weight` and `latency`, as in `(active + 1) / weight`. */
      formula: z.string(),
      unit: z.string(),
      wins: z.enum(["lowest", "highest"]),
    })
    .nullable(),
  /** Everyone who could have been chosen; of a large pool the first hundred, those drawn and the chosen one. */
  candidates: z.array(
    z.strictObject({
      server: z.string(),
      /** Null when the algorithm did not compare it. */
      score: z.number().nullable(),
      /** Requests in flight before this one. */
      active: count,
      /** After slow start. */
      weight: z.number().nonnegative(),
      /** What the algorithm believes of it; null when it does not look or does not know. */
      latencyMs: milliseconds.nullable(),
    }),
  ),
  /** Everyone who could not, and why. */
  excluded: z.array(z.strictObject({ server: z.string(), reason: z.string() })),
  chosen: z.string().nullable(),
  /** What told the chosen one from others of the same score; null when nobody had it. */
  tieBreak: z.string().nullable(),
  /** Those among whom chance let the algorithm choose, in the order drawn; null where all are compared. */
  drawn: z.array(z.string()).nullable(),
  hash: z
    .strictObject({
      /** As in the configuration; `source-ip` also when the request had no such part. */
      part: z.string(),
      /** The beginning only, where it may be a secret. */
      key: z.string(),
      value: count,
      /** The place the hash means, out of `of`. */
      position: count,
      of: count,
      /** Places passed over, because their servers could not be had. */
      steps: count,
    })
    .nullable(),
  sticky: z.enum(["none", "hit", "miss"]),
});
export type Decision = z.output<typeof decisionSchema>;

export const attemptSchema = z.strictObject({
  server: z.string(),
  /** When it began, counted from the request's first byte; waiting for a server and pauses lie before it. */
  startMs: milliseconds.optional(),
  /** Pause before it by `retries.backoff`; absent for the first. */
  backoffMs: milliseconds.optional(),
  /** `null` when an idle connection was used. */
  connectMs: milliseconds.nullable(),
  /** From the request written to the first byte of the answer; null when none came. */
  waitMs: milliseconds.nullable(),
  totalMs: milliseconds,
  /** `answered`, or the error code that ended it, with the reason in brackets where TLS with the server failed. */
  outcome: z.string(),
});
export type Attempt = z.output<typeof attemptSchema>;

export const requestRecordSchema = z.strictObject({
  id: z.string(),
  at: time,
  listener: z.string(),
  pool: z.string().nullable(),
  /** Server that answered, or the last one tried. */
  server: z.string().nullable(),
  client: z.string(),
  method: z.string(),
  target: z.string(),
  host: z.string(),
  status: count,
  /** Code of the answer we made ourselves, or of what cut the answer short. */
  error: z.enum(errorCodes).nullable(),
  bytesIn: count,
  bytesOut: count,
  queueMs: milliseconds,
  totalMs: milliseconds,
  attempts: z.array(attemptSchema),
  sticky: z.enum(["none", "hit", "miss"]),
  decision: decisionSchema.nullable(),
  /** The trace it belongs to; absent when tracing was off. */
  traceId: z.string().optional(),
});
export type RequestRecord = z.output<typeof requestRecordSchema>;
