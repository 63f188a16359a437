// What a generator sent and what became of it.

import type { TrafficStatus } from "../../../balancer-core/contract/lab-status.ts";
import { Figure } from "../../components/ui/figure.tsx";
import { useText } from "../../i18n/use-text.ts";
import { groupDigits, measureRate } from "../../lib/format.ts";

export function TrafficCounts({ traffic }: { readonly traffic: TrafficStatus }) {
  const t = useText("lab");
  const count = (value: number) => ({ value: groupDigits(value), unit: "" });
  return (
    <div className="lab-counts">
      <Figure
        label={t("rateNow")}
        measure={measureRate(traffic.running ? traffic.requestRate : 0)}
      />
      <Figure label={t("sent")} measure={count(traffic.sent)} />
      <Figure label={t("succeeded")} measure={count(traffic.succeeded)} />
      <Figure label={t("failed")} measure={count(traffic.failed)} isAlarming={traffic.failed > 0} />
      <Figure label={t("inFlight")} measure={count(traffic.inFlight)} />
      <Figure
        label={t("dropped")}
        measure={count(traffic.dropped)}
        isAlarming={traffic.dropped > 0}
        title={t("droppedHint")}
      />
    </div>
  );
}
