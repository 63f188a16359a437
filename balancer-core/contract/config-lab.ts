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
  path: z.string().startsWith("/").default("/"),
  seed: z.number().int().nonnegative().default(1),
};

export const trafficSchema = z.discriminatedUnion("mode", [
  z.strictObject({
    ...trafficCommon,
    mode: z.literal("open").describe("Arrivals at a rate, whatever the answers do."),
    rate: z.number().min(0.1).max(20_000).default(200).describe("Arrivals per second."),
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
