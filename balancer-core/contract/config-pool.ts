// Schema of one pool: its servers, the algorithm that chooses among them and the rules around a choice.
import { z } from "zod";
import { healthSchema } from "./config-health.ts";
import { idSchema } from "./ids.ts";
import { addressSchema, durationFrom, durationSchema, sizeSchema } from "./units.ts";

const hashKeySchema = z
  .string()
  .regex(
    /^(source-ip|path|(header|cookie|query):[^\s:]+)$/,
    'expected "source-ip", "path", "header:NAME", "cookie:NAME" or "query:NAME"',
  )
  .default("source-ip")
  .describe("What is hashed; the client's address where a request has no such part.");

export const algorithmSchema = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("round-robin") }),
    z.strictObject({ type: z.literal("random") }),
    z.strictObject({ type: z.literal("least-connections") }),
    z.strictObject({ type: z.literal("least-response-time") }),
    z.strictObject({
      type: z.literal("power-of-two-choices"),
      choices: z
        .number()
        .int()
        .min(2)
        .max(16)
        .default(2)
        .describe("Servers drawn, of which the least loaded is taken."),
    }),
    z.strictObject({
      type: z.literal("peak-ewma"),
      decay: durationSchema
        .prefault("10s")
        .describe("Time in which a latency falls to about a third, unless it is seen again."),
    }),
    z.strictObject({ type: z.literal("ip-hash") }),
    z.strictObject({
      type: z.literal("consistent-hash"),
      key: hashKeySchema,
      boundedLoad: z
        .number()
        .min(0)
        .max(100)
        .default(0)
        .describe(
          "How far above its share by weight a server's requests in flight may go: 0.25 for a quarter more, 0 for no bound.",
        ),
    }),
    z.strictObject({
      type: z.literal("maglev"),
      key: hashKeySchema,
      tableSize: z
        .number()
        .int()
        .min(7)
        .max(5_000_011)
        .default(65_537)
        .describe("Places in the table, a prime number; at least 100 per server keep shares even."),
    }),
    z.strictObject({ type: z.literal("first-available") }),
  ])
  .describe("How a server is chosen.");
/** Other names a document may use. */
export const algorithmAliases: Readonly<Record<string, string>> = {
  "weighted-round-robin": "round-robin",
  "weighted-random": "random",
};
export const algorithmNames = algorithmSchema.options.map(({ shape }) => shape.type.value);

/** SECURITY: the name is written into answers; a line break in it would begin a header field of its own. */
const fieldNameSchema = z
  .string()
  .max(256)
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "expected a name of letters, digits and -._");
const sessionTtlSchema = durationFrom(1_000)
  .prefault("1h")
  .describe("Time from a client's last use to the end of its session.");

export const stickinessSchema = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("none") }),
    z.strictObject({
      type: z.literal("cookie"),
      name: fieldNameSchema.default("EVENKEEL").describe("Name of the cookie."),
      ttl: sessionTtlSchema,
    }),
    z.strictObject({ type: z.literal("source-ip"), ttl: sessionTtlSchema }),
    z.strictObject({
      type: z.literal("header"),
      name: fieldNameSchema.describe("Request header whose value names the session."),
      ttl: sessionTtlSchema,
    }),
  ])
  .describe("What keeps a client on one server.");

export const passiveSchema = z.strictObject({
  consecutiveFailures: z
    .number()
    .int()
    .min(0)
    .max(1_000)
    .default(5)
    .describe("Failures in a row that eject a server, 0 for never."),
  ejectFor: durationSchema
    .prefault("10s")
    .describe("Length of the first ejection; each further one is twice as long."),
  maxEjectFor: durationSchema.prefault("60s").describe("Longest ejection."),
  maxEjectedPercent: z
    .number()
    .int()
    .min(0)
    .max(100)
    .default(50)
    .describe("Largest share of the pool ejected at once."),
});

export const retryReasons = [
  "connect-failure",
  "reset-before-response",
  "response-timeout",
  "502",
  "503",
  "504",
] as const;
export const retryReasonSchema = z.enum(retryReasons);
export type RetryReason = z.output<typeof retryReasonSchema>;

