// The attempts of a request as bars on one axis with their numbers, or the same as a table.

import { ChartNoAxesGantt, Table2 } from "lucide-react";
import { useState } from "react";
import type { RequestRecord } from "../../../../balancer-core/contract/records.ts";
import { IconButton } from "../../../components/ui/button.tsx";
import { Cell, HeadCell, Row, Table } from "../../../components/ui/table.tsx";
import { Term } from "../../../components/ui/term.tsx";
import { useText } from "../../../i18n/use-text.ts";
import { classNames } from "../../../lib/class-names.ts";
import { formatMilliseconds, noValue } from "../../../lib/format.ts";
import {
  phaseLengths,
  type Waterfall,
  type WaterfallRow,
  waterfallOf,
} from "./waterfall-layout.ts";

const phases = ["queue", "pause", "connect", "wait", "body", "failed"] as const;

export function WaterfallChart({ request }: { readonly request: RequestRecord }) {
  const t = useText("traffic");
  const [isTable, setIsTable] = useState(false);
  const waterfall = waterfallOf(request);
  return (
    <section className="request-part" aria-label={t("detail.attempts")}>
      <header className="request-part-header">
        <h3 className="request-part-title">
          <Term name="attempt">{t("detail.attempts")}</Term>
        </h3>
        <Legend waterfall={waterfall} />
        <IconButton
          label={isTable ? t("detail.asChart") : t("detail.asTable")}
          size="small"
          icon={isTable ? <ChartNoAxesGantt /> : <Table2 />}
          onClick={() => setIsTable(!isTable)}
        />
      </header>
      {waterfall.rows.length === 0 ? (
        <p className="request-note">{t("waterfall.none")}</p>
      ) : isTable ? (
        <WaterfallTable request={request} />
      ) : (
        <ol className="waterfall">
          {waterfall.rows.map((row) => (
            <Bar key={`${row.kind} ${row.number}`} row={row} totalMs={waterfall.totalMs} />
          ))}
        </ol>
      )}
      {waterfall.restMs >= 0.1 && (
        <p className="request-note">
          {t("waterfall.rest", { time: formatMilliseconds(waterfall.restMs) })}
        </p>
      )}
    </section>
  );
}

function Legend({ waterfall }: { readonly waterfall: Waterfall }) {
  const t = useText("traffic");
  const present = new Set(waterfall.rows.flatMap((row) => row.phases.map(({ kind }) => kind)));
  return (
    <ul className="waterfall-legend">
      {phases
        .filter((kind) => present.has(kind))
        .map((kind) => (
          <li key={kind}>
            <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
              <rect className={`phase-${kind}`} width="8" height="8" rx="1" />
            </svg>
            {t(`phase.${kind}`)}
          </li>
        ))}
    </ul>
  );
}

function Bar({ row, totalMs }: { readonly row: WaterfallRow; readonly totalMs: number }) {
  const t = useText("traffic");
  const { kind, number, attempt, lengthMs } = row;
  const title =
    kind === "queue"
      ? t("waterfall.queue")
      : kind === "pause"
        ? t("waterfall.pause", { number })
        : t("waterfall.attempt", { number, server: attempt?.server ?? "" });
  const isFailed = attempt !== null && attempt.outcome !== "answered";
  const share = (milliseconds: number) => `${totalMs > 0 ? (milliseconds / totalMs) * 100 : 0}%`;
  return (
    <li className={classNames("waterfall-row", kind !== "attempt" && "waterfall-between")}>
      <span className="waterfall-name">{title}</span>
      <span className="waterfall-time figures">{formatMilliseconds(lengthMs)}</span>
      <span className="waterfall-track" aria-hidden="true">
        {row.phases.map(({ kind: phase, startMs, lengthMs: length }) => (
          <svg
            key={phase}
            className="waterfall-phase"
            style={{ left: share(startMs), width: share(length) }}
          >
            <title>
              {t("waterfall.bar", { phase: t(`phase.${phase}`), time: formatMilliseconds(length) })}
            </title>
            <rect className={`phase-${phase}`} width="100%" height="100%" />
          </svg>
        ))}
      </span>
      {attempt && (
        <span className="waterfall-numbers figures">
          {row.phases
            .map(({ kind: phase, lengthMs: length }) =>
              t("waterfall.bar", { phase: t(`phase.${phase}`), time: formatMilliseconds(length) }),
            )
            .join("  ")}
          {attempt.connectMs === null && !isFailed && (
            <span className="waterfall-reused">{t("waterfall.reusedConnection")}</span>
          )}
        </span>
      )}
      {isFailed && <code className="waterfall-outcome">{attempt.outcome}</code>}
    </li>
  );
}

function WaterfallTable({ request }: { readonly request: RequestRecord }) {
  const t = useText("traffic");
  const time = (milliseconds: number | null) =>
    milliseconds === null ? noValue : formatMilliseconds(milliseconds);
  return (
    <div className="waterfall-table">
      <Table label={t("detail.attempts")}>
        <thead>
          <tr>
            <HeadCell isNumeric>{t("waterfall.number")}</HeadCell>
            <HeadCell>{t("waterfall.server")}</HeadCell>
            <HeadCell isNumeric>{t("waterfall.start")}</HeadCell>
            <HeadCell isNumeric>{t("phase.connect")}</HeadCell>
            <HeadCell isNumeric>{t("phase.wait")}</HeadCell>
            <HeadCell isNumeric>{t("phase.body")}</HeadCell>
            <HeadCell isNumeric>{t("waterfall.total")}</HeadCell>
            <HeadCell>{t("waterfall.outcome")}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {request.attempts.map((attempt, index) => {
            const { connectMs, waitMs, bodyMs, isAnswered } = phaseLengths(attempt);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: attempts never move.
              <Row key={index}>
                <Cell isNumeric>{index + 1}</Cell>
                <Cell>{attempt.server}</Cell>
                <Cell isNumeric>{time(attempt.startMs ?? null)}</Cell>
                <Cell isNumeric>
                  {connectMs === null ? t("waterfall.reused") : time(connectMs)}
                </Cell>
                <Cell isNumeric>{time(waitMs)}</Cell>
                <Cell isNumeric>{time(bodyMs)}</Cell>
                <Cell isNumeric>{time(attempt.totalMs)}</Cell>
                <Cell className={classNames(!isAnswered && "traffic-failed")}>
                  {isAnswered ? t("waterfall.answered") : attempt.outcome}
                </Cell>
              </Row>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}
