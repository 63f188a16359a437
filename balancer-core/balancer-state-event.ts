// The event that tells of a server's change of state.
import type { NewEvent } from "./balancer-types.ts";
import { sentence, serverName } from "./contract/sentences.ts";
import type { StateChange } from "./pool/types.ts";

export function serverStateEvent({ server, from, to, reason }: StateChange): NewEvent {
  return {
    kind: "server-state",
    level: to === "down" || to === "ejected" ? "error" : to === "degraded" ? "warning" : "info",
    message: sentence("STATE_CHANGED", {
      thing: serverName(server.poolId, server.id),
      from,
      to,
      said: reason,
    }),
    pool: server.poolId,
    server: server.id,
    from,
    to,
    reason,
  };
}
