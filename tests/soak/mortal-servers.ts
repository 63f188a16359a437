// Servers that die without a word and return on the same port, one at a time.
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Random } from "../../balancer-core/ports.ts";

const largeBytes = 262_144;
const large = Buffer.alloc(largeBytes, "k");
const slowestMs = 20;

export interface MortalServers {
  readonly addresses: readonly string[];
  /** How often one died so far. */
  readonly deaths: number;
  /** Whether one died in the time from `since` until now (performance.now). */
  hasOneDied(since: number): boolean;
  /** Makes one die, and return after `downMs`. */
  killOne(downMs: number): void;
  close(): Promise<void>;
}

export async function startMortalServers(count: number, random: Random): Promise<MortalServers> {
  const servers = await Promise.all(Array.from({ length: count }, () => startOne(random, 0)));
  const ports = servers.map(({ port }) => port);
  let deaths = 0;
  let diedAt = Number.NEGATIVE_INFINITY;
  let returning: Promise<void> = Promise.resolve();
  let turn = 0;
  return {
    addresses: ports.map((port) => `127.0.0.1:${port}`),
    get deaths() {
      return deaths;
    },
    hasOneDied: (since) => diedAt >= since,
    killOne(downMs) {
      const index = turn++ % count;
      deaths += 1;
      diedAt = performance.now();
      servers[index]?.die();
      returning = new Promise((resolve) => setTimeout(resolve, downMs)).then(async () => {
        servers[index] = await startOne(random, ports[index] ?? 0);
      });
    },
    async close() {
      await returning;
      for (const server of servers) server.die();
    },
  };
}

/** Answers `/small`, `/large`, and whatever is posted with its length. */
function startOne(random: Random, port: number): Promise<{ port: number; die: () => void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((request, response) => {
    let received = 0;
    request.on("data", (chunk: Buffer) => {
      received += chunk.length;
    });
    request.on("error", () => {});
    request.on("end", () => {
      setTimeout(() => {
        if (request.url === "/large") response.end(large);
        else if (request.method === "POST") response.end(String(received));
        else response.end("small");
      }, random() * slowestMs);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  server.keepAliveTimeout = 3_000;
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        die() {
          server.close();
          for (const socket of sockets) socket.resetAndDestroy();
        },
      });
    });
  });
}
