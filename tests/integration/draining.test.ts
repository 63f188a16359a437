// Draining with what lasts long: a WebSocket and a TCP connection count, the deadline cuts them, undoing saves them; and the whole
// balancer stops the same way.
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { startConsoleServer } from "../../headless/console/console-server.ts";
import { listenOnFreePort, startTaggedServer } from "../support/balancer.ts";
import { connectRaw, type RawClient } from "../support/raw-client.ts";
import { runningHost } from "../support/running-host.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Upgrades whoever asks and sends back what comes then; answers others with its tag. */
async function startWebServer(tag: string) {
  const server = createHttpServer((_request, response) => void response.end(tag));
  server.on("upgrade", (_request, socket) => {
    socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n",
    );
    socket.on("error", () => socket.destroy());
    socket.pipe(socket);
  });
  const real = await listenOnFreePort(server);
  onTestFinished(() => real.kill());
  return real;
}

async function start() {
  const echo = await listenOnFreePort(createServer((socket) => void socket.pipe(socket)));
  onTestFinished(() => echo.kill());
  const [a, b] = [await startWebServer("a"), await startWebServer("b")];
  const running = await runningHost(`version: 1
listeners:
  - { id: web, bind: 127.0.0.1:0, pool: app }
  - { id: raw, protocol: tcp, bind: 127.0.0.1:0, pool: echo }
pools:
  - { id: app, health: { type: none }, servers: [{ id: a, address: "${a.address}" }, { id: b, address: "${b.address}" }] }
  - { id: echo, health: { type: none }, servers: [{ id: e, address: "${echo.address}" }] }
`);
  const connect = async (listener: string): Promise<RawClient> => {
    const client = await connectRaw(running.addressOf(listener) ?? "");
    onTestFinished(() => client.destroy());
    return client;
  };
  const upgrade = async () => {
    const client = await connect("web");
    client.send("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n");
    await client.until("101 Switching");
    client.send("one");
    await client.until("one");
    return client;
  };
  const dial = async () => {
    const client = await connect("raw");
    client.send("one");
    await client.until("one");
    return client;
  };
  const drain = (pool: string, server: string, deadline: string) =>
    running.call("server.drain", { pool, server, deadline });
  const stateOf = async (pool: string, server: string) =>
    (await running.call("server.get", { pool, server })).server;
  return { ...running, connect, upgrade, dial, drain, stateOf };
}

describe.each(["a WebSocket", "a TCP connection"])("%s on a draining server", (kind) => {
  const [pool, server] = kind === "a WebSocket" ? ["app", "a"] : ["echo", "e"];

  it("counts as what is left, with its age, and goes on until the deadline cuts it", async () => {
    const { upgrade, dial, drain, stateOf, call, eventually } = await start();
    const client = await (pool === "app" ? upgrade() : dial());
    expect(await drain(pool, server, "400ms")).toMatchObject({ remaining: 1 });
    const state = await stateOf(pool, server);
    expect(state).toMatchObject({ state: "draining", drain: { remaining: 1 } });
    expect(state.drain?.longestMs).toBeGreaterThan(0);
    client.send("two");
    await client.until("two");
    await client.untilClosed();
    expect(await stateOf(pool, server)).toMatchObject({
      state: "drained",
      drain: { remaining: 0, longestMs: null, deadlineAt: null },
    });
    // A TCP connection is over when both its sides have closed.
    await eventually(async () => {
      const { requests } = await call("requests.list", { limit: 1 });
      expect(requests).toMatchObject([{ server, error: "FORCED_CLOSE" }]);
    });
  });

  it("is saved by making the server ready again", async () => {
    const { upgrade, dial, drain, stateOf, call, eventually } = await start();
    const client = await (pool === "app" ? upgrade() : dial());
    const beganAt = Date.now();
    await drain(pool, server, "300ms");
    await call("server.update", { pool, server, changes: { intent: "ready" } });
    await eventually(() => expect(Date.now() - beganAt).toBeGreaterThan(400));
    client.send("two");
    await client.until("two");
    expect(await stateOf(pool, server)).toMatchObject({ state: "unchecked", drain: null });
  });
});

describe("a client's connection", () => {
  it("outlives the drain of the server that answered last, whose idle connections close", async () => {
    const { connect, drain, stateOf, eventually } = await start();
    const client = await connect("web");
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await client.until(/\r\n\r\na$/);
    expect((await stateOf("app", "a")).activeConnections).toBe(1);
    await drain("app", "a", "30s");
    await eventually(async () => expect((await stateOf("app", "a")).activeConnections).toBe(0));
    for (let turn = 0; turn < 2; turn++) client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    await client.until(/(\r\n\r\nb[\s\S]*){2}$/);
    expect(client.text).not.toContain("Connection: close");
  });
});

describe("stopping the whole balancer", () => {
  it("tells who asks for its health, answers what is in flight, and closes each connection after its answer", async () => {
    const slow = await startTaggedServer("slow", (request, response) => {
      if (request.url === "/fast") response.end("fast");
      else setTimeout(() => response.end("slow"), 500);
    });
    onTestFinished(() => slow.kill());
    const { host, addressOf, eventually, call } = await runningHost(`version: 1
listeners: [{ id: web, bind: 127.0.0.1:0, pool: app }]
pools: [{ id: app, health: { type: none }, servers: ["${slow.address}"] }]
`);
    const console = await startConsoleServer({
      host,
      bind: { host: "127.0.0.1", port: 0 },
      token: "t",
      rendererDirectory: temporaryFolder(),
      metricsPath: "/metrics",
      version: "test",
    });
    onTestFinished(() => console.close());
    const health = async () => (await fetch(`${console.url}/healthz`)).status;
    expect(await health()).toBe(200);
    const client = await connectRaw(addressOf("web") ?? "");
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const inFlight = async () =>
      (await call("snapshot.get", {})).pools[0]?.servers[0]?.activeRequests;
    await eventually(async () => expect(await inFlight()).toBe(1));
    const stopped = host.stop(5_000);
    expect(await health()).toBe(503);
    await client.untilClosed();
    expect(client.text).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*\r\nConnection: close\r\n[\s\S]*slow$/);
    await stopped;
  });
});
