// The switch of notifications: says why they cannot be shown, where they cannot.
import { useState } from "react";
import { Switch } from "../../components/ui/switch.tsx";
import { useText } from "../../i18n/use-text.ts";
import { setPreferences } from "../../state/preferences-store.ts";
import { usePreference } from "../../state/use-preferences.ts";
import { askForNotifications, notificationPermission } from "./notification-permission.ts";

export function NotificationSwitch() {
  const t = useText("settings");
  const isWanted = usePreference("hasNotifications");
  const [permission, setPermission] = useState(notificationPermission);
  const [wasAsked, setWasAsked] = useState(false);
  const isAllowed = permission === "granted";
  const turn = async (isOn: boolean) => {
    if (!isOn) return setPreferences({ hasNotifications: false });
    const answer = await askForNotifications();
    setPermission(answer);
    setWasAsked(true);
    if (answer === "granted") setPreferences({ hasNotifications: true });
  };
  return (
    <Switch
      label={t("notifications")}
      // A permission that was taken back since counts more than what was once wanted.
      isOn={isWanted && isAllowed}
      words={[t("on"), t("off")]}
      hint={
        isAllowed || !(wasAsked || isWanted || permission === "impossible")
          ? t("notificationsHint")
          : t(`notificationsMissing.${permission}`)
      }
      onChange={(isOn) => void turn(isOn)}
    />
  );
}
