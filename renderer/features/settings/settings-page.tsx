// How the console looks, and what it is connected to.
import { useStore } from "zustand";
import { SelectField } from "../../components/ui/field.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { connectionStore } from "../../state/connection-store.ts";
import { preferencesStore, setPreferences } from "../../state/preferences-store.ts";
import { snapshotStore } from "../../state/snapshot-store.ts";
import { hostKind } from "../../transport/choose-transport.ts";
import "./settings-page.css";

const themeOptions = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light: paper" },
  { value: "dark", label: "Dark: ink" },
  { value: "contrast", label: "High contrast" },
] as const;

const connectionWords = { connecting: "Connecting", open: "Connected", lost: "Lost" } as const;

export function SettingsPage() {
  const theme = useStore(preferencesStore, (state) => state.theme);
  const connection = useStore(connectionStore, ({ status }) => status.state);
  const revision = useStore(snapshotStore, ({ snapshot }) => snapshot?.revision ?? null);
  return (
    <Page title="Settings">
      <div className="settings">
        <Panel title="Appearance">
          <SelectField
            label="Theme"
            value={theme}
            options={themeOptions}
            onValueChange={(next) => setPreferences({ theme: next })}
          />
        </Panel>
        <Panel title="Connection">
          <dl className="settings-facts">
            <dt>Balancer</dt>
            <dd>{connectionWords[connection]}</dd>
            <dt>Console</dt>
            <dd>{hostKind() === "desktop" ? "Desktop application" : "Web console"}</dd>
            <dt>Address</dt>
            <dd className="figures">
              {hostKind() === "desktop" ? "In this process" : window.location.host}
            </dd>
            <dt>Configuration</dt>
            <dd className="figures">{revision === null ? "–" : `revision ${revision}`}</dd>
          </dl>
        </Panel>
      </div>
    </Page>
  );
}
