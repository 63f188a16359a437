// Connections of a generator's HTTP clients: kept by address, and by what a PROXY header says where one begins them.
import { Agent, type AgentOptions } from "node:http";
import { Agent as SecureAgent } from "node:https";
import { connect } from "node:net";
import type { ConnectionOptions } from "node:tls";
import { connectBehindHeader } from "../../connect-behind-header.ts";

/** Idle connections kept per identity. An agent keys its connections by local address, so one serves all. */
const maxIdlePerIdentity = 8;
/** Shorter than listeners keep idle connections, so that we rarely write into one that is being closed. */
const idleMs = 15_000;

export interface ClientAgents {
  readonly http: Agent;
  readonly https: SecureAgent;
  destroy(): void;
}

/** What agents are handed of a request beside Node's own options. */
interface Behind {
  readonly proxyHeader?: Buffer | null;
}

export function createAgents(use: "kept" | "fresh"): ClientAgents {
  const options: AgentOptions =
    use === "kept" ? { keepAlive: true, maxFreeSockets: maxIdlePerIdentity, timeout: idleMs } : {};
  const http = behindHeaders(new Agent(options), (header, to) => {
    const socket = connect({ host: to.host ?? "", port: to.port ?? 0, noDelay: true });
    // Waits until the connection is there.
    socket.write(header);
    return socket;
  });
  const https = behindHeaders(new SecureAgent(options), connectBehindHeader);
  return {
    http,
    https,
    destroy() {
      http.destroy();
      https.destroy();
    },
  };
}

/** Both methods are documented for this: one names what connections may be shared, the other opens one. */
function behindHeaders<A extends Agent>(
  agent: A,
  open: (header: Buffer, to: ConnectionOptions) => ReturnType<typeof connect>,
): A {
  const nameOf = agent.getName.bind(agent);
  const openPlainly = agent.createConnection.bind(agent);
  agent.getName = (options) => {
    const { proxyHeader } = (options ?? {}) as Behind;
    return nameOf(options) + (proxyHeader ? proxyHeader.toString("latin1") : "");
  };
  agent.createConnection = (options, callback) => {
    const { proxyHeader } = options as Behind;
    return proxyHeader
      ? open(proxyHeader, options as ConnectionOptions)
      : openPlainly(options, callback);
  };
  return agent;
}
