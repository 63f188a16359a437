// The last health checks, one cell each, newest on the right. A failed check is short and low as well as red.
import type { CheckResult } from "../../../balancer-core/contract/snapshot.ts";
import type { Text } from "../../i18n/catalogue-types.ts";
import { coreText } from "../../i18n/core-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { classNames } from "../../lib/class-names.ts";
import { formatClock, formatMilliseconds } from "../../lib/format.ts";
import "./charts.css";

export interface CheckStripProps {
  /** Oldest first. */
  readonly checks: readonly CheckResult[];
  readonly length?: number;
  /** The one to point out, by its time. */
  readonly current?: string | undefined;
}

/** The strip in words. */
export function checkWords(checks: readonly CheckResult[], t: Text<"charts">): string {
  const failed = checks.filter(({ ok }) => !ok).length;
  const count = checks.length;
  if (count === 0) return t("noChecks");
  return failed === 0 ? t("checksPassed", { count }) : t("checksFailed", { count, failed });
}

export function CheckStrip({ checks, length = 60, current }: CheckStripProps) {
  const t = useText("charts");
  const shown = checks.slice(-length);
  return (
    <span className="check-strip" role="img" aria-label={checkWords(shown, t)}>
      {Array.from({ length: length - shown.length }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty places have no identity but their place.
        <span key={index} className="check-cell check-cell-none" />
      ))}
      {shown.map((check) => (
        <span
          key={check.at}
          className={classNames(
            "check-cell",
            check.ok ? "check-cell-passed" : "check-cell-failed",
            check.at === current && "check-cell-current",
          )}
          data-check={check.at}
          title={`${formatClock(check.at)}  ${coreText(check.detail)}, ${formatMilliseconds(check.durationMs)}`}
        />
      ))}
    </span>
  );
}
