// Faults a simulated server can have for a while: not configuration, so that no file keeps them and each heals by itself.
import { z } from "zod";

/** Kinds, with what each does to a server. The last four only make sense where there are requests and answers. */
export const faultKinds = [
  "hang",
  "reset",
  "slow",
  "crash",
  "errors",
  "slow-body",
  "truncated-body",
  "sick",
] as const;

export const faultKindSchema = z.enum(faultKinds);
export type FaultKind = z.output<typeof faultKindSchema>;

/** Faults that a server of protocol `tcp` can have too. */
export const tcpFaultKinds: readonly FaultKind[] = ["hang", "reset", "slow", "crash"];

/** Work takes this many times as long while a server is `slow`. */
export const slowFactor = 10;
/** A slow body takes this long from its first byte to its last. */
export const slowBodyMs = 5_000;
export const longestFaultMs = 600_000;

export const faultStatusSchema = z.strictObject({
  kind: faultKindSchema,
  /** Share of requests it strikes. */
  share: z.number().min(0).max(1),
  startedAt: z.iso.datetime(),
  healsAt: z.iso.datetime(),
});
export type FaultStatus = z.output<typeof faultStatusSchema>;
