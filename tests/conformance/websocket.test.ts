// WebSocket through the balancer with `ws` at both ends: fragments, compression, a large message, and data right behind a head.
import { once } from "node:events";
import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { listenOnFreePort, type RealServer } from "../support/balancer.ts";
import { createRawServer, type TestServer } from "../support/tagged-server.ts";
import { eventually, type Front, startFront, whatIsLeft } from "./setting.ts";

let server: RealServer;
let front: Front;

beforeAll(async () => {
  const http = createServer();
  const sockets = new WebSocketServer({
    server: http,
    perMessageDeflate: { threshold: 0 },
    maxPayload: 8 * 1_024 * 1_024,
  });
  sockets.on("connection", (socket) => {
    socket.on("message", (bytes, isBinary) => socket.send(bytes, { binary: isBinary }));
    socket.on("error", () => {});
  });
  server = await listenOnFreePort(http);
  front = await startFront([server.address]);
});

afterAll(async () => {
  await front.stop();
  await server.kill();
});

async function open(perMessageDeflate: boolean): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${front.address}/chat`, { perMessageDeflate });
  await once(socket, "open");
  return socket;
}

async function close(socket: WebSocket): Promise<void> {
  socket.close(1_000);
  const [code] = await once(socket, "close");
  expect(code).toBe(1_000);
  await eventually(() => whatIsLeft(front.running) === "");
}

async function echoed(socket: WebSocket): Promise<string> {
  const [bytes] = await once(socket, "message");
  return String(bytes);
}

describe("a WebSocket through the balancer", () => {
  it.each([true, false])(
    "echoes text, fragments and a mebibyte, compressed: %s",
    async (isCompressed) => {
      const socket = await open(isCompressed);
      expect(socket.extensions).toBe(isCompressed ? "permessage-deflate" : "");
      let answer = echoed(socket);
      socket.send("hello");
      expect(await answer).toBe("hello");
      answer = echoed(socket);
      socket.send("one ", { fin: false });
      socket.ping();
      socket.send("two ", { fin: false });
      socket.send("three", { fin: true });
      expect(await answer).toBe("one two three");
      const large = Array.from({ length: 65_536 }, (_, index) =>
        `${index * 7_919}`.padStart(16),
      ).join("");
      answer = echoed(socket);
      socket.send(large);
      expect((await answer) === large).toBe(true);
      await close(socket);
    },
  );

  it("answers pings and passes the server's closing on", async () => {
    const socket = await open(true);
    socket.ping("are you there");
    const [bytes] = await once(socket, "pong");
    expect(String(bytes)).toBe("are you there");
    await close(socket);
  });
});

describe("data right behind the head of an upgrade", () => {
  let raw: TestServer;
  let rawFront: Front;

  beforeAll(async () => {
    raw = await createRawServer((socket) => {
      let text = "";
      let isUpgraded = false;
      socket.on("data", (bytes) => {
        if (isUpgraded) {
          socket.write(`[${bytes}]`);
          return;
        }
        text += bytes.toString("latin1");
        const end = text.indexOf("\r\n\r\n");
        if (end === -1) return;
        isUpgraded = true;
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nfirst[${text.slice(end + 4)}]`,
        );
      });
      socket.on("end", () => socket.end("bye"));
    });
    rawFront = await startFront([raw.address]);
  });

  afterAll(async () => {
    await rawFront.stop();
    await raw.close();
  });

  it("arrives in both directions, and each side's end is passed on by itself", async () => {
    const client = await rawFront.connect();
    client.send(
      "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nearly",
    );
    await client.until("first[");
    await client.until("[early]");
    client.send("later");
    await client.until("[later]");
    client.end();
    expect(await client.untilClosed()).toMatch(/bye$/);
    await eventually(() => whatIsLeft(rawFront.running) === "");
  });

  it("is not taken for a request when the server refuses the upgrade", async () => {
    const refusing = await createRawServer((socket) => {
      socket.on("data", () => socket.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));
    });
    const refused = await startFront([refusing.address]);
    const client = await refused.connect();
    client.send(
      "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n\x81\x85abcdhello",
    );
    const text = await client.untilClosed();
    expect(text).toMatch(/^HTTP\/1\.1 403 [\s\S]*HTTP\/1\.1 400 /);
    expect(refused.records().filter(({ error }) => error === null)).toHaveLength(1);
    await refused.stop();
    await refusing.close();
  });
});
