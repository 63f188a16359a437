// Connections of which one half has ended: what the other half still carries must arrive.
import type { AddressInfo, Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, it } from "vitest";
import { issueLeaf } from "../../balancer-core/proxy/tls/issue-certificate.ts";
import { testAuthority, writeText } from "../support/certificates.ts";
import { request } from "../support/http-relay.ts";
import { createRelaySetting } from "../support/relay-setting.ts";
import { createRawServer } from "../support/tagged-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const setting = createRelaySetting();

/** Says yes to an upgrade, ends its half at once and counts what still comes. */
function endsFirst(socket: Socket, got: { bytes: number; hasEnded: boolean }): void {
  socket.once("data", () => {
    socket.end("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
    socket.on("data", (bytes) => {
      got.bytes += bytes.length;
    });
    socket.on("end", () => {
      got.hasEnded = true;
    });
  });
}

describe("an upgraded connection of which the server has ended its half", () => {
  it("carries all that the client sends before its own end", { timeout: 60_000 }, async () => {
    const got = { bytes: 0, hasEnded: false };
    let readOn = () => {};
    await setting.setUp([
      await createRawServer((socket) => {
        endsFirst(socket, got);
        socket.once("data", () => socket.pause());
        readOn = () => socket.resume();
      }),
    ]);
    const { relay } = setting;

    /** Sends so much to a server that does not read yet. Whether the client was gone before it did. */
    async function leavesEarly(sent: number): Promise<boolean> {
      got.bytes = 0;
      got.hasEnded = false;
      const finished = relay.records.length;
      const client = await relay.connect();
      client.send(request("GET /", ["Connection: Upgrade", "Upgrade: x"]));
      await client.untilClosed();
      client.socket.end(Buffer.alloc(sent, "x"));
      const patience = performance.now() + 150;
      while (relay.records.length === finished && performance.now() < patience) {
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      const isEarly = relay.records.length > finished;
      readOn();
      await relay.eventually(() => got.hasEnded);
      expect(got.bytes).toBe(sent);
      return isEarly;
    }

    // Just below what the system holds and the balancer takes of it, the last bytes are with the balancer as the client leaves.
    let held = 0;
    let tooMuch = 32 * 1_048_576;
    while (tooMuch - held > 32_768) {
      const middle = Math.floor((held + tooMuch) / 2);
      if (await leavesEarly(middle)) held = middle;
      else tooMuch = middle;
    }
    for (let less = 0; less < 8; less++) await leavesEarly(held - less * 16_384);
  });

  it("carries the last bytes over TLS, too, where they are not with the system at once", async () => {
    const sent = 60_000;
    const got = { bytes: 0, hasEnded: false };
    const { cert, key } = issueLeaf(testAuthority, ["127.0.0.1"], Date.now());
    const server = createTlsServer({ cert, key, allowHalfOpen: true }, (socket) =>
      endsFirst(socket, got),
    );
    server.on("tlsClientError", () => {});
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const folder = temporaryFolder();
    writeText(folder, "ca.crt", testAuthority.cert);
    await setting.setUp([`127.0.0.1:${(server.address() as AddressInfo).port}`], {
      pool: { upstream: { tls: true, ca: `${folder}/ca.crt` } },
    });
    setting.cleanUp(() => new Promise((resolve) => void server.close(() => resolve())));
    for (let turn = 1; turn <= 20; turn++) {
      got.hasEnded = false;
      const client = await setting.relay.connect();
      client.send(request("GET /", ["Connection: Upgrade", "Upgrade: x"]));
      await client.untilClosed();
      client.socket.end(Buffer.alloc(sent, "x"));
      await setting.relay.eventually(() => got.hasEnded);
      expect(got.bytes).toBe(turn * sent);
    }
  });
});

describe("a client that still sends while it is refused", () => {
  it("can read why: its connection is not reset as long as bytes come", {
    timeout: 20_000,
  }, async () => {
    await setting.setUp([await createRawServer((socket) => void socket.resume())], {
      listener: { limits: { bodyBytes: 1_000 } },
    });
    const client = await setting.relay.connect();
    let error: Error | null = null;
    client.socket.on("error", (broken) => {
      error = broken;
    });
    client.socket.pause();
    client.send(request("POST /", ["Content-Length: 100000000"]));
    const startedAt = performance.now();
    await setting.relay.eventually(() => {
      client.send(Buffer.alloc(4_096, "x"));
      return performance.now() - startedAt > 2_500;
    });
    expect(error).toBeNull();
    client.socket.resume();
    expect(await client.untilClosed()).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe("a request's body whose client asked to be told to go on", () => {
  it("is the client's fault when it stops half way, even if the server never said so", async () => {
    await setting.setUp([await createRawServer((socket) => void socket.resume())], {
      pool: { timeouts: { idle: "200ms", response: "300ms" }, retries: { attempts: 0 } },
    });
    const client = await setting.relay.connect();
    client.send(request("POST /", ["Expect: 100-continue", "Content-Length: 10"]));
    await setting.relay.eventually(() => setting.relay.pool.servers[0]?.activeConnections === 1);
    client.send("half");
    expect(await client.untilClosed()).toMatch(/^HTTP\/1\.1 408 /);
    expect(setting.relay.pool.servers[0]).toMatchObject({ failures: 0, releases: [undefined] });
  });
});
