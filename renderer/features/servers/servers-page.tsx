// Every server of every pool as a row, with its live numbers and its actions; what is picked is changed together.
import { Download, Plus, SearchX, Server } from "lucide-react";
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { PoolSnapshot, ServerState } from "../../../balancer-core/contract/snapshot.ts";
import { AddServerDialog } from "../../components/server/add-server-dialog.tsx";
import { Button } from "../../components/ui/button.tsx";
import { TextField } from "../../components/ui/field.tsx";
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { useText } from "../../i18n/use-text.ts";
import { navigate } from "../../lib/hash-route.ts";
import { saveFile } from "../../lib/save-file.ts";
import { selectPools, snapshotStore } from "../../state/snapshot-store.ts";
import { usePreference } from "../../state/use-preferences.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { ColumnChooser } from "./column-chooser.tsx";
import { type ColumnId, chosenColumns } from "./server-columns.ts";
import { nextSort, noFilter, type Sort } from "./server-order.ts";
import { csvOf } from "./servers-csv.ts";
import { ServersTable } from "./servers-table.tsx";
import { StateFilter } from "./state-filter.tsx";
import { entriesIn, tableRows } from "./table-rows.ts";
import { useRowPicks } from "./use-row-picks.ts";
import "./servers-page.css";

const nothingFolded: ReadonlySet<string> = new Set();

export function ServersPage() {
  const t = useText("servers");
  // Rows of a new snapshot are drawn between frames, not instead of them.
  const pools = useDeferredValue(useStore(snapshotStore, selectPools));
  const [filter, setFilter] = useState(noFilter);
  const [sort, setSort] = useState<Sort | null>(null);
  const [folded, setFolded] = useState(nothingFolded);
  const [addingTo, setAddingTo] = useState<string | null>(null);
  const choice = usePreference("serverColumns");
  const columns = useMemo(() => chosenColumns(choice), [choice]);
  const rows = useMemo(
    () => tableRows(pools, { filter, sort, folded }),
    [pools, filter, sort, folded],
  );
  const entries = useMemo(() => entriesIn(rows), [rows]);
  const picks = useRowPicks(entries);
  const onSort = useCallback((column: ColumnId) => setSort((now) => nextSort(now, column)), []);
  const onFold = useCallback((pool: string) => setFolded((now) => without(now, pool)), []);
  const [firstPool] = pools;
  if (!firstPool) return <NoPools />;
  const saved = picks.count > 0 ? picks.entries : entries;
  return (
    <Page
      title={t("title")}
      isFilling
      actions={
        <>
          <ColumnChooser chosen={columns} />
          <Button
            variant="quiet"
            icon={<Download />}
            title={t("saveCsvHint")}
            disabled={saved.length === 0}
            onClick={() => saveFile(csvOf(saved, columns), { kind: "csv", type: "text/csv" })}
          >
            {t("saveCsv")}
          </Button>
          <Button icon={<Plus />} onClick={() => setAddingTo(firstPool.id)}>
            {t("addServer")}
          </Button>
        </>
      }
    >
      <div className="servers-bar">
        <div className="servers-filter">
          <TextField
            label={t("filter")}
            isLabelHidden
            type="search"
            placeholder={t("filterHint")}
            value={filter.text}
            onValueChange={(text) => setFilter({ ...filter, text })}
          />
        </div>
        <StateFilter
          counts={stateCounts(pools)}
          chosen={filter.states}
          onChange={(states) => setFilter({ ...filter, states })}
        />
      </div>
      {rows.length === 0 ? (
        <Panel>
          <EmptyState
            icon={<SearchX />}
            title={t("noMatch")}
            reason={
              filter.text.trim() === ""
                ? t("noState")
                : t("noMatchReason", { words: filter.text.trim() })
            }
            actions={<Button onClick={() => setFilter(noFilter)}>{t("showAll")}</Button>}
          />
        </Panel>
      ) : (
        <Panel isFlush className="servers-panel">
          <ServersTable
            rows={rows}
            columns={columns}
            isChosen={choice !== null}
            longestId={longestId(pools)}
            sort={sort}
            picks={picks}
            onSort={onSort}
            onFold={onFold}
            onAdd={setAddingTo}
          />
          {picks.count > 0 && <BulkBar entries={picks.entries} onClear={picks.clear} />}
        </Panel>
      )}
      {addingTo !== null && <AddServerDialog pool={addingTo} onClose={() => setAddingTo(null)} />}
    </Page>
  );
}

function without(folded: ReadonlySet<string>, pool: string): ReadonlySet<string> {
  const next = new Set(folded);
  if (!next.delete(pool)) next.add(pool);
  return next;
}

function stateCounts(pools: readonly PoolSnapshot[]): ReadonlyMap<ServerState, number> {
  const counts = new Map<ServerState, number>();
  for (const { servers } of pools)
    for (const { state } of servers) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

function longestId(pools: readonly PoolSnapshot[]): number {
  let longest = 0;
  for (const { servers } of pools)
    for (const { id } of servers) longest = Math.max(longest, id.length);
  return longest;
}

function NoPools() {
  const t = useText("servers");
  return (
    <Page title={t("title")}>
      <Panel>
        <EmptyState
          icon={<Server />}
          title={t("noPools")}
          reason={t("noPoolsReason")}
          actions={
            <Button variant="primary" onClick={() => navigate("configuration")}>
              {t("writeConfiguration")}
            </Button>
          }
        />
      </Panel>
    </Page>
  );
}
