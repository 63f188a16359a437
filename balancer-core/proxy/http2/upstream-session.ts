// One connection to a server of HTTP/2: its socket and session, how many streams it carries, and whether it is still alive.
import { type ClientHttp2Session, connect as connectHttp2 } from "node:http2";
import { connect, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { connectBehindHeader } from "../../connect-behind-header.ts";
import { systemCode } from "../../errors.ts";
import type { Server } from "../../pool/types.ts";
import type { UpstreamTls } from "../../pool/upstream-tls.ts";

/** Who waits for a connection. One of the two is called, once. */
export interface SessionWaiter {
  connected(): void;
  /** `detail` is what the system, TLS or the handshake said. */
  connectFailed(detail: string): void;
}

/** Most streams at once on one connection, whatever the server allows. */
const mostStreams = 100;
const connectionWindowBytes = 1_048_576;
/** A server that sent nothing for so long while it should have is asked by PING, and as much later given up. */
const quietMs = 5_000;

export class UpstreamSession {
  readonly server: Server;
  /** How it was secured; null when it is plain. */
  readonly tls: UpstreamTls | null;
  readonly openedAt: number;
  /** SECURITY: began with one client's address or must not be used again: it carries one stream only. */
  readonly isSingleUse: boolean;
  readonly session: ClientHttp2Session;
  streams = 0;
  isConnected = false;
  /** Takes no further streams. */
  isLeaving = false;
  idleSince = 0;
  /** What it sends is HTTP/2. */
  isUnderstood = false;
  readonly #socket: Socket;
  readonly #waiters = new Set<SessionWaiter>();
  #detail = "closed";
  #bytesRead = 0;
  #askedAt: number | null = null;
  #hasPinged = false;

  constructor(
    server: Server,
    tls: UpstreamTls | null,
    proxyHeader: Buffer | null,
    isSingleUse: boolean,
    now: number,
    onGone: () => void,
  ) {
    this.openedAt = now;
    this.server = server;
    this.tls = tls;
    this.isSingleUse = isSingleUse;
    const socket =
      tls === null ? plainSocket(server, proxyHeader) : secureSocket(server, tls, proxyHeader);
    this.#socket = socket;
    // The authority is never used: every request brings its own.
    this.session = connectHttp2("http://server.invalid", {
      createConnection: () => socket,
      settings: { enablePush: false },
      maxHeaderListPairs: 1_000,
    });
    this.session.on("connect", () => this.#ready());
    this.session.on("error", (error) => this.#failed(error));
    this.session.on("remoteSettings", () => {
      this.isUnderstood = true;
    });
    this.session.on("goaway", () => this.close());
    socket.on("error", (error) => this.#failed(error));
    socket.on("close", () => {
      this.isLeaving = true;
      if (this.isConnected) server.connectionClosed();
      for (const waiter of [...this.#waiters]) {
        this.#waiters.delete(waiter);
        waiter.connectFailed(this.#detail);
      }
      if (!this.session.destroyed) this.session.destroy();
      onGone();
    });
  }

  get isGone(): boolean {
    return this.session.destroyed || this.#socket.destroyed;
  }

  /** It sent something, and that was not HTTP/2. */
  get spokeOtherwise(): boolean {
    return this.isConnected && !this.isUnderstood && this.#socket.bytesRead > 0;
  }

  /** How many further streams it takes. */
  get room(): number {
    if (this.isLeaving || this.session.closed || this.session.destroyed) return 0;
    if (this.isSingleUse) return 0;
    const allowed = this.isConnected
      ? (this.session.remoteSettings.maxConcurrentStreams ?? mostStreams)
      : mostStreams;
    return Math.min(allowed, mostStreams) - this.streams;
  }

  await(waiter: SessionWaiter): void {
    this.#waiters.add(waiter);
  }

  /** Nobody else waits for a connection that is not there yet: it is of no use. */
  leave(waiter: SessionWaiter): void {
    if (this.#waiters.delete(waiter) && this.#waiters.size === 0 && !this.isConnected)
      this.destroy();
  }

  /** A request goes out now. */
  asked(now: number): void {
    this.#askedAt ??= now;
  }

  /** Takes no further streams and closes once those it has are over. */
  close(): void {
    this.isLeaving = true;
    if (this.streams === 0) this.destroy();
  }

  destroy(): void {
    this.isLeaving = true;
    if (!this.session.destroyed) this.session.destroy();
    this.#socket.destroy();
  }

  /** A server behind a broken path would otherwise fail every request until the system gives the connection up. */
  checkAlive(now: number): void {
    const { bytesRead } = this.#socket;
    if (bytesRead !== this.#bytesRead) {
      this.#bytesRead = bytesRead;
      this.#askedAt = null;
      this.#hasPinged = false;
    }
    if (this.#askedAt === null || !this.isConnected || this.session.destroyed) return;
    const quiet = now - this.#askedAt;
    if (quiet >= 2 * quietMs && this.#hasPinged) this.destroy();
    else if (quiet >= quietMs && !this.#hasPinged) {
      this.#hasPinged = true;
      this.#askedAt = now - quietMs;
      this.session.ping(() => undefined);
    }
  }

  #ready(): void {
    if (this.tls !== null && "alpnProtocol" in this.#socket && this.#socket.alpnProtocol !== "h2") {
      this.#detail = "no h2 by ALPN";
      this.#socket.destroy();
      return;
    }
    this.isConnected = true;
    this.server.connectionOpened();
    this.session.setLocalWindowSize(connectionWindowBytes);
    for (const waiter of [...this.#waiters]) {
      this.#waiters.delete(waiter);
      waiter.connected();
    }
  }

  #failed(error: Error): void {
    if (this.#detail === "closed") this.#detail = systemCode(error);
  }
}

function plainSocket({ address }: Server, proxyHeader: Buffer | null): Socket {
  const socket = connect({ ...address, noDelay: true });
  // Waits until the connection is there.
  if (proxyHeader !== null) socket.write(proxyHeader);
  return socket;
}

function secureSocket({ address }: Server, tls: UpstreamTls, proxyHeader: Buffer | null): Socket {
  const options = { ...tls.optionsFor(address, "resume"), ALPNProtocols: ["h2"] };
  const socket =
    proxyHeader === null ? connectSecurely(options) : connectBehindHeader(proxyHeader, options);
  socket.setNoDelay(true);
  socket.on("session", (session) => tls.remember(address, session));
  return socket;
}
