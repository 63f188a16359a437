// PROXY headers on real connections: TCP clients by their header, and what servers behind HTTP and TCP listeners are told.
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { createSecureContext, TLSSocket } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import type { Endpoints } from "../../balancer-core/proxy/proxy-protocol/endpoints.ts";
import { readProxyHeader } from "../../balancer-core/proxy/proxy-protocol/read-header.ts";
import { issueLeaf } from "../../balancer-core/proxy/tls/issue-certificate.ts";
import { type RunningBalancer, startBalancer, until } from "../support/balancer.ts";
import { testAuthority, writeText } from "../support/certificates.ts";
import { request } from "../support/http-relay.ts";
import { connectRaw, type RawClient } from "../support/raw-client.ts";
import { createRawServer, deadAddress, type TestServer } from "../support/tagged-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let running: RunningBalancer | undefined;
const servers: TestServer[] = [];
const clients: RawClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await running?.stop();
  running = undefined;
  for (const server of servers.splice(0)) await server.close();
});

async function serve(onConnection: (socket: Socket) => void): Promise<string> {
  const server = await createRawServer(onConnection);
  servers.push(server);
  return server.address;
}

async function start(address: string, listener: object, pool: object = {}) {
  running = await startBalancer({
    version: 1,
    listeners: [{ id: "front", bind: "127.0.0.1:0", pool: "back", ...listener }],
    pools: [{ id: "back", health: { type: "none" }, servers: [address], ...pool }],
  });
  return running;
}

async function open(): Promise<RawClient> {
  const client = await connectRaw(running?.address("front") ?? "");
  clients.push(client);
  return client;
}

const portOf = (client: RawClient) => (client.socket.address() as AddressInfo).port;
const echo = (socket: Socket) => void socket.pipe(socket);
const line = "PROXY TCP4 203.0.113.5 198.51.100.1 4711 443\r\n";

/** Reads the header of each connection, then hands over the connection and what followed. */
function behindHeader(seen: (Endpoints | null)[], then: (socket: Socket, rest: Buffer) => void) {
  return (socket: Socket) => {
    let received = Buffer.alloc(0);
    const read = (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      const header = readProxyHeader(received);
      if (header === "incomplete") return;
      socket.off("data", read);
      if (header === "malformed") socket.destroy();
      else {
        seen.push(header.endpoints);
        then(socket, received.subarray(header.length));
      }
    };
    socket.on("data", read);
  };
}

const answering = (socket: Socket, rest: Buffer) => {
  const answer = (bytes: Buffer) => {
    for (const _ of bytes.toString("latin1").matchAll(/\r\n\r\n/g)) {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }
  };
  answer(rest);
  socket.on("data", answer).on("end", () => socket.end());
};

describe("a TCP listener that accepts PROXY headers", () => {
  it("takes the client's address from it and relays what follows, in one piece and in many", async () => {
    const { balancer } = await start(await serve(echo), {
      protocol: "tcp",
      proxyProtocol: "accept",
    });
    const whole = await open();
    whole.send(`${line}hello`);
    await whole.until(/^hello$/);
    const split = await open();
    for (const byte of line) {
      split.send(byte);
      await new Promise(setImmediate);
    }
    split.send("there");
    await split.until(/^there$/);
    for (const client of [whole, split]) client.end();
    await until("2 records", () => balancer.requests({ limit: 100 }).length === 2);
    expect(balancer.requests({ limit: 100 }).map(({ client }) => client)).toEqual([
      "203.0.113.5",
      "203.0.113.5",
    ]);
  });

  it("closes a connection that sends something else, or nothing in time", async () => {
    const { balancer } = await start(await serve(echo), {
      protocol: "tcp",
      proxyProtocol: "accept",
      limits: { headerTimeout: "100ms" },
    });
    const other = await open();
    other.send("hello");
    expect(await other.untilClosed()).toBe("");
    const silent = await open();
    expect(await silent.untilClosed()).toBe("");
    expect(balancer.requests({ limit: 100 })).toEqual([]);
  });
});

