// Connections to servers between requests: taken again, given up in time, and never trusted after they misbehaved.
import { describe, expect, it } from "vitest";
import { request } from "../support/http-relay.ts";
import { cannedServer, createRelaySetting } from "../support/relay-setting.ts";
import { createRawServer, createTaggedServer } from "../support/tagged-server.ts";

const setting = createRelaySetting();

describe("the HTTP/1.1 relay's connections to servers", () => {
  it("closes an idle server connection that speaks unasked", async () => {
    const server = await createTaggedServer("a");
    await setting.setUp([server]);
    const client = await setting.relay.connect();
    client.send(request("GET /1"));
    await client.until("a#1 GET /1");
    for (const socket of server.sockets)
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
    await setting.relay.eventually(() => setting.relay.pool.servers[0]?.activeConnections === 0);
    client.send(request("GET /2"));
    await client.until("a#2 GET /2");
    expect(client.text).not.toContain("evil");
  });

  it("does not reuse a server's connection that carried a byte too many", async () => {
    const server = await cannedServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokX");
    await setting.setUp([server]);
    const client = await setting.relay.connect();
    client.send(request("GET /1"));
    await client.until("\r\n\r\nok");
    client.send(request("GET /2"));
    await client.until(/ok[\s\S]*\r\n\r\nok$/);
    expect(server.accepted).toBe(2);
  });

  it("closes its idle connections to a server that retires", async () => {
    const server = await createTaggedServer("a");
    await setting.setUp([server]);
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    await client.until("a#1");
    setting.relay.pool.servers[0]?.retire();
    await setting.relay.eventually(() => server.sockets.size === 0);
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
    await setting.setUp([server], { pool: { retries: { attempts: 0 } } });
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    await client.until("n1");
    client.send(request("GET /"));
    await client.until("n3");
    expect(setting.relay.pool.servers[0]).toMatchObject({
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
    await setting.setUp([server]);
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    await client.until("ok");
    client.send(request("POST /", ["Content-Length: 1"], "x"));
    expect(await client.until("UPSTREAM_RESET")).toContain("502 Bad Gateway");
    expect(requests).toBe(2);
    expect(setting.relay.pool.servers[0]?.releases).toEqual(["answered", undefined]);
  });

  it("keeps no more idle connections than allowed, and none for longer than allowed", async () => {
    const held: (() => void)[] = [];
    const server = await createTaggedServer("a", (_message, response) => {
      held.push(() => void response.end("ok"));
    });
    await setting.setUp([server], {
      pool: { upstream: { maxIdlePerServer: 1 }, timeouts: { idle: "800ms" } },
    });
    const clients = [
      await setting.relay.connect(),
      await setting.relay.connect(),
      await setting.relay.connect(),
    ];
    for (const client of clients) client.send(request("GET /"));
    await setting.relay.eventually(() => held.length === 3);
    for (const finish of held) finish();
    for (const client of clients) await client.until("ok");
    await setting.relay.eventually(() => server.sockets.size === 1);
    await setting.relay.eventually(() => server.sockets.size === 0);
    expect(clients.every((client) => !client.isClosed)).toBe(true);
  });

  it("takes the connection that was used last, so that the others can grow old", async () => {
    const held: (() => void)[] = [];
    const server = await createTaggedServer("a", (message, response, connection) => {
      const answer = () => void response.end(`on ${connection}`);
      if (message.url === "/held") held.push(answer);
      else answer();
    });
    await setting.setUp([server]);
    const clients = [await setting.relay.connect(), await setting.relay.connect()] as const;
    for (const [index, client] of clients.entries()) {
      client.send(request("GET /held"));
      await setting.relay.eventually(() => held.length === index + 1);
    }
    for (const [index, client] of clients.entries()) {
      held[index]?.();
      await client.until(`on ${index + 1}`);
    }
    for (const path of ["/1", "/2", "/3"]) {
      const client = await setting.relay.connect();
      client.send(request(`GET ${path}`, ["Connection: close"]));
      expect(await client.untilClosed()).toMatch(/on 2$/);
    }
    expect(server.accepted).toBe(2);
  });

  it("gives an idle connection up before the server's own time for it is over", async () => {
    const server = await cannedServer(
      "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 2\r\n\r\nok",
    );
    await setting.setUp([server]);
    const client = await setting.relay.connect();
    client.send(request("GET /"));
    await client.until("ok");
    await setting.relay.eventually(() => server.sockets.size === 0);
  });

  it("takes a new connection for every request where connections are not kept", async () => {
    const server = await createTaggedServer("a");
    await setting.setUp([server], { pool: { upstream: { keepAlive: false } } });
    const client = await setting.relay.connect();
    client.send(request("GET /1") + request("GET /2"));
    await client.until("a#2 GET /2");
  });
});
