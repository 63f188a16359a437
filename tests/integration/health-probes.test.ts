// Probes against real servers that answer, refuse, hang, lie and talk without end.
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type HealthConfig, healthSchema } from "../../balancer-core/contract/config-health.ts";
import { startHttpProbe } from "../../balancer-core/health/http-probe.ts";
import type { ProbeOutcome, ProbeWay } from "../../balancer-core/health/probe.ts";
import { startTcpProbe } from "../../balancer-core/health/tcp-probe.ts";
import { systemClock } from "../../balancer-core/ports.ts";

const open: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];

afterEach(async () => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  });
  open.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const serveHttp = (listener: RequestListener) => listen(createHttpServer(listener));
const serveTcp = (listener: (socket: Socket) => void) => listen(createServer(listener));

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function probe(port: number, overrides: object, way?: ProbeWay): Promise<ProbeOutcome> {
  const config: HealthConfig = healthSchema.parse({ timeout: "1s", ...overrides });
  const address = { host: "127.0.0.1", port };
  return new Promise((resolve) => {
    if (config.type === "tcp") startTcpProbe(config, address, systemClock, resolve, way);
    else if (config.type !== "none") startHttpProbe(config, address, systemClock, resolve, way);
  });
}

describe("the HTTP probe", () => {
  it("passes on an expected status and asks for what is configured", async () => {
    const seen: unknown[] = [];
    const port = await serveHttp((request, response) => {
      const { method, url, headers } = request;
      seen.push({
        method,
        url,
        host: headers.host,
        x: headers["x-check"],
        connection: headers.connection,
      });
      response.end("fine");
    });
    const question = {
      path: "/ping?deep=1",
      method: "HEAD",
      host: "app.test",
      headers: { "x-check": "1" },
    };
    expect(await probe(port, { type: "http", ...question })).toEqual({
      ok: true,
      detail: "200 OK",
    });
    expect(seen).toEqual([
      { method: "HEAD", url: "/ping?deep=1", host: "app.test", x: "1", connection: "close" },
    ]);
  });

  it("fails on another status, naming what was expected", async () => {
    const port = await serveHttp((_request, response) => response.writeHead(503).end());
    expect(await probe(port, { type: "http" })).toEqual({
      ok: false,
      detail: "503 Service Unavailable, expected 200-399",
    });
    expect((await probe(port, { type: "http", expectStatus: "200,503" })).ok).toBe(true);
  });

  it("looks for the expected body in the first 64 KiB only", async () => {
    const port = await serveHttp((_request, response) => {
      response.write("ready\n".padEnd(70_000, "."));
      response.end("late");
    });
    expect((await probe(port, { type: "http", expectBody: "^ready$|ready\\n" })).ok).toBe(true);
    expect(await probe(port, { type: "http", expectBody: "late" })).toEqual({
      ok: false,
      detail: "200 OK, body does not match /late/",
    });
  });

  it("says that nobody listens", async () => {
    expect(await probe(await freePort(), { type: "http" })).toEqual({
      ok: false,
      detail: "connect ECONNREFUSED",
      isOwnFault: false,
    });
  });

  it("gives up on a server that says nothing, and on one that stops in the middle", async () => {
    const silent = await serveHttp(() => undefined);
    const halfway = await serveHttp((_request, response) => response.write("a"));
    for (const port of [silent, halfway]) {
      expect(await probe(port, { type: "http", timeout: "100ms" })).toEqual({
        ok: false,
        detail: "no answer within 100ms",
      });
    }
  });

  it("says that the server closed, and that it does not speak HTTP", async () => {
    const closing = await serveTcp((socket) => socket.once("data", () => socket.end()));
    const other = await serveTcp((socket) => socket.end("220 mail ESMTP\r\n"));
    expect((await probe(closing, { type: "http" })).detail).toBe(
      "closed without a complete answer",
    );
    expect((await probe(other, { type: "http" })).detail).toBe("the answer is not HTTP");
  });

  it("asks the port it is told instead of the server's own", async () => {
    const port = await serveHttp((_request, response) => response.end());
    expect((await probe(await freePort(), { type: "http", port })).ok).toBe(true);
  });

  it("fails rather than throws on a header that cannot be sent", async () => {
    const outcome = await probe(await freePort(), {
      type: "http",
      headers: { "x-a": "b\r\nc: d" },
    });
    expect(outcome.ok).toBe(false);
  });
});

