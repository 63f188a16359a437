// Servers that say who they are in every answer, and a client whose connections stay open, for black-box balancing tests.
import { once } from "node:events";
import { Agent, createServer, request, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface TaggedServer {
  readonly id: string;
  readonly address: string;
  /** Closes the port and resets its connections, as a crash does. */
  crash(): void;
  close(): Promise<void>;
}

/** Answers every request with its id after `delayMs`. */
export async function startTaggedServer(id: string, delayMs = 0): Promise<TaggedServer> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((incoming, response) => {
    incoming.resume();
    if (delayMs === 0) response.end(id);
    else setTimeout(() => response.end(id), delayMs);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const crash = () => {
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    id,
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    crash,
    async close() {
      if (!server.listening) return;
      crash();
      await once(server, "close");
    },
  };
}

export interface Visit {
  readonly status: number;
  readonly body: string;
  readonly code: string | undefined;
}

export interface Visitor {
  /** One GET; status 0 when the connection broke. */
  visit(): Promise<Visit>;
  close(): void;
}

/** One client with one keep-alive connection. */
export function createVisitor(address: string): Visitor {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    visit: () =>
      new Promise((resolve) => {
        const broken = () => resolve({ status: 0, body: "", code: undefined });
        const outgoing = request(`http://${address}/`, { agent, timeout: 10_000 }, (response) => {
          let body = "";
          response.on("data", (chunk: Buffer) => {
            body += chunk.toString();
          });
          response.on("error", broken);
          response.on("end", () => {
            const code = response.headers["x-evenkeel-error"];
            resolve({ status: response.statusCode ?? 0, body, code: code?.toString() });
          });
        });
        outgoing.on("timeout", () => outgoing.destroy());
        outgoing.on("error", broken);
        outgoing.end();
      }),
    close: () => agent.destroy(),
  };
}

/** How many answers each server gave; anything else under its status. */
export function tally(visits: readonly Visit[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of visits) {
    const name = status === 200 ? body : `status ${status}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
