// What is wrong with a configuration: one row per problem, all of them at once.
import { z } from "zod";

export const problemSchema = z.strictObject({
  /** Dotted path, `pools.0.servers.1.weight`; empty for the document itself. */
  path: z.string(),
  /** 1-based place in the text; absent when the configuration came as JSON over the API. */
  line: z.number().int().positive().optional(),
  column: z.number().int().positive().optional(),
  /** The offending value as text, shortened to 80 characters. */
  value: z.string().optional(),
  /** What is expected, or what is wrong, naming the object. */
  message: z.string(),
  code: z.literal("INVALID_CONFIG"),
});
export type Problem = z.output<typeof problemSchema>;
