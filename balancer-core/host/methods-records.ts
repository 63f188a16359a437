// The contract's methods about what happened: events and finished requests.
import type { Handlers, HostParts } from "./handlers.ts";

export function recordMethods({ balancer }: HostParts) {
  return {
    async "events.list"({ after, limit }) {
      const { events } = balancer;
      const found = events.after(after, limit);
      const missed = found[0] === undefined ? 0 : Math.max(0, found[0].seq - after - 1);
      return { events: found, lastSeq: events.lastSeq, missed };
    },
    "requests.list": async (filter) => ({ requests: balancer.requests(filter) }),
    "process.get": async () => balancer.status(),
  } satisfies Partial<Handlers>;
}
