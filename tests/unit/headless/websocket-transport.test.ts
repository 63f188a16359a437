// A reader that is too slow: snapshots are left out for it, nothing else is, and in the end it is closed rather than kept.
import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import type { Frame } from "../../../balancer-core/contract/envelope.ts";
import { createWebSocketTransport } from "../../../headless/console/websocket-transport.ts";

const mebibyte = 1_048_576;

/** A socket whose backlog is what the test says. */
function slowSocket() {
  const sent: Frame[] = [];
  const ends: unknown[][] = [];
  const socket = Object.assign(new EventEmitter(), {
    readyState: 1,
    bufferedAmount: 0,
    send: (text: string) => void sent.push(JSON.parse(text) as Frame),
    close: (...reason: unknown[]) => void ends.push(reason),
    terminate: () => void ends.push(["terminated"]),
  });
  const transport = createWebSocketTransport(socket as unknown as WebSocket);
  const hear = (frame: object) => socket.emit("message", JSON.stringify(frame), false);
  hear({ kind: "subscribe", id: 1, topic: "snapshot.changed" });
  hear({ kind: "subscribe", id: 2, topic: "events.changed" });
  const message = (id: number): Frame => ({ kind: "message", id, payload: {} });
  return { socket, transport, hear, message, sent, ends };
}

describe("a WebSocket whose reader is slow", () => {
  it("gets no snapshots above one mebibyte of backlog, but every event and result", () => {
    const { socket, transport, message, sent } = slowSocket();
    transport.send(message(1));
    socket.bufferedAmount = mebibyte + 1;
    transport.send(message(1));
    transport.send(message(2));
    transport.send({ kind: "result", id: 1, result: {} });
    socket.bufferedAmount = 0;
    transport.send(message(1));
    expect(sent.map((frame) => [frame.kind, "id" in frame && frame.id])).toEqual([
      ["message", 1],
      ["message", 2],
      ["result", 1],
      ["message", 1],
    ]);
  });

  it("gets a message of another topic under a number that snapshots had before", () => {
    const { socket, transport, hear, message, sent } = slowSocket();
    hear({ kind: "unsubscribe", id: 1 });
    hear({ kind: "subscribe", id: 1, topic: "events.changed" });
    socket.bufferedAmount = mebibyte + 1;
    transport.send(message(1));
    expect(sent).toHaveLength(1);
  });

  it("is closed above eight, so that it comes back and hears what is current", () => {
    const { socket, transport, message, sent, ends } = slowSocket();
    socket.bufferedAmount = 8 * mebibyte + 1;
    transport.send(message(2));
    expect(sent).toEqual([]);
    expect(ends).toEqual([[1013, "the reader is too slow"], ["terminated"]]);
  });
});
