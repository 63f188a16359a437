// Shortcuts, notifications, the tour, and what the request tap may keep in this window.
import { useStore } from "zustand";
import { Button } from "../../components/ui/button.tsx";
import { SelectField } from "../../components/ui/field.tsx";
import { Panel } from "../../components/ui/panel.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { useText } from "../../i18n/use-text.ts";
import { formatBytes } from "../../lib/format.ts";
import { openOverlay } from "../../state/overlay-store.ts";
import { preferencesStore, setPreferences, tapBudgets } from "../../state/preferences-store.ts";
import { tapUsageStore } from "../../state/tap-usage-store.ts";
import { NotificationSwitch } from "./notification-switch.tsx";

const budgetOptions = tapBudgets.map((mebibytes) => ({
  value: String(mebibytes),
  label: `${mebibytes} MiB`,
}));

export function BehaviourPanel() {
  const t = useText("settings");
  const { hasSingleKeys, tapBudgetMiB } = useStore(preferencesStore);
  const used = useStore(tapUsageStore, ({ heldBytes }) => formatBytes(heldBytes));
  return (
    <Panel title={t("keyboard")}>
      <div className="settings-fields">
        <Switch
          label={t("singleKeys")}
          isOn={hasSingleKeys}
          words={[t("on"), t("off")]}
          hint={t("singleKeysHint")}
          onChange={(isOn) => setPreferences({ hasSingleKeys: isOn })}
        />
        <NotificationSwitch />
        <SelectField
          label={t("tapBudget")}
          hint={t("tapBudgetHint", { used })}
          value={String(tapBudgetMiB)}
          options={budgetOptions}
          onValueChange={(value) => {
            const chosen = tapBudgets.find((budget) => String(budget) === value);
            if (chosen) setPreferences({ tapBudgetMiB: chosen });
          }}
        />
        <div className="settings-buttons">
          <Button onClick={() => openOverlay({ kind: "shortcuts" })}>{t("showShortcuts")}</Button>
          <Button onClick={() => openOverlay({ kind: "tour" })}>{t("tour")}</Button>
        </div>
      </div>
    </Panel>
  );
}
