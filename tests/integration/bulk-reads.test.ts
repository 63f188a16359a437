// Reads from a server that are passed on: unchanged whatever their sizes and whoever reads slowly.
import { createHash, randomBytes } from "node:crypto";
import { connect, createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { BulkReads } from "../../balancer-core/proxy/tcp/bulk-reads.ts";
import { relaySockets } from "../../balancer-core/proxy/tcp/relay-sockets.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, onConnection);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as { port: number }).port;
}

/** A relay in front of a server; the port to ask, and how many bytes it moved. */
async function relayTo(port: number) {
  const moved = { sent: 0, received: 0 };
  const relayPort = await listen((client) => {
    const reads = new BulkReads();
    const { onread } = reads;
    const server = connect({ port, host: "127.0.0.1", allowHalfOpen: true, onread });
    const observer = {
      sent(bytes: number) {
        moved.sent += bytes;
      },
      received(bytes: number) {
        moved.received += bytes;
      },
    };
    server.once("connect", () => relaySockets(client, server, observer, reads));
  });
  return { port: relayPort, moved };
}

async function digestOf(port: number, rests: (count: number) => boolean): Promise<string> {
  const client = connect({ port, host: "127.0.0.1" });
  const hash = createHash("sha256");
  let count = 0;
  for await (const chunk of client) {
    hash.update(chunk as Buffer);
    if (rests(count++)) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return hash.digest("hex");
}

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

describe("reads that are passed on", () => {
  it("arrive as they were sent, for many clients at once, quick and slow", async () => {
    const content = Array.from({ length: 8 }, (_, index) =>
      randomBytes(3_000_000 + index * 77_777),
    );
    let next = 0;
    const server = await listen(
      (socket) => void socket.end(content[next++ % content.length] as Buffer),
    );
    const { port, moved } = await relayTo(server);
    const digests = await Promise.all(
      content.map((_, index) => digestOf(port, (count) => index % 2 === 0 && count % 9 === 0)),
    );
    expect(digests.sort()).toEqual(content.map(sha256).sort());
    expect(moved).toEqual({
      sent: 0,
      received: content.reduce((sum, each) => sum + each.length, 0),
    });
  });

  it("arrive as they were sent when they come in pieces of every size", async () => {
    const pieces = [1, 15_000, 16_383, 16_384, 32_768, 65_536, 65_537, 200_000, 3, 500_000, 10].map(
      (bytes) => randomBytes(bytes),
    );
    const server = await listen(async (socket) => {
      for (const piece of pieces) {
        socket.write(piece);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      socket.end();
    });
    const { port } = await relayTo(server);
    expect(await digestOf(port, () => false)).toBe(sha256(Buffer.concat(pieces)));
  });
});
