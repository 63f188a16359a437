// Clients of HTTP/2 that attack: each does with real frames what is cheap for it and dear for us, and finds the bound.
import { describe, expect, it } from "vitest";
import {
  connectFrames,
  fieldBlock,
  flags,
  frame,
  framesOf,
  frameTypes,
  getFields,
  goawayCode,
  headersFrame,
  resetCode,
  resetFrame,
} from "../support/http2-frames.ts";
import type { RawClient } from "../support/raw-client.ts";
import { createRelaySetting } from "../support/relay-setting.ts";
import { createRawServer, createTaggedServer, type TestServer } from "../support/tagged-server.ts";

const setting = createRelaySetting();
const calm = 11;

async function begin(rules: object = {}, server?: TestServer): Promise<RawClient> {
  await setting.setUp([server ?? (await createTaggedServer("a"))], { listener: rules });
  return connect();
}

async function connect(): Promise<RawClient> {
  const client = await connectFrames(setting.relay.listener.address ?? "");
  setting.atEnd(() => client.destroy());
  return client;
}

const floods = () => setting.relay.listener.counters.ownAnswers.get("HTTP2_FLOOD") ?? 0;
/** Number of the n-th stream of a client. */
const nth = (n: number) => 2 * n + 1;
const fine = async () => {
  const client = await connect();
  client.send(headersFrame(1));
  await client.until("a#");
};

describe("floods of HTTP/2", () => {
  it("ends a connection that takes its requests back again and again", async () => {
    const client = await begin({}, await createRawServer((socket) => void socket.resume()));
    for (let n = 0; n < 300 && !client.isClosed; n++) {
      client.send(Buffer.concat([headersFrame(nth(n)), resetFrame(nth(n))]));
    }
    expect(goawayCode(await client.untilClosed())).toBe(calm);
    expect(floods()).toBe(1);
    expect(setting.relay.listener.counters.totalRequests).toBeLessThanOrEqual(201);
  });

  it.each([
    ["PING", frame(frameTypes.ping, 0, 0, Buffer.alloc(8))],
    ["SETTINGS", frame(frameTypes.settings, 0, 0)],
  ])("ends a connection that sends %s without end", async (_, one) => {
    const client = await begin();
    for (let sent = 0; sent < 200; sent++) client.send(one);
    expect(goawayCode(await client.untilClosed())).toBe(calm);
    expect(floods()).toBe(1);
    await fine();
  });

  it("ends a connection whose head never ends", async () => {
    const client = await begin();
    client.send(headersFrame(1, getFields, flags.endStream));
    const more = frame(frameTypes.continuation, 0, 1, fieldBlock([["x-more", "y".repeat(100)]]));
    for (let sent = 0; sent < 2_000 && !client.isClosed; sent++) client.send(more);
    await client.untilClosed();
    expect(setting.relay.records).toEqual([]);
    await fine();
  });

  it("refuses a head that is far larger than allowed, before it is kept", async () => {
    const client = await begin({ limits: { headerBytes: "1KiB", headers: 10 } });
    // Until it says that it knows them, the limits are those of HTTP/2's own.
    client.send(frame(frameTypes.settings, flags.ack, 0));
    client.send(headersFrame(1, [...getFields, ["x-long", "y".repeat(8_000)]]));
    await setting.relay.eventually(
      () => resetCode(client.text, 1) !== undefined || client.isClosed,
    );
    expect(setting.relay.records).toEqual([]);
  });

  it("refuses more streams at once than it allows", async () => {
    const client = await begin({}, await createRawServer((socket) => void socket.resume()));
    const streams = Array.from({ length: 140 }, (_, n) => headersFrame(nth(n)));
    client.send(Buffer.concat(streams));
    await setting.relay.eventually(() => resetCode(client.text, nth(139)) !== undefined);
    expect(setting.relay.listener.counters.totalRequests).toBeLessThanOrEqual(128);
  });

  it("closes a connection that asks for nothing", async () => {
    const client = await begin({ limits: { idleTimeout: "100ms", headerTimeout: "100ms" } });
    expect(goawayCode(await client.untilClosed())).toBe(0);
  });

  it("closes a connection that breaks the protocol, and takes no data on streams that are over", async () => {
    const client = await begin();
    client.send(headersFrame(1));
    await client.until("a#");
    client.send(frame(frameTypes.data, 0, 1, Buffer.from("more")));
    client.send(headersFrame(3));
    await client.until(/a#.*a#/s);
    const other = await connect();
    other.send(frame(frameTypes.data, 0, 7, Buffer.from("never begun")));
    await setting.relay.eventually(() => goawayCode(other.text) === 1);
  });
});

describe("flow control", () => {
  it("holds a server back whose client opens streams and never reads", async () => {
    let written = 0;
    const server = await createRawServer((socket) => {
      socket.once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n");
        const more = () => {
          while (written < 100_000_000 && !socket.destroyed) {
            written += 65_536;
            if (!socket.write(Buffer.alloc(65_536))) break;
          }
        };
        socket.on("drain", more);
        more();
      });
    });
    const client = await begin({}, server);
    client.send(headersFrame(1));
    await client.until(/HTTP|\0\0/);
    let before = -1;
    // The window of the stream is 64 KiB and nobody opens it further.
    await setting.relay.eventually(() => {
      const isStill = written === before;
      before = written;
      return isStill && written > 0;
    });
    const data = framesOf(client.text).filter(({ type }) => type === frameTypes.data);
    expect(data.reduce((sum, { payload }) => sum + payload.length, 0)).toBeLessThanOrEqual(65_535);
    // What the system's buffers hold is beyond us; the rest is two high-water marks.
    expect(written).toBeLessThan(20_000_000);
  });

  it("opens a client's window no further than its server reads", async () => {
    const server = await createRawServer(() => {});
    const client = await begin({}, server);
    const post = [[":method", "POST"], ...getFields.slice(1)] as [string, string][];
    client.send(headersFrame(1, post, flags.endHeaders));
    const piece = frame(frameTypes.data, 0, 1, Buffer.alloc(16_384));
    let window = 65_535;
    let sent = 0;
    let seen = 0;
    // Sends whatever the window allows until it stays closed.
    for (let quiet = 0; quiet < 15 && sent < 50_000_000; quiet++) {
      while (window >= 16_384) {
        client.send(piece);
        window -= 16_384;
        sent += 16_384;
        quiet = 0;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
      const updates = framesOf(client.text).filter(
        ({ type, stream }) => type === frameTypes.windowUpdate && stream === 1,
      );
      for (const { payload } of updates.slice(seen)) window += payload.readUInt32BE(0);
      seen = updates.length;
    }
    expect(window).toBeLessThan(16_384);
    expect(sent).toBeLessThan(20_000_000);
  });
});

