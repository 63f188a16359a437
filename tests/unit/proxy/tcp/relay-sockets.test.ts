// Moving bytes between two sockets: one direction's end leaves the other open, and a full sink pauses its source.
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { describe, expect, it } from "vitest";
import { relaySockets } from "../../../../balancer-core/proxy/tcp/relay-sockets.ts";

/** A stand-in with the part of a socket the relay uses; what is written waits until `take` is called. */
function fakeSocket() {
  const waiting: (() => void)[] = [];
  const written: string[] = [];
  const stream = new Duplex({
    allowHalfOpen: true,
    writableHighWaterMark: 4,
    read() {},
    write(chunk: Buffer, _encoding, done) {
      written.push(String(chunk));
      waiting.push(done);
    },
  });
  stream.pause();
  return {
    stream,
    socket: stream as unknown as Socket,
    written,
    take: () => waiting.shift()?.(),
  };
}

/** Long enough for a stream to pass on what it has; nothing here waits for the outside. */
async function turn(): Promise<void> {
  for (let step = 0; step < 5; step += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe("a relay between two sockets", () => {
  it("pauses the source while the sink is full, and counts each direction", async () => {
    const client = fakeSocket();
    const server = fakeSocket();
    const moved = { sent: 0, received: 0 };
    relaySockets(client.socket, server.socket, {
      sent: (bytes) => {
        moved.sent += bytes;
      },
      received: (bytes) => {
        moved.received += bytes;
      },
    });
    client.stream.push("12345");
    await turn();
    expect(client.stream.isPaused()).toBe(true);
    client.stream.push("6");
    await turn();
    expect(server.written).toEqual(["12345"]);
    server.take();
    await turn();
    expect(client.stream.isPaused()).toBe(false);
    expect(server.written).toEqual(["12345", "6"]);
    server.stream.push("abc");
    await turn();
    expect(moved).toEqual({ sent: 6, received: 3 });
  });

  it("ends only the direction that ended", async () => {
    const client = fakeSocket();
    const server = fakeSocket();
    const ignored = { sent: () => undefined, received: () => undefined };
    relaySockets(client.socket, server.socket, ignored);
    client.stream.push(null);
    await turn();
    expect(server.stream.writableEnded).toBe(true);
    expect(client.stream.writableEnded).toBe(false);
    server.stream.push("late");
    await turn();
    expect(client.written).toEqual(["late"]);
    client.take();
    server.stream.push(null);
    await turn();
    expect(client.stream.writableEnded).toBe(true);
  });

  it("passes an end on behind everything that is still to be written", async () => {
    const client = fakeSocket();
    const server = fakeSocket();
    const ignored = { sent: () => undefined, received: () => undefined };
    relaySockets(client.socket, server.socket, ignored);
    server.stream.push("abc");
    server.stream.push(null);
    await turn();
    expect(client.written).toEqual(["abc"]);
    expect(client.stream.writableEnded).toBe(false);
    client.take();
    await turn();
    client.take();
    await turn();
    expect(client.stream.writableEnded).toBe(true);
  });
});
