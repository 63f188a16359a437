// Who a request's client is: by its socket, by a PROXY header, by a trusted proxy; and how many requests it may send.
import { connect as connectSecurely } from "node:tls";
import { describe, expect, it } from "vitest";
import { request } from "../support/http-relay.ts";
import { createRelaySetting } from "../support/relay-setting.ts";
import { createTaggedServer } from "../support/tagged-server.ts";

const setting = createRelaySetting();

/** Answers with the fields that say who the client is. */
const telling = () =>
  createTaggedServer("", ({ headers }, response) => {
    const { forwarded, "x-forwarded-for": by, "x-forwarded-port": port } = headers;
    response.end(`for ${by} port ${port} forwarded ${forwarded}.`);
  });

const accept = { proxyProtocol: "accept" };
const line = "PROXY TCP4 203.0.113.5 198.51.100.1 4711 443\r\n";
const v2 = (rest: string) => Buffer.from(`0d0a0d0a000d0a515549540a${rest}`, "hex");

describe("an HTTP listener that accepts PROXY headers", () => {
  it.each([
    ["v1", Buffer.from(line, "latin1")],
    ["v2", v2("2111000ccb007105c6336401126701bb")],
  ])("takes the client's address from %s, byte by byte", async (_, header) => {
    await setting.setUp([await telling()], { listener: accept });
    const client = await setting.relay.connect();
    client.socket.setNoDelay(true);
    for (const byte of header) {
      client.send(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    client.send(request("GET /"));
    await client.until("for 203.0.113.5 port 443 forwarded for=203.0.113.5;");
    client.send(request("GET /again"));
    await setting.relay.eventually(() => setting.relay.records.length === 2);
    expect(setting.relay.records.map((record) => record.client)).toEqual([
      "203.0.113.5",
      "203.0.113.5",
    ]);
  });

  it("reads requests that come in one piece with the header", async () => {
    await setting.setUp([await telling()], { listener: accept });
    const client = await setting.relay.connect();
    client.send(line + request("GET /1") + request("GET /2"));
    await client.until(/for 203\.0\.113\.5[\s\S]*for 203\.0\.113\.5/);
  });

  it("serves a proxy that speaks for itself under the address of its socket", async () => {
    await setting.setUp([await telling()], { listener: accept });
    const client = await setting.relay.connect();
    client.send(Buffer.concat([v2("20000000"), Buffer.from(request("GET /"))]));
    await client.until("for 127.0.0.1 ");
  });

  it("closes a connection without a header, with a broken one and with a slow one", async () => {
    await setting.setUp([await telling()], {
      listener: { ...accept, limits: { headerTimeout: "100ms" } },
    });
    for (const bytes of [request("GET /"), "PROXY TCP4 nobody\r\n", "PROXY TCP4 203."]) {
      const client = await setting.relay.connect();
      client.send(bytes);
      expect(await client.untilClosed()).toBe("");
    }
    const { ownAnswers } = setting.relay.listener.counters;
    expect(ownAnswers.get("MALFORMED_REQUEST")).toBe(2);
    expect(ownAnswers.get("REQUEST_HEAD_TIMEOUT")).toBe(1);
    expect(setting.relay.records).toEqual([]);
  });

  it("counts waiting connections towards its limit and closes them with itself", async () => {
    await setting.setUp([await telling()], { listener: { ...accept, limits: { connections: 1 } } });
    const first = await setting.relay.connect();
    first.send("PROXY");
    await setting.relay.eventually(() => setting.relay.listener.counters.totalConnections === 1);
    const second = await setting.relay.connect();
    expect(await second.untilClosed()).toBe("");
    await setting.relay.listener.close(1_000);
    expect(await first.untilClosed()).toBe("");
  });

  it("takes the header before the handshake on an https listener", async () => {
    await setting.setUp([await telling()], {
      listener: { ...accept, protocol: "https", tls: { selfSigned: true } },
    });
    const client = await setting.relay.connect();
    client.send(line);
    client.socket.setEncoding();
    client.socket.removeAllListeners("data");
    // SECURITY: only what the test's own listener sends is read, so its certificate is of no interest.
    const secured = connectSecurely({ socket: client.socket, rejectUnauthorized: false });
    secured.on("error", () => {});
    secured.write(request("GET /", ["Connection: close"]));
    let text = "";
    for await (const bytes of secured) text += String(bytes);
    expect(text).toContain("for 203.0.113.5 port 443 ");
  });
});

describe("an HTTP listener that accepts none", () => {
  it("takes a PROXY line for the malformed request it is", async () => {
    await setting.setUp([await telling()]);
    const client = await setting.relay.connect();
    client.send(line + request("GET /"));
    expect(await client.untilClosed()).toMatch(/^HTTP\/1\.1 400 /);
    expect(setting.relay.records).toMatchObject([{ client: "127.0.0.1", status: 400 }]);
  });
});

describe("trusted proxies", () => {
  const said = ["X-Forwarded-For: 1.2.3.4, 203.0.113.5", "Forwarded: for=203.0.113.5"];

  it("are believed about their clients", async () => {
    await setting.setUp([await telling()], { listener: { trustedProxies: ["127.0.0.0/8"] } });
    const client = await setting.relay.connect();
    client.send(request("GET /", said));
    await client.until(
      "for 1.2.3.4, 203.0.113.5, 127.0.0.1 port 80 forwarded for=203.0.113.5, for=127.0.0.1;".replace(
        "port 80",
        `port ${setting.relay.listener.address?.split(":")[1]}`,
      ),
    );
    expect(setting.relay.records).toMatchObject([{ client: "203.0.113.5" }]);
  });

  it("are the only ones: what others say is removed", async () => {
    await setting.setUp([await telling()], { listener: { trustedProxies: ["10.0.0.0/8"] } });
    const client = await setting.relay.connect();
    client.send(request("GET /", said));
    const text = await client.until("forwarded for=127.0.0.1;");
    expect(text).toContain("for 127.0.0.1 port");
    expect(text).not.toContain("203.0.113.5");
    expect(setting.relay.records).toMatchObject([{ client: "127.0.0.1" }]);
  });

  it("stop being believed on open connections when they leave the list", async () => {
    await setting.setUp([await telling()], { listener: { trustedProxies: ["127.0.0.1"] } });
    const client = await setting.relay.connect();
    const { listener, records } = setting.relay;
    client.send(request("GET /", said));
    await setting.relay.eventually(() => records.length === 1);
    listener.update({ ...listener.config, trustedProxies: [] });
    client.send(request("GET /", said));
    await setting.relay.eventually(() => records.length === 2);
    expect(records.map((record) => record.client)).toEqual(["203.0.113.5", "127.0.0.1"]);
  });
});

describe("a limit of requests a second from one address", () => {
  it("answers 429 above it, keeps the connection and takes requests again later", async () => {
    await setting.setUp([await telling()], { listener: { limits: { requestsPerSecondPerIp: 2 } } });
    const { relay } = setting;
    const client = await relay.connect();
    client.send(request("GET /").repeat(3));
    const text = await client.until("429 Too Many Requests");
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
    await client.until(/X-Evenkeel-Error: RATE_LIMITED\r\n(.*\r\n)*Retry-After: 1\r\n/);
    expect(relay.listener.counters.ownAnswers.get("RATE_LIMITED")).toBe(1);
    expect(relay.records.at(-1)).toMatchObject({ status: 429, error: "RATE_LIMITED" });
    await relay.eventually(() => {
      if (relay.records.at(-1)?.status === 200) return true;
      client.send(request("GET /"));
      return false;
    });
    expect(client.isClosed).toBe(false);
  });

  it("closes the connection of a refused request whose content has not come", async () => {
    await setting.setUp([await telling()], { listener: { limits: { requestsPerSecondPerIp: 1 } } });
    const client = await setting.relay.connect();
    client.send(request("GET /") + request("POST /", ["Content-Length: 5"]));
    expect(await client.untilClosed()).toMatch(/429 Too Many Requests[\s\S]*Connection: close/);
  });

  it("counts the clients behind a trusted proxy one by one", async () => {
    await setting.setUp([await telling()], {
      listener: { trustedProxies: ["127.0.0.1"], limits: { requestsPerSecondPerIp: 1 } },
    });
    const client = await setting.relay.connect();
    const from = (address: string) => request("GET /", [`X-Forwarded-For: ${address}`]);
    client.send(from("203.0.113.5") + from("203.0.113.6") + from("203.0.113.5"));
    await setting.relay.eventually(() => setting.relay.records.length === 3);
    expect(setting.relay.records.map(({ client: who, status }) => [who, status])).toEqual([
      ["203.0.113.5", 200],
      ["203.0.113.6", 200],
      ["203.0.113.5", 429],
    ]);
  });
});
