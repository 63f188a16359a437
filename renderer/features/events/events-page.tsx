// What changed and what failed, newest first.
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";

export function EventsPage() {
  return (
    <Page title="Events">
      <Panel>
        <EmptyState
          title="Nothing happened yet"
          reason="State changes, configuration changes and failures appear here."
        />
      </Panel>
    </Page>
  );
}
