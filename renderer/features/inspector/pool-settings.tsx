// A pool's settings in place: how it chooses, keeps clients, checks, ejects, tries again and waits.
import { z } from "zod";
import { poolSchema } from "../../../balancer-core/contract/config-pool.ts";
import { Skeleton } from "../../components/ui/notice.tsx";
import { useText } from "../../i18n/use-text.ts";
import { useActions } from "../../state/console-context.tsx";
import type { Fields } from "./settings-draft.ts";
import { poolGroups } from "./settings-fields.ts";
import { SettingsForm } from "./settings-form.tsx";
import { useConfigDocument } from "./use-config-document.ts";

/** Servers are others' business here, and there may be thousands. */
const schema = poolSchema.omit({ servers: true });

export function PoolSettings({ id }: { readonly id: string }) {
  const t = useText("inspector");
  const actions = useActions();
  const config = useConfigDocument();
  const pool = config?.pools.find((candidate) => candidate.id === id);
  if (config === undefined) return <Skeleton height={80} />;
  if (!pool) return <p className="inspector-note">{t("settingsUnreadable")}</p>;
  const { servers: _, ...settings } = pool;
  return (
    <SettingsForm
      key={id}
      groups={poolGroups(pool.algorithm.type)}
      document={z.encode(schema, settings) as Fields}
      schema={schema}
      onApply={(changes) =>
        actions.updatePool(id, changes as Parameters<typeof actions.updatePool>[1])
      }
    />
  );
}
