// Rows of the contract about simulated servers, their faults, traffic and scenarios.
import { z } from "zod";
import type { labServerSchema, trafficSchema } from "./config-lab.ts";
import { changesOf } from "./document-changes.ts";
import { idSchema } from "./ids.ts";
import { faultKindSchema, longestFaultMs } from "./lab-faults.ts";
import { labServerStatusSchema, labStatusSchema, trafficStatusSchema } from "./lab-status.ts";
import { scenarioRowSchema, scenarioRunSchema } from "./scenario-status.ts";
import { durationTextSchema } from "./units.ts";

const faultDuration = durationTextSchema(1, longestFaultMs);

export const labMethods = {
  "lab.get": {
    summary: "Simulated servers and traffic generators.",
    params: z.strictObject({}),
    result: labStatusSchema,
    rest: { verb: "GET", path: "/api/v1/lab", status: 200 },
  },
  "lab-server.update": {
    summary: "Turns knobs of a simulated server.",
    params: z.strictObject({
      id: idSchema,
      changes: changesOf<z.input<typeof labServerSchema>, "id">(),
    }),
    result: labServerStatusSchema,
    rest: { verb: "PATCH", path: "/api/v1/lab/servers/{id}", status: 200 },
  },
  "lab-server.fault": {
    summary: "Gives a simulated server a fault that heals by itself. No file keeps it.",
    params: z.strictObject({
      id: idSchema,
      fault: faultKindSchema,
      for: faultDuration.default("10s"),
      /** Share of requests it strikes. */
      share: z.number().min(0).max(1).default(1),
    }),
    result: labServerStatusSchema,
    rest: { verb: "POST", path: "/api/v1/lab/servers/{id}/faults", status: 200 },
  },
  "lab-server.heal": {
    summary: "Ends one fault of a simulated server, or all of them.",
    params: z.strictObject({ id: idSchema, fault: faultKindSchema.optional() }),
    result: labServerStatusSchema,
    rest: { verb: "DELETE", path: "/api/v1/lab/servers/{id}/faults", status: 200 },
  },
  "lab-server.add": {
    summary:
      "Makes a simulated server on the next free port and puts it into a pool, as one change that can be undone.",
    params: z.strictObject({ pool: idSchema }),
    result: z.strictObject({ revision: z.number().int(), id: z.string(), address: z.string() }),
    rest: { verb: "POST", path: "/api/v1/lab/servers", status: 201 },
  },
  "scenario.list": {
    summary: "Scenarios that set their own stage, and the one that plays or played last.",
    params: z.strictObject({}),
    result: z.strictObject({
      scenarios: z.array(scenarioRowSchema),
      run: scenarioRunSchema.nullable(),
    }),
    rest: { verb: "GET", path: "/api/v1/lab/scenarios", status: 200 },
  },
  "scenario.start": {
    summary:
      "Plays a scenario on listeners, pools and servers of its own, which are taken away at its end. Stops one that plays.",
    params: z.strictObject({
      id: idSchema,
      /** For `side-by-side`: the left one and the right one. */
      algorithms: z.array(z.string()).length(2).optional(),
    }),
    result: scenarioRunSchema,
    rest: { verb: "POST", path: "/api/v1/lab/scenarios/{id}/start", status: 200 },
  },
  "scenario.stop": {
    summary: "Ends the scenario that plays and brings the configuration back as it was.",
    params: z.strictObject({}),
    result: z.strictObject({ run: scenarioRunSchema.nullable() }),
    rest: { verb: "POST", path: "/api/v1/lab/scenarios/stop", status: 200 },
  },
  "traffic.update": {
    summary: "Changes a traffic generator, also while it runs.",
    params: z.strictObject({
      id: idSchema,
      changes: changesOf<z.input<typeof trafficSchema>, "id">(),
    }),
    result: trafficStatusSchema,
    rest: { verb: "PATCH", path: "/api/v1/lab/traffic/{id}", status: 200 },
  },
  "traffic.start": {
    summary: "Starts a traffic generator.",
    params: z.strictObject({ id: idSchema }),
    result: trafficStatusSchema,
    rest: { verb: "POST", path: "/api/v1/lab/traffic/{id}/start", status: 200 },
  },
  "traffic.stop": {
    summary: "Stops a traffic generator.",
    params: z.strictObject({ id: idSchema }),
    result: trafficStatusSchema,
    rest: { verb: "POST", path: "/api/v1/lab/traffic/{id}/stop", status: 200 },
  },
} as const;
