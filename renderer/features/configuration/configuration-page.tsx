// The configuration as YAML, with its problems at their lines.
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";

export function ConfigurationPage() {
  return (
    <Page title="Configuration">
      <Panel>
        <EmptyState
          title="No configuration to show"
          reason="It appears once the balancer has sent it."
        />
      </Panel>
    </Page>
  );
}
