// Simulated servers and traffic generators with their knobs.
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";

export function LabPage() {
  return (
    <Page title="Lab">
      <Panel>
        <EmptyState title="The lab is empty" reason="The configuration has no simulated servers." />
      </Panel>
    </Page>
  );
}
