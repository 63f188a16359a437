// The contract's methods about the whole configuration.
import { stringify } from "yaml";
import { z } from "zod";
import { BalancerError } from "../contract/balancer-error.ts";
import { configSchema } from "../contract/config-schema.ts";
import type { Handlers, HostParts } from "./handlers.ts";

export function configMethods({ configuration, workspace }: HostParts) {
  return {
    async "config.get"() {
      const { revision, text, config, canUndo, canRedo } = configuration;
      return {
        revision,
        config: z.encode(configSchema, config),
        yaml: text,
        file: workspace.file,
        canUndo,
        canRedo,
      };
    },
    async "config.put"({ revision, config, yaml }, author) {
      if ((config === undefined) === (yaml === undefined)) {
        throw new BalancerError("INVALID_PARAMS", "expected exactly one of config and yaml");
      }
      const text = yaml ?? stringify(config, { lineWidth: 0 });
      return { revision: await configuration.replace(text, author, { ifRevision: revision }) };
    },
    "config.check": async ({ yaml }) => configuration.check(yaml),
    "config.undo": async (_, author) => ({ revision: await configuration.undo(author) }),
    "config.redo": async (_, author) => ({ revision: await configuration.redo(author) }),
  } satisfies Partial<Handlers>;
}
