// Handshakes under way on a listener: each has a deadline, counts as a connection and ends in a secured socket or in nothing.
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Endpoints } from "../proxy-protocol/endpoints.ts";
import type { ListenerIdentities } from "./listener-identities.ts";

export interface HandshakeOptions {
  readonly identities: ListenerIdentities;
  readonly onSecured: (socket: TLSSocket, endpoints: Endpoints) => void;
  /** A client that went away, sent something else than TLS, or agreed to nothing we offer. */
  readonly onFailed: () => void;
}

export class TlsHandshakes {
  readonly #options: HandshakeOptions;
  readonly #deadlines = new Map<TLSSocket, number>();

  constructor(options: HandshakeOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#deadlines.size;
  }

  start(socket: Socket, deadlineAt: number, endpoints: Endpoints): void {
    const { identities, onSecured } = this.#options;
    // SECURITY: a client's broken connection must not become an uncaught error; `close` follows, where it is counted.
    socket.on("error", () => {});
    const secured = new TLSSocket(socket, {
      isServer: true,
      secureContext: identities.contextFor(undefined),
      SNICallback: (name, done) => done(null, identities.contextFor(name)),
      // SECURITY: a client that offers only other protocols is refused, so that none is talked into taking one for another.
      ALPNProtocols: ["h2", "http/1.1"],
    });
    this.#deadlines.set(secured, deadlineAt);
    secured.on("error", () => {});
    const failed = () => this.#fail(secured);
    secured.once("close", failed);
    secured.once("secure", () => {
      if (!this.#deadlines.delete(secured)) return;
      secured.off("close", failed);
      // Node's own TLS server says so here; without it an HTTP/2 session would go on waiting for the handshake.
      Object.assign(secured, { secureConnecting: false });
      onSecured(secured, endpoints);
    });
  }

  /** Cuts those whose time is over. */
  sweep(now: number): void {
    for (const [socket, deadlineAt] of this.#deadlines) if (now >= deadlineAt) this.#fail(socket);
  }

  /** Cuts the oldest, to make room, unless it still has longer than until then. False when none is cut. */
  cutOldest(deadlineBefore: number): boolean {
    for (const [socket, deadlineAt] of this.#deadlines) {
      if (deadlineAt > deadlineBefore) return false;
      this.#fail(socket);
      return true;
    }
    return false;
  }

  cutAll(): void {
    for (const socket of [...this.#deadlines.keys()]) this.#fail(socket);
  }

  #fail(socket: TLSSocket): void {
    if (!this.#deadlines.delete(socket)) return;
    socket.destroy();
    this.#options.onFailed();
  }
}
