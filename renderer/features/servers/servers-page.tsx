// Every server of every pool as a row, with its live numbers and its actions.
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";

export function ServersPage() {
  return (
    <Page title="Servers">
      <Panel>
        <EmptyState title="No servers yet" reason="A pool without servers answers 503." />
      </Panel>
    </Page>
  );
}
