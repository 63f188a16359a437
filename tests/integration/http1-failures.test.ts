// What the relay does when a server fails, is slow or full, or a client leaves: another try, an answer of our own, or a cut.
import { describe, expect, it } from "vitest";
import { request } from "../support/http-relay.ts";
import { cannedServer, createRelaySetting } from "../support/relay-setting.ts";
import { createRawServer, createTaggedServer, deadAddress } from "../support/tagged-server.ts";

const setting = createRelaySetting();

describe("the HTTP/1.1 relay when something fails", () => {
  it("cuts the client's connection when the answer breaks off", async () => {
    await setting.setUp([
      await createRawServer((socket) => {
        socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
      }),
    ]);
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    expect(await client.untilClosed()).toMatch(/half$/);
    expect(setting.relay.records[0]).toMatchObject({ status: 200, error: "UPSTREAM_RESET" });
    expect(setting.relay.pool.servers[0]?.releases).toEqual(["failed"]);
  });

  it("abandons the server when the client leaves in the middle of an answer", async () => {
    const server = await createTaggedServer(
      "a",
      (_message, response) => void response.write("first"),
    );
    await setting.setUp([server]);
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    await client.until("first");
    client.socket.resetAndDestroy();
    await setting.relay.eventually(
      () => setting.relay.records.length === 1 && server.sockets.size === 0,
    );
    expect(setting.relay.records[0]).toMatchObject({ error: "CLIENT_CLOSED" });
    expect(setting.relay.pool.servers[0]?.releases).toEqual([undefined]);
  });

  it("abandons the server when the client leaves in the middle of its body", async () => {
    const server = await createTaggedServer("a", () => {});
    await setting.setUp([server]);
    const client = await setting.relay.connect();
    client.send(request("POST /", ["Content-Length: 100"], "some"));
    await setting.relay.eventually(() => server.sockets.size === 1);
    client.destroy();
    await setting.relay.eventually(
      () => setting.relay.records.length === 1 && server.sockets.size === 0,
    );
    expect(setting.relay.records[0]).toMatchObject({ status: 499, error: "CLIENT_CLOSED" });
  });

  it("tries the next server when no connection can be made", async () => {
    await setting.setUp([await deadAddress(), await createTaggedServer("b")]);
    const client = await setting.relay.connect();
    client.send(request("POST /", ["Content-Length: 4"], "body"));
    await client.until("b#1 POST /");
    expect(setting.relay.records[0]?.attempts.map((attempt) => attempt.outcome)).toEqual([
      "UPSTREAM_CONNECT_FAILED",
      "answered",
    ]);
    expect(setting.relay.pool.servers[0]).toMatchObject({
      failures: 1,
      retries: 1,
      releases: ["failed"],
    });
  });

  it("answers 502 when no server can be reached and keeps the client's connection", async () => {
    await setting.setUp([await deadAddress()]);
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    const text = await client.until("could be made.\n");
    expect(text).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);
    expect(text).toContain("\r\nX-Evenkeel-Error: UPSTREAM_CONNECT_FAILED\r\n");
    expect(text).not.toContain("Connection: close");
    expect(setting.relay.listener.counters.ownAnswers.get("UPSTREAM_CONNECT_FAILED")).toBe(1);
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
    await setting.setUp([bad, good]);
    const client = await setting.relay.connect();
    client.send(request("PUT /", ["Content-Length: 4"], "body"));
    await client.until("good");
    expect(bodies.join("")).toBe("body");
    expect(setting.relay.records[0]?.attempts[0]?.outcome).toBe("UPSTREAM_RESET");
  });

  it("sends no body again that is larger than bufferBytes", async () => {
    const connections: string[] = [];
    const failing = (id: string) =>
      createRawServer((socket) => {
        connections.push(id);
        socket.on("data", (bytes) => {
          if (bytes.includes("end")) socket.destroy();
        });
      });
    await setting.setUp([await failing("a"), await failing("b")], {
      pool: { retries: { bufferBytes: 1_024 } },
    });
    const client = await setting.relay.connect();
    const body = "x".repeat(1_022);
    client.send(request("PUT /", ["Content-Length: 1025"], `${body}end`));
    expect(await client.until("UPSTREAM_RESET")).toContain("502 Bad Gateway");
    expect(connections).toEqual(["a"]);
    client.send(request("PUT /", ["Content-Length: 1024"], `${body.slice(1)}end`));
    await setting.relay.eventually(() => setting.relay.records.length === 2);
    expect(connections).toEqual(["a", "b", "a"]);
  });

  it("tries again on a listed status and says so in the record", async () => {
    await setting.setUp(
      [
        await createTaggedServer(
          "a",
          (_message, response) => void response.writeHead(503).end("no"),
        ),
        await createTaggedServer("b"),
      ],
      { pool: { retries: { on: ["503"], backoff: { base: "40ms", max: "40ms" } } } },
    );
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    await client.until("b#1 GET /");
    const { attempts = [], totalMs = 0 } = setting.relay.records[0] ?? {};
    expect(attempts.map(({ server }) => server)).toEqual(["s1", "s2"]);
    expect(attempts[0]).not.toHaveProperty("backoffMs");
    const { backoffMs = -1 } = attempts[1] ?? {};
    expect(backoffMs).toBeGreaterThanOrEqual(0);
    expect(backoffMs).toBeLessThanOrEqual(40);
    const [first, second] = attempts;
    const firstEndMs = (first?.startMs ?? 0) + (first?.totalMs ?? 0);
    expect(second?.startMs).toBeGreaterThanOrEqual(firstEndMs + backoffMs - 1);
    expect((second?.startMs ?? 0) + (second?.totalMs ?? 0)).toBeLessThanOrEqual(totalMs);
    // The clock of a timer is whole milliseconds.
    expect(totalMs).toBeGreaterThanOrEqual(backoffMs - 1);
    expect(client.text).not.toContain("503");
  });

  it("answers 502 to what is not HTTP", async () => {
    await setting.setUp([await cannedServer("SSH-2.0-x\r\n\r\n")]);
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    expect(await client.until("UPSTREAM_BAD_RESPONSE")).toContain("502 Bad Gateway");
  });

  it("answers 504 when the server is too slow", async () => {
    await setting.setUp([await createTaggedServer("a", () => {})], {
      pool: { timeouts: { response: "100ms" } },
    });
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    expect(await client.until("UPSTREAM_TIMEOUT")).toContain("504 Gateway Timeout");
    expect(setting.relay.records[0]?.totalMs).toBeLessThan(3_000);
  });

  it("answers 503 with Retry-After when no server is usable", async () => {
    await setting.setUp([await createTaggedServer("a")]);
    setting.relay.pool.isUnusable = true;
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    expect(await client.until("NO_SELECTABLE_SERVER")).toContain("503 Service Unavailable");
    await client.until("Retry-After: 1\r\n");
  });

  it("waits in the queue when servers are full, and leaves it when the client does", async () => {
    const held: (() => void)[] = [];
    await setting.setUp([
      await createTaggedServer(
        "a",
        (_message, response) => void held.push(() => response.end("done")),
      ),
    ]);
    setting.relay.pool.limit = 1;
    const first = await setting.relay.connect();
    const second = await setting.relay.connect();
    const third = await setting.relay.connect();
    first.send(request("GET /1"));
    await setting.relay.eventually(() => held.length === 1);
    second.send(request("GET /2"));
    third.send(request("GET /3"));
    await setting.relay.eventually(() => setting.relay.pool.queued === 2);
    third.destroy();
    await setting.relay.eventually(() => setting.relay.pool.queued === 1);
    held[0]?.();
    await first.until("done");
    await setting.relay.eventually(() => held.length === 2);
    held[1]?.();
    await second.until("done");
    expect(setting.relay.records.map((record) => record.error)).toEqual([
      "CLIENT_CLOSED",
      null,
      null,
    ]);
    expect(setting.relay.records[2]?.queueMs).toBeGreaterThan(0);
  });

  it("lets a client leave the queue that has sent its body already, too", async () => {
    const held: (() => void)[] = [];
    await setting.setUp([
      await createTaggedServer(
        "a",
        (_message, response) => void held.push(() => response.end("done")),
      ),
    ]);
    setting.relay.pool.limit = 1;
    const first = await setting.relay.connect();
    first.send(request("GET /1"));
    await setting.relay.eventually(() => held.length === 1);
    const second = await setting.relay.connect();
    second.send(request("POST /2", ["Content-Length: 4"], "body"));
    await setting.relay.eventually(() => setting.relay.pool.queued === 1);
    second.destroy();
    await setting.relay.eventually(() => setting.relay.pool.queued === 0);
    expect(setting.relay.records).toMatchObject([{ error: "CLIENT_CLOSED", attempts: [] }]);
    held[0]?.();
    await first.until("done");
  });

  it("notices a client that leaves after its body, before the answer", async () => {
    const server = await createTaggedServer("a", (message) => void message.resume());
    await setting.setUp([server]);
    const client = await setting.relay.connect();
    client.send(request("POST /", ["Content-Length: 4"], "body"));
    await setting.relay.eventually(() => server.sockets.size === 1);
    client.socket.resetAndDestroy();
    await setting.relay.eventually(
      () => setting.relay.records.length === 1 && server.sockets.size === 0,
    );
    expect(setting.relay.records[0]).toMatchObject({ status: 499, error: "CLIENT_CLOSED" });
  });
});
