// Balancers for integration tests: a configuration from a short document, tagged servers on real sockets, a client that counts.
import { mkdtemp, rm } from "node:fs/promises";
import { type Agent, createServer, get, type RequestListener } from "node:http";
import type { AddressInfo, Server as NetServer, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBalancer } from "../../balancer-core/balancer.ts";
import type { Balancer } from "../../balancer-core/balancer-types.ts";
import {
  type Config,
  type ConfigDocument,
  configSchema,
  expandShorthand,
} from "../../balancer-core/contract/config-schema.ts";
import { systemPorts } from "../../balancer-core/ports.ts";

export function testConfig(document: unknown): Config {
  return configSchema.parse(expandShorthand(document));
}

export interface RealServer {
  readonly address: string;
  /** Closes the port and resets every connection, as a crash would. */
  kill(): Promise<void>;
}

export function listenOnFreePort(server: NetServer): Promise<RealServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        address: `127.0.0.1:${port}`,
        kill: () =>
          new Promise((killed) => {
            server.close(() => killed());
            for (const socket of sockets) socket.resetAndDestroy();
          }),
      });
    });
  });
}

/** Answers every request with its tag. */
export function startTaggedServer(
  tag: string,
  handler: RequestListener = (_request, response) => void response.end(tag),
): Promise<RealServer> {
  return listenOnFreePort(createServer(handler));
}

export interface RunningBalancer {
  readonly balancer: Balancer;
  readonly directory: string;
  readonly address: (listenerId: string) => string;
  stop(deadlineMs?: number): Promise<void>;
}

export async function startBalancer(document: ConfigDocument | object): Promise<RunningBalancer> {
  const directory = await mkdtemp(join(tmpdir(), "evenkeel-test-"));
  const balancer = createBalancer({ config: testConfig(document), ports: systemPorts, directory });
  await balancer.start();
  return {
    balancer,
    directory,
    address(listenerId) {
      const found = balancer.snapshot(1).listeners.find(({ id }) => id === listenerId);
      if (!found) throw new Error(`no listener "${listenerId}"`);
      return found.address;
    },
    async stop(deadlineMs = 1_000) {
      await balancer.stop(deadlineMs);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export interface Visit {
  readonly status: number;
  readonly body: string;
}

export function visit(address: string, agent?: Agent, path = "/"): Promise<Visit> {
  return new Promise((resolve, reject) => {
    const request = get(`http://${address}${path}`, { agent: agent ?? false }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      response.on("error", reject);
    });
    request.on("error", reject);
  });
}

/** Asks again until it holds; fails after the deadline with what was being waited for. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  deadlineMs = 5_000,
): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${deadlineMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
