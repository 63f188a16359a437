// A server's settings in place.
import { z } from "zod";
import { serverSchema } from "../../../balancer-core/contract/config-pool.ts";
import { useActions } from "../../state/console-context.tsx";
import type { Fields } from "./settings-draft.ts";
import { serverGroups } from "./settings-fields.ts";
import { SettingsForm } from "./settings-form.tsx";
import { useConfigDocument } from "./use-config-document.ts";

export function ServerSettings({ pool, id }: { readonly pool: string; readonly id: string }) {
  const actions = useActions();
  const server = useConfigDocument()
    ?.pools.find((candidate) => candidate.id === pool)
    ?.servers.find((candidate) => candidate.id === id);
  // Removed and draining: it runs, but the configuration has it no more.
  if (!server) return null;
  return (
    <SettingsForm
      key={`${pool}/${id}`}
      groups={serverGroups}
      document={z.encode(serverSchema, server) as Fields}
      schema={serverSchema}
      onApply={(changes) =>
        actions.updateServer(pool, id, changes as Parameters<typeof actions.updateServer>[2])
      }
    />
  );
}
