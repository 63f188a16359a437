// Tunnels of upgraded connections that rest: both sides are closed after `timeouts.idle`, and not while bytes move either way.
import { describe, expect, it } from "vitest";
import { request } from "../support/http-relay.ts";
import { createRelaySetting } from "../support/relay-setting.ts";
import { createRawServer } from "../support/tagged-server.ts";

const setting = createRelaySetting();
const idleMs = 300;
const upgraded = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n";

async function openTunnel(answer: (bytes: Buffer) => string) {
  let serversEnd = 0;
  const server = await createRawServer((socket) => {
    let isUpgraded = false;
    socket.on("data", (bytes) => {
      socket.write(isUpgraded ? answer(bytes) : upgraded);
      isUpgraded = true;
    });
    socket.on("end", () => socket.end());
    socket.on("close", () => serversEnd++);
  });
  await setting.setUp([server], { pool: { timeouts: { idle: `${idleMs}ms` } } });
  const client = await setting.relay.connect();
  client.send(request("GET /", ["Connection: Upgrade", "Upgrade: x"]));
  await client.until("101 Switching");
  return { client, server, isServersOver: () => serversEnd === 1 };
}

describe("a tunnel", () => {
  it("that rests for timeouts.idle is closed on both sides, without blame", async () => {
    const { client, isServersOver } = await openTunnel(() => "");
    const startedAt = performance.now();
    await client.untilClosed();
    expect(performance.now() - startedAt).toBeGreaterThan(idleMs - 150);
    await setting.relay.eventually(isServersOver);
    expect(setting.relay.records).toMatchObject([{ status: 101, error: null }]);
    expect(setting.relay.pool.servers[0]?.failures).toBe(0);
  });

  it.each([
    ["its client sends", ""],
    ["both sides send", "pong"],
  ])("goes on for as long as %s", async (_, answer) => {
    const { client, server } = await openTunnel(() => answer);
    const startedAt = performance.now();
    while (performance.now() - startedAt < 3 * idleMs) {
      client.send("ping");
      await new Promise((resolve) => setTimeout(resolve, idleMs / 10));
    }
    expect(setting.relay.records).toEqual([]);
    expect(server.sockets.size).toBe(1);
    client.end();
    await client.untilClosed();
  });
});