describe("requests that HTTP/1.1 would read otherwise", () => {
  const swap = (name: string, value: string) =>
    getFields.map((field) => (field[0] === name ? ([name, value] as const) : field));
  const smuggled = "GET /smuggled HTTP/1.1\r\nHost: a.example\r\n\r\n";

  it.each([
    ["a Transfer-Encoding", [...getFields, ["transfer-encoding", "chunked"]]],
    ["a Connection", [...getFields, ["connection", "close"]]],
    ["an Upgrade", [...getFields, ["upgrade", "h2c"]]],
    ["two lengths", [...getFields, ["content-length", "1"], ["content-length", "2"]]],
    ["a length that is none", [...getFields, ["content-length", "+1"]]],
    ["a length and no content", [...getFields, ["content-length", "5"]]],
    ["a method with a line break", swap(":method", `GET / HTTP/1.1\r\n\r\n${smuggled}`)],
    ["a method with a space", swap(":method", "GET /x")],
    ["a path with a line break", swap(":path", `/ HTTP/1.1\r\n\r\n${smuggled}`)],
    ["a path with a space", swap(":path", "/ HTTP/1.1")],
    ["a path that is a URL", swap(":path", "http://other.example/")],
    ["an empty path", swap(":path", "")],
    ["an authority with a line break", swap(":authority", "a\r\nx-evil: 1")],
    ["an authority with a user", swap(":authority", "user@a.example")],
    ["two authorities", [...getFields, ["host", "b.example"]]],
    ["a TE other than trailers", [...getFields, ["te", "gzip"]]],
    ["an unknown pseudo-field", [[":evil", "1"], ...getFields]],
    ["a pseudo-field twice", [[":path", "/a"], ...getFields]],
    ["CONNECT with a protocol", [[":protocol", "websocket"], ...swap(":method", "CONNECT")]],
  ] as [string, [string, string][]][])("never reach a server with %s", async (_, fields) => {
    let seen = "";
    const server = await createRawServer((socket) => {
      socket.on("data", (bytes) => {
        seen += bytes;
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na#");
      });
    });
    const client = await begin({}, server);
    client.send(headersFrame(1, fields));
    await setting.relay.eventually(
      () =>
        resetCode(client.text, 1) !== undefined || client.isClosed || client.text.includes("400 "),
    );
    expect(seen).toBe("");
  });

  it.each([
    ["a line break in a value", ["x-value", `1\r\n\r\n${smuggled}`]],
    ["a NUL in a value", ["x-value", "1\0"]],
    ["a colon in a name", ["x-a: b\r\nx-evil", "1"]],
    ["a name in capitals", ["X-Evil", "1"]],
    ["a space in a name", ["transfer-encoding ", "chunked"]],
  ] as [string, [string, string]][])("lose a field with %s, or are refused", async (_, field) => {
    let seen = "";
    const server = await createRawServer((socket) => {
      socket.on("data", (bytes) => {
        seen += bytes;
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na#");
      });
    });
    const client = await begin({}, server);
    client.send(headersFrame(1, [...getFields, field]));
    await setting.relay.eventually(
      () =>
        resetCode(client.text, 1) !== undefined ||
        client.isClosed ||
        client.text.includes("a#") ||
        client.text.includes("400 "),
    );
    expect(seen).not.toMatch(/smuggled|evil|x-value|transfer-encoding/i);
  });

  it.each([
    ["shorter than", 10],
    ["longer than", 2],
  ])("are cut when the content is not %s its length", async (_, length) => {
    const server = await createRawServer((socket) => void socket.resume());
    const client = await begin({}, server);
    const fields = [[":method", "POST"], ...getFields.slice(1), ["content-length", `${length}`]];
    client.send(headersFrame(1, fields as [string, string][], flags.endHeaders));
    client.send(frame(frameTypes.data, flags.endStream, 1, Buffer.from("12345")));
    await setting.relay.eventually(() => resetCode(client.text, 1) !== undefined);
    expect(resetCode(client.text, 1)).toBe(1);
  });
});
