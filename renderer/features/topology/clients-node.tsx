// Where requests come from: everyone connected to any listener now.

import type { NodeProps } from "@xyflow/react";
import { Users } from "lucide-react";
import { memo } from "react";
import { useStore } from "zustand";
import { useText } from "../../i18n/use-text.ts";
import { groupDigits } from "../../lib/format.ts";
import { snapshotStore } from "../../state/snapshot-store.ts";
import type { ClientsNode } from "./flow-graph.ts";
import { NodeEnds } from "./node-ends.tsx";

export const ClientsNodeView = memo(function ClientsNodeView(_: NodeProps<ClientsNode>) {
  const t = useText("topology");
  const connections = useStore(
    snapshotStore,
    ({ snapshot }) =>
      snapshot?.listeners.reduce((sum, { activeConnections }) => sum + activeConnections, 0) ?? 0,
  );
  return (
    <div className="clients-node" title={t("clientsHint")}>
      <NodeEnds side="source" />
      <Users aria-hidden="true" />
      <span className="clients-node-count figures">{groupDigits(connections)}</span>
      <span className="clients-node-word">{t("connected")}</span>
    </div>
  );
});
