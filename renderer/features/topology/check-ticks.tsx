// The last sixty checks of a server as ticks, newest on the right: two paths for all of them. A failed check hangs lower as well
// as being red.

import type { CheckResult } from "../../../balancer-core/contract/snapshot.ts";
import { useText } from "../../i18n/use-text.ts";
import { checksKept } from "../../state/check-rings.ts";
import { useChecks } from "../../state/use-checks.ts";

const step = 2;
const height = 10;

export function CheckTicks({ pool, server }: { readonly pool: string; readonly server: string }) {
  const t = useText("topology");
  const checks = useChecks(pool, server);
  const failed = checks.filter(({ ok }) => !ok).length;
  const words =
    checks.length === 0
      ? t("noChecks")
      : t("checksFailed", { count: checks.length, failed, passed: checks.length - failed });
  const width = checksKept * step;
  return (
    <svg
      role="img"
      aria-label={words}
      className="check-ticks"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      // Where there is less room the latest stay, as large as they were.
      preserveAspectRatio="xMaxYMid slice"
    >
      <title>{words}</title>
      <path className="check-ticks-base" d={`M0 ${height - 0.5}H${width}`} />
      <path className="check-ticks-passed" d={ticks(checks, true, 1.5, height - 3)} />
      <path className="check-ticks-failed" d={ticks(checks, false, 4, height)} />
    </svg>
  );
}

function ticks(checks: readonly CheckResult[], isOk: boolean, from: number, to: number): string {
  const first = checksKept - checks.length;
  return checks
    .map(({ ok }, index) => (ok === isOk ? `M${(first + index + 0.5) * step} ${from}V${to}` : ""))
    .join("");
}
