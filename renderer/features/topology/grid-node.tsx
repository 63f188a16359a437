// A large pool: its servers as tiles in one frame. A tile is a button that opens the inspector; the frame's head carries the
// actions of the selected one, so that five hundred tiles do not mean five hundred menus.
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useStore } from "zustand";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { ServerMenu } from "../../components/server/server-menu.tsx";
import { StateGlyph, stateWords } from "../../components/ui/state-chip.tsx";
import { classNames } from "../../lib/class-names.ts";
import { formatMilliseconds, formatRate, measureRate, plural } from "../../lib/format.ts";
import { select, selectionStore } from "../../state/selection-store.ts";
import { selectPool, snapshotStore } from "../../state/snapshot-store.ts";
import type { GridNode } from "./flow-graph.ts";
import type { Tile } from "./grid-shape.ts";
import { NodeEnds } from "./node-ends.tsx";
import { QuietZone } from "./quiet-zone.tsx";

export const GridNodeView = memo(function GridNodeView({ data }: NodeProps<GridNode>) {
  const { pool: poolId, tile, columns } = data.placed;
  const pool = useStore(snapshotStore, selectPool(poolId));
  const selectedId = useStore(selectionStore, ({ selection }) =>
    selection?.kind === "server" && selection.pool === poolId ? selection.server : null,
  );
  if (!pool) return null;
  const selected = pool.servers.find(({ id }) => id === selectedId);
  return (
    <section className="grid-node">
      <NodeEnds side="target" />
      <header className="grid-node-head">
        <span>{plural(pool.servers.length, "server")}</span>
        {selected && (
          <QuietZone>
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
            server={server}
            tile={tile}
            isSelected={server.id === selectedId}
          />
        ))}
      </div>
    </section>
  );
});

/** The snapshot keeps the object of a server in which nothing changed, so memo is enough. */
const ServerTile = memo(function ServerTile({
  pool,
  server,
  tile,
  isSelected,
}: {
  readonly pool: string;
  readonly server: ServerSnapshot;
  readonly tile: Tile;
  readonly isSelected: boolean;
}) {
  const { id, state, reason, requestRate, latencyMs } = server;
  const words = `${stateWords[state]}: ${reason}. ${formatRate(requestRate)}, p95 ${formatMilliseconds(latencyMs?.p95)}`;
  return (
    <button
      type="button"
      className={classNames("tile nodrag nokey", isSelected && "tile-selected")}
      aria-label={`${id}, ${stateWords[state]}`}
      aria-pressed={isSelected}
      title={`${id}\n${words}`}
      onClick={() => select({ kind: "server", pool, server: id })}
    >
      <StateGlyph state={state} size={12} />
      <span className="tile-name">{id}</span>
      <span className="tile-rate figures">{measureRate(requestRate).value}</span>
      {tile === "small" && (
        <span className="tile-latency figures">p95 {formatMilliseconds(latencyMs?.p95)}</span>
      )}
    </button>
  );
});
