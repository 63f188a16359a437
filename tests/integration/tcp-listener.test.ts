// A TCP listener on real sockets: bytes both ways with half-close, refused servers, limits, idle time and a graceful close.
import { connect, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import {
  listenOnFreePort,
  type RealServer,
  type RunningBalancer,
  startBalancer,
  until,
} from "../support/balancer.ts";

let running: RunningBalancer | undefined;
let servers: RealServer[] = [];
let clients: Socket[] = [];

afterEach(async () => {
  for (const client of clients) client.destroy();
  clients = [];
  await running?.stop();
  running = undefined;
  await Promise.all(servers.map((server) => server.kill()));
  servers = [];
});

async function serve(onConnection: (socket: Socket) => void): Promise<string> {
  const server = await listenOnFreePort(createServer({ allowHalfOpen: true }, onConnection));
  servers.push(server);
  return server.address;
}

async function startTcp(addresses: string[], more: { pool?: object; listener?: object } = {}) {
  running = await startBalancer({
    version: 1,
    listeners: [
      { id: "echo", protocol: "tcp", bind: "127.0.0.1:0", pool: "tcp", ...more.listener },
    ],
    pools: [{ id: "tcp", health: { type: "none" }, servers: addresses, ...more.pool }],
  });
  return running;
}

function open(address: string): Socket {
  const client = connect({
    host: "127.0.0.1",
    port: Number(address.split(":")[1]),
    allowHalfOpen: true,
  });
  client.on("error", () => undefined);
  clients.push(client);
  return client;
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) resolve();
    else socket.once("close", () => resolve());
  });
}

/** Everything until the other side ends. */
async function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const deadAddress = async () => {
  const server = await listenOnFreePort(createServer());
  await server.kill();
  return server.address;
};

