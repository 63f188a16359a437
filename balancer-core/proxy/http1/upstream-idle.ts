// Idle connections by server, the latest used first, so that the surplus of a burst grows old and closes.

import type { Unsubscribe } from "../../contract/transport.ts";
import type { Server } from "../../pool/types.ts";
import type { UpstreamTls } from "../../pool/upstream-tls.ts";
import { UpstreamConnection, type UpstreamHome } from "./upstream-connection.ts";

/** As long as nginx keeps them (`keepalive_time`): a server behind a name or another balancer may have moved meanwhile. */
export const maxConnectionAgeMs = 3_600_000;

interface IdleLimits {
  readonly maxIdlePerServer: number;
  readonly idleMs: number;
}

class IdleStack implements UpstreamHome {
  isRetired = false;
  readonly connections: UpstreamConnection[] = [];

  gone(connection: UpstreamConnection): void {
    const index = this.connections.indexOf(connection);
    if (index !== -1) this.connections.splice(index, 1);
  }

  closeAll(): void {
    for (const connection of this.connections.splice(0)) connection.destroy();
  }
}

export class UpstreamIdle {
  readonly #stacks = new Map<Server, { stack: IdleStack; unsubscribe: Unsubscribe }>();
  #isClosed = false;

  /** The latest idle connection to the server that was opened this way, or undefined. */
  take(server: Server, tls: UpstreamTls | null): UpstreamConnection | undefined {
    const connections = this.#stacks.get(server)?.stack.connections;
    let connection = connections?.pop();
    // One that just ended leaves the stack only when its socket has closed; one secured otherwise than now is of no use.
    while (connection !== undefined && (connection.socket.destroyed || connection.tls !== tls)) {
      connection.destroy();
      connection = connections?.pop();
    }
    return connection;
  }

  open(
    server: Server,
    tls: UpstreamTls | null,
    proxyHeader: Buffer | null,
    now: number,
  ): UpstreamConnection {
    return new UpstreamConnection(server, this.#stackOf(server), tls, proxyHeader, now);
  }

  /** Keeps the connection for another request, or closes it when it is too old or the server must keep none or has enough. */
  put(connection: UpstreamConnection, limits: IdleLimits, now: number): void {
    const { server, home } = connection;
    connection.handler = null;
    const isYoung = now - connection.openedAt < maxConnectionAgeMs;
    const isWelcome = isYoung && !home.isRetired && server.intent === "ready";
    if (!isWelcome || this.#isClosed || home.connections.length >= limits.maxIdlePerServer) {
      connection.destroy();
      return;
    }
    connection.idleSince = now;
    connection.idleLimitMs = Math.min(connection.idleLimitMs, limits.idleMs);
    home.connections.push(connection);
  }

  /** Closes what was idle for too long. */
  sweep(now: number): void {
    for (const { stack } of this.#stacks.values()) {
      for (let index = stack.connections.length - 1; index >= 0; index--) {
        const connection = stack.connections[index];
        if (connection && now - connection.idleSince >= connection.idleLimitMs) {
          stack.connections.splice(index, 1);
          connection.destroy();
        }
      }
    }
  }

  /** Closes everything idle; what is busy closes when it is given back. */
  close(): void {
    this.#isClosed = true;
    for (const server of [...this.#stacks.keys()]) this.#retire(server);
  }

  #stackOf(server: Server): IdleStack {
    const known = this.#stacks.get(server);
    if (known) return known.stack;
    const stack = new IdleStack();
    this.#stacks.set(server, { stack, unsubscribe: server.onRetire(() => this.#retire(server)) });
    return stack;
  }

  /** A server that returns begins with a new stack, so that connections opened before are not kept. */
  #retire(server: Server): void {
    const entry = this.#stacks.get(server);
    if (!entry) return;
    this.#stacks.delete(server);
    entry.unsubscribe();
    entry.stack.isRetired = true;
    entry.stack.closeAll();
  }
}
