// What a listener keeps of connections that are gone: nothing, however many there were.
import { once } from "node:events";
import { connect } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it, onTestFinished } from "vitest";
import { systemPorts } from "../../balancer-core/ports.ts";
import { createHttpListener } from "../../balancer-core/proxy/http1/http-listener.ts";
import { listenerConfig } from "../support/http-relay.ts";

/** No pool is needed: the listener's own answer ends a request, too. */
async function openListener(): Promise<number> {
  const listener = createHttpListener(listenerConfig(), {
    ports: systemPorts,
    pool: () => undefined,
    records: { finished: () => undefined },
    onFailure: (error) => {
      throw error;
    },
  });
  await listener.listen();
  onTestFinished(() => listener.close(0));
  return Number(listener.address?.split(":").at(-1));
}

async function visit(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await once(socket, "data");
  socket.destroy();
  await once(socket, "close");
}

async function visits(port: number, count: number): Promise<void> {
  const visitors = Array.from({ length: 20 }, async () => {
    for (let made = 0; made < count / 20; made += 1) await visit(port);
  });
  await Promise.all(visitors);
}

it("keeps nothing of connections that are gone", { timeout: 60_000 }, async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const port = await openListener();
  const heapAfter = async (count: number) => {
    await visits(port, count);
    // What a finished socket still holds goes in the turns behind its end.
    for (let turn = 0; turn < 5; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      collect();
    }
    return process.memoryUsage().heapUsed;
  };
  const before = await heapAfter(1_000);
  const grown = (await heapAfter(4_000)) - before;
  process.stdout.write(
    `4000 connections that are gone: ${(grown / 4_000).toFixed(0)} bytes of heap each\n`,
  );
  expect(grown / 4_000).toBeLessThan(400);
});
