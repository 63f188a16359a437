// How busy a simulated server is: slots in use against its concurrency, what waits, what it served.

import type { LabServerStatus } from "../../../balancer-core/contract/lab-status.ts";
import { useText } from "../../i18n/use-text.ts";
import { groupDigits } from "../../lib/format.ts";

export function LabServerLoad({
  server: { active, waiting, totalRequests },
  concurrency,
}: {
  readonly server: LabServerStatus;
  readonly concurrency: number;
}) {
  const t = useText("lab");
  const share = concurrency > 0 ? Math.min(1, active / concurrency) : 0;
  return (
    <dl className="lab-load">
      <div className="lab-load-active">
        <dt>{t("working")}</dt>
        <dd className="figures">
          {groupDigits(active)}
          <span className="lab-load-of"> {t("of", { concurrency })}</span>
        </dd>
      </div>
      <div>
        <dt>{t("waiting")}</dt>
        <dd className="figures">{groupDigits(waiting)}</dd>
      </div>
      <div>
        <dt>{t("served")}</dt>
        <dd className="figures">{groupDigits(totalRequests)}</dd>
      </div>
      <div className="lab-load-gauge" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </div>
    </dl>
  );
}
