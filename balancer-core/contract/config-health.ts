// Schema of active health checks: what is asked, how often, and how many answers change the verdict.
import { z } from "zod";
import { durationFrom } from "./units.ts";

const statusRangesPattern = /^\s*\d{3}(\s*-\s*\d{3})?(\s*,\s*\d{3}(\s*-\s*\d{3})?)*\s*$/;

export interface StatusRange {
  readonly from: number;
  readonly to: number;
}

/** `200-399` or `200,204,301-302` in documents, ranges in memory. */
export const statusRangesSchema = z.codec(
  z
    .string()
    .regex(statusRangesPattern, 'expected status codes such as "200", "200-399" or "200,204"'),
  z.array(z.object({ from: z.number().int(), to: z.number().int() })),
  {
    decode: (text) =>
      text.split(",").map((part) => {
        const [from = "0", to = from] = part.split("-");
        return { from: Number(from), to: Number(to) };
      }),
    encode: (ranges) =>
      ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(","),
  },
);

const cadence = {
  interval: durationFrom(10).prefault("5s").describe("Time between two checks."),
  timeout: durationFrom(1).prefault("2s").describe("Longest wait for an answer."),
  fall: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(3)
    .describe("Failed checks in a row that make a server down."),
  rise: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(2)
    .describe("Passed checks in a row that make it up again."),
  fastInterval: durationFrom(10).prefault("1s").describe("Interval while the verdict is changing."),
  jitter: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe("Share of the interval by which each check moves at random."),
  port: z
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe("Port to check, if not the server's own."),
};

const httpQuestion = {
  path: z.string().startsWith("/").default("/health").describe("Request target of the check."),
  method: z.enum(["GET", "HEAD", "OPTIONS"]).default("GET"),
  host: z.string().min(1).optional().describe("Host field; the server's address when absent."),
  headers: z.record(z.string(), z.string()).default({}).describe("Further request fields."),
  expectStatus: statusRangesSchema.prefault("200-399").describe("Status codes that pass."),
  expectBody: z
    .string()
    .max(1_000)
    .optional()
    .describe(
      "Regular expression the first 64 KiB of the body must match; RE2's, without look-around and back-references.",
    ),
};

export const healthSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("none") }),
  z.strictObject({ type: z.literal("http"), ...cadence, ...httpQuestion }),
  z.strictObject({ type: z.literal("https"), ...cadence, ...httpQuestion }),
  z.strictObject({
    type: z.literal("tcp"),
    ...cadence,
    send: z.string().max(4_096).optional().describe("Text sent after connecting."),
    expect: z.string().max(4_096).optional().describe("Text the answer must contain."),
  }),
]);

export type HealthConfig = z.output<typeof healthSchema>;
export type HttpHealthConfig = Extract<HealthConfig, { type: "http" | "https" }>;
export type TcpHealthConfig = Extract<HealthConfig, { type: "tcp" }>;
