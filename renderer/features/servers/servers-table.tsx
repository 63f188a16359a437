// The table itself: one head, pools as groups of rows, only what is in sight drawn. Arrow keys move from server to server,
// Space picks, Shift picks all between, Enter opens the inspector.
import {
  type CSSProperties,
  type KeyboardEvent,
  useCallback,
  useMemo,
  useRef,
  useState,
} from "react";
import { useStore } from "zustand";
import { Table } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { useStaggered } from "../../lib/use-staggered.ts";
import { select, selectionStore } from "../../state/selection-store.ts";
import { seriesKey } from "../../state/series-rings.ts";
import { EmptyPoolRow, PoolRow } from "./pool-row.tsx";
import { pickedOf } from "./row-selection.ts";
import {
  actionsWidth,
  boxWidth,
  fittingColumns,
  idColumnWidth,
  type ServerColumn,
  wordsFrom,
} from "./server-columns.ts";
import type { Sort } from "./server-order.ts";
import { ServerRow } from "./server-row.tsx";
import { SortHeader } from "./sort-header.tsx";
import { stepOf } from "./table-keys.ts";
import { someRowsAFrame, type TableRow } from "./table-rows.ts";
import type { RowPicks } from "./use-row-picks.ts";
import { useVisibleRows } from "./use-visible-rows.ts";
import { useWidth } from "./use-width.ts";
import "./servers-table.css";

export interface ServersTableProps {
  readonly rows: readonly TableRow[];
  readonly columns: readonly ServerColumn[];
  /** Chosen by a person, so all of them are shown and slide; else those that have room. */
  readonly isChosen: boolean;
  readonly longestId: number;
  readonly sort: Sort | null;
  readonly picks: RowPicks;
  readonly onSort: (column: ServerColumn["id"]) => void;
  readonly onFold: (pool: string) => void;
  readonly onAdd: (pool: string) => void;
}

export function ServersTable(props: ServersTableProps) {
  const { rows, isChosen, longestId, sort, picks, onSort, onFold, onAdd } = props;
  const t = useText("servers");
  const scroller = useRef<HTMLDivElement>(null);
  const inspected = useStore(selectionStore, ({ selection }) =>
    selection?.kind === "server" ? seriesKey(selection.pool, selection.server) : null,
  );
  /** The row the keyboard is on; the first until somebody moves. */
  const [current, setCurrent] = useState<string | null>(null);
  const visible = useVisibleRows(rows.length, scroller);
  const { first, last } = visible;
  const drawn = useStaggered(
    useMemo(() => rows.slice(first, last), [rows, first, last]),
    someRowsAFrame,
  );
  const room = useWidth(scroller) ?? widestTable;
  const idWidth = idColumnWidth(longestId);
  const columns = useMemo(
    () => (isChosen ? props.columns : fittingColumns(props.columns, idWidth, room)),
    [props.columns, isChosen, idWidth, room],
  );
  const places = useMemo(
    () =>
      new Map(
        rows.flatMap((row, index) => (row.kind === "server" ? [[row.entry.key, index]] : [])),
      ),
    [rows],
  );
  const order = useMemo(() => [...places.keys()], [places]);
  const tabStop = current !== null && places.has(current) ? current : order[0];
  const inspect = useCallback((key: string) => {
    setCurrent(key);
    const [pool = "", server = ""] = key.split("/");
    select({ kind: "server", pool, server });
  }, []);
  const { pick } = picks;
  const onPick = useCallback(
    (key: string, isRange: boolean) => {
      setCurrent(key);
      pick(key, isRange);
    },
    [pick],
  );

  function onKeyDown(event: KeyboardEvent<HTMLTableSectionElement>): void {
    const key = event.target instanceof HTMLElement ? event.target.dataset.key : undefined;
    // Keys in a row's fields and buttons are theirs.
    if (key === undefined || event.altKey) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key.toLowerCase() === "a") picks.pickAll();
    else if (isCommand) return;
    else if (event.key === " ") pick(key, event.shiftKey);
    else if (event.key === "Enter") inspect(key);
    else if (event.key === "Escape" && picks.count > 0) picks.clear();
    else if (!move(key, event)) return;
    event.preventDefault();
  }

  function move(key: string, event: KeyboardEvent): boolean {
    const next = stepOf(event.key, order.indexOf(key), order.length);
    const goal = next === null ? undefined : order[next];
    if (goal === undefined) return false;
    if (event.shiftKey) picks.extend(key, goal);
    setCurrent(goal);
    visible.scrollTo(places.get(goal) ?? 0);
    // It is drawn once the scroller has moved. Ids have no characters that mean something in a selector's quotes.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`tr[data-key="${goal}"]`)?.focus(),
    );
    return true;
  }

  const buttons = actionsWidth(room);
  const width = columns.reduce((sum, column) => sum + column.width, boxWidth + buttons + idWidth);
  return (
    <div
      ref={scroller}
      className={classNames(
        "servers-scroller",
        room < wordsFrom && "servers-tight",
        width > room && "servers-sliding",
      )}
      style={
        {
          "--table-width": `${width}px`,
          "--servers-row": `${visible.rowHeight}px`,
          "--servers-box": `${boxWidth}px`,
          "--servers-name": `${idWidth}px`,
        } as CSSProperties
      }
    >
      <Table label={t("title")} rowCount={rows.length + 1}>
        <colgroup>
          <col style={{ width: boxWidth }} />
          {columns.map(({ id, width }) => (
            <col key={id} style={{ width: id === "id" ? idWidth : width }} />
          ))}
          <col style={{ width: buttons }} />
        </colgroup>
        <SortHeader
          columns={columns}
          sort={sort}
          picked={picks.ofAll}
          onSort={onSort}
          onPickAll={picks.toggleAll}
        />
        <tbody onKeyDown={onKeyDown}>
          <Gap height={visible.above} />
          {drawn.map((row, offset) => {
            const place = first + offset + 2;
            if (row.kind === "empty")
              return (
                <EmptyPoolRow
                  key={`empty ${row.pool}`}
                  pool={row.pool}
                  columns={columns.length}
                  place={place}
                  onAdd={onAdd}
                />
              );
            if (row.kind === "pool")
              return (
                <PoolRow
                  key={`pool ${row.pool.id}`}
                  pool={row.pool}
                  shown={row.entries.length}
                  picked={pickedOf(
                    picks.keys,
                    row.entries.map(({ key }) => key),
                  )}
                  isFolded={row.isFolded}
                  columns={columns.length}
                  place={place}
                  onFold={onFold}
                  onPickAll={picks.togglePool}
                  onAdd={onAdd}
                />
              );
            const { key, pool, server, index, share } = row.entry;
            return (
              <ServerRow
                key={key}
                columns={columns}
                place={place}
                pool={pool}
                server={server}
                index={index}
                actualShare={share?.actual ?? null}
                expectedShare={share?.expected ?? null}
                isInspected={key === inspected}
                isPicked={picks.keys.has(key)}
                isTabStop={key === tabStop}
                onPick={onPick}
                onInspect={inspect}
              />
            );
          })}
          <Gap height={visible.below} />
        </tbody>
      </Table>
    </div>
  );
}

/** Before the first measurement, and where nothing is laid out. */
const widestTable = 1_600;

/** Holds the place of rows that are not drawn. */
function Gap({ height }: { readonly height: number }) {
  return height > 0 ? <tr style={{ height }} /> : null;
}
