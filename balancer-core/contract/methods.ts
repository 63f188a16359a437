// Every call the console and scripts can make: parameters, result, and the REST address of each. REST routes, OpenAPI, RPC
// and the reference pages come from these rows. Parameters named in braces in the path are taken from the address.
import { z } from "zod";
import { changeImpactSchema } from "./change-impact.ts";
import { differenceHunkSchema, revisionSchema } from "./config-history.ts";
import type { poolSchema, serverSchema } from "./config-pool.ts";
import type { ConfigDocument } from "./config-schema.ts";
import { changesOf } from "./document-changes.ts";
import { idSchema } from "./ids.ts";
import { localPortsSchema } from "./local-ports.ts";
import { labMethods } from "./methods-lab.ts";
import { manyServersMethods } from "./methods-many-servers.ts";
import { problemSchema } from "./problems.ts";
import { processStatusSchema } from "./process-status.ts";
import { eventSchema, requestRecordSchema } from "./records.ts";
import {
  checkResultSchema,
  seriesPointSchema,
  serverSnapshotSchema,
  snapshotSchema,
  stateChangeSchema,
} from "./snapshot.ts";
import { stickyListSchema } from "./sticky.ts";
import { durationTextSchema } from "./units.ts";

const listLimit = z.coerce.number().int().min(1).max(1_000).default(100);
/** Parts of the configuration travel in the document's form; the change path checks them against the whole schema. */
const documentPart = z.record(z.string(), z.unknown());
const configDocument = z.custom<ConfigDocument>(
  (value) => typeof value === "object" && value !== null,
);

const serverRef = { pool: idSchema, server: idSchema };
const changed = z.strictObject({ revision: z.number().int() });
const revisionNumber = z.coerce.number().int().positive();

export interface MethodRow {
  readonly summary: string;
  readonly params: z.ZodType;
  readonly result: z.ZodType;
  /** Absent for calls that only the console makes. */
  readonly rest?: {
    readonly verb: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly path: string;
    readonly status: number;
  };
}

const rest = <const V extends "GET" | "POST" | "PUT" | "PATCH" | "DELETE">(
  verb: V,
  path: string,
  status = 200,
) => ({
  verb,
  path: `/api/v1${path}`,
  status,
});

