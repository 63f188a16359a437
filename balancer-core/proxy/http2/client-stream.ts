// One stream of a client of HTTP/2 in the place of a client's connection: its head becomes one of HTTP/1.1, its exchange does the rest,
// and the answer becomes frames again.
import { constants, type ServerHttp2Stream } from "node:http2";
import type { ErrorCode } from "../../contract/error-codes.ts";
import type { ClientSide } from "../http1/client-side.ts";
import { Exchange } from "../http1/exchange.ts";
import type { ClientFields } from "../http1/forward-request.ts";
import { type ClientFraming, keptResponseLines } from "../http1/forward-response.ts";
import type { ListenerContext } from "../http1/listener-context.ts";
import { type OwnAnswerOptions, ownAnswer } from "../http1/own-answer.ts";
import { refuse } from "../http1/refusal.ts";
import type { ResponseHead } from "../http1/response-head.ts";
import type { Endpoints } from "../proxy-protocol/endpoints.ts";
import type { TrustedProxies } from "../trusted-proxies.ts";
import { type FieldList, headersOf, requestText, trailerLines } from "./message-head.ts";

/** What its connection knows of the client and wants to hear. */
export interface StreamHome {
  readonly context: ListenerContext;
  readonly endpoints: Endpoints;
  readonly clientFields: ClientFields;
  readonly trusted: TrustedProxies | null;
  /** The stream is gone; `byClient`: the client took its request back, or what it sent was no request. */
  streamGone(stream: ClientStream, byClient: boolean): void;
}

/** More than this waiting to be written means that the client reads slower than the server sends. */
const highWaterBytes = 32_768;
const noBytes = Buffer.alloc(0);

export class ClientStream implements ClientSide {
  readonly context: ListenerContext;
  readonly endpoints: Endpoints;
  readonly address: string;
  readonly clientFields: ClientFields;
  readonly trusted: TrustedProxies | null;
  readonly onCut: (reason: ErrorCode) => void;
  deadlineAt = Number.POSITIVE_INFINITY;
  /** A stream is there whole or not at all. */
  readonly hasEnded = false;
  isBodyOver: boolean;
  acceptsTrailers = false;
  trailers = "";
  readonly #home: StreamHome;
  readonly #stream: ServerHttp2Stream;
  #exchange: Exchange | null = null;
  #pending: Buffer | null = null;
  #answerTrailers = "";
  /** What stands behind the content is not sent yet. */
  #waitsForTrailers = false;
  #asksToStop = false;
  /** The client did what is no request. */
  #isRefused = false;
  /** We cut it, so its end is not the client's doing. */
  #isCut = false;

