// A server's share of its pool's traffic along the foot of its card, with a handle where its weight says it should be.

import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { ShareBar } from "../../components/charts/share-bar.tsx";
import { WeightHandle } from "../../components/server/weight-handle.tsx";
import { RichText } from "../../i18n/rich-text.tsx";
import { useText } from "../../i18n/use-text.ts";
import { formatPercent } from "../../lib/format.ts";
import { sharesOf } from "../../state/shares.ts";
import { selectPool, snapshotStore } from "../../state/snapshot-store.ts";

export function ShareLine({
  pool,
  server,
  colour,
}: {
  readonly pool: string;
  readonly server: string;
  readonly colour: string;
}) {
  const t = useText("topology");
  const share = useStore(
    snapshotStore,
    useShallow((state) => shareAmong(selectPool(pool)(state)?.servers ?? [], server)),
  );
  return (
    <div className="share-line">
      <span className="share-line-bar">
        <ShareBar
          actual={share.actual ?? 0}
          expected={share.expected}
          colour={colour}
          width="100%"
        />
        {share.expected !== null && (
          <WeightHandle pool={pool} server={server} weight={share.weight} others={share.others} />
        )}
      </span>
      <span className="share-line-words figures">
        {share.actual === null && t("noTraffic")}
        {share.actual !== null &&
          (share.expected === null ? (
            formatPercent(share.actual)
          ) : (
            <RichText
              from="topology"
              text="share"
              values={{
                actual: formatPercent(share.actual),
                expected: formatPercent(share.expected),
              }}
              parts={{ of: <span /> }}
            />
          ))}
      </span>
    </div>
  );
}

function shareAmong(servers: readonly ServerSnapshot[], id: string) {
  const shares = sharesOf(servers);
  const others = servers.reduce(
    (sum, server) =>
      server.id === id || (shares.get(server.id)?.expected ?? null) === null
        ? sum
        : sum + server.effectiveWeight,
    0,
  );
  const weight = servers.find((server) => server.id === id)?.weight ?? 0;
  const { actual, expected } = shares.get(id) ?? { actual: null, expected: null };
  return { actual, expected, others, weight };
}