export const retriesSchema = z.strictObject({
  attempts: z
    .number()
    .int()
    .min(0)
    .max(10)
    .default(1)
    .describe("Further attempts after the first, each on another server while there is one."),
  on: z
    .array(retryReasonSchema)
    .default(["connect-failure", "reset-before-response"])
    .describe("Failures that may be tried again."),
  backoff: z
    .strictObject({ base: durationSchema.prefault("25ms"), max: durationSchema.prefault("250ms") })
    .prefault({})
    .describe("Exponential, with full jitter."),
  budgetPercent: z
    .number()
    .int()
    .min(0)
    .max(100)
    .default(20)
    .describe("Retries allowed as a share of recent requests."),
  bufferBytes: sizeSchema
    .prefault("64KiB")
    .describe("Most of a request body kept for another attempt."),
});

export const timeoutsSchema = z.strictObject({
  connect: durationFrom(1).prefault("3s").describe("Time to connect to a server."),
  response: durationFrom(1)
    .prefault("30s")
    .describe("Time until a server's response head; above it 504."),
  idle: durationSchema
    .prefault("60s")
    .describe(
      "Time a server's connection may rest: in a body, between requests, or as a WebSocket or TCP tunnel.",
    ),
  queue: durationSchema
    .prefault("5s")
    .describe("Time a request may wait for a free server; above it 503."),
});

export const upstreamSchema = z.strictObject({
  protocol: z
    .enum(["http1", "h2"])
    .default("http1")
    .describe("What servers speak; `h2` by ALPN over TLS, else without asking. TCP does not care."),
  tls: z.boolean().default(false).describe("Speaks TLS to servers and verifies them."),
  ca: z
    .string()
    .min(1)
    .optional()
    .describe("File in PEM of whom to believe; those known to Node when absent."),
  serverName: z
    .string()
    .min(1)
    .optional()
    .describe("Name asked for and verified; the host of the server's address when absent."),
  proxyProtocol: z
    .enum(["off", "v1", "v2"])
    .default("off")
    .describe("PROXY header that begins each connection, which then serves one request only."),
  keepAlive: z.boolean().default(true).describe("Reuses connections to servers."),
  maxIdlePerServer: z
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(64)
    .describe("Most idle connections kept per server, each for an hour from its opening at most."),
});

export const intentSchema = z.enum(["ready", "drain", "maintenance"]);
export type Intent = z.output<typeof intentSchema>;

export const serverSchema = z.strictObject({
  id: idSchema,
  address: addressSchema.describe("Where the server listens."),
  weight: z
    .number()
    .int()
    .min(0)
    .max(256)
    .default(1)
    .describe("Share of new traffic; 0 takes only sticky traffic."),
  maxConnections: z
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(0)
    .describe("Most requests at once, 0 for no limit; more wait in the queue."),
  intent: intentSchema.default("ready").describe("What the operator wants of it."),
  backup: z.boolean().default(false).describe("Used only when no other server is usable."),
});

export const poolSchema = z.strictObject({
  id: idSchema,
  algorithm: algorithmSchema.prefault({ type: "round-robin" }),
  stickiness: stickinessSchema.prefault({ type: "none" }),
  health: healthSchema.prefault({ type: "tcp" }),
  passive: passiveSchema.prefault({}),
  panicThreshold: z
    .number()
    .int()
    .min(0)
    .max(100)
    .default(0)
    .describe("Below this percentage of usable servers health is ignored; 0 for never."),
  retries: retriesSchema.prefault({}),
  timeouts: timeoutsSchema.prefault({}),
  slowStart: durationSchema
    .prefault("0ms")
    .describe("Time over which a returning server's weight grows to its full value."),
  drain: z
    .strictObject({
      deadline: durationSchema
        .prefault("5m")
        .describe("Time a draining server has before its connections are closed."),
      quiet: durationSchema
        .prefault("1m")
        .describe(
          "A draining server of a pool with stickiness is done once no session came for so long; 0s keeps it until the deadline.",
        ),
    })
    .prefault({}),
  upstream: upstreamSchema.prefault({}),
  servers: z.array(serverSchema).max(10_000).default([]),
});

export type AlgorithmConfig = z.output<typeof algorithmSchema>;
export type AlgorithmName = AlgorithmConfig["type"];
export type StickinessConfig = z.output<typeof stickinessSchema>;
export type PassiveConfig = z.output<typeof passiveSchema>;
export type RetriesConfig = z.output<typeof retriesSchema>;
export type TimeoutsConfig = z.output<typeof timeoutsSchema>;
export type ServerConfig = z.output<typeof serverSchema>;
export type PoolConfig = z.output<typeof poolSchema>;
