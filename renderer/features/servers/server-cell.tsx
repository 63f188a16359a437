// What stands in one cell of a server's row, for every column there is.
import type { ReactNode } from "react";
import type { ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { ShareBar } from "../../components/charts/share-bar.tsx";
import { Sparkline } from "../../components/charts/sparkline.tsx";
import { Cell } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import { localDecimals } from "../../lib/digits.ts";
import {
  formatPercent,
  formatSpan,
  groupDigits,
  type Measure,
  measureBytes,
  measureMilliseconds,
  measureRate,
  noValue,
} from "../../lib/format.ts";
import { seriesColour } from "../../lib/series-colour.ts";
import { seriesKey } from "../../state/series-rings.ts";
import { useSeries } from "../../state/use-series.ts";
import { AnswersBar } from "./answers-bar.tsx";
import { LastCheck } from "./last-check.tsx";
import { NumberCell } from "./number-cell.tsx";
import { brokenOf, type ColumnId, idleOf, throttleOf } from "./server-columns.ts";
import { StateCell } from "./state-cell.tsx";

export interface ServerCellProps {
  readonly pool: string;
  readonly server: ServerSnapshot;
  readonly index: number;
  readonly actualShare: number | null;
  readonly expectedShare: number | null;
}

type Draw = (props: ServerCellProps) => ReactNode;

const latency =
  (name: "p50" | "p90" | "p95" | "p99" | "max"): Draw =>
  ({ server }) => <Figure measure={measureMilliseconds(server.latencyMs?.[name])} />;

/** The first column is the row's head, and the row's own. */
export const serverCells: Readonly<Record<Exclude<ColumnId, "id">, Draw>> = {
  state: ({ server }) => <StateCell server={server} />,
  rate: ({ server }) => <Cell isNumeric>{measureRate(server.requestRate).value}</Cell>,
  trend: (props) => <Trend {...props} />,
  active: ({ server: { activeRequests, maxConnections } }) => (
    <Count
      count={activeRequests}
      isAlarming={maxConnections > 0 && activeRequests >= maxConnections}
    >
      {maxConnections > 0 && <span className="servers-unit">/{groupDigits(maxConnections)}</span>}
    </Count>
  ),
  connections: ({ server }) => <Count count={server.activeConnections} />,
  idle: ({ server }) => <Count count={idleOf(server)} />,
  reused: ({ server: { attempts } }) => (
    <Cell isNumeric>{attempts.reused === null ? noValue : formatPercent(attempts.reused)}</Cell>
  ),
  queued: ({ server: { queued } }) => <Count count={queued} isAlarming={queued > 0} />,
  maxConnections: (props) => <Limit {...props} />,
  p50: latency("p50"),
  p90: latency("p90"),
  p95: latency("p95"),
  p99: latency("p99"),
  slowest: latency("max"),
  connect: ({ server }) => <Figure measure={measureMilliseconds(server.attempts.connectMs)} />,
  firstByte: ({ server }) => <Figure measure={measureMilliseconds(server.attempts.firstByteMs)} />,
  share: (props) => <ShareCell {...props} />,
  errors: ({ server: { errors, errorRate } }) => (
    <Count count={errors} isAlarming={errorRate > 0} />
  ),
  errorRate: ({ server: { errorRate } }) => (
    <Cell isNumeric className={errorRate > 0 ? "servers-alarm" : undefined}>
      {measureRate(errorRate).value}
    </Cell>
  ),
  answers: ({ server }) => (
    <Cell>
      <AnswersBar status={server.status} />
    </Cell>
  ),
  serverErrors: ({ server: { status } }) => <Count count={status["5xx"]} />,
  broken: ({ server }) => <Count count={brokenOf(server)} />,
  aborts: ({ server }) => <Count count={server.aborts} />,
  retries: ({ server }) => <Count count={server.retries} />,
  requests: ({ server }) => <Count count={server.totalRequests} />,
  bytesIn: ({ server }) => <Figure measure={measureBytes(server.bytesIn)} />,
  bytesOut: ({ server }) => <Figure measure={measureBytes(server.bytesOut)} />,
  weight: (props) => <Weight {...props} />,
  throttle: ({ server }) => {
    const throttle = throttleOf(server);
    return <Cell isNumeric>{throttle === null ? noValue : formatPercent(throttle)}</Cell>;
  },
  sessions: ({ server: { sessions } }) =>
    sessions === null ? <Cell isNumeric>{noValue}</Cell> : <Count count={sessions} />,
  streak: ({ server: { checkStreak } }) => (
    <Cell isNumeric>{checkStreak ? `${checkStreak.count}/${checkStreak.needed}` : noValue}</Cell>
  ),
  flaps: ({ server: { flaps } }) => <Count count={flaps} />,
  downtime: ({ server: { downtimeMs } }) => (
    <Cell isNumeric>{downtimeMs === 0 ? noValue : formatSpan(downtimeMs)}</Cell>
  ),
  address: ({ server: { address } }) => (
    <Cell isFigure className="servers-address" title={address}>
      {address}
    </Cell>
  ),
  check: ({ server }) => <LastCheck check={server.lastCheck} />,
};

function Count({
  count,
  isAlarming = false,
  children,
}: {
  readonly count: number;
  readonly isAlarming?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <Cell isNumeric className={isAlarming ? "servers-alarm" : undefined}>
      {groupDigits(count)}
      {children}
    </Cell>
  );
}

function Figure({ measure: { value, unit } }: { readonly measure: Measure }) {
  return (
    <Cell isNumeric>
      {value}
      {unit !== "" && <span className="servers-unit"> {unit}</span>}
    </Cell>
  );
}

function ShareCell({ index, actualShare, expectedShare }: ServerCellProps) {
  const t = useText("servers");
  const colour = seriesColour(index);
  return (
    <Cell>
      <div className="servers-share">
        <ShareBar actual={actualShare ?? 0} expected={expectedShare} colour={colour} width={76} />
        <span className="figures">
          {actualShare === null ? noValue : formatPercent(actualShare)}
          {expectedShare !== null && (
            <span className="servers-unit">
              {" "}
              {t("of", { share: formatPercent(expectedShare) })}
            </span>
          )}
        </span>
      </div>
    </Cell>
  );
}

function Trend({ pool, server, index }: ServerCellProps) {
  const values = useSeries(seriesKey(pool, server.id), "requests");
  return (
    <Cell>
      <Sparkline values={values} width={72} height={24} colour={seriesColour(index)} />
    </Cell>
  );
}

function Weight({ pool, server: { id, weight, effectiveWeight } }: ServerCellProps) {
  const t = useText("servers");
  const effective = Math.round(effectiveWeight * 100) / 100;
  const isLess = effective !== weight;
  const text = localDecimals(String(effective));
  return (
    <Cell isNumeric>
      <NumberCell
        pool={pool}
        server={id}
        field="weight"
        value={weight}
        hint={isLess ? t("effectiveWeight", { weight: text }) : t("changeWeightHint")}
        shown={
          <>
            {isLess && <span className="servers-unit">{text} / </span>}
            {weight}
          </>
        }
      />
    </Cell>
  );
}

function Limit({ pool, server: { id, maxConnections } }: ServerCellProps) {
  const t = useText("servers");
  return (
    <Cell isNumeric>
      <NumberCell
        pool={pool}
        server={id}
        field="maxConnections"
        value={maxConnections}
        hint={t("changeLimitHint")}
        shown={maxConnections === 0 ? noValue : groupDigits(maxConnections)}
      />
    </Cell>
  );
}
