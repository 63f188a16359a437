// The relay where things end: refusals and limits, upgrades, back-pressure, closing and cutting.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { systemPorts } from "../../balancer-core/ports.ts";
import { createHttpListener } from "../../balancer-core/proxy/http1/http-listener.ts";
import { listenerConfig, openRelay, type Relay, request } from "../support/http-relay.ts";
import { createRawServer, createTaggedServer, type TestServer } from "../support/tagged-server.ts";

const cleanups: (() => Promise<void>)[] = [];
let relay: Relay;

async function setUp(server: TestServer, rules?: Parameters<typeof openRelay>[1]): Promise<void> {
  cleanups.push(server.close);
  relay = await openRelay([server], rules);
}

afterEach(async () => {
  await relay.close();
  expect(relay.pool.leases.size).toBe(0);
  expect(relay.listener.counters.activeConnections).toBe(0);
  await relay.eventually(() => relay.pool.servers[0]?.activeConnections === 0);
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const limits = { headerBytes: "1KiB", headers: 5, headerTimeout: "100ms", bodyBytes: 10 };

describe("an HTTP/1.1 listener's refusals", () => {
  it.each([
    [400, "MALFORMED_REQUEST", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n"],
    [
      400,
      "MALFORMED_REQUEST",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    [
      400,
      "MALFORMED_REQUEST",
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZ\r\n",
    ],
    [
      501,
      "UNSUPPORTED_TRANSFER_CODING",
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
    ],
    [501, "METHOD_NOT_SUPPORTED", "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n"],
    [505, "HTTP_VERSION_NOT_SUPPORTED", "GET / HTTP/2.0\r\nHost: x\r\n\r\n"],
    [414, "REQUEST_TARGET_TOO_LONG", `GET /${"a".repeat(1_100)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    [431, "REQUEST_HEAD_TOO_LARGE", `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${"a".repeat(1_100)}`],
    [431, "REQUEST_HEAD_TOO_LARGE", `GET / HTTP/1.1\r\nHost: x\r\n${"A: 1\r\n".repeat(5)}\r\n`],
    [408, "REQUEST_HEAD_TIMEOUT", "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "],
    [413, "REQUEST_BODY_TOO_LARGE", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n"],
    [
      413,
      "REQUEST_BODY_TOO_LARGE",
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n12345678901\r\n",
    ],
    [
      413,
      "REQUEST_BODY_TOO_LARGE",
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n12345678901\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
  ])("answers what is wrong with %i %s and closes: %#", async (status, code, bytes) => {
    await setUp(await createTaggedServer("a", (message) => void message.resume()), {
      listener: { limits },
    });
    const client = await relay.connect();
    client.send(`${bytes}`);
    const text = await client.untilClosed();
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(text).toContain(`\r\nX-Evenkeel-Error: ${code}\r\n`);
    expect(text).toContain("\r\nConnection: close\r\n");
    expect(text.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
    expect(relay.records).toHaveLength(1);
    expect(relay.records[0]).toMatchObject({ status, error: code });
    expect(relay.listener.counters.ownAnswers.get(code as "MALFORMED_REQUEST")).toBe(1);
  });

  it("answers 421 where no route matches and goes on with the connection", async () => {
    await setUp(await createTaggedServer("a"), {
      listener: { pool: undefined, routes: [{ match: { pathPrefix: "/v1" }, pool: "app" }] },
    });
    const client = await relay.connect();
    client.send(request("GET /v10") + request("GET /v1?q"));
    const text = await client.until("a#1 GET /v1?q");
    expect(text).toMatch(/^HTTP\/1\.1 421 Misdirected Request\r\n/);
  });

  it("never relays what stands behind a request that closes", async () => {
    await setUp(await createTaggedServer("a"));
    const client = await relay.connect();
    client.send(request("GET /1", ["Connection: close"]) + request("GET /2"));
    expect(await client.untilClosed()).not.toContain("/2");
    expect(relay.records).toHaveLength(1);
  });

  it("stops a body that no longer comes with 408", async () => {
    await setUp(await createTaggedServer("a", () => {}), { pool: { timeouts: { idle: "100ms" } } });
    const client = await relay.connect();
    client.send(request("POST /", ["Content-Length: 10"], "abc"));
    expect(await client.untilClosed()).toContain("X-Evenkeel-Error: REQUEST_BODY_TIMEOUT");
  });

  it("closes connections above its limit at once", async () => {
    await setUp(await createTaggedServer("a"), { listener: { limits: { connections: 1 } } });
    const first = await relay.connect();
    const second = await relay.connect();
    await second.untilClosed();
    first.send(request("GET /"));
    await first.until("a#1");
    expect(relay.listener.counters).toMatchObject({ activeConnections: 1, totalConnections: 2 });
  });
});

describe("an upgraded connection", () => {
  it("carries WebSocket messages both ways and ends on both sides", async () => {
    const http = createServer();
    const webSockets = new WebSocketServer({ server: http });
    webSockets.on("connection", (socket) => {
      socket.send("hello");
      socket.on("message", (data) => socket.send(`echo ${data}`));
    });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    relay = await openRelay([{ address: `127.0.0.1:${(http.address() as AddressInfo).port}` }]);
    cleanups.push(() => new Promise((resolve) => void http.close(() => resolve())));
    const client = new WebSocket(`ws://${relay.listener.address}/chat`);
    const messages: string[] = [];
    const echoed = new Promise<void>((resolve) => {
      client.on("message", (data) => {
        messages.push(String(data));
        if (messages.length === 2) resolve();
      });
    });
    await new Promise((resolve) => client.once("open", resolve));
    client.send("x".repeat(100_000));
    await echoed;
    expect(messages).toEqual(["hello", `echo ${"x".repeat(100_000)}`]);
    expect(relay.pool.leases.size).toBe(1);
    client.close();
    await relay.eventually(() => relay.records.length === 1);
    expect(relay.records[0]).toMatchObject({ status: 101, error: null });
  });

  it("refuses a 101 that nobody asked for", async () => {
    await setUp(
      await createRawServer((socket) => {
        socket.on("data", () => {
          socket.write("HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
        });
      }),
    );
    const client = await relay.connect();
    client.send(request("GET /", ["Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings"]));
    expect(await client.until("UPSTREAM_BAD_RESPONSE")).toContain("502");
  });
});

describe("back-pressure", () => {
  const total = 32 * 1_048_576;

  it("reads no more from a server than its client takes", async () => {
    let written = 0;
    const server = await createTaggedServer("a", (_message, response) => {
      const piece = Buffer.alloc(65_536, "x");
      response.writeHead(200, { "Content-Length": total });
      const write = () => {
        while (written < total) {
          written += piece.length;
          if (!response.write(piece)) {
            response.once("drain", write);
            return;
          }
        }
        response.end();
      };
      write();
    });
    await setUp(server);
    const client = await relay.connect();
    client.socket.pause();
    client.send(request("GET /"));
    let last = -1;
    await relay.eventually(() => {
      const isStill = written > 0 && written === last;
      last = written;
      return isStill;
    });
    expect(written).toBeLessThan(total / 2);
    let received = 0;
    client.socket.on("data", (text: string) => {
      received += text.length;
    });
    client.socket.resume();
    await relay.eventually(() => received > total && relay.records.length === 1);
    expect(relay.records[0]).toMatchObject({ error: null, status: 200 });
    expect(relay.records[0]?.bytesOut).toBeGreaterThan(total);
  });

  it("reads no more from a client than the server takes", async () => {
    let received = 0;
    let isAsked = false;
    let goOn = () => {};
    const server = await createTaggedServer("a", (message, response) => {
      isAsked = true;
      goOn = () => {
        message.on("data", (bytes: Buffer) => {
          received += bytes.length;
        });
        message.on("end", () => response.end(`got ${received}`));
      };
    });
    await setUp(server);
    const client = await relay.connect();
    client.send(request("POST /", [`Content-Length: ${total}`]));
    client.send(Buffer.alloc(total, "y"));
    let last = -1;
    await relay.eventually(() => {
      const { bytesIn } = relay.listener.counters;
      const isStill = isAsked && bytesIn > 1_000 && bytesIn === last;
      last = bytesIn;
      return isStill;
    });
    expect(last).toBeLessThan(total);
    goOn();
    await client.until(`got ${total}`);
  });
});

describe("closing and cutting", () => {
  it("finishes what is in flight, says close, and lets nobody in", async () => {
    let finish: (() => void) | null = null;
    await setUp(
      await createTaggedServer("a", (_message, response) => {
        finish = () => void response.end("done");
      }),
    );
    const address = relay.listener.address ?? "";
    const client = await relay.connect();
    client.send(request("GET /"));
    await relay.eventually(() => finish !== null);
    expect(relay.pool.leases.size).toBe(1);
    const closed = relay.listener.close(5_000);
    expect(relay.listener.address).toBeNull();
    (finish as (() => void) | null)?.();
    const text = await client.untilClosed();
    expect(text).toContain("Connection: close");
    expect(text).toMatch(/done/);
    client.destroy();
    await closed;
    const rebound = createHttpListener(listenerConfig({ bind: address }), {
      ports: systemPorts,
      pool: () => undefined,
      records: { finished() {} },
      onFailure() {},
    });
    await rebound.listen();
    await rebound.close(100);
  });

  it("loses no request of clients that keep asking while it closes", async () => {
    await setUp(await createTaggedServer("a"));
    let answered = 0;
    const lost: string[] = [];
    const ask = async () => {
      const client = await relay.connect();
      for (let turn = 0; !client.isClosed; turn++) {
        // A client that was told so asks no more on this connection.
        if (client.text.includes("Connection: close")) return;
        client.send(request(`GET /${turn}`));
        try {
          await client.until(`GET /${turn}`);
          answered++;
        } catch (error) {
          lost.push(String(error));
          return;
        }
      }
    };
    const asking = Array.from({ length: 10 }, ask);
    await relay.eventually(() => answered > 100);
    const closed = relay.listener.close(5_000);
    await Promise.all(asking);
    await closed;
    expect(lost).toEqual([]);
    expect(relay.records.every((record) => record.status === 200)).toBe(true);
  });

  it("cuts what is left at the deadline and records it", async () => {
    await setUp(await createTaggedServer("a", () => {}));
    const client = await relay.connect();
    client.send(request("GET /"));
    await relay.eventually(() => relay.pool.leases.size === 1);
    await relay.listener.close(50);
    expect(await client.untilClosed()).toContain("X-Evenkeel-Error: SHUTTING_DOWN");
    expect(relay.records[0]).toMatchObject({ status: 503, error: "SHUTTING_DOWN" });
  });

  it("ends both sides when its lease is cut", async () => {
    const server = await createTaggedServer(
      "a",
      (_message, response) => void response.write("part"),
    );
    await setUp(server);
    const client = await relay.connect();
    client.send(request("GET /"));
    await client.until("part");
    for (const lease of relay.pool.leases) lease.onCut?.("FORCED_CLOSE");
    await client.untilClosed();
    await relay.eventually(() => server.sockets.size === 0);
    expect(relay.records[0]).toMatchObject({ error: "FORCED_CLOSE" });
  });

  it("says which server answered where it may, and takes new rules at the next request", async () => {
    await setUp(await createTaggedServer("a"));
    const client = await relay.connect();
    client.send(request("GET /1"));
    expect(await client.until("a#1 GET /1")).not.toContain("X-Evenkeel-Server");
    relay.listener.update(listenerConfig({ exposeServer: true }));
    client.send(request("GET /2"));
    expect(await client.until("a#1 GET /2")).toContain(
      "X-Evenkeel-Server: s1\r\nX-Evenkeel-Decision: round-robin\r\n",
    );
  });

  it("names a port that is taken", async () => {
    await setUp(await createTaggedServer("a"));
    const second = createHttpListener(listenerConfig({ bind: relay.listener.address ?? "" }), {
      ports: systemPorts,
      pool: () => undefined,
      records: { finished() {} },
      onFailure() {},
    });
    await expect(second.listen()).rejects.toMatchObject({ code: "LISTENER_PORT_IN_USE" });
  });
});
