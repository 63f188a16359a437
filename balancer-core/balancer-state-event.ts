// The event that tells of a server's change of state.
import type { NewEvent } from "./balancer-types.ts";
import type { StateChange } from "./pool/types.ts";

export function serverStateEvent({ server, from, to, reason }: StateChange): NewEvent {
  return {
    kind: "server-state",
    level: to === "down" || to === "ejected" ? "error" : to === "degraded" ? "warning" : "info",
    message: `server "${server.id}" of pool "${server.poolId}": ${from} → ${to}: ${reason}`,
    pool: server.poolId,
    server: server.id,
    from,
    to,
    reason,
  };
}
