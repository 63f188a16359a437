// Clients of HTTP/2 before servers of HTTP/1.1: what servers see, what clients get back, and what is recorded of both.
import { once } from "node:events";
import type { ClientHttp2Session } from "node:http2";
import { connect as connectTls } from "node:tls";
import { describe, expect, it } from "vitest";
import { systemPorts } from "../../balancer-core/ports.ts";
import { createHttpListener } from "../../balancer-core/proxy/http1/http-listener.ts";
import { testAuthority, writeCertificate } from "../support/certificates.ts";
import { listenerConfig } from "../support/http-relay.ts";
import { answerOf, ask, openSession } from "../support/http2-client.ts";
import { cannedServer, createRelaySetting } from "../support/relay-setting.ts";
import { createRawServer, createTaggedServer, deadAddress } from "../support/tagged-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const setting = createRelaySetting();

async function connect(settings = {}): Promise<ClientHttp2Session> {
  const session = await openSession(`http://${setting.relay.listener.address}`, { settings });
  setting.atEnd(() => session.destroy());
  return session;
}

/** Answers with what it got, as JSON. */
const echo = () =>
  createTaggedServer("echo", (request, response) => {
    let body = "";
    request.on("data", (bytes) => {
      body += bytes;
    });
    request.on("end", () => {
      const { method, url, rawHeaders } = request;
      response.end(JSON.stringify({ method, url, rawHeaders, body }));
    });
  });

function fieldsOf(body: string): Record<string, string> {
  const { rawHeaders } = JSON.parse(body) as { rawHeaders: string[] };
  const fields: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    fields[(rawHeaders[index] ?? "").toLowerCase()] = rawHeaders[index + 1] ?? "";
  }
  return fields;
}

