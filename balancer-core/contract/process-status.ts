// How the process that balances is doing, and what its records take: what an operator looks at before blaming a server.
import { z } from "zod";

const count = z.number().int().nonnegative();
const bytes = count;
const milliseconds = z.number().nonnegative();

/** A bounded memory: how much of it is used, and about how many bytes that takes. */
export const recordUsageSchema = z.strictObject({
  held: count,
  capacity: count,
  approximateBytes: bytes,
});
export type RecordUsage = z.output<typeof recordUsageSchema>;

export const processStatusSchema = z.strictObject({
  pid: count,
  nodeVersion: z.string(),
  platform: z.string(),
  uptimeMs: milliseconds,
  /** User and system time since the process started. */
  cpuMs: milliseconds,
  memory: z.strictObject({
    residentBytes: bytes,
    heapUsedBytes: bytes,
    heapTotalBytes: bytes,
    externalBytes: bytes,
  }),
  /** Delay of the event loop within the last minute: what everything waits for beside its own work. */
  eventLoop: z.strictObject({
    meanMs: milliseconds,
    p99Ms: milliseconds,
    maxMs: milliseconds,
  }),
  log: z.strictObject({
    file: z.string(),
    /** Lines dropped since the start. */
    droppedLines: count,
    waitingBytes: bytes,
    isFailing: z.boolean(),
  }),
  recordsBudget: z.strictObject({
    requests: recordUsageSchema,
    events: recordUsageSchema,
    /** Seconds kept of all servers together. */
    seconds: recordUsageSchema,
  }),
});
export type ProcessStatus = z.output<typeof processStatusSchema>;
