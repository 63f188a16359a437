// The configuration that runs, complete with its defaults, for the parts of the inspector that show settings. Asked for again
// when the revision moves.
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import {
  type Config,
  configSchema,
  expandShorthand,
} from "../../../balancer-core/contract/config-schema.ts";
import { configStore } from "../../state/config-store.ts";
import { useClient } from "../../state/console-context.tsx";

/** `undefined` while it is on its way, `null` when it cannot be had or read. */
export function useConfigDocument(): Config | null | undefined {
  const client = useClient();
  const revision = useStore(configStore, (state) => state.revision);
  const [config, setConfig] = useState<Config | null | undefined>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is the reason to ask again.
  useEffect(() => {
    let isCurrent = true;
    client.call("config.get", {}).then(
      (answer) => {
        if (!isCurrent) return;
        const parsed = configSchema.safeParse(expandShorthand(answer.config));
        setConfig(parsed.success ? parsed.data : null);
      },
      () => {
        if (isCurrent) setConfig((known) => known ?? null);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [client, revision]);
  return config;
}
