// Moves bytes between two sockets both ways, with back-pressure and half-close: the end of one direction ends only that one.
import type { Socket } from "node:net";

export interface RelayObserver {
  /** Bytes went from client to server. */
  sent(bytes: number): void;
  /** Bytes went from server to client. */
  received(bytes: number): void;
}

/**
 * Both sockets must allow half-open. Errors and closing are the caller's; both directions together hold at most what the
 * sockets' own buffers hold, because a source is paused while its sink is full.
 */
export function relaySockets(client: Socket, server: Socket, observer: RelayObserver): void {
  pump(client, server, (bytes) => observer.sent(bytes));
  pump(server, client, (bytes) => observer.received(bytes));
  client.resume();
  server.resume();
}

function pump(source: Socket, sink: Socket, moved: (bytes: number) => void): void {
  const resume = () => void source.resume();
  source.on("data", (chunk: Buffer) => {
    moved(chunk.length);
    if (!sink.write(chunk)) source.pause();
  });
  sink.on("drain", resume);
  source.on("end", () => void sink.end());
}
