// Everything about one server: its state and why, what can be done, how it performs, how its checks went, what it counted.
import { useStore } from "zustand";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { DrainCountdown } from "../../components/server/drain-countdown.tsx";
import { stateDetail } from "../../components/server/state-detail.ts";
import { Button } from "../../components/ui/button.tsx";
import { Figure } from "../../components/ui/figure.tsx";
import { EmptyState, Skeleton } from "../../components/ui/notice.tsx";
import { StateChip } from "../../components/ui/state-chip.tsx";
import { useText } from "../../i18n/use-text.ts";
import {
  formatClock,
  formatSpan,
  groupDigits,
  measureMilliseconds,
  measurePercent,
  measureRate,
} from "../../lib/format.ts";
import { useNow } from "../../lib/use-interval.ts";
import { select } from "../../state/selection-store.ts";
import { selectServer, snapshotStore } from "../../state/snapshot-store.ts";
import { InspectorHeading, Section } from "./inspector-section.tsx";
import { LastErrors } from "./last-errors.tsx";
import { ServerActions } from "./server-actions.tsx";
import { ServerChanges } from "./server-changes.tsx";
import { ServerCharts } from "./server-charts.tsx";
import { ServerChecks, useChecks } from "./server-checks.tsx";
import { ServerFacts } from "./server-facts.tsx";

export function ServerInspector({
  pool,
  server: id,
}: {
  readonly pool: string;
  readonly server: string;
}) {
  const server = useStore(snapshotStore, selectServer(pool, id));
  if (!server)
    return (
      <EmptyState
        title={`${id} is gone`}
        reason={`It is no longer a server of pool ${pool}. Undo above brings it back.`}
        actions={<Button onClick={() => select(null)}>Close inspector</Button>}
      />
    );
  return <LiveServer key={`${pool}/${id}`} pool={pool} server={server} />;
}

function LiveServer({ pool, server }: { readonly pool: string; readonly server: ServerSnapshot }) {
  const t = useText("inspector");
  const checks = useChecks(pool, server);
  return (
    <>
      <InspectorHeading title={server.id} detail={server.address}>
        <State server={server} />
      </InspectorHeading>
      <ServerActions pool={pool} server={server} />
      <Now server={server} />
      <ServerCharts pool={pool} server={server.id} />
      <Section title="Health checks">
        {checks === null ? <Skeleton height={20} /> : <ServerChecks checks={checks} />}
      </Section>
      <Section title={t("changes")}>
        <ServerChanges pool={pool} server={server} />
      </Section>
      <Section title={t("errors")}>
        <LastErrors pool={pool} server={server.id} errors={server.errors} />
      </Section>
      <Section title="Settings and totals">
        <ServerFacts server={server} />
      </Section>
    </>
  );
}

function State({ server }: { readonly server: ServerSnapshot }) {
  const now = useNow();
  const { since, state, reason } = server;
  return (
    <div className="inspector-state">
      <p className="inspector-state-line">
        <StateChip state={state} detail={server.drain === null ? stateDetail(server) : undefined} />
        <span className="inspector-since">
          since <span className="figures">{formatClock(since)}</span>,{" "}
          {formatSpan(now - Date.parse(since))}
        </span>
      </p>
      {server.drain === null ? (
        <p className="inspector-reason">{sentence(reason)}</p>
      ) : (
        <DrainCountdown server={server} />
      )}
    </div>
  );
}

function Now({ server }: { readonly server: ServerSnapshot }) {
  const { requestRate, errorRate, latencyMs, activeRequests, maxConnections } = server;
  const errorShare = requestRate > 0 ? Math.min(1, errorRate / requestRate) : 0;
  return (
    <div className="inspector-now">
      <Figure label="Requests" measure={measureRate(requestRate)} />
      <Figure label="p95" measure={measureMilliseconds(latencyMs?.p95)} />
      <Figure
        label="Active"
        measure={{
          value: groupDigits(activeRequests),
          unit: maxConnections > 0 ? `of ${groupDigits(maxConnections)}` : "",
        }}
      />
      <Figure label="Errors" measure={measurePercent(errorShare)} isAlarming={errorShare >= 0.01} />
    </div>
  );
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
