// A large pool: its servers as tiles in one frame. A tile is a button that opens the inspector; the frame's head carries the
// actions of the selected one, so that five hundred tiles do not mean five hundred menus.

import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useStore } from "zustand";
import type { ServerState } from "../../../balancer-core/contract/snapshot.ts";
import { ServerMenu } from "../../components/server/server-menu.tsx";
import { StateGlyph } from "../../components/ui/state-chip.tsx";
import { Grip } from "../../dnd/grip.tsx";
import { useDrop } from "../../dnd/use-drag.ts";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatMilliseconds, measureRate } from "../../lib/format.ts";
import { select, selectionStore } from "../../state/selection-store.ts";
import { seriesKey } from "../../state/series-rings.ts";
import { selectPool, snapshotStore } from "../../state/snapshot-store.ts";
import type { GridNode } from "./flow-graph.ts";
import { NodeEnds } from "./node-ends.tsx";
import { QuietZone } from "./quiet-zone.tsx";
import "./grid-node.css";

export const GridNodeView = memo(function GridNodeView({ data }: NodeProps<GridNode>) {
  const t = useText("topology");
  const { pool: poolId, tile, columns } = data.placed;
  const pool = useStore(snapshotStore, selectPool(poolId));
  const selectedId = useStore(selectionStore, ({ selection }) =>
    selection?.kind === "server" && selection.pool === poolId ? selection.server : null,
  );
  const { ref, look } = useDrop(`grid:${poolId}`, { kind: "pool", pool: poolId });
  if (!pool) return null;
  const selected = pool.servers.find(({ id }) => id === selectedId);
  return (
    <section ref={ref} className={`grid-node drop-${look}`}>
      <NodeEnds side="target" />
      <header className="grid-node-head">
        <span>{t("servers", { count: pool.servers.length })}</span>
        {selected && (
          <QuietZone>
            <Grip pool={poolId} server={selected.id} />
            <span className="node-name">{selected.id}</span>
            <ServerMenu pool={poolId} server={selected} />
          </QuietZone>
        )}
      </header>
      <div
        className={`tiles tiles-${tile}`}
        style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}
      >
        {pool.servers.map((server) => (
          <ServerTile
            key={server.id}
            pool={poolId}
            id={server.id}
            state={server.state}
            reason={server.reason}
            rate={measureRate(server.requestRate).value}
            p95={tile === "small" ? formatMilliseconds(server.latencyMs?.p95) : null}
            isSelected={server.id === selectedId}
          />
        ))}
      </div>
    </section>
  );
});

/** Given only what it shows, so that a tile renders when a person could see the difference. */
const ServerTile = memo(function ServerTile({
  pool,
  id,
  state,
  reason,
  rate,
  p95,
  isSelected,
}: {
  readonly pool: string;
  readonly id: string;
  readonly state: ServerState;
  readonly reason: string;
  readonly rate: string;
  /** Where there is room for it. */
  readonly p95: string | null;
  readonly isSelected: boolean;
}) {
  const t = useText("common");
  return (
    <button
      type="button"
      data-server={seriesKey(pool, id)}
      className={classNames("tile nodrag nokey", isSelected && "tile-selected")}
      aria-label={`${id}, ${t(`state.${state}`)}`}
      aria-pressed={isSelected}
      data-state={state}
      title={`${id}: ${t(`state.${state}`)}, ${reason}`}
      onClick={() => select({ kind: "server", pool, server: id })}
    >
      <TileGlyph state={state} />
      <span className="tile-name">{id}</span>
      <span className="tile-rate figures">{rate}</span>
      {p95 !== null && <span className="tile-latency figures">p95 {p95}</span>}
    </button>
  );
});

const TileGlyph = memo(function TileGlyph({ state }: { readonly state: ServerState }) {
  return <StateGlyph state={state} size={12} />;
});