export const methods = {
  "snapshot.get": {
    summary: "Everything that can be seen now.",
    params: z.strictObject({}),
    result: snapshotSchema,
    rest: rest("GET", "/snapshot"),
  },
  "config.get": {
    summary: "The whole configuration, as a document and as the YAML text with its comments.",
    params: z.strictObject({}),
    result: z.strictObject({
      revision: z.number().int(),
      config: configDocument,
      yaml: z.string(),
      /** Where the file is, for people. */
      file: z.string(),
      canUndo: z.boolean(),
      canRedo: z.boolean(),
    }),
    rest: rest("GET", "/config"),
  },
  "config.put": {
    summary:
      "Replaces the whole configuration. Exactly one of config and yaml; revision guards against lost updates.",
    params: z.strictObject({
      revision: z.coerce.number().int().optional(),
      config: documentPart.optional(),
      yaml: z.string().optional(),
    }),
    result: changed,
    rest: rest("PUT", "/config"),
  },
  "config.check": {
    summary:
      "Finds every problem of a YAML text without applying it, and lists what applying it would do.",
    params: z.strictObject({ yaml: z.string() }),
    result: z.strictObject({
      problems: z.array(problemSchema),
      changes: z.array(z.string()),
      /** Null where there are problems. */
      impact: changeImpactSchema.nullable(),
    }),
    rest: rest("POST", "/config/check"),
  },
  "config.undo": {
    summary: "Takes the last change of the configuration back.",
    params: z.strictObject({}),
    result: changed,
    rest: rest("POST", "/config/undo"),
  },
  "config.redo": {
    summary: "Does the change again that was taken back last.",
    params: z.strictObject({}),
    result: changed,
    rest: rest("POST", "/config/redo"),
  },
  "history.list": {
    summary: "The last revisions of the configuration, newest first: when, by whom, what changed.",
    params: z.strictObject({}),
    result: z.strictObject({
      /** The present one. */
      revision: z.number().int(),
      revisions: z.array(revisionSchema),
    }),
    rest: rest("GET", "/config/history"),
  },
  "history.get": {
    summary: "One revision of the configuration and how its text differs from the present one.",
    params: z.strictObject({ revision: revisionNumber }),
    result: z.strictObject({
      ...revisionSchema.shape,
      yaml: z.string(),
      /** Places where the texts differ, with three lines around each; empty when they are the same. */
      difference: z.array(differenceHunkSchema),
      /** True when the texts differ in more lines than are listed. */
      isDifferenceCut: z.boolean(),
    }),
    rest: rest("GET", "/config/history/{revision}"),
  },
  "history.restore": {
    summary:
      "Makes an earlier revision the present configuration, as a change that can be undone; ifRevision guards against lost updates.",
    params: z.strictObject({
      revision: revisionNumber,
      ifRevision: z.coerce.number().int().optional(),
    }),
    result: changed,
    rest: rest("POST", "/config/history/{revision}/restore"),
  },
  "server.add": {
    summary: "Adds a server to a pool.",
    params: z.strictObject({
      pool: idSchema,
      server: z.custom<z.input<typeof serverSchema>>(
        (value) => typeof value === "object" && value !== null,
      ),
    }),
    result: changed,
    rest: rest("POST", "/pools/{pool}/servers", 201),
  },
  "server.update": {
    summary: "Changes weight, intent, maxConnections, address or backup of a server.",
    params: z.strictObject({
      ...serverRef,
      changes: changesOf<z.input<typeof serverSchema>, "id">(),
    }),
    result: changed,
    rest: rest("PATCH", "/pools/{pool}/servers/{server}"),
  },
  "server.drain": {
    summary: "Takes no new work to a server and lets what is left finish, up to the deadline.",
    params: z.strictObject({
      ...serverRef,
      deadline: durationTextSchema().optional(),
      thenRemove: z.boolean().default(false),
    }),
    result: z.strictObject({
      revision: z.number().int(),
      remaining: z.number().int(),
      deadlineAt: z.iso.datetime(),
    }),
    rest: rest("POST", "/pools/{pool}/servers/{server}/drain", 202),
  },
  "server.remove": {
    summary: "Removes a server at once, cutting its connections, or after draining it.",
    params: z.strictObject({ ...serverRef, drain: durationTextSchema().optional() }),
    result: changed,
    rest: rest("DELETE", "/pools/{pool}/servers/{server}"),
  },
  "server.move": {
    summary:
      "Moves a server to another pool, where it starts anew while the old place drains, or to another place in its own. The order counts for first-available and between equals.",
    params: z.strictObject({
      ...serverRef,
      to: idSchema,
      /** A server of that pool to stand before; the last place when absent. */
      before: idSchema.optional(),
    }),
    result: changed,
    rest: rest("POST", "/pools/{pool}/servers/{server}/move"),
  },
  ...manyServersMethods,
  "server.get": {
    summary:
      "One server now, its last checks and changes of state, and its last five minutes second by second.",
    params: z.strictObject(serverRef),
    result: z.strictObject({
      server: serverSnapshotSchema,
      checks: z.array(checkResultSchema),
      changes: z.array(stateChangeSchema),
      series: z.array(seriesPointSchema),
    }),
    rest: rest("GET", "/pools/{pool}/servers/{server}"),
  },
  "pool.update": {
    summary:
      "Changes algorithm, health, timeouts or any other setting of a pool but its id and servers.",
    params: z.strictObject({
      pool: idSchema,
      changes: changesOf<z.input<typeof poolSchema>, "id" | "servers">(),
    }),
    result: changed,
    rest: rest("PATCH", "/pools/{pool}"),
  },
  "events.list": {
    summary: "State changes, configuration changes and failures, oldest first.",
    params: z.strictObject({
      after: z.coerce.number().int().nonnegative().default(0),
      limit: listLimit,
    }),
    result: z.strictObject({
      events: z.array(eventSchema),
      lastSeq: z.number().int(),
      /** Events after `after` that are no longer remembered: who reads too slowly misses them. */
      missed: z.number().int(),
    }),
    rest: rest("GET", "/events"),
  },
  "requests.list": {
    summary: "Latest requests with attempts, timings and the decision, newest first.",
    params: z.strictObject({
      limit: listLimit,
      server: z.string().optional(),
      status: z
        .string()
        .regex(/^\d(xx|\d\d)$/, 'expected a status such as "502" or "5xx"')
        .optional(),
    }),
    result: z.strictObject({ requests: z.array(requestRecordSchema) }),
    rest: rest("GET", "/requests"),
  },
  "request.resend": {
    summary:
      "Sends a request again through its listener, without its body, and tells what came of it.",
    params: z.strictObject({
      listener: idSchema,
      /** Others may carry a body, which is not kept. */
      method: z.enum(["GET", "HEAD", "OPTIONS"]),
      // SECURITY: visible characters only, so that no second request can hide behind the first.
      target: z.string().regex(/^[\x21-\x7e]{1,8192}$/, "expected a request target"),
      host: z.string().regex(/^[\x21-\x7e]{1,255}$/, "expected a host"),
    }),
    result: z.strictObject({
      /** Null when no answer came. */
      status: z.number().int().nullable(),
      failure: z.string().nullable(),
      /** Null when so much is going on that it is forgotten already. */
      request: requestRecordSchema.nullable(),
    }),
    rest: rest("POST", "/requests/resend"),
  },
  "sticky.list": {
    summary:
      "How stickiness of a pool works, and the sessions it remembers, latest used first. Those of cookies are the clients' own.",
    params: z.strictObject({
      pool: idSchema,
      offset: z.coerce.number().int().nonnegative().default(0),
      limit: listLimit,
    }),
    result: stickyListSchema,
    rest: rest("GET", "/sticky"),
  },
  "sticky.remove": {
    summary: "Forgets one session, whose client is then given a server anew.",
    params: z.strictObject({ pool: idSchema, key: z.string().min(1).max(256) }),
    result: z.strictObject({ server: z.string() }),
    rest: rest("DELETE", "/sticky/{key}"),
  },
  "process.get": {
    summary: "How the process is doing: memory, event loop, log, and what its records take.",
    params: z.strictObject({}),
    result: processStatusSchema,
    rest: rest("GET", "/process"),
  },
  ...labMethods,
  "ports.detect": {
    summary:
      "TCP ports that programs of this machine listen on and that can be reached over loopback, without the balancer's own. Looks only when asked.",
    params: z.strictObject({}),
    result: localPortsSchema,
    rest: rest("GET", "/local-ports"),
  },
} as const satisfies Record<string, MethodRow>;

export type MethodTable = typeof methods;
export type MethodName = keyof MethodTable;
/** What a caller passes: defaults may be left out. */
export type MethodParams<M extends MethodName> = z.input<MethodTable[M]["params"]>;
/** What a handler receives: parsed and complete. */
export type ParsedParams<M extends MethodName> = z.output<MethodTable[M]["params"]>;
export type MethodResult<M extends MethodName> = z.output<MethodTable[M]["result"]>;
export const methodNames = Object.keys(methods) as readonly MethodName[];

export function isMethodName(value: unknown): value is MethodName {
  return typeof value === "string" && Object.hasOwn(methods, value);
}

/**
 * How a REST call's path, query and body become parameters: path parameters are taken by name; a body is spread into the
 * parameters, except where the method has a single `server` or `changes` document, which the body then is.
 */
export const bodyParam: Partial<Record<MethodName, "server" | "changes">> = {
  "server.add": "server",
  "server.update": "changes",
  "pool.update": "changes",
  "lab-server.update": "changes",
  "traffic.update": "changes",
};
