// Very many at once: connections that rest and requests that wait, held together until every one is answered.
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { projectRoot } from "../support/source-files.ts";
import { heldIdle, heldSlow, print } from "./modes.ts";
import { type WatchedProcess, watchEvenkeel } from "./watched-process.ts";

const idleClients = join(projectRoot, "bench/load/idle-clients.mjs");
/** Several processes, so that none needs more descriptors than a usual limit. */
const clientProcesses = 4;
const mostBytesEach = 8_192;

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Answers `/slow` only when told to, everything else at once. */
async function startHoldingServer() {
  const held: (() => void)[] = [];
  const server = createServer((asked, response) => {
    if (asked.url === "/slow") held.push(() => response.end("slow"));
    else response.end("quick");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanUps.push(() => server.closeAllConnections());
  return { port: (server.address() as AddressInfo).port, held };
}

async function holdIdle(port: string, count: number): Promise<void> {
  const child = fork(idleClients, [port, String(count)]);
  cleanUps.push(() => child.kill());
  const [{ held, why }] = (await once(child, "message")) as [{ held: number; why: string }];
  if (held !== count) throw new Error(`held ${held} of ${count} connections: ${why}`);
}

/** The status of the answer, or 0 for none. */
function askSlowly(address: string): Promise<number> {
  return new Promise((resolve) => {
    const asked = request(`http://${address}/slow`, { agent: false }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
    });
    asked.on("error", () => resolve(0));
    asked.end();
  });
}

async function connectionsOf(evenkeel: WatchedProcess): Promise<number> {
  return (await evenkeel.snapshot()).listeners[0]?.activeConnections ?? 0;
}

describe("a balancer that holds very many at once", () => {
  it(`keeps ${heldIdle} idle connections and ${heldSlow} slow requests, and answers all`, async () => {
    const { port, held } = await startHoldingServer();
    const evenkeel = await watchEvenkeel(`version: 1
listeners:
  - { id: web, protocol: http, bind: 127.0.0.1:0, pool: app, limits: { connections: 20000, idleTimeout: 10m } }
pools:
  - { id: app, timeouts: { response: 10m }, servers: [127.0.0.1:${port}] }
`);
    cleanUps.push(() => evenkeel.dispose());
    const [, clientPort = ""] = evenkeel.address.split(":");
    await askQuickly(evenkeel.address, 200);
    const before = await evenkeel.holding();
    await Promise.all(
      Array.from({ length: clientProcesses }, () =>
        holdIdle(clientPort, heldIdle / clientProcesses),
      ),
    );
    const withIdle = await evenkeel.holding();
    const residentEach = (withIdle.residentBytes - before.residentBytes) / heldIdle;
    const heapEach = (withIdle.heapBytes - before.heapBytes) / heldIdle;

    const slow = Array.from({ length: heldSlow }, () => askSlowly(evenkeel.address));
    const deadline = performance.now() + 30_000;
    while (held.length < heldSlow && performance.now() < deadline) await pause(20);
    expect(held.length).toBe(heldSlow);
    expect(await connectionsOf(evenkeel)).toBe(heldIdle + heldSlow);
    const withSlow = await evenkeel.holding();
    const slowEach = (withSlow.heapBytes - withIdle.heapBytes) / heldSlow;
    print(
      `held: ${heldIdle} idle connections at ${(residentEach / 1_024).toFixed(2)} KiB resident each ` +
        `(${(heapEach / 1_024).toFixed(2)} KiB of it in the heap), ${heldSlow} slow requests at ` +
        `${(slowEach / 1_024).toFixed(2)} KiB of heap each`,
    );
    for (const answer of held) answer();
    const statuses = await Promise.all(slow);

    expect(statuses.every((status) => status === 200)).toBe(true);
    expect(heapEach).toBeLessThan(mostBytesEach);
    // Those that were answered close from their side.
    await expect.poll(() => connectionsOf(evenkeel), { timeout: 10_000 }).toBe(heldIdle);
  }, 180_000);
});

async function askQuickly(address: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const response = await fetch(`http://${address}/quick`, { headers: { connection: "close" } });
    await response.text();
  }
}
