// The last health checks, one cell each, newest on the right. A failed check is short and low as well as red.
import type { CheckResult } from "../../../balancer-core/contract/snapshot.ts";
import { formatClock, formatMilliseconds, plural } from "../../lib/format.ts";
import "./charts.css";

export interface CheckStripProps {
  /** Oldest first. */
  readonly checks: readonly CheckResult[];
  readonly length?: number;
}

export function CheckStrip({ checks, length = 60 }: CheckStripProps) {
  const shown = checks.slice(-length);
  const failed = shown.filter(({ ok }) => !ok).length;
  const words =
    shown.length === 0
      ? "No checks yet"
      : `Last ${plural(shown.length, "check")}: ${failed === 0 ? "all passed" : `${failed} failed`}`;
  return (
    <span className="check-strip" role="img" aria-label={words}>
      {Array.from({ length: length - shown.length }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty places have no identity but their place.
        <span key={index} className="check-cell check-cell-none" />
      ))}
      {shown.map((check) => (
        <span
          key={check.at}
          className={check.ok ? "check-cell check-cell-passed" : "check-cell check-cell-failed"}
          title={`${formatClock(check.at)}  ${check.detail}, ${formatMilliseconds(check.durationMs)}`}
        />
      ))}
    </span>
  );
}
