// Makes the listener of a protocol. The one place that knows which protocols exist.
import { BalancerError } from "../contract/balancer-error.ts";
import type { ListenerConfig } from "../contract/config-listener.ts";
import { createHttpListener } from "./http1/http-listener.ts";
import { createTcpListener } from "./tcp/tcp-listener.ts";
import type { Listener, ListenerDependencies } from "./types.ts";

/** Throws NOT_SUPPORTED_YET for a protocol that does not work yet. */
export function createListener(config: ListenerConfig, deps: ListenerDependencies): Listener {
  if (config.protocol === "http" || config.protocol === "https") {
    return createHttpListener(config, deps);
  }
  if (config.protocol === "tcp") return createTcpListener(config, deps);
  throw new BalancerError(
    "NOT_SUPPORTED_YET",
    `listener "${config.id}": protocol "${config.protocol}" is not supported yet`,
  );
}
