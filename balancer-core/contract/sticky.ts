// What can be seen of a pool's stickiness: how lookups went, and who belongs where when the balancer remembers it.
import { z } from "zod";

const count = z.number().int().nonnegative();

export const stickySessionSchema = z.strictObject({
  /** Client's address or the header's value; the digest of one that is longer than 128 characters. */
  key: z.string(),
  server: z.string(),
  ageMs: z.number().nonnegative(),
  expiresAt: z.iso.datetime(),
  /** Requests it led to its server, without the one that made it. */
  hits: count,
});

export const stickyListSchema = z.strictObject({
  type: z.enum(["none", "cookie", "source-ip", "header"]),
  /** One for each attempt to find a server: `new` brought nothing, `unavailable` could not have its own. */
  lookups: z.strictObject({
    hit: count,
    new: count,
    expired: count,
    invalid: count,
    unavailable: count,
  }),
  /** Sessions remembered; 0 for cookies, which clients carry. */
  size: count,
  /** Sessions that had to make room for others. */
  evicted: count,
  sessions: z.array(stickySessionSchema),
});
export type StickyList = z.output<typeof stickyListSchema>;
