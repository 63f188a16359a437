// Long streams over an https listener: slow readers hold up the server, sockets are tunnelled, and the operator hears of expiry.
import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import {
  listenOnFreePort,
  type RunningBalancer,
  startBalancer,
  startTaggedServer,
  until,
} from "../support/balancer.ts";
import { connectTls, dayMs, testAuthority, writeCertificate } from "../support/certificates.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function balance(server: string, issuedAt = Date.now()): Promise<RunningBalancer> {
  const folder = temporaryFolder();
  const { cert, key } = writeCertificate(folder, "site", ["localhost"], issuedAt);
  const certificates = [{ cert: `${folder}/${cert}`, key: `${folder}/${key}` }];
  const running = await startBalancer({
    version: 1,
    listeners: [
      { id: "web", protocol: "https", bind: "127.0.0.1:0", pool: "app", tls: { certificates } },
    ],
    pools: [{ id: "app", health: { type: "none" }, servers: [server] }],
  });
  closers.push(() => running.stop());
  return running;
}

describe("streams over https", () => {
  it("hold up the server while the client reads nothing, and lose nothing", async () => {
    const total = 48 * 1_048_576;
    const chunk = Buffer.alloc(65_536, 7);
    let sent = 0;
    const server = await startTaggedServer("big", (_request, response) => {
      const more = () => {
        while (sent < total) {
          sent += chunk.length;
          if (!response.write(chunk)) return;
        }
        response.end();
      };
      response.on("drain", more);
      response.writeHead(200, { "content-length": total });
      more();
    });
    closers.push(server.kill);
    const running = await balance(server.address);
    const client = await connectTls(running.address("web"));
    client.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let before = -1;
    await until("the server is held up", async () => {
      const isStill = sent === before && sent > 0;
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return isStill && sent === before;
    });
    expect(sent).toBeLessThan(total / 2);
    let received = 0;
    client.on("data", (bytes: Buffer) => {
      received += bytes.length;
    });
    await new Promise((resolve) => client.once("end", resolve));
    expect(received).toBeGreaterThan(total);
  });

  it("carry a WebSocket", async () => {
    const http = createServer();
    const sockets = new WebSocketServer({ server: http });
    sockets.on("connection", (socket) => socket.on("message", (data) => socket.send(data)));
    const server = await listenOnFreePort(http);
    closers.push(server.kill);
    const running = await balance(server.address);
    const trust = { ca: testAuthority.cert, servername: "localhost" };
    const client = new WebSocket(`wss://${running.address("web")}/`, trust);
    const echoed = new Promise<string>((resolve, reject) => {
      client.on("message", (data) => resolve(String(data)));
      client.on("error", reject);
    });
    client.on("open", () => client.send("x".repeat(300_000)));
    expect((await echoed).length).toBe(300_000);
    client.terminate();
  });
});

describe("a certificate about to expire", () => {
  it("is a warning among the events", async () => {
    const running = await balance("127.0.0.1:1", Date.now() - 390 * dayMs);
    const warnings = running.balancer.events
      .after(0, 100)
      .filter(({ level }) => level === "warning");
    expect(warnings).toMatchObject([
      {
        kind: "listener",
        listener: "web",
        message: expect.stringMatching(/^listener "web": certificate ".*site\.crt" expires on 20/),
      },
    ]);
  });
});
