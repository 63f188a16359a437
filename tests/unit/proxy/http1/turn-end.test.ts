// Writing at the turn's end: all pieces at once and in order, and buffers used again only when nobody waits for what is in them.
import type { Socket } from "node:net";
import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { writeAtTurnEnd, writeNow } from "../../../../balancer-core/proxy/http1/turn-end.ts";
import {
  isRelayBuffer,
  relayReadBytes,
  takeRelayBuffer,
} from "../../../../balancer-core/proxy/relay-buffers.ts";

/** A sink that notes its system calls and may keep those who write waiting. */
function createSink({ isSlow = false } = {}) {
  const calls: string[] = [];
  let takeNow = () => {};
  const take = (pieces: readonly Buffer[], done: () => void) => {
    calls.push(Buffer.concat(pieces).toString("latin1"));
    if (isSlow) takeNow = done;
    else done();
  };
  const sink = new Writable({
    write: (chunk, _encoding, done) => take([chunk], done),
    writev: (chunks, done) =>
      take(
        chunks.map(({ chunk }) => chunk),
        done,
      ),
  });
  return { socket: sink as unknown as Socket, calls, take: () => takeNow() };
}

/** Behind what a callback asked to be done after it, and before the turn is over. */
const callbackEnd = () => new Promise<void>((resolve) => process.nextTick(resolve));
const turnEnd = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("writing at the end of a turn", () => {
  it("hands the pieces for one socket over together and in their order", async () => {
    const { socket, calls } = createSink();
    writeAtTurnEnd(socket, "head \xe9 ");
    writeAtTurnEnd(socket, Buffer.from("body"));
    expect(calls).toEqual([]);
    await turnEnd();
    expect(calls).toEqual(["head \xe9 body"]);
    writeAtTurnEnd(socket, "next");
    await turnEnd();
    expect(calls).toEqual(["head \xe9 body", "next"]);
  });

  it("waits for no other socket while there is little to do", async () => {
    const first = createSink();
    writeAtTurnEnd(first.socket, "head ");
    writeAtTurnEnd(first.socket, "body");
    await callbackEnd();
    expect(first.calls).toEqual(["head body"]);
    await turnEnd();
  });

  it("waits for all sockets of the turn while there is much to do, and in the turn behind it", async () => {
    const write = async () => {
      const sink = createSink();
      writeAtTurnEnd(sink.socket, "x");
      await callbackEnd();
      return sink.calls.length;
    };
    const inOneTurn = async (sockets: number) => {
      const written: number[] = [];
      for (let index = 0; index < sockets; index++) written.push(await write());
      await turnEnd();
      return written;
    };
    await turnEnd();
    expect(await inOneTurn(9)).toEqual([1, 1, 1, 1, 1, 1, 1, 0, 0]);
    expect(await inOneTurn(3)).toEqual([0, 0, 0]);
    expect(await inOneTurn(3)).toEqual([1, 1, 1]);
  });

  it("is over at once for a socket that ends or is about to be cut", () => {
    const ending = createSink();
    writeAtTurnEnd(ending.socket, "last words");
    writeNow(ending.socket);
    ending.socket.end();
    const cut = createSink();
    writeAtTurnEnd(cut.socket, "half an answer");
    writeNow(cut.socket);
    expect([ending.calls, cut.calls]).toEqual([["last words"], ["half an answer"]]);
  });

  it("hands over only what is for that socket, once and in its order", async () => {
    const [first, second] = [createSink(), createSink()];
    writeAtTurnEnd(first.socket, "1");
    writeAtTurnEnd(second.socket, "a");
    writeAtTurnEnd(first.socket, "2");
    writeNow(first.socket);
    expect([first.calls, second.calls]).toEqual([["1", "2"], []]);
    await turnEnd();
    expect([first.calls, second.calls]).toEqual([["1", "2"], ["a"]]);
  });

  it("hands over what came before when much is written at once", async () => {
    const { socket, calls } = createSink();
    writeAtTurnEnd(socket, "head");
    writeAtTurnEnd(socket, "x".repeat(20_000));
    expect(calls).toEqual(["head", "x".repeat(20_000)]);
    await turnEnd();
  });

  it("forgets what was for a socket that is gone", async () => {
    const [gone, other] = [createSink(), createSink()];
    writeAtTurnEnd(gone.socket, "x");
    writeAtTurnEnd(other.socket, "y");
    gone.socket.destroy();
    await turnEnd();
    expect([gone.calls, other.calls]).toEqual([[], ["y"]]);
  });
});

describe("a relay buffer", () => {
  it("is used again once all that was written from it is with the system", async () => {
    const buffer = takeRelayBuffer(relayReadBytes);
    writeAtTurnEnd(createSink().socket, buffer.subarray(0, 10_000).fill("a"));
    expect(takeRelayBuffer(relayReadBytes).buffer).not.toBe(buffer.buffer);
    await turnEnd();
    expect(takeRelayBuffer(relayReadBytes).buffer).toBe(buffer.buffer);
  });

  it("is left to a slow reader until it has taken what is in it", async () => {
    const buffer = takeRelayBuffer(relayReadBytes);
    const { socket, take } = createSink({ isSlow: true });
    writeAtTurnEnd(socket, buffer.subarray(0, 10_000));
    await turnEnd();
    const others = Array.from({ length: 40 }, () => takeRelayBuffer(relayReadBytes).buffer);
    expect(others).not.toContain(buffer.buffer);
    take();
    writeAtTurnEnd(createSink().socket, "the end of another turn");
    await turnEnd();
    expect(takeRelayBuffer(relayReadBytes).buffer).toBe(buffer.buffer);
  });

  it("is told from buffers that others own", () => {
    expect(isRelayBuffer(takeRelayBuffer(5_000))).toBe(true);
    expect(isRelayBuffer(Buffer.alloc(relayReadBytes))).toBe(false);
    expect(isRelayBuffer(takeRelayBuffer(100))).toBe(false);
  });
});