describe("HTTP/2 by prior knowledge", () => {
  it("serves requests of one connection side by side, and HTTP/1.1 on the same port", async () => {
    await setting.setUp([await createTaggedServer("a")]);
    const session = await connect();
    const answers = await Promise.all([1, 2, 3].map((n) => ask(session, { ":path": `/${n}` })));
    expect(answers.map(({ status, body, code }) => [status, body.slice(-2), code])).toEqual([
      [200, "/1", 0],
      [200, "/2", 0],
      [200, "/3", 0],
    ]);
    const plain = await setting.relay.connect();
    plain.send("GET /plain HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    expect(await plain.untilClosed()).toContain("/plain");
    const { counters } = setting.relay.listener;
    await setting.relay.eventually(() => counters.activeConnections === 1);
  });

  it("takes the preface in pieces, byte by byte", async () => {
    await setting.setUp([await createTaggedServer("a")]);
    const client = await setting.relay.connect();
    for (const byte of "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") client.send(byte);
    client.send(Buffer.from("000000040000000000", "hex"));
    // Our SETTINGS, and the acknowledgement of the client's.
    await client.until("\x00\x00\x00\x04\x01\x00\x00\x00\x00");
  });

  it("tells servers who asked for what, in fields of HTTP/1.1", async () => {
    await setting.setUp([await echo()]);
    const session = await connect();
    const { body } = await ask(session, {
      ":path": "/a?b=c",
      ":authority": "app.example:81",
      cookie: ["a=1", "b=2"],
      "x-own": "1",
      te: "trailers",
      "x-forwarded-for": "9.9.9.9",
    });
    expect(JSON.parse(body)).toMatchObject({ method: "GET", url: "/a?b=c" });
    const fields = fieldsOf(body);
    expect(fields).toMatchObject({
      host: "app.example:81",
      cookie: "a=1; b=2",
      "x-own": "1",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "http",
      "x-forwarded-host": "app.example:81",
    });
    expect(fields["x-request-id"]).toMatch(/.+-01$/);
    expect(fields).toMatchObject({ te: "trailers", connection: "TE" });
  });

  it.each([
    ["with a length", { "content-length": 9 }],
    ["without a length", {}],
  ])("passes a body %s", async (_, fields) => {
    await setting.setUp([await echo()]);
    const session = await connect();
    const { body } = await ask(session, { ":method": "POST", ...fields }, "some body");
    expect(JSON.parse(body)).toMatchObject({ method: "POST", body: "some body" });
    expect(fieldsOf(body)["transfer-encoding"]).toBe(
      "content-length" in fields ? undefined : "chunked",
    );
  });

  it("passes answers in chunks, to HEAD, without content and until the end", async () => {
    await setting.setUp([
      await cannedServer(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: x-hop\r\nX-Hop: 1\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 404 Gone\r\nContent-Length: 2\r\n\r\nno",
      ),
    ]);
    const session = await connect();
    const chunked = await ask(session);
    expect(chunked).toMatchObject({ status: 200, body: "abc", code: 0 });
    expect(chunked.headers).toMatchObject({ "set-cookie": ["a", "b"] });
    expect(chunked.list).not.toEqual(expect.arrayContaining(["x-hop"]));
    expect(await ask(session, { ":method": "HEAD" })).toMatchObject({
      status: 200,
      headers: { "content-length": "12" },
      body: "",
    });
    expect(await ask(session)).toMatchObject({ status: 204, body: "", code: 0 });
    expect(await ask(session)).toMatchObject({ status: 404, body: "no", interims: [103] });
  });

  it("asks a client that waits to go on, and passes its body then", async () => {
    await setting.setUp([await echo()]);
    const session = await connect();
    const stream = session.request({ ":path": "/", ":method": "PUT", expect: "100-continue" });
    const answer = answerOf(stream);
    stream.on("continue", () => stream.end("late"));
    expect(JSON.parse((await answer).body)).toMatchObject({ body: "late" });
  });

  it("records a request as it does one of HTTP/1.1", async () => {
    await setting.setUp([await createTaggedServer("a")], { listener: { exposeServer: true } });
    const session = await connect();
    const { headers } = await ask(session, { ":path": "/seen", "x-request-id": "mine" });
    expect(headers).toMatchObject({ "x-evenkeel-server": "s1" });
    expect(setting.relay.records).toMatchObject([
      {
        ...{ id: "mine", method: "GET", target: "/seen", status: 200, error: null },
        ...{ client: "127.0.0.1", attempts: [{ server: "s1", outcome: "answered" }] },
      },
    ]);
    await setting.relay.eventually(() => setting.relay.listener.counters.bytesOut > 50);
    expect(setting.relay.listener.counters).toMatchObject({ totalRequests: 1 });
  });

  it("gives answers of its own, marked, and keeps the connection", async () => {
    await setting.setUp([await deadAddress()]);
    const session = await connect();
    expect(await ask(session)).toMatchObject({
      ...{ status: 502, body: expect.stringMatching(/^502 /), code: 0 },
      headers: { "x-evenkeel-error": "UPSTREAM_CONNECT_FAILED" },
    });
    setting.relay.pool.isUnusable = true;
    expect(await ask(session)).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    expect(await ask(session, { ":method": "HEAD" })).toMatchObject({ status: 503, body: "" });
  });

  it("keeps the limits of its listener", async () => {
    const limits = { bodyBytes: "1KiB", headerBytes: "1KiB", headers: 10 };
    await setting.setUp([await echo()], { listener: { limits } });
    const session = await connect();
    const post = { ":method": "POST" };
    const long = "x".repeat(2_000);
    expect((await ask(session, { ...post, "content-length": 2_000 }, long)).status).toBe(413);
    expect((await ask(session, post, long)).status).toBe(413);
    expect((await ask(session, { "x-long": long.slice(0, 1_000) })).status).toBe(431);
    const many = Object.fromEntries([...Array(12)].map((_, index) => [`x-${index}`, "1"]));
    expect((await ask(session, many)).status).toBe(431);
    expect((await ask(session, { "x-long": long + long })).code).not.toBe(0);
    expect((await ask(session)).status).toBe(200);
  });

  it("counts against the rate limit and routes like HTTP/1.1", async () => {
    const listener = {
      limits: { requestsPerSecondPerIp: 1 },
      pool: undefined,
      routes: [{ match: { host: "known.example" }, pool: "app" }],
    };
    await setting.setUp([await createTaggedServer("a")], { listener });
    const session = await connect();
    expect((await ask(session, { ":authority": "known.example" })).status).toBe(200);
    expect((await ask(session, { ":authority": "known.example" })).status).toBe(429);
    await setting.relay.eventually(() => true);
  });

  it("records 499 for a request that its client takes back, and lets the server go", async () => {
    let closed = 0;
    const server = await createRawServer((socket) => {
      socket.resume().on("end", () => socket.end());
      socket.on("close", () => closed++);
    });
    await setting.setUp([server]);
    const session = await connect();
    const stream = session.request({ ":path": "/" });
    stream.on("error", () => {});
    await setting.relay.eventually(() => server.accepted === 1);
    stream.close(8);
    await setting.relay.eventually(() => setting.relay.records.length === 1 && closed === 1);
    expect(setting.relay.records).toMatchObject([{ status: 499, error: "CLIENT_CLOSED" }]);
  });

  it.each([
    [
      "fields that HTTP/2 knows once",
      "HTTP/1.1 200 OK\r\nDate: a\r\nDate: b\r\nContent-Length: 0\r\n\r\n",
    ],
    [
      "fields of the prototype",
      "HTTP/1.1 200 OK\r\n__proto__: a\r\nconstructor: b\r\nContent-Length: 0\r\n\r\n",
    ],
    [
      "interim fields that repeat",
      "HTTP/1.1 103 Hints\r\nLink: a\r\nLink: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    ],
  ])("goes on after an answer with %s", async (_, bytes) => {
    await setting.setUp([
      await cannedServer(bytes, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
    ]);
    const session = await connect();
    await ask(session);
    expect(setting.relay.records).toHaveLength(1);
    expect(await ask(session)).toMatchObject({ status: 200, body: "ok" });
  });

  it.each([
    "HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 999 Odd\r\nContent-Length: 3\r\n\r\nabc",
  ])(
    "answers 502 for a status that HTTP/2 does not have, and says so on record: %j",
    async (bytes) => {
      await setting.setUp([
        await cannedServer(bytes, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
      ]);
      const session = await connect();
      expect(await ask(session)).toMatchObject({
        ...{ status: 502, headers: { "x-evenkeel-error": "UPSTREAM_BAD_RESPONSE" } },
      });
      expect(setting.relay.records).toMatchObject([
        {
          ...{ status: 502, error: "UPSTREAM_BAD_RESPONSE" },
          attempts: [{ outcome: "UPSTREAM_BAD_RESPONSE" }],
        },
      ]);
      expect(await ask(session)).toMatchObject({ status: 200, body: "ok" });
    },
  );

  it("cuts an answer that its server leaves unfinished", async () => {
    const server = await createRawServer((socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
    });
    await setting.setUp([server]);
    const answer = await ask(await connect());
    expect(answer).toMatchObject({ status: 200, body: "half", code: 2 });
    expect(setting.relay.records).toMatchObject([{ error: "UPSTREAM_RESET" }]);
  });

  it("lets what is in flight finish when its listener closes", async () => {
    const waiting: (() => void)[] = [];
    const server = await createTaggedServer("slow", (_request, response) => {
      waiting.push(() => response.end("done"));
    });
    await setting.setUp([server]);
    const session = await connect();
    const goaways: number[] = [];
    session.on("goaway", (code) => void goaways.push(code));
    const first = ask(session);
    await setting.relay.eventually(() => waiting.length === 1);
    const closing = setting.relay.listener.close(5_000);
    await setting.relay.eventually(() => goaways.length > 0);
    waiting[0]?.();
    expect((await first).body).toBe("done");
    await closing;
    expect(goaways[0]).toBe(0);
  });

  it("answers 503 to what is left when the time to close is over", async () => {
    const server = await createRawServer(() => {});
    await setting.setUp([server]);
    const session = await connect();
    const answer = ask(session);
    await setting.relay.eventually(() => server.accepted === 1);
    await setting.relay.listener.close(50);
    expect(await answer).toMatchObject({
      status: 503,
      headers: { "x-evenkeel-error": "SHUTTING_DOWN" },
    });
  });
});

describe("HTTP/2 over TLS", () => {
  it("is agreed on by ALPN with who offers it, and HTTP/1.1 with who does not", async () => {
    await setting.setUp([await echo()]);
    const folder = temporaryFolder();
    const certificates = [writeCertificate(folder, "site", ["localhost"])];
    const secured = createHttpListener(
      listenerConfig({ protocol: "https", tls: { certificates } }),
      {
        ports: systemPorts,
        pool: () => setting.relay.pool,
        records: { finished: () => undefined },
        onFailure: () => undefined,
        directory: folder,
      },
    );
    await secured.listen();
    setting.cleanUp(() => secured.close(0));
    const port = secured.address?.split(":")[1];
    const session = await openSession(`https://localhost:${port}`, { ca: testAuthority.cert });
    const { body } = await ask(session, { ":path": "/secure" });
    expect(fieldsOf(body)).toMatchObject({ "x-forwarded-proto": "https" });
    const old = connectTls({
      ...{ host: "127.0.0.1", port: Number(port), servername: "localhost", ca: testAuthority.cert },
    });
    // SECURITY: without ALPN nobody agreed to HTTP/2, preface or not.
    old.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    const [answer] = (await once(old, "data")) as [Buffer];
    expect(answer.toString("latin1")).toMatch(/^HTTP\/1\.1 505 /);
    old.destroy();
    session.destroy();
  });
});