describe("a TCP listener with a rate limit", () => {
  it("closes new connections above it at once and says so", async () => {
    const { balancer } = await start(await serve(echo), {
      protocol: "tcp",
      limits: { requestsPerSecondPerIp: 2 },
    });
    const [first, second] = [await open(), await open()];
    // It may be gone before it knows that it was connected.
    const third = await open().catch(() => null);
    expect(await (third?.untilClosed() ?? "")).toBe("");
    first.send("a");
    second.send("b");
    await first.until("a");
    await second.until("b");
    await until("1 records", () => balancer.requests({ limit: 100 }).length === 1);
    expect(balancer.requests({ limit: 100 })).toMatchObject([{ error: "RATE_LIMITED" }]);
  });
});

describe.each(["v1", "v2"] as const)("a pool that sends PROXY %s", (version) => {
  const upstream = { upstream: { proxyProtocol: version } };

  it("tells a TCP server who connected, once and first", async () => {
    const seen: (Endpoints | null)[] = [];
    const address = await serve(
      behindHeader(seen, (socket, rest) => {
        socket.write(rest);
        socket.pipe(socket);
      }),
    );
    await start(address, { protocol: "tcp" }, upstream);
    const client = await open();
    client.send("hello");
    await client.until(/^hello$/);
    expect(seen).toEqual([
      {
        sourceAddress: "127.0.0.1",
        sourcePort: portOf(client),
        destinationAddress: "127.0.0.1",
        destinationPort: Number(running?.address("front").split(":")[1]),
      },
    ]);
  });

  it.each(["http", "tcp"])("begins with it before TLS, from %s listeners", async (protocol) => {
    const { cert, key } = issueLeaf(testAuthority, ["127.0.0.1"], Date.now());
    const secureContext = createSecureContext({ cert, key });
    const folder = temporaryFolder();
    writeText(folder, "ca.crt", testAuthority.cert);
    const seen: (Endpoints | null)[] = [];
    const address = await serve(
      behindHeader(seen, (socket, rest) => {
        socket.pause();
        socket.unshift(rest);
        const secured = new TLSSocket(socket, { isServer: true, secureContext });
        secured.on("error", () => {});
        answering(secured, Buffer.alloc(0));
      }),
    );
    const tls = { tls: true, ca: join(folder, "ca.crt"), proxyProtocol: version };
    await start(address, { protocol }, { upstream: tls });
    const client = await open();
    client.send(request("GET /"));
    await client.until("ok");
    expect(seen).toMatchObject([{ sourcePort: portOf(client) }]);
  });

  it("takes a server that is not there for one that failed, over TLS too", async () => {
    const upstream = { tls: true, proxyProtocol: version };
    await start(await deadAddress(), {}, { upstream, retries: { attempts: 0 } });
    const client = await open();
    client.send(request("GET /"));
    await client.until("UPSTREAM_CONNECT_FAILED");
  });

  it("passes on what it was told itself", async () => {
    const seen: (Endpoints | null)[] = [];
    const address = await serve(behindHeader(seen, answering));
    await start(address, { proxyProtocol: "accept" }, upstream);
    const client = await open();
    client.send(line + request("GET /"));
    await client.until("ok");
    expect(seen).toMatchObject([{ sourceAddress: "203.0.113.5", sourcePort: 4_711 }]);
  });

  it("gives every request over HTTP a connection of its own", async () => {
    const seen: (Endpoints | null)[] = [];
    const address = await serve(behindHeader(seen, answering));
    await start(address, {}, upstream);
    const [first, second] = [await open(), await open()];
    first.send(request("GET /1"));
    await first.until("ok");
    second.send(request("GET /2"));
    await second.until("ok");
    first.send(request("GET /3"));
    await first.until(/ok[\s\S]*ok/);
    expect(seen.map((ends) => ends?.sourcePort)).toEqual([
      portOf(first),
      portOf(second),
      portOf(first),
    ]);
  });
});
