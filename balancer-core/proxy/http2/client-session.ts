// One client's connection that speaks HTTP/2: its streams, the deadlines it has beside theirs, and what a client may not do too often.
import { constants, performServerHandshake, type ServerHttp2Session } from "node:http2";
import type { Socket } from "node:net";
import { ClientFields } from "../http1/forward-request.ts";
import type { ListenerContext } from "../http1/listener-context.ts";
import type { Endpoints } from "../proxy-protocol/endpoints.ts";
import type { TrustedProxies } from "../trusted-proxies.ts";
import { Budget } from "./budget.ts";
import { ClientStream, type StreamHome } from "./client-stream.ts";
import type { FieldList } from "./message-head.ts";

/** SECURITY: bounds what one connection can hold, together with the window of each stream. */
const maxStreams = 128;
const connectionWindowBytes = 1_048_576;
/** Time between telling a client that we close and refusing its streams: what it sent meanwhile is served. */
const closingGraceMs = 500;
/** Time for a client to close after we did. */
const lingerMs = 1_000;
/** RFC 9113, 6.8: says that the connection will close, without refusing any stream yet. */
const anyStream = 2 ** 31 - 1;

export class ClientSession implements StreamHome {
  readonly endpoints: Endpoints;
  readonly context: ListenerContext;
  readonly clientFields: ClientFields;
  /** The listener's sweep always comes by: its streams have deadlines of their own. */
  readonly deadlineAt = Number.NEGATIVE_INFINITY;
  readonly #socket: Socket;
  readonly #session: ServerHttp2Session;
  readonly #streams = new Set<ClientStream>();
  /** SECURITY: rapid reset (CVE-2023-44487): a request taken back costs the client nothing and servers everything. */
  readonly #resets: Budget;
  /** SECURITY: every PING and SETTINGS is answered; a client that does not read the answers makes us keep them. */
  readonly #controls: Budget;
  /** When it goes for want of streams. */
  #idleAt: number;
  /** When no further streams are taken. */
  #closeAt = Number.POSITIVE_INFINITY;
  #isClosing = false;
  #isCut = false;
  /** The last stream was over, or the connection began. */
  #restedAt: number;
  #bytesIn = 0;
  #bytesOut = 0;

