// Everything about one server: its state and why, what can be done, how it performs, how its checks went, what it counted.
import { useStore } from "zustand";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { stateDetail } from "../../components/server/state-detail.ts";
import { Button } from "../../components/ui/button.tsx";
import { Figure } from "../../components/ui/figure.tsx";
import { EmptyState, Skeleton } from "../../components/ui/notice.tsx";
import { StateChip } from "../../components/ui/state-chip.tsx";
import { coreText } from "../../i18n/core-text.ts";
import { useText } from "../../i18n/use-text.ts";
import {
  formatClock,
  formatSpan,
  groupDigits,
  measureMilliseconds,
  measurePercent,
  measureRate,
} from "../../lib/format.ts";
import { capitalised } from "../../lib/sentence.ts";
import { useNow } from "../../lib/use-interval.ts";
import { select } from "../../state/selection-store.ts";
import { selectServer, snapshotStore } from "../../state/snapshot-store.ts";
import { DrainPanel } from "./drain-panel.tsx";
import { InspectorHeading, Section } from "./inspector-section.tsx";
import { LastErrors } from "./last-errors.tsx";
import { ServerActions } from "./server-actions.tsx";
import { ServerChanges } from "./server-changes.tsx";
import { ServerCharts } from "./server-charts.tsx";
import { ServerChecks, useChecks } from "./server-checks.tsx";
import { ServerFacts } from "./server-facts.tsx";
import { ServerSettings } from "./server-settings.tsx";

export function ServerInspector({
  pool,
  server: id,
}: {
  readonly pool: string;
  readonly server: string;
}) {
  const t = useText("inspector");
  const server = useStore(snapshotStore, selectServer(pool, id));
  if (!server)
    return (
      <EmptyState
        title={t("gone", { id })}
        reason={t("goneServer", { pool })}
        actions={<Button onClick={() => select(null)}>{t("close")}</Button>}
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
      {server.drain !== null && <DrainPanel pool={pool} server={server} />}
      <Now server={server} />
      <ServerCharts pool={pool} server={server.id} />
      <Section title={t("checks")} term="check">
        {checks === null ? <Skeleton height={20} /> : <ServerChecks checks={checks} />}
      </Section>
      <Section title={t("changes")} term="state">
        <ServerChanges pool={pool} server={server} />
      </Section>
      <Section title={t("errors")}>
        <LastErrors pool={pool} server={server.id} errors={server.errors} />
      </Section>
      <ServerSettings pool={pool} id={server.id} />
      <Section title={t("totals")}>
        <ServerFacts server={server} />
      </Section>
    </>
  );
}

function State({ server }: { readonly server: ServerSnapshot }) {
  const now = useNow();
  const t = useText("inspector");
  const { since, state, reason } = server;
  return (
    <div className="inspector-state">
      <p className="inspector-state-line">
        <StateChip state={state} detail={server.drain === null ? stateDetail(server) : undefined} />
        <span className="inspector-since">
          {t("since", {
            time: formatClock(since),
            span: formatSpan(now - Date.parse(since)),
          })}
        </span>
      </p>
      <p className="inspector-reason">{capitalised(coreText(reason))}</p>
    </div>
  );
}

function Now({ server }: { readonly server: ServerSnapshot }) {
  const t = useText("inspector");
  const { requestRate, errorRate, latencyMs, activeRequests, maxConnections } = server;
  const errorShare = requestRate > 0 ? Math.min(1, errorRate / requestRate) : 0;
  return (
    <div className="inspector-now">
      <Figure label={t("figure.requests")} measure={measureRate(requestRate)} />
      <Figure label="p95" measure={measureMilliseconds(latencyMs?.p95)} />
      <Figure
        label={t("figure.active")}
        measure={{
          value: groupDigits(activeRequests),
          unit: maxConnections > 0 ? t("figure.of", { count: maxConnections }) : "",
        }}
      />
      <Figure
        label={t("figure.errors")}
        measure={measurePercent(errorShare)}
        isAlarming={errorShare >= 0.01}
      />
    </div>
  );
}
