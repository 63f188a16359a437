// Makes the listener of a protocol. The one place that knows which protocols exist.
import type { ListenerConfig } from "../contract/config-listener.ts";
import { createHttpListener } from "./http1/http-listener.ts";
import { createTcpListener } from "./tcp/tcp-listener.ts";
import type { Listener, ListenerDependencies } from "./types.ts";

export function createListener(config: ListenerConfig, deps: ListenerDependencies): Listener {
  if (config.protocol === "http" || config.protocol === "https") {
    return createHttpListener(config, deps);
  }
  return createTcpListener(config, deps);
}
