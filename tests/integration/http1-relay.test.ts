// Requests through a real listener to real servers: framing both ways, order, and what each side is told.
import { describe, expect, it } from "vitest";
import { request } from "../support/http-relay.ts";
import { cannedServer, createRelaySetting } from "../support/relay-setting.ts";
import { createRawServer, createTaggedServer } from "../support/tagged-server.ts";

const setting = createRelaySetting();

describe("the HTTP/1.1 relay", () => {
  it("keeps both connections and answers request after request over them", async () => {
    await setting.setUp([await createTaggedServer("a")]);
    const client = await setting.relay.connect();
    client.send(request("GET /one"));
    await client.until("a#1 GET /one");
    client.send(request("HEAD /two"));
    client.send(request("GET /three"));
    await client.until("a#1 GET /three");
    expect(client.text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
    expect(setting.relay.records.map((record) => record.attempts[0]?.connectMs === null)).toEqual([
      false,
      true,
      true,
    ]);
    expect(setting.relay.records[0]).toMatchObject({
      method: "GET",
      target: "/one",
      status: 200,
      error: null,
    });
    expect(setting.relay.pool.servers[0]?.releases).toEqual(["answered", "answered", "answered"]);
  });

  it("answers pipelined requests in their order", async () => {
    await setting.setUp([
      await createTaggedServer("a", (message, response) => {
        setTimeout(() => response.end(`<${message.url}>`), message.url === "/1" ? 60 : 0);
      }),
    ]);
    const client = await setting.relay.connect();
    client.send(
      request("GET /1") + request("GET /2") + request("POST /3", ["Content-Length: 2"], "ab"),
    );
    client.send(request("GET /4"));
    const text = await client.until("</4>");
    expect(text.match(/<\/\d>/g)).toEqual(["</1>", "</2>", "</3>", "</4>"]);
  });

  it("tells the server who the client is and removes what ends at this hop", async () => {
    let seen: string[] = [];
    await setting.setUp([
      await createTaggedServer("a", (message, response) => {
        seen = message.rawHeaders;
        response.end("ok");
      }),
    ]);
    const client = await setting.relay.connect();
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
    const port = setting.relay.listener.address?.split(":")[1] ?? "";
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
    expect(setting.relay.records[0]?.id).toBe("abc-1");
  });

  /** Answers in chunks with what it hears, and with a trailer that quotes the request's. */
  const echoWithTrailer = () =>
    createTaggedServer("a", (message, response) => {
      response.setHeader("Trailer", "X-Sum");
      message.on("data", (bytes: Buffer) => response.write(`[${bytes}]`));
      message.on("end", () => {
        response.addTrailers({ "X-Sum": `${message.headers.te} ${message.trailers["x-trailer"]}` });
        response.end();
      });
    });

  it("passes trailers on: to servers, and to clients that say that they take them", async () => {
    await setting.setUp([await echoWithTrailer()]);
    const client = await setting.relay.connect();
    const fields = ["Transfer-Encoding: chunked", "TE: trailers", "Connection: TE"];
    client.send(request("POST /", fields, "5\r\nhello\r\n"));
    await client.until("[hello]");
    // In pieces, as a network may cut them.
    for (const piece of ["0\r\nX-Tra", "iler: whole\r", "\n\r\n"]) client.send(piece);
    const text = await client.until("whole\r\n\r\n");
    expect(text).toContain("7\r\n[hello]\r\n0\r\nX-Sum: trailers whole\r\n\r\n");
  });

  it("frames chunked bodies anew in both directions, without trailers nobody asked for", async () => {
    await setting.setUp([await echoWithTrailer()]);
    const client = await setting.relay.connect();
    client.send(request("POST /", ["Transfer-Encoding: chunked"], "5;x=1\r\nhello\r\n"));
    await client.until("[hello]");
    client.send("3\r\nabc\r\n0\r\nX-Trailer: 1\r\n\r\n");
    const text = await client.until("0\r\n\r\n");
    expect(text).toContain("7\r\n[hello]\r\n");
    expect(text).toContain("5\r\n[abc]\r\n0\r\n\r\n");
    expect(text).not.toMatch(/x-sum:/i);
  });

  it("reads no body behind HEAD, 204 and 304 whatever the fields say", async () => {
    await setting.setUp([
      await cannedServer(
        "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlast",
      ),
    ]);
    const client = await setting.relay.connect();
    client.send(request("HEAD /"));
    await client.until("Content-Length: 7\r\n\r\n");
    client.send(request("GET /"));
    await client.until("204 No Content\r\n\r\n");
    client.send(request("GET /"));
    await client.until("Content-Length: 9\r\n\r\n");
    client.send(request("GET /"));
    await client.until("last");
    expect(setting.relay.pool.servers[0]?.activeConnections).toBe(1);
  });

  it("passes a body that ends with the connection on as chunks, and to HTTP/1.0 until the close", async () => {
    const server = await createRawServer((socket) => {
      socket.once("data", () => socket.end("HTTP/1.0 200 OK\r\nX-A: 1\r\n\r\nto the end"));
    });
    await setting.setUp([server]);
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    expect(await client.until("0\r\n\r\n")).toContain("a\r\nto the end\r\n0\r\n\r\n");
    const old = await setting.relay.connect();
    old.send("GET / HTTP/1.0\r\n\r\n");
    const text = await old.untilClosed();
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\nX-A: 1\r\nConnection: close\r\n\r\nto the end$/);
  });

  it("passes 100 and 103 on to the client that waits", async () => {
    await setting.setUp([
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
    const client = await setting.relay.connect();
    client.send(request("POST /", ["Expect: 100-continue", "Content-Length: 4"]));
    await client.until("HTTP/1.1 100 Continue\r\n\r\n");
    client.send("body");
    expect(await client.until("\r\n\r\nok")).toContain(
      "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
    );
    expect(setting.relay.records).toHaveLength(1);
  });

  it("answers a client whose body and FIN came before a server was reached", async () => {
    let content = "";
    await setting.setUp([
      await createTaggedServer("a", (message, response) => {
        message.on("data", (bytes: Buffer) => {
          content += bytes;
        });
        message.on("end", () => response.end("whole"));
      }),
    ]);
    const client = await setting.relay.connect();
    client.send(request("POST /", ["Content-Length: 4"], "body"));
    client.end();
    expect(await client.untilClosed()).toContain("whole");
    expect(content).toBe("body");
  });

  it("leaves a server alone whose client sent FIN in the middle of its body", async () => {
    await setting.setUp([await createTaggedServer("a", () => {})]);
    const client = await setting.relay.connect();
    client.send(request("POST /", ["Content-Length: 5"], "body"));
    client.end();
    await client.untilClosed();
    await setting.relay.eventually(() => setting.relay.records.length === 1);
    expect(setting.relay.records[0]).toMatchObject({ status: 499, error: "CLIENT_CLOSED" });
  });

  it("still answers a client that has sent FIN behind its request", async () => {
    await setting.setUp([
      await createTaggedServer(
        "a",
        (_message, response) => void setTimeout(() => response.end("late"), 50),
      ),
    ]);
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    client.end();
    expect(await client.untilClosed()).toContain("late");
  });

  it("finds a server by its name", async () => {
    const server = await createTaggedServer("a");
    await setting.setUp([server.address.replace("127.0.0.1", "localhost")]);
    setting.cleanUp(server.close);
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    await client.until("a#1 GET /");
  });
});
