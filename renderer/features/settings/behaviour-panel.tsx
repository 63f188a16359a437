// Shortcuts, notifications, the tour, and what the request tap may keep in this window.
import { useState } from "react";
import { useStore } from "zustand";
import { Button } from "../../components/ui/button.tsx";
import { SelectField } from "../../components/ui/field.tsx";
import { Panel } from "../../components/ui/panel.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { useText } from "../../i18n/use-text.ts";
import { openOverlay } from "../../state/overlay-store.ts";
import { preferencesStore, setPreferences, tapBudgets } from "../../state/preferences-store.ts";
import { hostKind } from "../../transport/choose-transport.ts";

const budgetOptions = tapBudgets.map((mebibytes) => ({
  value: String(mebibytes),
  label: `${mebibytes} MiB`,
}));

export function BehaviourPanel() {
  const t = useText("settings");
  const { hasSingleKeys, hasNotifications, tapBudgetMiB } = useStore(preferencesStore);
  const [isDenied, setIsDenied] = useState(false);
  const words = [t("on"), t("off")] as const;
  // Asked for when it is wanted and not before: a question nobody expects is refused.
  const switchNotifications = async (isOn: boolean) => {
    const isAllowed = isOn ? await mayNotify() : true;
    setIsDenied(!isAllowed);
    if (isAllowed) setPreferences({ hasNotifications: isOn });
  };
  return (
    <Panel title={t("keyboard")}>
      <div className="settings-fields">
        <Switch
          label={t("singleKeys")}
          isOn={hasSingleKeys}
          words={words}
          hint={t("singleKeysHint")}
          onChange={(isOn) => setPreferences({ hasSingleKeys: isOn })}
        />
        <Switch
          label={t("notifications")}
          isOn={hasNotifications}
          words={words}
          hint={isDenied ? t("notificationsDenied") : t("notificationsHint")}
          onChange={(isOn) => void switchNotifications(isOn)}
        />
        <SelectField
          label={t("tapBudget")}
          hint={t("tapBudgetHint")}
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

async function mayNotify(): Promise<boolean> {
  // The desktop shell shows them itself; its page is granted nothing.
  if (hostKind() === "desktop") return true;
  if (!("Notification" in window)) return false;
  if (Notification.permission === "granted") return true;
  return (await Notification.requestPermission()) === "granted";
}
