// What the last health check said, how long it took and when it was.

import type { CheckResult } from "../../../balancer-core/contract/snapshot.ts";
import { Cell } from "../../components/ui/table.tsx";
import { coreText } from "../../i18n/core-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { formatAgo, formatMilliseconds } from "../../lib/format.ts";
import { useTimeText } from "../../lib/use-time-text.ts";

export function LastCheck({ check }: { readonly check: CheckResult | null }) {
  const t = useText("servers");
  const ago = useTimeText((now) => (check ? formatAgo(check.at, now) : ""));
  return (
    <Cell className="servers-check">
      {check ? (
        <>
          <p className={check.ok ? undefined : "servers-alarm"} title={coreText(check.detail)}>
            {coreText(check.detail)}
          </p>
          <p className="servers-reason figures">
            {formatMilliseconds(check.durationMs)}, {ago}
          </p>
        </>
      ) : (
        <p className="servers-reason">{t("notChecked")}</p>
      )}
    </Cell>
  );
}
