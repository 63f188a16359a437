// The first page: the situation in a line, and the picture of clients, listeners, pools and servers with what flows.

import { Plus, Share2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useStore } from "zustand";
import type { Snapshot } from "../../../balancer-core/contract/snapshot.ts";
import { AddServerDialog } from "../../components/server/add-server-dialog.tsx";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { DragLayer } from "../../dnd/drag-layer.tsx";
import { RichText } from "../../i18n/rich-text.tsx";
import { useText } from "../../i18n/use-text.ts";
import { navigate } from "../../lib/hash-route.ts";
import { labStore, selectFirstTraffic } from "../../state/lab-store.ts";
import { selectSnapshot, snapshotStore } from "../../state/snapshot-store.ts";
import { Palette } from "./palette.tsx";
import { usePlacingCommands } from "./placing-commands.ts";
import { SituationStrip } from "./situation-strip.tsx";
import { parseStructure, structureKey } from "./structure.ts";
import { TopologyCanvas } from "./topology-canvas.tsx";
import "./topology-page.css";

export function TopologyPage() {
  const key = useStore(snapshotStore, ({ snapshot }) => structureKey(snapshot));
  const structure = useMemo(() => parseStructure(key), [key]);
  const [isAdding, setIsAdding] = useState(false);
  const t = useText("topology");
  const hasPools = structure.pools.length > 0;
  const isEmpty = !hasPools && structure.listeners.length === 0;
  usePlacingCommands();
  return (
    <DragLayer>
      <Page
        title={t("title")}
        isFilling
        actions={
          hasPools && (
            <>
              <Palette />
              <Button icon={<Plus />} onClick={() => setIsAdding(true)}>
                {t("addServer")}
              </Button>
            </>
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
    </DragLayer>
  );
}

/** Apart from the page, so that a snapshot does not render the canvas. */
function Situation() {
  const snapshot = useStore(snapshotStore, selectSnapshot);
  return snapshot ? <SituationStrip snapshot={snapshot} /> : null;
}

function NothingConfigured() {
  const t = useText("topology");
  return (
    <Panel>
      <EmptyState
        icon={<Share2 />}
        title={t("empty")}
        reason={t("emptyReason")}
        actions={
          <Button variant="primary" onClick={() => navigate("configuration")}>
            {t("writeConfiguration")}
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
  const canStart = traffic !== undefined && !traffic.running;
  const parts = { strong: <strong />, code: <code /> };
  return (
    <p className="still-hint" role="status">
      {address === undefined ? (
        canStart && <RichText from="topology" text="stillStart" parts={parts} />
      ) : (
        <RichText
          from="topology"
          text={canStart ? "stillStartOrSend" : "stillSend"}
          values={{ address }}
          parts={parts}
        />
      )}
    </p>
  );
}
