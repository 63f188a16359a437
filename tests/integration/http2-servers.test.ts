// Servers of HTTP/2 behind clients of both versions: multiplexing, streaming as gRPC does it, cancellation, retries and closing.
import { type ClientHttp2Session, type ClientHttp2Stream, constants } from "node:http2";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, it } from "vitest";
import { issueLeaf } from "../../balancer-core/proxy/tls/issue-certificate.ts";
import { listenOnFreePort } from "../support/balancer.ts";
import { testAuthority, writeText } from "../support/certificates.ts";
import { request } from "../support/http-relay.ts";
import { answerOf, ask, createHttp2Server, openSession } from "../support/http2-client.ts";
import { createRelaySetting } from "../support/relay-setting.ts";
import { createRawServer, createTaggedServer } from "../support/tagged-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const setting = createRelaySetting();
const upstream = { protocol: "h2" };
const grpc = { ":method": "POST", "content-type": "application/grpc", te: "trailers" };

type Serve = Parameters<typeof createHttp2Server>[0];

async function serve(
  handlers: readonly Serve[],
  rules: object = {},
  options: Parameters<typeof createHttp2Server>[1] = {},
) {
  const servers = await Promise.all(handlers.map((handler) => createHttp2Server(handler, options)));
  for (const server of servers) setting.cleanUp(server.close);
  await setting.setUp(
    servers.map(({ address }) => address),
    { pool: { upstream, ...rules } },
  );
  return servers;
}

async function connect(): Promise<ClientHttp2Session> {
  const session = await openSession(`http://${setting.relay.listener.address}`);
  setting.atEnd(() => session.destroy());
  return session;
}

/** A gRPC message: not compressed, with its length before it. */
function message(text: string): Buffer {
  const bytes = Buffer.alloc(5 + text.length);
  bytes.writeUInt32BE(text.length, 1);
  bytes.write(text, 5, "latin1");
  return bytes;
}

/** Resolves with everything received once it is as long as this. */
function received(stream: ClientHttp2Stream, length: number): Promise<string> {
  let text = "";
  return new Promise((resolve) => {
    stream.on("data", (bytes: Buffer) => {
      text += bytes.toString("latin1");
      if (text.length >= length) resolve(text);
    });
  });
}

const say =
  (text: string): Serve =>
  (stream) => {
    stream.respond({ ":status": 200 });
    stream.end(text);
  };

