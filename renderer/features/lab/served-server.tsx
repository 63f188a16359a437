// Which server of which pool a simulated server stands behind, and what the balancer thinks of it: cause and effect side by side.

import { useStore } from "zustand";
import { StateChip } from "../../components/ui/state-chip.tsx";
import { coreText } from "../../i18n/core-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { select } from "../../state/selection-store.ts";
import { selectPools, snapshotStore } from "../../state/snapshot-store.ts";

export function ServedServer({ address }: { readonly address: string }) {
  const t = useText("lab");
  const pools = useStore(snapshotStore, selectPools);
  for (const pool of pools) {
    const server = pool.servers.find((candidate) => candidate.address === address);
    if (server)
      return (
        <button
          type="button"
          className="lab-served"
          title={coreText(server.reason)}
          onClick={() => select({ kind: "server", pool: pool.id, server: server.id })}
        >
          <span className="lab-served-name">
            {pool.id}/{server.id}
          </span>
          <StateChip state={server.state} />
        </button>
      );
  }
  return <span className="lab-served-none">{t("inNoPool")}</span>;
}
