// The contract's methods about what happened: events and finished requests.
import type { Handlers, HostParts } from "./handlers.ts";

export function recordMethods({ balancer }: HostParts) {
  return {
    async "events.list"({ after, limit }) {
      const { events } = balancer;
      return { events: events.after(after, limit), lastSeq: events.lastSeq };
    },
    "requests.list": async (filter) => ({ requests: balancer.requests(filter) }),
  } satisfies Partial<Handlers>;
}
