// The whole configuration: one schema for file, API, forms and reference. Cross-field rules live in balancer-core/config.
import { z } from "zod";
import { labSchema } from "./config-lab.ts";
import { listenerSchema } from "./config-listener.ts";
import { algorithmAliases, poolSchema } from "./config-pool.ts";
import { bindSchema, durationSchema, sizeSchema } from "./units.ts";

export const consoleSchema = z.strictObject({ bind: bindSchema.default("127.0.0.1:7300") });

export const logSchema = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(4_096)
    .regex(/^\P{Cc}*$/u, "expected a path without control characters")
    .default("load_balancer.log")
    .describe("Path, relative to the workspace."),
  format: z.enum(["json", "text"]).default("json"),
  maxBytes: sizeSchema.prefault("20MiB").describe("Size at which the file is rotated."),
  keep: z.number().int().min(0).max(100).default(5).describe("Rotated files kept."),
  requests: z.enum(["all", "errors", "none"]).default("all"),
});

export const configSchema = z.strictObject({
  version: z.literal(1),
  shutdown: z.strictObject({ deadline: durationSchema.prefault("10s") }).prefault({}),
  listeners: z.array(listenerSchema).max(500).default([]),
  pools: z.array(poolSchema).max(500).default([]),
  lab: labSchema.prefault({}),
  console: consoleSchema.optional(),
  log: logSchema.prefault({}),
  metrics: z.strictObject({ path: z.string().startsWith("/").default("/metrics") }).prefault({}),
  tracing: z
    .strictObject({
      otlpEndpoint: z
        .url({ protocol: /^https?$/, error: "expected an address such as http://127.0.0.1:4318" })
        .nullable()
        .default(null)
        .describe("Collector of traces by OTLP over HTTP; without a path /v1/traces is asked."),
      sampleRatio: z
        .number()
        .min(0)
        .max(1)
        .default(1)
        .describe("Share of the traces begun here that are exported."),
    })
    .prefault({}),
});

/** The configuration as people write it: durations and sizes are text, everything with a default may be absent. */
export type ConfigDocument = z.input<typeof configSchema>;
/** The configuration as the core uses it: complete, durations in milliseconds, sizes in bytes. */
export type Config = z.output<typeof configSchema>;
export type LogConfig = z.output<typeof logSchema>;

/**
 * Rewrites the short forms a document may use into the long ones: a server given as its address, an algorithm given
 * by an alias, a status to retry on given as a number. Leaves everything it does not know untouched, for the schema to judge. Never changes its argument.
 */
export function expandShorthand(document: unknown): unknown {
  if (!isRecord(document) || !Array.isArray(document.pools)) return document;
  return { ...document, pools: document.pools.map(expandPool) };
}

function expandPool(pool: unknown): unknown {
  if (!isRecord(pool)) return pool;
  const expanded: Record<string, unknown> = { ...pool };
  if (Array.isArray(pool.servers)) {
    expanded.servers = pool.servers.map((server, index) =>
      typeof server === "string" ? { id: `s${index + 1}`, address: server } : server,
    );
  }
  if (isRecord(pool.algorithm) && typeof pool.algorithm.type === "string") {
    const type = algorithmAliases[pool.algorithm.type];
    if (type !== undefined) expanded.algorithm = { ...pool.algorithm, type };
  }
  if (isRecord(pool.retries) && Array.isArray(pool.retries.on)) {
    const on = pool.retries.on.map((reason) => (typeof reason === "number" ? `${reason}` : reason));
    expanded.retries = { ...pool.retries, on };
  }
  return expanded;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
