// What was measured in each step of a scenario, side by side where two pools are compared: the figures behind the sentences.

import type { ArmMeasure, ScenarioRun } from "../../../balancer-core/contract/scenario-status.ts";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { useText } from "../../i18n/use-text.ts";
import {
  formatMillisecondsInColumn,
  formatPercent,
  groupDigits,
  noValue,
} from "../../lib/format.ts";

export function ScenarioMeasures({ run }: { readonly run: ScenarioRun }) {
  const t = useText("scenarios");
  const isPair = run.arms.length > 1;
  return (
    <Table label={t("measures")}>
      <thead>
        <tr>
          <HeadCell>{isPair ? t("sideColumn") : t("stepColumn")}</HeadCell>
          <HeadCell isNumeric>{t("sent")}</HeadCell>
          <HeadCell isNumeric>{t("failed")}</HeadCell>
          <HeadCell isNumeric>{t("retries")}</HeadCell>
          <HeadCell isNumeric>p50</HeadCell>
          <HeadCell isNumeric>p95</HeadCell>
          <HeadCell isNumeric>p99</HeadCell>
          <HeadCell>{t("shares")}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {run.phases.flatMap(({ step, arms }) => [
          ...arms.map((arm, index) => (
            <Row key={`${step} ${arm.pool}`}>
              <Cell>
                {isPair ? (
                  run.arms[index]?.algorithm
                ) : (
                  <span className="scenario-measure-step" title={t(`step.${step}`)}>
                    {1 + run.steps.findIndex(({ id }) => id === step)}. {t(`step.${step}`)}
                  </span>
                )}
              </Cell>
              <Cell isNumeric>{groupDigits(arm.sent)}</Cell>
              <Cell isNumeric>{groupDigits(arm.failed)}</Cell>
              <Cell isNumeric>{groupDigits(arm.retries)}</Cell>
              <Cell isNumeric>{formatMillisecondsInColumn(arm.p50Ms)}</Cell>
              <Cell isNumeric>{formatMillisecondsInColumn(arm.p95Ms)}</Cell>
              <Cell isNumeric>{formatMillisecondsInColumn(arm.p99Ms)}</Cell>
              <Cell>
                <Shares arm={arm} />
              </Cell>
            </Row>
          )),
          ...(arms[0] && arms[1] ? [<Difference key={step} left={arms[0]} right={arms[1]} />] : []),
        ])}
      </tbody>
    </Table>
  );
}

/** The right side against the left: counts by how many, latencies by what part. */
function Difference({ left, right }: { readonly left: ArmMeasure; readonly right: ArmMeasure }) {
  const t = useText("scenarios");
  return (
    <Row className="scenario-measure-difference">
      <Cell>{t("difference")}</Cell>
      {(["sent", "failed", "retries"] as const).map((name) => (
        <Cell key={name} isNumeric>
          {signed(right[name] - left[name], groupDigits)}
        </Cell>
      ))}
      {(["p50Ms", "p95Ms", "p99Ms"] as const).map((name) => (
        <Cell key={name} isNumeric>
          {relative(left[name], right[name])}
        </Cell>
      ))}
      <Cell />
    </Row>
  );
}

function relative(left: number | null, right: number | null): string {
  if (left === null || right === null || left === 0) return noValue;
  return signed(right / left - 1, formatPercent);
}

const signed = (value: number, format: (value: number) => string): string =>
  `${value > 0 ? "+" : value < 0 ? "−" : ""}${format(Math.abs(value))}`;

function Shares({ arm: { servers } }: { readonly arm: ArmMeasure }) {
  const t = useText("scenarios");
  const total = servers.reduce((sum, { requests }) => sum + requests, 0);
  return (
    <span className="scenario-shares figures">
      {servers.map(({ id, requests }) => (
        <span key={id}>
          {t("shareOf", { server: id, share: formatPercent(total > 0 ? requests / total : 0) })}
        </span>
      ))}
    </span>
  );
}
