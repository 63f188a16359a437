// Every server of every pool as a row, with its live numbers and its actions.
import { Plus, SearchX, Server } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { AddServerDialog } from "../../components/server/add-server-dialog.tsx";
import { Button } from "../../components/ui/button.tsx";
import { TextField } from "../../components/ui/field.tsx";
import { EmptyState } from "../../components/ui/notice.tsx";
import { Page, Panel } from "../../components/ui/panel.tsx";
import { navigate } from "../../lib/hash-route.ts";
import { selectPools, snapshotStore } from "../../state/snapshot-store.ts";
import { PoolTable } from "./pool-table.tsx";
import { idColumnWidth } from "./server-columns.ts";
import { filterServers, nextSort, type Sort } from "./server-order.ts";
import "./servers-page.css";

export function ServersPage() {
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
      title="Servers"
      actions={
        <>
          <div className="servers-filter">
            <TextField
              label="Filter servers"
              isLabelHidden
              type="search"
              placeholder="Filter by id, address or state"
              value={filter}
              onValueChange={setFilter}
            />
          </div>
          <Button icon={<Plus />} onClick={() => setAddingTo(firstPool.id)}>
            Add server
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
            title="No server matches"
            reason={`Nothing in id, address, state or reason contains “${filter.trim()}”.`}
            actions={<Button onClick={() => setFilter("")}>Show all</Button>}
          />
        </Panel>
      )}
      {addingTo !== null && <AddServerDialog pool={addingTo} onClose={() => setAddingTo(null)} />}
    </Page>
  );
}

function NoPools() {
  return (
    <Page title="Servers">
      <Panel>
        <EmptyState
          icon={<Server />}
          title="No pools yet"
          reason="Servers live in a pool, and the configuration has none."
          actions={
            <Button variant="primary" onClick={() => navigate("configuration")}>
              Write the configuration
            </Button>
          }
        />
      </Panel>
    </Page>
  );
}
