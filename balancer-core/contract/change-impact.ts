// What applying a configuration would do to what runs now: servers, listeners, hash keys, and what waits for the next start.
import { z } from "zod";

const count = z.number().int().nonnegative();

export const serverImpactSchema = z.strictObject({
  pool: z.string(),
  server: z.string(),
  /** `removed` and `draining` take nothing new and finish what they have; `moved` has another address. */
  effect: z.enum(["added", "removed", "draining", "maintenance", "ready", "moved"]),
  /** In flight on it now. */
  activeRequests: count,
  activeConnections: count,
});
export type ServerImpact = z.output<typeof serverImpactSchema>;

export const listenerImpactSchema = z.strictObject({
  listener: z.string(),
  /** `rebound` opens the new socket and closes the old one, whose connections finish up to `shutdown.deadline`. */
  effect: z.enum(["opened", "rebound", "closed"]),
  /** Address it listens on now, null for one that is opened. */
  from: z.string().nullable(),
  /** Address it will be bound to, null for one that is closed. */
  to: z.string().nullable(),
  /** Open on it now. */
  activeConnections: count,
});
export type ListenerImpact = z.output<typeof listenerImpactSchema>;

export const hashImpactSchema = z.strictObject({
  pool: z.string(),
  /** Keys tried with both configurations, every server that is ready taken as up. */
  sampledKeys: count,
  /** Keys of those that another server would get. */
  movedKeys: count,
});
export type HashImpact = z.output<typeof hashImpactSchema>;

export const changeImpactSchema = z.strictObject({
  servers: z.array(serverImpactSchema),
  listeners: z.array(listenerImpactSchema),
  /** Pools where a hash chooses by the same part of requests before and after, and chooses anew. */
  hashKeys: z.array(hashImpactSchema),
  /** Settings that take effect from the next start on: `console.bind`. */
  restart: z.array(z.string()),
});
export type ChangeImpact = z.output<typeof changeImpactSchema>;
