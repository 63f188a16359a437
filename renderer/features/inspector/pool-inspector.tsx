// One pool: how it chooses, who can be chosen, where its traffic goes and the rules around a choice.
import { useStore } from "zustand";
import type { PoolSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { AlgorithmField } from "../../components/server/algorithm-field.tsx";
import { Figure } from "../../components/ui/figure.tsx";
import { EmptyState, Skeleton } from "../../components/ui/notice.tsx";
import { StateChip } from "../../components/ui/state-chip.tsx";
import { groupDigits, measureRate } from "../../lib/format.ts";
import { statesByUrgency } from "../../state/overview.ts";
import { seriesKey } from "../../state/series-rings.ts";
import { selectPool, snapshotStore } from "../../state/snapshot-store.ts";
import { Facts, InspectorHeading, Section } from "./inspector-section.tsx";
import { healthFacts, ruleFacts } from "./pool-settings.ts";
import { PoolShares } from "./pool-shares.tsx";
import { GroupCharts } from "./server-charts.tsx";
import { useConfigDocument } from "./use-config-document.ts";

export function PoolInspector({ pool: id }: { readonly pool: string }) {
  const pool = useStore(snapshotStore, selectPool(id));
  if (!pool)
    return <EmptyState title={`${id} is gone`} reason="The configuration has no such pool now." />;
  const { servers, usableServers, queued, algorithm } = pool;
  const requestRate = servers.reduce((sum, server) => sum + server.requestRate, 0);
  const active = servers.reduce((sum, server) => sum + server.activeRequests, 0);
  return (
    <>
      <InspectorHeading title={pool.id} detail={algorithm}>
        <States pool={pool} />
      </InspectorHeading>
      <div className="inspector-now">
        <Figure label="Requests" measure={measureRate(requestRate)} />
        <Figure
          label="Usable"
          measure={{ value: String(usableServers), unit: `of ${servers.length}` }}
          isAlarming={usableServers === 0 && servers.length > 0}
        />
        <Figure label="Active" measure={{ value: groupDigits(active), unit: "" }} />
        <Figure label="Queue" measure={{ value: groupDigits(queued), unit: "" }} />
      </div>
      <div className="inspector-algorithm">
        <AlgorithmField pool={pool.id} algorithm={algorithm} />
      </div>
      {servers.length > 0 && (
        <GroupCharts pools={[id]} keys={servers.map((server) => seriesKey(id, server.id))} />
      )}
      <Section title="Share of traffic">
        {servers.length === 0 ? (
          <p className="inspector-note">
            This pool has no servers, so every request is answered 503. Add one on the Servers page.
          </p>
        ) : (
          <PoolShares pool={pool} />
        )}
      </Section>
      <PoolSettings id={id} />
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

function PoolSettings({ id }: { readonly id: string }) {
  const config = useConfigDocument();
  const pool = config?.pools.find((candidate) => candidate.id === id);
  if (config === undefined) return <Skeleton height={80} />;
  if (!pool) return <p className="inspector-note">The settings of this pool could not be read.</p>;
  return (
    <>
      <Section title="Health">
        <Facts facts={healthFacts(pool.health)} />
      </Section>
      <Section title="Rules">
        <Facts facts={ruleFacts(pool)} />
      </Section>
    </>
  );
}
