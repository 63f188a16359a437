// Requests through a real listener to real servers: framing both ways, reuse, order, aborts; and nothing left behind.
import { afterEach, describe, expect, it } from "vitest";
import { openRelay, type Relay, request } from "../support/http-relay.ts";
import {
  createRawServer,
  createTaggedServer,
  deadAddress,
  type TestServer,
} from "../support/tagged-server.ts";

const cleanups: (() => Promise<void>)[] = [];
let relay: Relay;

async function setUp(
  servers: readonly (TestServer | string)[],
  rules?: Parameters<typeof openRelay>[1],
): Promise<void> {
  const targets = servers.map((server) =>
    typeof server === "string" ? { address: server } : server,
  );
  for (const server of servers) if (typeof server !== "string") cleanups.push(server.close);
  relay = await openRelay(targets, rules);
}

/** A raw server that answers every head it reads with the same bytes. */
function canned(...answers: string[]): Promise<TestServer> {
  let next = 0;
  return createRawServer((socket) => {
    socket.on("data", (bytes) => {
      if (!bytes.includes("\r\n\r\n")) return;
      socket.write(answers[Math.min(next++, answers.length - 1)] ?? "", "latin1");
    });
    socket.on("end", () => socket.end());
  });
}

afterEach(async () => {
  await relay.close();
  expect(relay.pool.leases.size).toBe(0);
  expect(relay.listener.counters.activeConnections).toBe(0);
  await relay.eventually(() =>
    relay.pool.servers.every(
      (server) => server.activeConnections === 0 && server.activeRequests === 0,
    ),
  );
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

describe("the HTTP/1.1 relay", () => {
  it("keeps both connections and answers request after request over them", async () => {
    await setUp([await createTaggedServer("a")]);
    const client = await relay.connect();
    client.send(request("GET /one"));
    await client.until("a#1 GET /one");
    client.send(request("HEAD /two"));
    client.send(request("GET /three"));
    await client.until("a#1 GET /three");
    expect(client.text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
    expect(relay.records.map((record) => record.attempts[0]?.connectMs === null)).toEqual([
      false,
      true,
      true,
    ]);
    expect(relay.records[0]).toMatchObject({
      method: "GET",
      target: "/one",
      status: 200,
      error: null,
    });
    expect(relay.pool.servers[0]?.releases).toEqual(["answered", "answered", "answered"]);
  });

  it("answers pipelined requests in their order", async () => {
    await setUp([
      await createTaggedServer("a", (message, response) => {
        setTimeout(() => response.end(`<${message.url}>`), message.url === "/1" ? 60 : 0);
      }),
    ]);
    const client = await relay.connect();
    client.send(
      request("GET /1") + request("GET /2") + request("POST /3", ["Content-Length: 2"], "ab"),
    );
    client.send(request("GET /4"));
    const text = await client.until("</4>");
    expect(text.match(/<\/\d>/g)).toEqual(["</1>", "</2>", "</3>", "</4>"]);
  });

  it("tells the server who the client is and removes what ends at this hop", async () => {
    let seen: string[] = [];
    await setUp([
      await createTaggedServer("a", (message, response) => {
        seen = message.rawHeaders;
        response.end("ok");
      }),
    ]);
    const client = await relay.connect();
    client.send(
      request("GET /", [
        "Connection: x-secret, host, content-length, keep-alive",
        "X-Secret: 1",
        "X-Forwarded-For: 6.6.6.6",
        "Forwarded: for=6.6.6.6",
        "x-Kept: a",
        "X-KEPT: b",
        "X-Request-Id: abc-1",
      ]),
    );
    await client.until("ok");
    const port = relay.listener.address?.split(":")[1] ?? "";
    expect(seen).toEqual(
      [
        ["Host", "example.org"],
        ["x-Kept", "a"],
        ["X-KEPT", "b"],
        ["X-Forwarded-For", "127.0.0.1"],
        ["X-Forwarded-Proto", "http"],
        ["X-Forwarded-Host", "example.org"],
        ["X-Forwarded-Port", port],
        ["Forwarded", 'for=127.0.0.1;host="example.org";proto=http'],
        ["X-Request-Id", "abc-1"],
      ].flat(),
    );
    expect(relay.records[0]?.id).toBe("abc-1");
  });

  it("frames chunked bodies anew in both directions and drops trailers", async () => {
    await setUp([
      await createTaggedServer("a", (message, response) => {
        response.setHeader("Trailer", "X-Sum");
        message.on("data", (bytes: Buffer) => response.write(`[${bytes}]`));
        message.on("end", () => {
          response.addTrailers({ "X-Sum": "1" });
          response.end();
        });
      }),
    ]);
    const client = await relay.connect();
    client.send(request("POST /", ["Transfer-Encoding: chunked"], "5;x=1\r\nhello\r\n"));
    await client.until("[hello]");
    client.send("3\r\nabc\r\n0\r\nX-Trailer: 1\r\n\r\n");
    const text = await client.until("0\r\n\r\n");
    expect(text).toContain("7\r\n[hello]\r\n");
    expect(text).toContain("5\r\n[abc]\r\n0\r\n\r\n");
    expect(text).not.toMatch(/x-sum/i);
  });

  it("reads no body behind HEAD, 204 and 304 whatever the fields say", async () => {
    await setUp([
      await canned(
        "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlast",
      ),
    ]);
    const client = await relay.connect();
    client.send(request("HEAD /"));
    await client.until("Content-Length: 7\r\n\r\n");
    client.send(request("GET /"));
    await client.until("204 No Content\r\n\r\n");
    client.send(request("GET /"));
    await client.until("Content-Length: 9\r\n\r\n");
    client.send(request("GET /"));
    await client.until("last");
    expect(relay.pool.servers[0]?.activeConnections).toBe(1);
  });

  it("passes a body that ends with the connection on as chunks, and to HTTP/1.0 until the close", async () => {
    const server = await createRawServer((socket) => {
      socket.once("data", () => socket.end("HTTP/1.0 200 OK\r\nX-A: 1\r\n\r\nto the end"));
    });
    await setUp([server]);
    const client = await relay.connect();
    client.send(request("GET /"));
    expect(await client.until("0\r\n\r\n")).toContain("a\r\nto the end\r\n0\r\n\r\n");
    const old = await relay.connect();
    old.send("GET / HTTP/1.0\r\n\r\n");
    const text = await old.untilClosed();
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\nX-A: 1\r\nConnection: close\r\n\r\nto the end$/);
  });

  it("passes 100 and 103 on to the client that waits", async () => {
    await setUp([
      await createRawServer((socket) => {
        socket.on("data", (bytes) => {
          if (bytes.includes("Expect: 100-continue")) socket.write("HTTP/1.1 100 Continue\r\n\r\n");
          if (bytes.includes("body")) {
            socket.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          }
        });
      }),
    ]);
    const client = await relay.connect();
    client.send(request("POST /", ["Expect: 100-continue", "Content-Length: 4"]));
    await client.until("HTTP/1.1 100 Continue\r\n\r\n");
    client.send("body");
    expect(await client.until("\r\n\r\nok")).toContain(
      "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
    );
    expect(relay.records).toHaveLength(1);
  });

  it("still answers a client that has sent FIN behind its request", async () => {
    await setUp([
      await createTaggedServer(
        "a",
        (_message, response) => void setTimeout(() => response.end("late"), 50),
      ),
    ]);
    const client = await relay.connect();
    client.send(request("GET /"));
    client.end();
    expect(await client.untilClosed()).toContain("late");
  });

  it("cuts the client's connection when the answer breaks off", async () => {
    await setUp([
      await createRawServer((socket) => {
        socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
      }),
    ]);
    const client = await relay.connect();
    client.send(request("GET /"));
    expect(await client.untilClosed()).toMatch(/half$/);
    expect(relay.records[0]).toMatchObject({ status: 200, error: "UPSTREAM_RESET" });
    expect(relay.pool.servers[0]?.releases).toEqual(["failed"]);
  });

  it("abandons the server when the client leaves in the middle of an answer", async () => {
    const server = await createTaggedServer(
      "a",
      (_message, response) => void response.write("first"),
    );
    await setUp([server]);
    const client = await relay.connect();
    client.send(request("GET /"));
    await client.until("first");
    client.socket.resetAndDestroy();
    await relay.eventually(() => relay.records.length === 1 && server.sockets.size === 0);
    expect(relay.records[0]).toMatchObject({ error: "CLIENT_CLOSED" });
    expect(relay.pool.servers[0]?.releases).toEqual([undefined]);
  });

  it("abandons the server when the client leaves in the middle of its body", async () => {
    const server = await createTaggedServer("a", () => {});
    await setUp([server]);
    const client = await relay.connect();
    client.send(request("POST /", ["Content-Length: 100"], "some"));
    await relay.eventually(() => server.sockets.size === 1);
    client.destroy();
    await relay.eventually(() => relay.records.length === 1 && server.sockets.size === 0);
    expect(relay.records[0]).toMatchObject({ status: 499, error: "CLIENT_CLOSED" });
  });

  it("closes an idle server connection that speaks unasked", async () => {
    const server = await createTaggedServer("a");
    await setUp([server]);
    const client = await relay.connect();
    client.send(request("GET /1"));
    await client.until("a#1 GET /1");
    for (const socket of server.sockets)
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
    await relay.eventually(() => relay.pool.servers[0]?.activeConnections === 0);
    client.send(request("GET /2"));
    await client.until("a#2 GET /2");
    expect(client.text).not.toContain("evil");
  });

  it("does not reuse a server's connection that carried a byte too many", async () => {
    const server = await canned("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokX");
    await setUp([server]);
    const client = await relay.connect();
    client.send(request("GET /1"));
    await client.until("\r\n\r\nok");
    client.send(request("GET /2"));
    await client.until(/ok[\s\S]*\r\n\r\nok$/);
    expect(server.accepted).toBe(2);
  });

  it("closes its idle connections to a server that retires", async () => {
    const server = await createTaggedServer("a");
    await setUp([server]);
    const client = await relay.connect();
    client.send(request("GET /"));
    await client.until("a#1");
    relay.pool.servers[0]?.retire();
    await relay.eventually(() => server.sockets.size === 0);
  });

  it("tries the next server when no connection can be made", async () => {
    await setUp([await deadAddress(), await createTaggedServer("b")]);
    const client = await relay.connect();
    client.send(request("POST /", ["Content-Length: 4"], "body"));
    await client.until("b#1 POST /");
    expect(relay.records[0]?.attempts.map((attempt) => attempt.outcome)).toEqual([
      "UPSTREAM_CONNECT_FAILED",
      "answered",
    ]);
    expect(relay.pool.servers[0]).toMatchObject({ failures: 1, retries: 1, releases: ["failed"] });
  });

  it("answers 502 when no server can be reached and keeps the client's connection", async () => {
    await setUp([await deadAddress()]);
    const client = await relay.connect();
    client.send(request("GET /"));
    const text = await client.until("could be made.\n");
    expect(text).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
    expect(text).toContain("\r\nX-Evenkeel-Error: UPSTREAM_CONNECT_FAILED\r\n");
    expect(text).not.toContain("Connection: close");
    expect(relay.listener.counters.ownAnswers.get("UPSTREAM_CONNECT_FAILED")).toBe(1);
  });

  it("takes a fresh connection when an idle one dies under a request, at nobody's expense", async () => {
    let requests = 0;
    const server = await createRawServer((socket) => {
      socket.on("data", () => {
        requests++;
        if (requests === 2) socket.destroy();
        else socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nn${requests}`);
      });
    });
    await setUp([server], { pool: { retries: { attempts: 0 } } });
    const client = await relay.connect();
    client.send(request("GET /"));
    await client.until("n1");
    client.send(request("GET /"));
    await client.until("n3");
    expect(relay.pool.servers[0]).toMatchObject({
      failures: 0,
      releases: ["answered", "answered"],
    });
  });

  it("does not send a POST twice when an idle connection dies under it", async () => {
    let requests = 0;
    const server = await createRawServer((socket) => {
      socket.on("data", () => {
        requests++;
        if (requests === 2) socket.destroy();
        else socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
      });
    });
    await setUp([server]);
    const client = await relay.connect();
    client.send(request("GET /"));
    await client.until("ok");
    client.send(request("POST /", ["Content-Length: 1"], "x"));
    expect(await client.until("UPSTREAM_RESET")).toContain("502 Bad Gateway");
    expect(requests).toBe(2);
    expect(relay.pool.servers[0]?.releases).toEqual(["answered", undefined]);
  });

  it("sends a small body again when a server resets before its answer", async () => {
    const bodies: string[] = [];
    const bad = await createRawServer((socket) => {
      socket.on("data", () => socket.destroy());
    });
    const good = await createTaggedServer("b", (message, response) => {
      message.on("data", (bytes: Buffer) => void bodies.push(String(bytes)));
      message.on("end", () => response.end("good"));
    });
    await setUp([bad, good]);
    const client = await relay.connect();
    client.send(request("PUT /", ["Content-Length: 4"], "body"));
    await client.until("good");
    expect(bodies.join("")).toBe("body");
    expect(relay.records[0]?.attempts[0]?.outcome).toBe("UPSTREAM_RESET");
  });

  it("tries again on a listed status and says so in the record", async () => {
    await setUp(
      [
        await createTaggedServer(
          "a",
          (_message, response) => void response.writeHead(503).end("no"),
        ),
        await createTaggedServer("b"),
      ],
      { pool: { retries: { on: ["503"] } } },
    );
    const client = await relay.connect();
    client.send(request("GET /"));
    await client.until("b#1 GET /");
    expect(relay.records[0]?.attempts).toHaveLength(2);
    expect(client.text).not.toContain("503");
  });

  it("answers 502 to what is not HTTP", async () => {
    await setUp([await canned("SSH-2.0-x\r\n\r\n")]);
    const client = await relay.connect();
    client.send(request("GET /"));
    expect(await client.until("UPSTREAM_BAD_RESPONSE")).toContain("502 Bad Gateway");
  });

  it("answers 504 when the server is too slow", async () => {
    await setUp([await createTaggedServer("a", () => {})], {
      pool: { timeouts: { response: "100ms" } },
    });
    const client = await relay.connect();
    client.send(request("GET /"));
    expect(await client.until("UPSTREAM_TIMEOUT")).toContain("504 Gateway Timeout");
    expect(relay.records[0]?.totalMs).toBeLessThan(3_000);
  });

  it("answers 503 with Retry-After when no server is usable", async () => {
    await setUp([await createTaggedServer("a")]);
    relay.pool.isUnusable = true;
    const client = await relay.connect();
    client.send(request("GET /"));
    expect(await client.until("NO_SELECTABLE_SERVER")).toContain("503 Service Unavailable");
    await client.until("Retry-After: 1\r\n");
  });

  it("waits in the queue when servers are full, and leaves it when the client does", async () => {
    const held: (() => void)[] = [];
    await setUp([
      await createTaggedServer(
        "a",
        (_message, response) => void held.push(() => response.end("done")),
      ),
    ]);
    relay.pool.limit = 1;
    const first = await relay.connect();
    const second = await relay.connect();
    const third = await relay.connect();
    first.send(request("GET /1"));
    await relay.eventually(() => held.length === 1);
    second.send(request("GET /2"));
    third.send(request("GET /3"));
    await relay.eventually(() => relay.pool.queued === 2);
    third.destroy();
    await relay.eventually(() => relay.pool.queued === 1);
    held[0]?.();
    await first.until("done");
    await relay.eventually(() => held.length === 2);
    held[1]?.();
    await second.until("done");
    expect(relay.records.map((record) => record.error)).toEqual(["CLIENT_CLOSED", null, null]);
    expect(relay.records[2]?.queueMs).toBeGreaterThan(0);
  });

  it("notices a client that leaves after its body, before the answer", async () => {
    const server = await createTaggedServer("a", (message) => void message.resume());
    await setUp([server]);
    const client = await relay.connect();
    client.send(request("POST /", ["Content-Length: 4"], "body"));
    await relay.eventually(() => server.sockets.size === 1);
    client.socket.resetAndDestroy();
    await relay.eventually(() => relay.records.length === 1 && server.sockets.size === 0);
    expect(relay.records[0]).toMatchObject({ status: 499, error: "CLIENT_CLOSED" });
  });

  it("keeps no more idle connections than allowed, and none for longer than allowed", async () => {
    const held: (() => void)[] = [];
    const server = await createTaggedServer("a", (_message, response) => {
      held.push(() => void response.end("ok"));
    });
    await setUp([server], {
      pool: { upstream: { maxIdlePerServer: 1 }, timeouts: { idle: "800ms" } },
    });
    const clients = [await relay.connect(), await relay.connect(), await relay.connect()];
    for (const client of clients) client.send(request("GET /"));
    await relay.eventually(() => held.length === 3);
    for (const finish of held) finish();
    for (const client of clients) await client.until("ok");
    await relay.eventually(() => server.sockets.size === 1);
    await relay.eventually(() => server.sockets.size === 0);
    expect(clients.every((client) => !client.isClosed)).toBe(true);
  });

  it("gives an idle connection up before the server's own time for it is over", async () => {
    const server = await canned(
      "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 2\r\n\r\nok",
    );
    await setUp([server]);
    const client = await relay.connect();
    client.send(request("GET /"));
    await client.until("ok");
    await relay.eventually(() => server.sockets.size === 0);
  });

  it("takes a new connection for every request where connections are not kept", async () => {
    const server = await createTaggedServer("a");
    await setUp([server], { pool: { upstream: { keepAlive: false } } });
    const client = await relay.connect();
    client.send(request("GET /1") + request("GET /2"));
    await client.until("a#2 GET /2");
  });

  it("finds a server by its name", async () => {
    const server = await createTaggedServer("a");
    await setUp([server.address.replace("127.0.0.1", "localhost")]);
    cleanups.push(server.close);
    const client = await relay.connect();
    client.send(request("GET /"));
    await client.until("a#1 GET /");
  });
});
