// A server's share of its pool's traffic along the foot of its card, with a tick where its weight says it should be.

import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { ShareBar } from "../../components/charts/share-bar.tsx";
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
    useShallow((state) => sharesOf(selectPool(pool)(state)?.servers ?? []).get(server) ?? noShare),
  );
  return (
    <div className="share-line">
      <ShareBar actual={share.actual ?? 0} expected={share.expected} colour={colour} width="100%" />
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

const noShare = { actual: null, expected: null };
