// Every server of every pool as a row, with its live numbers and its actions.

import { Plus, SearchX, Server } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { AddServerDialog } from "../../components/server/add-server-dialog.tsx";
import { Button } from "../../components/ui/button.tsx";
import { TextField } from "../../components/ui/field.tsx";
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { useText } from "../../i18n/use-text.ts";
import { navigate } from "../../lib/hash-route.ts";
import { selectPools, snapshotStore } from "../../state/snapshot-store.ts";
import { PoolTable } from "./pool-table.tsx";
import { idColumnWidth } from "./server-columns.ts";
import { filterServers, nextSort, type Sort } from "./server-order.ts";
import "./servers-page.css";

export function ServersPage() {
  const t = useText("servers");
  const pools = useStore(snapshotStore, selectPools);
  const [filter, setFilter] = useState("");
  const [sort, setSort] = useState<Sort | null>(null);
  const [addingTo, setAddingTo] = useState<string | null>(null);
  const [firstPool] = pools;
  if (!firstPool) return <NoPools />;
  const isNothingFound =
    filter.trim() !== "" &&
    pools.every(({ servers }) => filterServers(servers, filter).length === 0);
  const idWidth = idColumnWidth(pools.flatMap(({ servers }) => servers.map(({ id }) => id)));
  return (
    <Page
      title={t("title")}
      actions={
        <>
          <div className="servers-filter">
            <TextField
              label={t("filter")}
              isLabelHidden
              type="search"
              placeholder={t("filterHint")}
              value={filter}
              onValueChange={setFilter}
            />
          </div>
          <Button icon={<Plus />} onClick={() => setAddingTo(firstPool.id)}>
            {t("addServer")}
          </Button>
        </>
      }
    >
      {pools.map((pool) => (
        <PoolTable
          key={pool.id}
          pool={pool}
          idWidth={idWidth}
          filter={filter}
          sort={sort}
          onSort={(key) => setSort(nextSort(sort, key))}
          onAdd={setAddingTo}
        />
      ))}
      {isNothingFound && (
        <Panel>
          <EmptyState
            icon={<SearchX />}
            title={t("noMatch")}
            reason={t("noMatchReason", { words: filter.trim() })}
            actions={<Button onClick={() => setFilter("")}>{t("showAll")}</Button>}
          />
        </Panel>
      )}
      {addingTo !== null && <AddServerDialog pool={addingTo} onClose={() => setAddingTo(null)} />}
    </Page>
  );
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
