// What a generator sent and what became of it.
import type { TrafficStatus } from "../../../balancer-core/contract/lab-status.ts";
import { Figure } from "../../components/ui/figure.tsx";
import { groupDigits, measureRate } from "../../lib/format.ts";

export function TrafficCounts({ traffic }: { readonly traffic: TrafficStatus }) {
  const count = (value: number) => ({ value: groupDigits(value), unit: "" });
  return (
    <div className="lab-counts">
      <Figure label="Rate now" measure={measureRate(traffic.running ? traffic.requestRate : 0)} />
      <Figure label="Sent" measure={count(traffic.sent)} />
      <Figure label="Succeeded" measure={count(traffic.succeeded)} />
      <Figure label="Failed" measure={count(traffic.failed)} isAlarming={traffic.failed > 0} />
      <Figure label="In flight" measure={count(traffic.inFlight)} />
      <Figure
        label="Dropped"
        measure={count(traffic.dropped)}
        isAlarming={traffic.dropped > 0}
        title="Arrivals not sent because too many were in flight"
      />
    </div>
  );
}
