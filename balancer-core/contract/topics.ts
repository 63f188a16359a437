// What the host tells without being asked. A subscriber gets the current value first where there is one, then changes.
// Together at most ten messages a second: snapshots four, the others once a second or as they happen, batched.
import { z } from "zod";
import { authorSchema } from "./config-history.ts";
import { flowSchema } from "./flow.ts";
import { labStatusSchema } from "./lab-status.ts";
import { eventSchema, requestRecordSchema } from "./records.ts";
import { seriesPointSchema, snapshotSchema } from "./snapshot.ts";

export const topics = {
  /** Four times a second. */
  "snapshot.changed": snapshotSchema,
  /** Once a second: the second just over, for every server, as `pool/server`. */
  "series.changed": z.strictObject({ points: z.record(z.string(), seriesPointSchema) }),
  /** At most twice a second: what was appended. The first message holds the latest 200. */
  "events.changed": z.strictObject({ events: z.array(eventSchema) }),
  /**
   * At most twice a second while requests finish, oldest first, at most 250 a message. The first message holds the latest.
   * `missed` finished too but are not sent; those that failed or were retried go before others.
   */
  "requests.changed": z.strictObject({
    requests: z.array(requestRecordSchema),
    missed: z.number().int().nonnegative(),
  }),
  /** At most twice a second while requests finish: which way a few of them went, evenly sampled. */
  "flow.changed": flowSchema,
  /** After each applied change. */
  "config.changed": z.strictObject({
    revision: z.number().int(),
    author: authorSchema,
    /** What changed, one sentence each: `server "s2" of pool "app": weight 1 → 3`. */
    changes: z.array(z.string()),
    canUndo: z.boolean(),
    canRedo: z.boolean(),
  }),
  /** Once a second while something runs, and at each change. */
  "lab.changed": labStatusSchema,
} as const satisfies Record<string, z.ZodType>;

export type TopicTable = typeof topics;
export type TopicName = keyof TopicTable;
export type TopicPayload<T extends TopicName> = z.output<TopicTable[T]>;
export const topicNames = Object.keys(topics) as readonly TopicName[];

export function isTopicName(value: unknown): value is TopicName {
  return typeof value === "string" && Object.hasOwn(topics, value);
}