describe("servers of HTTP/2", () => {
  it("serve clients of both versions over one connection", async () => {
    const [server] = await serve([
      (stream, headers) => {
        stream.respond({ ":status": 200, "x-path": String(headers[":path"]) });
        stream.end(JSON.stringify(headers));
      },
    ]);
    const session = await connect();
    await ask(session);
    const answers = await Promise.all([1, 2, 3, 4].map((n) => ask(session, { ":path": `/${n}` })));
    expect(answers.map(({ headers }) => headers["x-path"])).toEqual(["/1", "/2", "/3", "/4"]);
    const client = await setting.relay.connect();
    client.send(request("GET /one", ["Cookie: a=1", "Cookie: b=2", "Connection: close"]));
    const text = await client.untilClosed();
    expect(text).toContain("HTTP/1.1 200");
    expect(text).toContain("Transfer-Encoding: chunked");
    expect(text).toContain('":authority":"example.org"');
    expect(text).toContain('"cookie":"a=1; b=2"');
    expect(text).toContain('"x-forwarded-for":"127.0.0.1"');
    expect(server?.accepted).toBe(1);
    expect(setting.relay.pool.servers[0]?.activeConnections).toBe(1);
  });

  it("take bodies of HTTP/1.1 and are answered for without content", async () => {
    await serve([
      (stream, headers) => {
        const chunks: Buffer[] = [];
        stream.on("data", (bytes: Buffer) => void chunks.push(bytes));
        stream.on("end", () => {
          const length = headers["content-length"] ?? "none";
          if (headers[":path"] === "/empty")
            stream.respond({ ":status": 200 }, { endStream: true });
          else {
            stream.respond({ ":status": 200 });
            stream.end(`${length}:${Buffer.concat(chunks)}`);
          }
        });
      },
    ]);
    const client = await setting.relay.connect();
    client.send(
      request("POST /", ["Transfer-Encoding: chunked"], "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
    );
    await client.until("none:abcde");
    client.send(request("POST /", ["Content-Length: 4"], "wxyz"));
    await client.until("4:wxyz");
    client.send(request("GET /empty"));
    // Without a length the client would wait for an end that never comes.
    await client.until(/content-length: 0\r\n\r\n$/);
    client.send(request("HEAD /"));
    await client.until(/200 OK\r\n(?:[^\r]+\r\n)*\r\n$/);
  });

  it("are reached over TLS by ALPN", async () => {
    const leaf = issueLeaf(testAuthority, ["127.0.0.1"], Date.now());
    const folder = temporaryFolder();
    writeText(folder, "ca.crt", testAuthority.cert);
    const tls = { protocol: "h2", tls: true, ca: `${folder}/ca.crt` };
    await serve([say("secured")], { upstream: tls }, { secure: leaf });
    const session = await connect();
    expect(await ask(session)).toMatchObject({ status: 200, body: "secured" });
  });

  it("are refused where TLS does not agree to HTTP/2", async () => {
    const leaf = issueLeaf(testAuthority, ["127.0.0.1"], Date.now());
    const folder = temporaryFolder();
    writeText(folder, "ca.crt", testAuthority.cert);
    const plain = createTlsServer({ cert: leaf.cert, key: leaf.key }, (socket) => {
      socket.on("error", () => {});
    });
    const server = await listenOnFreePort(plain);
    setting.cleanUp(server.kill);
    const tls = { protocol: "h2", tls: true, ca: `${folder}/ca.crt` };
    await setting.setUp([server.address], { pool: { upstream: tls, retries: { attempts: 0 } } });
    const answer = await ask(await connect());
    expect(answer.headers["x-evenkeel-error"]).toBe("UPSTREAM_CONNECT_FAILED");
    expect(setting.relay.records[0]?.attempts[0]?.outcome).toBe(
      "UPSTREAM_CONNECT_FAILED (no h2 by ALPN)",
    );
  });

  it("are not mistaken for servers of HTTP/1.1", async () => {
    const server = await createTaggedServer("old");
    await setting.setUp([server], { pool: { upstream, retries: { attempts: 0 } } });
    const answer = await ask(await connect());
    expect(answer.headers["x-evenkeel-error"]).toBe("UPSTREAM_BAD_RESPONSE");
  });

  it("hear of a retired server's connection: what is in flight finishes, then it closes", async () => {
    const waiting: (() => void)[] = [];
    const [server] = await serve([
      (stream) => {
        waiting.push(() => {
          stream.respond({ ":status": 200 });
          stream.end("late");
        });
      },
    ]);
    const session = await connect();
    const first = ask(session);
    await setting.relay.eventually(() => waiting.length === 1);
    setting.relay.pool.servers[0]?.retire();
    const second = ask(session);
    await setting.relay.eventually(() => waiting.length === 2);
    expect(server?.accepted).toBe(2);
    for (const answer of waiting) answer();
    expect((await first).body + (await second).body).toBe("latelate");
    await setting.relay.eventually(() => server?.sessions.size === 1);
    expect(setting.relay.pool.servers[0]?.activeConnections).toBe(1);
  });

  it("are asked over another connection when one takes no more streams", async () => {
    const waiting: (() => void)[] = [];
    const [server] = await serve(
      [
        (stream, headers) => {
          const answer = () => {
            stream.respond({ ":status": 200 });
            stream.end();
          };
          if (headers[":path"] === "/now") answer();
          else waiting.push(answer);
        },
      ],
      {},
      { settings: { maxConcurrentStreams: 2 } },
    );
    const session = await connect();
    await ask(session, { ":path": "/now" });
    const answers = [1, 2, 3].map(() => ask(session));
    await setting.relay.eventually(() => waiting.length === 3);
    expect(server?.accepted).toBe(2);
    for (const answer of waiting) answer();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});

describe("gRPC through the balancer", () => {
  it("passes a call with its trailers", async () => {
    const seen: unknown[] = [];
    await serve([
      (stream, headers) => {
        seen.push(headers.te, headers["content-type"]);
        stream.respond(
          { ":status": 200, "content-type": "application/grpc" },
          { waitForTrailers: true },
        );
        stream.on("wantTrailers", () =>
          stream.sendTrailers({ "grpc-status": "0", "grpc-message": "fine" }),
        );
        stream.on("data", (bytes: Buffer) => stream.write(message(`got ${bytes.subarray(5)}`)));
        stream.on("end", () => stream.end());
      },
    ]);
    const answer = await ask(await connect(), grpc, message("hello"));
    expect(answer).toMatchObject({
      ...{ status: 200, body: message("got hello").toString("latin1"), code: 0 },
      trailers: { "grpc-status": "0", "grpc-message": "fine" },
    });
    expect(seen).toEqual(["trailers", "application/grpc"]);
  });

  it("passes an answer that is only trailers", async () => {
    await serve([
      (stream) => {
        stream.resume();
        stream.respond({ ":status": 200, "grpc-status": "12" }, { endStream: true });
      },
    ]);
    const answer = await ask(await connect(), grpc, message("hello"));
    expect(answer).toMatchObject({ status: 200, headers: { "grpc-status": "12" }, body: "" });
    expect(answer.headers).not.toHaveProperty("content-length");
  });

  it("passes messages both ways while both sides go on, and the request's trailers", async () => {
    const trailers: unknown[] = [];
    await serve([
      (stream) => {
        stream.respond({ ":status": 200 }, { waitForTrailers: true });
        stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
        stream.on("data", (bytes: Buffer) => stream.write(bytes));
        stream.on("trailers", (fields) => trailers.push({ ...fields }));
        stream.on("end", () => stream.end());
      },
    ]);
    const session = await connect();
    const stream = session.request({ ":path": "/", ...grpc }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "x-checksum": "abc" }));
    const answer = answerOf(stream);
    for (let round = 1; round <= 3; round++) {
      const echoed = received(stream, 9);
      stream.write(message(`no ${round}`));
      expect(await echoed).toBe(message(`no ${round}`).toString("latin1"));
    }
    stream.end();
    expect(await answer).toMatchObject({ trailers: { "grpc-status": "0" }, code: 0 });
    expect(trailers).toMatchObject([{ "x-checksum": "abc" }]);
  });

  it("ends a call whose server has answered while its client still sends", async () => {
    await serve([
      (stream) => {
        stream.respond({ ":status": 200 }, { waitForTrailers: true });
        stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "8" }));
        stream.end();
      },
    ]);
    const session = await connect();
    const stream = session.request({ ":path": "/", ...grpc });
    stream.write(message("first of many"));
    expect(await answerOf(stream)).toMatchObject({ trailers: { "grpc-status": "8" }, code: 0 });
  });

  it("tells the server when the client cancels", async () => {
    const codes: unknown[] = [];
    await serve([
      (stream) => {
        stream.respond({ ":status": 200 });
        stream.write(message("one"));
        stream.on("close", () => codes.push(stream.rstCode));
      },
    ]);
    const session = await connect();
    for (const end of [true, false]) {
      const stream = session.request({ ":path": "/", ...grpc });
      stream.on("error", () => {});
      const first = received(stream, 8);
      stream.write(message("x"));
      if (end) stream.end();
      await first;
      stream.close(constants.NGHTTP2_CANCEL);
    }
    await setting.relay.eventually(() => codes.length === 2);
    expect(codes).toEqual([constants.NGHTTP2_CANCEL, constants.NGHTTP2_CANCEL]);
    expect(setting.relay.records).toMatchObject([
      { error: "CLIENT_CLOSED" },
      { error: "CLIENT_CLOSED" },
    ]);
  });

  it("tells the client when the server cancels, and never that an answer was whole", async () => {
    await serve([
      (stream) => {
        stream.respond({ ":status": 200 });
        stream.write(message("one"), () => stream.destroy(new Error("cancelled")));
      },
    ]);
    const answer = await ask(await connect(), grpc, message("x"));
    expect(answer.code).toBe(constants.NGHTTP2_INTERNAL_ERROR);
    expect(setting.relay.records).toMatchObject([{ error: "UPSTREAM_RESET", status: 200 }]);
  });

  it("answers 504 when the server does not begin in time, and lets it go", async () => {
    let closed = 0;
    await serve([(stream) => void stream.on("close", () => closed++)], {
      timeouts: { response: "150ms" },
    });
    expect((await ask(await connect(), grpc, message("x"))).status).toBe(504);
    await setting.relay.eventually(() => closed === 1);
  });
});

