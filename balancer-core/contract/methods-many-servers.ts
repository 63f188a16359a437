// Rows of the contract about many servers at once: one change, one revision, one step to take back, however many there are.
import { z } from "zod";
import type { serverSchema } from "./config-pool.ts";
import { changesOf } from "./document-changes.ts";
import { idSchema } from "./ids.ts";

/** More than a person selects, few enough for one message. */
export const mostServersAtOnce = 10_000;

const serverRefs = z
  .array(z.strictObject({ pool: idSchema, server: idSchema }))
  .min(1)
  .max(mostServersAtOnce);
const changed = z.strictObject({ revision: z.number().int() });

export const manyServersMethods = {
  "servers.update": {
    summary:
      "Changes weight, intent, maxConnections or backup of many servers in one revision: all of them or none.",
    params: z.strictObject({
      servers: serverRefs,
      changes: changesOf<z.input<typeof serverSchema>, "id" | "address">(),
    }),
    result: changed,
    rest: { verb: "PATCH", path: "/api/v1/servers", status: 200 },
  },
  "servers.remove": {
    summary: "Removes many servers at once in one revision, cutting their connections.",
    params: z.strictObject({ servers: serverRefs }),
    result: changed,
    rest: { verb: "POST", path: "/api/v1/servers/remove", status: 200 },
  },
} as const;
