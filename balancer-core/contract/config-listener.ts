// Schema of one listener: a port we accept on, where its requests go and what it tolerates.
import { z } from "zod";
import { idSchema } from "./ids.ts";
import { bindSchema, durationFrom, durationSchema, sizeSchema } from "./units.ts";

const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "expected a header field name");

export const routeMatchSchema = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .optional()
      .describe("Host without port, compared without case; `*.example.org` matches one level."),
    pathPrefix: z
      .string()
      .startsWith("/")
      .optional()
      .describe(
        "Path prefix on whole segments: `/v1` matches `/v1` and `/v1/x`, not `/v10`. Dot segments, needless escapes and repeated slashes are seen through.",
      ),
    method: z
      .string()
      .regex(/^[A-Z]+$/, "expected a method in capitals")
      .optional()
      .describe("Request method."),
    header: z
      .record(headerName, z.string())
      .optional()
      .describe("Fields that must be present with exactly this value."),
  })
  .describe("All given conditions must hold.");

export const routeSchema = z.strictObject({
  match: routeMatchSchema.prefault({}),
  pool: idSchema.describe("Pool that takes what matches."),
});

export const listenerLimitsSchema = z.strictObject({
  headerBytes: sizeSchema.prefault("16KiB").describe("Largest request head; above it 431."),
  headers: z
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(100)
    .describe("Most header fields in a head; above it 431."),
  headerTimeout: durationFrom(1)
    .prefault("10s")
    .describe("Time for a complete head; above it 408."),
  idleTimeout: durationSchema
    .prefault("60s")
    .describe("Time a connection may rest between requests or bytes."),
  connections: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(10_000)
    .describe(
      "Most connections at once. Above it one that only waits for its client makes room, else the new one is closed.",
    ),
  bodyBytes: sizeSchema.prefault(0).describe("Largest request body, 0 for no limit; above it 413."),
  requestsPerSecondPerIp: z
    .number()
    .int()
    .nonnegative()
    .default(0)
    .describe("Requests a second from one address, 0 for no limit; above it 429."),
});

export const certificateSchema = z.strictObject({
  cert: z
    .string()
    .min(1)
    .describe("File in PEM, the chain behind the certificate; read again when it changes."),
  key: z.string().min(1).describe("File in PEM, without a passphrase."),
});

export const listenerSchema = z.strictObject({
  id: idSchema,
  protocol: z
    .enum(["http", "https", "tcp", "tls-passthrough"])
    .default("http")
    .describe("What clients speak to this port."),
  bind: bindSchema.describe("Address to listen on; port 0 takes a free one."),
  pool: idSchema
    .optional()
    .describe("Where a request goes when no route matches; without it the answer is 421."),
  routes: z.array(routeSchema).max(1_000).default([]).describe("First match wins."),
  tls: z
    .strictObject({
      certificates: z
        .array(certificateSchema)
        .max(100)
        .default([])
        .describe("Chosen by the name a client asks for; the first when none is for it."),
      selfSigned: z
        .boolean()
        .default(false)
        .describe("Makes a certificate for this machine, signed by the workspace's authority."),
      minVersion: z
        .enum(["TLSv1.2", "TLSv1.3"])
        .default("TLSv1.2")
        .describe("Oldest version of TLS that is agreed to."),
    })
    .optional()
    .describe("Certificates of an https listener; paths begin at the configuration's folder."),
  proxyProtocol: z
    .enum(["off", "accept"])
    .default("off")
    .describe("`accept` reads a PROXY v1 or v2 header from the client side."),
  trustedProxies: z
    .array(z.string())
    .max(1_000)
    .default([])
    .describe("Addresses and CIDRs whose X-Forwarded-* and Forwarded fields are kept."),
  exposeServer: z
    .boolean()
    .default(false)
    .describe("Adds X-Evenkeel-Server and X-Evenkeel-Decision to responses."),
  limits: listenerLimitsSchema.prefault({}),
});

export type ListenerConfig = z.output<typeof listenerSchema>;
export type ListenerLimits = z.output<typeof listenerLimitsSchema>;
export type RouteConfig = z.output<typeof routeSchema>;
export type RouteMatch = z.output<typeof routeMatchSchema>;
