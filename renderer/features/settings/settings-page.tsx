// How the console looks and behaves for this person, and how connection and process are doing.
import { Page } from "../../components/ui/panel.tsx";
import { useText } from "../../i18n/use-text.ts";
import { AppearancePanel } from "./appearance-panel.tsx";
import { BehaviourPanel } from "./behaviour-panel.tsx";
import { ConnectionPanel } from "./connection-panel.tsx";
import { MemoryPanel } from "./memory-panel.tsx";
import { ProcessPanel } from "./process-panel.tsx";
import "./settings-page.css";

export function SettingsPage() {
  const t = useText("settings");
  return (
    <Page title={t("title")}>
      <div className="settings">
        <div className="settings-column">
          <AppearancePanel />
          <BehaviourPanel />
        </div>
        <div className="settings-column">
          <ConnectionPanel />
          <ProcessPanel />
          <MemoryPanel />
        </div>
      </div>
    </Page>
  );
}
