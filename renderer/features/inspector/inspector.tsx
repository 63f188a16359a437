// What the dock shows of the selected server, pool or listener.
import { useStore } from "zustand";
import { EmptyState } from "../../components/ui/notice.tsx";
import { StateChip } from "../../components/ui/state-chip.tsx";
import type { Selection } from "../../state/selection-store.ts";
import { selectServer, snapshotStore } from "../../state/snapshot-store.ts";

export function Inspector({ selection }: { readonly selection: Selection }) {
  if (selection.kind !== "server") return null;
  return <ServerSummary pool={selection.pool} server={selection.server} />;
}

function ServerSummary({ pool, server: id }: { readonly pool: string; readonly server: string }) {
  const server = useStore(snapshotStore, selectServer(pool, id));
  if (!server)
    return <EmptyState title={`${id} is gone`} reason="It was removed from its pool meanwhile." />;
  return (
    <>
      <h2>{server.id}</h2>
      <StateChip state={server.state} />
      <p>{server.reason}</p>
    </>
  );
}