describe("a TCP listener", () => {
  it("echoes ten megabytes both ways and passes the half-close on", async () => {
    const { balancer, address } = await startTcp([await serve((socket) => socket.pipe(socket))]);
    const sent = Buffer.alloc(10 * 1024 * 1024, "evenkeel");
    const client = open(address("echo"));
    client.end(sent);
    const echoed = await readAll(client);
    expect(echoed.equals(sent)).toBe(true);
    await until("the record is there", () => balancer.requests({ limit: 1 }).length === 1);
    expect(balancer.requests({ limit: 1 })[0]).toMatchObject({
      method: "TCP",
      target: "-",
      status: 0,
      error: null,
      bytesIn: sent.length,
      bytesOut: sent.length,
      attempts: [{ outcome: "answered" }],
    });
    const server = balancer.server("tcp", "s1");
    expect(server).toMatchObject({ activeRequests: 0, activeConnections: 0 });
  });

  it("lets the server go on after the client has ended its side", async () => {
    const { address } = await startTcp([
      await serve((socket) => {
        let asked = "";
        socket.setEncoding("utf8");
        socket.on("data", (text: string) => {
          asked += text;
        });
        socket.on("end", () => socket.end(`you asked ${asked}`));
      }),
    ]);
    const client = open(address("echo"));
    client.end("something");
    expect(String(await readAll(client))).toBe("you asked something");
  });

  it("pauses the sender while the reader does not read", async () => {
    const { balancer, address } = await startTcp([
      await serve((socket) => void socket.end(Buffer.alloc(64 * 1024 * 1024))),
    ]);
    const client = open(address("echo"));
    client.pause();
    const passed = () => balancer.metricsText().match(/direction="out"} (\d+)/)?.[1] ?? "0";
    let before = "";
    await until("nothing moves any more", async () => {
      before = passed();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return before !== "0" && passed() === before;
    });
    expect(Number(before)).toBeLessThan(32 * 1024 * 1024);
    client.end();
    expect((await readAll(client)).length).toBe(64 * 1024 * 1024);
  });

  it("tries the next server when a connection is refused", async () => {
    const { balancer, address } = await startTcp([
      await deadAddress(),
      await serve((socket) => void socket.end("second")),
    ]);
    const client = open(address("echo"));
    client.end();
    expect(String(await readAll(client))).toBe("second");
    await until("the record is there", () => balancer.requests({ limit: 1 }).length === 1);
    expect(balancer.requests({ limit: 1 })[0]).toMatchObject({
      server: "s2",
      error: null,
      attempts: [
        { server: "s1", outcome: "UPSTREAM_CONNECT_FAILED" },
        {
          server: "s2",
          outcome: "answered",
          backoffMs: expect.any(Number),
          startMs: expect.any(Number),
        },
      ],
    });
    expect(balancer.snapshot(1).pools[0]?.servers[0]).toMatchObject({ errors: 1, retries: 1 });
  });

  it("resets the client with a code when no server can be reached", async () => {
    const { balancer, address } = await startTcp([await deadAddress()]);
    await closed(open(address("echo")));
    await until("the record is there", () => balancer.requests({ limit: 1 }).length === 1);
    expect(balancer.requests({ limit: 1 })[0]?.error).toBe("UPSTREAM_CONNECT_FAILED");
    expect(balancer.snapshot(1).listeners[0]?.ownAnswers).toEqual({ UPSTREAM_CONNECT_FAILED: 1 });
  });

  it("asks the same server again when there is no other, as HTTP does", async () => {
    const gone = await deadAddress();
    const { balancer, address } = await startTcp([gone], {
      pool: {
        retries: { attempts: 5, backoff: { base: "1s", max: "1s" } },
        passive: { consecutiveFailures: 0 },
      },
    });
    const client = open(address("echo"));
    client.end();
    await until(
      "the first try has failed",
      // Or the second, since the pause before it may be short.
      () => (balancer.snapshot(1).pools[0]?.servers[0]?.errors ?? 0) > 0,
    );
    const [host = "", port = ""] = gone.split(":");
    const server = createServer((socket) => void socket.end("back again"));
    await new Promise<void>((resolve) => server.listen(Number(port), host, resolve));
    servers.push({
      address: gone,
      kill: () => new Promise((resolve) => void server.close(() => resolve())),
    } as RealServer);
    expect(String(await readAll(client))).toBe("back again");
    await until("the record is there", () => balancer.requests({ limit: 1 }).length === 1);
    const attempts = balancer.requests({ limit: 1 })[0]?.attempts ?? [];
    expect(attempts.length).toBeGreaterThan(1);
    expect(new Set(attempts.map(({ server }) => server))).toEqual(new Set(["s1"]));
    expect(attempts.at(-1)?.outcome).toBe("answered");
  });

  it("passes a server's reset on and counts it as its failure", async () => {
    const { balancer, address } = await startTcp([
      await serve((socket) => {
        socket.on("error", () => undefined);
        socket.once("data", () => socket.resetAndDestroy());
      }),
    ]);
    const client = open(address("echo"));
    client.write("hello");
    await closed(client);
    await until("the record is there", () => balancer.requests({ limit: 1 }).length === 1);
    expect(balancer.requests({ limit: 1 })[0]?.error).toBe("UPSTREAM_RESET");
    expect(balancer.snapshot(1).pools[0]?.servers[0]?.errors).toBe(1);
  });

  it("closes what rests for longer than it may", async () => {
    const { balancer, address } = await startTcp([await serve((socket) => socket.pipe(socket))], {
      listener: { limits: { idleTimeout: "1s" } },
    });
    expect(await readAll(open(address("echo")))).toHaveLength(0);
    await until("the record is there", () => balancer.requests({ limit: 1 }).length === 1);
    expect(balancer.requests({ limit: 1 })[0]?.totalMs).toBeGreaterThanOrEqual(1_000);
  });

  it("makes a connection wait for a server at its limit", async () => {
    const server = await serve((socket) => socket.pipe(socket));
    const { balancer, address } = await startTcp([], {
      pool: { servers: [{ id: "only", address: server, maxConnections: 1 }] },
    });
    const first = open(address("echo"));
    first.write("1");
    await new Promise((resolve) => first.once("data", resolve));
    const second = open(address("echo"));
    second.end("2");
    await until("the second waits", () => balancer.snapshot(1).pools[0]?.queued === 1);
    first.end();
    expect(String(await readAll(second))).toBe("2");
  });

  it("refuses connections beyond its limit", async () => {
    const { address } = await startTcp([await serve((socket) => socket.pipe(socket))], {
      listener: { limits: { connections: 1 } },
    });
    const first = open(address("echo"));
    first.write("1");
    await new Promise((resolve) => first.once("data", resolve));
    await closed(open(address("echo")));
    first.end("2");
    expect(String(await readAll(first))).toBe("2");
  });

  it("lets a connection finish when it closes", async () => {
    const { balancer, address } = await startTcp([await serve((socket) => socket.pipe(socket))]);
    const patient = open(address("echo"));
    patient.write("1");
    await new Promise((resolve) => patient.once("data", resolve));
    const stopped = balancer.stop(60_000);
    patient.end("2");
    expect(String(await readAll(patient))).toBe("2");
    await stopped;
    expect(balancer.requests({ limit: 1 })[0]?.error).toBeNull();
  });

  it("cuts what is left at the deadline, the earlier one when closed twice", async () => {
    const { balancer, address } = await startTcp([await serve((socket) => socket.pipe(socket))]);
    const client = open(address("echo"));
    client.write("1");
    await new Promise((resolve) => client.once("data", resolve));
    const stopped = balancer.stop(60_000);
    await until("it stops", () => balancer.snapshot(1).listeners[0]?.state === "stopped");
    await balancer.stop(50);
    await stopped;
    expect(balancer.requests({ limit: 1 })[0]?.error).toBe("SHUTTING_DOWN");
    await closed(client);
  });
});
