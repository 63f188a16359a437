// Past revisions of the configuration, and how the text of one differs from the present one, line by line.
import { z } from "zod";

export const authorSchema = z.enum(["file", "api", "console", "core"]);

export const revisionSchema = z.strictObject({
  revision: z.number().int().positive(),
  at: z.iso.datetime(),
  author: authorSchema,
  /** What changed, one sentence each; empty for the first revision and where only comments or layout changed. */
  changes: z.array(z.string()),
});
export type Revision = z.output<typeof revisionSchema>;

export const differenceLineSchema = z.strictObject({
  /** In both texts, only in the revision asked for (`then`), or only in the present one (`now`). */
  kind: z.enum(["same", "then", "now"]),
  text: z.string(),
});
export type DifferenceLine = z.output<typeof differenceLineSchema>;

export const differenceHunkSchema = z.strictObject({
  /** 1-based place of the first line, in the revision asked for and in the present one. */
  thenLine: z.number().int().positive(),
  nowLine: z.number().int().positive(),
  lines: z.array(differenceLineSchema),
});
export type DifferenceHunk = z.output<typeof differenceHunkSchema>;
