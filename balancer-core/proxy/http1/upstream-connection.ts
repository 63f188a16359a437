// One connection to a server: its socket, its events and nothing about HTTP. Idle when it has no handler.
import { connect, type Socket } from "node:net";
import { connect as connectSecurely, type TLSSocket } from "node:tls";
import { connectBehindHeader } from "../../connect-behind-header.ts";
import type { Server } from "../../pool/types.ts";
import type { UpstreamTls } from "../../pool/upstream-tls.ts";
import { relayReadBytes } from "../relay-buffers.ts";
import { writeNow } from "./turn-end.ts";

/** Who uses a connection at the moment. */
export interface UpstreamHandler {
  connected(): void;
  /** `bytes[0..end)` are lent for the call only, unless they came into a buffer of the handler's own. */
  received(bytes: Buffer, end: number): void;
  drained(): void;
  /** The server sent its last byte. */
  ended(): void;
  /** The connection is gone; `error` when not in good order. */
  closed(error: Error | null): void;
}

/** Who keeps idle connections and wants to know when one is gone. */
export interface UpstreamHome {
  isRetired: boolean;
  readonly connections: UpstreamConnection[];
  gone(connection: UpstreamConnection): void;
}

// All connections read into this one buffer, since every reader copies what it keeps: no allocation per read.
const readBuffer = Buffer.allocUnsafeSlow(relayReadBytes);
/** More than this waiting to be written means that the server reads slower than the client sends. */
const highWaterBytes = 65_536;

export class UpstreamConnection {
  readonly server: Server;
  readonly home: UpstreamHome;
  readonly socket: Socket;
  /** How it was secured; null when it is plain. */
  readonly tls: UpstreamTls | null;
  /** SECURITY: began with one client's address, so that no other client's request may go over it. */
  readonly isBound: boolean;
  handler: UpstreamHandler | null = null;
  isConnected = false;
  readonly openedAt: number;
  /** When it became idle, and how long it may stay so. */
  idleSince = 0;
  idleLimitMs = Number.POSITIVE_INFINITY;
  #error: Error | null = null;
  #ownBuffer: Buffer | null = null;

  /** `proxyHeader` is what the server reads before anything else, or null. */
  constructor(
    server: Server,
    home: UpstreamHome,
    tls: UpstreamTls | null,
    proxyHeader: Buffer | null,
    now: number,
  ) {
    this.openedAt = now;
    this.server = server;
    this.home = home;
    this.tls = tls;
    this.isBound = proxyHeader !== null;
    this.socket = tls === null ? this.#connect() : this.#connectSecurely(tls, proxyHeader);
    // Waits until the connection is there.
    if (tls === null && proxyHeader !== null) this.socket.write(proxyHeader);
    this.socket.on(tls === null ? "connect" : "secureConnect", () => {
      this.isConnected = true;
      server.connectionOpened();
      this.handler?.connected();
    });
    this.socket.on("drain", () => this.handler?.drained());
    this.socket.on("end", () => {
      if (this.handler !== null) this.handler.ended();
      else this.socket.destroy();
    });
    this.socket.on("error", (error) => {
      this.#error = error;
    });
    this.socket.on("close", () => {
      if (this.isConnected) server.connectionClosed();
      if (this.handler !== null) this.handler.closed(this.#error);
      else home.gone(this);
    });
  }

  get isCongested(): boolean {
    return this.socket.writableLength > highWaterBytes;
  }

  #connect(): Socket {
    const { host, port } = this.server.address;
    return connect({
      host,
      port,
      noDelay: true,
      allowHalfOpen: true,
      onread: {
        // Asked for the first read and after each one.
        buffer: () => this.#takeNextBuffer(),
        callback: (length, buffer) => {
          this.#received(buffer as Buffer, length);
          return true;
        },
      },
    });
  }

  /** The next read goes into this buffer, and only that one. Without effect on what is secured, which is decrypted anyway. */
  readNextInto(buffer: Buffer): void {
    this.#ownBuffer = buffer;
  }

  #takeNextBuffer(): Buffer {
    const own = this.#ownBuffer;
    this.#ownBuffer = null;
    return own ?? readBuffer;
  }

  #connectSecurely(tls: UpstreamTls, proxyHeader: Buffer | null): TLSSocket {
    const { address } = this.server;
    const session = { ...tls.optionsFor(address, "resume"), allowHalfOpen: true };
    const options = { ...session, ALPNProtocols: ["http/1.1"] };
    const socket =
      proxyHeader === null ? connectSecurely(options) : connectBehindHeader(proxyHeader, options);
    socket.setNoDelay(true);
    socket.on("session", (session) => tls.remember(address, session));
    socket.on("data", (bytes: Buffer) => this.#received(bytes, bytes.length));
    return socket;
  }

  #received(bytes: Buffer, length: number): void {
    if (this.handler !== null) this.handler.received(bytes, length);
    // SECURITY: bytes nobody asked for would be taken for the answer to the next request.
    else this.socket.destroy();
  }

  /** Lets it send what is written, then closes it; nobody hears of it any more. Cut when that gets nowhere for so long. */
  finish(stuckMs: number): void {
    this.handler = null;
    writeNow(this.socket);
    this.socket.setTimeout(stuckMs, () => this.socket.destroy());
    this.socket.end();
  }

  /** Cuts it without telling its handler. */
  destroy(): void {
    this.handler = null;
    this.socket.destroy();
  }
}
