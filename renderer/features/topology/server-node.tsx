// A server as a gauge: state, rate, latency and load at a glance, share against its weight along the foot.

import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useStore } from "zustand";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { Sparkline } from "../../components/charts/sparkline.tsx";
import { DrainCountdown } from "../../components/server/drain-countdown.tsx";
import { ServerMenu } from "../../components/server/server-menu.tsx";
import { stateDetail } from "../../components/server/state-detail.ts";
import { Figure } from "../../components/ui/figure.tsx";
import { StateChip } from "../../components/ui/state-chip.tsx";
import { Grip } from "../../dnd/grip.tsx";
import { useDrop } from "../../dnd/use-drag.ts";
import { coreText } from "../../i18n/core-text.ts";
import { RichText } from "../../i18n/rich-text.tsx";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import {
  formatAgo,
  formatMilliseconds,
  groupDigits,
  measureMilliseconds,
  measureRate,
} from "../../lib/format.ts";
import { capitalised } from "../../lib/sentence.ts";
import { seriesColour } from "../../lib/series-colour.ts";
import { useTimeText } from "../../lib/use-time-text.ts";
import { seriesKey } from "../../state/series-rings.ts";
import { selectServer, snapshotStore } from "../../state/snapshot-store.ts";
import { useSeries } from "../../state/use-series.ts";
import { CheckTicks } from "./check-ticks.tsx";
import { type ServerNode, whyId } from "./flow-graph.ts";
import type { Density } from "./layout.ts";
import { NodeEnds } from "./node-ends.tsx";
import { QuietZone } from "./quiet-zone.tsx";
import { ShareLine } from "./share-line.tsx";
import { Slots } from "./slots.tsx";

export const ServerNodeView = memo(function ServerNodeView({
  data,
  selected,
}: NodeProps<ServerNode>) {
  const { placed } = data;
  const { pool, server: id, index, density, height, width } = placed;
  const server = useStore(snapshotStore, selectServer(pool, id));
  const { ref, look } = useDrop(`server:${pool}/${id}`, { kind: "place", pool, before: id });
  if (!server) return null;
  const colour = seriesColour(index);
  return (
    <article
      ref={ref}
      data-server={seriesKey(pool, id)}
      className={classNames(
        `drop-${look}`,
        "node node-server",
        `node-server-${density}`,
        `node-server-${server.state}`,
        selected && "node-selected",
      )}
    >
      <NodeEnds side="target" />
      <p className="node-why" role="tooltip" id={whyId(placed.id)}>
        {coreText(server.reason)}
      </p>
      <span className="node-stripe" style={{ background: colour }} />
      <header className="node-header">
        <Grip pool={pool} server={id} />
        <span className="node-name">{server.id}</span>
        <span className="node-address figures">{server.address}</span>
        {server.errorRate > 0 && <Failing rate={server.errorRate} />}
        <StateChip state={server.state} detail={stateDetail(server)} />
        <QuietZone>
          <ServerMenu pool={pool} server={server} />
        </QuietZone>
      </header>
      {isWorking(server) ? (
        <Gauges
          pool={pool}
          server={server}
          colour={colour}
          density={density}
          width={width}
          historyHeight={height - (density === "roomy" ? 98 : 60)}
        />
      ) : (
        <Resting pool={pool} server={server} />
      )}
    </article>
  );
});

/** It has numbers worth showing. */
const isWorking = ({ state, requestRate }: ServerSnapshot): boolean =>
  state === "up" || state === "degraded" || state === "unchecked" || requestRate > 0;

function Gauges({
  pool,
  server,
  colour,
  density,
  width,
  historyHeight,
}: {
  readonly pool: string;
  readonly server: ServerSnapshot;
  readonly colour: string;
  readonly density: Density;
  readonly width: number;
  readonly historyHeight: number;
}) {
  const t = useText("topology");
  const rates = useSeries(seriesKey(pool, server.id), "requests");
  const { maxConnections, activeRequests, queued, latencyMs } = server;
  const isFull = maxConnections > 0 && activeRequests >= maxConnections;
  return (
    <>
      <div className="node-gauges">
        <Figure
          size="small"
          label={t("rate")}
          measure={{ ...measureRate(server.requestRate), unit: "/s" }}
        />
        <span className="node-load">
          <Figure
            size="small"
            label={t("active")}
            title={queued > 0 ? t("activeWaiting", { count: queued }) : t("activeHint")}
            isAlarming={isFull}
            measure={{
              value: groupDigits(activeRequests),
              unit: maxConnections > 0 ? limitWords(maxConnections, queued) : "",
            }}
          />
          {maxConnections > 0 && (
            <Slots taken={activeRequests} all={maxConnections} waiting={queued} />
          )}
        </span>
        <Figure size="small" label="p50" measure={measureMilliseconds(latencyMs?.p50)} />
        <Figure size="small" label="p95" measure={measureMilliseconds(latencyMs?.p95)} />
        <Figure size="small" label="p99" measure={measureMilliseconds(latencyMs?.p99)} />
        {density === "regular" && (
          <Sparkline values={rates} width={56} height={historyHeight} colour={colour} />
        )}
      </div>
      {density === "roomy" && (
        <Sparkline values={rates} width={width - 30} height={historyHeight} colour={colour} />
      )}
      <div className="node-foot">
        <ShareLine pool={pool} server={server.id} colour={colour} />
        <CheckTicks pool={pool} server={server.id} />
      </div>
    </>
  );
}

/** `/6`, and how many wait behind it: `/6 +12`. A queue holds a thousand at most. */
const limitWords = (limit: number, waiting: number): string =>
  `/${groupDigits(limit)}${waiting > 0 ? ` +${waiting}` : ""}`;

/** Failures now, in the colour and shape they have on the edges. */
function Failing({ rate }: { readonly rate: number }) {
  const t = useText("topology");
  return (
    <span className="node-failing figures" title={t("failingHint")}>
      <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
        <path d="m1 1 6 6m0-6-6 6" fill="none" stroke="currentColor" strokeWidth="1.8" />
      </svg>
      {t("failing", { rate: measureRate(rate).value })}
    </span>
  );
}

/** Out of work: why, and what the last check said, in place of numbers that would all be zero. */
function Resting({ pool, server }: { readonly pool: string; readonly server: ServerSnapshot }) {
  const { state, reason, lastCheck } = server;
  const checked = useTimeText((now) => (lastCheck ? formatAgo(lastCheck.at, now) : ""));
  return (
    <div className="node-resting">
      {state === "draining" ? (
        <DrainCountdown server={server} />
      ) : (
        <p className="node-reason" title={coreText(reason)}>
          {capitalised(coreText(reason))}
        </p>
      )}
      <div className="node-foot">
        <p className="node-check">
          {lastCheck && (
            <RichText
              from="topology"
              // The reason of a failed check has its answer in it already.
              text={reason.includes(lastCheck.detail) ? "checkedIn" : "checked"}
              values={{
                ago: checked,
                detail: coreText(lastCheck.detail),
                duration: formatMilliseconds(lastCheck.durationMs),
              }}
              parts={{ figure: <span className="figures" /> }}
            />
          )}
        </p>
        <CheckTicks pool={pool} server={server.id} />
      </div>
    </div>
  );
}
