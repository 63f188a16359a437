// What the list of requests may keep in this window, and how much of it is in use.
import { useStore } from "zustand";
import { SelectField } from "../../components/ui/field.tsx";
import { Panel } from "../../components/ui/panel.tsx";
import { useText } from "../../i18n/use-text.ts";
import { formatBytes } from "../../lib/format.ts";
import { preferencesStore, setPreferences, tapBudgets } from "../../state/preferences-store.ts";
import { tapUsageStore } from "../../state/tap-usage-store.ts";

const mebibyte = 1024 * 1024;
const budgetOptions = tapBudgets.map((mebibytes) => ({
  value: String(mebibytes),
  label: `${mebibytes} MiB`,
}));

export function MemoryPanel() {
  const t = useText("settings");
  const { tapBudgetMiB } = useStore(preferencesStore);
  const heldBytes = useStore(tapUsageStore, (state) => state.heldBytes);
  return (
    <Panel title={t("memory")}>
      <SelectField
        label={t("tapBudget")}
        hint={t("tapBudgetHint", { used: formatBytes(heldBytes) })}
        value={String(tapBudgetMiB)}
        options={budgetOptions}
        onValueChange={(value) => {
          const chosen = tapBudgets.find((budget) => String(budget) === value);
          if (chosen) setPreferences({ tapBudgetMiB: chosen });
        }}
      />
      <div className="settings-meter settings-meter-alone" aria-hidden="true">
        <span
          style={{ width: `${Math.min(100, (heldBytes / (tapBudgetMiB * mebibyte)) * 100)}%` }}
        />
      </div>
    </Panel>
  );
}
