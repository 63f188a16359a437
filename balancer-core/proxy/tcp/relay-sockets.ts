// Moves bytes between two sockets both ways, with back-pressure and half-close: the end of one direction ends only that one.
import type { Socket } from "node:net";
import type { BulkReads } from "./bulk-reads.ts";
import { endBehind } from "./end-behind.ts";

export interface RelayObserver {
  /** Bytes went from client to server. */
  sent(bytes: number): void;
  /** Bytes went from server to client. */
  received(bytes: number): void;
}

/**
 * Both sockets must allow half-open. Errors and closing are the caller's; both directions together hold at most what the
 * sockets' own buffers hold, because a source is paused while its sink is full. `serverReads`: of a server's socket that emits
 * no `data`.
 */
export function relaySockets(
  client: Socket,
  server: Socket,
  observer: RelayObserver,
  serverReads: BulkReads | null = null,
): void {
  const received = (bytes: number) => observer.received(bytes);
  pump(client, server, (bytes) => observer.sent(bytes));
  if (serverReads === null) pump(server, client, received);
  else serverReads.passOn(server, client, received);
  client.resume();
  server.resume();
}

function pump(source: Socket, sink: Socket, moved: (bytes: number) => void): void {
  const resume = () => void source.resume();
  source.on("data", (chunk: Buffer) => {
    moved(chunk.length);
    // A full sink may have handed everything to the system already.
    if (!sink.write(chunk) && sink.writableLength > 0) source.pause();
  });
  sink.on("drain", resume);
  source.on("end", () => endBehind(sink));
}
