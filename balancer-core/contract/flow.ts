// Which way finished requests went, a few of them, for a picture that moves: no more than is needed to draw a dot.
import { z } from "zod";

export const flowDotSchema = z.strictObject({
  listener: z.string(),
  /** Null where no route led anywhere. */
  pool: z.string().nullable(),
  /** Servers in the order tried; all but the last failed. Empty where the balancer answered by itself. */
  tried: z.array(z.string()),
  /** It ended in an error, of the last server or of the balancer's own. */
  isFailed: z.boolean(),
  /** How long before this message it was finished. */
  agoMs: z.number().nonnegative(),
});
export type FlowDot = z.output<typeof flowDotSchema>;

export const flowSchema = z.strictObject({
  /** Oldest first. */
  dots: z.array(flowDotSchema),
  /** Requests that one dot stands for, a failed one and any other. */
  failedEach: z.number().min(1),
  otherEach: z.number().min(1),
});
export type Flow = z.output<typeof flowSchema>;