  constructor(
    socket: Socket,
    endpoints: Endpoints,
    context: ListenerContext,
    now: number,
    onClosed: () => void,
  ) {
    const { limits, protocol } = context.config;
    this.#socket = socket;
    this.endpoints = endpoints;
    this.context = context;
    this.clientFields = new ClientFields(
      endpoints.sourceAddress,
      endpoints.destinationAddress,
      endpoints.destinationPort,
      protocol === "https" ? "https" : "http",
    );
    this.#resets = new Budget(200, 50, now);
    this.#controls = new Budget(100, 10, now);
    this.#restedAt = now;
    this.#idleAt = now + limits.headerTimeout;
    socket.on("error", () => {});
    // Half a connection is of no use to HTTP/2.
    socket.on("end", () => socket.destroy());
    socket.on("close", () => {
      this.#countBytes();
      onClosed();
    });
    this.#session = performServerHandshake(socket, {
      settings: {
        maxConcurrentStreams: maxStreams,
        // Somewhat more than is allowed comes through to be answered with 431; what is far above ends at the frames.
        maxHeaderListSize: 2 * limits.headerBytes + 32 * limits.headers,
      },
      maxHeaderListPairs: 2 * limits.headers + 8,
      maxSettings: 32,
    });
    this.#listen();
  }

  /** Those who are trusted when this client is one of them, else null. */
  get trusted(): TrustedProxies | null {
    const { trusted } = this.context;
    return trusted?.has(this.endpoints.sourceAddress) === true ? trusted : null;
  }

  streamGone(stream: ClientStream, byClient: boolean): void {
    const now = this.#now();
    this.#streams.delete(stream);
    if (this.#streams.size === 0) {
      this.#restedAt = now;
      this.#idleAt = now + this.context.config.limits.idleTimeout;
      if (this.#closeAt !== Number.POSITIVE_INFINITY) this.#close(now);
    }
    if (byClient && !this.#resets.take(now)) this.#calm();
  }

  /** Called by every sweep of the listener. */
  deadlinePassed(now: number): void {
    this.#countBytes();
    for (const stream of this.#streams) if (now >= stream.deadlineAt) stream.deadlinePassed();
    if (now >= this.#closeAt) {
      if (this.#isClosing && this.#streams.size === 0) this.#socket.destroy();
      else this.#close(now);
    } else if (this.#streams.size === 0 && now >= this.#idleAt) this.#close(now);
  }

  /** The listener closes: the client hears of it, what it has begun is finished, and then the connection goes. */
  shutDown(now: number): void {
    if (this.#isClosing || this.#closeAt !== Number.POSITIVE_INFINITY) return;
    // Without streams nothing is read after a GOAWAY, so this one says that what comes was not processed.
    if (this.#streams.size === 0) this.#close(now);
    else {
      this.#session.goaway(constants.NGHTTP2_NO_ERROR, anyStream);
      this.#closeAt = now + closingGraceMs;
    }
  }

  /** Since when it has no streams; infinite while it has. */
  get restsSince(): number {
    const isAtWork = this.#isCut || this.#streams.size > 0;
    return isAtWork ? Number.POSITIVE_INFINITY : this.#restedAt;
  }

  /** Makes room for another connection. */
  evict(): void {
    this.#isCut = true;
    this.#socket.destroy();
  }

  /** The listener's deadline has passed: what is unanswered is told so, and the connection is gone. */
  cut(): void {
    if (this.#isCut) return;
    this.#isCut = true;
    for (const stream of this.#streams) stream.cut();
    this.#close(this.#now());
    // The answers just written are handed to the system first; a client that does not take them does not hold us up.
    setImmediate(() => this.#socket.destroySoon());
    setImmediate(() => setImmediate(() => this.#socket.destroy()));
  }

  #listen(): void {
    const session = this.#session;
    session.setLocalWindowSize(connectionWindowBytes);
    // Errors of the session are the client's; `close` of the socket follows.
    session.on("error", () => {});
    session.on("close", () => {
      this.#isClosing = true;
      this.#closeAt = Math.min(this.#closeAt, this.#now() + lingerMs);
    });
    session.on("ping", () => this.#control());
    session.on("remoteSettings", () => {
      if (this.#streams.size === 0) {
        this.#idleAt = this.#now() + this.context.config.limits.idleTimeout;
      }
      this.#control();
    });
    session.on("stream", (stream, _headers, flags, list: FieldList = []) => {
      const isWhole = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
      const begun = new ClientStream(this, stream, isWhole);
      this.#streams.add(begun);
      // It may have been taken back in the same read; `close` follows then.
      if (!stream.destroyed && !stream.closed) begun.begin(list, this.#now());
    });
  }

  #control(): void {
    if (!this.#controls.take(this.#now())) this.#calm();
  }

  /** Cuts a client that does something too often. */
  #calm(): void {
    if (this.#session.destroyed) return;
    this.context.countOwnAnswer("HTTP2_FLOOD");
    this.#session.destroy(new Error("flood"), constants.NGHTTP2_ENHANCE_YOUR_CALM);
  }

  #close(now: number): void {
    this.#closeAt = now + lingerMs;
    if (this.#isClosing) return;
    this.#isClosing = true;
    if (!this.#session.destroyed) this.#session.close();
  }

  #countBytes(): void {
    const { counters } = this.context;
    const { bytesRead, bytesWritten } = this.#socket;
    counters.bytesIn += bytesRead - this.#bytesIn;
    counters.bytesOut += bytesWritten - this.#bytesOut;
    this.#bytesIn = bytesRead;
    this.#bytesOut = bytesWritten;
  }

  #now(): number {
    return this.context.dependencies.ports.clock.now();
  }
}
