// One try of a request on a server of HTTP/2: takes a place on one of its connections, sends the request as a stream and reads the answer.
import { type ClientHttp2Stream, constants } from "node:http2";
import { isOwnFault, systemCode } from "../../errors.ts";
import {
  BodyReader,
  framingOverhead,
  lastChunk,
  lastChunkWith,
  noLength,
} from "../http1/body-framing.ts";
import type { ResponseHead } from "../http1/response-head.ts";
import { failures } from "../http1/retry-rule.ts";
import { ServerAttempt } from "../http1/server-attempt.ts";
import { writeProxyHeader } from "../proxy-protocol/write-header.ts";
import {
  type FieldList,
  headersOf,
  requestHeaders,
  responseText,
  trailerLines,
} from "./message-head.ts";
import type { SessionWaiter, UpstreamSession } from "./upstream-session.ts";

/** More than this waiting to be written means that the server reads slower than the client sends. */
const highWaterBytes = 65_536;

export class Http2Attempt extends ServerAttempt implements SessionWaiter {
  #session: UpstreamSession | null = null;
  #stream: ClientHttp2Stream | null = null;
  /** Whether the connection had served others before. */
  #isReused = false;
  /** Takes back a request whose body is not whole. */
  #canceller: AbortController | null = null;
  #hasReconnected = false;
  #sentAt = 0;
  /** Lines behind the content of the answer. */
  #trailers = "";
  /** Whether an attempt before this one had sent anything. */
  #wasSent = false;

  start(): void {
    this.#connect();
  }

  get isCongested(): boolean {
    return this.#stream !== null && this.#stream.writableLength > highWaterBytes;
  }

  sendBody(bytes: Buffer): void {
    const stream = this.#stream;
    if (stream === null || stream.destroyed || stream.writableEnded) return;
    if (bytes.length > 0) stream.write(bytes);
    if (this.exchange.isBodyDone) stream.end();
    if (this.isCongested) this.exchange.connection.pause();
  }

  clientDrained(): void {
    this.#stream?.resume();
  }

  abandon(): void {
    this.phase = "over";
    this.#letGo();
  }

  connected(): void {
    const now = this.exchange.now();
    this.connectMs = now - this.startedAt;
    this.#send(now);
  }

  connectFailed(detail: string): void {
    const isOurs = isOwnFault(detail);
    if (isOurs || this.#session?.tls != null) this.detail = detail;
    this.fail(isOurs ? failures.connectUntried : failures.connectFailed);
  }

  protected pauseServer(): void {
    this.#stream?.pause();
  }

  protected answered(_isClean: boolean, now: number): void {
    const { exchange } = this;
    this.phase = "over";
    this.#letGo();
    exchange.answered(now);
  }

  #connect(): void {
    const { context, pool, connection } = this.exchange;
    const { upstream, timeouts } = pool.config;
    const { proxyProtocol, keepAlive } = upstream;
    const proxyHeader =
      proxyProtocol === "off" ? null : writeProxyHeader(proxyProtocol, connection.endpoints);
    const rules = { tls: pool.upstreamTls, proxyHeader, keepAlive };
    this.phase = "connecting";
    const now = this.exchange.now();
    const session = context.sessions.take(this.lease.server, rules, timeouts.idle, now);
    this.#session = session;
    // Once is enough: a server that closes every connection is not asked for ever.
    this.#isReused = session.isConnected && !this.#hasReconnected;
    if (session.isConnected) {
      this.#send(now);
      return;
    }
    this.exchange.expectConnection();
    session.await(this);
  }

