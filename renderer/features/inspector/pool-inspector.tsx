// One pool: how it chooses, who can be chosen, where its traffic goes and the rules around a choice.
import { useStore } from "zustand";
import type { PoolSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { AlgorithmField } from "../../components/server/algorithm-field.tsx";
import { Figure } from "../../components/ui/figure.tsx";
import { EmptyState } from "../../components/ui/notice.tsx";
import { StateChip } from "../../components/ui/state-chip.tsx";
import { useText } from "../../i18n/use-text.ts";
import { groupDigits, measureRate } from "../../lib/format.ts";
import { statesByUrgency } from "../../state/overview.ts";
import { seriesKey } from "../../state/series-rings.ts";
import { selectPool, snapshotStore } from "../../state/snapshot-store.ts";
import { InspectorHeading, Section } from "./inspector-section.tsx";
import { PoolSettings } from "./pool-settings.tsx";
import { PoolShares } from "./pool-shares.tsx";
import { GroupCharts } from "./server-charts.tsx";
import { StickySessions } from "./sticky-sessions.tsx";

export function PoolInspector({ pool: id }: { readonly pool: string }) {
  const t = useText("inspector");
  const pool = useStore(snapshotStore, selectPool(id));
  if (!pool) return <EmptyState title={t("gone", { id })} reason={t("gonePool")} />;
  const { servers, usableServers, queued, algorithm } = pool;
  const requestRate = servers.reduce((sum, server) => sum + server.requestRate, 0);
  const active = servers.reduce((sum, server) => sum + server.activeRequests, 0);
  return (
    <>
      <InspectorHeading title={pool.id} detail={algorithm}>
        <States pool={pool} />
      </InspectorHeading>
      <div className="inspector-now">
        <Figure label={t("figure.requests")} measure={measureRate(requestRate)} />
        <Figure
          label={t("figure.usable")}
          measure={{
            value: String(usableServers),
            unit: t("figure.of", { count: servers.length }),
          }}
          isAlarming={usableServers === 0 && servers.length > 0}
        />
        <Figure label={t("figure.active")} measure={{ value: groupDigits(active), unit: "" }} />
        <Figure label={t("figure.queue")} measure={{ value: groupDigits(queued), unit: "" }} />
      </div>
      <div className="inspector-algorithm">
        <AlgorithmField pool={pool.id} algorithm={algorithm} />
      </div>
      {servers.length > 0 && (
        <GroupCharts pools={[id]} keys={servers.map((server) => seriesKey(id, server.id))} />
      )}
      <Section title={t("shares")} term="share">
        {servers.length === 0 ? (
          <p className="inspector-note">{t("noServers")}</p>
        ) : (
          <PoolShares pool={pool} />
        )}
      </Section>
      <PoolSettings id={id} />
      <StickySessions key={id} pool={id} />
    </>
  );
}

function States({ pool }: { readonly pool: PoolSnapshot }) {
  const counts = statesByUrgency
    .map((state) => ({
      state,
      count: pool.servers.filter((server) => server.state === state).length,
    }))
    .filter(({ count }) => count > 0);
  return (
    <ul className="inspector-states">
      {counts.map(({ state, count }) => (
        <li key={state}>
          <StateChip state={state} detail={String(count)} />
        </li>
      ))}
    </ul>
  );
}
