// A server's share of its pool's traffic along the foot of its card, with a handle where its weight says it should be.

import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { PoolSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { ShareBar } from "../../components/charts/share-bar.tsx";
import { algorithmWords } from "../../components/server/algorithm-field.tsx";
import { WeightHandle } from "../../components/server/weight-handle.tsx";
import type { Text } from "../../i18n/catalogue-types.ts";
import { RichText } from "../../i18n/rich-text.tsx";
import { useText } from "../../i18n/use-text.ts";
import { formatPercent } from "../../lib/format.ts";
import { type Share, sharesOf } from "../../state/shares.ts";
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
    useShallow((state) => shareAmong(selectPool(pool)(state), server)),
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
        {share.byWeight !== null && (
          <WeightHandle pool={pool} server={server} weight={share.weight} others={share.others} />
        )}
      </span>
      <span className="share-line-words figures" title={shareHint(t, share)}>
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

interface ServerShare extends Share {
  readonly algorithm: string;
  /** Weights of the others that take traffic. */
  readonly others: number;
  readonly weight: number;
}

const unknown: Share = { actual: null, byWeight: null, expected: null };

function shareAmong(pool: PoolSnapshot | undefined, id: string): ServerShare {
  if (!pool) return { ...unknown, algorithm: "", others: 0, weight: 0 };
  const { algorithm, servers } = pool;
  const shares = sharesOf(pool);
  const others = servers.reduce(
    (sum, server) =>
      server.id === id || (shares.get(server.id)?.byWeight ?? null) === null
        ? sum
        : sum + server.effectiveWeight,
    0,
  );
  const weight = servers.find((server) => server.id === id)?.weight ?? 0;
  return { ...(shares.get(id) ?? unknown), algorithm, others, weight };
}

/** What the words mean, and what the handle stands for where the algorithm promises nothing. */
function shareHint(
  t: Text<"topology">,
  { algorithm, byWeight, expected }: ServerShare,
): string | undefined {
  if (byWeight === null) return undefined;
  const share = formatPercent(byWeight);
  return expected === null
    ? t("shareFree", { algorithm: algorithmWords(algorithm), share })
    : t("shareHint", { share });
}