  #send(now: number): void {
    const { exchange } = this;
    const session = this.#session as UpstreamSession;
    const scheme = session.tls === null ? "http" : "https";
    const headers = requestHeaders(exchange.forwardedHead, scheme, exchange.acceptsTrailers);
    const hasBody = exchange.body !== null;
    this.#canceller = hasBody ? new AbortController() : null;
    let stream: ClientHttp2Stream;
    try {
      stream = session.session.request(headers, {
        endStream: !hasBody,
        waitForTrailers: exchange.body?.mayHaveTrailers === true,
        ...(this.#canceller === null ? {} : { signal: this.#canceller.signal }),
      });
    } catch {
      // The connection ended in this moment, or Node does not take the head for one of HTTP/2.
      this.fail(failures.refused);
      return;
    }
    this.#stream = stream;
    this.#listen(stream);
    this.#sentAt = now;
    this.#wasSent = exchange.requestSent;
    this.phase = "sent";
    exchange.requestSent = true;
    session.asked(now);
    if (exchange.body !== null) {
      for (const bytes of exchange.body.replay) stream.write(bytes);
      if (exchange.isBodyDone) stream.end();
      else exchange.pumpPending();
    }
    // The body may have been refused while it was pumped.
    if (this.#stream === stream) exchange.expectAnswer(now);
  }

  #listen(stream: ClientHttp2Stream): void {
    const isOurs = () => this.#stream === stream;
    const { exchange } = this;
    stream.on("error", (error) => {
      if (isOurs()) this.detail = systemCode(error);
    });
    stream.on("headers", (_headers, _flags, list: FieldList = []) => {
      if (isOurs()) this.#readHead(list, false);
    });
    stream.on("response", (_headers, flags, list: FieldList = []) => {
      if (isOurs()) this.#readHead(list, (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0);
    });
    stream.on("data", (bytes: Buffer) => {
      if (!isOurs() || this.phase !== "answering") return;
      exchange.touch();
      const out = Buffer.allocUnsafe(bytes.length + framingOverhead);
      this.relayBody(bytes, 0, bytes.length, out, 0);
    });
    stream.on("trailers", (_headers, _flags, list: FieldList = []) => {
      if (isOurs()) this.#trailers = trailerLines(list);
    });
    stream.on("end", () => {
      if (!isOurs() || this.phase !== "answering") return;
      if (!this.asChunks) exchange.connection.giveTrailers(this.#trailers);
      else
        exchange.writeToClient(
          exchange.acceptsTrailers ? lastChunkWith(this.#trailers) : lastChunk,
        );
      this.answered(true, exchange.now());
    });
    stream.on("drain", () => {
      if (isOurs()) exchange.upstreamDrained();
    });
    stream.on("wantTrailers", () => {
      try {
        const { body, connection } = exchange;
        stream.sendTrailers(headersOf(connection.trailers || (body?.trailers ?? "")));
      } catch (error) {
        stream.destroy(error instanceof Error ? error : undefined);
      }
    });
    stream.on("close", () => {
      if (isOurs()) this.#lost(stream.rstCode ?? constants.NGHTTP2_NO_ERROR);
    });
  }

  #readHead(list: FieldList, isWhole: boolean): void {
    const { exchange } = this;
    exchange.touch();
    const now = exchange.now();
    if (this.waitMs === null) this.waitMs = now - this.#sentAt;
    const head = exchange.context.responseHead;
    const bytes = this.#parse(list, isWhole, head);
    if (bytes === null || head.status === 101) {
      this.fail(failures.badResponse);
      return;
    }
    if (head.status < 200) {
      this.passInterim(head, bytes);
      return;
    }
    this.answer(head, bytes, bytes.length, now);
  }

  /** Where the content ends is told by its frames, behind which trailers may come; the length is checked there, too. */
  protected bodyOf({ bodyKind }: ResponseHead): BodyReader {
    return new BodyReader(bodyKind === "none" ? "none" : "until-close", noLength);
  }

  #parse(list: FieldList, isWhole: boolean, head: ResponseHead): Buffer | null {
    const { isHead, minorVersion } = this.exchange;
    const read = (text: string): Buffer | null => {
      const bytes = Buffer.from(text, "latin1");
      return head.read(bytes, bytes.length, isHead) === "complete" ? bytes : null;
    };
    const text = responseText(list);
    const bytes = text === null ? null : read(text);
    if (text === null || bytes === null || !isWhole || head.bodyKind !== "until-close")
      return bytes;
    // Nothing follows, and no length says so. To a client of HTTP/1.1 one must.
    if (minorVersion < 2) return read(`${text.slice(0, -2)}content-length: 0\r\n\r\n`);
    head.bodyKind = "none";
    return bytes;
  }

  /** The stream is gone before the answer was whole. */
  #lost(code: number): void {
    const { exchange } = this;
    const session = this.#session as UpstreamSession;
    const isUnanswered = this.phase === "sent" && this.waitMs === null;
    if (isUnanswered && code === constants.NGHTTP2_REFUSED_STREAM) {
      // RFC 9113, 8.7: so are streams that a GOAWAY leaves out. The request is as unsent as it was before.
      exchange.requestSent = this.#wasSent;
      this.fail(failures.refused);
    } else if (session.spokeOtherwise) this.fail(failures.badResponse);
    else if (!isUnanswered || !this.#isReused || !session.isGone) this.fail(failures.reset);
    else if (exchange.isReplayable()) {
      // The server had closed the connection as we took it: not its failure, and not the request's either.
      this.#hasReconnected = true;
      this.#letGo();
      this.detail = null;
      this.#connect();
    } else this.fail(failures.stale);
  }

  /** Gives the place on the connection back, and takes back what is not over of the stream. */
  #letGo(): void {
    const session = this.#session;
    const stream = this.#stream;
    this.#session = null;
    this.#stream = null;
    if (stream !== null && !stream.destroyed) {
      // SECURITY: `close` would end the content in good order before it resets, and half a request would pass for a whole one.
      if (this.#canceller !== null && !stream.writableEnded) this.#canceller.abort();
      else if (!stream.readableEnded) stream.close(constants.NGHTTP2_CANCEL);
    }
    if (session === null) return;
    session.leave(this);
    this.exchange.context.sessions.release(session, this.exchange.now());
  }
}