  constructor(home: StreamHome, stream: ServerHttp2Stream, isWhole: boolean) {
    this.#home = home;
    this.#stream = stream;
    this.context = home.context;
    this.endpoints = home.endpoints;
    this.address = home.endpoints.sourceAddress;
    this.clientFields = home.clientFields;
    this.trusted = home.trusted;
    this.isBodyOver = isWhole;
    this.onCut = (reason) => this.#exchange?.cut(reason);
    // An error is always followed by `close`.
    stream.on("error", () => {});
    stream.on("close", () => this.#closed());
    stream.on("drain", () => this.#exchange?.clientDrained());
    stream.on("wantTrailers", () => {
      this.#waitsForTrailers = false;
      this.#send(() => stream.sendTrailers(headersOf(this.#answerTrailers)));
      // A reset takes away what was not handed to the system yet.
      if (this.#asksToStop) setImmediate(() => this.#reset(constants.NGHTTP2_NO_ERROR));
    });
    if (isWhole) stream.resume();
    else this.#readBody();
  }

  get isCongested(): boolean {
    return this.#stream.writableLength > highWaterBytes;
  }

  get hasPending(): boolean {
    return this.#pending !== null;
  }

  /** Reads the head and lets the request begin. */
  begin(list: FieldList, now: number): void {
    const { context } = this;
    const { requestHead } = context;
    const given = requestText(list, this.isBodyOver);
    const bytes = given === null ? noBytes : Buffer.from(given.text, "latin1");
    // Without bytes it only forgets the head it read before, of which the refusal would tell otherwise.
    const outcome = requestHead.read(bytes, context.config.limits);
    if (given === null || outcome !== "complete") {
      this.#isRefused = true;
      const isUnreadable = outcome === "incomplete" || outcome === "complete";
      refuse(this, isUnreadable ? "MALFORMED_REQUEST" : outcome, 0);
      this.exchangeOver(false, now);
      return;
    }
    this.acceptsTrailers = given.acceptsTrailers;
    requestHead.minorVersion = 2;
    const { contentLength } = requestHead;
    this.#exchange = new Exchange(this, requestHead, bytes, now);
    this.#exchange.start(contentLength, now);
  }

  deadlinePassed(): void {
    this.deadlineAt = Number.POSITIVE_INFINITY;
    if (this.#exchange !== null) this.#exchange.deadlinePassed();
    // The answer was given, and is not taken.
    else this.#reset(constants.NGHTTP2_CANCEL);
  }

  /** The listener's deadline has passed: what is unanswered is told so. */
  cut(): void {
    this.#exchange?.cut("SHUTTING_DOWN");
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  watch(): void {
    if (this.#pending === null) this.resume();
  }

  keep(bytes: Buffer): void {
    this.#pending = this.#pending === null ? bytes : Buffer.concat([this.#pending, bytes]);
    this.pause();
  }

  takePending(): Buffer | null {
    const pending = this.#pending;
    this.#pending = null;
    return pending;
  }

  write(bytes: Buffer): void {
    if (this.#isWritable()) this.#stream.write(bytes);
  }

  putHead(bytes: Buffer, head: ResponseHead, _: ClientFraming, extraLines: string): number {
    const lines = keptResponseLines(bytes, head) + extraLines;
    // Behind content that comes in chunks, or from a server of HTTP/2, there may be fields.
    const mayHaveTrailers =
      head.bodyKind === "chunked" ||
      (head.bodyKind !== "none" && this.#exchange?.asksHttp2 === true);
    if (!this.#respond(head.status, lines, head.bodyKind === "none", mayHaveTrailers)) return -1;
    if (this.#exchange !== null) this.#exchange.bytesOut += lines.length;
    return 0;
  }

  writeSmallAnswer(): number {
    return 0;
  }

  giveTrailers(lines: string): void {
    this.#answerTrailers = lines;
  }

  writeInterim(bytes: Buffer, head: ResponseHead): number {
    const stream = this.#stream;
    if (stream.destroyed || stream.closed || stream.headersSent) return 0;
    const lines = head.status === 100 ? "" : keptResponseLines(bytes, head);
    this.#send(() => stream.additionalHeaders({ ...headersOf(lines), ":status": head.status }));
    return lines.length;
  }

  writeOwnAnswer(code: ErrorCode, { isHead, extraLines }: OwnAnswerOptions): number {
    const answer = ownAnswer(code, { isHead, extraLines, keepAlive: true, minorVersion: 1 });
    const headEnd = answer.indexOf("\r\n\r\n") + 4;
    const head = answer.toString("latin1", 0, headEnd);
    const content = answer.subarray(headEnd);
    const status = Number(head.slice(9, 12));
    this.#respond(status, head.slice(head.indexOf("\r\n") + 2), content.length === 0);
    if (content.length > 0) this.write(content);
    return answer.length;
  }

  end(): void {
    if (this.#isWritable()) this.#stream.end();
  }

  destroy(): void {
    this.#isCut = true;
    // SECURITY: `close` would end the content in good order before it resets, and half an answer would pass for a whole one.
    this.#stream.destroy(new Error("the answer is not whole"));
  }

  exchangeOver(_keepAlive: boolean, now: number): void {
    const exchange = this.#exchange;
    this.#exchange = null;
    this.#pending = null;
    if (this.#stream.destroyed) return;
    this.deadlineAt = now + this.context.config.limits.idleTimeout;
    this.end();
    // RFC 9113, 8.1: who has its whole answer is asked to send no more of its request.
    this.#asksToStop = !this.isBodyOver && exchange?.isBodyDone !== true;
    if (!this.#asksToStop) this.#stream.resume();
    else if (!this.#waitsForTrailers) this.#reset(constants.NGHTTP2_NO_ERROR);
  }

  #readBody(): void {
    const stream = this.#stream;
    // Nothing is read before there is somebody to take it; the client's window then stays closed.
    stream.pause();
    stream.on("data", (bytes: Buffer) => {
      if (this.#exchange !== null && !this.#exchange.clientBytes(bytes)) this.keep(bytes);
    });
    stream.on("trailers", (_headers, _flags, list: FieldList = []) => {
      this.trailers = trailerLines(list);
    });
    stream.on("end", () => {
      this.isBodyOver = true;
      if (this.#pending === null) this.#exchange?.bodyEnded();
    });
  }

  /** False when Node does not take the head for one of HTTP/2. */
  #respond(status: number, lines: string, isEmpty: boolean, waitForTrailers = false): boolean {
    const stream = this.#stream;
    // The writable side of a HEAD request has ended from the beginning.
    if (stream.destroyed || stream.closed || stream.headersSent) return true;
    const headers = { ...headersOf(lines), ":status": status };
    // `sendDate` is missing in the types: a date is the server's to give.
    const options = { endStream: isEmpty, sendDate: false, waitForTrailers };
    this.#waitsForTrailers = waitForTrailers;
    return this.#send(() => stream.respond(headers, options));
  }

  /** SECURITY: what Node does not take for HTTP/2 it throws; a server must not end us with that. False then. */
  #send(write: () => void): boolean {
    try {
      write();
      return true;
    } catch {
      this.destroy();
      // Later, since the attempt whose answer this is goes on first.
      setImmediate(() => this.#exchange?.cut("UPSTREAM_BAD_RESPONSE"));
      return false;
    }
  }

  #isWritable(): boolean {
    const stream = this.#stream;
    return !stream.destroyed && !stream.closed && !stream.writableEnded;
  }

  #reset(code: number): void {
    this.#isCut = true;
    if (!this.#stream.destroyed) this.#stream.close(code);
  }

  #closed(): void {
    const byClient =
      this.#isRefused || (this.#stream.rstCode !== constants.NGHTTP2_NO_ERROR && !this.#isCut);
    this.#pending = null;
    this.#exchange?.clientLeft();
    this.#home.streamGone(this, byClient);
  }
}
