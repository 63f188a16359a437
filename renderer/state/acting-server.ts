// The one server that keys act on: what has the focus, or else what the inspector shows. What shows a server marks itself with
// `data-server`, the value of seriesKey; what stands for a simulated one with its address, `data-simulated`.
import type { ServerSnapshot } from "../../balancer-core/contract/snapshot.ts";
import { selectionStore } from "./selection-store.ts";
import { selectPools, selectServer, snapshotStore } from "./snapshot-store.ts";

export interface ActingServer {
  readonly pool: string;
  readonly server: ServerSnapshot;
}

export function actingServer(
  focused: Element | null = document.activeElement,
): ActingServer | undefined {
  return focusedServer(focused) ?? selectedServer();
}

function focusedServer(focused: Element | null): ActingServer | undefined {
  const mark =
    focused?.closest("[data-server], [data-simulated]") ??
    // The canvas gives the focus to the frame around a card.
    focused?.querySelector(":scope > [data-server]");
  if (!(mark instanceof HTMLElement)) return undefined;
  const { server: key, simulated } = mark.dataset;
  if (simulated !== undefined) return servedAt(simulated);
  const [pool = "", id = ""] = key?.split("/") ?? [];
  return found(pool, id);
}

function selectedServer(): ActingServer | undefined {
  const { selection } = selectionStore.getState();
  return selection?.kind === "server" ? found(selection.pool, selection.server) : undefined;
}

function found(pool: string, id: string): ActingServer | undefined {
  const server = selectServer(pool, id)(snapshotStore.getState());
  return server && { pool, server };
}

function servedAt(address: string): ActingServer | undefined {
  for (const { id, servers } of selectPools(snapshotStore.getState())) {
    const server = servers.find((each) => each.address === address);
    if (server) return { pool: id, server };
  }
  return undefined;
}
