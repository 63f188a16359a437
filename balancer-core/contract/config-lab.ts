// Schema of the lab: simulated servers on real sockets, and generators that send them traffic through a listener.
import { z } from "zod";
import { idSchema } from "./ids.ts";
import { bindSchema, durationSchema } from "./units.ts";

export const latencySchema = z
  .discriminatedUnion("distribution", [
    z.strictObject({ distribution: z.literal("constant"), value: durationSchema }),
    z.strictObject({
      distribution: z.literal("uniform"),
      min: durationSchema,
      max: durationSchema,
    }),
    z.strictObject({ distribution: z.literal("exponential"), mean: durationSchema }),
    z.strictObject({
      distribution: z.literal("lognormal"),
      median: durationSchema,
      p99: durationSchema,
    }),
  ])
  .describe("Time a simulated server works on a request.");

export const labServerSchema = z.strictObject({
  id: idSchema,
  bind: bindSchema,
  protocol: z.enum(["http", "tcp"]).default("http").describe("`tcp` echoes what it is sent."),
  latency: latencySchema.prefault({ distribution: "lognormal", median: "20ms", p99: "80ms" }),
  concurrency: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(16)
    .describe("Requests worked on at once; more wait inside the server."),
  errorRate: z.number().min(0).max(1).default(0).describe("Share of requests answered 500."),
  health: z.enum(["up", "down"]).default("up").describe("What `/health` answers: 200 or 503."),
  running: z
    .boolean()
    .default(true)
    .describe("`false` is a crash: the port is closed and its connections are reset."),
  seed: z.number().int().nonnegative().default(1),
});

const skewSchema = z
  .number()
  .min(0)
  .max(3)
  .describe(
    "Zipf exponent: 0 is all alike; at 1 the first comes about twice as often as the second.",
  );

/** One kind of request of a mix. */
export const mixEntrySchema = z.strictObject({
  method: z.enum(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]).default("GET"),
  path: z.string().startsWith("/").default("/"),
  share: z
    .number()
    .positive()
    .max(1_000)
    .default(1)
    .describe("How often it comes, against the other shares."),
  bodyBytes: z.number().int().min(0).max(1_048_576).default(0),
});

export const trafficHostSchema = z
  .string()
  .regex(/^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?$/, "expected a host name");

const trafficCommon = {
  id: idSchema,
  target: idSchema.describe("Listener the traffic goes to."),
  clients: z
    .number()
    .int()
    .min(1)
    .max(250)
    .default(50)
    .describe("Client identities: loopback addresses from 127.0.0.2 up."),
  clientSkew: skewSchema
    .default(0)
    .describe("How unevenly the clients send: a Zipf exponent, 0 is all alike."),
  identity: z
    .enum(["address", "forwarded-for", "cookie-jar"])
    .default("address")
    .describe(
      "How clients are told apart: by loopback address; by X-Forwarded-For, which needs the listener's `trustedProxies`; or by address and a cookie jar each.",
    ),
  host: trafficHostSchema
    .optional()
    .describe(
      "Host that requests ask for, for routes, and the server name over TLS; without it the listener's address and no name.",
    ),
  path: z.string().startsWith("/").default("/").describe("`{key}` in it becomes the key."),
  keys: z
    .strictObject({
      count: z.number().int().min(1).max(100_000).default(1_000),
      skew: skewSchema.default(1),
      header: z
        .string()
        .regex(/^[a-z0-9-]{1,64}$/, "expected a header name in lower case")
        .default("x-key"),
    })
    .optional()
    .describe("Each request carries one of so many keys, in a header and in the path."),
  mix: z
    .array(mixEntrySchema)
    .max(20)
    .default([])
    .describe("Methods and paths by share; without it every request is a GET of `path`."),
  seed: z.number().int().nonnegative().default(1),
};

export const trafficSchema = z.discriminatedUnion("mode", [
  z.strictObject({
    ...trafficCommon,
    mode: z.literal("open").describe("Arrivals at a rate, whatever the answers do."),
    rate: z.number().min(0.1).max(20_000).default(200).describe("Arrivals per second."),
    bursts: z
      .strictObject({
        every: durationSchema.describe("From the beginning of one to that of the next."),
        for: durationSchema,
        factor: z.number().min(1).max(100).default(5).describe("Times the rate."),
      })
      .refine((bursts) => bursts.for < bursts.every && bursts.every >= 100, {
        error: "expected `for` to be shorter than `every`, and `every` at least 100ms",
      })
      .optional(),
  }),
  z.strictObject({
    ...trafficCommon,
    mode: z.literal("closed").describe("So many at once, each waiting for its answer."),
    concurrency: z.number().int().min(1).max(1_000).default(10),
    thinkTime: durationSchema
      .prefault("0ms")
      .describe("Pause between an answer and the next request."),
  }),
]);

export const labSchema = z.strictObject({
  servers: z.array(labServerSchema).max(500).default([]),
  traffic: z.array(trafficSchema).max(50).default([]),
});

export type LatencyConfig = z.output<typeof latencySchema>;
export type LabServerConfig = z.output<typeof labServerSchema>;
export type TrafficConfig = z.output<typeof trafficSchema>;
export type LabConfig = z.output<typeof labSchema>;
