// The flow: a sample of what finished since the last message, taken evenly, so that a picture of it is true in proportion and
// costs the same at ten requests a second and at ten thousand. Failures are sampled apart: one in a thousand must be seen.
import type { Balancer } from "../balancer-types.ts";
import type { Flow, FlowDot } from "../contract/flow.ts";
import type { RequestRecord } from "../contract/records.ts";
import type { Unsubscribe } from "../contract/transport.ts";
import type { Clock } from "../ports.ts";

const flowEveryMs = 500;
/** A dot every twenty milliseconds or so is a stream; more would be a line. */
const dotsPerMessage = 24;
const failuresPerMessage = 8;
/** Servers of one request that are told. */
const mostTried = 4;

/** Silent while nothing finishes. */
export function tellFlow(
  balancer: Pick<Balancer, "requestSample">,
  clock: Clock,
  emit: (flow: Flow) => void,
): Unsubscribe {
  let { mark } = balancer.requestSample(0, 0, 0);
  const timer = clock.every(flowEveryMs, () => {
    const sample = balancer.requestSample(mark, dotsPerMessage, failuresPerMessage);
    mark = sample.mark;
    if (sample.requests.length === 0) return;
    const now = clock.wallTime();
    const { failedEach, otherEach } = sample;
    emit({ dots: sample.requests.map((request) => dotOf(request, now)), failedEach, otherEach });
  });
  return () => timer.cancel();
}

function dotOf(request: RequestRecord, now: number): FlowDot {
  const { at, totalMs, listener, pool, attempts, status, error } = request;
  return {
    listener,
    pool,
    tried: attempts.slice(-mostTried).map(({ server }) => server),
    // A client that left is nobody's failure.
    isFailed: status >= 500 || (error !== null && error !== "CLIENT_CLOSED"),
    agoMs: Math.max(0, Math.round(now - Date.parse(at) - totalMs)),
  };
}
