// A pool over real servers: one crashes and gets nothing more, comes back and gets its share; each change is told with its reason.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { configSchema, expandShorthand } from "../../balancer-core/contract/config-schema.ts";
import { createPool } from "../../balancer-core/pool/pool.ts";
import type { ManagedPool, StateChange } from "../../balancer-core/pool/types.ts";
import { systemPorts } from "../../balancer-core/ports.ts";

const servers = new Set<Server>();
let pool: ManagedPool | undefined;

async function startServer(port = 0): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = createServer((_request, response) => response.end("fine"));
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      servers.delete(server);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

afterEach(async () => {
  pool?.stop();
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  servers.clear();
});

/** A pool of these ports, checked fast, and a way to wait for a change of state. */
function startPool(ports: readonly number[], health: object) {
  const document = {
    version: 1,
    pools: [
      {
        id: "app",
        health: { interval: "20ms", fastInterval: "10ms", timeout: "1s", ...health },
        servers: ports.map((port) => `127.0.0.1:${port}`),
      },
    ],
  };
  const [config] = configSchema.parse(expandShorthand(document)).pools;
  if (!config) throw new Error("the document has no pool");
  const changes: string[] = [];
  const waiting = new Set<() => void>();
  const started = createPool(config, {
    ports: systemPorts,
    recorderFor: () => ({
      answered: () => undefined,
      failed: () => undefined,
      retried: () => undefined,
      tried: () => undefined,
      left: () => undefined,
    }),
    onStateChange({ server, from, to, reason }: StateChange) {
      changes.push(`${server.id}: ${from} -> ${to} (${reason})`);
      for (const look of waiting) look();
    },
  });
  pool = started;
  started.start();
  const reach = (states: readonly string[]) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (started.servers.map(({ state }) => state).join() !== states.join()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const visit = (times: number) =>
    Array.from({ length: times }, () => {
      const lease = started.lease({
        clientAddress: "127.0.0.1",
        tried: [],
        hashKey: undefined,
        stickyKey: undefined,
      });
      if (typeof lease === "string") return lease;
      lease.release("answered");
      return lease.server.id;
    });
  return { changes, reach, visit };
}

describe.each([{ type: "http" }, { type: "tcp" }])("a pool checked by $type", (health) => {
  it("leaves a crashed server out and takes it back, telling why", async () => {
    const [first, second] = [await startServer(), await startServer()];
    const { changes, reach, visit } = startPool([first.port, second.port], health);
    await reach(["up", "up"]);
    expect(visit(4)).toEqual(["s1", "s2", "s1", "s2"]);

    await second.stop();
    await reach(["up", "down"]);
    expect(visit(2)).toEqual(["s1", "s1"]);
    await first.stop();
    await reach(["down", "down"]);
    expect(visit(1)).toEqual(["unusable"]);

    await startServer(second.port);
    await reach(["down", "up"]);
    expect(visit(2)).toEqual(["s2", "s2"]);

    const saying = health.type === "http" ? "200 OK" : "connected";
    expect(changes.filter((change) => change.startsWith("s2"))).toEqual([
      `s2: unchecked -> up (last check passed: ${saying})`,
      "s2: up -> degraded (1/3 checks failed: connect ECONNREFUSED)",
      "s2: degraded -> down (3/3 checks failed: connect ECONNREFUSED)",
      `s2: down -> recovering (1/2 checks passed: ${saying})`,
      `s2: recovering -> up (last check passed: ${saying})`,
    ]);
  });
});
