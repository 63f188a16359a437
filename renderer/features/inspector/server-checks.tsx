// A server's health checks: the last sixty as a strip and the latest in words. New ones come with the snapshot.
import { useEffect, useState } from "react";
import type { CheckResult, ServerSnapshot } from "../../../balancer-core/contract/snapshot.ts";
import { Button } from "../../components/ui/button.tsx";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { coreText } from "../../i18n/core-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatClock, formatMilliseconds } from "../../lib/format.ts";
import { useClient } from "../../state/console-context.tsx";
import { answerText, CheckTimeline } from "./check-timeline.tsx";

export const checksKept = 60;
const checksFolded = 6;

/** Appends a check unless it is known already; both oldest first. */
export function withCheck(
  checks: readonly CheckResult[],
  latest: CheckResult | null,
): readonly CheckResult[] {
  const newest = checks.at(-1);
  if (!latest || (newest && newest.at >= latest.at)) return checks;
  return [...checks, latest].slice(-checksKept);
}

/** `null` until the host answered. */
export function useChecks(pool: string, server: ServerSnapshot): readonly CheckResult[] | null {
  const client = useClient();
  const { id, lastCheck } = server;
  const [checks, setChecks] = useState<readonly CheckResult[] | null>(null);
  useEffect(() => {
    let isCurrent = true;
    client.call("server.get", { pool, server: id }).then(
      (answer) => {
        if (isCurrent) setChecks(answer.checks.slice(-checksKept));
      },
      () => {
        if (isCurrent) setChecks([]);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [client, pool, id]);
  useEffect(() => {
    setChecks((known) => (known === null ? known : withCheck(known, lastCheck)));
  }, [lastCheck]);
  return checks;
}

export function ServerChecks({ checks }: { readonly checks: readonly CheckResult[] }) {
  const t = useText("inspector");
  const [isUnfolded, setIsUnfolded] = useState(false);
  const newestFirst = [...checks].reverse();
  const shown = isUnfolded ? newestFirst : newestFirst.slice(0, checksFolded);
  if (checks.length === 0) return <p className="inspector-note">{t("noChecks")}</p>;
  return (
    <>
      <CheckTimeline checks={checks} length={checksKept} />
      <Table label={t("checks")}>
        <thead>
          <tr>
            <HeadCell>{t("checkTime")}</HeadCell>
            <HeadCell>{t("checkAnswer")}</HeadCell>
            <HeadCell isNumeric>{t("checkTook")}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {shown.map((check) => (
            <Row key={check.at}>
              <Cell isFigure>{formatClock(check.at)}</Cell>
              <Cell
                className={classNames("inspector-answer", !check.ok && "inspector-failed")}
                title={coreText(check.detail)}
              >
                {answerText(check, t)}
              </Cell>
              <Cell isNumeric>{formatMilliseconds(check.durationMs)}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {newestFirst.length > checksFolded && (
        <Button
          variant="quiet"
          size="small"
          className="inspector-more"
          aria-expanded={isUnfolded}
          onClick={() => setIsUnfolded(!isUnfolded)}
        >
          {isUnfolded ? t("checksFewer") : t("checksAll", { count: newestFirst.length })}
        </Button>
      )}
    </>
  );
}
