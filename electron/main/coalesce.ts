// How messages of a topic are put together while a page cannot take them: the newest state replaces the one before, records are
// kept up to what one message may hold. What is lost is told by the message itself, as the contract says.
import type { TopicName, TopicPayload } from "../../balancer-core/contract/topics.ts";

/** As many as the host puts into one message. */
const mostEvents = 500;
const mostRequests = 250;

type Joins = { readonly [T in TopicName]: Join<TopicPayload<T>> };
/** Null where two messages cannot be one. */
type Join<Payload> = ((earlier: Payload, later: Payload) => Payload) | null;

const latest = <Payload>(_earlier: Payload, later: Payload): Payload => later;

const joins: Joins = {
  "snapshot.changed": latest,
  "config.changed": latest,
  "lab.changed": latest,
  // A picture of what moves now: what it missed is over.
  "flow.changed": latest,
  // A gap in their numbers tells what is missing.
  "events.changed": (earlier, later) => ({
    events: [...earlier.events, ...later.events].slice(-mostEvents),
  }),
  "requests.changed": (earlier, later) => {
    const requests = [...earlier.requests, ...later.requests];
    const kept = requests.slice(-mostRequests);
    const missed = earlier.missed + later.missed + requests.length - kept.length;
    return { requests: kept, missed };
  },
  // Each is a second of its own.
  "series.changed": null,
};

export const isJoined = (topic: TopicName): boolean => joins[topic] !== null;

/** Both payloads are messages of `topic` that the host made. */
export function join(topic: TopicName, earlier: unknown, later: unknown): unknown {
  return joins[topic]?.(earlier as never, later as never) ?? later;
}
