// Shortcuts, notifications and the tour.
import { useStore } from "zustand";
import { Button } from "../../components/ui/button.tsx";
import { Panel } from "../../components/ui/panel.tsx";
import { Switch } from "../../components/ui/switch.tsx";
import { useText } from "../../i18n/use-text.ts";
import { openOverlay } from "../../state/overlay-store.ts";
import { preferencesStore, setPreferences } from "../../state/preferences-store.ts";
import { NotificationSwitch } from "./notification-switch.tsx";

export function BehaviourPanel() {
  const t = useText("settings");
  const { hasSingleKeys } = useStore(preferencesStore);
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
        <div className="settings-buttons">
          <Button onClick={() => openOverlay({ kind: "shortcuts" })}>{t("showShortcuts")}</Button>
          <Button onClick={() => openOverlay({ kind: "tour" })}>{t("tour")}</Button>
        </div>
      </div>
    </Panel>
  );
}
