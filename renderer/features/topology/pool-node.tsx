// A pool: how many of its servers are up, how it chooses, and who waits.

import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useStore } from "zustand";
import { AlgorithmField } from "../../components/server/algorithm-field.tsx";
import { PoolState } from "../../components/server/pool-state.tsx";
import { Figure } from "../../components/ui/figure.tsx";
import { useDrop } from "../../dnd/use-drag.ts";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { groupDigits, measureRate } from "../../lib/format.ts";
import { selectPool, snapshotStore } from "../../state/snapshot-store.ts";
import { poolRate } from "./edge-look.ts";
import type { PoolNode } from "./flow-graph.ts";
import { NodeEnds } from "./node-ends.tsx";
import { QuietZone } from "./quiet-zone.tsx";

export const PoolNodeView = memo(function PoolNodeView({ data, selected }: NodeProps<PoolNode>) {
  const t = useText("topology");
  const pool = useStore(snapshotStore, selectPool(data.placed.pool));
  const { ref, look } = useDrop(`pool:${data.placed.pool}`, {
    kind: "pool",
    pool: data.placed.pool,
  });
  if (!pool) return null;
  const active = pool.servers.reduce((sum, { activeRequests }) => sum + activeRequests, 0);
  return (
    <article
      ref={ref}
      className={classNames("node node-pool", `drop-${look}`, selected && "node-selected")}
    >
      <NodeEnds side="both" />
      <header className="node-header">
        <span className="node-name">{pool.id}</span>
        <PoolState pool={pool} />
      </header>
      <QuietZone>
        <AlgorithmField pool={pool.id} algorithm={pool.algorithm} />
      </QuietZone>
      <div className="node-figures">
        <Figure
          size="small"
          label={t("rate")}
          measure={{ ...measureRate(poolRate(pool)), unit: "/s" }}
        />
        <Figure
          size="small"
          label={t("active")}
          measure={{ value: groupDigits(active), unit: "" }}
        />
        <Figure
          size="small"
          label={t("waiting")}
          measure={{ value: groupDigits(pool.queued), unit: "" }}
          isAlarming={pool.queued > 0}
        />
      </div>
    </article>
  );
});
