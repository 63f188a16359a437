// Latency as the generator saw it, beside the balancer's own of each server behind the target. Percentiles cannot be added
// up, so the servers stay apart; what the generator sees more than they is the way through the balancer.

import { useMemo } from "react";
import { useStore } from "zustand";
import type { TrafficStatus } from "../../../balancer-core/contract/lab-status.ts";
import type {
  LatencySummary,
  ListenerSnapshot,
  PoolSnapshot,
} from "../../../balancer-core/contract/snapshot.ts";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { formatMillisecondsInColumn } from "../../lib/format.ts";
import { selectListeners, selectPools, snapshotStore } from "../../state/snapshot-store.ts";

const mostServers = 5;

export interface MeasuredServer {
  readonly name: string;
  readonly latencyMs: LatencySummary;
}

/** Servers behind a listener that answered lately, those with the most requests first. */
export function measuredBehind(
  target: string,
  listeners: readonly ListenerSnapshot[],
  pools: readonly PoolSnapshot[],
): MeasuredServer[] {
  const reached = listeners.find(({ id }) => id === target)?.pools ?? [];
  return pools
    .filter(({ id }) => reached.includes(id))
    .flatMap((pool) => pool.servers.map((server) => ({ ...server, pool: pool.id })))
    .sort((left, right) => right.requestRate - left.requestRate)
    .flatMap(({ id, pool, latencyMs }) =>
      // With routes, servers of several pools stand here.
      latencyMs ? [{ name: reached.length > 1 ? `${pool}/${id}` : id, latencyMs }] : [],
    )
    .slice(0, mostServers)
    .sort((left, right) => left.name.localeCompare(right.name));
}

export function TrafficLatency({ traffic }: { readonly traffic: TrafficStatus }) {
  const t = useText("lab");
  const listeners = useStore(snapshotStore, selectListeners);
  const pools = useStore(snapshotStore, selectPools);
  const { running, config } = traffic;
  const { target } = config;
  const servers = useMemo(
    () => (running ? measuredBehind(target, listeners, pools) : []),
    [running, target, listeners, pools],
  );
  return (
    <Table label={t("latencyOf", { id: config.id })}>
      <thead>
        <tr>
          <HeadCell>{t("latencyWindow")}</HeadCell>
          <HeadCell isNumeric>p50</HeadCell>
          <HeadCell isNumeric>p95</HeadCell>
          <HeadCell isNumeric>p99</HeadCell>
        </tr>
      </thead>
      <tbody>
        <LatencyRow name={t("seenByClients")} latencyMs={traffic.latencyMs} isStrong />
        {running && (
          <Row className="lab-latency-of">
            <Cell colSpan={4}>{t("seenByBalancer")}</Cell>
          </Row>
        )}
        {running && servers.length === 0 && (
          <Row>
            <Cell colSpan={4}>{t("noneMeasured")}</Cell>
          </Row>
        )}
        {servers.map(({ name, latencyMs }) => (
          <LatencyRow key={name} name={name} latencyMs={latencyMs} />
        ))}
      </tbody>
    </Table>
  );
}

function LatencyRow({
  name,
  latencyMs,
  isStrong = false,
}: {
  readonly name: string;
  readonly latencyMs: LatencySummary | null;
  readonly isStrong?: boolean;
}) {
  return (
    <Row className={isStrong ? "lab-latency-own" : undefined}>
      <Cell>{name}</Cell>
      <Cell isNumeric>{formatMillisecondsInColumn(latencyMs?.p50)}</Cell>
      <Cell isNumeric>{formatMillisecondsInColumn(latencyMs?.p95)}</Cell>
      <Cell isNumeric>{formatMillisecondsInColumn(latencyMs?.p99)}</Cell>
    </Row>
  );
}
