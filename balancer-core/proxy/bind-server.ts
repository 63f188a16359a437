// Opens a listening socket and names what went wrong, with the listener and its address.
import type { Server } from "node:net";
import { BalancerError } from "../contract/balancer-error.ts";
import type { ListenerConfig } from "../contract/config-listener.ts";
import { sentence } from "../contract/sentences.ts";
import { formatAddress, tryAddress } from "../contract/units.ts";
import { systemCode } from "../errors.ts";

/** Resolves with the actual address, with the port the system gave. */
export function bindServer(server: Server, { id, bind }: ListenerConfig): Promise<string> {
  const wanted = tryAddress(bind);
  if (!wanted) {
    return Promise.reject(
      new BalancerError(
        "LISTENER_FAILED",
        sentence("ADDRESS_NOT_VALID", { thing: sentence("LISTENER", { id }), address: bind }),
      ),
    );
  }
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(bindError(id, bind, error));
    server.once("error", failed);
    server.listen({ host: wanted.host, port: wanted.port, backlog: 1_024 }, () => {
      server.off("error", failed);
      const actual = server.address();
      const port = typeof actual === "object" && actual !== null ? actual.port : wanted.port;
      resolve(formatAddress({ host: wanted.host, port }));
    });
  });
}

function bindError(id: string, bind: string, cause: Error): BalancerError {
  const code = systemCode(cause);
  const details = { listener: id, bind };
  const place = { thing: sentence("LISTENER", { id }), address: bind };
  if (code === "EADDRINUSE") {
    return new BalancerError("LISTENER_PORT_IN_USE", sentence("ADDRESS_IN_USE", place), {
      cause,
      details,
    });
  }
  if (code === "EACCES") {
    return new BalancerError("LISTENER_PORT_FORBIDDEN", sentence("ADDRESS_FORBIDDEN", place), {
      cause,
      details,
    });
  }
  const message = sentence("ADDRESS_FAILED", { ...place, errno: code });
  return new BalancerError("LISTENER_FAILED", message, { cause, details });
}
