// The first page: the situation in a line, and the picture of clients, listeners, pools and servers with what flows.
import { Plus, Share2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useStore } from "zustand";
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";
import { AddServerDialog } from "../../components/server/add-server-dialog.tsx";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { navigate } from "../../lib/hash-route.ts";
import { labStore, selectFirstTraffic } from "../../state/lab-store.ts";
import { selectSnapshot, snapshotStore } from "../../state/snapshot-store.ts";
import { SituationStrip } from "./situation-strip.tsx";
import { parseStructure, structureKey } from "./structure.ts";
import { TopologyCanvas } from "./topology-canvas.tsx";
import "./topology-page.css";

export function TopologyPage() {
  const key = useStore(snapshotStore, ({ snapshot }) => structureKey(snapshot));
  const structure = useMemo(() => parseStructure(key), [key]);
  const [isAdding, setIsAdding] = useState(false);
  const hasPools = structure.pools.length > 0;
  const isEmpty = !hasPools && structure.listeners.length === 0;
  return (
    <Page
      title="Topology"
      isFilling
      actions={
        hasPools && (
          <Button icon={<Plus />} onClick={() => setIsAdding(true)}>
            Add server
          </Button>
        )
      }
    >
      {isEmpty ? (
        <NothingConfigured />
      ) : (
        <div className="topology">
          <Situation />
          <StillHint />
          <div className="topology-stage">
            <TopologyCanvas structure={structure} />
          </div>
        </div>
      )}
      {isAdding && <AddServerDialog onClose={() => setIsAdding(false)} />}
    </Page>
  );
}

/** Apart from the page, so that a snapshot does not render the canvas. */
function Situation() {
  const snapshot = useStore(snapshotStore, selectSnapshot);
  return snapshot ? <SituationStrip snapshot={snapshot} /> : null;
}

function NothingConfigured() {
  return (
    <Panel>
      <EmptyState
        icon={<Share2 />}
        title="Nothing to balance yet"
        reason="The configuration has no listener and no pool. Two short entries are enough: where to listen, and who serves."
        actions={
          <Button variant="primary" onClick={() => navigate("configuration")}>
            Write the configuration
          </Button>
        }
      />
    </Panel>
  );
}

const isStanding = ({ listeners, pools }: Snapshot): boolean =>
  listeners.every(({ requestRate }) => requestRate === 0) &&
  pools.some(({ servers }) => servers.length > 0);

/** Why the picture stands still, and what would move it. The button itself is the header's. */
function StillHint() {
  const isStill = useStore(
    snapshotStore,
    ({ snapshot }) => snapshot !== null && isStanding(snapshot),
  );
  const address = useStore(
    snapshotStore,
    ({ snapshot }) => snapshot?.listeners.find(({ state }) => state === "listening")?.address,
  );
  const traffic = useStore(labStore, selectFirstTraffic);
  if (!isStill) return null;
  return (
    <p className="still-hint" role="status">
      Nothing is flowing.{" "}
      {traffic && !traffic.running && (
        <>
          Press <strong>Start traffic</strong> above
          {address !== undefined && ", or send"}
        </>
      )}
      {address !== undefined && (
        <>
          {traffic && !traffic.running ? " " : "Send "}
          requests to <code>{address}</code>
        </>
      )}
      .
    </p>
  );
}
