// One pool: its head with state and algorithm, and its servers as rows. Many rows are drawn only where they are in sight.

import { Plus, Server } from "lucide-react";
import { type CSSProperties, useMemo, useRef } from "react";
import { useStore } from "zustand";
import type { PoolSnapshot, ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { AlgorithmField } from "../../components/server/algorithm-field.tsx";
import { PoolState } from "../../components/server/pool-state.tsx";
import { Button, IconButton } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/notice.tsx";
import { Panel } from "../../components/ui/panel.tsx";
import { Table } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { selectionStore } from "../../state/selection-store.ts";
import { sharesOf } from "../../state/shares.ts";
import { actionsWidth, serverColumns } from "./server-columns.ts";
import { filterServers, type Sort, type SortKey, sortServers } from "./server-order.ts";
import { ServerRow } from "./server-row.tsx";
import { SortHeader } from "./sort-header.tsx";
import { useVisibleRows } from "./use-visible-rows.ts";

export interface PoolTableProps {
  readonly pool: PoolSnapshot;
  /** The same for all pools, so that their columns stand under each other. */
  readonly idWidth: number;
  readonly filter: string;
  readonly sort: Sort | null;
  readonly onSort: (key: SortKey) => void;
  readonly onAdd: (pool: string) => void;
}

export function PoolTable({ pool, idWidth, filter, sort, onSort, onAdd }: PoolTableProps) {
  const t = useText("servers");
  const { id, servers, queued } = pool;
  const shown = useMemo(
    () => sortServers(filterServers(servers, filter), sort),
    [servers, filter, sort],
  );
  if (filter.trim() !== "" && shown.length === 0) return null;
  return (
    <Panel
      title={id}
      isFlush
      className="pool-panel"
      aside={
        <span className="pool-panel-aside">
          <PoolState pool={pool} />
          {queued > 0 && <span>{t("waiting", { count: queued })}</span>}
          {shown.length < servers.length && <span>{t("shown", { shown: shown.length })}</span>}
        </span>
      }
      actions={
        <>
          <div className="pool-panel-algorithm">
            <AlgorithmField pool={id} algorithm={pool.algorithm} />
          </div>
          <IconButton label={t("addTo", { pool: id })} icon={<Plus />} onClick={() => onAdd(id)} />
        </>
      }
    >
      {servers.length === 0 ? (
        <EmptyState
          icon={<Server />}
          title={t("nobody")}
          reason={t("nobodyReason")}
          actions={
            <Button icon={<Plus />} onClick={() => onAdd(id)}>
              {t("addFirst")}
            </Button>
          }
        />
      ) : (
        <Rows pool={pool} idWidth={idWidth} shown={shown} sort={sort} onSort={onSort} />
      )}
    </Panel>
  );
}

function Rows({
  pool: { id: pool, servers },
  idWidth,
  shown,
  sort,
  onSort,
}: Pick<PoolTableProps, "pool" | "idWidth" | "sort" | "onSort"> & {
  readonly shown: readonly ServerSnapshot[];
}) {
  const t = useText("servers");
  const scroller = useRef<HTMLDivElement>(null);
  const selected = useStore(selectionStore, ({ selection }) =>
    selection?.kind === "server" && selection.pool === pool ? selection.server : null,
  );
  const shares = useMemo(() => sharesOf(servers), [servers]);
  const places = useMemo(() => new Map(servers.map(({ id }, index) => [id, index])), [servers]);
  const { isWindowed, first, last, above, below } = useVisibleRows(shown.length, scroller);
  const width = actionsWidth + serverColumns.reduce((sum, column) => sum + column.width, idWidth);
  return (
    <div
      ref={scroller}
      className={classNames("servers-scroller", isWindowed && "servers-scroller-windowed")}
      style={{ "--table-width": `${width}px` } as CSSProperties}
    >
      <Table label={t("tableOf", { pool })}>
        <colgroup>
          {serverColumns.map(({ id, width }, index) => (
            <col key={id} style={{ width: index === 0 ? idWidth : width }} />
          ))}
          <col style={{ width: actionsWidth }} />
        </colgroup>
        <SortHeader sort={sort} onSort={onSort} />
        <tbody>
          {above > 0 && <Gap height={above} />}
          {shown.slice(first, last).map((server) => {
            const share = shares.get(server.id);
            return (
              <ServerRow
                key={server.id}
                pool={pool}
                server={server}
                index={places.get(server.id) ?? 0}
                actualShare={share?.actual ?? null}
                expectedShare={share?.expected ?? null}
                isSelected={server.id === selected}
              />
            );
          })}
          {below > 0 && <Gap height={below} />}
        </tbody>
      </Table>
    </div>
  );
}

/** Holds the place of rows that are not drawn. */
function Gap({ height }: { readonly height: number }) {
  return (
    <tr>
      <td colSpan={serverColumns.length + 1} style={{ height, padding: 0 }} />
    </tr>
  );
}
