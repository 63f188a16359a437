// A large pool: its servers as tiles in one frame. A tile is a button that opens the inspector; the frame's head carries the
// actions of the selected one, so that five hundred tiles do not mean five hundred menus.

import type { NodeProps } from "@xyflow/react";
import { type CSSProperties, memo, useMemo } from "react";
import { useStore } from "zustand";
import type { ServerSnapshot, ServerState } from "../../../balancer-core/contract/snapshot.ts";
import { ServerMenu } from "../../components/server/server-menu.tsx";
import { glyphImage, useGlyphImages } from "../../components/ui/glyph-images.tsx";
import { Grip } from "../../dnd/grip.tsx";
import { useDrop } from "../../dnd/use-drag.ts";
import { coreText } from "../../i18n/core-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatMilliseconds, measureRate } from "../../lib/format.ts";
import { type StaggerRules, useStaggered } from "../../lib/use-staggered.ts";
import { select, selectionStore } from "../../state/selection-store.ts";
import { seriesKey } from "../../state/series-rings.ts";
import { selectPool, snapshotStore } from "../../state/snapshot-store.ts";
import type { GridNode } from "./flow-graph.ts";
import { NodeEnds } from "./node-ends.tsx";
import { QuietZone } from "./quiet-zone.tsx";
import "./grid-node.css";

const none: Chunk = [];

export const GridNodeView = memo(function GridNodeView({ data }: NodeProps<GridNode>) {
  const t = useText("topology");
  const { pool: poolId, tile, columns } = data.placed;
  const pool = useStore(snapshotStore, selectPool(poolId));
  const selectedId = useStore(selectionStore, ({ selection }) =>
    selection?.kind === "server" && selection.pool === poolId ? selection.server : null,
  );
  const { ref, look } = useDrop(`grid:${poolId}`, { kind: "pool", pool: poolId });
  const glyphs = useGlyphImages();
  const servers = pool?.servers ?? none;
  const chunks = useStaggered(
    useMemo(() => chunksOf(servers, columns), [servers, columns]),
    oneChunkAFrame,
  );
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
        style={{ ...glyphs.style, "--tile-columns": columns } as CSSProperties}
      >
        {glyphs.source}
        {chunks.map((servers) => (
          <TileChunk
            key={servers[0]?.id}
            pool={poolId}
            servers={servers}
            hasLatency={tile === "small"}
            selectedId={servers.some(({ id }) => id === selectedId) ? selectedId : null}
          />
        ))}
      </div>
    </section>
  );
});

type Chunk = readonly ServerSnapshot[];

/** About as many tiles as a frame has time for, on a slow machine as well. */
const tilesAChunk = 48;

/** Whole lines of tiles, which are laid out and painted apart from the others. */
function chunksOf(servers: Chunk, columns: number): Chunk[] {
  const size = Math.max(1, Math.round(tilesAChunk / columns)) * columns;
  return Array.from({ length: Math.ceil(servers.length / size) }, (_, index) =>
    servers.slice(index * size, (index + 1) * size),
  );
}

const oneChunkAFrame: StaggerRules<Chunk> = {
  perFrame: 1,
  isSameThing: (left, right) =>
    left.length === right.length && left.every(({ id }, index) => id === right[index]?.id),
  isUnchanged: (left, right) => left.every((server, index) => server === right[index]),
};

const TileChunk = memo(function TileChunk({
  pool,
  servers,
  hasLatency,
  selectedId,
}: {
  readonly pool: string;
  readonly servers: Chunk;
  readonly hasLatency: boolean;
  readonly selectedId: string | null;
}) {
  const t = useText("common");
  return (
    <div className="tile-chunk">
      {servers.map(({ id, state, reason, requestRate, latencyMs }) => (
        <ServerTile
          key={id}
          pool={pool}
          id={id}
          state={state}
          stateWord={t(`state.${state}`)}
          reason={coreText(reason)}
          rate={measureRate(requestRate).value}
          p95={hasLatency ? formatMilliseconds(latencyMs?.p95) : null}
          isSelected={id === selectedId}
        />
      ))}
    </div>
  );
});

/** Characters for which every tile has room. Cutting off what is longer costs the browser a region of its own. */
const shortName = 6;

/** Given only what it shows, so that a tile renders when a person could see the difference. */
const ServerTile = memo(function ServerTile({
  pool,
  id,
  state,
  stateWord,
  reason,
  rate,
  p95,
  isSelected,
}: {
  readonly pool: string;
  readonly id: string;
  readonly state: ServerState;
  readonly stateWord: string;
  readonly reason: string;
  readonly rate: string;
  /** Where there is room for it. */
  readonly p95: string | null;
  readonly isSelected: boolean;
}) {
  return (
    <button
      type="button"
      data-server={seriesKey(pool, id)}
      className={classNames("tile nodrag nokey", isSelected && "tile-selected")}
      aria-label={`${id}, ${stateWord}`}
      aria-pressed={isSelected}
      data-state={state}
      title={`${id}: ${stateWord}, ${reason}`}
      onClick={() => select({ kind: "server", pool, server: id })}
    >
      <span className="tile-glyph" style={{ backgroundImage: glyphImage(state) }} />
      <span className={classNames("tile-name", id.length > shortName && "tile-name-long")}>
        {id}
      </span>
      <span className="tile-rate figures">{rate}</span>
      {p95 !== null && <span className="tile-latency figures">p95 {p95}</span>}
    </button>
  );
});
