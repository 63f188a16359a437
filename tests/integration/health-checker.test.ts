// The checker over the life of a real server: up, refusing, back, answering 503, hanging; each with its reason.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { healthSchema } from "../../balancer-core/contract/config-health.ts";
import { type Checker, createChecker } from "../../balancer-core/health/checker.ts";
import { systemPorts } from "../../balancer-core/ports.ts";

type Behaviour = "well" | "unavailable" | "hanging";

let behaviour: Behaviour = "well";
let server: Server | undefined;
let checker: Checker | undefined;

async function startServer(port: number): Promise<number> {
  const started = createServer((_request, response) => {
    if (behaviour === "hanging") return;
    response.writeHead(behaviour === "well" ? 200 : 503).end();
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(port, "127.0.0.1", resolve));
  return (started.address() as AddressInfo).port;
}

async function stopServer(): Promise<void> {
  const stopped = server;
  server = undefined;
  stopped?.closeAllConnections();
  await new Promise((resolve) => (stopped ? stopped.close(resolve) : resolve(undefined)));
}

afterEach(async () => {
  checker?.stop();
  await stopServer();
});

describe("a server that is checked", () => {
  it("is followed through crash, return, 503 and silence, with the reason each time", async () => {
    behaviour = "well";
    const port = await startServer(0);
    const waiting = new Set<() => void>();
    const levels: string[] = [];
    const started = createChecker({
      config: healthSchema.parse({
        type: "http",
        interval: "20ms",
        fastInterval: "10ms",
        timeout: "100ms",
      }),
      address: { host: "127.0.0.1", port },
      ports: systemPorts,
      onResult() {
        levels.push(started.verdict.level);
        for (const look of waiting) look();
      },
    });
    checker = started;
    const reach = (level: string, detail: string) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (started.verdict.level !== level || started.results.at(-1)?.detail !== detail) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });

    started.start();
    await reach("up", "200 OK");
    expect(levels).toEqual(["up"]);

    await stopServer();
    await reach("down", "connect ECONNREFUSED");

    await startServer(port);
    await reach("up", "200 OK");

    behaviour = "unavailable";
    await reach("down", "503 Service Unavailable, expected 200-399");

    behaviour = "well";
    await reach("up", "200 OK");

    behaviour = "hanging";
    await reach("down", "no answer within 100ms");

    const changes = levels.filter((level, index) => level !== levels[index - 1]);
    const fall = ["degraded", "down"];
    const rise = ["recovering", "up"];
    expect(changes).toEqual(["up", ...fall, ...rise, ...fall, ...rise, ...fall]);
  });
});
