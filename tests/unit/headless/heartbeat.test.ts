// A console that is no longer there is noticed within two heartbeats and makes room.
import { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Host } from "../../../balancer-core/host/types.ts";
import { createRpcSockets } from "../../../headless/console/websocket.ts";

class FakeSocket extends EventEmitter {
  pings = 0;
  isTerminated = false;
  ping() {
    this.pings += 1;
  }
  terminate() {
    this.isTerminated = true;
  }
}
const { opened } = vi.hoisted(() => ({ opened: new Set<FakeSocket>() }));

vi.mock("ws", async () => {
  const { EventEmitter: Emitter } = await import("node:events");
  class WebSocketServer extends Emitter {
    clients = opened;
    handleUpgrade(_: unknown, socket: FakeSocket, __: unknown, done: (socket: FakeSocket) => void) {
      opened.add(socket);
      done(socket);
    }
    close() {}
  }
  return { WebSocketServer };
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  opened.clear();
});

it("pings every fifteen seconds and cuts who did not answer the last one", () => {
  const sockets = createRpcSockets({ host: { serve() {} } as unknown as Host, token: "t" });
  const request = { headers: { authorization: "Bearer t" } } as IncomingMessage;
  const [alive, dead] = [new FakeSocket(), new FakeSocket()];
  for (const socket of [alive, dead]) {
    sockets.upgrade(request, socket as never, Buffer.alloc(0));
  }
  vi.advanceTimersByTime(15_000);
  expect([alive.pings, dead.pings]).toEqual([1, 1]);
  alive.emit("pong");
  vi.advanceTimersByTime(15_000);
  expect([alive.isTerminated, dead.isTerminated]).toEqual([false, true]);
});
