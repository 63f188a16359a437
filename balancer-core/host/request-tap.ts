// The tap: what finished since the last message, for consoles that watch single requests. Bounded per message in count and in
// explanations, so that ten thousand requests a second cost no more than a few hundred; what was left out is counted.
import type { Balancer } from "../balancer-types.ts";
import type { Decision, RequestRecord } from "../contract/records.ts";
import type { TopicPayload } from "../contract/topics.ts";
import type { Unsubscribe } from "../contract/transport.ts";
import type { Clock } from "../ports.ts";

type Tapped = TopicPayload<"requests.changed">;

/** With snapshots, series, events and lab ten messages a second, which is all a console gets. */
const tapEveryMs = 500;
const requestsPerMessage = 250;
const requestsAtFirst = 250;
/** Servers named in the decisions of one message: those of a large pool would be most of what is sent. */
const explainedServers = 2_500;

type TappedBalancer = Pick<Balancer, "requests" | "requestsAfter">;

/** The latest, for a console that begins to watch. */
export function firstTapped(balancer: TappedBalancer): Tapped {
  return { requests: withinBudget(balancer.requests({ limit: requestsAtFirst })), missed: 0 };
}

/** Looks twice a second; silent while nothing finished. */
export function tapRequests(
  balancer: TappedBalancer,
  clock: Clock,
  emit: (tapped: Tapped) => void,
): Unsubscribe {
  // What was there before is in the first message.
  let { mark } = balancer.requestsAfter(0, 0);
  const timer = clock.every(tapEveryMs, () => {
    const batch = balancer.requestsAfter(mark, requestsPerMessage);
    mark = batch.mark;
    if (batch.requests.length === 0) return;
    emit({ requests: withinBudget(batch.requests), missed: batch.missed });
  });
  return () => timer.cancel();
}

/** The newest keep their explanations; those beyond the budget are as if unexplained. */
function withinBudget(requests: RequestRecord[]): RequestRecord[] {
  let left = explainedServers;
  return requests
    .reverse()
    .map((request) => {
      const size = sizeOf(request.decision);
      if (size === 0) return request;
      left -= size;
      return left >= 0 ? request : { ...request, decision: null };
    })
    .reverse();
}

function sizeOf(decision: Decision | null): number {
  return decision === null ? 0 : decision.candidates.length + decision.excluded.length;
}
