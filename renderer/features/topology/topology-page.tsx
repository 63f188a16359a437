// The picture of listeners, pools and servers with the traffic between them.
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";

export function TopologyPage() {
  return (
    <Page title="Topology">
      <Panel>
        <EmptyState
          title="No listeners to draw"
          reason="The picture appears as soon as the balancer listens somewhere."
        />
      </Panel>
    </Page>
  );
}