describe("retries among servers of HTTP/2", () => {
  const retries = { attempts: 1, backoff: { base: "1ms", max: "1ms" } };

  it("asks another server for a stream that was refused, even with a POST", async () => {
    await serve([(stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM), say("second")], {
      retries,
    });
    const answer = await ask(await connect(), { ":method": "POST" }, "body");
    expect(answer).toMatchObject({ status: 200, body: "second" });
    expect(setting.relay.records[0]?.attempts).toMatchObject([
      { server: "s1", outcome: expect.stringMatching(/^UPSTREAM_RESET/) },
      { server: "s2", outcome: "answered" },
    ]);
    // A server that sheds load is not a broken one.
    expect(setting.relay.pool.servers[0]?.failures).toBe(0);
  });

  it("asks another server for a stream that a GOAWAY left out", async () => {
    await serve([(stream) => stream.session?.goaway(0, 0x7fffffff), say("x")], { retries });
    const leavingOut = await createRawServer((socket) => {
      // SETTINGS, then GOAWAY that says no stream was begun.
      socket.write(Buffer.from("000000040000000000", "hex"));
      socket.on("data", (bytes) => {
        if (bytes.length < 60) return;
        socket.write(Buffer.from("0000080700000000000000000000000000", "hex"));
      });
    });
    setting.cleanUp(leavingOut.close);
    Object.assign(setting.relay.pool.servers[0] ?? {}, {
      address: { host: "127.0.0.1", port: Number(leavingOut.address.split(":")[1]) },
    });
    const answer = await ask(await connect(), { ":method": "POST" }, "body");
    expect(answer).toMatchObject({ status: 200, body: "x" });
  });

  it("does not send a POST twice that a server may have begun with", async () => {
    let asked = 0;
    const reset: Serve = (stream) => {
      asked++;
      stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    };
    await serve([reset, reset], { retries });
    const session = await connect();
    expect((await ask(session, { ":method": "POST" }, "body")).status).toBe(502);
    expect(asked).toBe(1);
    expect((await ask(session)).status).toBe(502);
    expect(asked).toBe(3);
  });

  it("opens another connection when the one it had is gone", async () => {
    const [server] = await serve([say("x")], { retries: { attempts: 0 } });
    const session = await connect();
    await ask(session);
    for (const open of server?.sessions ?? []) open.destroy();
    expect((await ask(session)).status).toBe(200);
    expect(server?.accepted).toBe(2);
  });
});
