// An upgraded connection: bytes both ways, each side's end passed on by itself, until one of the two is gone.
import type { ClientSide } from "./client-side.ts";
import { writeNow } from "./turn-end.ts";
import type { UpstreamConnection } from "./upstream-connection.ts";

export class Tunnel {
  readonly #client: ClientSide;
  readonly #upstream: UpstreamConnection;

  constructor(client: ClientSide, upstream: UpstreamConnection) {
    this.#client = client;
    this.#upstream = upstream;
  }

  fromClient(bytes: Buffer): void {
    writeNow(this.#upstream.socket);
    this.#upstream.socket.write(bytes);
    if (this.#upstream.isCongested) this.#client.pause();
  }

  /** The bytes are lent, so they are copied. */
  fromServer(bytes: Buffer, start: number, end: number): number {
    if (end > start) this.#client.write(Buffer.from(bytes.subarray(start, end)));
    if (this.#client.isCongested) this.#upstream.socket.pause();
    return end - start;
  }

  clientDrained(): void {
    this.#upstream.socket.resume();
  }

  serverDrained(): void {
    this.#client.resume();
  }

  // A socket whose both sides have ended closes by itself once everything is written; that is the end of the tunnel.
  clientEnded(): void {
    writeNow(this.#upstream.socket);
    this.#upstream.socket.end();
  }

  serverEnded(): void {
    this.#client.end();
  }
}