describe("a check of a pool that sends PROXY headers", () => {
  const headers = {
    v1: Buffer.from("PROXY UNKNOWN\r\n"),
    v2: Buffer.from("\r\n\r\n\0\r\nQUIT\n\x20\0\0\0", "latin1"),
  };

  it.each(["v1", "v2"] as const)("begins with one that names nobody, over %s", async (version) => {
    const way = { tls: null, proxyProtocol: version };
    const seen: Buffer[] = [];
    const port = await serveTcp((socket) =>
      socket.on("data", (bytes) => {
        seen.push(bytes);
        if (bytes.includes("\r\n\r\n", headers[version].length))
          socket.end("HTTP/1.1 204 x\r\n\r\n");
        else if (bytes.includes("PING")) socket.end("+PONG");
      }),
    );
    expect((await probe(port, { type: "http" }, way)).detail).toBe("204 No Content");
    const question = { type: "tcp", send: "PING", expect: "+PONG" };
    expect((await probe(port, question, way)).ok).toBe(true);
    const said = Buffer.concat(seen).toString("latin1");
    const header = headers[version].toString("latin1");
    expect(said.startsWith(`${header}GET /health HTTP/1.1\r\n`)).toBe(true);
    expect(said.endsWith(`${header}PING`)).toBe(true);
  });

  it("sends none to a port of the check's own", async () => {
    const port = await serveHttp((_request, response) => response.end());
    const way = { tls: null, proxyProtocol: "v2" as const };
    expect((await probe(port, { type: "http" }, way)).ok).toBe(false);
    expect((await probe(await freePort(), { type: "http", port }, way)).ok).toBe(true);
  });
});

describe("the TCP probe", () => {
  it("passes when the server accepts", async () => {
    const port = await serveTcp(() => undefined);
    expect(await probe(port, { type: "tcp" })).toEqual({ ok: true, detail: "connected" });
  });

  it("says that nobody listens", async () => {
    expect((await probe(await freePort(), { type: "tcp" })).detail).toBe("connect ECONNREFUSED");
  });

  it("sends a text and waits for another, however it is cut into pieces", async () => {
    const port = await serveTcp((socket) =>
      socket.once("data", (chunk) => {
        if (chunk.toString() !== "PING\r\n") return socket.destroy();
        socket.write("+PO");
        setImmediate(() => socket.write("NG\r\n"));
      }),
    );
    const question = { type: "tcp", send: "PING\r\n", expect: "+PONG" };
    expect(await probe(port, question)).toEqual({ ok: true, detail: "answered as expected" });
    expect((await probe(port, { type: "tcp", send: "PING\r\n" })).ok).toBe(true);
  });

  it("fails on silence, on an early close and on endless talk", async () => {
    const silent = await serveTcp(() => undefined);
    const closing = await serveTcp((socket) => socket.end("-ERR\r\n"));
    const endless = await serveTcp((socket) => {
      const talk = () => {
        while (socket.writable && socket.write("x".repeat(16_384)));
      };
      socket.on("drain", talk);
      talk();
    });
    const ask = (port: number) => probe(port, { type: "tcp", expect: "+OK", timeout: "300ms" });
    expect((await ask(silent)).detail).toBe("no answer within 300ms");
    expect((await ask(closing)).detail).toBe("closed before the expected answer");
    expect((await ask(endless)).detail).toBe("the expected answer did not come");
  });
});
